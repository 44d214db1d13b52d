//! Notes as operators write them, each different, all of the same length.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use login_triage::case::{Case, CaseOutcome, EntryKind, FindingSnapshot, Solved};

/// Bytes of a note.
const BYTES: usize = 20 * 1024;

const SENTENCES: [&str; 12] = [
    "朝からログインできない。",
    "コードが届かないので管理者に連絡した。",
    "「パスワードが正しくありません」と表示された。",
    "別の端末では入れた。",
    "日本のセラーセントラルの入口から開き直した。",
    "2段階認証の番号が前任者のものだった。",
    "Chromeの設定でCookieがすべて止められている。",
    "未出荷 12 件、出荷期限は本日 17:00。",
    "情シスにVPNを切ってもらって確かめた。",
    "確認の電話がつながらず、夕方にもう一度かける。",
    "sellercentral.amazon.co.jp を開くと画面が白い。",
    "担当者のスマホが新しくなっていた。",
];

/// Writes so many notes into a folder. Returns the bytes of all.
pub fn fill(folder: &Path, notes: usize) -> u64 {
    fs::create_dir_all(folder).unwrap();
    let mut dice = Dice(1);
    let mut bytes = 0;
    for number in 0..notes {
        let text = text(&note(number, &mut dice));
        bytes += text.len() as u64;
        fs::write(folder.join(format!("{number:05}.case.ron")), text).unwrap();
    }
    bytes
}

fn text(case: &Case) -> String {
    let config = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ").escape_strings(false);
    ron::ser::to_string_pretty(case, config).unwrap()
}

fn note(number: usize, dice: &mut Dice) -> Case {
    let began: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let at = began + SignedDuration::from_mins(i64::try_from(number).unwrap());
    let mut case = Case::new(at, &format!("{number:05}"));
    case.title = format!("{}{number}", dice.sentence());
    case.shop = format!("{}店", char::from(b'A' + (dice.roll(26)) as u8));
    ["山田", "佐藤", "鈴木", "高橋"][dice.roll(4)].clone_into(&mut case.person);
    case.stage = Some(format!("G{}", dice.roll(10)));
    case.message = dice.words(2);
    case.memo = dice.words(12);
    for id in 0..6 {
        case.findings.push(FindingSnapshot {
            id: format!("chromium.finding_{id}"),
            subject: "Google Chrome / 既定".to_owned(),
            summary: dice.sentence().to_owned(),
            evidence: vec![dice.words(2)],
            ..FindingSnapshot::default()
        });
    }
    if dice.roll(3) == 0 {
        let confirmed_cause = Some(format!("C{:02}", 1 + dice.roll(50)));
        case.outcome =
            Some(CaseOutcome { solved: Solved::Yes, confirmed_cause, at, ..CaseOutcome::default() });
    }
    let mut length = text(&case).len();
    let mut minutes = 0;
    while length < BYTES {
        let sentences = 1 + dice.roll(3);
        let words = dice.words(sentences);
        // What a line takes beside its text: its fields and their indentation.
        length += words.len() + 130;
        minutes += 3;
        case.log(at + SignedDuration::from_mins(minutes), EntryKind::Note, words);
    }
    case
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn sentence(&mut self) -> &'static str {
        SENTENCES[self.roll(SENTENCES.len())]
    }

    fn words(&mut self, sentences: usize) -> String {
        let mut text = String::new();
        for _ in 0..sentences {
            let (sentence, number) = (self.sentence(), self.roll(10_000));
            write!(text, "{sentence}受付番号 {number}、").unwrap();
        }
        text
    }
}
