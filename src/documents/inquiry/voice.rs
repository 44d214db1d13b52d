//! The words of an inquiry in one of its languages. What the operator wrote stays as it is, and is marked in English.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::export::Language;
use crate::case::{Case, FindingSnapshot, Given, PointAsked, PointField};
use crate::documents::english::{English, english};
use crate::knowledge::Knowledge;
use crate::ui::text;
use crate::ui::text::inquiry as words;

#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub language: Language,
    pub knowledge: &'a Knowledge,
    pub zone: &'a TimeZone,
    pub now: Timestamp,
}

impl<'a> Voice<'a> {
    pub(super) fn point<'p>(&self, asked: &'p PointAsked) -> &'p str {
        match self.language {
            Language::Japanese => &asked.label,
            Language::English => english().point(&asked.id).unwrap_or(&asked.id),
        }
    }

    pub(super) fn stage<'s>(&self, id: &'s str) -> &'s str
    where
        'a: 's,
    {
        match self.language {
            Language::Japanese => self.knowledge.stage(id).map_or(id, |stage| &stage.said),
            Language::English => english().stage(id).unwrap_or(id),
        }
    }

    /// Words of the operator.
    pub(super) fn own(&self, text: &str) -> String {
        match self.language {
            Language::Japanese => text.to_owned(),
            Language::English => words::own_words(&text::masking::in_english(text)),
        }
    }

    /// What the operator wrote to a point.
    pub(super) fn written(&self, asked: &PointAsked, text: &str) -> String {
        let name = match self.language {
            Language::Japanese => asked.write.as_ref().map_or("", |write| &write.label),
            Language::English => words::details(asked),
        };
        if name.is_empty() {
            return self.own(text);
        }
        text::export::named_in(self.language, name, &self.own(text))
    }

    /// What fills a point by itself. Browsers are told of with their findings.
    pub(super) fn given(&self, given: &Given<'_>) -> Option<String> {
        match (self.language, given) {
            (_, Given::Subject(_)) => None,
            (Language::Japanese, Given::Text(PointField::Message, text)) => {
                let name = text::points::field(PointField::Message);
                Some(text::export::named(name, &words::quoted(text)))
            }
            // Under a heading of the same name.
            (_, Given::Text(PointField::Impact, text)) => Some(self.own(text)),
            // With its day: whoever reads it reads it on another one.
            (Language::Japanese, Given::Repair(entry)) => {
                Some(format!("{} {}", words::stamp(entry.at, self.zone), entry.text))
            }
            (Language::Japanese, given) => {
                Some(text::points::given(given, self.knowledge, self.now, self.zone))
            }
            (Language::English, given) => self.in_english(given),
        }
    }

    fn in_english(&self, given: &Given<'_>) -> Option<String> {
        let field =
            |field, value: &str| text::export::named_in(Language::English, words::field(field), value);
        match given {
            Given::Text(of, text) => Some(field(*of, &self.own(text))),
            Given::Stage(id) => Some(field(PointField::Stage, self.stage(id))),
            Given::Time(at) => Some(field(PointField::OccurredAt, &words::time(at))),
            Given::Answer(answer) => english().answer(&answer.id, &answer.outcome).map(str::to_owned),
            Given::Counts { passwords, codes } => Some(words::counts(*passwords, *codes)),
            Given::Pictures(count) => Some(words::pictures(*count)),
            // Told by their ids instead: these lines are the program's own words in Japanese.
            Given::Repair(_) | Given::Subject(_) => None,
        }
    }

    /// Repairs that were tried, by their ids, in English; oldest first.
    pub(super) fn repairs<'c>(&self, case: &'c Case) -> impl Iterator<Item = String> + use<'c, 'a> {
        let zone = self.zone;
        let words: &English = english();
        case.answers.iter().filter_map(move |answer| {
            let (step, outcome) = (words.step(&answer.id)?, words.outcome(&answer.outcome)?);
            Some(format!("{} {step}: {outcome}", words::stamp(answer.at, zone)))
        })
    }

    /// A finding in a sentence; none where this language has no words for it.
    pub(super) fn finding(&self, finding: &FindingSnapshot) -> Option<String> {
        match self.language {
            Language::Japanese => Some(finding.summary.clone()).filter(|summary| !summary.is_empty()),
            Language::English => {
                let said = english().finding(&finding.id)?;
                // The browser's name; a profile was named by somebody.
                let browser = finding.subject.split(" / ").next().unwrap_or_default().trim();
                let named = !browser.is_empty() && browser.is_ascii();
                Some(if named { format!("{said} ({browser})") } else { said.to_owned() })
            }
        }
    }
}
