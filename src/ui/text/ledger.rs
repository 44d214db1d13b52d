//! The page 体制: the access ledger in the window.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::app::{Handout, LedgerTab, ListOf, PartKind, Proposal, Right};
use crate::case::LoadError;
use crate::knowledge::{Knowledge, Severity};
use crate::ledger::guard::Place;
use crate::ledger::rules::Verdict;
use crate::ledger::whatif::{Change, Fate, Loss, NewNames, ShopFate, Why};
use crate::ledger::{
    Contact, Departure, Device, Ledger, Login, Method, Partner, Person, Recovery, Review, RightsChange, Role,
    Shop, Standing,
};

use super::errors::{self, Sentence};
use super::ledger_words as words;

/// The page.
pub const TITLE: &str = "体制";
/// What the page is for.
pub const SUBTITLE: &str =
    "だれが、どの店舗に、どの手段で入れるかの台帳です。パスワードやコードは書きません。";
/// Save the ledger.
pub const SAVE: &str = "台帳を保存する";
/// Nothing there yet.
pub const BLANK: &str = "まだ何も書かれていません";
/// Take back.
pub const UNDO: &str = "元に戻す";
/// Do again.
pub const REDO: &str = "やり直す";
/// The menu of what comes in and goes out.
pub const TABLES: &str = "取り込み・書き出し";
/// Bring a spreadsheet in.
pub const IMPORT: &str = "表（CSV）から取り込む";
/// It may only be looked at.
pub const ONLY_TO_READ: &str = "この台帳は閲覧のみです。";
/// The file of the year's checks.
pub const CALENDAR_FILE: &str = "体制の点検予定.ics";
/// What new people, devices and logins are called.
pub const NEW_NAMES: NewNames<'_> =
    NewNames {
        person: "新しい担当者", device: "新しい会社のスマホ", login: "のログイン"
    };
/// A task was written down.
pub const PLANNED: &str = "体制の「点検」に加えました。";

/// Nothing is in the ledger.
pub const EMPTY: &str = "体制の台帳を作りましょう";
/// Why.
pub const EMPTY_DETAIL: &str =
    "1人しか入れない、予備の手段がない、といった弱い所が見えるようになります。次のどちらかから始められます。";
/// One way to begin.
pub const BEGIN_TABLE: &str = "表（CSV）から取り込む";
/// The other.
pub const BEGIN_QUESTIONS: &str = "4つの質問に答えて作る";
/// The four questions, in order, with what each begins.
pub const QUESTIONS: [(&str, &str, PartKind); 4] = [
    ("1. 店舗はどれですか", "店舗を書く", PartKind::Shop),
    ("2. だれが使っていますか", "人を書く", PartKind::Person),
    ("3. コードはどの端末に届きますか", "端末を書く", PartKind::Device),
    ("4. だれがどのログインで入りますか", "ログインを書く", PartKind::Login),
];
/// Back to them.
pub const NEXT_QUESTION: &str = "次の質問へ進む";
/// A question is answered.
pub const ANSWERED: &str = "記入ずみ";

/// What to do next.
pub const NEXT: &str = "次にやること";
/// Nothing to do.
pub const NOTHING_NEXT: &str = "台帳に書かれている範囲では、直す所は見つかっていません。";
/// How it stands by each rule.
pub const SCORE: &str = "決まりごとの状態";
/// What the words mean.
pub const SCORE_DETAIL: &str = "「未確認」は、台帳に書かれていないため分からないという意味です。";
/// Checks that come up.
pub const UPCOMING: &str = "近い点検";
/// None.
pub const NO_UPCOMING: &str = "予定日のある点検はありません。";
/// What others wrote in the same place.
pub const KEPT: &str = "ほかの人が同じ所に書いた内容";

