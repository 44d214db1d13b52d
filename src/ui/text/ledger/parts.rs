//! What the parts of the ledger are called in lists, and what is said below their names.

use jiff::civil::Date;

use crate::app::PartKind;
use crate::ledger::{
    ClosingStep, Contact, Departure, Device, Ledger, Login, Method, Partner, Person, Recovery, Review,
    RightsChange, Role, Shop, Standing,
};

use super::super::ledger_words as words;
use super::{NAMELESS, day};

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
        Some(ClosingStep::Added) => "次：後任を加える",
        Some(ClosingStep::Tested) => "次：後任が入れることを確かめる",
        Some(ClosingStep::Moved) => "次：2段階認証を移す",
        Some(ClosingStep::Removed) => "次：前任者を外す",
        None => "完了",
    };
    let order = if it.is_out_of_order() { "順番が逆です" } else { "" };
    (ledger.name(&it.person).to_owned(), joined(&[next, order]))
}
