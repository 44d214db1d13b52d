//! The words of the access ledger: what its kinds and fields are called, in the window and in spreadsheets.

use jiff::civil::Date;

use super::time;
use crate::ledger::{
    Area, ChangeKind, DeviceKind, Door, Hours, Level, Mailbox, MethodKind, Ownership, PartnerWay, ReviewKind,
    RoleKind, Scope, Sharing, Slot, Standing,
};

/// Whether somebody is still here.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Here => "在籍",
        Standing::Leaving => "退職・異動の予定",
        Standing::Gone => "退職・異動ずみ",
    }
}

/// What a device is.
pub fn device(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Unknown => "",
        DeviceKind::Phone => "スマホ・携帯電話",
        DeviceKind::Landline => "固定電話",
        DeviceKind::Pc => "PC",
        DeviceKind::Tablet => "タブレット",
        DeviceKind::SecurityKey => "セキュリティキー",
    }
}

/// Whose a device is.
pub fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Unknown => "",
        Ownership::Company => "会社のもの",
        Ownership::Private => "私物",
        Ownership::Partner => "外部の会社のもの",
    }
}

/// The entrance to Seller Central.
pub fn door(door: Door) -> &'static str {
    match door {
        Door::Unknown => "",
        Door::Japan => "日本の入口",
        Door::JapanSecond => "日本の2つ目の入口",
        Door::Other => "日本以外の入口",
    }
}

/// Whose mailbox a login's address is.
pub fn mailbox(mailbox: Mailbox) -> &'static str {
    match mailbox {
        Mailbox::Unknown => "",
        Mailbox::Own => "本人の会社メール",
        Mailbox::Shared => "共有のメール",
        Mailbox::Private => "私用のメール",
        Mailbox::Lost => "受信できないメール",
    }
}

/// Whether one person uses a login.
pub fn sharing(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Unknown => "",
        Sharing::One => "1人で使う",
        Sharing::Shared => "複数人で使う",
    }
}

/// What a login is in a shop.
pub fn role(role: RoleKind) -> &'static str {
    match role {
        RoleKind::Unknown => "",
        RoleKind::MainAdmin => "主な管理者",
        RoleKind::Admin => "管理者",
        RoleKind::User => "ユーザー",
    }
}

/// A job that is done in a shop.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Other => "その他",
        Scope::Listing => "出品・価格",
        Scope::Shipping => "受注・出荷・在庫",
        Scope::Support => "購入者対応",
        Scope::Advertising => "広告",
        Scope::Accounting => "経理",
        Scope::Analysis => "分析",
        Scope::Health => "店舗の健全性",
        Scope::Administration => "ユーザー管理",
    }
}

/// What a right is about.
pub fn area(area: Area) -> &'static str {
    match area {
        Area::Other => "その他",
        Area::Catalog => "商品",
        Area::Pricing => "価格",
        Area::Inventory => "在庫",
        Area::Orders => "注文",
        Area::Messages => "購入者メッセージ",
        Area::Advertising => "広告",
        Area::Reports => "レポート",
        Area::Payments => "ペイメント",
        Area::Bank => "銀行口座",
        Area::Health => "アカウント健全性",
        Area::Settings => "設定",
        Area::Users => "ユーザー権限",
        Area::Apps => "外部アプリ",
    }
}

/// How far a right goes.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::View => "閲覧",
        Level::Edit => "変更",
    }
}

/// Which of a login's methods.
pub fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Main => "主",
        Slot::Backup => "予備",
    }
}

/// A method of two-step verification.
pub fn method(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Unknown => "",
        MethodKind::Authenticator => "認証アプリ",
        MethodKind::Sms => "SMS",
        MethodKind::Voice => "音声電話",
        MethodKind::Passkey => "パスキー",
        MethodKind::SecurityKey => "セキュリティキー",
    }
}

/// How another company gets in.
pub fn way(way: PartnerWay) -> &'static str {
    match way {
        PartnerWay::Unknown => "",
        PartnerWay::Authorised => "認定パートナー",
        PartnerWay::SecondaryUser => "ユーザーとして追加",
    }
}

/// When somebody is reached.
pub fn hours(hours: Hours) -> &'static str {
    match hours {
        Hours::Any => "いつでも",
        Hours::Business => "営業時間",
        Hours::AfterHours => "夜間・休日",
    }
}