/// Nothing in the list.
pub const LIST_EMPTY: &str = "まだありません。";
/// Choose one.
pub const CHOOSE: &str = "左の一覧から選ぶか、新しく加えてください。";
/// Take out.
pub const REMOVE: &str = "台帳から外す";
/// Not said.
pub const UNSAID: &str = "未記入";
/// No name yet.
pub const NAMELESS: &str = "（名前なし）";
/// Nothing chosen.
pub const NOBODY: &str = "選ばない";
/// Narrows the choice.
pub const FILTER: &str = "絞り込む";
/// What is below the fields of a login.
pub const ROLES: &str = "店舗ごとの権限";
/// Methods of a login.
pub const METHODS: &str = "2段階認証の手段";
/// Helpers of a login.
pub const RECOVERIES: &str = "入れなくなったときに助けられる人";
/// What that means.
pub const RECOVERIES_DETAIL: &str = "削除して招待し直せる管理者や、登録メールを受け取れる人です。";
/// No right in an area.
pub const NO_RIGHT: &str = "なし";
/// Rules that speak of the part.
pub const ABOUT_THIS: &str = "気を付けること";
/// The safe order of leaving.
pub const SAFE_ORDER: &str =
    "順番：後任を加える → 後任が入れることを確かめる → 2段階認証を移す → 前任者を外す";

/// もしも
pub const WHAT_IF: &str = "もしも";
/// Choose.
pub const LOSE: &str = "今日いない・使えないと";
/// What that is.
pub const LOSE_DETAIL: &str =
    "人・スマホ・PCを選ぶと、今日それが欠けたときに、どのログインと店舗に入れなくなるかが分かります。";
/// Nothing to choose from.
pub const NOTHING_TO_LOSE: &str = "人、端末、ログインを台帳に書くと、ここで試せます。";
/// What follows.
pub const RESULT: &str = "どうなるか";
/// Heads what is fatal, and what to do.
pub const AGAINST: &str = "止まらないために";
/// What to do.
pub const CHANGES: &str = "どれか1つが欠けても止まらないための、いちばん少ない変更";
/// All is well.
pub const NO_CHANGES: &str =
    "台帳に書かれている範囲では、どれか1つが欠けても、管理できなくなる店舗はありません。";
/// The ledger says too little.
pub const NO_WAY_IN: &str = "台帳では、今日入れると分かる店舗がまだありません。ログインの「使う人」と「2段階認証の手段」を書いてください。";
/// There may be fewer.
pub const NOT_PROVEN: &str = "組み合わせが多いため、これより少ない変更がある可能性があります。";
/// A change was made.
pub const CARRIED: &str = "実施したので台帳に書く";
/// What the marks are for.
pub const CARRIED_DETAIL: &str = "実際に行ったら印を付けてください。台帳に書き込み、残りを計算し直します。";
/// What no change mends.
pub const UNCOVERED: &str = "先に入れる管理者を用意しないと、防げないもの";
/// Fatal losses.
pub const FATAL: &str = "欠けると止まるもの";
/// The columns of the picture.
pub const COLUMNS: [&str; 4] = ["人", "端末", "ログイン", "店舗"];
/// A person is gone.
pub const PERSON_GONE: &str = "いない";
/// A device is gone.
pub const DEVICE_GONE: &str = "使えない";
/// Devices that are not named.
pub const UNNAMED_DETAIL: &str = "端末が書かれていない手段は、別の端末にあるものとして数えています。";
/// More than the picture shows.
pub fn more_in_picture(count: usize) -> String {
    format!("ほか{count}件（影響なし）")
}

/// What a closed case proposes.
pub const PROPOSALS: &str = "体制に加える再発防止";
/// Why.
pub const PROPOSALS_DETAIL: &str =
    "今回の不具合をきっかけに、次に備えます。選んだものは、体制の「点検」に入ります。";
/// Take it up.
pub const ACCEPT: &str = "体制に加える";
/// Put it aside.
pub const PUT_ASIDE: &str = "今回は加えない";
/// All decided.
pub const OPEN_LEDGER: &str = "体制を開く";

/// Titles of the tabs.
pub fn tab(tab: LedgerTab) -> &'static str {
    match tab {
        LedgerTab::Overview => "概要",
        LedgerTab::WhatIf => WHAT_IF,
        LedgerTab::List(list) => self::list(list),
    }
}

/// A list.
pub fn list(list: ListOf) -> &'static str {
    match list {
        ListOf::People => "人",
        ListOf::Devices => "端末",
        ListOf::Shops => "店舗",
        ListOf::Logins => "ログイン",
        ListOf::Partners => "外部の会社",
        ListOf::Contacts => "緊急の連絡先",
        ListOf::Changes => "権限の記録",
        ListOf::Reviews => "点検",
        ListOf::Departures => "退職・異動",
    }
}

/// A list and how much is in it.
pub fn counted(name: &str, count: usize) -> String {
    if count == 0 { name.to_owned() } else { format!("{name} {count}") }
}

