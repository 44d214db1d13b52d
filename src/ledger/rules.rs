//! The ledger judged by rules, live: what is not as it should be, what the ledger does not say, and what to do next.
//!
//! Pure: the day is a parameter. What is said of each rule, and how much it matters, stands in
//! `assets/knowledge/rules.ron` under the rule's id.

use jiff::{Span, civil::Date};

use super::{Id, Ledger};
use crate::knowledge::{Knowledge, LedgerRule, Severity};

mod access;
mod cycles;
mod judge;
mod methods;
mod over_time;

use judge::Judge;

/// What the ledger is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A shop has two administrators.
    TwoAdmins,
    /// A login is one person's.
    OwnLogin,
    /// A method is on a device of the company.
    CompanyDevice,
    /// A method is on a device of somebody who is here.
    DeviceOfSomebodyHere,
    /// A login has a backup method.
    Backup,
    /// Main and backup are on two devices.
    TwoDevices,
    /// Another company is an authorised partner.
    AuthorisedPartner,
    /// Rights do not go beyond the job.
    LeastRights,
    /// Rights are enough for the job.
    EnoughRights,
    /// No review is overdue.
    Reviewed,
    /// Backups were tested lately.
    BackupTested,
    /// Who left was closed in the safe order.
    LeaverClosed,
    /// A login has its user's own address.
    OwnMail,
    /// No contract has ended.
    PartnerInTime,
    /// Somebody can be called.
    EmergencyContact,
    /// A second person has checked each change of rights.
    SecondCheck,
    /// The Japanese entrance is used.
    JapaneseDoor,
    /// Those who help each other have somebody else besides.
    HelpFromOutside,
    /// Administrators have signed in lately.
    AdminVerified,
    /// The main method needs no mobile network.
    StrongMain,
    /// A login has a main method.
    Main,
}

impl Rule {
    /// All rules, in the order of their ids.
    pub const ALL: [Self; 21] = [
        Self::TwoAdmins,
        Self::OwnLogin,
        Self::CompanyDevice,
        Self::DeviceOfSomebodyHere,
        Self::Backup,
        Self::TwoDevices,
        Self::AuthorisedPartner,
        Self::LeastRights,
        Self::EnoughRights,
        Self::Reviewed,
        Self::BackupTested,
        Self::LeaverClosed,
        Self::OwnMail,
        Self::PartnerInTime,
        Self::EmergencyContact,
        Self::SecondCheck,
        Self::JapaneseDoor,
        Self::HelpFromOutside,
        Self::AdminVerified,
        Self::StrongMain,
        Self::Main,
    ];

    /// Its id in the knowledge.
    pub fn id(self) -> &'static str {
        match self {
            Self::TwoAdmins => "J01",
            Self::OwnLogin => "J02",
            Self::CompanyDevice => "J03",
            Self::DeviceOfSomebodyHere => "J04",
            Self::Backup => "J05",
            Self::TwoDevices => "J06",
            Self::AuthorisedPartner => "J07",
            Self::LeastRights => "J08",
            Self::EnoughRights => "J09",
            Self::Reviewed => "J10",
            Self::BackupTested => "J11",
            Self::LeaverClosed => "J12",
            Self::OwnMail => "J13",
            Self::PartnerInTime => "J14",
            Self::EmergencyContact => "J15",
            Self::SecondCheck => "J16",
            Self::JapaneseDoor => "J17",
            Self::HelpFromOutside => "J18",
            Self::AdminVerified => "J19",
            Self::StrongMain => "J20",
            Self::Main => "J21",
        }
    }

    /// What the knowledge says of it.
    pub fn said(self, knowledge: &Knowledge) -> Option<&LedgerRule> {
        knowledge.ledger_rule(self.id())
    }
}

/// Something in the ledger that a rule speaks of, by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person.
    Person(Id),
    /// A device.
    Device(Id),
    /// A login.
    Login(Id),
    /// A shop.
    Shop(Id),
    /// A partner.
    Partner(Id),
    /// A line of the permission log.
    Change(Id),
    /// A review.
    Review(Id),
    /// The way in which somebody leaves.
    Departure(Id),
    /// An emergency contact.
    Contact(Id),
}

