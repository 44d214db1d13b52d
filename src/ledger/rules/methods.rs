//! Two-step verification: what it needs, and who has that.

use super::judge::Judge;
use super::{Rule, Subject, is_old};
use crate::ledger::{DeviceKind, Login, Method, MethodKind, Ownership, Slot};

/// Whose devices the methods are on.
pub(super) fn devices(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        for method in &login.methods {
            let Some(device) = judge.device(&method.device) else {
                judge.asks(Rule::CompanyDevice, Subject::Login(login.id.clone()));
                judge.asks(Rule::DeviceOfSomebodyHere, Subject::Login(login.id.clone()));
                continue;
            };
            let about = [Subject::Login(login.id.clone()), Subject::Device(device.id.clone())];
            match device.ownership {
                Ownership::Unknown => judge.asks(Rule::CompanyDevice, Subject::Device(device.id.clone())),
                Ownership::Private => judge.fails(Rule::CompanyDevice, about.clone()),
                Ownership::Company | Ownership::Partner => judge.passes(Rule::CompanyDevice),
            }
            if device.holder.is_empty() && device.kind != DeviceKind::Landline {
                judge.asks(Rule::DeviceOfSomebodyHere, Subject::Device(device.id.clone()));
            } else if judge.is_gone(&device.holder) {
                let person = Subject::Person(device.holder.clone());
                judge.fails(Rule::DeviceOfSomebodyHere, about.into_iter().chain([person]));
            } else {
                judge.passes(Rule::DeviceOfSomebodyHere);
            }
        }
    }
}

/// Whether there is a backup, elsewhere, and whether it works.
pub(super) fn backups(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        let about = || Subject::Login(login.id.clone());
        let has_backup = login.methods_in(Slot::Backup).next().is_some();
        let is_known = !login.methods.is_empty();
        judge.judge(Rule::Backup, is_known.then_some(has_backup), about());
        if !has_backup {
            continue;
        }
        judge.judge(Rule::TwoDevices, is_elsewhere(login), about());
        for backup in login.methods_in(Slot::Backup) {
            let is_tested = backup.tested.is_some_and(|tested| !is_old(tested, judge.today));
            judge.judge(Rule::BackupTested, Some(is_tested), about());
        }
    }
}

/// Whether a backup survives the loss of every device of a main method. None if the ledger does not say.
fn is_elsewhere(login: &Login) -> Option<bool> {
    let mut known = true;
    let mut found = false;
    for backup in login.methods_in(Slot::Backup) {
        let apart: Vec<Option<bool>> =
            login.methods_in(Slot::Main).map(|main| are_apart(main, backup)).collect();
        known &= !apart.is_empty() && apart.iter().all(Option::is_some);
        found |= !apart.is_empty() && apart.iter().all(|apart| *apart == Some(true));
    }
    if found { Some(true) } else { known.then_some(false) }
}

/// Whether two methods need different devices. Two telephones with the same last digits are taken for one where
/// neither is named.
fn are_apart(main: &Method, backup: &Method) -> Option<bool> {
    if !main.device.is_empty() && !backup.device.is_empty() {
        return Some(main.device != backup.device);
    }
    let same_number = !main.number.is_empty() && main.number == backup.number;
    if same_number { Some(false) } else { None }
}

/// Whether there is a main method, and one that needs no mobile network.
pub(super) fn mains(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        let about = || Subject::Login(login.id.clone());
        let mut mains = login.methods_in(Slot::Main).peekable();
        let is_known = !login.methods.is_empty();
        judge.judge(Rule::Main, is_known.then_some(mains.peek().is_some()), about());
        for main in mains {
            let is_strong = match main.kind {
                MethodKind::Unknown => None,
                MethodKind::Authenticator | MethodKind::Passkey | MethodKind::SecurityKey => Some(true),
                MethodKind::Sms | MethodKind::Voice => Some(false),
            };
            judge.judge(Rule::StrongMain, is_strong, about());
        }
    }
}
