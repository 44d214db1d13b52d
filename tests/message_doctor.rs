//! Messages: a table of them, mail files in the encodings of Japan, and what holds for all.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};
use login_triage::message_doctor::{Diagnosis, MailVerdict, Weight, diagnose_bytes, read_link_file};
use login_triage::seller_url::Verdict;
use login_triage::ui::text;
use proptest::prelude::*;
use proptest::test_runner::Config;

fn ids(diagnosis: &Diagnosis) -> Vec<&'static str> {
    diagnosis.points.iter().map(|point| point.id).collect()
}

#[test]
fn every_message_of_the_table() {
    let table = include_str!("mail_cases.txt");
    let mut wrong = String::new();
    let mut count = 0;
    for case in table.split("\n@@ ").skip(1) {
        let (head, message) = case.split_once('\n').unwrap();
        let mut words = head.split_whitespace();
        let wanted = words.next().unwrap();
        let diagnosis = diagnose_bytes(message.as_bytes());
        let found = ids(&diagnosis);
        let point_is_right = |word: &str| match word.strip_prefix('!') {
            Some(absent) => !found.contains(&absent),
            None => found.contains(&word),
        };
        count += 1;
        if diagnosis.verdict.id() != wanted || !words.all(point_is_right) {
            let urls: Vec<_> =
                diagnosis.urls.iter().map(|url| (&url.text, url.judgement.verdict.id())).collect();
            let verdict = diagnosis.verdict.id();
            writeln!(wrong, "{head}\n  not {verdict} {found:?}\n  {urls:?}\n{message}").unwrap();
        }
        for point in &diagnosis.points {
            assert!(!text::mail::point(point).is_empty(), "{}", point.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 70, "{count}");
}

/// A mail file around a body in some encoding.
fn mail(charset: &str, encoding: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let mut file = format!(
        "Return-Path: <x@example.com>\r\nFrom: =?UTF-8?B?{}?= <info@example.com>\r\nTo: a@example.co.jp\r\n\
         Subject: =?UTF-8?B?{}?=\r\nMIME-Version: 1.0\r\nContent-Type: {kind}; charset={charset}\r\n\
         Content-Transfer-Encoding: {encoding}\r\n\r\n",
        STANDARD.encode("Amazon.co.jp"),
        STANDARD.encode("お知らせ"),
    )
    .into_bytes();
    file.extend_from_slice(body);
    file
}

const BODY: &str = "お客様のアカウントの確認コードを返信してください。 https://evil.example/login";

#[test]
fn mail_files_are_read_in_every_encoding_of_japan() {
    let quoted: String = BODY.bytes().fold(String::new(), |mut text, byte| {
        write!(text, "={byte:02X}").unwrap();
        text
    });
    let base64 = STANDARD.encode(BODY);
    let files = [
        mail("utf-8", "8bit", "text/plain", BODY.as_bytes()),
        mail("utf-8", "base64", "text/plain", base64.as_bytes()),
        mail("utf-8", "quoted-printable", "text/plain", quoted.as_bytes()),
        mail("ISO-2022-JP", "7bit", "text/plain", &ISO_2022_JP.encode(BODY).0),
        mail("Shift_JIS", "base64", "text/plain", STANDARD.encode(SHIFT_JIS.encode(BODY).0).as_bytes()),
        mail("euc-jp", "8bit", "text/plain", &EUC_JP.encode(BODY).0),
        mail("utf-8", "8bit", "text/html", format!("<p>{BODY}</p>").as_bytes()),
    ];
    for file in files {
        let diagnosis = diagnose_bytes(&file);
        assert_eq!(diagnosis.verdict, MailVerdict::FakeUrl);
        let found = ids(&diagnosis);
        assert!(found.contains(&"demand_code"), "{found:?} {}", String::from_utf8_lossy(&file));
        assert!(found.contains(&"display_name_differs"), "{found:?}");
        assert_eq!(diagnosis.urls.len(), 1, "{:?}", diagnosis.urls);
    }
    for text in [SHIFT_JIS.encode(BODY).0, EUC_JP.encode(BODY).0, ISO_2022_JP.encode(BODY).0] {
        assert!(ids(&diagnose_bytes(&text)).contains(&"demand_code"), "a pasted text in a file");
    }
}

#[test]
fn links_of_pages_and_names_of_files_are_told_and_files_are_not_read() {
    let file = "From: Amazon <a@amazon.co.jp>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
        --c\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhttps://www.amazon.co.jp/\r\n\
        --c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href=\"https://a.example/\">https://www.amazon.co.jp/</a>\r\n\
        --c--\r\n\
        --b\r\nContent-Type: text/html; name=\"invoice.html\"\r\nContent-Disposition: attachment; filename=\"invoice.html\"\r\n\r\n\
        <a href=\"https://inside.example/\">x</a>\r\n\
        --b--\r\n";
    let diagnosis = diagnose_bytes(file.as_bytes());
    assert_eq!(diagnosis.verdict, MailVerdict::FakeUrl);
    let urls: Vec<&str> = diagnosis.urls.iter().map(|url| url.text.as_str()).collect();
    assert_eq!(urls, ["https://www.amazon.co.jp/", "https://a.example/"]);
    let point = |id: &str| diagnosis.points.iter().find(|point| point.id == id).unwrap();
    assert_eq!(point("link_text_differs").about, ["www.amazon.co.jp", "a.example"]);
    assert_eq!(point("dangerous_file").about, ["invoice.html"]);
    assert!(point("sender_listed").weight == Weight::Hint);
}

#[test]
fn a_mail_that_was_forwarded_as_a_file_is_read_too() {
    let file = "From: b@example.co.jp\r\nSubject: FW\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nどう思いますか\r\n\
        --b\r\nContent-Type: message/rfc822\r\n\r\n\
        From: Amazon <a@amazon.co.jp>\r\nSubject: Amazon\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        https://amaz0n.example/\r\n--b--\r\n";
    let diagnosis = diagnose_bytes(file.as_bytes());
    assert_eq!(diagnosis.verdict, MailVerdict::FakeUrl, "{diagnosis:?}");
}

#[test]
fn files_of_one_link_are_read() {
    let url = "https://sellercentral.amazon.co.jp/";
    let file = format!("[InternetShortcut]\r\nURL={url}\r\n");
    assert_eq!(read_link_file(file.as_bytes()).as_deref(), Some(url));
}

/// The fastest of some rounds.
fn time(text: &str) -> Duration {
    let once = || {
        let begin = Instant::now();
        diagnose_bytes(text.as_bytes());
        begin.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn long_messages_take_their_length() {
    let pieces = [
        "Amazonのアカウントを確認してください、24時間以内に。https://a.example/x?u=1 ",
        "<a href=\"",
        "<a <",
        "パスワード、",
        "a.b/?=&",
        "https://amazon.co.jp「",
        "From: x\r\nMIME-Version: 1\r\n",
        "「（[<",
        "<style>",
        "www.",
        "0120-",
        "\u{200b}",
    ];
    for piece in pieces {
        let text = |bytes: usize| piece.repeat(bytes / piece.len());
        let (short, long) = (time(&text(15_000)), time(&text(60_000)));
        // Four times as long, and quadratic would be sixteen times; small times are all noise.
        let limit = short * 10 + Duration::from_millis(60);
        assert!(long < limit, "{piece:?}: {short:?}, {long:?}");
    }
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(400) })]

    #[test]
    fn whatever_it_is_it_is_judged_alike_and_never_called_safe(
        any in proptest::collection::vec(any::<u8>(), 0..300),
        like in "(Amazon|パスワード|を|返信|して|ください|。|\\n|https://|amazon\\.co\\.jp|/|evil\\.example|<a href=|\"|>|From: |@|24時間以内| ){0,30}",
    ) {
        for bytes in [any.as_slice(), like.as_bytes()] {
            let diagnosis = diagnose_bytes(bytes);
            prop_assert_eq!(&diagnosis, &diagnose_bytes(bytes));
            let said = diagnosis.points.iter().map(text::mail::point);
            let said: String = said.chain([text::mail::verdict(diagnosis.verdict).to_owned()]).collect();
            prop_assert!(!said.contains("安全です") && !said.contains("本物です") && !said.contains("問題ありません"));
            if diagnosis.verdict == MailVerdict::Unverified {
                prop_assert!(ids(&diagnosis).contains(&"proves_nothing"));
            }
        }
    }

    #[test]
    fn a_foreign_link_in_amazons_name_is_always_told(
        host in "[a-z]{3,9}\\.(example|top|info|co\\.jp)",
        before in "[ぁ-ん。「」a-z \\n]{0,20}",
        after in "[ぁ-ん。「」 \\n]{0,20}",
    ) {
        prop_assume!(!host.starts_with("amazon."));
        let text = format!("Amazon {before} https://{host}/x {after}");
        let diagnosis = diagnose_bytes(text.as_bytes());
        prop_assert!(diagnosis.urls.iter().any(|url| url.judgement.verdict == Verdict::NotAmazon));
        prop_assert_eq!(diagnosis.verdict, MailVerdict::FakeUrl);
    }
}
