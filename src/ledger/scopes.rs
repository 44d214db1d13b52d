//! Which rights a job needs, and which go beyond it: the table in `assets/ledger/scopes.ron`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::embedded;

use super::kinds::{Area, Level, Scope};
use super::rights::Right;

/// A right of the table.
type Entry = (Area, Level);

/// What one job needs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Job {
    scope: Scope,
    needs: Vec<Entry>,
    may: Vec<Entry>,
}

/// The rights that go beyond the jobs. None at all if one of the jobs is not in the table.
pub(super) fn beyond<'a>(scopes: &[Scope], rights: &'a [Right]) -> Vec<&'a Right> {
    let Some(jobs) = jobs_of(scopes) else { return Vec::new() };
    let allowed = |right: &Right| {
        let mut entries = jobs.iter().flat_map(|job| job.needs.iter().chain(&job.may));
        entries.any(|(area, level)| *area == right.area && right.level <= *level)
    };
    rights.iter().filter(|right| right.area != Area::Other && !allowed(right)).collect()
}

/// What the jobs need and the rights do not give, in the order of the table.
pub(super) fn missing(scopes: &[Scope], rights: &[Right]) -> Vec<(Area, Level)> {
    let given =
        |(area, level): &Entry| rights.iter().any(|right| right.area == *area && right.level >= *level);
    let jobs = table().iter().filter(|job| scopes.contains(&job.scope));
    jobs.flat_map(|job| job.needs.iter()).filter(|need| !given(need)).copied().collect()
}

/// Whether the table says what these jobs need.
pub(super) fn is_known(scopes: &[Scope]) -> bool {
    jobs_of(scopes).is_some()
}

/// The rights that jobs need, as one would give them.
pub fn rights_for(scopes: &[Scope]) -> Vec<Right> {
    let mut rights: Vec<Right> = Vec::new();
    for (area, level) in missing(scopes, &[]) {
        match rights.iter_mut().find(|right| right.area == area) {
            Some(right) => right.level = right.level.max(level),
            None => rights.push(Right::new(area, level)),
        }
    }
    rights
}

fn jobs_of(scopes: &[Scope]) -> Option<Vec<&'static Job>> {
    let jobs: Option<Vec<&Job>> =
        scopes.iter().map(|scope| table().iter().find(|job| job.scope == *scope)).collect();
    jobs.filter(|jobs| !jobs.is_empty())
}

fn table() -> &'static [Job] {
    static TABLE: OnceLock<Vec<Job>> = OnceLock::new();
    TABLE.get_or_init(|| {
        embedded::table("ledger/scopes.ron", ron::from_str(include_str!("../../assets/ledger/scopes.ron")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Kind as _;

    #[test]
    fn every_job_but_the_unnamed_one_is_in_the_table_once() {
        for scope in Scope::all() {
            let jobs = table().iter().filter(|job| job.scope == *scope).count();
            assert_eq!(jobs, usize::from(*scope != Scope::Other), "{scope:?}");
        }
    }

    #[test]
    fn what_a_job_needs_is_neither_missing_nor_beyond_it() {
        for scope in Scope::all().iter().filter(|scope| is_known(&[**scope])) {
            let rights = rights_for(&[*scope]);
            assert!(!rights.is_empty(), "{scope:?}");
            assert!(missing(&[*scope], &rights).is_empty(), "{scope:?}");
            assert!(beyond(&[*scope], &rights).is_empty(), "{scope:?}");
        }
    }

    #[test]
    fn rights_of_other_jobs_go_beyond() {
        let rights = [Right::new(Area::Advertising, Level::Edit), Right::new(Area::Bank, Level::Edit)];
        let areas = |scopes: &[Scope]| -> Vec<Area> {
            beyond(scopes, &rights).into_iter().map(|right| right.area).collect()
        };
        assert_eq!(areas(&[Scope::Advertising]), [Area::Bank]);
        assert_eq!(areas(&[Scope::Accounting]), [Area::Advertising, Area::Bank]);
        assert_eq!(areas(&[Scope::Advertising, Scope::Other]), []);
        let only_looks = [Right::new(Area::Catalog, Level::View), Right::new(Area::Pricing, Level::Edit)];
        assert_eq!(missing(&[Scope::Listing], &only_looks), [(Area::Catalog, Level::Edit)]);
        assert_eq!(missing(&[Scope::Support], &[Right::new(Area::Orders, Level::View)]).len(), 1);
    }
}
