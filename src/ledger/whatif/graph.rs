//! People, devices, logins and shops as a graph of who needs what.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::ledger::{Id, Ledger, Ownership, RoleKind};

/// Somebody or something that may be gone. Names that lead nowhere in the ledger stand for themselves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// A person, with what they take along: their own devices, not the company's.
    Person(Id),
    /// A telephone, a computer, a key.
    Device(Id),
    /// The device of a method of a login, where the ledger does not say which one it is.
    Unnamed {
        /// The login.
        login: Id,
        /// Its method.
        method: Id,
    },
}

/// A place in one of the lists of the graph.
pub(super) type At = usize;

/// What is gone, as places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Gone {
    Nothing,
    Person(At),
    Device(At),
}

#[derive(Debug)]
pub(super) struct Login<'a> {
    pub id: &'a str,
    /// People who are there and know its password.
    pub users: Vec<At>,
    /// Devices that are there, of its methods.
    pub devices: Vec<At>,
    /// People who are there and can help it back in.
    pub helpers: Vec<At>,
    /// Its shops, and whether it administers them.
    pub roles: Vec<(At, Power)>,
}

/// What a login may do in a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Power {
    Works,
    Administers,
}

/// The ledger as a graph, on one day.
#[derive(Debug)]
pub struct Graph<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) today: Date,
    pub(super) people: Vec<&'a str>,
    pub(super) devices: Vec<Loss>,
    /// With whom a device goes.
    pub(super) carriers: Vec<Option<At>>,
    /// Whether somebody is of the company itself and stays.
    pub(super) own: Vec<bool>,
    /// The company's devices that each person has, and those that nobody has.
    pub(super) company: (Vec<Vec<At>>, Vec<At>),
    pub(super) logins: Vec<Login<'a>>,
    pub(super) shops: Vec<&'a str>,
    /// The logins of each person.
    pub(super) uses: Vec<Vec<At>>,
    /// The logins that each person can help.
    pub(super) helps: Vec<Vec<At>>,
    /// The logins that depend on each device.
    pub(super) carries: Vec<Vec<At>>,
    /// The logins of each shop.
    pub(super) doors: Vec<Vec<(At, Power)>>,
}

/// Gives names to places, each name once.
#[derive(Default)]
struct Places<'a>(BTreeMap<&'a str, At>);

impl<'a> Places<'a> {
    fn of(&mut self, name: &'a str, list: &mut Vec<&'a str>) -> At {
        *self.0.entry(name).or_insert_with(|| {
            list.push(name);
            list.len() - 1
        })
    }
}

impl<'a> Graph<'a> {
    /// The graph of a ledger. Whoever has left by `today` is not in it, and neither is what they took along.
    pub fn of(ledger: &'a Ledger, today: Date) -> Self {
        let gone: BTreeSet<&str> = ledger
            .people
            .iter()
            .filter(|person| person.is_gone(today))
            .map(|person| person.id.as_str())
            .collect();
        let mut graph = Self {
            ledger,
            today,
            people: Vec::new(),
            devices: Vec::new(),
            carriers: Vec::new(),
            own: Vec::new(),
            company: (Vec::new(), Vec::new()),
            logins: Vec::new(),
            shops: Vec::new(),
            uses: Vec::new(),
            helps: Vec::new(),
            carries: Vec::new(),
            doors: Vec::new(),
        };
        let (mut people, mut shops) = (Places::default(), Places::default());
        for person in ledger.people_here(today) {
            people.of(&person.id, &mut graph.people);
        }
        for shop in &ledger.shops {
            shops.of(&shop.id, &mut graph.shops);
        }
        let devices = graph.add_devices(&gone, &mut people);
        graph.add_logins(&gone, &mut people, &mut shops, devices);
        graph.index();
        graph.add_company(&people);
        graph
    }

