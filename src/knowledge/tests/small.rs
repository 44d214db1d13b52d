//! The smallest knowledge in which every check has something to look at.

use crate::knowledge::SourceFile;

pub(super) const SMALL: &[SourceFile<'static>] = &[
    ("categories.ron", CATEGORIES),
    ("causes.ron", CAUSES),
    ("claims.ron", CLAIMS),
    ("document_rules.ron", "[\n    (id: \"D01\", document: \"plan\", label: \"l\", detail: \"d\"),\n]\n"),
    ("findings.ron", FINDINGS),
    ("hazards.ron", HAZARDS),
    ("links.ron", LINKS),
    ("marketplaces.ron", "[]\n"),
    ("messages.ron", MESSAGES),
    ("notices.ron", NOTICES),
    ("observations.ron", OBSERVATIONS),
    ("observations_more.ron", OBSERVATIONS_MORE),
    ("preventions.ron", PREVENTIONS),
    ("repairs.ron", REPAIRS),
    ("rules.ron", RULES),
    ("checks.ron", CHECKS),
    ("stages.ron", STAGES),
    ("symptoms.ron", SYMPTOMS),
    ("temptations.ron", TEMPTATIONS),
    ("tests.ron", TESTS),
];

const CATEGORIES: &str = r#"[
    (id: "input", label: "l"),
    (id: "output", label: "l"),
]
"#;

const RULES: &str = r#"[
    (id: "J01", severity: High, prevention: "P01", label: "l", found: "f", why: "w", next: "n"),
]
"#;

const CHECKS: &str = r#"[
    (id: "Y01", review: "Admins", months: 3, first: 1, prevention: "P01", label: "l"),
]
"#;

const STAGES: &str = r#"[
    (id: "G1", label: "l", help: "h", said: "s"),
    (id: "G2", label: "l", help: "h", said: "t"),
]
"#;

const CAUSES: &str = r#"[
    (
        id: "C01",
        label: "l",
        category: "input",
        weight: 2.0,
        stages: [("G1", Main)],
        explanation: "e",
        remedy: ["r"],
        prevention: ["P01"],
        tests: ["T01", "R01"],
        grade: G,
    ),
    (
        id: "C02",
        label: "l",
        category: "output",
        weight: 3.0,
        stages: [("G2", Main)],
        explanation: "e",
        remedy: ["r"],
        prevention: ["P02"],
        tests: ["T02"],
        grade: G,
        note: "n",
    ),
]
"#;

const OBSERVATIONS: &str = r#"[
    (
        id: "seen",
        question: "q",
        short: "s",
        outcomes: [
            (id: "yes", label: "l", said: "s", base: 0.5, effects: { Strong: ["C01"], RuledOut: ["C02"] }),
            (id: "no", label: "l", said: "s", base: 0.5),
        ],
        ask_again: AfterFix,
        from_counter: (password_try, [(2, "yes")]),
    ),
    (
        id: "secured",
        question: "q",
        short: "s",
        outcomes: [
            (id: "yes", label: "l", said: "s", base: 0.375),
            (id: "no", label: "l", said: "s", base: 0.625),
        ],
    ),
]
"#;

const OBSERVATIONS_MORE: &str = r#"[
    (
        id: "more",
        question: "q",
        short: "s",
        outcomes: [
            (id: "yes", label: "l", said: "s", base: 0.25, effects: { Strong: ["C02"] }),
            (id: "no", label: "l", said: "s", base: 0.75),
        ],
    ),
]
"#;

const MESSAGES: &str = r#"[
    (
        id: "M01",
        texts: ["one"],
        said: "s",
        stages: ["G1"],
        base: 0.5,
        effects: { Slight: ["C01"] },
        grade: A,
    ),
    (
        id: "M02",
        texts: ["two"],
        said: "s",
        stages: ["G2"],
        base: 0.02,
        effects: { Slight: ["C01"], AgainstStrong: ["C02"] },
        answers: [("more", "yes")],
        grade: A,
    ),
]
"#;

