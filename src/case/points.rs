//! The points that an inquiry to Amazon needs: which of them the note fills by itself, and which are still missing.

use std::sync::LazyLock;

use jiff::Zoned;
use serde::Deserialize;

use crate::embedded;

use super::{Answer, Case, Entry, EntryKind, FindingSnapshot};

/// Answers that say nothing: not known, and to be asked again.
const SAYS_NOTHING: [&str; 2] = ["unknown", "later"];

/// A point of the table `assets/note/points.ron`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointAsked {
    /// Its id, by which [`super::Point`] keeps what the operator wrote.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// Why it is needed, and where it is filled in.
    pub hint: String,
    /// What of the note fills it, in the order in which it is shown.
    pub from: Vec<Source>,
    /// What makes it complete without words of the operator.
    pub enough: Enough,
    /// What the operator writes beside that, if there is anything to write.
    #[serde(default)]
    pub write: Option<Write>,
    /// Whether the very first inquiry needs it.
    #[serde(default)]
    pub needed: Needed,
}

/// What the operator writes to a point.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Write {
    /// The name of the text field.
    pub label: String,
    /// An example.
    pub hint: String,
}

/// What of a note fills a point.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Source {
    /// A field.
    Field(PointField),
    /// The answer to an observation, by its id.
    Answer(String),
    /// Browsers and parts of the machine that something was found about.
    Subjects,
    /// The results of repairs.
    Repairs,
    /// How often a password was tried and a code requested.
    Counters,
    /// The attached pictures.
    Pictures,
}

/// A field of the note that fills a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum PointField {
    /// [`Case::shop`]
    Shop,
    /// [`Case::affected`]
    Affected,
    /// [`Case::role`]
    Role,
    /// [`Case::email`]
    Email,
    /// [`Case::occurred_at`]
    OccurredAt,
    /// [`Case::stage`]
    Stage,
    /// [`Case::message`]
    Message,
    /// [`Case::impact`]
    Impact,
    /// [`Case::amazon_case`]
    AmazonCase,
}

/// What makes a point complete without words of the operator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Enough {
    /// Nothing: words are needed in any case.
    Text,
    /// Any source.
    Any,
    /// All sources.
    All,
    /// All of these.
    These(Vec<Source>),
}

/// When a point is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Needed {
    /// From the first inquiry on.
    #[default]
    Always,
    /// Once an inquiry is open.
    OnceOpen,
}

/// How complete a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing more to write.
    Filled,
    /// Something stands there already, and something is still missing.
    Partly,
    /// Nothing is there yet.
    Missing,
}

