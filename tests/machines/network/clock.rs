//! Machines with a clock of another zone, or one that nobody sets.

use login_triage::environment::Os;

use super::super::make::Made;
use super::super::settings::dictionary;
use super::PC;

const NO_SYNC: &str = "clock.nosync";

pub fn machines() -> Vec<Made> {
    [zones(), windows(), macs(), linuxes()].into_iter().flatten().collect()
}

fn zones() -> Vec<Made> {
    vec![
        Made::new("clock_of_another_zone", Os::Linux)
            .file("/etc/timezone", "America/New_York\n")
            .finds("clock.timezone", PC),
        Made::new("clock_of_a_zone_like_japan", Os::Linux)
            .file("/etc/timezone", "Asia/Seoul\n")
            .near("clock.timezone"),
    ]
}

fn windows() -> Vec<Made> {
    let machine = |name, start: u8, kind: &str| {
        let service = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\W32Time";
        Made::new(name, Os::Windows).registry(&format!(
            "[{service}]\n\"Start\"=dword:0000000{start}\n\n[{service}\\Parameters]\n\"Type\"=\"{kind}\"\n"
        ))
    };
    vec![
        machine("windows_clock_asks_nobody", 3, "NoSync").finds(NO_SYNC, PC),
        machine("windows_clock_without_its_service", 4, "NTP").finds(NO_SYNC, PC),
        // Started when it is needed; the clock is that of the company's domain.
        machine("windows_clock_of_a_domain", 3, "NT5DS").near(NO_SYNC),
    ]
}

fn macs() -> Vec<Made> {
    let machine = |name, automatic: bool| {
        let settings = dictionary(&[("TMAutomaticTimeOnlyEnabled", plist::Value::Boolean(automatic))]);
        Made::new(name, Os::Macos).plist("/Library/Preferences/com.apple.timed.plist", &settings)
    };
    vec![
        machine("mac_clock_is_set_by_hand", false).finds(NO_SYNC, PC),
        machine("mac_clock_is_set_by_itself", true).near(NO_SYNC),
    ]
}

fn linuxes() -> Vec<Made> {
    // Of a unit, and of the link that starts it, only the names count.
    let installed = |name| {
        let unit = "/usr/lib/systemd/system/chrony.service";
        Made::new(name, Os::Linux)
            .file(unit, "[Unit]\nDescription=chrony, an NTP client/server\n")
            .file("/etc/systemd/system/multi-user.target.wants/cron.service", "")
    };
    vec![
        installed("linux_clock_that_nothing_sets").finds(NO_SYNC, PC),
        installed("linux_clock_that_chrony_sets")
            .file("/etc/systemd/system/multi-user.target.wants/chrony.service", "")
            .near(NO_SYNC),
        // The clock is that of the system around it.
        installed("linux_clock_in_a_container").file("/run/.containerenv", "").near(NO_SYNC),
        installed("linux_clock_in_wsl")
            .file("/proc/sys/kernel/osrelease", "6.6.87.2-microsoft-standard-WSL2\n")
            .near(NO_SYNC),
    ]
}
