//! Every wording of every message is recognised, however it was copied.

use super::{Answers, MODEL, evidence};

/// The messages found in a text.
fn found(text: &str) -> Vec<String> {
    let answers = Answers { message: Some(text.to_owned()), ..Answers::default() };
    evidence(&answers).matches().iter().map(|found| found.id.clone()).collect()
}

fn wordings() -> impl Iterator<Item = (&'static str, &'static str)> {
    MODEL.knowledge().messages.iter().flat_map(|m| m.texts.iter().map(|text| (m.id.as_str(), text.as_str())))
}

fn each(change: impl Fn(&str) -> String) {
    for (id, text) in wordings() {
        let changed = change(text);
        assert_eq!(found(&changed), [id], "{changed}");
    }
}

/// ASCII in full width.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap(),
            ' ' => '\u{3000}',
            c => c,
        })
        .collect()
}

/// Katakana in half width, the voiced ones as two characters.
fn half_width_kana(text: &str) -> String {
    const FULL: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー";
    const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ";
    const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
    const UNVOICED: &str = "カキクケコサシスセソタチツテトハヒフヘホ";
    const HALF_VOICED: &str = "パピプペポ";
    const UNHALF_VOICED: &str = "ハヒフヘホ";
    let at = |from: &str, to: &str, c: char| {
        from.chars().position(|x| x == c).and_then(|place| to.chars().nth(place))
    };
    text.chars()
        .flat_map(|c| {
            let (plain, mark) = if let Some(plain) = at(VOICED, UNVOICED, c) {
                (plain, Some('ﾞ'))
            } else if let Some(plain) = at(HALF_VOICED, UNHALF_VOICED, c) {
                (plain, Some('ﾟ'))
            } else {
                (c, None)
            };
            std::iter::once(at(FULL, HALF, plain).unwrap_or(plain)).chain(mark)
        })
        .collect()
}

fn between(text: &str, put: &str) -> String {
    text.chars().map(String::from).collect::<Vec<_>>().join(put)
}

#[test]
fn as_it_is() {
    each(str::to_owned);
}

#[test]
fn in_full_and_half_width() {
    assert_eq!(half_width_kana("パスワードがギ"), "ﾊﾟｽﾜｰﾄﾞがｷﾞ");
    each(full_width);
    each(half_width_kana);
}

#[test]
fn with_spaces_lines_and_punctuation() {
    each(|text| between(text, " "));
    each(|text| between(text, "\r\n\t"));
    each(|text| format!("「{}。」", between(text, "、")));
    each(|text| format!("⚠ {text}！！"));
}

#[test]
fn in_any_case() {
    each(str::to_uppercase);
    each(str::to_lowercase);
}

#[test]
fn within_a_longer_text() {
    each(|text| {
        format!(
            "けさ9時ごろ、ログインを押すと画面に {text} と出ました。昨日までは使えていたので困っています。"
        )
    });
    each(|text| format!("Hello, since this morning the screen says: {text} (browser: Edge 130). Regards"));
}

#[test]
fn with_its_english_half() {
    for message in &MODEL.knowledge().messages {
        let whole = message.texts.join(" / ");
        assert_eq!(found(&whole), [message.id.as_str()], "{whole}");
    }
}

#[test]
fn with_one_character_wrong_missing_or_too_many() {
    for (id, text) in wordings() {
        let letters: Vec<char> = crate::triage::fold(text);
        // Half of what a near match may differ in, and what is short must be exact.
        if letters.len() < 12 {
            continue;
        }
        let middle = letters.len() / 2;
        let (head, tail): (String, String) =
            (letters[..middle].iter().collect(), letters[middle + 1..].iter().collect());
        for changed in [format!("{head}{tail}"), format!("{head}々{tail}"), format!("{head}々々{tail}")] {
            assert!(
                found(&changed).contains(&id.to_owned()),
                "{id} {text}: {changed} is {:?}",
                found(&changed)
            );
        }
    }
}

#[test]
fn several_messages_are_all_found_also_when_one_holds_the_other() {
    let text = "メールアドレスまたはパスワードが正しくありません。その後、パスワードが正しくありません。";
    assert_eq!(found(text), ["M02", "M03"]);
    assert_eq!(found("内部エラー。コードが届きませんか？"), ["M08", "M24"]);
}

#[test]
fn everyday_sentences_are_no_messages() {
    for text in [
        "",
        "   ",
        "ログインできません",
        "パスワードを忘れました",
        "画面が真っ白です",
        "コードを待っています",
        "新しいスマホに替えました。アカウントは一つです。",
        "Amazonからメールが届きました",
    ] {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn a_message_answers_what_it_shows_unless_the_operator_says_otherwise() {
    use super::{answers, bits, posterior};
    let message = Some("コードが届きませんか？".to_owned());
    let shown = Answers { message: message.clone(), ..answers(&[("code_screen", "shown")]) };
    let alone = Answers { message: message.clone(), ..Answers::default() };
    let denied = Answers { message, ..answers(&[("code_screen", "not_shown")]) };
    assert_eq!(bits(&posterior(&alone)), bits(&posterior(&shown)));
    assert_ne!(bits(&posterior(&alone)), bits(&posterior(&denied)));
}