/// Something in the note that fills a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given<'c> {
    /// A field's text.
    Text(PointField, &'c str),
    /// The screen at which the login stops: a stage's id.
    Stage(&'c str),
    /// When it began.
    Time(&'c Zoned),
    /// An answer.
    Answer(&'c Answer),
    /// A browser or part of the machine.
    Subject(&'c FindingSnapshot),
    /// The result of a repair, as the timeline has it.
    Repair(&'c Entry),
    /// Tries of a password and requests of a code.
    Counts {
        /// [`Case::password_tries`]
        passwords: u32,
        /// [`Case::code_requests`]
        codes: u32,
    },
    /// How many pictures are attached.
    Pictures(usize),
}

/// A point as it stands in a note.
#[derive(Clone, Debug, PartialEq)]
pub struct PointState<'c> {
    /// The point.
    pub asked: &'static PointAsked,
    /// What the operator wrote to it.
    pub text: &'c str,
    /// What fills it by itself.
    pub given: Vec<Given<'c>>,
    /// How complete it is.
    pub standing: Standing,
}

/// The table of points, in the order of an inquiry. A test parses it, so that it cannot be empty in a program that was
/// tested.
pub fn points_asked() -> &'static [PointAsked] {
    static TABLE: LazyLock<Vec<PointAsked>> = LazyLock::new(|| {
        embedded::table("note/points.ron", parse(include_str!("../../assets/note/points.ron")))
    });
    &TABLE
}

/// All points as they stand in a note.
pub fn points_of(case: &Case) -> Vec<PointState<'_>> {
    points_asked().iter().map(|asked| state_of(asked, case)).collect()
}

/// How many points of a first inquiry are not complete.
pub fn points_missing(case: &Case) -> usize {
    let needed = points_asked().iter().filter(|asked| asked.needed == Needed::Always);
    needed.filter(|asked| state_of(asked, case).standing != Standing::Filled).count()
}

fn parse(text: &str) -> Result<Vec<PointAsked>, ron::error::SpannedError> {
    ron::from_str(text)
}

fn state_of<'c>(asked: &'static PointAsked, case: &'c Case) -> PointState<'c> {
    let text = case.points.iter().find(|point| point.id == asked.id).map_or("", |point| point.text.as_str());
    let given: Vec<Given<'c>> = asked.from.iter().flat_map(|source| given(source, case)).collect();
    let is_there = |source: &Source| !self::given(source, case).is_empty();
    let enough = match &asked.enough {
        Enough::Text => false,
        Enough::Any => !given.is_empty(),
        Enough::All => asked.from.iter().all(is_there),
        Enough::These(sources) => sources.iter().all(is_there),
    };
    let standing = if enough || !text.trim().is_empty() {
        Standing::Filled
    } else if given.is_empty() {
        Standing::Missing
    } else {
        Standing::Partly
    };
    PointState { asked, text, given, standing }
}

fn given<'c>(source: &Source, case: &'c Case) -> Vec<Given<'c>> {
    match source {
        Source::Field(field) => self::field(*field, case).into_iter().collect(),
        Source::Answer(id) => {
            let says =
                |answer: &&Answer| answer.id == *id && !SAYS_NOTHING.contains(&answer.outcome.as_str());
            case.answers.iter().filter(says).map(Given::Answer).collect()
        }
        Source::Subjects => {
            let mut seen: Vec<&FindingSnapshot> = Vec::new();
            for finding in &case.findings {
                if !seen.iter().any(|other| other.subject == finding.subject) {
                    seen.push(finding);
                }
            }
            seen.into_iter().map(Given::Subject).collect()
        }
        Source::Repairs => {
            let repairs = case.timeline.iter().filter(|entry| entry.kind == EntryKind::Repaired);
            repairs.map(Given::Repair).collect()
        }
        Source::Counters => {
            let counts = Given::Counts { passwords: case.password_tries, codes: case.code_requests };
            let any = case.password_tries > 0 || case.code_requests > 0;
            any.then_some(counts).into_iter().collect()
        }
        Source::Pictures => {
            let count = case.attachments.len();
            (count > 0).then_some(Given::Pictures(count)).into_iter().collect()
        }
    }
}

