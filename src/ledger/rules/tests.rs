//! Each rule on a ledger in which all is well, and with one thing in it that is not.

use jiff::Timestamp;

use super::*;
use crate::ledger::*;

mod fine;

use fine::{TODAY, breaks, day, device, fine, help, hides, keeps, open, person, user};

#[test]
fn a_ledger_in_which_all_is_well_passes_every_rule() {
    let assessment = assess(&fine(), TODAY);
    for (rule, verdict) in assessment.score() {
        assert_eq!(verdict, Verdict::Passed, "{rule:?}: {assessment:?}");
    }
    assert_eq!((assessment.findings, assessment.unsaid), (vec![], vec![]));
}

#[test]
fn an_empty_ledger_is_unknown_by_every_rule() {
    let assessment = assess(&Ledger::new(Timestamp::UNIX_EPOCH, "abc"), TODAY);
    for (rule, verdict) in assessment.score() {
        assert_eq!(verdict, Verdict::Unknown, "{rule:?}");
    }
}

#[test]
fn every_rule_has_its_words_and_its_claims() {
    let knowledge = Knowledge::embedded().unwrap();
    let ids: Vec<&str> = knowledge.ledger_rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, Rule::ALL.map(Rule::id));
    for rule in Rule::ALL {
        assert!(knowledge.claims_of(rule.id()).next().is_some(), "{rule:?}");
    }
    for check in &knowledge.ledger_checks {
        assert!(ReviewKind::all().iter().any(|kind| format!("{kind:?}") == check.review), "{}", check.id);
    }
}

#[test]
fn one_administrator_is_not_enough() {
    let rule = Rule::TwoAdmins;
    breaks(rule, "shop", |l| l.logins[1] = user("login2", "hanako", "phone2"));
    // Two logins of one person are one administrator.
    breaks(rule, "shop", |l| {
        l.logins[1].users = vec!["taro".into()];
        l.devices[1].holder = "taro".into();
    });
    hides(rule, |l| {
        l.logins[1] = user("login2", "hanako", "phone2");
        l.logins[1].roles[0].kind = RoleKind::Unknown;
    });
    keeps(rule, |l| l.logins[1].roles[0].kind = RoleKind::MainAdmin);
}

#[test]
fn a_login_is_one_persons() {
    let rule = Rule::OwnLogin;
    breaks(rule, "login3", |l| l.logins[2].users.push("hanako".into()));
    breaks(rule, "login3", |l| l.logins[2].sharing = Sharing::Shared);
    hides(rule, |l| l.logins[2].users.clear());
    keeps(rule, |l| l.logins[2].sharing = Sharing::One);
}

#[test]
fn methods_are_on_devices_of_the_company() {
    let rule = Rule::CompanyDevice;
    breaks(rule, "login1", |l| l.devices[0].ownership = Ownership::Private);
    hides(rule, |l| l.devices[0].ownership = Ownership::Unknown);
    keeps(rule, |l| {
        l.devices.push(Device { ownership: Ownership::Private, ..device("pc", DeviceKind::Pc, "taro") });
    });
}

#[test]
fn methods_are_on_devices_of_those_who_are_here() {
    let rule = Rule::DeviceOfSomebodyHere;
    // Somebody who has left and was closed in order, but for a device that was forgotten.
    let left = |l: &mut Ledger, standing| {
        l.people.push(Person { standing, ..person("ichiro") });
        l.departures.push(closed("ichiro"));
        l.devices[2].holder = "ichiro".into();
    };
    breaks(rule, "login3", |l| left(l, Standing::Gone));
    keeps(rule, |l| left(l, Standing::Leaving));
    hides(rule, |l| l.devices[2].holder.clear());
}

fn closed(who: &str) -> Departure {
    Departure {
        id: format!("d{who}"),
        person: who.into(),
        added: day(10, 1),
        tested: day(10, 2),
        moved: day(10, 2),
        removed: day(10, 3),
        ..Departure::default()
    }
}

#[test]
fn a_login_has_a_backup() {
    let rule = Rule::Backup;
    breaks(rule, "login3", |l| l.logins[2].methods.truncate(1));
    hides(rule, |l| l.logins[2].methods.clear());
}

