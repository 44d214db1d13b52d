//! The access ledger as tables for a spreadsheet: the heads of columns, and what is said of rows that cannot be used.

use crate::ledger::csv::{CellProblem, FileProblem, RowProblem, Table};

use super::guard;

/// What a table is called.
pub fn table(table: Table) -> &'static str {
    match table {
        Table::People => "人",
        Table::Devices => "端末",
        Table::Shops => "店舗",
        Table::Logins => "ログイン",
        Table::Roles => "店舗ごとの権限",
        Table::Methods => "2段階認証",
        Table::Partners => "外部の会社",
        Table::Changes => "権限の記録",
    }
}

/// A name for the file of a table.
pub fn file_name(of: Table) -> String {
    format!("体制_{}.csv", table(of))
}

/// The heads of columns.
pub mod heads {
    /// The id.
    pub const ID: &str = "管理番号";
    /// A person's name.
    pub const PERSON: &str = "氏名";
    /// What tells people of one name apart.
    pub const POST: &str = "所属・役職";
    /// Another company.
    pub const PARTNER: &str = "外部の会社";
    /// Whether somebody is still here.
    pub const STANDING: &str = "在籍の状況";
    /// Their last day.
    pub const LAST_DAY: &str = "最終日";
    /// Free notes.
    pub const MEMO: &str = "メモ";
    /// A device's name.
    pub const DEVICE_NAME: &str = "端末名";
    /// What it is.
    pub const KIND: &str = "種類";
    /// Whose it is.
    pub const OWNERSHIP: &str = "持ち主";
    /// Who uses it.
    pub const USERS: &str = "使う人";
    /// The last digits of a number.
    pub const NUMBER: &str = "番号の末尾2桁";
    /// A shop's name.
    pub const SHOP_NAME: &str = "店舗名";
    /// Its country.
    pub const MARKETPLACE: &str = "マーケットプレイス";
    /// Its entrance.
    pub const DOOR: &str = "使う入口";
    /// A login's name.
    pub const LOGIN_NAME: &str = "ログイン名";
    /// Its address.
    pub const EMAIL: &str = "メールアドレス";
    /// Whose mailbox that is.
    pub const MAILBOX: &str = "メールの持ち主";
    /// Whether one person uses it.
    pub const SHARING: &str = "使い方";
    /// When it last worked.
    pub const VERIFIED: &str = "最後に入れた日";
    /// A login that something belongs to.
    pub const LOGIN: &str = "ログイン";
    /// A shop that something belongs to.
    pub const SHOP: &str = "店舗";
    /// Administrator or not.
    pub const ROLE: &str = "役割";
    /// Jobs.
    pub const SCOPES: &str = "仕事の範囲";
    /// Rights.
    pub const RIGHTS: &str = "権限";
    /// Main or backup.
    pub const SLOT: &str = "主・予備";
    /// A method of two-step verification.
    pub const METHOD: &str = "方法";
    /// The device that it needs.
    pub const DEVICE: &str = "端末";
    /// When it was last tried.
    pub const TESTED: &str = "最後に試した日";
    /// Another company's name.
    pub const COMPANY: &str = "会社名";
    /// How it gets in.
    pub const WAY: &str = "入り方";
    /// When its contract ends.
    pub const UNTIL: &str = "契約の期限";
    /// When its rights were looked through.
    pub const REVIEWED: &str = "最後に見直した日";
    /// Whom to call there.
    pub const CONTACT: &str = "先方の連絡先";
    /// When a right was changed.
    pub const ON: &str = "日付";
    /// Who changed it.
    pub const BY: &str = "行った人";
    /// Whose right it is.
    pub const WHOM: &str = "対象の人";
    /// What was done.
    pub const CHANGE: &str = "したこと";
    /// Which right.
    pub const RIGHT: &str = "権限の内容";
    /// Who checked it.
    pub const CHECKED_BY: &str = "確認者";
}

/// Other words for what a cell may hold, and the word that is meant.
pub const SAME_WORDS: [(&str, &str); 12] = [
    ("メイン", "主"),
    ("主の手段", "主"),
    ("バックアップ", "予備"),
    ("サブ", "予備"),
    ("予備の手段", "予備"),
    ("退職", "退職・異動ずみ"),
    ("退職済み", "退職・異動ずみ"),
    ("プライマリ", "主な管理者"),
    ("サブユーザー", "ユーザー"),
    ("会社", "会社のもの"),
    ("個人", "私物"),
    ("アプリ", "認証アプリ"),
];

