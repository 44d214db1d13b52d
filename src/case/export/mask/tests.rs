//! What people outside do not see.

use jiff::Timestamp;

use crate::case::export::Audience;
use crate::case::{Case, EntryKind, FindingSnapshot};

use super::{Mask, letters, names, shapes};

fn case() -> Case {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.person = "山田 太郎".to_owned();
    case.affected = "受注担当 鈴木（出荷チーム）、佐藤部長".to_owned();
    case.memo = "山田さんと鈴木に電話。前任者髙﨑さんは退職。林さんのPC。ヤマモト様より。".to_owned();
    case
}

fn outside(case: &Case) -> Mask {
    Mask::of(Audience::Outside, std::iter::once(case))
}

fn masked(text: &str) -> String {
    outside(&Case::new(Timestamp::UNIX_EPOCH, "abc")).text(text)
}

#[test]
fn every_pattern_compiles() {
    assert!(shapes::patterns_compile() && names::patterns_compile());
}

#[test]
fn letters_go_on_behind_z() {
    assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
}

#[test]
fn a_person_has_the_same_letter_everywhere() {
    let case = case();
    let mask = outside(&case);
    assert_eq!(mask.persons(&case.person), "担当者A");
    assert_eq!(mask.persons(&case.affected), "受注担当 担当者B（出荷チーム）、担当者C部長");
    assert_eq!(
        mask.text(&case.memo),
        "担当者Aさんと担当者Bに電話。前任者担当者Eさんは退職。担当者DさんのPC。担当者F様より。"
    );
    assert_eq!(mask.text("太郎、山田太郎、山田　太郎"), "担当者A、担当者A、担当者A");
}

#[test]
fn positions_numbers_and_common_words_are_no_names() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.person = "情シス".to_owned();
    case.affected = "受注担当 1名、全員、管理者、EC運用チーム".to_owned();
    case.memo =
        "お客様と業者さんと皆さん。新しい仕様。模様を見る。担当者様。同様に。氏名。画面の様子。".to_owned();
    let mask = outside(&case);
    assert_eq!(mask.persons(&case.person), case.person);
    assert!(mask.persons(&case.affected).starts_with("受注担当 1名、全員、管理者、"));
    assert_eq!(mask.text(&case.memo), case.memo);
}

#[test]
fn a_name_of_one_character_is_masked_where_it_is_a_name() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.person = "林".to_owned();
    let mask = outside(&case);
    assert_eq!(mask.persons("林"), "担当者A");
    assert_eq!(mask.text("林さんは森林公園にいます"), "担当者Aさんは森林公園にいます");
}

#[test]
fn latin_names_are_whole_words() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.person = "Ken Ito".to_owned();
    let mask = outside(&case);
    assert_eq!(mask.text("KenとITO、token、Kentucky、ken ito"), "担当者Aと担当者A、token、Kentucky、担当者A");
}

#[test]
fn whoever_wrote_a_line_is_known() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, "高橋が管理者に連絡");
    case.timeline[0].by = "高橋".to_owned();
    assert_eq!(outside(&case).text("高橋が管理者に連絡"), "担当者Aが管理者に連絡");
}

#[test]
fn mail_and_phone() {
    for (text, shown) in [
        ("連絡はyamada.taro+x@example.co.jpへ", "連絡はya***@example.co.jpへ"),
        ("ya***@example.co.jp", "ya***@example.co.jp"),
        ("abc＠example.jp。", "***@example.jp。"),
        ("a@localhost", "（メールアドレス）"),
        ("090-1234-5678", "（電話 末尾78）"),
        ("電話:０３（１２３４）５６７８まで", "電話:（電話 末尾78）まで"),
        ("09012345678", "（電話 末尾78）"),
        ("0120-123-456 と 03 1234 5678", "（電話 末尾56） と （電話 末尾78）"),
        ("+81 90-1234-5678", "（電話 末尾78）"),
        ("+81312345678", "（電話 末尾78）"),
    ] {
        assert_eq!(masked(text), shown, "{text}");
    }
}

