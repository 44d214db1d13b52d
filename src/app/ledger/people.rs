//! Who can help, by name: for the checklist, which otherwise only says 管理者 or 予備の手段.

use jiff::civil::Date;

use crate::ledger::{Ledger, Login, Person, RoleKind, Slot};

/// The names of people who are there and use a login of an administrator, each once. With the name of a shop that the
/// ledger has, only of that shop.
pub fn admins(ledger: &Ledger, shop: &str, today: Date) -> Vec<String> {
    let shop = shop_id(ledger, shop);
    let is_admin = |login: &&Login| {
        login.roles.iter().any(|role| {
            matches!(role.kind, RoleKind::MainAdmin | RoleKind::Admin)
                && shop.is_none_or(|id| role.shop == id)
        })
    };
    names(ledger, ledger.logins.iter().filter(is_admin), today)
}

/// The names of people who are there and whose login has a backup method.
pub fn backup_holders(ledger: &Ledger, shop: &str, today: Date) -> Vec<String> {
    let shop = shop_id(ledger, shop);
    let has_backup = |login: &&Login| {
        let here = shop.is_none_or(|id| login.role_in(id).is_some());
        here && login.methods_in(Slot::Backup).next().is_some()
    };
    names(ledger, ledger.logins.iter().filter(has_backup), today)
}

fn shop_id<'a>(ledger: &'a Ledger, name: &str) -> Option<&'a str> {
    let name = name.trim();
    ledger.shops.iter().find(|shop| !name.is_empty() && shop.name.trim() == name).map(|shop| shop.id.as_str())
}

fn names<'a>(ledger: &'a Ledger, logins: impl Iterator<Item = &'a Login>, today: Date) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for user in logins.flat_map(|login| &login.users) {
        let is_gone = ledger.get::<Person>(user).is_some_and(|person| person.is_gone(today));
        let name = ledger.name(user);
        if !is_gone && !name.trim().is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::ledger::{Method, Role, Shop, Standing};

    #[test]
    fn only_people_who_are_there_are_named_and_of_the_shop_in_question() {
        let person = |id: &str, standing| Person {
            id: id.to_owned(),
            name: format!("{id}さん"),
            standing,
            ..Person::default()
        };
        let login = |id: &str, shop: &str, kind, backup: &str| Login {
            users: vec![id.to_owned()],
            roles: vec![Role { shop: shop.to_owned(), kind, ..Role::default() }],
            methods: vec![Method { slot: Slot::Backup, device: backup.to_owned(), ..Method::default() }],
            ..Login::default()
        };
        let mut ledger = Ledger::new(Timestamp::UNIX_EPOCH, "test");
        ledger.people = vec![
            person("A", Standing::Here),
            person("B", Standing::Gone),
            person("C", Standing::Here),
            person("D", Standing::Here),
        ];
        let shop =
            |id: &str, name: &str| Shop { id: id.to_owned(), name: name.to_owned(), ..Shop::default() };
        ledger.shops = vec![shop("1", "本店"), shop("2", "支店")];
        ledger.logins = vec![
            login("A", "1", RoleKind::MainAdmin, "X"),
            login("B", "1", RoleKind::Admin, "X"),
            login("C", "2", RoleKind::Admin, "X"),
            login("D", "1", RoleKind::User, "X"),
        ];
        let today = jiff::civil::date(2026, 11, 28);
        assert_eq!(admins(&ledger, "本店", today), ["Aさん"]);
        assert_eq!(admins(&ledger, "知らない店", today), ["Aさん", "Cさん"]);
        assert_eq!(backup_holders(&ledger, "本店", today), ["Aさん", "Dさん"]);
        ledger.logins[3].methods.clear();
        assert_eq!(backup_holders(&ledger, "本店", today), ["Aさん"]);
    }
}
