//! Parts by name, as tables speak of them: two people may have one name.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::CellProblem;
use crate::ledger::{Id, Ledger, Login};

/// Begins an id where no name tells which part is meant.
const ID_MARK: char = '#';
/// What stands between several names in one cell.
pub(super) const BETWEEN: [char; 6] = ['、', ',', '，', ';', '；', '\n'];

/// The parts that tables name.
pub(super) struct Names<'a> {
    pub(super) people: Labels<'a>,
    pub(super) devices: Labels<'a>,
    pub(super) shops: Labels<'a>,
    pub(super) logins: Labels<'a>,
    pub(super) partners: Labels<'a>,
}

impl<'a> Names<'a> {
    pub(super) fn of(ledger: &'a Ledger) -> Self {
        let people = ledger.people.iter().map(|part| (&*part.id, &*part.name, &*part.post));
        let devices = ledger.devices.iter().map(|part| (&*part.id, &*part.name, ledger.name(&part.holder)));
        let shops = ledger.shops.iter().map(|part| (&*part.id, &*part.name, &*part.marketplace));
        let logins = ledger.logins.iter().map(|part| (&*part.id, Login::label(part), &*part.email));
        let partners = ledger.partners.iter().map(|part| (&*part.id, &*part.name, ""));
        Self {
            people: Labels::of(people),
            devices: Labels::of(devices),
            shops: Labels::of(shops),
            logins: Labels::of(logins),
            partners: Labels::of(partners),
        }
    }
}

/// The parts of one kind, by what they are called.
pub(super) struct Labels<'a> {
    /// By folded name, and by name and what tells them apart.
    by_label: HashMap<String, Vec<&'a str>>,
    /// The names, and what tells two of one name apart.
    by_id: HashMap<&'a str, (&'a str, &'a str)>,
}

impl<'a> Labels<'a> {
    fn of(parts: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut labels = Self { by_label: HashMap::new(), by_id: HashMap::new() };
        for (id, name, further) in parts {
            labels.by_id.insert(id, (name, further));
            let mut both = vec![folded(name), folded(&in_full(name, further))];
            both.dedup();
            for label in both {
                labels.by_label.entry(label).or_default().push(id);
            }
        }
        labels
    }

    /// The part that a cell names.
    pub(super) fn find(&self, cell: &str) -> Result<Id, CellProblem> {
        if let Some(id) = cell.strip_prefix(ID_MARK).map(str::trim)
            && self.by_id.contains_key(id)
        {
            return Ok(id.to_owned());
        }
        match self.by_label.get(&folded(cell)).map(Vec::as_slice) {
            Some([id]) => Ok((*id).to_owned()),
            Some(_) => Err(CellProblem::SeveralOfThisName { name: cell.to_owned() }),
            None => Err(CellProblem::NobodyOfThisName { name: cell.to_owned() }),
        }
    }

    /// The part that a cell names, or the name of somebody who is in no list.
    pub(super) fn find_or_keep(&self, cell: &str) -> Result<Id, CellProblem> {
        match self.find(cell) {
            Err(CellProblem::NobodyOfThisName { name }) => Ok(name),
            found => found,
        }
    }

    /// The parts that a cell names, each once.
    pub(super) fn find_all(&self, cell: &str) -> Result<Vec<Id>, CellProblem> {
        let mut found: Vec<Id> = Vec::new();
        for name in cell.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()) {
            let id = self.find(name)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// How a part is called so that [`Labels::find`] finds it again.
    pub(super) fn say(&self, id: &str) -> String {
        let Some((name, further)) = self.by_id.get(id) else { return id.to_owned() };
        let is_told = |label: &str| {
            !label.contains(BETWEEN)
                && !label.starts_with(ID_MARK)
                && label.trim() == label
                && matches!(self.by_label.get(&folded(label)).map(Vec::as_slice), Some([one]) if *one == id)
        };
        let full = in_full(name, further);
        match [*name, full.as_str()].into_iter().find(|label| is_told(label)) {
            Some(label) => label.to_owned(),
            None => format!("{ID_MARK}{id}"),
        }
    }

    pub(super) fn say_all(&self, ids: &[Id]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.say(id)).collect();
        names.join("、")
    }
}

fn in_full(name: &str, further: &str) -> String {
    if further.trim().is_empty() { name.to_owned() } else { format!("{name}（{further}）") }
}

/// What makes two spellings the same: width, and white space.
pub(super) fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).flat_map(char::to_lowercase).collect()
}
