//! Secrets in the texts of the ledger, found as in notes ([`crate::case::guard`]).

use super::{Id, Ledger};
use crate::case::guard::{Kind, Secret, blank, blank_but, find};

/// A text of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The name of the list in a file, such as `people`; empty for the ledger's own texts.
    pub list: &'static str,
    /// The id of the part.
    pub id: Id,
    /// The name of the field in a file.
    pub field: &'static str,
}

/// Something in the ledger that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSecret {
    /// In which text.
    pub place: Place,
    /// What, and where in that text.
    pub secret: Secret,
}

/// All texts of the ledger that a person types, by one list of them.
macro_rules! texts {
    ($ledger:ident, $iter:ident, $($reference:tt)+) => {{
        let own = |field| Place { list: "", id: Id::new(), field };
        let mut texts = vec![(own("company"), $($reference)+ $ledger.company), (own("memo"), $($reference)+ $ledger.memo)];
        texts!(@lists texts, $ledger, $iter, [$($reference)+],
            people: name post memo,
            devices: name holder memo,
            shops: name marketplace memo,
            logins: name email memo,
            recoveries: by memo,
            partners: name contact memo,
            contacts: who duty reach,
            changes: by whom shop right checked_by,
            reviews: what by,
            departures: successor memo,
            kept: text,
        );
        texts
    }};
    (@lists $texts:ident, $ledger:ident, $iter:ident, $reference:tt, $($list:ident: $($field:ident)+,)+) => {$(
        for part in $ledger.$list.$iter() {
            texts!(@fields $texts, part, $list, $reference, $($field)+);
        }
    )+};
    (@fields $texts:ident, $part:ident, $list:ident, $reference:tt, $($field:ident)+) => {$(
        let place = Place { list: stringify!($list), id: $part.id.clone(), field: stringify!($field) };
        $texts.push((place, texts!(@take $reference $part.$field)));
    )+};
    (@take [$($reference:tt)+] $part:ident.$field:ident) => { $($reference)+ $part.$field };
}

/// The texts of a ledger that are looked at.
pub fn texts(ledger: &Ledger) -> Vec<(Place, &str)> {
    let texts: Vec<(Place, &String)> = texts!(ledger, iter, &);
    texts.into_iter().map(|(place, text)| (place, text.as_str())).collect()
}

/// All that looks like a secret in the texts of a ledger.
pub fn find_in(ledger: &Ledger) -> Vec<FieldSecret> {
    let secrets = |(place, text): (Place, &str)| {
        find(text).into_iter().map(move |secret| FieldSecret { place: place.clone(), secret })
    };
    texts(ledger).into_iter().flat_map(secrets).collect()
}

/// The ledger with `■` for every character of what looks like a secret: for copies that nobody was asked about.
pub fn blank_ledger(ledger: &Ledger) -> Ledger {
    let mut blanked = ledger.clone();
    for text in texts_mut(&mut blanked) {
        *text = blank(text);
    }
    blanked
}

/// The same, but for what is to stay: whether a secret does is asked with its kind and its text.
pub fn blank_ledger_but(ledger: &Ledger, stays: &dyn Fn(Kind, &str) -> bool) -> Ledger {
    let mut blanked = ledger.clone();
    for text in texts_mut(&mut blanked) {
        *text = blank_but(text, stays);
    }
    blanked
}

fn texts_mut(ledger: &mut Ledger) -> Vec<&mut String> {
    let texts: Vec<(Place, &mut String)> = texts!(ledger, iter_mut, &mut);
    texts.into_iter().map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::tests::full;

    const SECRET: &str = "パスワード：Sakura-2024";

    #[test]
    fn every_text_is_looked_at_and_blanked() {
        let mut ledger = full();
        assert_eq!(find_in(&ledger), []);
        for text in texts_mut(&mut ledger) {
            SECRET.clone_into(text);
        }
        let found = find_in(&ledger);
        assert_eq!(found.len(), texts(&ledger).len());
        assert!(found.iter().all(|found| found.secret.kind == Kind::Password));
        let blanked = blank_ledger(&ledger);
        assert_eq!(find_in(&blanked), []);
        assert!(!ron::to_string(&blanked).unwrap().contains("Sakura"));
        assert_eq!(blank_ledger_but(&ledger, &|_, _| true), ledger);
    }

    #[test]
    fn no_text_that_a_person_types_is_left_out() {
        let mut ledger = full();
        assert!(!ron::to_string(&ledger).unwrap().is_ascii());
        for text in texts_mut(&mut ledger) {
            "x".clone_into(text);
        }
        // What is left is ids, days, numbers and the names of kinds.
        let left: String = ron::to_string(&ledger).unwrap().chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(left, "");
    }
}
