//! Learning from own cases: closed cases with a confirmed cause shift the priors.
//!
//! The priors of the knowledge are taken for a Dirichlet distribution that stands for [`PRIOR_CASES`] cases, and each own
//! case adds one to its cause: the textbook update of a multinomial. Three bounds keep it from being carried away by a
//! handful of cases, all of one shop perhaps:
//!
//! - a cause's count goes in only as far as it multiplies the cause's share of those cases by [`MOST_TIMES`];
//! - so a prior grows to at most [`MOST_TIMES`] times what it was and shrinks to no less than that part of it;
//! - [`OTHER`] keeps its prior to the last bit: own cases tell nothing of what nobody has found out yet.

use std::collections::BTreeMap;

use super::model::{Model, OTHER};
use super::strength::{MOST_TIMES, OTHER_WEIGHT, PRIOR_CASES};

/// The causes of closed cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Experience {
    /// The cause of each case by the case's id; none where two files of one case name different ones.
    causes: BTreeMap<String, Option<String>>,
    /// How many cases each cause had.
    counts: BTreeMap<String, u32>,
}

/// What own cases say of each cause: terms of the sum in log space.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnCases {
    /// ln(prior with own cases / prior without), one a column.
    pub(super) terms: Vec<f64>,
    /// How many own cases the cause had, one a column.
    pub(super) counts: Vec<u32>,
}

impl Experience {
    /// Counts pairs of a case's id and the id of its confirmed cause, in any order. A case that comes twice (a copy of
    /// its file) counts once, and not at all if its copies name different causes.
    pub fn from_causes(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut causes: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (case, cause) in pairs {
            let known = causes.entry(case).or_insert_with(|| Some(cause.clone()));
            if known.as_ref() != Some(&cause) {
                *known = None;
            }
        }
        let mut counts = BTreeMap::new();
        for cause in causes.values().flatten() {
            *counts.entry(cause.clone()).or_default() += 1;
        }
        Self { causes, counts }
    }

    /// How many cases count.
    pub fn len(&self) -> usize {
        self.causes.values().flatten().count()
    }

    /// Whether none counts.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Whether a case counts: its cause is known, and no copy of it says otherwise.
    pub fn counts_case(&self, case: &str) -> bool {
        self.causes.get(case).is_some_and(Option::is_some)
    }

    /// The causes with the number of their cases, by the causes' ids.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.counts.iter().map(|(cause, count)| (cause.as_str(), *count))
    }

    /// The number of a cause's cases, without the case `open`.
    fn count(&self, cause: &str, open: &str) -> u32 {
        let all = self.counts.get(cause).copied().unwrap_or(0);
        let is_its = self.causes.get(open).is_some_and(|known| known.as_deref() == Some(cause));
        if is_its { all.saturating_sub(1) } else { all }
    }
}

impl Model {
    /// What own cases say while the case with the id `open` is looked into, which never counts itself. None where no
    /// case of a cause that the knowledge holds is left.
    pub fn own_cases(&self, experience: &Experience, open: &str) -> Option<OwnCases> {
        let causes = &self.knowledge.causes;
        let mut counts: Vec<u32> = causes.iter().map(|cause| experience.count(&cause.id, open)).collect();
        if counts.iter().all(|count| *count == 0) {
            return None;
        }
        let named: f64 = causes.iter().map(|cause| cause.weight).sum();
        // In cases: what the knowledge says, and what it says with own cases.
        let before = causes.iter().map(|cause| PRIOR_CASES * cause.weight / (named + OTHER_WEIGHT));
        let pairs: Vec<(f64, f64)> = before
            .zip(&counts)
            .map(|(before, count)| (before, before + f64::from(*count).min((MOST_TIMES - 1.0) * before)))
            .collect();
        let sum_before: f64 = pairs.iter().map(|(before, _)| before).sum();
        let sum_after: f64 = pairs.iter().map(|(_, after)| after).sum();
        let shrink = libm::log(sum_before / sum_after);
        let mut terms: Vec<f64> =
            pairs.iter().map(|(before, after)| libm::log(after / before) + shrink).collect();
        debug_assert_eq!(self.cause_id(terms.len()), OTHER);
        terms.push(0.0);
        counts.push(0);
        Some(OwnCases { terms, counts })
    }
}
