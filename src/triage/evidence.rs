//! Answers resolved against the tables: what was said to each observation.

use crate::knowledge::{IMPLIED_ANSWERS, Spends};

use super::experience::OwnCases;
use super::message::MessageMatch;
use super::model::{Model, Test};
use super::{Answers, AnswersError};

/// What was answered to an observation, repair or protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The outcome with this index.
    Outcome(usize),
    /// わからない: asked, says nothing.
    Unknown,
    /// あとで: says nothing, asked again when nothing better is left.
    Later,
}

/// How a repair or protection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Fixed,
    NotFixed,
    CauseFixed,
    /// A protection was done.
    Protected,
    NotProtected,
    Unknown,
    Later,
}

/// [`Answers`] resolved against a [`Model`].
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// One entry an observation; the last is the stage.
    pub(super) choices: Vec<Option<Choice>>,
    /// One entry a step; only repairs and protections have any.
    pub(super) done: Vec<Option<Done>>,
    pub(super) matches: Vec<MessageMatch>,
    pub(super) message_given: bool,
    pub(super) findings: Vec<usize>,
    /// Observations that a finding has answered, not the operator: what they say is said by the finding.
    pub(super) shown: Vec<usize>,
    /// Findings whose answer the operator has given too: what they say is said by the answer.
    pub(super) told: Vec<usize>,
    pub(super) password_tries: u32,
    pub(super) code_requests: u32,
    /// What own closed cases say, where they are asked.
    pub(super) own: Option<OwnCases>,
}

impl Evidence {
    /// The same, with what own closed cases say.
    #[must_use]
    pub fn with_own_cases(mut self, own: Option<OwnCases>) -> Self {
        self.own = own;
        self
    }

    /// The messages of the dictionary that the pasted text holds.
    pub fn matches(&self) -> &[MessageMatch] {
        &self.matches
    }

    /// How many observations, repairs and protections have an answer that says something. What the machine has
    /// answered by itself does not count.
    pub fn answered(&self) -> usize {
        let choices = self.choices.iter().filter(|choice| matches!(choice, Some(Choice::Outcome(_)))).count();
        choices.saturating_sub(self.shown.len())
            + self.done.iter().flatten().filter(|done| !matches!(done, Done::Unknown | Done::Later)).count()
    }

    pub(super) fn holds(&self, test: &Test) -> bool {
        match test {
            Test::Is(observation, bits) => self.bit(*observation) & bits != 0,
            Test::IsNot(observation, bits) => self.bit(*observation) & bits == 0,
            Test::StepIs(step, outcomes) => self
                .done
                .get(*step)
                .copied()
                .flatten()
                .is_some_and(|done| outcomes.iter().any(|outcome| done_from(outcome) == Some(done))),
            Test::Found(findings) => findings.iter().any(|finding| self.findings.contains(finding)),
            Test::NotFound(findings) => !findings.iter().any(|finding| self.findings.contains(finding)),
            Test::AnyOf(tests) => tests.iter().any(|test| self.holds(test)),
            Test::PasswordTriesBelow(limit) => self.password_tries < *limit,
            Test::CodeRequestsBelow(limit) => self.code_requests < *limit,
            Test::Never => false,
        }
    }

    fn bit(&self, observation: usize) -> u64 {
        match self.choices.get(observation) {
            Some(Some(Choice::Outcome(outcome))) => 1 << outcome,
            _ => 0,
        }
    }
}

impl Model {
    /// Resolves answers. Fails on ids that the knowledge does not hold.
    pub fn evidence(&self, answers: &Answers) -> Result<Evidence, AnswersError> {
        answers.validate(&self.knowledge)?;
        let mut evidence = Evidence {
            choices: vec![None; self.observations.len()],
            done: vec![None; self.steps.len()],
            matches: answers.message.as_deref().map(|text| self.dictionary.find(text)).unwrap_or_default(),
            message_given: answers.message.is_some(),
            findings: answers.findings.iter().filter_map(|id| self.finding(id)).collect(),
            shown: Vec::new(),
            told: Vec::new(),
            password_tries: answers.password_tries,
            code_requests: answers.code_requests,
            own: None,
        };
        evidence.findings.sort_unstable();
        evidence.findings.dedup();
        for (id, outcome) in &answers.observations {
            match self.observation(id) {
                Some(observation) => {
                    set(&mut evidence.choices, observation, self.choice(observation, outcome));
                }
                None => {
                    if let (Some(step), Some(done)) = (self.step(id), done_from(outcome)) {
                        set(&mut evidence.done, step, Some(done));
                    }
                }
            }
        }
        if let Some(stage) = answers.stage.as_deref().and_then(|id| self.stage(id)) {
            set(&mut evidence.choices, self.stage_table(), Some(Choice::Outcome(stage)));
        }
        self.add_implied(&mut evidence);
        self.add_shown(&mut evidence);
        Ok(evidence)
    }