/// Add a part.
pub fn add(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Person => "人を加える",
        PartKind::Device => "端末を加える",
        PartKind::Shop => "店舗を加える",
        PartKind::Login => "ログインを加える",
        PartKind::Role => "店舗の権限を加える",
        PartKind::Method => "手段を加える",
        PartKind::Recovery => "助けられる人を加える",
        PartKind::Partner => "外部の会社を加える",
        PartKind::Contact => "連絡先を加える",
        PartKind::Change => "権限の変更を書く",
        PartKind::Review => "点検を加える",
        PartKind::Departure => "退職・異動を加える",
    }
}

/// What stands in an empty text field.
pub fn hint(kind: PartKind, field: &str) -> &'static str {
    match (kind, field) {
        (PartKind::Person, "name") => "例：山田 花子",
        (PartKind::Person, "post") => "例：EC運用課",
        (PartKind::Device, "name") => "例：EC課の会社スマホ",
        (PartKind::Shop, "name") => "例：サンプル商店",
        (PartKind::Shop, "marketplace") => "日本なら空のままにします",
        (PartKind::Login, "name") => "例：管理者（山田）",
        (PartKind::Login, "email") => "入力欄を離れると伏せた形になります",
        (_, "number") => "例：78",
        (PartKind::Contact, "duty") => "例：管理者として権限を直す",
        (PartKind::Contact, "reach") => "例：社内の内線表を見る",
        (PartKind::Contact, "order") => "例：1",
        (PartKind::Change, "right") => "例：注文の変更",
        (PartKind::Review, "every") => "例：3（1回だけなら0）",
        _ => "",
    }
}

/// One of several of the same name, such as `人を選ぶ：使う人`.
pub fn choose_for(field: &str) -> String {
    format!("{field}を選ぶ")
}

/// Leave out one of several.
pub fn leave_out(name: &str) -> String {
    format!("{name}を除く")
}

/// Remove a role, method or helper.
pub fn remove_part(name: &str) -> String {
    format!("{name}を削除")
}

/// What a part is called in a list, and what is said below it.
pub fn part(ledger: &Ledger, kind: PartKind, of: &str, id: &str, today: Date) -> (String, String) {
    let (name, detail) = match kind {
        PartKind::Person => ledger.get::<Person>(id).map(|it| person(ledger, it, today)),
        PartKind::Device => ledger.get::<Device>(id).map(|it| device(ledger, it)),
        PartKind::Shop => ledger.get::<Shop>(id).map(|it| (it.name.clone(), words::door(it.door).to_owned())),
        PartKind::Login => ledger.get::<Login>(id).map(|it| (it.label().to_owned(), login(ledger, it))),
        PartKind::Role => nested(ledger, of)
            .and_then(|it| it.roles.iter().find(|role| role.id == id))
            .map(|it| role(ledger, it)),
        PartKind::Method => nested(ledger, of)
            .and_then(|it| it.methods.iter().find(|method| method.id == id))
            .map(|it| method(ledger, it)),
        PartKind::Recovery => {
            ledger.get::<Recovery>(id).map(|it| (ledger.name(&it.by).to_owned(), it.memo.clone()))
        }
        PartKind::Partner => {
            ledger.get::<Partner>(id).map(|it| (it.name.clone(), words::way(it.way).to_owned()))
        }
        PartKind::Contact => ledger
            .get::<Contact>(id)
            .map(|it| (ledger.name(&it.who).to_owned(), joined(&[&it.duty, &it.reach]))),
        PartKind::Change => ledger.get::<RightsChange>(id).map(|it| change_line(ledger, it)),
        PartKind::Review => ledger.get::<Review>(id).map(review),
        PartKind::Departure => ledger.get::<Departure>(id).map(|it| departure(ledger, it)),
    }
    .unwrap_or_default();
    let name = if name.trim().is_empty() { NAMELESS.to_owned() } else { name };
    (name, detail)
}

fn nested<'a>(ledger: &'a Ledger, login: &str) -> Option<&'a Login> {
    ledger.get::<Login>(login)
}

fn joined(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    said.join("・")
}

fn person(ledger: &Ledger, it: &Person, today: Date) -> (String, String) {
    let standing = if it.is_gone(today) {
        words::standing(Standing::Gone)
    } else if it.is_leaving(today) {
        words::standing(Standing::Leaving)
    } else {
        ""
    };
    (it.name.clone(), joined(&[&it.post, ledger.name(&it.partner), standing]))
}

