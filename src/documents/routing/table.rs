//! The table `assets/documents/routing.ron`: its types, and whether it hangs together. Shared with `build.rs`, which fails
//! the build with file and line.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::documents::table::{self, TableError};

/// Whom to turn to, for every cause.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What must not be done on a way.
    pub donts: Vec<Dont>,
    /// The ways.
    pub ways: Vec<Way>,
    /// The ways of each cause.
    pub routes: Vec<Route>,
}

/// Something that must not be done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dont {
    /// Its id.
    pub id: String,
    /// What, in a sentence.
    pub text: String,
}

/// A way to somebody who can help.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Its id.
    pub id: String,
    /// What to do, as a heading.
    pub label: String,
    /// Who that is.
    pub whom: String,
    /// How it is done, in order.
    pub how: Vec<String>,
    /// Whether somebody has to get in for it.
    pub login: Login,
    /// What to do where nobody can get in.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// Ids of links, the nearest first.
    #[serde(default)]
    pub links: Vec<String>,
    /// Ids of [`Dont`]s, the most important first.
    pub donts: Vec<String>,
    /// What can be made for it here.
    #[serde(default)]
    pub paper: Option<Help>,
}

impl Way {
    /// Whether somebody in the company gets a list of work.
    pub fn asks_for_work(&self) -> bool {
        matches!(self.paper, Some(Help::ItRequest | Help::AdminRequest))
    }
}

/// Whether a way leads through a page that only opens after signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    /// It does.
    Needed,
    /// It does not.
    NotNeeded,
}

/// What is made here for a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// The inquiry to Amazon.
    Inquiry,
    /// The plan of action.
    Plan,
    /// The request to the IT department.
    ItRequest,
    /// The request to the admin.
    AdminRequest,
    /// The request to a former colleague.
    FormerColleague,
    /// The checklists.
    Checklist,
}

/// The ways of a cause.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The cause's id.
    pub cause: String,
    /// Ids of [`Way`]s, the one to take first.
    pub ways: Vec<String>,
    /// What somebody in the company is asked to do, by the way that leads to them.
    #[serde(default)]
    pub work: BTreeMap<String, Vec<String>>,
}

/// Reads the table.
pub fn parse(text: &str) -> Result<Table, TableError> {
    table::read(text)
}

/// What is wrong with a table, each with its line: every cause must have a route, every id must be there and once.
pub fn check(table: &Table, text: &str, causes: &[&str], links: &[&str]) -> Vec<String> {
    let ways: Vec<&str> = table.ways.iter().map(|way| way.id.as_str()).collect();
    let donts: Vec<&str> = table.donts.iter().map(|dont| dont.id.as_str()).collect();
    let routed: Vec<&str> = table.routes.iter().map(|route| route.cause.as_str()).collect();
    let at = |id: &str| {
        let quoted = format!("\"{id}\"");
        text.lines().position(|line| line.contains(&quoted)).map_or(1, |line| line + 1)
    };
    let mut problems = Vec::new();
    let mut wrong = |id: &str, reason: &str| problems.push(format!("{}: {id} {reason}", at(id)));
    for list in [&ways, &donts, &routed] {
        let mut seen = BTreeSet::new();
        list.iter().filter(|id| !seen.insert(**id)).for_each(|id| wrong(id, "stands there twice"));
    }
    causes.iter().filter(|id| !routed.contains(id)).for_each(|id| wrong(id, "has no route"));
    routed.iter().filter(|id| !causes.contains(id)).for_each(|id| wrong(id, "is no cause"));
    for route in &table.routes {
        if route.ways.is_empty() {
            wrong(&route.cause, "leads nowhere");
        }
        route.ways.iter().filter(|id| !ways.contains(&id.as_str())).for_each(|id| wrong(id, "is no way"));
    }
    for route in &table.routes {
        let asks = |id: &&String| table.ways.iter().any(|way| way.id == **id && way.asks_for_work());
        let has_work = |id: &str| route.work.get(id).is_some_and(|work| !work.is_empty());
        if route.ways.iter().filter(asks).any(|id| !has_work(id)) {
            wrong(
                &route.cause,
                "leads to somebody in the company, and does not say what they are asked to do",
            );
        }
        if route.work.keys().any(|id| !route.ways.contains(id)) {
            wrong(&route.cause, "asks for work on a way that it does not take");
        }
    }
    for way in &table.ways {
        way.links.iter().filter(|id| !links.contains(&id.as_str())).for_each(|id| wrong(id, "is no link"));
        way.donts
            .iter()
            .filter(|id| !donts.contains(&id.as_str()))
            .for_each(|id| wrong(id, "is nothing that must not be done"));
        if way.donts.is_empty() {
            wrong(&way.id, "says nothing of what must not be done");
        }
        if way.login == Login::Needed && way.otherwise.is_none() {
            wrong(&way.id, "needs a login, and does not say what to do without one");
        }
        if !table.routes.iter().any(|route| route.ways.contains(&way.id)) {
            wrong(&way.id, "is taken by no cause");
        }
    }
    problems
}
