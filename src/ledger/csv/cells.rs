//! What stands in a cell, and back.

use jiff::civil::Date;

use super::CellProblem;
use super::dates;
use super::names::{BETWEEN, folded};
use crate::case::export::harmless;
use crate::ledger::{Area, Kind, Level, Right};
use crate::ui::text::ledger_csv::SAME_WORDS;

/// Marks a text that begins like a formula.
const TEXT_MARK: char = '\'';

/// A text as it is written: not to be taken for a formula.
pub(super) fn written(text: &str) -> String {
    let begins_like_a_marked_one = text
        .strip_prefix(TEXT_MARK)
        .is_some_and(|rest| rest.starts_with(TEXT_MARK) || harmless(rest) != rest);
    if begins_like_a_marked_one { format!("{TEXT_MARK}{text}") } else { harmless(text) }
}

/// A cell as it is read: without white space around it, other line ends, and the mark of [`written`].
pub(super) fn read(cell: &str) -> String {
    let plain: String =
        cell.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let plain = plain.trim();
    match plain.strip_prefix(TEXT_MARK) {
        Some(rest) if rest.starts_with(TEXT_MARK) || harmless(rest) != rest => rest.trim().to_owned(),
        _ => plain.to_owned(),
    }
}

pub(super) fn say_date(day: Option<Date>) -> String {
    day.map(|day| day.strftime("%Y/%m/%d").to_string()).unwrap_or_default()
}

pub(super) fn date(cell: &str) -> Result<Option<Date>, CellProblem> {
    dates::read(cell).map(Some).ok_or(CellProblem::NoDate)
}

/// The thing that a word means: its own word, another word for it, or the beginning of one word alone.
pub(super) fn kind<K: Kind>(cell: &str) -> Result<K, CellProblem> {
    let typed = folded(cell);
    let other = SAME_WORDS.iter().find(|(word, _)| folded(word) == typed).map(|(_, meant)| folded(meant));
    let words = || K::all().iter().copied().filter(|kind| !kind.word().is_empty());
    let exact = |wanted: &str| words().find(|kind| folded(kind.word()) == wanted);
    if let Some(found) = exact(&typed).or_else(|| other.as_deref().and_then(exact)) {
        return Ok(found);
    }
    let mut begun =
        words().filter(|kind| typed.chars().count() > 1 && folded(kind.word()).starts_with(&typed));
    match (begun.next(), begun.next()) {
        (Some(found), None) => Ok(found),
        _ => Err(CellProblem::UnknownWord { allowed: words().map(Kind::word).collect() }),
    }
}

pub(super) fn say_kinds<K: Kind>(kinds: &[K]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).filter(|word| !word.is_empty()).collect();
    words.join("、")
}

pub(super) fn kinds<K: Kind>(cell: &str) -> Result<Vec<K>, CellProblem> {
    let mut found = Vec::new();
    for word in parts(cell) {
        let kind = kind::<K>(word)?;
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
    Ok(found)
}

pub(super) fn say_rights(rights: &[Right]) -> String {
    let rights: Vec<String> =
        rights.iter().map(|right| format!("{}：{}", right.area.word(), right.level.word())).collect();
    rights.join("、")
}

/// `商品：変更、注文：閲覧`; without a level it is to look.
pub(super) fn rights(cell: &str) -> Result<Vec<Right>, CellProblem> {
    let mut rights: Vec<Right> = Vec::new();
    for part in parts(cell) {
        let mut pieces = part.trim_end_matches([')', '）']).splitn(2, [':', '：', '(', '（']);
        let area: Area = kind(pieces.next().unwrap_or_default().trim())?;
        let level: Level = pieces.next().map_or(Ok(Level::View), |level| kind(level.trim()))?;
        match rights.iter_mut().find(|right| right.area == area) {
            Some(right) => right.level = right.level.max(level),
            None => rights.push(Right::new(area, level)),
        }
    }
    Ok(rights)
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ledger::{MethodKind, Ownership, RoleKind, Scope, Slot};

    #[test]
    fn words_are_read_as_people_write_them() {
        assert_eq!(kind::<Slot>("メイン"), Ok(Slot::Main));
        assert_eq!(kind::<Slot>("予備"), Ok(Slot::Backup));
        assert_eq!(kind::<MethodKind>("ｓｍｓ"), Ok(MethodKind::Sms));
        assert_eq!(kind::<MethodKind>("音声"), Ok(MethodKind::Voice));
        assert_eq!(kind::<RoleKind>("管理者"), Ok(RoleKind::Admin));
        assert_eq!(kind::<Ownership>("会社"), Ok(Ownership::Company));
        let unknown = kind::<Slot>("三番目");
        assert_eq!(unknown, Err(CellProblem::UnknownWord { allowed: vec!["主", "予備"] }));
        assert_eq!(kinds::<Scope>("広告、経理;広告"), Ok(vec![Scope::Advertising, Scope::Accounting]));
    }

    #[test]
    fn every_word_is_its_own_and_comes_back() {
        fn check<K: Kind + std::fmt::Debug>() {
            for kind in K::all().iter().filter(|kind| !kind.word().is_empty()) {
                assert_eq!(super::kind::<K>(kind.word()), Ok(*kind));
            }
        }
        check::<Scope>();
        check::<Area>();
        check::<Level>();
        check::<RoleKind>();
        check::<MethodKind>();
        check::<crate::ledger::DeviceKind>();
        check::<crate::ledger::Standing>();
        check::<crate::ledger::PartnerWay>();
        check::<crate::ledger::ChangeKind>();
        check::<crate::ledger::Mailbox>();
        check::<crate::ledger::Sharing>();
        check::<crate::ledger::Door>();
    }

    #[test]
    fn rights_are_read_with_their_level() {
        let read = rights("商品：変更、注文(閲覧)、商品、在庫").unwrap();
        assert_eq!(
            read,
            [
                Right::new(Area::Catalog, Level::Edit),
                Right::new(Area::Orders, Level::View),
                Right::new(Area::Inventory, Level::View)
            ]
        );
        assert_eq!(rights(&say_rights(&read)), Ok(read));
        assert!(rights("商品：何でも").is_err());
    }

    proptest! {
        #[test]
        fn a_text_comes_back_and_is_no_formula(text in "[ '=+@a＝\\-]{0,4}[\\PC\\n]{0,20}") {
            let text = text.trim();
            let cell = written(text);
            prop_assert_eq!(&harmless(&cell), &cell);
            prop_assert_eq!(read(&cell), text);
        }
    }
}