fn device(ledger: &Ledger, it: &Device) -> (String, String) {
    let number = words::number(it.number.as_str());
    let whose = words::ownership(it.ownership);
    (it.name.clone(), joined(&[words::device(it.kind), whose, ledger.name(&it.holder), &number]))
}

fn login(ledger: &Ledger, it: &Login) -> String {
    let users: Vec<&str> = it.users.iter().map(|user| ledger.name(user)).collect();
    let users = users.join("、");
    let email = if it.name.trim().is_empty() { "" } else { it.email.as_str() };
    joined(&[email, &users])
}

fn role(ledger: &Ledger, it: &Role) -> (String, String) {
    let scopes: Vec<&str> = it.scopes.iter().map(|scope| words::scope(*scope)).collect();
    let name = joined(&[ledger.name(&it.shop), words::role(it.kind)]);
    (name, scopes.join("、"))
}

fn method(ledger: &Ledger, it: &Method) -> (String, String) {
    let name = joined(&[words::slot(it.slot), words::method(it.kind)]);
    let number = words::number(it.number.as_str());
    (name, joined(&[ledger.name(&it.device), &number]))
}

fn change_line(ledger: &Ledger, it: &RightsChange) -> (String, String) {
    let day = it.on.map(day).unwrap_or_default();
    let what = format!("{}：{}", words::change(it.change), it.right);
    let by = if it.by.is_empty() { String::new() } else { format!("{}が実施", ledger.name(&it.by)) };
    let checked = match it.checked_by.as_str() {
        "" => "確認者なし".to_owned(),
        who => format!("{}が確認", ledger.name(who)),
    };
    (joined(&[&day, ledger.name(&it.whom)]), joined(&[&what, &by, &checked]))
}

fn review(it: &Review) -> (String, String) {
    let name = if it.what.trim().is_empty() { words::review(it.kind).to_owned() } else { it.what.clone() };
    let due = it.due.map(|due| format!("予定 {}", day(due))).unwrap_or_default();
    let done = it.done.map(|done| format!("実施 {}", day(done))).unwrap_or_default();
    (name, joined(&[&due, &done]))
}

fn departure(ledger: &Ledger, it: &Departure) -> (String, String) {
    let next = match it.next_step() {
        Some(crate::ledger::ClosingStep::Added) => "次：後任を加える",
        Some(crate::ledger::ClosingStep::Tested) => "次：後任が入れることを確かめる",
        Some(crate::ledger::ClosingStep::Moved) => "次：2段階認証を移す",
        Some(crate::ledger::ClosingStep::Removed) => "次：前任者を外す",
        None => "完了",
    };
    let order = if it.is_out_of_order() { "順番が逆です" } else { "" };
    (ledger.name(&it.person).to_owned(), joined(&[next, order]))
}

/// A day, short.
pub fn day(day: Date) -> String {
    format!("{}/{}/{}", day.year(), day.month(), day.day())
}

/// How the ledger stands by a rule.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "要対応",
        Verdict::Unknown => "未確認",
        Verdict::Passed => "できています",
    }
}

/// How many rules stand how.
pub fn score(open: usize, unknown: usize, passed: usize) -> String {
    format!("要対応 {open}・未確認 {unknown}・できています {passed}")
}

/// How much something matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "急ぎ",
        Severity::Medium => "早めに",
        Severity::Low => "できるときに",
    }
}

/// Show what a rule speaks of.
pub fn show(name: &str) -> String {
    format!("{name}を見る")
}

/// A loss.
pub fn loss(ledger: &Ledger, loss: &Loss) -> String {
    match loss {
        Loss::Person(id) | Loss::Device(id) => named(ledger, id),
        Loss::Unnamed { login, .. } => format!("{}の端末（名前なし）", named(ledger, login)),
    }
}

/// A name, or that there is none.
pub fn named(ledger: &Ledger, id: &str) -> String {
    match ledger.name(id).trim() {
        "" => NAMELESS.to_owned(),
        name => name.to_owned(),
    }
}

/// What a loss is.
pub fn loss_kind(loss: &Loss) -> &'static str {
    match loss {
        Loss::Person(_) => "人",
        Loss::Device(_) | Loss::Unnamed { .. } => "端末",
    }
}

