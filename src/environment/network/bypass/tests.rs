use super::*;
use proptest::prelude::*;

const SELLER: &str = "sellercentral.amazon.co.jp";

/// The columns of the tables.
const READERS: [Reader; 10] = [
    Reader::Chromium,
    Reader::ChromiumVariables,
    Reader::WinInet,
    Reader::CfNetwork,
    Reader::Glib,
    Reader::Firefox,
    Reader::FirefoxWindows,
    Reader::FirefoxMacos,
    Reader::FirefoxGnome,
    Reader::FirefoxVariables,
];

/// Those that differ from a column in how they split a list only.
const LIKE: [(Reader, Reader); 3] = [
    (Reader::ChromiumWindows, Reader::Chromium),
    (Reader::ChromiumArray, Reader::Chromium),
    (Reader::ChromiumKde, Reader::ChromiumVariables),
];

fn except(entries: &[&str]) -> BypassList {
    let entries = entries.iter().map(|entry| (*entry).to_owned()).collect();
    BypassList { entries, meaning: BypassMeaning::Except }
}

fn only(entries: &[&str]) -> BypassList {
    BypassList { meaning: BypassMeaning::Only, ..except(entries) }
}

fn letter(trap: BypassTrap) -> char {
    match trap {
        BypassTrap::ThatNameOnly => 'n',
        BypassTrap::SpoilsList => 's',
        BypassTrap::OpensAll => 'a',
        BypassTrap::PortKillsIt => 'p',
        BypassTrap::FormUnknown => 'f',
        BypassTrap::OtherPages => 'o',
        BypassTrap::AddressesOnly => 'i',
    }
}

/// `D` for directly, `P` for through the proxy, then the traps.
fn cell(list: &BypassList, host: &str, reader: Reader) -> String {
    let verdict = judge(list, host, reader);
    let road = if verdict.bypassed { "D" } else { "P" };
    road.chars().chain(verdict.notes.iter().map(|note| letter(note.trap))).collect()
}

fn row(list: &BypassList, host: &str) -> String {
    for (reader, like) in LIKE {
        assert_eq!(cell(list, host, reader), cell(list, host, like), "{list:?} {host} {reader:?}");
    }
    READERS.map(|reader| cell(list, host, reader)).join(" ")
}

/// Compares a table: an entry, `|`, a cell for each of [`READERS`]. `#` begins a remark, `(empty)` is an empty entry.
#[track_caller]
fn compare(host: &str, table: &str) {
    let rows = || table.lines().skip(2).filter(|line| !line.starts_with('#'));
    let shown = |entry: &str, cells: &str| {
        let cells: Vec<&str> = cells.split_whitespace().collect();
        format!("{} | {}", entry.trim(), cells.join(" "))
    };
    let expected: Vec<String> =
        rows().filter_map(|row| row.split_once('|')).map(|(entry, cells)| shown(entry, cells)).collect();
    let found = rows().filter_map(|row| row.split_once('|')).map(|(entry, _)| {
        let list = if entry.trim() == "(empty)" { except(&[""]) } else { except(&[entry.trim()]) };
        shown(entry, &row(&list, host))
    });
    assert_eq!(found.collect::<Vec<_>>(), expected, "{host}");
}

