//! Copies of a note that sync clients and file managers make beside it when it was changed twice, or copied by hand.
//!
//! A name alone proves nothing: a copy is one only if it holds a note with the same id. How the clients name them:
//! - `OneDrive`: `note.case-PC-02.ron`, the machine's name
//! - Dropbox: `note.case (Taro's conflicted copy 2026-11-21).ron`, in Japanese `… の競合コピー …`, `(Case Conflict)`
//! - Syncthing: `note.case.sync-conflict-20261121-083412-ABCDEFG.ron`
//! - Google Drive, browsers, Windows: `note.case (1).ron`
//! - Nextcloud: `note.case (conflicted copy 2026-11-21 083412).ron`, ownCloud `note.case_conflict-20261121-083412.ron`
//! - Synology Drive: `note.case_PC-02_Nov-21-083412-2026_Conflict.ron`
//! - Explorer: `note.case - コピー (2).ron`, `note.case - Copy.ron`; Finder: `note.caseのコピー 2.ron`, `note.case copy.ron`
//! - iCloud: `note.case 2.ron`

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, RealDisk},
    replace::{folder_of, follow_links},
    rescue::is_broken_copy,
    store::load_on,
};
use crate::ui::text::files::{CONFLICT_WORD, COPY_ENDINGS};

const ENDING: &str = ".ron";
const NOTE_ENDING: &str = ".case";
/// A copy of a copy is recognised, no further.
const MOST_MARKS: usize = 2;
/// Digits of the number of a copy.
const MOST_DIGITS: usize = 3;
/// Characters of a machine's name: 15 in Windows, and a number that `OneDrive` may put behind it.
const LONGEST_MACHINE: usize = 20;

/// The copies that stand beside a note: other files whose names say so and that hold a note with the same id.
pub fn conflicts_of(path: &Path) -> Vec<PathBuf> {
    conflicts_on(&RealDisk, path)
}

/// [`conflicts_of`] on any disk.
pub fn conflicts_on(disk: &dyn Disk, path: &Path) -> Vec<PathBuf> {
    let path = follow_links(disk, path);
    let Some(own) = path.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
    let folder = folder_of(&path);
    let names = disk.list(folder).unwrap_or_default();
    let mut candidates: Vec<PathBuf> = names
        .iter()
        .filter(|name| !is_broken_copy(name))
        .filter(|name| name.to_str().is_some_and(|name| name != own && originals(name).contains(own)))
        .map(|name| folder.join(name))
        .collect();
    if candidates.is_empty() {
        return candidates;
    }
    let Ok(note) = load_on(disk, &path) else { return Vec::new() };
    candidates.retain(|other| load_on(disk, other).is_ok_and(|other| other.id == note.id));
    candidates.sort();
    candidates
}

/// The names of the files that a file may be a copy of, by its name. Empty for most files.
pub fn originals(name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let Some(body) = name.strip_suffix(ENDING) else { return found };
    let mut bodies = vec![body.to_owned()];
    for _ in 0..MOST_MARKS {
        bodies = bodies.iter().flat_map(|body| without_mark(body)).collect();
        found.extend(bodies.iter().map(|body| format!("{body}{ENDING}")));
    }
    found
}

/// What remains of a name without its last mark, in each way in which it may have one.
fn without_mark(body: &str) -> Vec<String> {
    // Most clients put their mark before the last dot, some people before `.case`.
    let inner = body.strip_suffix(NOTE_ENDING).map(|stem| (stem, NOTE_ENDING));
    let mut found = Vec::new();
    for (stem, end) in [(body, "")].into_iter().chain(inner) {
        let stems = [numbered(stem), bracketed(stem), copied(stem), synced(stem), conflict(stem)];
        found.extend(stems.into_iter().flatten().chain(machines(stem)).map(|stem| format!("{stem}{end}")));
    }
    found.retain(|body| !body.is_empty());
    found
}

/// `X 2`
fn numbered(stem: &str) -> Option<&str> {
    let (stem, number) = stem.rsplit_once(' ')?;
    is_number(number).then_some(stem)
}

