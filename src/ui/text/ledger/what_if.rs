//! もしも: losses, what they do, and what is done against them; and what a closed case proposes.

use crate::app::Proposal;
use crate::knowledge::Knowledge;
use crate::ledger::Ledger;
use crate::ledger::whatif::{Change, Fate, Loss, NewNames, ShopFate, Why};

use super::NAMELESS;

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

/// What new people, devices and logins are called.
pub const NEW_NAMES: NewNames<'_> =
    NewNames {
        person: "新しい担当者", device: "新しい会社のスマホ", login: "のログイン"
    };
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

/// The same where the loss is fatal.
pub fn fatal_kind(kind: &str) -> String {
    format!("{kind}・{FATAL}")
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
