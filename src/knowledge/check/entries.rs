//! What each kind of entry must have and may name.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{HazardRule, Risk, ShownBy, Step, StepKind};
use super::super::parse::Knowledge;
use super::{Checker, IMPLIED_ANSWERS, RESERVED_OBSERVATIONS, coverable, entry, set};

impl Checker<'_> {
    pub(super) fn causes(&mut self) {
        let k = self.k;
        let categories = set(&k.categories, |x| &x.id);
        let stages = set(&k.stages, |x| &x.id);
        let preventions = set(&k.preventions, |x| &x.id);
        let steps = set(&k.steps, |x| &x.id);
        for cause in &k.causes {
            let of = entry("cause", &cause.id);
            self.require(of, &categories, "category", &cause.category);
            for (stage, _) in &cause.stages {
                self.require(of, &stages, "stage", stage);
            }
            for prevention in &cause.prevention {
                self.require(of, &preventions, "prevention", prevention);
            }
            for test in &cause.tests {
                self.require(of, &steps, "step", test);
            }
            if cause.weight.is_nan() || cause.weight <= 0.0 || cause.stages.is_empty() {
                self.problem(of, &cause.id, format!("{of} needs a weight above 0 and a stage"));
            }
        }
    }

    /// Every cause can be told from others, and put right.
    pub(super) fn causes_are_reachable(&mut self) {
        let k = self.k;
        let told_by = observations_by_cause(k);
        for cause in &k.causes {
            let of = entry("cause", &cause.id);
            let told = told_by.get(cause.id.as_str());
            if told.is_none() {
                self.problem(of, &cause.id, format!("{of} is reached by no observation"));
            }
            let tells = |step: &Step| {
                step.observes.iter().any(|o| told.is_some_and(|told| told.contains(o.as_str())))
            };
            if !k.steps.iter().any(|step| cause.tests.contains(&step.id) && tells(step)) {
                self.problem(of, &cause.id, format!("{of} is told by none of its tests"));
            }
            if !k.steps.iter().any(|step| step.fixes.contains(&cause.id)) {
                self.problem(of, &cause.id, format!("{of} is fixed by no repair"));
            }
        }
    }

    pub(super) fn observations(&mut self) {
        let k = self.k;
        for observation in &k.observations {
            let of = entry("observation", &observation.id);
            let sum: f64 = observation.outcomes.iter().map(|outcome| outcome.base).sum();
            let positive = observation.outcomes.iter().all(|outcome| outcome.base > 0.0);
            if (sum - 1.0).abs() > 1e-6 || !positive {
                self.problem(
                    of,
                    of.id,
                    format!("the shares of {of} sum to {sum}, not to 1, or one is not above 0"),
                );
            }
            let mut seen = BTreeSet::new();
            for outcome in &observation.outcomes {
                if !seen.insert(&outcome.id) || IMPLIED_ANSWERS.contains(&outcome.id.as_str()) {
                    self.problem(of, &outcome.id, format!("{of} has the outcome {} twice", outcome.id));
                }
                self.effects(of, &outcome.effects);
            }
            for (_, outcome) in observation.from_counter.iter().flat_map(|(_, limits)| limits) {
                self.outcomes_exist(of, of.id, std::slice::from_ref(outcome));
            }
            let asked = k.steps.iter().filter(|step| step.observes.contains(&observation.id)).count();
            if asked != 1 {
                self.problem(of, of.id, format!("{of} is asked by {asked} steps, not by one"));
            }
        }
    }

    pub(super) fn messages_and_symptoms(&mut self) {
        let k = self.k;
        let stages = set(&k.stages, |x| &x.id);
        for message in &k.messages {
            let of = entry("message", &message.id);
            for stage in &message.stages {
                self.require(of, &stages, "stage", stage);
            }
            self.effects(of, &message.effects);
            for (observation, outcome) in &message.answers {
                self.outcomes_exist(of, observation, std::slice::from_ref(outcome));
            }
            if message.texts.is_empty() || !(message.base > 0.0 && message.base < 1.0) {
                self.problem(of, of.id, format!("{of} needs a text, and a share between 0 and 1"));
            }
        }
        for symptom in &k.symptoms {
            let of = entry("symptom", &symptom.id);
            match &symptom.shown_by {
                ShownBy::Answer(observation, outcome) => {
                    self.outcomes_exist(of, observation, std::slice::from_ref(outcome));
                }
                ShownBy::AtStage(stage) => self.require(of, &stages, "stage", stage),
            }
        }
    }

    pub(super) fn findings(&mut self) {
        let k = self.k;
        for finding in &k.findings {
            let of = entry("finding", &finding.id);
            self.effects(of, &finding.effects);
            for (observation, outcome) in &finding.answers {
                self.outcomes_exist(of, observation, std::slice::from_ref(outcome));
                if !k.observations.iter().any(|known| &known.id == observation) {
                    let reason = format!("{of} answers an observation, {observation} is none");
                    self.problem(of, observation, reason);
                }
            }
            if !(finding.base > 0.0 && finding.base < 1.0) {
                self.problem(of, of.id, format!("{of} needs a share between 0 and 1"));
            }
            let texts = [&finding.summary, &finding.why, &finding.recheck];
            let mut words = texts.into_iter().chain(&finding.fix);
            if words.any(|text| text.contains("{detail}")) == finding.details.is_empty() {
                let reason = format!("{of}: a text with {{detail}} needs details, and they need such a text");
                self.problem(of, of.id, reason);
            }
        }
    }

    pub(super) fn steps(&mut self) {
        let k = self.k;
        let causes = set(&k.causes, |x| &x.id);
        let hazards = set(&k.hazards, |x| &x.id);
        let links = set(&k.links, |x| &x.id);
        let mut observations = set(&k.observations, |x| &x.id);
        observations.extend(RESERVED_OBSERVATIONS);
        for step in &k.steps {
            let of = entry("step", &step.id);
            for cause in step.fixes.iter().chain(&step.tempts) {
                self.require(of, &causes, "cause", cause);
            }
            for hazard in &step.gates {
                self.require(of, &hazards, "hazard", hazard);
            }
            for link in &step.links {
                self.require(of, &links, "link", link);
            }
            for observation in &step.observes {
                self.require(of, &observations, "observation", observation);
                if step.kind == StepKind::Protect {
                    // What was done, or not, answers it.
                    self.outcomes_exist(of, observation, &["yes".to_owned(), "no".to_owned()]);
                }
            }
            for condition in &step.when {
                self.condition(of, condition);
            }
            if step.gates.is_empty() && (step.risk == Risk::High || step.kind == StepKind::Temptation) {
                self.problem(of, of.id, format!("{of} is risky but gated by no hazard"));
            }
            let repair = step.kind == StepKind::Repair;
            let fixes = !step.fixes.is_empty();
            let has_chance = step.success > 0.0 && step.success <= 1.0;
            if repair != fixes || repair != has_chance {
                self.problem(of, of.id, format!("{of}: repairs, and only they, fix causes with a chance"));
            }
        }
    }

    pub(super) fn links(&mut self) {
        let k = self.k;
        let templates = set(&k.link_templates, |x| &x.id);
        for link in &k.links {
            let of = entry("link", &link.id);
            if let Some(template) = &link.template {
                self.require(of, &templates, "template", template);
            }
            if link.template.is_some() != link.item.is_some() {
                self.problem(of, of.id, format!("{of}: a template and the part for it belong together"));
            }
        }
    }

    pub(super) fn hazards(&mut self) {
        let k = self.k;
        let findings = set(&k.findings, |x| &x.id);
        for hazard in &k.hazards {
            let of = entry("hazard", &hazard.id);
            if let HazardRule::Until(unlocks) = &hazard.rule {
                if unlocks.is_empty() {
                    self.problem(of, of.id, format!("{of} never locks: it has no condition"));
                }
                for unlock in unlocks {
                    self.condition(of, &unlock.condition);
                }
            }
            for finding in &hazard.about {
                self.require(of, &findings, "finding", finding);
            }
            if !k.steps.iter().any(|step| step.gates.contains(&hazard.id)) {
                self.problem(of, of.id, format!("{of} gates no step"));
            }
        }
    }

    /// Every rule and check of the access ledger names its prevention, and every rule answers a claim.
    pub(super) fn ledger(&mut self) {
        let k = self.k;
        let preventions = set(&k.preventions, |x| &x.id);
        for rule in &k.ledger_rules {
            let of = entry("rule", &rule.id);
            self.require(of, &preventions, "prevention", &rule.prevention);
            if !k.claims.iter().any(|claim| claim.covered_by.contains(&rule.id)) {
                self.problem(of, of.id, format!("{of} answers no claim"));
            }
        }
        for check in &k.ledger_checks {
            let of = entry("check", &check.id);
            self.require(of, &preventions, "prevention", &check.prevention);
            if check.months == 0 || 12 % check.months != 0 || !(1..=12).contains(&check.first) {
                self.problem(of, of.id, format!("{of}: its months do not make a year"));
            }
        }
    }

    pub(super) fn claims(&mut self) {
        let k = self.k;
        let known: BTreeSet<&str> = coverable(k).into_iter().collect();
        for claim in &k.claims {
            let of = entry("claim", &claim.id);
            if claim.covered_by.is_empty() {
                self.problem(of, of.id, format!("{of} is covered by nothing"));
            }
            for id in &claim.covered_by {
                self.require(of, &known, "item", id);
            }
        }
    }
}

/// Which observations speak for each cause, `message` standing for the messages and `stage` for the stages.
fn observations_by_cause(k: &Knowledge) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut by_cause: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let told = k
        .observations
        .iter()
        .flat_map(|o| o.outcomes.iter().map(|outcome| (o.id.as_str(), &outcome.effects)))
        .chain(k.messages.iter().map(|message| ("message", &message.effects)));
    for (observation, effects) in told {
        for cause in effects.iter().filter(|(strength, _)| strength.supports()).flat_map(|(_, causes)| causes)
        {
            by_cause.entry(cause).or_default().insert(observation);
        }
    }
    by_cause
}