/// The result in one sentence.
pub fn verdict_of_loss(
    ledger: &Ledger,
    lost: &Loss,
    locked: usize,
    work_only: usize,
    logins: usize,
) -> String {
    let name = loss(ledger, lost);
    let without = match lost {
        Loss::Person(_) => format!("{name}がいないと、"),
        Loss::Device(_) | Loss::Unnamed { .. } => format!("{name}が使えないと、"),
    };
    match (locked, work_only, logins) {
        (0, 0, 0) => match lost {
            Loss::Person(_) => format!("{name}がいなくても、入れなくなるログインはありません。"),
            _ => format!("{name}が使えなくても、入れなくなるログインはありません。"),
        },
        (0, 0, logins) => {
            format!(
                "{without}ログイン{logins}件に入れなくなります。どの店舗も、ほかの人が管理を続けられます。"
            )
        }
        (0, shops, _) => {
            format!(
                "{without}店舗{shops}件で、ユーザーと権限を直せる人がいなくなります。日々の作業は続けられます。"
            )
        }
        (shops, 0, _) => format!("{without}店舗{shops}件に、だれも入れなくなります。"),
        (shops, more, _) => format!(
            "{without}店舗{shops}件にだれも入れなくなり、ほかの店舗{more}件でユーザーと権限を直せなくなります。"
        ),
    }
}

/// What becomes of a login: a word for the picture.
pub fn fate_word(fate: &Fate) -> &'static str {
    match fate {
        Fate::Stands => "入れる",
        Fate::Helped { .. } => "助けで入れる",
        Fate::Reinvited { .. } => "招待し直し",
        Fate::Falls(_) => "入れない",
        Fate::FellBefore(_) => "もともと不明",
    }
}

/// The same as a sentence.
pub fn fate(ledger: &Ledger, fate: &Fate) -> String {
    match fate {
        Fate::Stands => "このまま入れます。".to_owned(),
        Fate::Helped { by } => format!("{}の助けで入れます。", named(ledger, by)),
        Fate::Reinvited { by } => {
            format!("入れなくなります。「{}」の管理者が、招待し直せます。", named(ledger, by))
        }
        Fate::Falls(Why::NobodyKnows) => "入れなくなります。使える人がいません。".to_owned(),
        Fate::Falls(Why::NoMethod) => "入れなくなります。コードを受け取れる端末がありません。".to_owned(),
        Fate::FellBefore(Why::NobodyKnows) => "台帳では、今も使える人が分かりません。".to_owned(),
        Fate::FellBefore(Why::NoMethod) => "台帳では、今も2段階認証の手段が分かりません。".to_owned(),
    }
}

/// What becomes of a shop: a word for the picture.
pub fn shop_fate_word(fate: ShopFate) -> &'static str {
    match fate {
        ShopFate::Administered => "管理できる",
        ShopFate::WorkOnly => "作業だけ",
        ShopFate::Locked => "入れない",
        ShopFate::WorkOnlyBefore => "もともと作業だけ",
        ShopFate::LockedBefore => "もともと不明",
    }
}

/// The same as a sentence.
pub fn shop_fate(fate: ShopFate) -> &'static str {
    match fate {
        ShopFate::Administered => "管理も作業も続けられます。",
        ShopFate::WorkOnly => "作業は続けられますが、ユーザーと権限を直せる人がいなくなります。",
        ShopFate::Locked => "管理も作業もできなくなります。",
        ShopFate::WorkOnlyBefore => "作業は続けられます。台帳では、今も管理できる人が分かりません。",
        ShopFate::LockedBefore => "台帳では、今も入れる人が分かりません。",
    }
}

/// A change, as something to do.
pub fn change(ledger: &Ledger, change: &Change) -> String {
    let name = |id: &str| named(ledger, id);
    let device = |device: &Option<String>| match device {
        Some(id) => format!("「{}」", name(id)),
        None => "新しい会社の端末".to_owned(),
    };
    match change {
        Change::AddBackup { login, device: on } => {
            format!("「{}」の予備の手段を、{}に登録する", name(login), device(on))
        }
        Change::AddRecovery { login, by } => {
            format!("「{}」を助けられる人に、{}を加える", name(login), name(by))
        }
        Change::Promote { shop, login } => {
            format!("{}で、「{}」にも管理者の権限を付ける", name(shop), name(login))
        }
        Change::AddAdmin { shop, person: Some(person), device: on } => {
            format!(
                "{}に、{}のログインを管理者として加える（コードは{}）",
                name(shop),
                name(person),
                device(on)
            )
        }
        Change::AddAdmin { shop, person: None, .. } => {
            format!("{}に、もう1人の管理者を加える（本人のログインと会社の端末で）", name(shop))
        }
        Change::OwnLogins { login } => {
            format!("「{}」を使い回している人に、1人ずつログインと端末を用意する", name(login))
        }
    }
}

