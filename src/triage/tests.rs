//! The engine on the real knowledge.

mod experience;
mod findings;
mod gates;
mod messages;
mod order;
mod properties;
mod repairs;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::knowledge::Knowledge;

use super::{Answers, Evidence, Locked, Model, Posterior};

static MODEL: LazyLock<Model> = LazyLock::new(model);

fn model() -> Model {
    Model::new(Arc::new(Knowledge::embedded().unwrap()))
}

/// Answers to observations, repairs and protections.
fn answers(observations: &[(&str, &str)]) -> Answers {
    let pairs = observations.iter().map(|(id, outcome)| ((*id).to_owned(), (*outcome).to_owned()));
    Answers { observations: pairs.collect::<BTreeMap<_, _>>(), ..Answers::default() }
}

fn evidence(answers: &Answers) -> Evidence {
    MODEL.evidence(answers).unwrap()
}

fn posterior(answers: &Answers) -> Posterior {
    MODEL.posterior(&evidence(answers))
}

/// The probability of a cause by its id.
fn probability(posterior: &Posterior, cause: &str) -> f64 {
    let column = posterior.order().iter().find(|column| MODEL.cause_id(**column) == cause);
    posterior.of(*column.unwrap())
}

/// All probabilities in the order of the knowledge, as bits.
fn bits(posterior: &Posterior) -> Vec<u64> {
    (0..=MODEL.knowledge().causes.len()).map(|cause| posterior.of(cause).to_bits()).collect()
}

fn next(answers: &Answers) -> Vec<String> {
    let evidence = evidence(answers);
    MODEL.next_steps(&evidence, &MODEL.posterior(&evidence)).into_iter().map(|next| next.step).collect()
}

fn locked(answers: &Answers) -> Vec<Locked> {
    let evidence = evidence(answers);
    MODEL.locked(&evidence, &MODEL.posterior(&evidence))
}

fn is_locked(answers: &Answers, step: &str) -> bool {
    locked(answers).iter().any(|locked| locked.step == step)
}
