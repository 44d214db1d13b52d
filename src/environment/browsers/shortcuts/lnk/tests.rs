use proptest::prelude::*;

use super::*;

/// A shortcut as Windows writes it.
#[derive(Clone, Default)]
pub(in super::super) struct Made {
    /// The path in the link's own information.
    pub(in super::super) target: String,
    /// What follows it, for files in a shared folder.
    pub(in super::super) suffix: String,
    /// The same as UTF-16, where the machine's encoding lacks a character.
    pub(in super::super) wide_target: Option<String>,
    pub(in super::super) relative: Option<String>,
    pub(in super::super) arguments: Option<String>,
    /// A path with variables.
    pub(in super::super) variables: Option<String>,
    /// All texts are in the machine's encoding.
    pub(in super::super) is_narrow: bool,
}

impl Made {
    pub(in super::super) fn new(target: &str, arguments: &str) -> Self {
        Self { target: target.to_owned(), arguments: Some(arguments.to_owned()), ..Self::default() }
    }

    pub(in super::super) fn bytes(&self) -> Vec<u8> {
        let mut flags = ID_LIST | NAME | WORKING_FOLDER | ICON;
        for (flag, is_there) in [
            (LINK_INFO, !self.target.is_empty()),
            (RELATIVE_PATH, self.relative.is_some()),
            (ARGUMENTS, self.arguments.is_some()),
            (UNICODE, !self.is_narrow),
        ] {
            flags |= if is_there { flag } else { 0 };
        }
        let mut out = vec![0; HEADER];
        out[..4].copy_from_slice(&0x4C_u32.to_le_bytes());
        out[4..20].copy_from_slice(&CLASS);
        out[20..24].copy_from_slice(&flags.to_le_bytes());
        // A list with one item, and its end.
        out.extend([8, 0, 6, 0, 1, 2, 3, 4, 0, 0]);
        if flags & LINK_INFO != 0 {
            out.extend(self.info());
        }
        let texts = [
            Some("名前"),
            self.relative.as_deref(),
            Some("C:\\"),
            self.arguments.as_deref(),
            Some("icon.ico,0"),
        ];
        for text in texts.into_iter().flatten() {
            if self.is_narrow {
                let (bytes, ..) = SHIFT_JIS.encode(text);
                out.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
                out.extend(bytes.as_ref());
            } else {
                let units: Vec<u16> = text.encode_utf16().collect();
                out.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
                out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
            }
        }
        // A block of another kind comes first.
        out.extend([0x0C, 0, 0, 0, 4, 0, 0, 0xA0, 1, 2, 3, 4]);
        if let Some(path) = &self.variables {
            let mut block = vec![0; 0x314];
            block[..4].copy_from_slice(&0x314_u32.to_le_bytes());
            block[4..8].copy_from_slice(&VARIABLES.to_le_bytes());
            for (at, unit) in path.encode_utf16().enumerate() {
                block[VARIABLES_TEXT + 2 * at..][..2].copy_from_slice(&unit.to_le_bytes());
            }
            out.extend(block);
        }
        out.extend([0; 4]);
        out
    }

    fn info(&self) -> Vec<u8> {
        let header = if self.wide_target.is_some() { 0x24 } else { 0x1C };
        let mut info = vec![0; header];
        let narrow = |text: &str| [SHIFT_JIS.encode(text).0.as_ref(), &[0]].concat();
        let mut put = |field: usize, text: Vec<u8>| {
            let at = u32::try_from(info.len()).unwrap();
            info[field..field + 4].copy_from_slice(&at.to_le_bytes());
            info.extend(text);
        };
        put(16, narrow(&self.target));
        put(24, narrow(&self.suffix));
        if let Some(wide) = &self.wide_target {
            put(28, wide.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect());
            put(32, vec![0, 0]);
        }
        let size = u32::try_from(info.len()).unwrap();
        for (field, number) in [(0, size), (4, u32::try_from(header).unwrap()), (8, 1)] {
            info[field..field + 4].copy_from_slice(&number.to_le_bytes());
        }
        info
    }
}

const CHROME: &str = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";

fn seen(made: &Made) -> (String, Vec<String>) {
    let Start { program, arguments } = parse(&made.bytes()).unwrap();
    (program, arguments)
}

