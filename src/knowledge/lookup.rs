//! Finding an entry of the knowledge by its id.

use super::{
    Cause, Claim, Condition, FindingText, Hazard, HazardRule, Knowledge, LedgerRule, Link, LinkGroup,
    Message, Observation, Outcome, Prevention, Spends, Stage, Step,
};

macro_rules! by_id {
    ($($(#[$doc:meta])* $name:ident in $list:ident -> $type:ty;)*) => {
        impl Knowledge {
            $($(#[$doc])* pub fn $name(&self, id: &str) -> Option<&$type> {
                self.$list.iter().find(|item| item.id == id)
            })*
        }
    };
}

by_id! {
    /// The stage `G0` to `G9`.
    stage in stages -> Stage;
    /// The cause `C01` to `C50`.
    cause in causes -> Cause;
    /// The observation of this id.
    observation in observations -> Observation;
    /// The step `T..`, `Q..`, `R..`, `K..` or `A..`.
    step in steps -> Step;
    /// The hazard `H01` to `H18`.
    hazard in hazards -> Hazard;
    /// The message `M01` to `M27`.
    message in messages -> Message;
    /// The finding's text.
    finding in findings -> FindingText;
    /// The prevention `P..`.
    prevention in preventions -> Prevention;
    /// The rule of the access ledger `J..`.
    ledger_rule in ledger_rules -> LedgerRule;
    /// The link of this id.
    link in links -> Link;
}

impl Knowledge {
    /// The step that asks an observation.
    pub fn asked_by(&self, observation: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.observes.iter().any(|id| id == observation))
    }

    /// The claims that are covered by something of this id.
    pub fn claims_of(&self, id: &str) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.covered_by.iter().any(|covering| covering == id))
    }

    /// How often something may be spent before a hazard locks what spends it.
    pub fn limit(&self, spends: Spends) -> Option<u32> {
        let unlocks = self.hazards.iter().filter_map(|hazard| match &hazard.rule {
            HazardRule::Until(unlocks) => Some(unlocks),
            HazardRule::Never(_) => None,
        });
        let limits = unlocks.flatten().filter_map(|unlock| match (&unlock.condition, spends) {
            (Condition::PasswordTriesBelow(limit), Spends::PasswordTry)
            | (Condition::CodeRequestsBelow(limit), Spends::CodeRequest) => Some(*limit),
            _ => None,
        });
        limits.min()
    }

    /// The links of one group, in the order of the table.
    pub fn links_in(&self, group: LinkGroup) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.group == group)
    }
}

impl Observation {
    /// The outcome of this id.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }
}