#[test]
fn ids_that_a_helper_needs_stay() {
    for text in [
        "250-1234567-1234567",
        "503-0123456-0901234",
        "ASIN B0ABCDEF12",
        "JAN 4901234567894",
        "ケースID 12345678901",
        "出品者ID A1EXAMPLE2ID3",
        "電話の末尾12",
        "エラー 500、11/21 8:55:12、2026-11-21 08:55",
        "Chrome 142.0.7444.60",
        "https://sellercentral.amazon.co.jp/",
        "HKLM\\Software\\Policies\\Google\\Chrome",
        "127.0.0.1:8080",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn addresses_and_places() {
    for (text, shown) in [
        ("192.168.1.20 と 10.0.0.0/8、fe80::1%eth0", "（IPアドレス） と （IPアドレス）、（IPアドレス）"),
        ("2001:db8::12:34、8:55:12", "（IPアドレス）、8:55:12"),
        ("00:1A:2b:3c:4d:5e", "（機器の番号）"),
        (
            "場所：C:\\Users\\taro\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Preferences",
            "場所：（PCの中の場所）",
        ),
        ("場所：C:\\Users\\yamada taro", "場所：（PCの中の場所）"),
        ("C:\\業務\\台帳 も直す", "（PCの中の場所） も直す"),
        ("\\\\SV-01\\共有\\台帳.xlsx を開く", "（PCの中の場所） を開く"),
        ("/home/taro/.mozilla/firefox、/Users/hanako/Library", "（PCの中の場所）、（PCの中の場所）"),
        ("HKEY_USERS\\S-1-5-21-1-2-3-1001\\Software", "HKEY_USERS\\（利用者の番号）\\Software"),
        ("DESKTOP-AB12CD3 で", "（PC名） で"),
        (
            "https://sellercentral.amazon.co.jp/home?token=abc を開いた",
            "https://sellercentral.amazon.co.jp/… を開いた",
        ),
        ("http://intra/login、https://user:pw@example.com/x", "（PCの中の場所）、https://example.com/…"),
    ] {
        assert_eq!(masked(text), shown, "{text}");
    }
}

#[test]
fn what_the_machine_shows_names_neither_account_nor_profile_nor_server() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.findings.push(FindingSnapshot {
        subject: "Google Chrome / 花子の店".to_owned(),
        summary: "Google Chrome（花子の店）は、会社のプロキシを通ります".to_owned(),
        evidence: vec![
            "ProxyServer = proxy.example.co.jp:8080、会社の管理、場所：C:\\Users\\hanako\\AppData".to_owned(),
            "network.proxy.type = 1、場所：/home/hanako/prefs.js".to_owned(),
            "PROXY01:3128、sellercentral.amazon.co.jp、time.windows.com".to_owned(),
        ],
        ..FindingSnapshot::default()
    });
    case.memo = "hanakoのPC".to_owned();
    let mask = outside(&case);
    let finding = &case.findings[0];
    assert_eq!(mask.machine(&finding.subject), "Google Chrome / プロファイルA");
    assert_eq!(mask.machine(&finding.summary), "Google Chrome（プロファイルA）は、会社のプロキシを通ります");
    let evidence: Vec<String> = finding.evidence.iter().map(|text| mask.machine(text)).collect();
    assert_eq!(
        evidence,
        [
            "ProxyServer = （サーバー名）、会社の管理、場所：（PCの中の場所）",
            "network.proxy.type = 1、場所：（PCの中の場所）",
            "（サーバー名）、sellercentral.amazon.co.jp、time.windows.com",
        ]
    );
    assert_eq!(mask.text(&case.memo), "利用者AのPC");
}

#[test]
fn inside_nothing_is_masked() {
    let case = case();
    let mask = Mask::of(Audience::Inside, std::iter::once(&case));
    for text in [&case.memo, "yamada@example.co.jp 192.168.1.1"] {
        assert_eq!(mask.text(text), *text);
    }
    assert_eq!(mask.persons(&case.person), case.person);
}

#[test]
fn a_list_of_thousands_of_persons_is_masked_too() {
    let named = |number: usize| {
        let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
        case.person = format!("名前{number}の人");
        case
    };
    let cases: Vec<Case> = (0..3_000).map(named).collect();
    let mask = Mask::of(Audience::Outside, cases.iter());
    for case in [&cases[0], &cases[2_999]] {
        assert!(!mask.text(&format!("{}に電話", case.person)).contains("名前"));
    }
}