#[test]
fn each_reader_reads_an_entry_its_own_way() {
    compare(
        SELLER,
        "
                                    | Chr Ch+ Win CFN GLi Fx  FxW FxM FxG FxV
sellercentral.amazon.co.jp          | D   D   D   D   D   D   D   D   D   D
amazon.co.jp                        | Pn  D   Pn  Pn  D   D   Pn  Pn  Pn  D
.amazon.co.jp                       | D   D   Ps  D   D   D   Pf  Pf  Pf  D
*.amazon.co.jp                      | D   D   D   D   D   D   D   D   D   Pf
*amazon.co.jp                       | D   D   D   Pf  Pf  D   D   D   D   Pf
*amazon*                            | D   D   D   Pf  Pf  Pf  D   D   Pf  Pf
*                                   | D   D   D   Pf  Pf  Pf  D   D   D   D
*.jp                                | D   D   D   D   D   D   D   D   D   Pf
sellercentral.*                     | D   D   D   D   Pf  Pf  D   D   Pf  Pf
sellercentral.*.co.jp               | D   D   D   Pf  Pf  Pf  D   D   Pf  Pf
seller*.amazon.co.jp                | D   D   D   Pf  Pf  Pf  D   D   Pf  Pf
amazon.*                            | Pf  D   Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf
*.*.amazon.co.jp                    | Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf
*.                                  | P   P   P   P   P   P   P   P   P   P
# One character is known to Chromium alone, and to no author of a list.
?ellercentral.amazon.co.jp          | D   D   P   P   P   P   P   P   P   P
# Names that only end alike.
central.amazon.co.jp                | P   D   P   P   P   P   P   P   P   D
www.amazon.co.jp                    | P   P   P   P   P   P   P   P   P   P
amazon.com                          | P   P   P   P   P   P   P   P   P   P
co.jp                               | P   D   P   P   D   D   P   P   P   D
# Ports.
sellercentral.amazon.co.jp:443      | D   D   D   Pp  Pp  D   Pp  Pp  Pp  D
sellercentral.amazon.co.jp:80       | Po  Po  Po  Po  Po  Po  Po  Po  Po  Po
sellercentral.amazon.co.jp:x        | Pf  Pf  Pf  Pf  Pf  D   Pf  Pf  Pf  Pf
*.amazon.co.jp:443                  | D   D   D   Pp  Pp  D   Pp  Pp  Pp  Pf
amazon.co.jp:443                    | Pn  D   Pn  Pp  Pp  D   Pp  Pp  Pp  D
# Schemes and paths.
https://sellercentral.amazon.co.jp  | D   D   Da  Pf  Pf  Pf  Pf  Pf  Pf  Pf
https://amazon.co.jp                | Pn  D   Da  Pf  Pf  Pf  Pf  Pf  Pf  Pf
https://*.amazon.co.jp              | D   D   Da  Pf  Pf  Pf  Pf  Pf  Pf  Pf
http://*.amazon.co.jp               | Po  Po  Da  Pf  Pf  Pf  Pf  Pf  Pf  Pf
://amazon.co.jp                     | Pf  Pf  Da  Pf  Pf  Pf  Pf  Pf  Pf  Pf
https://sellercentral.amazon.co.jp/ | Pf  Pf  Da  Pf  Pf  D   Pf  Pf  Pf  Pf
amazon.co.jp/                       | Pf  Pf  Da  Pf  Pf  D   Pf  Pf  Pf  Pf
# Capital letters, dots at the end, the wide letters of Japanese keyboards.
SellerCentral.Amazon.co.JP          | D   D   D   D   D   D   Pf  Pf  D   D
*.Amazon.co.jp                      | D   D   D   D   D   D   Pf  Pf  D   Pf
sellercentral.amazon.co.jp.         | Pf  Pf  Pf  D   Pf  Pf  Pf  Pf  Pf  Pf
ａｍａｚｏｎ.co.jp                  | Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf
＊.amazon.co.jp                     | Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf  Pf
日本.example                        | P   P   P   P   P   P   P   P   P   P
# What names nothing of Amazon's.
<local>                             | P   P   P   P   P   P   P   P   P   P
<-loopback>                         | P   P   P   P   P   P   P   P   P   P
10.0.0.0/8                          | P   P   D   P   P   P   P   P   P   P
10.1.2.3                            | P   P   P   P   P   P   P   P   P   P
fe80::/10                           | P   P   D   P   P   P   P   P   P   P
(empty)                             | P   P   P   P   P   P   P   P   P   D
:443                                | P   P   P   P   P   P   P   P   P   D
.                                   | P   P   P   P   P   P   P   P   P   P
",
    );
}