#[test]
fn the_program_and_its_arguments_are_read() {
    let plain = CHROME.replace('\\', "/");
    let chrome = Made::new(CHROME, "--proxy-server=\"http=a:1;https=b:2\" --incognito");
    let arguments = ["--proxy-server=http=a:1;https=b:2", "--incognito"].map(str::to_owned).to_vec();
    assert_eq!(seen(&chrome), (plain.clone(), arguments.clone()));
    let narrow = Made { is_narrow: true, ..chrome.clone() };
    assert_eq!(seen(&narrow), (plain.clone(), arguments));
    let none = Made { arguments: None, ..chrome.clone() };
    assert_eq!(seen(&none), (plain, Vec::new()));
}

#[test]
fn the_program_may_stand_in_several_places() {
    let program = |made: Made| seen(&made).0;
    let in_japanese = Made::new("C:\\Users\\表示\\chrome.exe", "");
    assert_eq!(program(in_japanese.clone()), "C:/Users/表示/chrome.exe");
    assert_eq!(
        program(Made { wide_target: Some("C:\\💻\\chrome.exe".into()), ..in_japanese.clone() }),
        "C:/💻/chrome.exe"
    );
    assert_eq!(program(Made { suffix: "\\x.exe".into(), ..Made::new("C:\\a", "") }), "C:/a/x.exe");
    let relative = Made { relative: Some("..\\chrome.exe".into()), ..Made::default() };
    assert_eq!(program(relative.clone()), "../chrome.exe");
    let variables = Some("%ProgramFiles%\\chrome.exe".to_owned());
    assert_eq!(program(Made { variables, ..in_japanese }), "%ProgramFiles%/chrome.exe");
    let folder = Made { relative: None, ..relative };
    assert_eq!(program(folder), "", "no program at all");
}

#[test]
fn texts_in_the_machines_encoding_keep_their_quotation_marks() {
    // The second byte of the last character is that of a backslash.
    let made = Made { is_narrow: true, ..Made::new(CHROME, "\"--user-data-dir=C:\\表\" --incognito") };
    assert_eq!(seen(&made).1, ["--user-data-dir=C:\\表", "--incognito"]);
}

#[test]
fn what_is_no_shortcut_or_cut_short_is_told() {
    let whole = Made::new(CHROME, "--incognito").bytes();
    assert_eq!(parse(b""), None);
    assert_eq!(parse(&[0; 200]), None);
    let mut other = whole.clone();
    other[5] = 9;
    assert_eq!(parse(&other), None);
    // The blocks at the end are not needed.
    let texts_end = whole.len() - 16;
    for length in 0..texts_end {
        assert_eq!(parse(&whole[..length]), None, "{length}");
    }
    assert!(parse(&whole[..texts_end]).is_some());
}

#[test]
fn the_longest_texts_are_read() {
    let long = format!("--user-agent={}", "x".repeat(65000));
    assert_eq!(seen(&Made::new(CHROME, &long)).1, [long]);
}

#[test]
fn arguments_are_taken_apart_as_windows_does() {
    for (text, words) in [
        ("a b\tc", &["a", "b", "c"][..]),
        ("  a  ", &["a"]),
        (r#""a b" c"#, &["a b", "c"]),
        (r#"--x="a b"c"#, &["--x=a bc"]),
        (r#""a ""b"" c""#, &[r#"a "b" c"#]),
        (r#"a\"b"#, &[r#"a"b"#]),
        (r#""a\\" b"#, &[r"a\", "b"]),
        (r#"a\\\"b c"#, &[r#"a\"b"#, "c"]),
        (r"C:\a\\b c\", &[r"C:\a\\b", r"c\"]),
        (r#""open end"#, &["open end"]),
        (r#""" b"#, &["", "b"]),
        ("", &[]),
    ] {
        assert_eq!(split(text), words, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        at in 0_usize..2000,
        value in any::<u8>(),
        text in "\\PC*",
    ) {
        parse(&bytes);
        let made = Made {
            wide_target: Some("C:\\x.exe".into()),
            variables: Some("%x%".into()),
            ..Made::new(CHROME, "--incognito")
        };
        let mut changed = made.bytes();
        let at = at % changed.len();
        changed[at] = value;
        parse(&changed);
        split(&text);
    }

    #[test]
    fn what_is_quoted_comes_back(words in proptest::collection::vec("[a-z \\\\\"]{0,8}", 0..4)) {
        let quote = |word: &String| {
            let mut out = String::from("\"");
            let mut backslashes = 0;
            for c in word.chars() {
                if c == '\\' {
                    backslashes += 1;
                } else {
                    if c == '"' {
                        out.push_str(&"\\".repeat(backslashes + 1));
                    }
                    backslashes = 0;
                }
                out.push(c);
            }
            out + &"\\".repeat(backslashes) + "\""
        };
        let text = words.iter().map(quote).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(split(&text), words);
    }
}
