//! 道すじ: by which road each browser reaches Amazon.

use crate::environment::facts::{BypassNote, BypassTrap, Contact, Road, RoadSource, ScriptOutcome};

use super::connection;

/// Title of the picture.
pub const TITLE: &str = "道すじ";
/// What it shows.
pub const INTRO: &str = "Amazonの入口まで、通信がどこを通るかです。";
/// What the words mean.
pub const GLOSS: &str = "プロキシは通信を中継するサーバー、VPNは通信を別の場所に通す専用の通り道です。";
/// The browsers do not go the same way.
pub const DISAGREE: &str =
    "ブラウザーによって道すじが違います。入れるブラウザーがあれば、それが手がかりです。";
/// Marks the browser that opens links.
pub const OPENS_LINKS: &str = "リンクを開く既定";
/// Between browsers that go the same way.
pub const AND: &str = "・";
/// What holds where no browser was found.
pub const SYSTEM: &str = "このPCの設定";

/// Where every road begins.
pub const THIS_MACHINE: &str = "このPC";
/// Where it is to lead.
pub const AMAZON: &str = "Amazon";
/// No proxy is passed.
pub const NO_PROXY: &str = "プロキシなし";
/// A script decides that was not asked.
pub const SCRIPT: &str = "スクリプト次第";
/// It could not be told.
pub const UNKNOWN: &str = "未確認";

/// Something may have another say.
pub const UNCERTAIN: &str = "ほかの設定によって、変わることがあります。";
/// The settings could not be read.
pub const NOT_READ: &str = "プロキシの設定を読み取れませんでした。";
/// The settings could not be understood.
pub const NOT_UNDERSTOOD: &str = "プロキシの設定を解釈できませんでした。";

/// A VPN by its name.
pub fn vpn(name: &str) -> String {
    format!("VPN {name}")
}

/// A tunnel that need not be a VPN.
pub fn tunnel(name: &str) -> String {
    format!("VPNらしき接続 {name}")
}

/// A proxy by its address.
pub fn proxy(server: &str) -> String {
    format!("プロキシ {server}")
}

/// A proxy that is a program of this machine.
pub fn local_proxy(server: &str) -> String {
    format!("このPC内のプロキシ {server}")
}

/// The VPN inside a browser, by who brings it.
pub fn browser_vpn(source: &RoadSource) -> String {
    match source {
        RoadSource::Extension(name) => format!("VPN（{name}）"),
        _ => "内蔵VPN".to_owned(),
    }
}

/// A row for those who hear it: whose road it is, what it passes, and how it ends.
pub fn sentence(browsers: &str, via: &[String], road: &Road) -> String {
    let end = match road {
        Road::Direct => "プロキシなしでAmazonへつながります",
        Road::Proxy(_) | Road::BrowserVpn => "Amazonへつながります",
        Road::Pac => "その先はスクリプト（PAC）が決めます。まだ確認していません",
        Road::Unknown => "その先は確認できませんでした",
    };
    if via.is_empty() {
        format!("{browsers}：このPCから、{end}。")
    } else {
        format!("{browsers}：このPCから{}を通り、{end}。", via.join("と"))
    }
}

/// A browser's name with the remark that it opens links.
pub fn with_mark(name: &str) -> String {
    format!("{name}（{OPENS_LINKS}）")
}

/// Who decides on a road.
pub fn source(source: &RoadSource) -> String {
    match source {
        RoadSource::System => "このPCの設定".to_owned(),
        RoadSource::Browser => "ブラウザー自身の設定".to_owned(),
        RoadSource::Company => "会社の管理".to_owned(),
        RoadSource::Extension(name) => format!("拡張機能「{name}」"),
        RoadSource::BuiltInVpn => "ブラウザー内蔵のVPN".to_owned(),
        RoadSource::Shortcut => "ショートカットの指定".to_owned(),
    }
}

/// Who decides on the road; none where the operating system does.
pub fn decided_by(by: &RoadSource) -> Option<String> {
    (*by != RoadSource::System).then(|| format!("決めているのは、{}です。", source(by)))
}

/// A road in a few words.
pub fn way(road: &Road) -> String {
    match road {
        Road::Direct => NO_PROXY.to_owned(),
        Road::Proxy(server) => proxy(&server.to_string()),
        Road::Pac => SCRIPT.to_owned(),
        Road::BrowserVpn => browser_vpn(&RoadSource::BuiltInVpn),
        Road::Unknown => UNKNOWN.to_owned(),
    }
}

/// The pages to sign in at are reached by another road.
pub fn other_host(host: &str, road: &Road) -> String {
    format!("サインインのページ（{host}）は、別の道すじです：{}", way(road))
}

/// A proxy that the check of the connection could not reach.
pub fn unreachable(server: &str, contact: Contact) -> String {
    format!("プロキシ {server} につながりません（{}）。", connection::contact(contact))
}

/// A script, and what became of it.
pub fn script(address: &str, outcome: ScriptOutcome) -> String {
    let it = format!("スクリプト（PAC）{address} ");
    match outcome {
        ScriptOutcome::Answered => format!("{it}が決めた道すじです。"),
        ScriptOutcome::NotLoaded => format!("{it}は、まだ読み込んでいません。"),
        ScriptOutcome::NeedsNetwork => format!("{it}の答えは、接続して確かめないと分かりません。"),
        ScriptOutcome::BadAddress => format!("{it}は、ブラウザーが読み込めない置き場所です。"),
        ScriptOutcome::Missing(Some(status)) => format!("{it}が見つかりません（{status}）。"),
        ScriptOutcome::Missing(None) => format!("{it}が見つかりません。"),
        ScriptOutcome::Unreachable => format!("{it}の置き場所につながりません。"),
        ScriptOutcome::TimedOut => format!("{it}が時間内に届きません。"),
        ScriptOutcome::TooBig => format!("{it}は大きすぎて使えません。"),
        ScriptOutcome::Broken | ScriptOutcome::Failed => format!("{it}が正しく動きません。"),
        ScriptOutcome::Endless => format!("{it}が終わらないため、途中で止めました。"),
    }
}

/// An entry of a list of exceptions that does not do what its author meant.
pub fn misread(note: &BypassNote) -> String {
    let what = match note.trap {
        BypassTrap::ThatNameOnly => {
            "その名前だけに効き、その下の名前（セラーセントラルなど）には効きません。"
        }
        BypassTrap::SpoilsList => "この書き方のため、除外の一覧がすべて無視されます。",
        BypassTrap::OpensAll => "この書き方のため、すべてのページがプロキシを通りません。",
        BypassTrap::PortKillsIt => "ポート番号が付いているため、効きません。",
        BypassTrap::FormUnknown => "この書き方は、このブラウザーでは無視されます。",
        BypassTrap::AddressesOnly => "番号（IPアドレス）だけに効き、名前には効きません。",
        BypassTrap::OtherPages => "ほかの種類のページだけに効きます。",
    };
    format!("プロキシの除外「{}」：{what}", note.entry)
}