/// Other heads that mean the same column.
pub fn aliases(head: &str) -> &'static [&'static str] {
    match head {
        "氏名" => &["名前", "社員名", "担当者名"],
        "所属・役職" => &["所属", "役職", "部署"],
        "端末名" => &["端末の名前", "機器名"],
        "使う人" => &["使用者", "持っている人", "利用者"],
        "店舗名" => &["ストア名", "ショップ名"],
        "ログイン名" => &["アカウント名"],
        "メールアドレス" => &["メール", "eメール", "email", "e-mail", "eメールアドレス"],
        "番号の末尾2桁" => &["末尾2桁", "番号の末尾", "電話番号"],
        "会社名" => &["外部の会社名", "パートナー名"],
        "主・予備" => &["主予備", "区分"],
        "方法" => &["認証方法", "手段", "2段階認証の方法"],
        "役割" => &["権限の種類", "ロール"],
        "日付" => &["年月日", "変更日"],
        "対象の人" => &["だれの権限", "誰の権限", "対象者"],
        "権限の内容" => &["どの権限", "変更した権限"],
        "行った人" => &["だれが", "誰が", "変更者"],
        "メモ" => &["備考"],
        "最終日" => &["退職日", "異動日"],
        "契約の期限" => &["期限", "契約終了日"],
        "管理番号" => &["id"],
        _ => &[],
    }
}

/// What belongs to a login, in a list of changes.
pub fn of_login(words: &[&str]) -> String {
    words.join("・")
}

/// Why a file cannot be taken in. Nothing of it was.
pub fn file_problem(problem: &FileProblem) -> String {
    match problem {
        FileProblem::TooBig { most_bytes } => {
            format!("ファイルが大きすぎます。{}MBまで読み込めます。台帳は変わっていません。表を分けて、もう一度選んでください。", most_bytes / (1024 * 1024))
        }
        FileProblem::NotText => "文字の表として読めないファイルです。台帳は変わっていません。Excelで「CSV UTF-8（コンマ区切り）」を選んで保存し直してください。".to_owned(),
        FileProblem::Empty => "中身のないファイルです。台帳は変わっていません。1行目に見出し、2行目から内容を書いてください。".to_owned(),
        FileProblem::NoTable => format!(
            "どの表か分かりません。台帳は変わっていません。ひな形を書き出し、その見出しを1行目に使ってください。使える表：{}",
            Table::ALL.map(table).join("、")
        ),
        FileProblem::MissingColumns { table: of, heads } => format!(
            "「{}」の表に要る列がありません。台帳は変わっていません。次の列を足してください：{}",
            table(*of),
            heads.join("、")
        ),
        FileProblem::TwiceColumn { head } => {
            format!("「{head}」の列が2つあります。台帳は変わっていません。片方を消してから、もう一度選んでください。")
        }
        FileProblem::SecretColumn { head } => format!(
            "パスワードやコードを書く列のようです（{head}）。台帳には保存できません。台帳は変わっていません。列ごと消してから、もう一度選んでください。"
        ),
        FileProblem::TooManyRows { most } => {
            format!("行が多すぎます。{most}行まで読み込めます。台帳は変わっていません。表を分けて、もう一度選んでください。")
        }
        FileProblem::Broken { line } => format!(
            "{line}行目のあたりで、表として読めなくなりました。台帳は変わっていません。引用符（\"）の閉じ忘れがないかを見てください。"
        ),
    }
}

/// What is wrong in a row, with its number as Excel shows it.
pub fn row_problem(problem: &RowProblem) -> String {
    let place = match problem.head {
        Some(head) => format!("{}行目の「{head}」", problem.line),
        None => format!("{}行目", problem.line),
    };
    format!("{place}：{}", cell_problem(&problem.problem))
}

fn cell_problem(problem: &CellProblem) -> String {
    match problem {
        CellProblem::Missing => "空です。書き入れてください。".to_owned(),
        CellProblem::NoDate => {
            "日付として読めません。2026/4/1 や 令和8年4月1日 のように、年から書いてください。".to_owned()
        }
        CellProblem::UnknownWord { allowed } => {
            format!("使えない言葉です。使える言葉：{}", allowed.join("、"))
        }
        CellProblem::NobodyOfThisName { name } => {
            format!("「{name}」が台帳にありません。先にその表を読み込むか、名前を直してください。")
        }
        CellProblem::SeveralOfThisName { name } => format!(
            "「{name}」が2つ以上あります。「名前（所属・役職）」か「#管理番号」の形で、どちらかを書いてください。"
        ),
        CellProblem::Secret { kind } => {
            format!(
                "{}のように見える文字があります。台帳には保存できません。消してください。",
                guard::kind(*kind)
            )
        }
        CellProblem::TooLong { most } => format!("長すぎます。{most}文字までにしてください。"),
        CellProblem::FurtherCells => {
            "見出しのない列に文字があります。列がずれていないかを見てください。".to_owned()
        }
        CellProblem::SameAs { line } => {
            format!("{line}行目と同じものです。別のものなら、「所属・役職」などで区別してください。")
        }
        CellProblem::SeveralMatch => {
            "台帳の2つ以上に当てはまります。「管理番号」の列に、どれかの番号を書いてください。".to_owned()
        }
    }
}

/// Further problems that are not shown one by one.
pub fn further_problems(count: usize) -> String {
    format!("ほかに{count}か所あります。")
}

/// Why a table cannot be written in the encoding of older programs.
pub fn not_in_cp932(characters: &[char]) -> String {
    let shown: Vec<String> = characters.iter().map(ToString::to_string).collect();
    format!("Shift_JISでは書けない文字があります（{}）。UTF-8で書き出してください。", shown.join("、"))
}