    /// What messages, protections and counters say by themselves, where the operator has given no answer that
    /// says something. An unknown or postponed answer neither adds nor takes away.
    fn add_implied(&self, evidence: &mut Evidence) {
        let said = evidence.matches.iter().filter_map(|found| self.knowledge.message(&found.id));
        let said = said.flat_map(|message| message.answers.iter());
        let said = said.filter_map(|(id, outcome)| {
            let observation = self.observation(id)?;
            Some((observation, self.choice(observation, outcome)?))
        });
        let counted = self
            .counted(Spends::PasswordTry, evidence.password_tries)
            .chain(self.counted(Spends::CodeRequest, evidence.code_requests))
            .map(|(observation, outcome)| (observation, Choice::Outcome(outcome)));
        let said: Vec<(usize, Choice)> = said.chain(self.protected(evidence)).chain(counted).collect();
        for (observation, choice) in said {
            if !matches!(evidence.choices.get(observation), Some(Some(Choice::Outcome(_)))) {
                set(&mut evidence.choices, observation, Some(choice));
            }
        }
    }

    /// What findings answer, where nobody else has said anything. The same thing told twice, by the machine and by
    /// the operator, counts once.
    fn add_shown(&self, evidence: &mut Evidence) {
        for finding in evidence.findings.clone() {
            let answers = self.knowledge.findings.get(finding).into_iter().flat_map(|entry| &entry.answers);
            let known = answers.filter_map(|(id, outcome)| {
                let observation = self.observation(id)?;
                Some((observation, self.choice(observation, outcome)?))
            });
            for (observation, choice) in known {
                let given = evidence.choices.get(observation).copied().flatten();
                let is_shown = evidence.shown.contains(&observation);
                if !matches!(given, Some(Choice::Outcome(_))) {
                    set(&mut evidence.choices, observation, Some(choice));
                    evidence.shown.push(observation);
                } else if given == Some(choice) && !is_shown {
                    evidence.told.push(finding);
                }
            }
        }
    }

    /// A protection that stands for an observation answers it: yes when it was done.
    fn protected<'a>(&'a self, evidence: &'a Evidence) -> impl Iterator<Item = (usize, Choice)> + 'a {
        self.steps.iter().zip(&evidence.done).flat_map(move |(step, done)| {
            let answer = match done {
                Some(Done::Protected) => Some("yes"),
                Some(Done::NotProtected) => Some("no"),
                _ => None,
            };
            let said = move |observation: &usize| Some((*observation, self.choice(*observation, answer?)?));
            step.observes.iter().filter_map(said)
        })
    }

    fn choice(&self, observation: usize, outcome: &str) -> Option<Choice> {
        if let Some(implied) = IMPLIED_ANSWERS.iter().position(|id| *id == outcome) {
            return Some(if implied == 0 { Choice::Unknown } else { Choice::Later });
        }
        let outcomes = &self.knowledge.observations.get(observation)?.outcomes;
        outcomes.iter().position(|o| o.id == outcome).map(Choice::Outcome)
    }
}

fn set<T>(list: &mut [Option<T>], index: usize, value: Option<T>) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}

impl Done {
    /// The outcome's id, for ends that say something.
    pub(super) fn id(self) -> Option<&'static str> {
        Some(match self {
            Self::Fixed => "fixed",
            Self::NotFixed => "not_fixed",
            Self::CauseFixed => "cause_fixed",
            Self::Protected => "done",
            Self::NotProtected => "not_done",
            Self::Unknown | Self::Later => return None,
        })
    }
}

fn done_from(outcome: &str) -> Option<Done> {
    Some(match outcome {
        "fixed" => Done::Fixed,
        "not_fixed" => Done::NotFixed,
        "cause_fixed" => Done::CauseFixed,
        "done" => Done::Protected,
        "not_done" => Done::NotProtected,
        "unknown" => Done::Unknown,
        "later" => Done::Later,
        _ => return None,
    })
}