#[test]
fn addresses_stand_for_addresses() {
    compare(
        "10.1.2.3",
        "
                                    | Chr Ch+ Win CFN GLi Fx  FxW FxM FxG FxV
10.1.2.3                            | D   D   D   D   D   D   D   D   D   D
10.1.2.3:443                        | D   D   D   P   P   D   P   P   P   D
10.0.0.0/8                          | D   D   D   D   D   D   D   D   D   P
10.1/16                             | P   P   D   D   P   P   D   D   P   P
10.*                                | D   D   D   D   P   P   D   D   P   P
10.1.2.0/33                         | P   P   D   P   P   P   P   P   P   P
10.1.2.3/8                          | D   D   D   D   P   D   D   D   D   P
0.0.0.0/0                           | D   D   D   D   D   P   D   D   D   P
012.1.2.3                           | D   D   P   P   P   P   P   P   P   P
::/1                                | D   D   D   P   P   P   P   P   D   P
::ffff:10.1.2.3/128                 | D   D   D   P   P   P   P   P   D   P
amazon.co.jp                        | P   P   P   P   P   P   P   P   P   P
",
    );
    compare(
        "2001:db8::5",
        "
                                    | Chr Ch+ Win CFN GLi Fx  FxW FxM FxG FxV
[2001:db8::5]                       | D   D   D   D   P   D   P   P   P   P
2001:db8::5                         | P   P   D   D   D   P   D   D   D   P
[2001:db8::5]:443                   | D   D   D   P   P   D   P   P   P   P
2001:db8::/32                       | D   D   D   D   D   P   D   D   D   P
[2001:db8::]/32                     | P   P   D   P   P   D   P   P   P   P
2001:db8::6                         | P   P   P   P   P   P   P   P   P   P
",
    );
}

#[test]
fn hosts_of_this_machine_need_no_entry() {
    for (host, expected) in [
        ("localhost", "       D D D P P D D D D D"),
        ("app.localhost", "   D D P P P D D D D D"),
        ("127.0.0.1", "       D D D P P D D D D D"),
        ("127.0.0.2", "       D D P P P D D D D D"),
        ("[::1]", "           D D D P P D D D D D"),
        ("169.254.1.1", "     D D D P P P P P P P"),
        ("fe80::1", "         D D D P P P P P P P"),
        ("::ffff:127.0.0.1", "D D P P P P P P P P"),
        ("intranet", "        P P P P P P P P P P"),
        (SELLER, "            P P P P P P P P P P"),
    ] {
        let found = row(&except(&[]), host);
        assert_eq!(
            found.split_whitespace().collect::<Vec<_>>(),
            expected.split_whitespace().collect::<Vec<_>>(),
            "{host}"
        );
    }
    // Windows has one more, which Chromium knows there; macOS has its own as soon as the list has any entry.
    assert_eq!(cell(&except(&[]), "loopback", Reader::ChromiumWindows), "D");
    assert_eq!(cell(&except(&[]), "loopback", Reader::WinInet), "D");
    assert_eq!(cell(&except(&[]), "loopback", Reader::Chromium), "P");
    assert_eq!(cell(&except(&["x"]), "localhost", Reader::CfNetwork), "D");
}

#[test]
fn words_in_angle_brackets_stand_for_simple_names() {
    let at = |list: &[&str], host| READERS.map(|reader| cell(&except(list), host, reader)).join(" ");
    assert_eq!(at(&["<local>"], "intranet"), "D D D P P D D P P P");
    assert_eq!(at(&["<LOCAL>"], "intranet"), "D D D P P D P P P P");
    assert_eq!(at(&["<local>"], "::5"), "P P P P P P P P P P");
    // What is taken back is taken back from what stands before it.
    assert_eq!(at(&["<-loopback>"], "localhost"), "P P P D P D D D D D");
    assert_eq!(at(&["<-loopback>", "localhost"], "localhost"), "D D D D D D D D D D");
    assert_eq!(at(&["localhost", "<-loopback>"], "localhost"), "P P P D D D D D D D");
}

#[test]
fn an_entry_spoils_its_whole_list_for_some() {
    let at = |list: &[&str]| READERS.map(|reader| cell(&except(list), SELLER, reader)).join(" ");
    // WinINet: a dot at the start; the good entry suffers.
    assert_eq!(at(&[".example", "*.amazon.co.jp"]), "D D Ps D D D D D D Pf");
    assert_eq!(at(&[".example", "intranet"]), "P P P P P P P P P P", "nothing of Amazon's");
    // WinINet: a slash anywhere; Firefox and the variable: an empty entry.
    assert_eq!(at(&["10.0.0.0/8", "*.amazon.co.jp"]), "D D Da D D D D D D Pf");
    assert_eq!(at(&["10.0.0.0/8", ".example", "amazon.co.jp"]), "Pn D Da Pn D D Pn Pn Pn D");
    assert_eq!(
        at(&["", "amazon.co.jp"]),
        "Pn D Pn Pn Ps D Pn Pn Pn Da",
        "GLib reads on to an empty name only"
    );
    assert_eq!(at(&["amazon.co.jp", "*."]), "Pn D Pn Pn D D Pn Pn Pn D");
    let note = &judge(&except(&["", "amazon.co.jp"]), SELLER, Reader::FirefoxVariables).notes[0];
    assert_eq!(note.entry, "\"\"");
}