/// `X (1)`, `X(1)`, `X (… conflicted copy … (1))`
fn bracketed(stem: &str) -> Option<&str> {
    let mut open = 0_usize;
    let (at, bracket) = stem.char_indices().rev().find(|(_, c)| {
        match c {
            ')' | '）' => open += 1,
            '(' | '（' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0
    })?;
    let (stem, inside) = stem.split_at_checked(at)?;
    let inside = inside.strip_prefix(bracket)?.strip_suffix([')', '）'])?;
    (is_number(inside) || says_conflict(inside)).then(|| stem.trim_end())
}

/// `X - コピー`, `X copy`
fn copied(stem: &str) -> Option<&str> {
    let mut endings = COPY_ENDINGS.into_iter().chain([" - Copy", " copy"]);
    endings.find_map(|ending| stem.strip_suffix(ending))
}

/// `X.sync-conflict-20261121-083412-ABCDEFG`
fn synced(stem: &str) -> Option<&str> {
    stem.rsplit_once(".sync-conflict-").map(|(stem, _)| stem)
}

/// `X_conflict-20261121-083412`, `X_PC-02_Nov-21-083412-2026_Conflict`
fn conflict(stem: &str) -> Option<&str> {
    if let Some((stem, _)) = stem.rsplit_once("_conflict-") {
        return Some(stem);
    }
    let rest = stem.strip_suffix("_Conflict").or_else(|| stem.strip_suffix("_CaseConflict"))?;
    let (rest, _time) = rest.rsplit_once('_')?;
    rest.rsplit_once('_').map(|(stem, _machine)| stem)
}

/// `X-PC-02`: a machine's name may hold hyphens itself.
fn machines(stem: &str) -> impl Iterator<Item = &str> {
    stem.match_indices('-').filter_map(|(at, hyphen)| {
        let (stem, machine) = stem.split_at_checked(at)?;
        let machine = machine.strip_prefix(hyphen)?;
        let length = machine.chars().count();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        ((1..=LONGEST_MACHINE).contains(&length) && machine.chars().all(fits)).then_some(stem)
    })
}

fn is_number(text: &str) -> bool {
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn says_conflict(text: &str) -> bool {
    text.contains(CONFLICT_WORD) || text.to_ascii_lowercase().contains("conflict")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::originals;

    #[test]
    fn the_clients_names_lead_back_to_the_note() {
        for copy in [
            "A店_朝から.case-PC-02.ron",
            "A店_朝から.case-DESKTOP-7F3K2Q1.ron",
            "A店_朝から.case-山田のPC.ron",
            "A店_朝から.case-PC-02-2.ron",
            "A店_朝から.case (Taro's conflicted copy 2026-11-21).ron",
            "A店_朝から.case (山田 太郎 の競合コピー 2026-11-21).ron",
            "A店_朝から.case (PC-02 の競合コピー 2026-11-21 (1)).ron",
            "A店_朝から.case (Case Conflict).ron",
            "A店_朝から.case.sync-conflict-20261121-083412-ABCDEFG.ron",
            "A店_朝から.case (1).ron",
            "A店_朝から.case(12).ron",
            "A店_朝から.case (conflicted copy 2026-11-21 083412).ron",
            "A店_朝から.case_conflict-20261121-083412.ron",
            "A店_朝から.case_PC-02_Nov-21-083412-2026_Conflict.ron",
            "A店_朝から.case - コピー.ron",
            "A店_朝から.case - コピー (2).ron",
            "A店_朝から.case - コピー - コピー.ron",
            "A店_朝から - コピー.case.ron",
            "A店_朝から.case - Copy (3).ron",
            "A店_朝から.caseのコピー.ron",
            "A店_朝から.caseのコピー 2.ron",
            "A店_朝から.case copy.ron",
            "A店_朝から.case 2.ron",
        ] {
            assert!(originals(copy).contains("A店_朝から.case.ron"), "{copy}: {:?}", originals(copy));
        }
    }

    #[test]
    fn other_names_lead_nowhere() {
        for name in [
            "A店_朝から.case.ron",
            "note.case.ron.bak",
            "note (1).txt",
            "(1).ron",
            "note (1234).ron",
            "note (再開).ron",
            "copy.ron",
            "",
        ] {
            assert_eq!(originals(name).into_iter().collect::<Vec<_>>(), Vec::<String>::new(), "{name}");
        }
        // Only its content can tell whether this is a copy.
        assert!(originals("2026-11-21_A店.case.ron").contains("2026-11.case.ron"));
    }

    proptest! {
        #[test]
        fn an_original_is_shorter(name in any::<String>()) {
            for name in [name.clone(), format!("{name}.ron")] {
                prop_assert!(originals(&name).iter().all(|original| original.len() < name.len()));
            }
        }
    }
}