/// How many shops a loss stops.
pub fn fatal(ledger: &Ledger, lost: &Loss, shops: &[String]) -> String {
    let names: Vec<String> = shops.iter().take(3).map(|shop| named(ledger, shop)).collect();
    let more = shops.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" ほか{more}件") } else { String::new() };
    format!("{}（{}{more}）", loss(ledger, lost), names.join("、"))
}

/// A shop that a loss still stops.
pub fn uncovered(ledger: &Ledger, shop: &str, lost: &Loss) -> String {
    format!("{}：{}", named(ledger, shop), loss(ledger, lost))
}

/// A proposal.
pub fn proposal(knowledge: &Knowledge, ledger: &Ledger, proposal: &Proposal) -> (String, String) {
    match proposal {
        Proposal::Prevention(id) => match knowledge.prevention(id) {
            Some(prevention) => (prevention.label.clone(), prevention.detail.clone()),
            None => (id.clone(), String::new()),
        },
        Proposal::Change(it) => (
            change(ledger, it),
            "台帳の「もしも」で見つかった、どれか1つが欠けると止まる所への対策です。".to_owned(),
        ),
        Proposal::Lessons => (
            "関係者で振り返る日を決める".to_owned(),
            "落ち着いたら、何が起きたか、何があれば早く直せたかを話し合い、台帳と手順に反映します。"
                .to_owned(),
        ),
    }
}

/// The task of looking back.
pub fn lessons(case: &str) -> String {
    match case.trim() {
        "" => "ログインの不具合の振り返り".to_owned(),
        case => format!("「{case}」の振り返り"),
    }
}

/// Accessible name of what takes a proposal up.
pub fn accept(label: &str) -> String {
    format!("{ACCEPT}：{label}")
}

/// Who is an administrator, in the checklist.
pub fn admins(names: &[String]) -> String {
    format!("台帳の管理者：{}", names.join("、"))
}

/// The ledger knows no administrator.
pub const NO_ADMINS: &str = "台帳に、管理者として書かれた人がいません。";

/// Who has a backup method, in the checklist.
pub fn backups(names: &[String]) -> String {
    format!("台帳で予備の手段がある人：{}", names.join("、"))
}

/// The ledger knows nobody with a backup method.
pub const NO_BACKUPS: &str = "台帳に、予備の手段がある人がいません。";

/// Where a secret was found.
pub fn secret_place(ledger: &Ledger, place: &Place) -> String {
    words::place(ledger.name(&place.id), place.field)
}

/// The ledger holds what looks like a secret.
pub const SECRETS: &str = "パスワードやコードのような文字があるため、まだ保存していません";
/// Blank it.
pub const BLANK_AND_SAVE: &str = "伏せて保存する";
/// Back.
pub const DISMISS: &str = "閉じる";
/// It cannot be changed.
pub fn read_only(right: Right) -> (&'static str, &'static str) {
    super::keeping::read_only(right)
}

/// Others' changes came in.
pub fn came_in(taken: usize, both: usize) -> String {
    super::keeping::came_in(taken, both)
}

/// The file is gone.
pub const GONE: &str = "台帳のファイルが見つかりません。保存し直せます";
/// It was changed by hand.
pub const BY_HAND: &str = "台帳のファイルが、保存したあとで書き換えられています";
/// What to do.
pub const BY_HAND_DETAIL: &str = "内容を確かめてください。保存すると、この案内は消えます。";
/// Something was not saved last time.
pub const RECOVERED: &str = "前回、保存されなかった台帳の入力があります";
/// Take it back.
pub const RESTORE: &str = "台帳に戻す";
/// Or not.
pub const FORGET: &str = "控えを消す";
/// It is being read.
pub const READING: &str = "台帳を読んでいます";
/// There is an earlier state.
pub fn use_earlier(at: &str) -> String {
    format!("{at} の台帳を使う")
}
/// There is none.
pub const NO_EARLIER: &str = "一つ前の台帳は見つかりませんでした。";