#[test]
fn an_entry_beside_one_that_works_is_no_trap() {
    let at = |list: &[&str]| READERS.map(|reader| cell(&except(list), SELLER, reader)).join(" ");
    assert_eq!(at(&["amazon.co.jp", "*.amazon.co.jp"]), "D D D D D D D D D D");
    assert_eq!(at(&["amazon.co.jp", "amazon.co.jp", "*amazon*"]), "D D D Pnf D D D D Pnf D");
}

#[test]
fn a_list_may_say_what_the_proxy_is_for() {
    let kde = |list: &[&str], host| cell(&only(list), host, Reader::ChromiumKde);
    assert_eq!(kde(&["amazon.co.jp"], SELLER), "P");
    assert_eq!(kde(&["example.com"], SELLER), "D");
    assert_eq!(kde(&[], SELLER), "D");
    assert_eq!(kde(&["example.com"], "localhost"), "D");
    assert_eq!(kde(&["<-loopback>"], "localhost"), "D");
    assert_eq!(kde(&["localhost"], "localhost"), "P");
    assert_eq!(kde(&["http://amazon.co.jp"], SELLER), "Do", "the proxy was meant, and is not taken");
}

#[test]
fn a_list_is_split_where_its_reader_splits_it() {
    let text = "intranet,*.amazon.co.jp; <local>";
    let windows = of_windows(text);
    let at = |list: &BypassList, readers: &[Reader]| -> String {
        readers.iter().map(|reader| if judge(list, SELLER, *reader).bypassed { 'D' } else { 'P' }).collect()
    };
    let of_windows_lists = [Reader::ChromiumWindows, Reader::WinInet, Reader::FirefoxWindows];
    assert_eq!(at(&windows, &of_windows_lists), "DDP", "Firefox knows no comma there");
    assert_eq!(at(&of_windows("intranet\t*.amazon.co.jp"), &of_windows_lists), "DDP");
    assert_eq!(at(&of_windows("intranet;*.amazon.co.jp"), &of_windows_lists), "DDD");
    let of_variables = [Reader::ChromiumVariables, Reader::FirefoxVariables];
    assert_eq!(at(&of_variable("intranet, amazon.co.jp"), &of_variables), "DD");
    assert_eq!(
        at(&of_variable("intranet;amazon.co.jp"), &of_variables),
        "DP",
        "Firefox knows no semicolon there"
    );
    assert_eq!(at(&of_variable("amazon.co.jp intranet"), &of_variables), "PP");
    assert_eq!(at(&of_variable("amazon.co.jp;intranet"), &of_variables), "DP");
    assert_eq!(
        at(&of_variable("intranet,"), &of_variables),
        "PP",
        "what comes after the last comma is no entry"
    );
    assert_eq!(at(&of_variable("intranet,,x"), &of_variables), "PD");
    assert_eq!(at(&of_variable(" "), &of_variables), "PP");
    assert_eq!(at(&of_variable("*"), &of_variables), "DD");
    assert_eq!(at(&of_variable("*,x"), &of_variables), "DP");
    // Lists that the system splits are taken as they are.
    let array =
        [Reader::ChromiumArray, Reader::CfNetwork, Reader::Glib, Reader::FirefoxMacos, Reader::FirefoxGnome];
    assert_eq!(at(&except(&["x, *.amazon.co.jp"]), &array), "PPPPP");
    assert_eq!(at(&except(&[" *.amazon.co.jp"]), &array), "DPPPP");
    assert_eq!(at(&except(&["*.amazon.co.jp "]), &array), "DPDPP");
    assert_eq!(split("a; b ;;c", &[';']).entries, ["a", "b", "c"]);
}

