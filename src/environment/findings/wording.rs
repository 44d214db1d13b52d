//! Findings in the words of the knowledge.

use super::{Draft, Finding};
use crate::environment::facts::{ReadState, SetBy};
use crate::knowledge::{FindingText, Likelihood};

/// A draft in the words of the text for its id.
pub(super) fn worded(draft: Draft, texts: &[FindingText]) -> Finding {
    let text = texts.iter().find(|text| text.id == draft.id);
    let detail = text.and_then(|text| text.details.get(draft.detail)).map(String::as_str).unwrap_or_default();
    let detail = fill(detail, &[("{subject}", &draft.subject), ("{value}", &draft.value)]);
    let places = [
        ("{subject}", draft.subject.as_str()),
        ("{value}", draft.value.as_str()),
        ("{detail}", detail.as_str()),
    ];
    // Without a text, which a test rules out, the id still shows that something was found.
    let summary = text.map_or_else(|| draft.id.to_owned(), |text| fill(&text.summary, &places));
    let why = text.map(|text| fill(&text.why, &places)).unwrap_or_default();
    let fix = text.map(|text| text.fix.iter().map(|line| fill(line, &places)).collect()).unwrap_or_default();
    let recheck = text.map(|text| fill(&text.recheck, &places)).unwrap_or_default();
    Finding {
        id: draft.id.to_owned(),
        likelihood: draft.likelihood.unwrap_or(text.map_or(Likelihood::Low, |text| text.likelihood)),
        confidence: draft.confidence,
        set_by: draft.evidence.first().map_or(SetBy::Person, |evidence| evidence.set_by),
        summary,
        why,
        fix,
        recheck,
        evidence: draft.evidence,
        state: ReadState::Ok,
        subject: draft.subject,
    }
}

/// Replaces the places in a template, but nothing inside what is put in their place.
fn fill(template: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let found = places.iter().find_map(|(place, text)| Some((tail.strip_prefix(place)?, text)));
        if let Some((after, text)) = found {
            out.push_str(text);
            rest = after;
        } else {
            out.push('{');
            rest = tail.strip_prefix('{').unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Confidence;
    use crate::environment::findings::seen;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let places = [("{subject}", "{value}"), ("{value}", "{subject}")];
        assert_eq!(fill("{subject}は{value}です{x}", &places), "{value}は{subject}です{x}");
        assert_eq!(fill("{", &places), "{");
    }

    #[test]
    fn a_detail_is_part_of_the_text_and_filled_too() {
        let text = r#"(id: "a.b", likelihood: low, summary: "{subject}：{detail}", why: "w", fix: ["{detail}"],
            recheck: "r", said: "s", details: {"one": "{value}が1つ"}, base: 0.1, grade: G)"#;
        let texts: [FindingText; 1] = [ron::from_str(text).unwrap()];
        let draft = Draft::new("a.b", "PC", Confidence::High, seen("", "", "{detail}"));
        let finding = worded(draft.with_detail("one"), &texts);
        assert_eq!(finding.summary, "PC：{detail}が1つ");
        assert_eq!(finding.fix, ["{detail}が1つ"]);
    }
}
