//! The parts of a machine that are read side by side, each on one thread.

use super::browsers::ProfileJob;
use super::facts::{
    DefaultBrowser, DiskFacts, DnsFacts, HostsFacts, LinkFacts, MACHINE, Machine, ProfileFacts,
    ShortcutFacts, SystemProxy, TimeSyncFacts, TimeZoneFacts, Topic, Unread,
};
use super::read::ReadState;
use super::root::Root;
use super::{browsers, machine, network};

/// One part of the machine, read by one thread.
pub(super) enum Part {
    /// A profile of the browser with this number.
    Profile(usize, ProfileJob),
    /// Something about the whole machine.
    Machine(&'static Reader),
}

/// What reads one part of the machine.
pub(super) struct Reader {
    topic: Topic,
    read: fn(&Root, &mut Vec<Unread>) -> Fact,
}

/// All parts of the machine but the profiles.
const READERS: [Reader; 10] = [
    Reader {
        topic: Topic::DefaultBrowser,
        read: |root, unread| Fact::DefaultBrowser(machine::default_browser::read(root, unread)),
    },
    Reader {
        topic: Topic::Shortcuts,
        read: |root, unread| Fact::Shortcuts(browsers::shortcuts::read(root, unread)),
    },
    Reader {
        topic: Topic::TimeZone,
        read: |root, unread| Fact::TimeZone(machine::time_zone::read(root, unread)),
    },
    Reader {
        topic: Topic::TimeSync,
        read: |root, unread| Fact::TimeSync(machine::time_sync::read(root, unread)),
    },
    Reader { topic: Topic::DiskSpace, read: |root, unread| Fact::Disks(machine::disk::read(root, unread)) },
    Reader {
        topic: Topic::SystemProxy,
        read: |root, unread| Fact::SystemProxy(Box::new(network::system::read(root, unread))),
    },
    Reader {
        topic: Topic::Listening,
        read: |root, unread| Fact::Listening(network::listening::read(root, unread)),
    },
    Reader { topic: Topic::Links, read: |root, unread| Fact::Links(network::links::read(root, unread)) },
    Reader {
        topic: Topic::HostsFile,
        read: |root, unread| Fact::Hosts(network::hosts_file::read(root, unread)),
    },
    Reader { topic: Topic::Dns, read: |root, unread| Fact::Dns(network::dns::read(root, unread)) },
];

impl Part {
    /// All parts but the profiles.
    pub(super) fn of_machine() -> impl Iterator<Item = Self> {
        READERS.iter().map(Self::Machine)
    }

    /// The parts of the machine about some topics.
    pub(super) fn about(topics: &[Topic]) -> impl Iterator<Item = Self> {
        READERS.iter().filter(|reader| topics.contains(&reader.topic)).map(Self::Machine)
    }

    pub(super) fn read(self, root: &Root) -> Gathered {
        let mut unread = Vec::new();
        let fact = match self {
            Self::Profile(browser, job) => Fact::Profile(browser, Box::new(job.run(&mut unread))),
            Self::Machine(reader) => (reader.read)(root, &mut unread),
        };
        Gathered { fact, unread }
    }

    /// What is left when it could not be read.
    pub(super) fn unread(&self, state: ReadState) -> Gathered {
        let (fact, unread) = match self {
            Self::Profile(browser, job) => {
                let (facts, unread) = job.unread(state);
                (Fact::Profile(*browser, Box::new(facts)), unread)
            }
            Self::Machine(reader) => {
                let (subject, topic) = (MACHINE.to_owned(), reader.topic);
                (Fact::Nothing, Unread { subject, topic, path: String::new(), state })
            }
        };
        Gathered { fact, unread: vec![unread] }
    }
}

/// What was read of one part.
pub(super) struct Gathered {
    fact: Fact,
    unread: Vec<Unread>,
}

enum Fact {
    Profile(usize, Box<ProfileFacts>),
    DefaultBrowser(Option<DefaultBrowser>),
    /// Each with its browser's id in the inventory.
    Shortcuts(Vec<(String, ShortcutFacts)>),
    TimeZone(Option<TimeZoneFacts>),
    TimeSync(Option<TimeSyncFacts>),
    Disks(Vec<DiskFacts>),
    SystemProxy(Box<Option<SystemProxy>>),
    Listening(Option<Vec<u16>>),
    Links(Option<LinkFacts>),
    Hosts(Option<HostsFacts>),
    Dns(Option<DnsFacts>),
    /// It could not be read.
    Nothing,
}

impl Gathered {
    pub(super) fn into_machine(self, machine: &mut Machine) {
        machine.unread.extend(self.unread);
        match self.fact {
            Fact::Profile(browser, facts) => {
                if let Some(browser) = machine.browsers.get_mut(browser) {
                    browser.profiles.push(*facts);
                }
            }
            Fact::DefaultBrowser(facts) => machine.default_browser = facts,
            Fact::Shortcuts(found) => {
                for (id, facts) in found {
                    // Of several packages of one browser, the usual one comes first.
                    if let Some(browser) = machine.browsers.iter_mut().find(|browser| browser.id == id) {
                        browser.shortcuts.push(facts);
                    }
                }
            }
            Fact::TimeZone(facts) => machine.time_zone = facts,
            Fact::TimeSync(facts) => machine.time_sync = facts,
            Fact::Disks(facts) => machine.disks = facts,
            Fact::SystemProxy(facts) => machine.system_proxy = *facts,
            Fact::Listening(ports) => machine.listening = ports,
            Fact::Links(facts) => machine.links = facts,
            Fact::Hosts(facts) => machine.hosts = facts,
            Fact::Dns(facts) => machine.dns = facts,
            Fact::Nothing => {}
        }
    }
}