impl Subject {
    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Self::Person(id)
            | Self::Device(id)
            | Self::Login(id)
            | Self::Shop(id)
            | Self::Partner(id)
            | Self::Change(id)
            | Self::Review(id)
            | Self::Departure(id)
            | Self::Contact(id) => id,
        }
    }
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What it is about: first what has to be changed, then what belongs to it.
    pub about: Vec<Subject>,
}

/// Something that a rule would have to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaid {
    /// The rule.
    pub rule: Rule,
    /// What the ledger does not say enough of.
    pub about: Subject,
}

/// How the ledger stands by one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something is not as it should be.
    Open,
    /// Nothing is known to be wrong, but the ledger does not say all of it.
    Unknown,
    /// All is as it should be.
    Passed,
}

/// Something to do next: a rule, and all that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextThing {
    /// The rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What has to be changed, each once.
    pub about: Vec<Subject>,
}

/// The ledger, judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// What is not as it should be, in the order of the rules.
    pub findings: Vec<Finding>,
    /// What the ledger does not say, in the order of the rules.
    pub unsaid: Vec<Unsaid>,
    /// The rules by which something was judged, well or not.
    judged: Vec<Rule>,
}

/// Judges a ledger as it stands on a day.
pub fn assess(ledger: &Ledger, today: Date) -> Assessment {
    let mut judge = Judge::new(ledger, today);
    access::two_admins(&mut judge);
    access::own_login(&mut judge);
    methods::devices(&mut judge);
    methods::backups(&mut judge);
    methods::mains(&mut judge);
    access::partners(&mut judge);
    access::rights(&mut judge);
    access::own_mail(&mut judge);
    access::contacts(&mut judge);
    access::doors(&mut judge);
    over_time::reviews(&mut judge);
    over_time::leavers(&mut judge);
    over_time::changes(&mut judge);
    over_time::admins(&mut judge);
    cycles::help(&mut judge);
    judge.done()
}

impl Assessment {
    /// How the ledger stands by a rule. Never a percentage: one open rule may be worse than ten others.
    pub fn verdict(&self, rule: Rule) -> Verdict {
        if self.of(rule).next().is_some() {
            Verdict::Open
        } else if self.judged.contains(&rule) && self.unsaid.iter().all(|unsaid| unsaid.rule != rule) {
            Verdict::Passed
        } else {
            Verdict::Unknown
        }
    }

    /// What is not as it should be by one rule.
    pub fn of(&self, rule: Rule) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.rule == rule)
    }

    /// The verdicts of all rules, in their order.
    pub fn score(&self) -> impl Iterator<Item = (Rule, Verdict)> {
        Rule::ALL.into_iter().map(|rule| (rule, self.verdict(rule)))
    }

    /// What to do next, what matters most first.
    pub fn next_things(&self, knowledge: &Knowledge) -> Vec<NextThing> {
        let thing = |rule: Rule| {
            let mut about: Vec<Subject> = Vec::new();
            for subject in self.of(rule).filter_map(|finding| finding.about.first()) {
                if about.last() != Some(subject) && !about.contains(subject) {
                    about.push(subject.clone());
                }
            }
            let severity = rule.said(knowledge).map_or(Severity::Low, |said| said.severity);
            NextThing { rule, severity, about }
        };
        let open = Rule::ALL.into_iter().filter(|rule| self.of(*rule).next().is_some());
        let mut things: Vec<NextThing> = open.map(thing).collect();
        things.sort_by_key(|thing| (thing.severity, thing.rule));
        things
    }
}

/// Whether a day lies longer back than a test or a look is good for: three months.
fn is_old(day: Date, today: Date) -> bool {
    months_after(day, 3).is_some_and(|until| until < today)
}

/// A day so many months later. None where there is no such day any more.
pub(super) fn months_after(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

#[cfg(test)]
mod tests;