#[test]
fn the_backup_is_on_another_device() {
    let rule = Rule::TwoDevices;
    breaks(rule, "login3", |l| l.logins[2].methods[1].device = "phone3".into());
    breaks(rule, "login3", |l| {
        for method in &mut l.logins[2].methods {
            method.device.clear();
            method.number = LastDigits::of("78");
        }
    });
    hides(rule, |l| l.logins[2].methods[1].device.clear());
    keeps(rule, |l| {
        let mut third = l.logins[2].methods[1].clone();
        third.device = "phone3".into();
        l.logins[2].methods.push(third);
    });
}

#[test]
fn another_company_is_an_authorised_partner() {
    let rule = Rule::AuthorisedPartner;
    breaks(rule, "agency", |l| l.partners[0].way = PartnerWay::SecondaryUser);
    breaks(rule, "login3", |l| l.people[2].partner = "agency".into());
    hides(rule, |l| l.partners[0].way = PartnerWay::Unknown);
}

#[test]
fn rights_fit_the_job() {
    breaks(Rule::LeastRights, "login3", |l| {
        l.logins[2].roles[0].rights.push(Right::new(Area::Bank, Level::Edit));
    });
    breaks(Rule::LeastRights, "agency", |l| {
        l.partners[0].rights.push(Right::new(Area::Users, Level::Edit));
    });
    breaks(Rule::LeastRights, "login2", |l| l.logins[1].roles[0].scopes = vec![Scope::Shipping]);
    keeps(Rule::LeastRights, |l| l.logins[2].roles[0].rights.push(Right::new(Area::Reports, Level::View)));
    breaks(Rule::EnoughRights, "login3", |l| {
        l.logins[2].roles[0].rights.remove(0);
    });
    hides(Rule::EnoughRights, |l| l.logins[2].roles[0].rights.clear());
    hides(Rule::LeastRights, |l| l.logins[2].roles[0].scopes.clear());
}

#[test]
fn reviews_are_done_in_time() {
    let rule = Rule::Reviewed;
    breaks(rule, "review", |l| l.reviews[0].done = day(8, 27));
    breaks(rule, "review", |l| (l.reviews[0].done, l.reviews[0].due) = (None, day(11, 27)));
    breaks(rule, "agency", |l| l.partners[0].reviewed = day(8, 27));
    hides(rule, |l| l.partners[0].reviewed = None);
    keeps(rule, |l| l.reviews[0].done = day(8, 28));
    keeps(rule, |l| (l.reviews[0].every, l.reviews[0].done) = (0, day(1, 1)));
}

#[test]
fn backups_are_tested() {
    let rule = Rule::BackupTested;
    breaks(rule, "login1", |l| l.logins[0].methods[1].tested = None);
    breaks(rule, "login1", |l| l.logins[0].methods[1].tested = day(8, 27));
    keeps(rule, |l| l.logins[0].methods[1].tested = day(8, 28));
    keeps(rule, |l| l.logins[0].methods[0].tested = None);
}

#[test]
fn leavers_are_closed_in_the_safe_order() {
    let rule = Rule::LeaverClosed;
    let gone = |l: &mut Ledger| l.people.push(Person { standing: Standing::Gone, ..person("ichiro") });
    keeps(rule, |l| {
        gone(l);
        l.departures.push(closed("ichiro"));
    });
    // Nothing is left of them.
    keeps(rule, gone);
    breaks(rule, "ichiro", |l| {
        gone(l);
        l.departures.push(Departure { removed: None, ..closed("ichiro") });
    });
    breaks(rule, "ichiro", |l| {
        gone(l);
        l.departures.push(Departure { tested: None, ..closed("ichiro") });
    });
    breaks(rule, "ichiro", |l| {
        gone(l);
        l.departures.push(Departure { removed: day(9, 30), ..closed("ichiro") });
    });
    breaks(rule, "jiro", |l| {
        l.people[2].standing = Standing::Gone;
        l.devices[2].holder = "hanako".into();
    });
    // A week ahead, a successor is there.
    breaks(rule, "jiro", |l| l.people[2].last_day = day(12, 5));
    keeps(rule, |l| l.people[2].last_day = day(12, 6));
    keeps(rule, |l| {
        l.people[2].last_day = day(12, 5);
        l.departures.push(Departure { tested: None, moved: None, removed: None, ..closed("jiro") });
    });
}

#[test]
fn a_login_has_its_users_own_address() {
    let rule = Rule::OwnMail;
    for mailbox in [Mailbox::Shared, Mailbox::Private, Mailbox::Lost] {
        breaks(rule, "login1", |l| l.logins[0].mailbox = mailbox);
    }
    hides(rule, |l| l.logins[0].mailbox = Mailbox::Unknown);
}

