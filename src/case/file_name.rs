//! A file name for a note that every system accepts.

use jiff::Zoned;

use super::Case;
use super::guard::blank;

/// The ending of every note: `.ron`, so that an editor knows what it is.
const ENDING: &str = ".case.ron";
/// Characters of the whole name.
const MAX_CHARS: usize = 80;
/// UTF-8 bytes of the whole name: with `.bak` behind it, it must stay below 255.
const MAX_BYTES: usize = 240;
/// Characters of the shop, so that it leaves room for the title.
const MAX_SHOP_CHARS: usize = 24;

/// A name such as `2026-11-21_A店_朝からログインできない.case.ron`: at most 80 characters, none that
/// Windows forbids, no name that it reserves, and nothing that looks like a secret: names are seen by more people than
/// what is in a file. The date is that of `now`.
pub fn suggest_file_name(case: &Case, now: &Zoned) -> String {
    let mut stem = now.strftime("%Y-%m-%d").to_string();
    let shop = clean(&blank(&case.shop), MAX_SHOP_CHARS);
    let title = clean(&blank(&case.title), MAX_CHARS);
    let parts = if shop.is_empty() && title.is_empty() {
        vec![crate::ui::text::files::NAMELESS.to_owned()]
    } else {
        vec![shop, title]
    };
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        stem.push('_');
        stem.push_str(&part);
    }
    let mut name = shorten(&stem, MAX_CHARS - ENDING.len(), MAX_BYTES - ENDING.len()).to_owned();
    name.push_str(ENDING);
    name
}

/// The part of a name that a typed text makes: forbidden characters become `_`, invisible ones go,
/// white space becomes one space, and no dot or space stands at either end.
fn clean(text: &str, max_chars: usize) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => out.push('_'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    let start = out.trim_start_matches(['.', ' ']);
    shorten(start, max_chars, MAX_BYTES).to_owned()
}

/// The beginning of a text within both limits, without dots and spaces at its end.
fn shorten(text: &str, max_chars: usize, max_bytes: usize) -> &str {
    let end = text
        .char_indices()
        .map(|(start, c)| start + c.len_utf8())
        .take(max_chars)
        .take_while(|end| *end <= max_bytes)
        .last()
        .unwrap_or(0);
    text.get(..end).unwrap_or_default().trim_end_matches(['.', ' '])
}

#[cfg(test)]
mod tests {
    use jiff::Zoned;
    use proptest::prelude::*;

    use super::{Case, MAX_BYTES, MAX_CHARS, suggest_file_name};

    fn now() -> Zoned {
        "2026-11-21T08:55:00+09:00[Asia/Tokyo]".parse().unwrap()
    }

    fn name(shop: &str, title: &str) -> String {
        let mut case = Case::new(now().timestamp(), "k7f2");
        shop.clone_into(&mut case.shop);
        title.clone_into(&mut case.title);
        suggest_file_name(&case, &now())
    }

    #[test]
    fn names_read_well() {
        assert_eq!(name("A店", "朝からログインできない"), "2026-11-21_A店_朝からログインできない.case.ron");
        assert_eq!(name("", "  朝から　\n入れない。 "), "2026-11-21_朝から 入れない。.case.ron");
        assert_eq!(name(" ", "..."), "2026-11-21_ログイン診断.case.ron");
        assert_eq!(name("A/B店", "コード?"), "2026-11-21_A_B店_コード_.case.ron");
        assert_eq!(name("", "CON"), "2026-11-21_CON.case.ron");
        assert_eq!(name("", "確認コード 482913"), "2026-11-21_確認コード ■■■■■■.case.ron");
    }

    #[test]
    fn a_long_shop_leaves_room_for_the_title() {
        let name = name(&"店".repeat(100), &"題".repeat(100));
        assert_eq!(name.chars().count(), MAX_CHARS);
        assert_eq!(name.matches('店').count(), 24);
    }

    #[test]
    fn wide_characters_stay_within_what_a_disk_takes() {
        let name = name("", &"𠮷".repeat(100));
        assert!(name.len() <= MAX_BYTES && name.len() > MAX_BYTES - 4, "{}", name.len());
    }

    /// Whether Windows would refuse a name, or silently make another one of it.
    fn is_forbidden(name: &str) -> bool {
        const RESERVED: [&str; 8] = ["CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "LPT9"];
        let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
        name.chars().any(|c| c.is_control() || "<>:\"/\\|?*".contains(c))
            || name.ends_with(['.', ' '])
            || RESERVED.contains(&stem.as_str())
    }

    proptest! {
        #[test]
        fn every_name_is_fit_for_every_system(shop in any::<String>(), title in any::<String>()) {
            let name = name(&shop, &title);
            prop_assert!(name.starts_with("2026-11-21_") && name.ends_with(".case.ron"));
            prop_assert!(name.chars().count() <= MAX_CHARS);
            prop_assert!(name.len() <= MAX_BYTES);
            prop_assert!(!is_forbidden(&name), "{name:?}");
            prop_assert!(!name.ends_with("_.case.ron") || shop.contains(|c| "<>:\"/\\|?*_".contains(c)) || title.contains(|c| "<>:\"/\\|?*_".contains(c)));
            let stem = name.strip_suffix(".case.ron").unwrap();
            prop_assert!(!stem.ends_with(['.', ' ']));
        }
    }
}
