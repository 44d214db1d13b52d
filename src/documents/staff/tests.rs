use proptest::prelude::*;

use super::*;

const URL: &str = "https://sellercentral.amazon.co.jp/";
const DOOR: Door<'static> = Door { label: "日本のセラーセントラル", url: URL };

fn made(company: &str, contact: &str) -> String {
    sheet(&Sheet { company, contact, door: DOOR, date: jiff::civil::date(2026, 11, 21) }).unwrap()
}

#[test]
fn shortcuts_are_what_each_system_reads() {
    assert_eq!(url_shortcut(URL), format!("[InternetShortcut]\r\nURL={URL}\r\n"));
    let file = webloc("https://a.example/?a=1&b=2");
    let list = plist::Value::from_reader(std::io::Cursor::new(file)).unwrap();
    let url = list.as_dictionary().and_then(|list| list.get("URL")?.as_string());
    assert_eq!(url, Some("https://a.example/?a=1&b=2"));
    let entry = desktop_entry(&DOOR);
    assert!(entry.starts_with("[Desktop Entry]\n") && entry.contains(&format!("\nURL={URL}\n")), "{entry}");
    assert!(entry.contains("\nType=Link\n") && entry.contains("\nName=日本のセラーセントラル\n"), "{entry}");
}

#[test]
fn bookmarks_have_the_door_first_and_once() {
    let pages = [
        Bookmark { label: "門", url: URL },
        Bookmark { label: "A & B", url: "https://www.amazon.co.jp/?a=1&b=\"2\"" },
    ];
    let text = bookmarks("見本<商店>", &DOOR, &pages);
    assert!(text.starts_with("<!DOCTYPE NETSCAPE-Bookmark-file-1>"));
    assert_eq!(text.matches(URL).count(), 1);
    assert!(text.contains("見本&lt;商店&gt;"), "{text}");
    assert!(
        text.contains("HREF=\"https://www.amazon.co.jp/?a=1&amp;b=&quot;2&quot;\">A &amp; B</A>"),
        "{text}"
    );
    assert_eq!(text.matches("<DL>").count(), text.matches("</DL>").count());
}

#[test]
fn the_sheet_is_whole_and_needs_nothing_else() {
    let text = made("株式会社見本", "情シス 内線 123\n携帯は総務へ");
    for part in [
        "株式会社見本",
        URL,
        "日本のセラーセントラル",
        "情シス 内線 123<br>携帯は総務へ",
        "2026年11月21日",
        "<svg",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("{{") && !text.contains("<?xml"));
    for outside in ["src=", "href=", "url(", "@import", "<script", "<link"] {
        assert!(!text.contains(outside), "{outside}");
    }
}

/// The code is read back from the picture: each dark module is a square of its path.
#[test]
fn the_code_is_that_of_the_url() {
    let text = made("", "");
    let code = qrcode::QrCode::with_error_correction_level(URL, qrcode::EcLevel::M).unwrap();
    let dark = code.to_colors().iter().filter(|color| **color == qrcode::Color::Dark).count();
    let picture = text.split("<svg").nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap();
    assert_eq!(picture.matches('M').count(), dark);
    assert!(text.contains("社内の管理者に連絡してください"));
}

#[test]
fn an_address_too_long_for_a_code_makes_no_sheet() {
    let url = format!("{URL}{}", "a".repeat(3_000));
    let door = Door { label: "d", url: &url };
    assert_eq!(sheet(&Sheet { company: "", contact: "", door, date: jiff::civil::date(2026, 1, 1) }), None);
}

proptest! {
    #[test]
    fn whatever_is_typed_stays_text(company in "\\PC{0,20}|<script>|\\{\\{url\\}\\}", contact in "(\\PC|\n){0,20}|<b>") {
        let (plain, text) = (made("", "x"), made(&company, &contact));
        prop_assert_eq!(text.matches("<script").count(), 0);
        prop_assert_eq!(text.matches(URL).count(), plain.matches(URL).count());
        let tags = |text: &str| text.replace("<br>", "").matches('<').count();
        prop_assert_eq!(tags(&text), tags(&plain));
    }
}
