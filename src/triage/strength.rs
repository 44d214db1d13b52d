//! The one table that turns named strengths into numbers.

use crate::knowledge::{Reversible, Risk, Share, Strength};

/// Likelihood ratio of an outcome under a cause, against a case where the cause has nothing to do with it.
pub(super) fn likelihood_ratio(strength: Strength) -> f64 {
    match strength {
        Strength::Decisive => 40.0,
        Strength::Strong => 10.0,
        Strength::Moderate => 4.0,
        Strength::Slight => 2.0,
        Strength::AgainstSlight => 1.0 / 2.0,
        Strength::AgainstModerate => 1.0 / 4.0,
        Strength::AgainstStrong => 1.0 / 10.0,
        Strength::RuledOut => 1.0 / 40.0,
    }
}

/// How often a cause shows itself at a stage, before normalising over the stages.
pub(super) fn stage_share(share: Option<Share>) -> f64 {
    match share {
        Some(Share::Main) => 6.0,
        Some(Share::Often) => 3.0,
        Some(Share::Seldom) => 1.0,
        None => 0.08,
    }
}

/// Prior weight of `それ以外`, on the scale of the causes' weights: the list never claims a certainty it hasn't.
pub(super) const OTHER_WEIGHT: f64 = 6.0;

/// How many cases the priors of the knowledge count for beside own cases. A cause of average weight then stands for
/// not quite one, so that the first own case about doubles its prior.
pub(super) const PRIOR_CASES: f64 = 40.0;

/// The most that own cases multiply a prior by: what one answer of [`Strength::Moderate`] does. However many cases had the
/// same cause, one strong answer about this one outweighs them.
pub(super) const MOST_TIMES: f64 = 4.0;

/// Chance that a login works again after a repair that had nothing to do with the cause.
pub(super) const CHANCE_RECOVERY: f64 = 0.03;

/// What solving the case is worth, in nats, beside the information that a try brings.
pub(super) const VALUE_OF_SOLVING: f64 = 3.0;

/// What a step's risk counts, in minutes.
pub(super) fn risk_minutes(risk: Risk, reversible: Reversible) -> f64 {
    let risk = match risk {
        Risk::None => 0.0,
        Risk::Low => 1.0,
        Risk::Medium => 4.0,
        Risk::High => 15.0,
    };
    let undo = match reversible {
        Reversible::Yes => 0.0,
        Reversible::Partly => 2.0,
        Reversible::No => 10.0,
    };
    risk + undo
}
