//! The shortest set of changes after which no single loss is fatal.
//!
//! Each pair of a shop and a loss that is fatal for it has to be covered by a change. Changes only add ways in, and a
//! login stands, or is helped, by any one of its ways: so what several changes cover is what each of them covers, and the
//! shortest set of changes is the smallest cover.
//!
//! A backup method or a helper can be added while the login stands, users and rights can be changed while a shop can be
//! administered. What does not stand today has to be repaired first, and is no matter of the next loss.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::Change;
use super::cover::{Set, cover};
use super::graph::{At, Before, Gone, Graph, Login, Loss, Power};
use crate::ledger::Id;

/// What to do so that no single loss is fatal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The losses that are fatal today, each with the shops that it locks or leaves without an administrator.
    pub fatal: Vec<(Loss, Vec<Id>)>,
    /// The changes.
    pub changes: Vec<Change>,
    /// Whether there is no shorter set.
    pub proof: Proof,
    /// What no change of these kinds mends.
    pub uncovered: Vec<Uncovered>,
}

/// Whether a set of changes is the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// There is no shorter one.
    Shortest,
    /// There may be one: the search was broken off.
    Best,
}

/// A shop that a loss still locks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uncovered {
    /// The shop.
    pub shop: Id,
    /// The loss.
    pub loss: Loss,
}

/// How much work a change is, to choose among sets with as many changes. Only the order matters.
mod effort {
    pub const BACKUP: u32 = 10;
    pub const RECOVERY: u32 = 11;
    pub const BACKUP_ON_NEW: u32 = 14;
    pub const PROMOTE: u32 = 15;
    pub const ADMIN: u32 = 20;
    pub const ADMIN_ON_NEW: u32 = 24;
    pub const OWN_LOGINS: u32 = 28;
    pub const NEW_PERSON: u32 = 30;
}

/// What has to be covered.
struct Needs {
    /// Shop and loss, sorted by shop.
    pairs: Vec<(At, Gone)>,
    /// Place of each pair.
    places: BTreeMap<(At, Gone), usize>,
    /// The losses, with the logins that fall by each.
    fallen: BTreeMap<Gone, BTreeSet<At>>,
    /// What a login must be able to do in each shop, to count there.
    power: Vec<Option<Power>>,
}

impl Needs {
    fn of_shop(&self, shop: At) -> impl Iterator<Item = Gone> {
        let range = (shop, Gone::Nothing)..(shop + 1, Gone::Nothing);
        self.places.range(range).map(|((_, gone), _)| *gone)
    }

    fn counts(&self, shop: At, power: Power) -> bool {
        self.power.get(shop).copied().flatten().is_some_and(|needed| power >= needed)
    }
}