#[test]
fn ranges_are_told_that_hold_the_hosts_addresses() {
    let addresses: [IpAddr; 2] = ["52.119.168.48".parse().unwrap(), "2600:9000::1".parse().unwrap()];
    let list = except(&["52.119.0.0/16", "10.0.0.0/8", "[2600:9000::1]", "*.amazon.co.jp", "52.119.168.48"]);
    let notes = address_notes(&list, &addresses);
    let entries: Vec<&str> = notes.iter().map(|note| note.entry.as_str()).collect();
    assert_eq!(entries, ["52.119.0.0/16", "[2600:9000::1]", "52.119.168.48"]);
    assert!(notes.iter().all(|note| note.trap == BypassTrap::AddressesOnly));
    assert!(address_notes(&list, &[]).is_empty());
}

#[test]
fn notes_show_no_secret_and_are_few() {
    let list = except(&["http://user:hunter2@proxy.example/", "https://amazon.co.jp/"]);
    let notes = judge(&list, SELLER, Reader::WinInet).notes;
    assert_eq!(notes[0].entry, "…@proxy.example/");
    assert_eq!(notes.len(), 2);
    let many: Vec<String> = (0..100).map(|n| format!("*{}amazon.co.jp:{n}", "*".repeat(n))).collect();
    let list = BypassList { entries: many, meaning: BypassMeaning::Except };
    assert_eq!(judge(&list, SELLER, Reader::Chromium).notes.len(), MOST_NOTES);
}

fn all_readers() -> impl Strategy<Value = Reader> {
    prop::sample::select(ALL_READERS.to_vec())
}

fn entry() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}(\\.[a-z]{1,6}){0,2}",
        "(\\*\\.|\\.|\\*)?(sellercentral\\.)?amazon\\.co\\.jp(:443|:80)?",
        "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(/[0-9]{1,2})?",
        "<local>",
        "<-loopback>",
        "[!-~]{0,12}",
    ]
}

proptest! {
    #[test]
    fn nothing_panics(list in prop::collection::vec("\\PC{0,20}", 0..4), host in "\\PC{0,20}", reader in all_readers()) {
        let list = BypassList { entries: list, meaning: BypassMeaning::Except };
        judge(&list, &host, reader);
        judge(&list, SELLER, reader);
        address_notes(&list, &["10.0.0.1".parse().unwrap()]);
    }

    #[test]
    fn an_entry_like_the_host_names_it(host in "[a-z]{1,8}(\\.[a-z]{2,6}){1,3}", reader in all_readers()) {
        prop_assert!(judge(&except(&[&host]), &host, reader).bypassed);
    }

    #[test]
    fn an_entry_for_others_changes_nothing(
        mut entries in prop::collection::vec(entry(), 0..5),
        other in "[a-z]{1,8}\\.example(:[0-9]{1,4})?",
        at in 0..5_usize,
        reader in all_readers(),
    ) {
        let before = judge(&BypassList { entries: entries.clone(), meaning: BypassMeaning::Except }, SELLER, reader);
        // A star that stands alone is one only while it does.
        prop_assume!(reader != Reader::FirefoxVariables || entries != ["*"]);
        entries.insert(at.min(entries.len()), other);
        let after = judge(&BypassList { entries, meaning: BypassMeaning::Except }, SELLER, reader);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn size_of_letters_and_a_last_dot_of_the_host_do_not_matter(
        entries in prop::collection::vec(entry(), 0..5),
        reader in all_readers(),
    ) {
        let list = BypassList { entries, meaning: BypassMeaning::Except };
        let plain = judge(&list, SELLER, reader);
        prop_assert_eq!(&plain, &judge(&list, &format!("{SELLER}."), reader));
        prop_assert_eq!(&plain, &judge(&list, &SELLER.to_uppercase(), reader));
        // Firefox takes a pattern of Windows or macOS by the letter.
        if !matches!(reader, Reader::FirefoxWindows | Reader::FirefoxMacos) {
            let entries = list.entries.iter().map(|entry| entry.to_uppercase()).collect();
            let loud = BypassList { entries, meaning: BypassMeaning::Except };
            prop_assert_eq!(plain.bypassed, judge(&loud, SELLER, reader).bypassed);
        }
    }

    #[test]
    fn an_inverted_list_says_the_opposite(entries in prop::collection::vec(entry(), 0..5)) {
        let list = BypassList { entries, meaning: BypassMeaning::Except };
        let inverted = BypassList { meaning: BypassMeaning::Only, ..list.clone() };
        let says = |list| judge(list, SELLER, Reader::ChromiumKde).bypassed;
        prop_assert_ne!(says(&list), says(&inverted));
    }
}