fn field(field: PointField, case: &Case) -> Option<Given<'_>> {
    let text = match field {
        PointField::Shop => &case.shop,
        PointField::Affected => &case.affected,
        PointField::Role => &case.role,
        PointField::Email => &case.email,
        PointField::Message => &case.message,
        PointField::Impact => &case.impact,
        PointField::AmazonCase => &case.amazon_case,
        PointField::OccurredAt => return case.occurred_at.as_ref().map(Given::Time),
        PointField::Stage => return case.stage.as_deref().map(Given::Stage),
    };
    let text = text.trim();
    (!text.is_empty()).then_some(Given::Text(field, text))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::case::Point;
    use crate::knowledge::Knowledge;

    fn blank() -> Case {
        Case::new(Timestamp::UNIX_EPOCH, "a")
    }

    fn standing(case: &Case, id: &str) -> Standing {
        points_of(case).into_iter().find(|point| point.asked.id == id).unwrap().standing
    }

    #[test]
    fn the_table_is_whole() {
        let table = parse(include_str!("../../assets/note/points.ron")).unwrap();
        assert_eq!(table.iter().filter(|point| point.needed == Needed::Always).count(), 13);
        assert_eq!(table.len(), 14);
        let mut ids: Vec<&str> = table.iter().map(|point| point.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), table.len(), "an id stands there twice");
        for point in &table {
            assert!(!point.label.is_empty() && !point.hint.is_empty(), "{}", point.id);
            assert!(
                point.write.is_some() || point.from.iter().any(|source| matches!(source, Source::Field(_))),
                "{} can be filled nowhere",
                point.id
            );
            assert!(
                point.enough != Enough::Text || point.write.is_some(),
                "{} can never be complete",
                point.id
            );
        }
    }

    #[test]
    fn every_answer_that_fills_a_point_can_be_given() {
        let knowledge = Knowledge::embedded().unwrap();
        for point in points_asked() {
            let mut sources = point.from.clone();
            if let Enough::These(more) = &point.enough {
                assert!(more.iter().all(|source| point.from.contains(source)), "{}", point.id);
                sources.extend(more.iter().cloned());
            }
            for source in sources {
                if let Source::Answer(id) = source {
                    assert!(knowledge.observation(&id).is_some(), "{}: {id}", point.id);
                }
            }
        }
    }

    #[test]
    fn an_empty_note_misses_all_of_them() {
        assert_eq!(points_missing(&blank()), 13);
        assert!(points_of(&blank()).iter().all(|point| point.standing == Standing::Missing));
    }

    #[test]
    fn fields_answers_and_words_fill_points() {
        let mut case = blank();
        case.shop = "A店".to_owned();
        assert_eq!(standing(&case, "shop"), Standing::Partly);
        case.points.push(Point { id: "shop".to_owned(), text: "A1EXAMPLE".to_owned(), ..Point::default() });
        assert_eq!(standing(&case, "shop"), Standing::Filled);
        case.impact = " ".to_owned();
        assert_eq!(standing(&case, "impact"), Standing::Missing);
        case.impact = "未出荷 12 件".to_owned();
        assert_eq!(standing(&case, "impact"), Standing::Filled);
        case.set_answer("phone_change", "unknown", Timestamp::UNIX_EPOCH);
        assert_eq!(standing(&case, "changes"), Standing::Missing);
        case.set_answer("phone_change", "none", Timestamp::UNIX_EPOCH);
        assert_eq!(standing(&case, "changes"), Standing::Filled);
        case.password_tries = 2;
        assert_eq!(standing(&case, "tried"), Standing::Partly);
        case.log(Timestamp::UNIX_EPOCH, EntryKind::Repaired, "Cookieを消した：直らなかった");
        assert_eq!(standing(&case, "tried"), Standing::Filled);
        assert_eq!(points_missing(&case), 13 - 4);
        case.amazon_case = "12345".to_owned();
        assert_eq!(points_missing(&case), 13 - 4, "the case's id is none of the thirteen");
        assert_eq!(standing(&case, "case"), Standing::Filled);
    }

    #[test]
    fn all_that_is_needed_must_be_there() {
        let mut case = blank();
        case.stage = Some("G4".to_owned());
        assert_eq!(standing(&case, "screen"), Standing::Partly);
        case.message = "コードを入力してください".to_owned();
        assert_eq!(standing(&case, "screen"), Standing::Filled);
        case.affected = "受注担当".to_owned();
        case.role = "管理者".to_owned();
        assert_eq!(standing(&case, "login"), Standing::Partly);
        case.email = "ta***@example.co.jp".to_owned();
        assert_eq!(standing(&case, "login"), Standing::Filled);
    }

    #[test]
    fn a_browser_with_many_findings_is_named_once() {
        let mut case = blank();
        for id in ["a", "b"] {
            let subject = "Chrome / 既定".to_owned();
            case.findings.push(FindingSnapshot { id: id.to_owned(), subject, ..FindingSnapshot::default() });
        }
        let machine = points_of(&case).into_iter().find(|point| point.asked.id == "machine").unwrap();
        assert_eq!(machine.given.len(), 1);
        assert_eq!(machine.standing, Standing::Partly);
    }
}
