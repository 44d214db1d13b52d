//! What the IT department has decided for this machine, and the page of newer versions.

use crate::policy::{Fault, Standing};

use super::errors::Sentence;

/// Heads what was decided.
pub const TITLE: &str = "IT部門の設定";
/// Whom it is for.
pub const FOR_ALL: &str = "このPCを使う全員に共通です。この画面では変えられません。";
/// Beside what cannot be changed here.
pub const DECIDED: &str = "IT部門の設定で決まっています";
/// The file.
pub const FILE: &str = "設定ファイル（IT部門が置いたもの）";
/// The connection may not be checked.
pub const NO_CHECKS: &str = "「接続も確認する」は使わない";
/// The folder of the notes.
pub const FOLDER: &str = "記録のフォルダー";
/// The door.
pub const DOOR: &str = "日本のセラーセントラルの入口";
/// The browser.
pub const BROWSER: &str = "ページを開くブラウザー";
/// No page of newer versions.
pub const NO_RELEASES: &str = "「新しい版を見る」は出さない";
/// The notice was read.
pub const UNDERSTOOD: &str = "確認しました";

/// Heads the page of newer versions.
pub const RELEASES: &str = "新しい版";
/// Open it.
pub const OPEN_RELEASES: &str = "新しい版を見る";
/// What that does, and what is never done.
pub const RELEASES_DETAIL: &str = "配布ページをブラウザーで開きます。このアプリが自分で新しい版を探したり、入れ替わったりすることはありません。";

/// Why the connection cannot be checked, in the place of what would be contacted.
pub fn no_check(standing: &Standing) -> &'static str {
    match standing {
        Standing::Unusable(..) => {
            "IT部門の設定を読み取れないため、接続の確認は止めてあります。ほかの確認はそのまま使えます。"
        }
        Standing::Absent | Standing::Followed(_) => {
            "IT部門の設定で、接続の確認は使わないことになっています。ほかの確認はそのまま使えます。"
        }
    }
}

/// The connection cannot be checked from the command line.
pub fn no_check_by_command(standing: &Standing) -> String {
    let why = no_check(standing);
    let next = "--online を付けずに実行すると、このPCで見えることだけを調べます。";
    match standing {
        Standing::Absent => format!("{why}{next}"),
        Standing::Followed(path) | Standing::Unusable(path, _) => {
            format!("{why}{next}\n場所: {}", super::errors::shown(path))
        }
    }
}

/// A file that cannot be followed: told once, and on the settings page.
pub fn unusable(standing: &Standing) -> Option<Sentence> {
    let Standing::Unusable(path, fault) = standing else { return None };
    let (what, next) = match fault {
        Fault::Newer(_) => (
            "IT部門の設定が、このアプリより新しい形式です。",
            "新しい版のアプリが必要かどうか、IT部門に確かめてください。",
        ),
        Fault::OpenToAll(_) => (
            "IT部門の設定ファイルが、管理者以外にも書き換えられる状態です。",
            "ファイルとフォルダーの権限を、IT部門に直してもらってください。",
        ),
        Fault::Unreadable(_) | Fault::NotAFile => {
            ("IT部門の設定を読み取れません。", "ファイルの場所と権限を、IT部門に確かめてもらってください。")
        }
        Fault::Format(_) | Fault::Value { .. } => (
            "IT部門の設定に、読み取れないところがあります。",
            "ファイルの内容を、IT部門に確かめてもらってください。",
        ),
    };
    Some(Sentence {
        what: what.to_owned(),
        safe: "念のため、接続の確認は止めてあります。診断と記録は、そのまま使えます。".to_owned(),
        next: next.to_owned(),
        path: Some(super::errors::shown(path)),
    })
}

/// The browser that was decided is gone.
pub const BROWSER_GONE: &str = "開くブラウザーはIT部門の設定で決まっているため、ほかのブラウザーでは開いていません。IT部門に連絡してください。";

/// One thing that was decided.
pub fn value(name: &str, value: &str) -> String {
    format!("{name}：{value}")
}
