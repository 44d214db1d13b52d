//! Ten cases, and every paper that is made of each, compared with files that a person can read. `UPDATE_GOLDEN=1` writes
//! them anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use login_triage::case::export::{Diagnosis, Format, Language, Line, LineEnd, lay_out};
use login_triage::case::{Case, parse};
use login_triage::documents::papers::{Material, Paper, make};
use login_triage::documents::routing::{table, through};
use login_triage::knowledge::Knowledge;
use login_triage::ui::text;

/// The cases, and the causes in their order. Written by hand, so that no edit of the knowledge's numbers changes the files.
const CASES: [(&str, &[(&str, f64)]); 10] = [
    ("c01_typing", &[("C01", 0.6), ("C04", 0.2), ("C34", 0.04)]),
    ("c18_proxy", &[("C18", 0.8), ("C20", 0.1)]),
    ("c25_leaver_phone", &[("C25", 0.7), ("C23", 0.15)]),
    ("c26_lost_phone", &[("C26", 0.8), ("C24", 0.1)]),
    ("c33_suspended", &[("C33", 0.85)]),
    ("c34_buyer_closed", &[("C34", 0.75), ("C49", 0.1)]),
    ("c40_no_rights", &[("C40", 0.7), ("C41", 0.15), ("C44", 0.06)]),
    ("c43_only_admin", &[("C27", 0.3), ("C24", 0.3), ("C43", 0.25)]),
    ("c47_outage", &[("C47", 0.7), ("C20", 0.1)]),
    ("c49_takeover", &[("C49", 0.8), ("C02", 0.1)]),
];

const PAPERS: [Paper; 6] = [
    Paper::Inquiry(Language::Japanese),
    Paper::Inquiry(Language::English),
    Paper::Handover,
    Paper::ItRequest,
    Paper::AdminRequest,
    Paper::FormerColleague,
];

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers")
}

fn note(name: &str) -> Case {
    let path = here().join(format!("{name}.case.ron"));
    parse(&fs::read(&path).unwrap(), &path).unwrap()
}

fn diagnosis(knowledge: &Knowledge, ranked: &[(String, f64)]) -> Diagnosis {
    let line = |text: &str, more: &str| Line { text: text.to_owned(), more: vec![more.to_owned()] };
    let cause = |(id, probability): &(String, f64)| {
        let percent = text::triage::percent(*probability);
        line(&text::export::cause(text::triage::cause(knowledge, id), &percent), "＋ 手で書いた理由")
    };
    Diagnosis {
        causes: ranked.iter().map(cause).collect(),
        next: vec![line("ほかの人が入れるか聞く", "3分・本人・危険なし")],
        locked: vec![line("Cookieとキャッシュの削除", "「いつもの端末」の記録が消えます。")],
    }
}

/// Whom to turn to, and then every paper.
fn all_of(name: &str, ranked: &[(&str, f64)]) -> String {
    let (case, knowledge) = (note(name), Knowledge::embedded().unwrap());
    let ranked: Vec<(String, f64)> = ranked.iter().map(|(id, p)| ((*id).to_owned(), *p)).collect();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let mut out = String::new();
    for advice in table().advise(&ranked) {
        let through = text::documents::through(through(advice.way, &case));
        writeln!(out, "→ {} {through}", advice.way.label).unwrap();
    }
    let material = Material {
        case: &case,
        knowledge: &knowledge,
        diagnosis: &diagnosis(&knowledge, &ranked),
        ranked: &ranked,
        zone: &zone,
        now: "2026-11-21T01:30:00Z".parse().unwrap(),
    };
    for paper in PAPERS {
        let made = make(paper, &material, paper.usual_audience());
        writeln!(out, "\n======== {} ========", text::papers::name(paper)).unwrap();
        writeln!(out, "{}", text::documents::length(made.remarks.characters, made.remarks.limit)).unwrap();
        out.push_str(&lay_out(&made.document, Format::Text, LineEnd::Lf));
    }
    out
}

#[test]
fn ten_cases() {
    let mut changed = Vec::new();
    for (name, ranked) in CASES {
        let path = here().join(format!("{name}.txt"));
        let found = all_of(name, ranked);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            changed.push(format!("{name} is another one now:\n{found}"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