#[test]
fn a_contract_has_not_ended() {
    let rule = Rule::PartnerInTime;
    breaks(rule, "agency", |l| l.partners[0].until = day(11, 27));
    keeps(rule, |l| l.partners[0].until = Some(TODAY));
    hides(rule, |l| l.partners[0].until = None);
}

#[test]
fn somebody_can_be_called() {
    let rule = Rule::EmergencyContact;
    breaks(rule, "c", |l| l.contacts[0].reach = "　".into());
    let mut ledger = fine();
    ledger.contacts.clear();
    assert_eq!(open(&ledger), [rule].into());
    keeps(rule, |l| l.contacts[0].who = "警備会社".into());
}

#[test]
fn a_second_person_checks_changes() {
    let rule = Rule::SecondCheck;
    breaks(rule, "change", |l| l.changes[0].checked_by.clear());
    breaks(rule, "change", |l| l.changes[0].checked_by = "taro".into());
    keeps(rule, |l| l.changes[0].checked_by = "監査役".into());
}

#[test]
fn the_japanese_entrance_is_used() {
    let rule = Rule::JapaneseDoor;
    breaks(rule, "shop", |l| l.shops[0].door = Door::Other);
    hides(rule, |l| l.shops[0].door = Door::Unknown);
    keeps(rule, |l| l.shops[0].door = Door::JapanSecond);
    let abroad = |l: &mut Ledger| {
        let shop = Shop { id: "us".into(), marketplace: "US".into(), door: Door::Other, ..Shop::default() };
        l.shops.push(shop);
        let mut roles: Vec<Role> = l.logins[0].roles.clone();
        roles[0].shop = "us".into();
        l.logins[0].roles.extend(roles.clone());
        l.logins[1].roles.extend(roles);
    };
    keeps(rule, abroad);
}

#[test]
fn a_circle_of_recovery_contacts_is_found_and_said() {
    let rule = Rule::HelpFromOutside;
    breaks(rule, "login1", |l| l.recoveries.truncate(2));
    // The helper from outside has left.
    breaks(rule, "login1", |l| {
        l.people.push(Person { standing: Standing::Gone, ..person("社長") });
    });
    breaks(rule, "login3", |l| l.recoveries.push(help("login3", "jiro")));
    keeps(rule, |l| l.recoveries.truncate(1));
    let mut ledger = fine();
    ledger.recoveries.truncate(2);
    let circle = assess(&ledger, TODAY).findings.remove(0).about;
    assert_eq!(circle, [Subject::Login("login1".into()), Subject::Login("login2".into())]);
}

#[test]
fn administrators_sign_in_now_and_then() {
    let rule = Rule::AdminVerified;
    breaks(rule, "login1", |l| l.logins[0].verified = day(8, 27));
    hides(rule, |l| l.logins[0].verified = None);
    keeps(rule, |l| l.logins[2].verified = None);
}

#[test]
fn the_main_method_is_strong_and_there() {
    breaks(Rule::StrongMain, "login1", |l| l.logins[0].methods[0].kind = MethodKind::Sms);
    hides(Rule::StrongMain, |l| l.logins[0].methods[0].kind = MethodKind::Unknown);
    keeps(Rule::StrongMain, |l| l.logins[0].methods[0].kind = MethodKind::Passkey);
    hides(Rule::Main, |l| l.logins[0].methods.clear());
    let mut ledger = fine();
    ledger.logins[0].methods.remove(0);
    // Whether its backup is elsewhere cannot be said either.
    assert_eq!(open(&ledger), [Rule::Main].into());
}

#[test]
fn what_matters_most_comes_first() {
    let mut ledger = fine();
    ledger.changes[0].checked_by.clear();
    ledger.shops[0].door = Door::Other;
    ledger.logins[2].methods.truncate(1);
    ledger.logins[0].methods[1].tested = None;
    ledger.logins[1].methods[1].tested = None;
    let things = assess(&ledger, TODAY).next_things(&Knowledge::embedded().unwrap());
    let rules: Vec<Rule> = things.iter().map(|thing| thing.rule).collect();
    assert_eq!(rules, [Rule::Backup, Rule::BackupTested, Rule::JapaneseDoor, Rule::SecondCheck]);
    assert_eq!(things[1].about.len(), 2);
}
