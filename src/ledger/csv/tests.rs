//! Tables out and in.

use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::*;
use crate::ledger::*;
use crate::ui::text::ledger_csv as words;

fn now() -> Timestamp {
    "2026-11-28T00:00:00Z".parse().unwrap()
}

fn empty() -> Ledger {
    Ledger::new(now(), "abcd")
}

fn import(text: &str, ledger: &Ledger) -> Import {
    read(text.as_bytes(), ledger, now()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn with(text: &str, ledger: &Ledger) -> Ledger {
    import(text, ledger).onto(ledger, now())
}

/// The problems of a file's rows, as they are told.
fn problems(text: &str, ledger: &Ledger) -> Vec<String> {
    match read(text.as_bytes(), ledger, now()) {
        Err(ImportError::Rows { problems, .. }) => problems.iter().map(words::row_problem).collect(),
        other => panic!("{other:?}"),
    }
}

fn file_problem(bytes: &[u8]) -> FileProblem {
    match read(bytes, &empty(), now()) {
        Err(ImportError::File(problem)) => {
            assert!(words::file_problem(&problem).contains("台帳は変わっていません"));
            problem
        }
        other => panic!("{other:?}"),
    }
}

/// All tables, into another ledger.
fn copied(ledger: &Ledger, encoding: Encoding) -> Ledger {
    Table::ALL.into_iter().fold(empty(), |copy, table| {
        let file = write(ledger, table, encoding).unwrap();
        let import = read(&file, &copy, now()).unwrap_or_else(|error| panic!("{table:?}: {error:?}"));
        assert_eq!(import.table, table);
        import.onto(&copy, now())
    })
}

/// What tables hold of a ledger.
fn in_tables(ledger: &Ledger) -> Ledger {
    Ledger {
        people: ledger.people.clone(),
        devices: ledger.devices.clone(),
        shops: ledger.shops.clone(),
        logins: ledger.logins.clone(),
        partners: ledger.partners.clone(),
        changes: ledger.changes.clone(),
        ..empty()
    }
}

#[test]
fn a_ledger_comes_back_from_its_tables() {
    let ledger = crate::ledger::tests::full();
    for encoding in [Encoding::Utf8, Encoding::Cp932] {
        let copy = copied(&ledger, encoding);
        assert_eq!(in_tables(&copy), in_tables(&ledger));
        // And out of them the same files.
        for table in Table::ALL {
            assert_eq!(write(&copy, table, encoding), write(&ledger, table, encoding), "{table:?}");
            // A file that is taken in where it came from changes nothing.
            let import = read(&write(&ledger, table, encoding).unwrap(), &ledger, now()).unwrap();
            assert_eq!((import.added.len(), import.changed.len()), (0, 0), "{import:?}");
            assert_eq!((import.unchanged(), import.ignored.len()), (import.rows, 0));
            assert_eq!(import.onto(&ledger, now()), ledger);
        }
    }
}

#[test]
fn a_template_has_heads_and_can_be_filled_in() {
    for table in Table::ALL {
        let template = write(&empty(), table, Encoding::Utf8).unwrap();
        assert_eq!(String::from_utf8(template.clone()).unwrap().lines().count(), 1);
        let import = read(&template, &empty(), now()).unwrap();
        assert_eq!((import.table, import.rows), (table, 0));
        assert!(!words::table(table).is_empty());
    }
}

#[test]
fn what_people_write_is_understood() {
    let ledger =
        with("氏名;部署;退職日;電話番号\n山田　太郎;店長;令和8年12月31日;090\n佐藤 花子;;;\n;;;\n", &empty());
    let names: Vec<&str> = ledger.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["山田　太郎", "佐藤 花子"]);
    assert_eq!(ledger.people[0].last_day, Some(date(2026, 12, 31)));
    // By tabs, in CP932, and in another order.
    let (bytes, ..) = encoding_rs::SHIFT_JIS
        .encode("使用者\t端末名\t持ち主\t番号の末尾\r\n山田太郎\t\"太郎の\n携帯\"\t会社\t090-1234-5678\r\n");
    let ledger = read(&bytes, &ledger, now()).unwrap().onto(&ledger, now());
    let device = &ledger.devices[0];
    assert_eq!((device.name.as_str(), device.number.as_str()), ("太郎の\n携帯", "78"));
    assert_eq!((&device.holder, device.ownership), (&ledger.people[0].id, Ownership::Company));
    // As Excel saves it where the separator is another one.
    let ledger = with("sep=;\r\n店舗名;使う入口\r\nA店;日本の入口\r\n", &ledger);
    let ledger = with(
        "ログイン名,eメール,使う人,使い方\n管理者,taro@example.co.jp,\"山田太郎、佐藤花子\",複数人で使う\n",
        &ledger,
    );
    assert_eq!((ledger.logins[0].email.as_str(), ledger.logins[0].users.len()), ("ta***@example.co.jp", 2));
    let ledger = with("ログイン,店舗,役割,権限\n管理者,A店,管理者,商品：変更、注文\n", &ledger);
    assert_eq!(ledger.logins[0].roles[0].rights.len(), 2);
    let ledger =
        with("ログイン,主・予備,方法,端末,最後に試した日\n管理者,メイン,SMS,太郎の携帯,46113\n", &ledger);
    assert_eq!(ledger.logins[0].methods[0].tested, Some(date(2026, 4, 1)));
    let ledger = with("日付,変更者,対象者,権限の内容\n2026/4/1,山田 太郎,外部の人,広告\n", &ledger);
    assert_eq!((&ledger.changes[0].by, ledger.changes[0].whom.as_str()), (&ledger.people[0].id, "外部の人"));
}

#[test]
fn a_row_changes_what_it_names_and_leaves_what_it_does_not_say() {
    let ledger = crate::ledger::tests::full();
    let import = import("氏名,所属・役職,メモ,血液型\n山田太郎,,担当が変わった,A\n鈴木,本部,,\n", &ledger);
    assert_eq!(import.ignored, ["血液型"]);
    assert_eq!(import.changed.len(), 1);
    let field = &import.changed[0].fields[0];
    assert_eq!(
        (field.head, field.before.as_str(), field.after.as_str()),
        ("メモ", "引き継ぎ中", "担当が変わった")
    );
    assert_eq!((import.changed[0].line, import.added[0].line, import.unchanged()), (2, 3, 0));
    let changed = import.onto(&ledger, now());
    assert_eq!((changed.people[0].post.as_str(), changed.people.len()), ("店長", 3));
    assert_eq!(changed.people[0].id, ledger.people[0].id);
    // By its id, it may be called otherwise.
    let id = &ledger.people[0].id;
    let renamed = with(&format!("管理番号,氏名\n#{id},山田 次郎\n"), &ledger);
    assert_eq!((renamed.people[0].name.as_str(), renamed.people.len()), ("山田 次郎", 2));
}

#[test]
fn what_was_changed_in_the_meantime_is_kept() {
    let ledger = crate::ledger::tests::full();
    let import = import("氏名\n鈴木\n", &ledger);
    let mut meanwhile = ledger.clone();
    meanwhile.people[0].post = "部長".into();
    meanwhile.add(now(), Shop { name: "B店".into(), ..Shop::default() });
    let both = import.onto(&meanwhile, now());
    assert_eq!((both.people.len(), both.people[0].post.as_str(), both.shops.len()), (3, "部長", 2));
}

#[test]
fn two_people_of_one_name_are_told_apart_or_asked_about() {
    let rows = "氏名,所属・役職\n田中 一,東京\n田中 一,大阪\n";
    let ledger = with(rows, &empty());
    assert_eq!(ledger.people.len(), 2);
    assert_eq!(
        problems("端末名,使う人\n携帯,田中 一\n", &ledger),
        [
            "2行目の「使う人」：「田中 一」が2つ以上あります。「名前（所属・役職）」か「#管理番号」の形で、どちらかを書いてください。"
        ]
    );
    let device = with("端末名,使う人\n携帯,田中一（大阪）\n", &ledger).devices.remove(0);
    assert_eq!(device.holder, ledger.people[1].id);
    let by_id = format!("端末名,使う人\n携帯,#{}\n", ledger.people[0].id);
    assert_eq!(with(&by_id, &ledger).devices[0].holder, ledger.people[0].id);
    // Which of the two is meant?
    let problem = problems("氏名,メモ\n田中 一,x\n", &ledger);
    assert!(problem[0].starts_with("2行目：台帳の2つ以上に当てはまります"), "{problem:?}");
    let problem = problems("氏名,メモ\n鈴木,x\n鈴木,y\n", &empty());
    assert_eq!(problem, ["3行目：2行目と同じものです。別のものなら、「所属・役職」などで区別してください。"]);
    // They come back from their tables, with all that names them.
    let mut ledger = ledger;
    ledger.devices = vec![Device { id: "d".into(), holder: ledger.people[1].id.clone(), ..device }];
    let people = write(&ledger, Table::People, Encoding::Utf8).unwrap();
    let devices = write(&ledger, Table::Devices, Encoding::Utf8).unwrap();
    let copy = read(&people, &empty(), now()).unwrap().onto(&empty(), now());
    let copy = read(&devices, &copy, now()).unwrap().onto(&copy, now());
    assert_eq!(copy.devices[0].holder, ledger.devices[0].holder);
}

#[test]
fn each_wrong_row_is_told_and_nothing_is_taken_in() {
    let ledger = crate::ledger::tests::full();
    let text = "氏名,最終日,在籍の状況,メモ\n\
        良い人,2026/4/1,在籍,\n\
        ,2026/4/1,,x\n\
        悪い日,4/1/2026,,\n\
        悪い言葉,,休暇中,\n\
        秘密,,,パスワード：Sakura-2024\n\
        列がずれた,,,,余り\n\
        \"二行の\n名前\",あした,,\n";
    let told = problems(text, &ledger);
    assert_eq!(told.len(), 6, "{told:#?}");
    for (told, begin) in told.iter().zip([
        "3行目の「氏名」：空です",
        "4行目の「最終日」：日付として読めません",
        "5行目の「在籍の状況」：使えない言葉です。使える言葉：在籍、退職・異動の予定、退職・異動ずみ",
        "6行目の「メモ」：パスワード",
        "7行目：見出しのない列",
        "8行目の「最終日」：日付として読めません",
    ]) {
        assert!(told.starts_with(begin), "{told}");
        assert!(!told.contains("Sakura"));
    }
    let told = problems("ログイン,店舗,役割\n誰か,どこか,管理者\n", &ledger);
    assert!(told[0].contains("「誰か」が台帳にありません") && told[1].contains("「どこか」"), "{told:?}");
}

#[test]
fn files_that_are_no_tables_are_told() {
    assert_eq!(file_problem(b""), FileProblem::Empty);
    assert_eq!(file_problem(b"\xef\xbb\xbf\r\n"), FileProblem::Empty);
    assert_eq!(file_problem(b"\x89PNG\r\n\x1a\n\xff\xff"), FileProblem::NotText);
    assert_eq!(file_problem("商品,価格\nA,100\n".as_bytes()), FileProblem::NoTable);
    assert_eq!(file_problem("管理番号,メモ\n1,x\n".as_bytes()), FileProblem::NoTable);
    assert_eq!(
        file_problem("ログイン,店舗,仕事の範囲\nA,B,広告\n".as_bytes()),
        FileProblem::MissingColumns { table: Table::Roles, heads: vec!["役割"] }
    );
    assert_eq!(file_problem("氏名,名前\nA,B\n".as_bytes()), FileProblem::TwiceColumn { head: "氏名" });
    for head in ["社員コード", "郵便番号", "内線番号", "社員番号", "番号の末尾2桁"] {
        assert!(read(format!("氏名,{head}\nA,1\n").as_bytes(), &empty(), now()).is_ok(), "{head}");
    }
    for head in ["パスワード", "password", "PIN", "暗証番号", "認証コード", "ワンタイムパスワード"]
    {
        let problem = file_problem(format!("氏名,{head}\nA,B\n").as_bytes());
        assert_eq!(problem, FileProblem::SecretColumn { head: head.to_owned() });
    }
    let huge = vec![b'a'; MOST_BYTES + 1];
    assert_eq!(file_problem(&huge), FileProblem::TooBig { most_bytes: MOST_BYTES });
    let many = format!("氏名\n{}", "x\n".repeat(MOST_ROWS + 1));
    assert_eq!(file_problem(many.as_bytes()), FileProblem::TooManyRows { most: MOST_ROWS });
}

#[test]
fn fifty_thousand_rows_are_taken_in_or_told() {
    use std::fmt::Write as _;
    let mut text = String::from("氏名,所属・役職,最終日\n");
    for number in 0..50_000 {
        writeln!(text, "担当{number},部{},2027/3/31", number % 40).unwrap();
    }
    let started = std::time::Instant::now();
    let ledger = with(&text, &empty());
    assert_eq!(ledger.people.len(), 50_000);
    assert!(started.elapsed() < std::time::Duration::from_mins(1), "{:?}", started.elapsed());
    let wrong = text.replace("2027/3/31", "そのうち");
    let Err(ImportError::Rows { problems, further, .. }) = read(wrong.as_bytes(), &ledger, now()) else {
        panic!("taken in");
    };
    assert_eq!((problems.len(), further), (MOST_PROBLEMS, 50_000 - MOST_PROBLEMS));
}

#[test]
fn no_cell_is_a_formula_or_a_secret() {
    let mut ledger = crate::ledger::tests::full();
    ledger.people[0].memo = "=HYPERLINK(\"x\")".into();
    ledger.people[1].memo = "パスワード：Sakura-2024".into();
    let file = String::from_utf8(write(&ledger, Table::People, Encoding::Utf8).unwrap()).unwrap();
    assert!(file.contains("'=HYPERLINK") && !file.contains("Sakura"), "{file}");
    assert_eq!(read(file.as_bytes(), &empty(), now()).map(|import| import.added.len()).unwrap_or(0), 0);
}

#[test]
fn characters_that_an_encoding_does_not_have_are_named() {
    let mut ledger = crate::ledger::tests::full();
    ledger.people[0].name = "𠮷田 👍".into();
    let error = write(&ledger, Table::People, Encoding::Cp932).unwrap_err();
    assert_eq!(error.characters, ['𠮷', '👍']);
    assert!(write(&ledger, Table::Shops, Encoding::Cp932).is_ok());
}

/// Texts that a person could type into a field of one line.
fn word() -> impl Strategy<Value = String> {
    "[あ-ん一-龠a-zA-Z0-9=+@'\"、,;#（）\\- ]{1,12}".prop_map(|text| text.trim().to_owned())
}

fn ledgers() -> impl Strategy<Value = Ledger> {
    let names = prop::collection::vec((word(), word(), word()), 1..8);
    (names, any::<u64>()).prop_map(|(names, seed)| {
        let mut ledger = empty();
        let pick = |number: usize, of: usize| usize::try_from(seed >> (number % 32)).unwrap_or(0) % of.max(1);
        for (number, (name, post, memo)) in names.into_iter().enumerate() {
            let named = |fallback: &str| if name.is_empty() { fallback.to_owned() } else { name.clone() };
            let person =
                Person { name: named("人"), post: post.clone(), memo: memo.clone(), ..Person::default() };
            ledger.add(now(), person);
            let holder = ledger.people[pick(number, ledger.people.len())].id.clone();
            let kind = DeviceKind::all()[pick(number + 1, 6)];
            let number_of = LastDigits::of(&seed.to_string());
            let device =
                Device { name: named("端末"), kind, holder, number: number_of, ..Device::default() };
            ledger.add(now(), device);
            ledger.add(now(), Shop { name: named("店"), memo: memo.clone(), ..Shop::default() });
            let users = ledger.people.iter().take(pick(number + 2, 3)).map(|person| person.id.clone());
            let login = Login { name: named("ログイン"), users: users.collect(), ..Login::default() };
            let login = ledger.add(now(), login);
            let shop = ledger.shops[pick(number + 3, ledger.shops.len())].id.clone();
            let scopes = vec![Scope::all()[pick(number + 4, 9)]];
            let rights = rights_for(&scopes);
            ledger.add_role(
                &login,
                now(),
                Role { shop, kind: RoleKind::User, scopes, rights, ..Role::default() },
            );
            let device = ledger.devices[pick(number + 5, ledger.devices.len())].id.clone();
            let method = Method {
                device,
                kind: MethodKind::all()[1 + pick(number + 6, 5)],
                tested: Some(date(2026, 1, 1)),
                ..Method::default()
            };
            ledger.add_method(&login, now(), method);
        }
        ledger
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_ledger_comes_back_from_its_tables(ledger in ledgers()) {
        // What the guard blanks comes back blank, and is refused nowhere.
        let ledger = crate::ledger::guard::blank_ledger(&ledger);
        let copy = copied(&ledger, Encoding::Utf8);
        prop_assert_eq!(&copy.people, &ledger.people);
        prop_assert_eq!(&copy.devices, &ledger.devices);
        prop_assert_eq!(&copy.shops, &ledger.shops);
        prop_assert_eq!(&copy.logins, &ledger.logins);
    }

    #[test]
    fn nothing_panics_and_what_is_refused_changes_nothing(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        cells in prop::collection::vec("[\\PC\\n\",;]{0,12}", 0..30),
    ) {
        let ledger = crate::ledger::tests::full();
        drop(read(&bytes, &ledger, now()));
        for table in Table::ALL {
            let mut file = write(&empty(), table, Encoding::Utf8).unwrap();
            file.extend(cells.join(",").as_bytes());
            // What is taken in is written so that to take it in again changes nothing.
            if let Ok(import) = read(&file, &ledger, now()) {
                let ledger = import.onto(&ledger, now());
                let again = read(&write(&ledger, table, Encoding::Utf8).unwrap(), &ledger, now()).unwrap();
                prop_assert_eq!((again.added, again.changed), (vec![], vec![]));
            }
        }
    }
}