impl Graph<'_> {
    /// The losses that are fatal, and the shortest set of changes against them.
    pub fn shortest(&self) -> Remedy {
        let before = self.before();
        let needs = self.needs(&before);
        let options = self.options(&needs, &before);
        let sets: Vec<Set> = options.iter().map(|(_, set)| set.clone()).collect();
        let found = cover(needs.pairs.len(), &sets);
        let changes = found.chosen.iter().filter_map(|at| options.get(*at)).map(|(change, _)| change.clone());
        let uncovered = found.uncovered.iter().filter_map(|at| needs.pairs.get(*at));
        let uncovered = uncovered.filter_map(|(shop, gone)| {
            Some(Uncovered { shop: (*self.shops.get(*shop)?).to_owned(), loss: self.loss(*gone)? })
        });
        Remedy {
            fatal: self.fatal(&needs),
            changes: changes.collect(),
            proof: if found.is_proven { Proof::Shortest } else { Proof::Best },
            uncovered: uncovered.collect(),
        }
    }

    fn fatal(&self, needs: &Needs) -> Vec<(Loss, Vec<Id>)> {
        let mut fatal: BTreeMap<Gone, Vec<Id>> = BTreeMap::new();
        for (shop, gone) in &needs.pairs {
            let shop = self.shops.get(*shop).map(|shop| (*shop).to_owned());
            fatal.entry(*gone).or_default().extend(shop);
        }
        fatal.into_iter().filter_map(|(gone, shops)| Some((self.loss(gone)?, shops))).collect()
    }

    /// Every loss, looked at: which shops it locks or leaves without an administrator.
    fn needs(&self, before: &Before) -> Needs {
        let stands = |at: &At| before.helped.binary_search(at).is_err();
        let power: Vec<Option<Power>> = self
            .doors
            .iter()
            .map(|doors| doors.iter().filter(|(at, _)| stands(at)).map(|(_, power)| *power).max())
            .collect();
        let standing = |shop: At, needed: Power| {
            let doors = self.doors.get(shop).into_iter().flatten();
            doors.filter(|(at, power)| *power >= needed && stands(at)).count()
        };
        let many: Vec<usize> = power
            .iter()
            .enumerate()
            .map(|(shop, power)| power.map_or(0, |needed| standing(shop, needed)))
            .collect();
        let mut needs = Needs { pairs: Vec::new(), places: BTreeMap::new(), fallen: BTreeMap::new(), power };
        let people = (0..self.people.len()).map(Gone::Person);
        for gone in people.chain((0..self.devices.len()).map(Gone::Device)) {
            let fallen: BTreeSet<At> = self.fallen(gone, before).into_iter().collect();
            let mut lost: BTreeMap<At, usize> = BTreeMap::new();
            let newly = fallen.iter().filter(|at| stands(at)).filter_map(|at| self.logins.get(*at));
            for (shop, power) in newly.flat_map(|login| &login.roles) {
                if needs.counts(*shop, *power) {
                    *lost.entry(*shop).or_default() += 1;
                }
            }
            lost.retain(|shop, count| many.get(*shop) == Some(count));
            if !lost.is_empty() {
                needs.pairs.extend(lost.keys().map(|shop| (*shop, gone)));
                needs.fallen.insert(gone, fallen);
            }
        }
        needs.pairs.sort_unstable();
        needs.places = needs.pairs.iter().enumerate().map(|(place, pair)| (*pair, place)).collect();
        needs
    }

    /// All changes that help, with what they cover.
    fn options(&self, needs: &Needs, before: &Before) -> Vec<(Change, Set)> {
        let mut options = Vec::new();
        let falling: BTreeSet<At> = needs.fallen.values().flatten().copied().collect();
        let steady = self.steady(&falling);
        for at in falling.into_iter().filter(|at| before.helped.binary_search(at).is_err()) {
            if let Some(login) = self.logins.get(at) {
                self.backups(at, login, needs, &mut options);
                self.recoveries(at, login, &steady, needs, &mut options);
            }
        }
        for login in &self.logins {
            self.own_logins(login, needs, &mut options);
        }
        let helpers = self.helpers(needs);
        // Where nothing is to be covered, one shop is as good as another to bring a helper in.
        let mut any = true;
        for (shop, power) in needs.power.iter().enumerate() {
            if *power == Some(Power::Administers) {
                let is_needed = needs.of_shop(shop).next().is_some();
                if is_needed || std::mem::take(&mut any) {
                    self.promotions(shop, needs, &mut options);
                    self.administrators(shop, &helpers, needs, &mut options);
                }
            }
        }
        options
    }

    /// People of the company who get in whatever of the fatal losses happens to others.
    fn steady(&self, falling: &BTreeSet<At>) -> Vec<At> {
        let gets_in = |logins: &Vec<At>| logins.iter().any(|login| !falling.contains(login));
        let people =
            self.uses.iter().enumerate().filter(|(person, logins)| self.is_own(*person) && gets_in(logins));
        people.map(|(person, _)| person).collect()
    }

    /// People whose getting in brings others back in, and what that covers.
    fn helpers(&self, needs: &Needs) -> Vec<(At, BTreeSet<usize>)> {
        let people = self.helps.iter().enumerate();
        let people = people.filter(|(person, helped)| !helped.is_empty() && self.is_own(*person));
        let covers = |person: At| {
            self.covered(needs, |gone, fallen| match gone {
                Gone::Person(lost) if lost == person => Vec::new(),
                _ => self.helped_by(person, fallen, gone),
            })
        };
        let helpers = people.map(|(person, _)| (person, covers(person).into_iter().collect::<BTreeSet<_>>()));
        helpers.filter(|(_, covers)| !covers.is_empty()).collect()
    }

    fn backups(&self, at: At, login: &Login<'_>, needs: &Needs, options: &mut Vec<(Change, Set)>) {
        let covers = self.covered(needs, |gone, fallen| {
            let stands = fallen.contains(&at) && Self::is_known(login, gone);
            if stands { vec![at] } else { Vec::new() }
        });
        if covers.is_empty() {
            return;
        }
        let id = login.id.to_owned();
        if let Some((place, device)) = self.spare_device(login, needs) {
            let on_it = covers
                .iter()
                .copied()
                .filter(|pair| needs.pairs.get(*pair).is_some_and(|(_, gone)| *gone != Gone::Device(place)));
            let set = Set { covers: on_it.collect(), effort: effort::BACKUP };
            options.push((Change::AddBackup { login: id.clone(), device: Some(device) }, set));
        }
        let set = Set { covers, effort: effort::BACKUP_ON_NEW };
        options.push((Change::AddBackup { login: id, device: None }, set));
    }

    /// A device of the company that is no method of the login yet: one that a user has, or one that has its place.
    fn spare_device(&self, login: &Login<'_>, needs: &Needs) -> Option<(At, Id)> {
        let (held, placed) = &self.company;
        let at_hand = login.users.iter().filter_map(|user| held.get(*user)).flatten().chain(placed).copied();
        let at_hand = at_hand.filter(|place| !login.devices.contains(place));
        let place = at_hand.min_by_key(|place| needs.fallen.contains_key(&Gone::Device(*place)))?;
        match self.devices.get(place)? {
            Loss::Device(id) => Some((place, id.clone())),
            Loss::Person(_) | Loss::Unnamed { .. } => None,
        }
    }

    fn recoveries(
        &self,
        at: At,
        login: &Login<'_>,
        steady: &[At],
        needs: &Needs,
        options: &mut Vec<(Change, Set)>,
    ) {
        let Some(person) = steady.iter().copied().find(|person| !login.users.contains(person)) else {
            return;
        };
        let Some(by) = self.people.get(person) else { return };
        let covers = self.covered(needs, |gone, fallen| {
            let helps =
                fallen.contains(&at) && Self::is_known(login, gone) && self.gets_in(person, fallen, gone);
            if helps { vec![at] } else { Vec::new() }
        });
        if !covers.is_empty() {
            let change = Change::AddRecovery { login: login.id.to_owned(), by: (*by).to_owned() };
            options.push((change, Set { covers, effort: effort::RECOVERY }));
        }
    }

    /// A login of a shop can be replaced by own ones where the shop can be administered.
    fn own_logins(&self, login: &Login<'_>, needs: &Needs, options: &mut Vec<(Change, Set)>) {
        let administered =
            |(shop, _): &(At, Power)| needs.power.get(*shop) == Some(&Some(Power::Administers));
        if login.users.len() < 2 || login.roles.is_empty() || !login.roles.iter().all(administered) {
            return;
        }
        let mut covers: BTreeSet<usize> = self
            .covered(needs, |gone, fallen| {
                let users = login.users.iter().filter(|user| Gone::Person(**user) != gone);
                users.flat_map(|user| self.helped_by(*user, fallen, gone)).collect()
            })
            .into_iter()
            .collect();
        let own = login.roles.iter().filter(|(shop, power)| needs.counts(*shop, *power));
        covers.extend(own.flat_map(|(shop, _)| {
            needs.of_shop(*shop).filter_map(|gone| needs.places.get(&(*shop, gone)).copied())
        }));
        if !covers.is_empty() {
            let set = Set { covers: covers.into_iter().collect(), effort: effort::OWN_LOGINS };
            options.push((Change::OwnLogins { login: login.id.to_owned() }, set));
        }
    }

    fn promotions(&self, shop: At, needs: &Needs, options: &mut Vec<(Change, Set)>) {
        let Some(id) = self.shops.get(shop) else { return };
        for (at, _) in self.doors.get(shop).into_iter().flatten().filter(|(_, power)| *power == Power::Works)
        {
            let Some(login) = self.logins.get(*at).filter(|login| login.users.len() < 2) else { continue };
            let stays = needs
                .of_shop(shop)
                .filter(|gone| needs.fallen.get(gone).is_some_and(|fallen| !fallen.contains(at)));
            let covers: Vec<usize> =
                stays.filter_map(|gone| needs.places.get(&(shop, gone)).copied()).collect();
            if covers.is_empty() || login.users.iter().any(|user| !self.is_own(*user)) {
                continue;
            }
            let change = Change::Promote { shop: (*id).to_owned(), login: login.id.to_owned() };
            options.push((change, Set { covers, effort: effort::PROMOTE }));
        }
    }

    fn administrators(
        &self,
        shop: At,
        helpers: &[(At, BTreeSet<usize>)],
        needs: &Needs,
        options: &mut Vec<(Change, Set)>,
    ) {
        let Some(id) = self.shops.get(shop) else { return };
        let losses: Vec<(Gone, usize)> =
            needs.of_shop(shop).filter_map(|gone| Some((gone, *needs.places.get(&(shop, gone))?))).collect();
        let mut add = |person: Option<At>, more: &BTreeSet<usize>| {
            let mut covers = more.clone();
            let stays = losses.iter().filter(|(gone, _)| person.is_none_or(|at| *gone != Gone::Person(at)));
            covers.extend(stays.map(|(_, place)| *place));
            let device = person.and_then(|person| self.company_device(person, needs));
            let effort = match (person, &device) {
                (None, _) => effort::NEW_PERSON,
                (Some(_), None) => effort::ADMIN_ON_NEW,
                (Some(_), Some(_)) => effort::ADMIN,
            };
            let person = person.and_then(|at| self.people.get(at)).map(|id| (*id).to_owned());
            let change = Change::AddAdmin { shop: (*id).to_owned(), person, device };
            options.push((change, Set { covers: covers.into_iter().collect(), effort }));
        };
        // Whoever helps others back in brings more than the shop itself.
        for (person, covers) in helpers {
            add(Some(*person), covers);
        }
        if losses.is_empty() {
            return;
        }
        // The one with a device of the company first.
        let free = |person: &At| {
            self.is_own(*person) && losses.iter().all(|(gone, _)| *gone != Gone::Person(*person))
        };
        let people = (0..self.people.len()).filter(free);
        let rank = |person: &At| (self.company_device(*person, needs).is_none(), *person);
        if let Some(person) = people.min_by_key(rank) {
            add(Some(person), &BTreeSet::new());
        }
        add(None, &BTreeSet::new());
    }

    /// Somebody of the company itself who stays, as far as the ledger says.
    fn is_own(&self, person: At) -> bool {
        self.own.get(person).is_some_and(|own| *own)
    }

    /// A device of the company that the person has, and whose loss is not fatal.
    fn company_device(&self, person: At, needs: &Needs) -> Option<Id> {
        let mut devices = self.company.0.get(person)?.iter();
        let place = devices.find(|place| !needs.fallen.contains_key(&Gone::Device(**place)))?;
        match self.devices.get(*place)? {
            Loss::Device(id) => Some(id.clone()),
            Loss::Person(_) | Loss::Unnamed { .. } => None,
        }
    }

    /// The fallen logins that a person helps back in, once they get in themselves.
    fn helped_by(&self, person: At, fallen: &BTreeSet<At>, gone: Gone) -> Vec<At> {
        let helped = self.helps.get(person).into_iter().flatten().copied();
        let known = |at: &At| self.logins.get(*at).is_some_and(|login| Self::is_known(login, gone));
        helped.filter(|at| fallen.contains(at) && known(at)).collect()
    }

    /// The pairs that are covered where, of each loss, these logins stand again, and all that follows from it.
    fn covered(&self, needs: &Needs, stands_again: impl Fn(Gone, &BTreeSet<At>) -> Vec<At>) -> Vec<usize> {
        let mut covers = BTreeSet::new();
        for (gone, fallen) in &needs.fallen {
            let mut again: BTreeSet<At> = BTreeSet::new();
            let mut waiting = stands_again(*gone, fallen);
            while let Some(at) = waiting.pop() {
                if !again.insert(at) {
                    continue;
                }
                let Some(login) = self.logins.get(at) else { continue };
                for (shop, power) in &login.roles {
                    if needs.counts(*shop, *power) {
                        covers.extend(needs.places.get(&(*shop, *gone)));
                    }
                }
                let users = login.users.iter().filter(|user| Gone::Person(**user) != *gone);
                waiting.extend(users.flat_map(|user| self.helped_by(*user, fallen, *gone)));
            }
        }
        covers.into_iter().collect()
    }
}
