//! What can be understood of a note that a newer program wrote.
//!
//! It is only shown, never saved over: fields that are known here and say something that can be read. Of a list, the
//! elements that can be read; of an element, the fields that can.

use serde::Deserialize;

use crate::case::Record;
use crate::case::extra::{Beside, Extra};

use super::options;

/// The part of a newer note that is understood here. Of a text that cannot be read at all, an empty note.
pub(in crate::case) fn understand<R: Record>(text: &str) -> R {
    let mut note = Understood::default();
    for (name, value) in fields(text).fields {
        if name == "version" {
            continue;
        }
        let part = if reads::<R>(&name, &value) {
            value
        } else if let Ok(elements) = options().from_str::<Vec<Box<ron::value::RawValue>>>(&value) {
            let elements: Vec<String> = elements
                .iter()
                .filter_map(|element| element_of::<R>(&name, element.trim().get_ron()))
                .collect();
            format!("[{}]", elements.join(", "))
        } else if let Some(value) = value.strip_prefix("Some(").and_then(|value| value.strip_suffix(')')) {
            // The outcome of the case: what it says of it.
            format!("Some({})", inside(value, |part| reads::<R>(&name, &format!("Some({part})"))))
        } else {
            continue;
        };
        // A list where there was none before may be a text by now.
        if reads::<R>(&name, &part) {
            note.push(&name, &part);
        }
    }
    note.read()
}

/// An element of a list, or what can be read of it.
fn element_of<R: Record>(list: &str, element: &str) -> Option<String> {
    let alone = |element: &str| reads::<R>(list, &format!("[{element}]"));
    if alone(element) {
        return Some(element.to_owned());
    }
    Some(inside(element, alone)).filter(|rest| rest != "()")
}

/// A struct with those of its fields that can be read.
fn inside(text: &str, reads: impl Fn(&str) -> bool) -> String {
    let mut kept = String::from("(");
    for (name, value) in fields(text).fields {
        let field = format!("{name}: {value}, ");
        if reads(&format!("({field})")) {
            kept.push_str(&field);
        }
    }
    kept.push(')');
    kept
}

/// All fields of a struct, up to the first that is no RON.
fn fields(text: &str) -> Extra {
    #[derive(Deserialize)]
    struct Nothing {}

    let mut found = Extra::default();
    if let Err(error) = options().from_str_seed(text, Beside::<Nothing>::new(&mut found)) {
        log::debug!("a newer note is read up to a place: {error}");
    }
    found
}

/// Whether a field says something that can be read here.
fn reads<R: Record>(name: &str, value: &str) -> bool {
    let mut alone = Understood::default();
    alone.push(name, value);
    alone.parse::<R>().is_some_and(|read| read.extra().is_empty())
}

/// A note of the current version, put together field by field.
#[derive(Default)]
struct Understood(String);

impl Understood {
    fn push(&mut self, name: &str, value: &str) {
        self.0.push_str(name);
        self.0.push_str(": ");
        self.0.push_str(value);
        self.0.push_str(",\n");
    }

    fn parse<R: Record>(&self) -> Option<R> {
        options().from_str(&format!("(version: {}, {})", R::VERSION, self.0)).ok()
    }

    fn read<R: Record>(&self) -> R {
        self.parse().unwrap_or_else(R::empty)
    }
}

#[cfg(test)]
mod tests {
    use crate::case::{Case, EntryKind, Solved};

    fn understand(text: &str) -> Case {
        super::understand(text)
    }

    #[test]
    fn what_is_known_is_understood() {
        let case = understand(
            "(version: 7, title: \"朝から\", shop: [\"A店\", \"B店\"], mood: Good, stage: Some(\"G3\"), \
             timeline: [(at: \"2026-11-21T00:34:00Z\", kind: Sung, text: \"歌\"), (text: \"電話\", kind: Note), 5], \
             outcome: Some((solved: Partly, note: \"一部\")), memo: \"後ろ\", unread: [1, \"Firefox\"])",
        );
        assert_eq!((case.title.as_str(), case.shop.as_str(), case.memo.as_str()), ("朝から", "", "後ろ"));
        assert_eq!(case.stage.as_deref(), Some("G3"));
        let lines: Vec<_> = case.timeline.iter().map(|entry| (entry.kind, entry.text.as_str())).collect();
        assert_eq!(lines, [(EntryKind::Note, "歌"), (EntryKind::Note, "電話")]);
        assert_eq!(case.timeline[0].at.as_second(), 1_795_221_240);
        let outcome = case.outcome.unwrap();
        assert_eq!((outcome.solved, outcome.note.as_str()), (Solved::No, "一部"));
        assert_eq!(case.unread, ["Firefox"]);
        assert!(case.extra.is_empty());
    }

    #[test]
    fn what_stands_before_a_new_syntax_is_understood() {
        assert_eq!(understand("(version: 3, title: \"朝から\", memo: @@ 新しい書き方").title, "朝から");
        assert!(understand("まったく別の書き方").title.is_empty());
    }
}