    /// The devices that are there, by their ids; none for those that somebody took along.
    fn add_devices(
        &mut self,
        gone: &BTreeSet<&str>,
        people: &mut Places<'a>,
    ) -> BTreeMap<&'a str, Option<At>> {
        let mut places = BTreeMap::new();
        for device in &self.ledger.devices {
            let goes_along = device.ownership != Ownership::Company && !device.holder.is_empty();
            if goes_along && gone.contains(device.holder.as_str()) {
                places.insert(device.id.as_str(), None);
                continue;
            }
            let carrier = goes_along.then(|| people.of(&device.holder, &mut self.people));
            places.insert(device.id.as_str(), Some(self.devices.len()));
            self.devices.push(Loss::Device(device.id.clone()));
            self.carriers.push(carrier);
        }
        places
    }

    fn add_logins(
        &mut self,
        gone: &BTreeSet<&str>,
        people: &mut Places<'a>,
        shops: &mut Places<'a>,
        mut devices: BTreeMap<&'a str, Option<At>>,
    ) {
        let mut helpers: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for recovery in &self.ledger.recoveries {
            helpers.entry(&recovery.login).or_default().push(&recovery.by);
        }
        for login in &self.ledger.logins {
            let mut here = |names: &mut dyn Iterator<Item = &'a str>| -> Vec<At> {
                let here = names.filter(|name| !name.is_empty() && !gone.contains(name));
                distinct(here.map(|name| people.of(name, &mut self.people)).collect())
            };
            let users = here(&mut login.users.iter().map(String::as_str));
            let helpers = here(&mut helpers.get(login.id.as_str()).into_iter().flatten().copied());
            let mut of_methods = Vec::new();
            for method in &login.methods {
                let unnamed = method.device.is_empty();
                let known = (!unnamed).then(|| devices.get(method.device.as_str()).copied()).flatten();
                if let Some(place) = known {
                    of_methods.extend(place);
                    continue;
                }
                of_methods.push(self.devices.len());
                if unnamed {
                    let (login, method) = (login.id.clone(), method.id.clone());
                    self.devices.push(Loss::Unnamed { login, method });
                } else {
                    devices.insert(&method.device, Some(self.devices.len()));
                    self.devices.push(Loss::Device(method.device.clone()));
                }
                self.carriers.push(None);
            }
            let mut roles: Vec<(At, Power)> = Vec::new();
            for role in login.roles.iter().filter(|role| !role.shop.is_empty()) {
                let power = match role.kind {
                    RoleKind::MainAdmin | RoleKind::Admin => Power::Administers,
                    RoleKind::User | RoleKind::Unknown => Power::Works,
                };
                roles.push((shops.of(&role.shop, &mut self.shops), power));
            }
            // Of two roles in one shop, the stronger one counts.
            roles.sort_by_key(|(shop, power)| (*shop, std::cmp::Reverse(*power)));
            roles.dedup_by_key(|(shop, _)| *shop);
            let devices = distinct(of_methods);
            self.logins.push(Login { id: &login.id, users, devices, helpers, roles });
        }
    }

    /// Who is of the company itself, and which of its devices they have.
    fn add_company(&mut self, people: &Places<'a>) {
        let at = |id: &str| people.0.get(id).copied();
        self.own = vec![true; self.people.len()];
        for person in &self.ledger.people {
            let is_own = person.partner.is_empty() && !person.is_leaving(self.today);
            at(&person.id).and_then(|at| self.own.get_mut(at)).into_iter().for_each(|own| *own = is_own);
        }
        self.company.0 = vec![Vec::new(); self.people.len()];
        let places: BTreeMap<&str, At> = self
            .devices
            .iter()
            .enumerate()
            .filter_map(|(place, device)| match device {
                Loss::Device(id) => Some((id.as_str(), place)),
                Loss::Person(_) | Loss::Unnamed { .. } => None,
            })
            .collect();
        for device in self.ledger.devices.iter().filter(|device| device.ownership == Ownership::Company) {
            let Some(place) = places.get(device.id.as_str()).copied() else { continue };
            match at(&device.holder).and_then(|holder| self.company.0.get_mut(holder)) {
                Some(devices) => devices.push(place),
                None => self.company.1.push(place),
            }
        }
    }

    fn index(&mut self) {
        self.uses = vec![Vec::new(); self.people.len()];
        self.helps = vec![Vec::new(); self.people.len()];
        self.carries = vec![Vec::new(); self.devices.len()];
        self.doors = vec![Vec::new(); self.shops.len()];
        for (at, login) in self.logins.iter().enumerate() {
            for (list, places) in [
                (&mut self.uses, &login.users),
                (&mut self.helps, &login.helpers),
                (&mut self.carries, &login.devices),
            ] {
                for place in places {
                    list.get_mut(*place).into_iter().for_each(|logins| logins.push(at));
                }
            }
            for (shop, power) in &login.roles {
                self.doors.get_mut(*shop).into_iter().for_each(|doors| doors.push((at, *power)));
            }
        }
    }

    /// Everybody and everything that could be gone: people first, then devices, in the order of the ledger.
    pub fn losses(&self) -> Vec<Loss> {
        let people = self.people.iter().map(|id| Loss::Person((*id).to_owned()));
        people.chain(self.devices.iter().cloned()).collect()
    }

    pub(super) fn place(&self, loss: &Loss) -> Gone {
        let person = |id: &str| self.people.iter().position(|person| *person == id).map(Gone::Person);
        let device = || self.devices.iter().position(|device| device == loss).map(Gone::Device);
        let place = match loss {
            Loss::Person(id) => person(id),
            Loss::Device(_) | Loss::Unnamed { .. } => device(),
        };
        place.unwrap_or(Gone::Nothing)
    }

    pub(super) fn loss(&self, gone: Gone) -> Option<Loss> {
        match gone {
            Gone::Nothing => None,
            Gone::Person(at) => self.people.get(at).map(|id| Loss::Person((*id).to_owned())),
            Gone::Device(at) => self.devices.get(at).cloned(),
        }
    }

    /// Whether a device is there.
    pub(super) fn has(&self, device: At, gone: Gone) -> bool {
        match gone {
            Gone::Nothing => true,
            Gone::Device(lost) => device != lost,
            Gone::Person(lost) => self.carriers.get(device).copied().flatten() != Some(lost),
        }
    }

    /// Whether somebody who is there knows the login's password.
    pub(super) fn is_known(login: &Login<'_>, gone: Gone) -> bool {
        login.users.iter().any(|user| Gone::Person(*user) != gone)
    }

    /// Whether a login stands by itself.
    pub(super) fn stands(&self, login: &Login<'_>, gone: Gone) -> bool {
        Self::is_known(login, gone) && login.devices.iter().any(|device| self.has(*device, gone))
    }

    /// The logins that are touched by a loss: it may make them fall.
    fn touched(&self, gone: Gone) -> Vec<At> {
        let carried = |device: At| self.carries.get(device).into_iter().flatten().copied();
        match gone {
            Gone::Nothing => Vec::new(),
            Gone::Device(at) => carried(at).collect(),
            Gone::Person(at) => {
                let of = |lists: &'_ [Vec<At>]| lists.get(at).cloned().unwrap_or_default();
                let along = self.carriers.iter().enumerate().filter(|(_, carrier)| **carrier == Some(at));
                let along = along.flat_map(|(device, _)| carried(device));
                of(&self.uses).into_iter().chain(of(&self.helps)).chain(along).collect()
            }
        }
    }

    /// The logins that do not stand, sorted: what fell before, and what falls by this loss. `before` is what does not
    /// stand while nothing is gone, with and without help.
    pub(super) fn fallen(&self, gone: Gone, before: &Before) -> Vec<At> {
        self.fallen_and_helped(gone, before).0.into_iter().collect()
    }

    /// The same, and who helps each login back in that does not stand by itself.
    pub(super) fn fallen_and_helped(&self, gone: Gone, before: &Before) -> (BTreeSet<At>, BTreeMap<At, At>) {
        let mut fallen: BTreeSet<At> = before.alone.iter().copied().collect();
        fallen.extend(
            self.touched(gone)
                .into_iter()
                .filter(|at| self.logins.get(*at).is_some_and(|login| !self.stands(login, gone))),
        );
        self.without_helped(fallen, gone)
    }

    /// Takes out what is helped back in, until nothing more is.
    fn without_helped(&self, mut fallen: BTreeSet<At>, gone: Gone) -> (BTreeSet<At>, BTreeMap<At, At>) {
        let mut helped = BTreeMap::new();
        loop {
            let now: Vec<(At, At)> = fallen
                .iter()
                .filter_map(|at| self.helper_of(*at, &fallen, gone).map(|helper| (*at, helper)))
                .collect();
            if now.is_empty() {
                return (fallen, helped);
            }
            for (at, helper) in now {
                fallen.remove(&at);
                helped.insert(at, helper);
            }
        }
    }

    fn helper_of(&self, at: At, fallen: &BTreeSet<At>, gone: Gone) -> Option<At> {
        let login = self.logins.get(at).filter(|login| Self::is_known(login, gone))?;
        login.helpers.iter().copied().find(|helper| self.gets_in(*helper, fallen, gone))
    }

    /// Whether a person is there and gets in by some login.
    pub(super) fn gets_in(&self, person: At, fallen: &BTreeSet<At>, gone: Gone) -> bool {
        Gone::Person(person) != gone
            && self.uses.get(person).into_iter().flatten().any(|login| !fallen.contains(login))
    }

    /// What does not stand while nothing is gone.
    pub(super) fn before(&self) -> Before {
        let falls = |login: &Login<'_>| !self.stands(login, Gone::Nothing);
        let alone: Vec<At> =
            self.logins.iter().enumerate().filter(|(_, login)| falls(login)).map(|(at, _)| at).collect();
        let (helped, _) = self.without_helped(alone.iter().copied().collect(), Gone::Nothing);
        Before { alone, helped: helped.into_iter().collect() }
    }
}

/// What does not stand while nothing is gone.
#[derive(Debug)]
pub(super) struct Before {
    /// By itself.
    pub alone: Vec<At>,
    /// Not with help either.
    pub helped: Vec<At>,
}

fn distinct(mut places: Vec<At>) -> Vec<At> {
    places.sort_unstable();
    places.dedup();
    places
}