/// The ledger cannot be read.
pub fn unreadable(error: &LoadError, path: &Path) -> Sentence {
    let said = errors::load_error(error);
    Sentence {
        what: "体制の台帳を開けませんでした。".to_owned(),
        safe: "ファイルはそのまま残っています。".to_owned(),
        next: said.next,
        path: Some(path.display().to_string()),
    }
}

/// A spreadsheet is too large.
pub fn table_too_big(path: &Path) -> Sentence {
    Sentence {
        what: "表が大きすぎるため、取り込めませんでした。".to_owned(),
        safe: "台帳はそのままです。".to_owned(),
        next: "32MBより小さい表に分けてください。".to_owned(),
        path: Some(path.display().to_string()),
    }
}

/// A spreadsheet cannot be read.
pub fn table_unreadable(path: &Path) -> Sentence {
    Sentence {
        what: "表のファイルを開けませんでした。".to_owned(),
        safe: "台帳はそのままです。".to_owned(),
        next: "Excelで開いている場合は閉じてから、もう一度選んでください。".to_owned(),
        path: Some(path.display().to_string()),
    }
}

/// What is handed out.
pub fn handout(handout: Handout) -> &'static str {
    match handout {
        Handout::Csv => "台帳を表（CSV）に書き出す",
        Handout::Cp932 => "古いソフト用の表（CP932）に書き出す",
        Handout::Template => "記入用の表（CSV）を書き出す",
        Handout::Calendar => "1年分の点検予定（.ics）を書き出す",
    }
}

/// A spreadsheet before it is taken in.
pub const IMPORT_TITLE: &str = "この内容を台帳に取り込みますか";
/// Nothing is changed yet.
pub const IMPORT_DETAIL: &str = "まだ何も変えていません。取り込んだあとも「元に戻す」で戻せます。";
/// It cannot be taken in.
pub const IMPORT_FAILED: &str = "この表は取り込めませんでした";
/// Nothing is changed.
pub const IMPORT_FAILED_DETAIL: &str =
    "台帳は何も変えていません。次の行を直してから、もう一度取り込んでください。";
/// Take it in.
pub const IMPORT_DO: &str = "取り込む";
/// Do not.
pub const IMPORT_CANCEL: &str = "取り込まない";
/// It would change nothing.
pub const IMPORT_NOTHING: &str = "台帳と同じ内容です。取り込むものはありません。";
/// What it would add.
pub const IMPORT_ADDED: &str = "加わるもの";
/// What it would change.
pub const IMPORT_CHANGED: &str = "変わるもの";

/// What a spreadsheet would do.
pub fn import_summary(table: &str, added: usize, changed: usize, unchanged: usize) -> String {
    format!("{table}：加わる {added}件・変わる {changed}件・同じ {unchanged}件")
}

/// Columns that are left out.
pub fn import_ignored(heads: &[String]) -> String {
    format!("使わない列：{}", heads.join("、"))
}

/// A row and what it is called.
pub fn import_row(line: u64, label: &str) -> String {
    format!("{line}行目　{label}")
}

/// A cell that would be otherwise.
pub fn import_field(head: &str, before: &str, after: &str) -> String {
    let said = |text: &str| if text.is_empty() { UNSAID.to_owned() } else { format!("「{text}」") };
    format!("{head}：{} → {}", said(before), said(after))
}

/// Rows were taken in.
pub fn imported(rows: usize) -> String {
    format!("{rows}行を取り込みました。内容を確かめて、保存してください。")
}

/// Some characters are missing in an encoding.
pub fn not_in_encoding(characters: &[char]) -> Sentence {
    Sentence {
        what: super::ledger_csv::not_in_cp932(characters),
        safe: "何も書き出していません。".to_owned(),
        next: "「台帳を表（CSV）に書き出す」を使ってください。".to_owned(),
        path: None,
    }
}

/// Files were written.
pub fn written(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| format!("「{}」", name.to_string_lossy()))
        .collect();
    match names.as_slice() {
        [only] => format!("{only}を書き出しました。"),
        several => format!("{}個のファイルを書き出しました。", several.len()),
    }
}
