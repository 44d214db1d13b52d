//! Checklists for moving and recovering two-step verification: ordered items, some of which stay locked until those before
//! them that protect the login are ticked. Pure: ticks are a parameter, and stand in the note.

mod document;
mod table;

use std::sync::LazyLock;

use jiff::Timestamp;

use crate::case::Tick;
use crate::embedded;
use crate::knowledge::{Knowledge, Link};

pub use document::document;
pub use table::{Item, Label, List, Otherwise, Table, check, fact, parse};

/// Below this share of the causes that it is for, a list is not suggested.
const SMALLEST: f64 = 0.15;

/// How an item stands.
#[derive(Clone, Debug)]
pub enum Standing<'t> {
    /// It is ticked, and so is all that it waits for.
    Done,
    /// It can be done now.
    Open,
    /// It must not be done yet: these come first.
    Locked(Vec<&'t Item>),
}

/// An item as it stands in a note.
#[derive(Clone, Debug)]
pub struct ItemState<'t, 'c> {
    /// The item.
    pub item: &'t Item,
    /// Its tick. A locked item may have one: somebody else has taken back what it waits for.
    pub tick: Option<&'c Tick>,
    /// How it stands.
    pub standing: Standing<'t>,
}

/// The table that is built in. `build.rs` has checked it, so that it cannot be empty.
pub fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let parsed = parse(include_str!("../../../assets/documents/checklists.ron"));
        embedded::table("documents/checklists.ron", parsed)
    });
    &TABLE
}

/// The items that carry out a claim of the knowledge, with their lists.
pub fn carried_out_by(claim: &str) -> impl Iterator<Item = (&'static List, &'static Item)> {
    let items = table().lists.iter().flat_map(|list| list.items.iter().map(move |item| (list, item)));
    items.filter(move |(_, item)| item.claims.iter().any(|id| id == claim))
}

impl Table {
    /// A list by its id.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The list that fits best to ranked causes (id and probability). A last resort fits only where its step is open, and
    /// then before all others.
    pub fn suggest(&self, ranked: &[(String, f64)], is_open: impl Fn(&str) -> bool) -> Option<&List> {
        let weight = |list: &List| -> f64 {
            let of = ranked.iter().filter(|(cause, _)| list.causes.contains(cause));
            of.map(|(_, probability)| probability).sum()
        };
        let fits =
            |list: &&List| weight(list) >= SMALLEST && list.last_resort.as_deref().is_none_or(&is_open);
        // Of equals the first one of the table: `max_by` takes the last.
        let fitting = self.lists.iter().rev().filter(fits);
        fitting.max_by(|a, b| {
            let order = a.last_resort.is_some().cmp(&b.last_resort.is_some());
            order.then(weight(a).total_cmp(&weight(b)))
        })
    }
}

impl List {
    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// All items as they stand with these ticks, in order.
    pub fn states<'t, 'c>(&'t self, ticks: &'c [Tick]) -> Vec<ItemState<'t, 'c>> {
        let mut states: Vec<ItemState<'t, 'c>> = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let is_done = |id: &String| states.iter().any(|state| state.item.id == *id && state.is_done());
            let waits: Vec<&Item> =
                item.after.iter().filter(|id| !is_done(id)).filter_map(|id| self.item(id)).collect();
            let tick = ticks.iter().find(|tick| tick.list == self.id && tick.item == item.id);
            let standing = match (waits.is_empty(), tick) {
                (false, _) => Standing::Locked(waits),
                (true, Some(_)) => Standing::Done,
                (true, None) => Standing::Open,
            };
            states.push(ItemState { item, tick, standing });
        }
        states
    }

    /// How many items are done.
    pub fn done(&self, ticks: &[Tick]) -> usize {
        self.states(ticks).iter().filter(|state| state.is_done()).count()
    }

    /// Ticks an item that is open, and returns it. Nothing happens to any other.
    pub fn tick(&self, ticks: &mut Vec<Tick>, item: &str, at: Timestamp, by: &str) -> Option<&Item> {
        let states = self.states(ticks);
        let is_open = |state: &&ItemState<'_, '_>| matches!(state.standing, Standing::Open);
        let open = states.iter().filter(is_open).find(|state| state.item.id == item);
        let item = open.map(|state| state.item)?;
        let tick =
            Tick { list: self.id.clone(), item: item.id.clone(), at, by: by.to_owned(), ..Tick::default() };
        ticks.push(tick);
        Some(item)
    }

    /// Takes the tick of an item back, and those of all items that wait for it. Returns the items that had one, in order.
    pub fn untick(&self, ticks: &mut Vec<Tick>, item: &str) -> Vec<&Item> {
        let mut gone: Vec<&Item> = Vec::new();
        for other in &self.items {
            let waits = || gone.iter().any(|gone| other.after.contains(&gone.id));
            if other.id == item || waits() {
                gone.push(other);
            }
        }
        let of = |tick: &Tick, item: &Item| tick.list == self.id && tick.item == item.id;
        let had: Vec<&Item> =
            gone.iter().copied().filter(|item| ticks.iter().any(|tick| of(tick, item))).collect();
        ticks.retain(|tick| !gone.iter().any(|item| of(tick, item)));
        had
    }
}

impl ItemState<'_, '_> {
    /// Whether it is done.
    pub fn is_done(&self) -> bool {
        matches!(self.standing, Standing::Done)
    }
}

impl Item {
    /// How long it takes: the operator's minutes, and what is waited for beyond them.
    pub fn takes<'k>(&self, knowledge: &'k Knowledge) -> (u16, Option<&'k str>) {
        match (self.minutes, self.told_by(knowledge)) {
            (Some(minutes), _) => (minutes, None),
            (None, Some(step)) => (step.minutes, step.wait.as_deref()),
            (None, None) => (0, None),
        }
    }

    /// Why it is done, a sentence or two each.
    pub fn reasons<'k>(&self, knowledge: &'k Knowledge) -> impl Iterator<Item = &'k str> {
        self.why.iter().filter_map(|id| fact(knowledge, id))
    }

    /// The pages that help with it.
    pub fn pages<'k>(&self, knowledge: &'k Knowledge) -> impl Iterator<Item = &'k Link> {
        let of_step = self.told_by(knowledge).map(|step| step.links.as_slice()).unwrap_or_default();
        let ids: Vec<String> = if self.links.is_empty() { of_step.to_vec() } else { self.links.clone() };
        ids.into_iter().filter_map(|id| knowledge.link(&id))
    }
}

#[cfg(test)]
mod tests;