/// What was done with a right.
pub fn change(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Given => "付けた",
        ChangeKind::Changed => "変えた",
        ChangeKind::Taken => "外した",
    }
}

/// What is looked through again and again.
pub fn review(kind: ReviewKind) -> &'static str {
    match kind {
        ReviewKind::Other => "その他の点検",
        ReviewKind::Admins => "管理者2人のログイン",
        ReviewKind::Backups => "予備の手段",
        ReviewKind::Partners => "外部の会社の権限",
        ReviewKind::Rights => "全員の権限",
        ReviewKind::Ledger => "台帳の内容",
        ReviewKind::Contacts => "緊急の連絡先",
        ReviewKind::Watch => "通知と健全性の毎日の見回り",
        ReviewKind::Procedure => "ログインの手順と決まり",
        ReviewKind::TwoStep => "2段階認証の設定",
        ReviewKind::Lessons => "不具合のあとの振り返り",
        ReviewKind::Training => "偽メールの見分け方",
    }
}

/// What a field is called. `name` is its name in a file.
pub fn field(name: &str) -> &'static str {
    match name {
        "company" => "会社名",
        "name" => "名前",
        "post" => "所属・役職",
        "partner" => "外部の会社",
        "standing" => "在籍の状況",
        "last_day" => "最終日",
        "kind" => "種類",
        "ownership" => "持ち主",
        "number" => "番号の末尾2桁",
        "marketplace" => "マーケットプレイス",
        "door" => "使う入口",
        "email" => "メールアドレス",
        "mailbox" => "メールの持ち主",
        "sharing" => "使い方",
        "holder" | "users" => "使う人",
        "methods" => "2段階認証",
        "verified" => "最後に入れた日",
        "shop" | "shops" => "店舗",
        "scopes" => "仕事の範囲",
        "roles" | "rights" => "権限",
        "slot" => "主・予備",
        "device" => "端末",
        "tested" => "最後に試した日",
        "login" => "ログイン",
        "by" => "行う人",
        "way" => "入り方",
        "until" => "契約の期限",
        "reviewed" => "最後に見直した日",
        "contact" => "先方の連絡先",
        "who" => "連絡先の人",
        "duty" => "役割",
        "reach" => "連絡の方法",
        "hours" => "つながる時間",
        "order" => "連絡の順番",
        "on" => "日付",
        "whom" => "対象の人",
        "change" => "したこと",
        "right" => "どの権限",
        "checked_by" => "確認者",
        "what" => "内容",
        "every" => "間隔（か月）",
        "due" => "次の予定日",
        "done" => "最後に行った日",
        "person" => "退職・異動する人",
        "successor" => "後任",
        "added" => "後任を加えた日",
        "moved" => "2段階認証を移した日",
        "removed" => "前任者を外した日",
        "memo" => "メモ",
        _ => "そのほか",
    }
}

/// Where a text stands: of what, and which field.
pub fn place(owner: &str, name: &str) -> String {
    let field = field(name);
    if owner.trim().is_empty() { field.to_owned() } else { format!("{owner}の{field}") }
}

/// A number of last digits, as it is said.
pub fn number(digits: &str) -> String {
    if digits.is_empty() { String::new() } else { format!("末尾{digits}") }
}

/// The name of the calendar of checks.
pub const CALENDAR: &str = "セラーセントラルの点検";

/// A review as an entry of a calendar.
pub fn review_due(kind: ReviewKind, what: &str) -> String {
    match (kind, what.trim()) {
        (kind, "") => format!("点検：{}", review(kind)),
        (ReviewKind::Other, what) => format!("点検：{what}"),
        (kind, what) => format!("点検：{}（{what}）", review(kind)),
    }
}

/// Who does it.
pub fn done_by(name: &str) -> String {
    if name.trim().is_empty() { String::new() } else { format!("行う人：{name}") }
}

/// A contract that ends, as an entry of a calendar.
pub fn contract_ends(partner: &str, until: Date) -> String {
    format!("{partner}の契約が{}に切れます。権限を見直します", time::day_in_full(until))
}

/// Somebody who leaves, as an entry of a calendar.
pub fn leaves(person: &str, last: Date) -> String {
    format!("{person}さんの最終日は{}です。引き継ぎを始めます", time::day_in_full(last))
}