const FINDINGS: &str = r#"[
    (
        id: "f.one",
        likelihood: high,
        summary: "s",
        why: "w",
        fix: ["f"],
        recheck: "r",
        said: "s",
        base: 0.5,
        grade: G,
    ),
    (
        id: "f.two",
        likelihood: low,
        summary: "s {detail}",
        why: "w",
        fix: ["f"],
        recheck: "r",
        said: "s",
        details: { "a": "d" },
        base: 0.02,
        effects: { Strong: ["C02"] },
        answers: [("more", "yes")],
        grade: G,
    ),
]
"#;

const SYMPTOMS: &str = r#"[
    (
        id: "S01",
        label: "l",
        shown_by: Answer("seen", "yes"),
        discriminator: "d",
    ),
    (
        id: "S02",
        label: "l",
        shown_by: AtStage("G2"),
        discriminator: "d",
    ),
]
"#;

const TESTS: &str = r#"[
    (
        id: "T01",
        kind: test,
        label: "l",
        why: "w",
        observes: ["stage", "message", "seen"],
        minutes: 1,
        who: person,
        reversible: yes,
        risk: none,
        grade: A,
    ),
    (
        id: "T02",
        kind: test,
        label: "l",
        why: "w",
        observes: ["more"],
        minutes: 2,
        who: person,
        reversible: yes,
        risk: none,
        when: [StageIn(["G2"]), IsNot("seen", ["no"])],
        grade: A,
    ),
]
"#;

const REPAIRS: &str = r#"[
    (
        id: "R01",
        kind: repair,
        label: "l",
        why: "w",
        fixes: ["C01"],
        success: 0.5,
        minutes: 1,
        who: person,
        reversible: yes,
        risk: low,
        links: ["door"],
        grade: A,
    ),
    (
        id: "R02",
        kind: repair,
        label: "l",
        why: "w",
        fixes: ["C02"],
        success: 0.75,
        minutes: 1,
        who: person,
        reversible: no,
        risk: high,
        gates: ["H01"],
        grade: A,
    ),
    (
        id: "K01",
        kind: protect,
        label: "l",
        why: "w",
        observes: ["secured"],
        minutes: 1,
        who: admin,
        reversible: yes,
        risk: low,
        grade: A,
    ),
]
"#;

const TEMPTATIONS: &str = r#"[
    (
        id: "A01",
        kind: temptation,
        label: "l",
        why: "w",
        minutes: 1,
        who: person,
        reversible: no,
        risk: high,
        gates: ["H02"],
        tempts: ["C01"],
        grade: A,
    ),
]
"#;

const HAZARDS: &str = r#"[
    (
        id: "H01",
        label: "l",
        harm: "h",
        rule: Until([
            (text: "t", condition: Is("secured", ["yes"])),
            (text: "t", condition: IsNot("seen", ["yes"])),
            (text: "t", condition: PasswordTriesBelow(3)),
        ]),
        about: ["f.one"],
        grade: A,
    ),
    (
        id: "H02",
        label: "l",
        harm: "h",
        rule: Never("instead"),
        grade: A,
    ),
]
"#;

const PREVENTIONS: &str = r#"[
    (id: "P01", label: "l", detail: "d"),
    (id: "P02", label: "l", detail: "d"),
]
"#;

const NOTICES: &str = r#"[
    (id: "N01", topic: "general", title: "t", text: "t", grade: A, source: "s"),
]
"#;

const LINKS: &str = r#"[
    (
        id: "door",
        label: "l",
        purpose: "p",
        url: "https://sellercentral.amazon.co.jp/",
        group: door,
        grade: A,
        checked: "2026-11-21",
        checked_by: archive,
    ),
    (
        id: "help",
        label: "l",
        purpose: "p",
        path: "a > b",
        group: step,
        grade: A,
        checked: "2026-11-21",
        checked_by: person,
    ),
]
"#;

const CLAIMS: &str = r#"[
    (
        id: "S1-01", kind: rule, text: "t", covered_by: ["C01", "G1", "R01", "H01", "P01", "N01", "D01", "J01"],
    ),
    (
        id: "S1-02",
        kind: prevention,
        text: "t",
        covered_by: ["C02", "P02"],
        note: "n",
    ),
]
"#;
