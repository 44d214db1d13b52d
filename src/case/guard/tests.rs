use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;

/// The secrets of a text: kind and text.
fn secrets(text: &str) -> Vec<(Kind, &str)> {
    find(text).iter().map(|secret| (secret.kind, secret.of(text))).collect()
}

#[test]
fn a_value_may_stand_on_the_line_below_its_word() {
    assert_eq!(secrets("ID\nshop01\nパスワード：\nSakura-24\nメモ"), [(Kind::Password, "Sakura-24")]);
    assert_eq!(secrets("パスワードは\r\nSakura-24\r\n"), [(Kind::Password, "Sakura-24")]);
    assert_eq!(secrets("確認コード\n482913"), [(Kind::Otp, "482913")]);
    assert_eq!(secrets("口座番号\n1234567"), [(Kind::Bank, "1234567")]);
    // More than the value stands there: no form, but a sentence.
    assert_eq!(secrets("パスワード\nSakura-24 という名前の店"), []);
    assert_eq!(secrets("件名\n482913"), []);
}

#[test]
fn a_private_key_is_found_with_all_its_lines() {
    let text =
        "前\n-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\nexample\n-----END PRIVATE KEY-----\n後";
    let found = secrets(text);
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|(kind, _)| *kind == Kind::ApiKey));
    assert!(!blank(text).contains("example"));
    assert!(blank(text).starts_with("前\n") && blank(text).ends_with("\n後"));
}

#[test]
fn blanking_keeps_everything_else() {
    assert_eq!(blank("パスワード：Sakura-24 です"), "パスワード：■■■■■■■■■ です");
    assert_eq!(blank("確認コードは４８２９１３\r\n次"), "確認コードは■■■■■■\r\n次");
    let kept =
        blank_but("PW: abc123 確認コード 482913", &|kind, text| kind == Kind::Otp && text == "482913");
    assert_eq!(kept, "PW: ■■■■■■ 確認コード 482913");
}

#[test]
fn an_excerpt_shows_no_secret() {
    let text = "一行目\n会社で使っているパスワード：Sakura-24 と確認コード 482913 です";
    let found = find(text);
    // The first one's surroundings end within the second, which is blank, too.
    assert_eq!(
        excerpts(text, &found),
        ["っているパスワード：■■■■ と確認コード ■■", "■■ と確認コード ■■■■ です"]
    );
}

#[test]
fn every_kind_has_a_name_of_its_own() {
    let names: std::collections::HashSet<&str> = Kind::ALL.into_iter().map(Kind::name).collect();
    assert_eq!(names.len(), Kind::ALL.len());
}

/// Texts made of what the guard goes by.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("パスワード".to_owned()),
        Just("ﾊﾟｽﾜｰﾄﾞ".to_owned()),
        Just("PW".to_owned()),
        Just("確認コード".to_owned()),
        Just("ハ\u{309a}スワート\u{3099}".to_owned()),
        Just("口座番号".to_owned()),
        Just("session-token=".to_owned()),
        Just("Cookie: ".to_owned()),
        Just("セットアップキー".to_owned()),
        Just("バックアップコード ".to_owned()),
        Just("-----BEGIN PRIVATE KEY-----".to_owned()),
        Just("4111 1111 1111 1111".to_owned()),
        Just("1234 5678 9018".to_owned()),
        Just("\n".to_owned()),
        "[：:=はがを「」()\u{3000} \u{200b}/→]",
        "[0-9]{1,8}",
        "[０-９]{4,6}",
        "[A-Za-z0-9!@#._+/|-]{1,20}",
        "[A-Z2-7]{16}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn config() -> Config {
    Config { cases: 512, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_found_lies_in_the_text_and_apart(text in texts()) {
        let mut end = 0;
        for secret in find(&text) {
            prop_assert!(secret.range.start >= end && secret.range.start < secret.range.end);
            prop_assert!(text.get(secret.range.clone()).is_some(), "on the edges of characters");
            end = secret.range.end;
        }
        let secrets = find(&text);
        let excerpts = excerpts(&text, &secrets);
        prop_assert_eq!(excerpts.len(), secrets.len());
        for excerpt in excerpts {
            prop_assert!(excerpt.contains(BLANK) && !excerpt.contains('\n'));
        }
    }

    #[test]
    fn blanking_leaves_nothing_and_blanking_again_changes_nothing(text in texts()) {
        let once = blank(&text);
        prop_assert_eq!(find(&once), []);
        prop_assert_eq!(&blank(&once), &once);
        prop_assert_eq!(once.chars().count(), text.chars().count());
        let same = once.chars().zip(text.chars()).all(|(now, before)| now == before || now == BLANK);
        prop_assert!(same, "nothing else changes");
    }

    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,200}", lines in prop::collection::vec("[ -~]{0,40}", 0..6)) {
        find(&text);
        blank(&lines.join("\n"));
    }
}
