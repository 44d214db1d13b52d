//! Whom to turn to: from the ranked causes to the ways, with what must not be done on them. Pure.

mod table;

use std::sync::LazyLock;

use crate::case::Case;
use crate::embedded;

pub use table::{Dont, Help, Login, Route, Table, Way, check, parse};

/// A cause below this share leads nobody anywhere.
const SMALLEST: f64 = 0.03;
/// Ways that are offered at once: more would be no advice.
const MOST_WAYS: usize = 5;
/// How much less a cause's second way counts than its first, and so on.
const NEXT_WAY: f64 = 0.4;

/// A way, and why it is offered.
#[derive(Clone, Debug)]
pub struct Advice<'t> {
    /// The way.
    pub way: &'t Way,
    /// The causes that lead to it, most probable first: id and probability.
    pub causes: Vec<(String, f64)>,
    /// The sum by which ways are ranked, at most 1.
    pub weight: f64,
}

/// How somebody gets to a page behind the login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// The way needs no login.
    NotNeeded,
    /// Another person of the shop gets in.
    OtherPerson,
    /// This machine, or another one of the same person, is still in.
    Device,
    /// Nobody gets in.
    Nobody,
    /// That was not asked yet.
    Unknown,
}

/// The table that is built in. `build.rs` has checked it, so that it cannot be empty.
pub fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let parsed = parse(include_str!("../../../assets/documents/routing.ron"));
        embedded::table("documents/routing.ron", parsed)
    });
    &TABLE
}

impl Table {
    /// A way by its id.
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.id == id)
    }

    /// What must not be done on a way.
    pub fn donts_of<'t>(&'t self, way: &'t Way) -> impl Iterator<Item = &'t str> {
        let text = |id: &String| self.donts.iter().find(|dont| dont.id == *id).map(|dont| dont.text.as_str());
        way.donts.iter().filter_map(text)
    }

    /// The ways of a cause, the one to take first.
    pub fn ways_of<'t>(&'t self, cause: &str) -> impl Iterator<Item = &'t Way> {
        let route = self.routes.iter().find(|route| route.cause == cause);
        route.into_iter().flat_map(|route| &route.ways).filter_map(|id| self.way(id))
    }

    /// What whoever a way leads to is asked to do about a cause.
    pub fn work(&self, cause: &str, way: &str) -> &[String] {
        let route = self.routes.iter().find(|route| route.cause == cause);
        route.and_then(|route| route.work.get(way)).map_or(&[], Vec::as_slice)
    }

    /// The ways for ranked causes, best first. A cause that turned out to be true is given alone, with 1.
    pub fn advise(&self, causes: &[(String, f64)]) -> Vec<Advice<'_>> {
        let mut advice: Vec<Advice<'_>> = Vec::new();
        for (cause, probability) in causes.iter().filter(|(_, probability)| *probability >= SMALLEST) {
            let mut share = *probability;
            for way in self.ways_of(cause) {
                let known = advice.iter().position(|known| known.way.id == way.id);
                let of = (cause.clone(), *probability);
                match known.and_then(|known| advice.get_mut(known)) {
                    Some(known) => {
                        known.weight += share;
                        known.causes.push(of);
                    }
                    None => advice.push(Advice { way, causes: vec![of], weight: share }),
                }
                share *= NEXT_WAY;
            }
        }
        advice.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        for each in &mut advice {
            each.causes.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        advice.truncate(MOST_WAYS);
        advice
    }
}

/// Through whom a way can be gone, as far as the note tells.
pub fn through(way: &Way, case: &Case) -> Through {
    if way.login == Login::NotNeeded {
        return Through::NotNeeded;
    }
    match (case.answer("still_inside"), case.answer("other_user")) {
        (Some("other_person"), _) | (_, Some("works")) => Through::OtherPerson,
        (Some("this_pc" | "other_device"), _) => Through::Device,
        (Some("none"), _) | (None, Some("fails" | "alone")) => Through::Nobody,
        _ => Through::Unknown,
    }
}

#[cfg(test)]
mod tests;
