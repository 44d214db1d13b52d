//! What the readers found, before anybody says what it means.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

pub use super::read::ReadState;
pub use super::root::Os;

/// The hosts at which a Japanese seller signs in: the usual one first, then the second Japanese entrance.
pub const SELLER_HOSTS: [&str; 2] = ["sellercentral.amazon.co.jp", "sellercentral-japan.amazon.com"];

/// The hosts whose settings matter for that sign-in. The first one decides; the others take part.
pub const SIGN_IN_HOSTS: [&str; 4] = [SELLER_HOSTS[0], "www.amazon.co.jp", "amazon.co.jp", SELLER_HOSTS[1]];

/// Everything that was found on a machine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Machine {
    /// How the machine lays out its folders.
    pub os: Os,
    /// Browsers with settings on this machine, in the order of the inventory.
    pub browsers: Vec<BrowserFacts>,
    /// The browser that opens links, if that could be read.
    pub default_browser: Option<DefaultBrowser>,
    /// The operating system's proxy, if that could be read.
    pub system_proxy: Option<ProxyFacts>,
    /// The time zone, if that could be read.
    pub time_zone: Option<TimeZoneFacts>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

/// Who set a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetBy {
    /// The person, or a program in their name.
    Person,
    /// The company, by a policy of its administrators.
    Company,
}

/// One value with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The file or registry key, home shortened to `~`.
    pub place: String,
    /// The name of the setting there.
    pub key: String,
    /// What it is set to, secrets masked.
    pub value: String,
    /// What it is where nobody set it.
    pub default: String,
    /// Who set it.
    pub set_by: SetBy,
}

/// The engine a browser is built on, which decides how its settings are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Chrome, Edge, Brave, Vivaldi, Opera and Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

/// One folder of settings of one browser.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BrowserFacts {
    /// The browser's id in the inventory.
    pub id: String,
    /// The browser's name, as its vendor writes it.
    pub label: String,
    /// The engine it is built on.
    pub family: Family,
    /// The folder, home shortened to `~`.
    pub root: String,
    /// What the company has set for all profiles.
    pub policy: PolicyFacts,
    /// Its profiles, the one last used first.
    pub profiles: Vec<ProfileFacts>,
}

/// What a company has set for all profiles of a browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PolicyFacts {
    /// Rules on cookies for the sign-in hosts.
    pub cookies: Vec<HostSetting>,
    /// Rules on JavaScript for the sign-in hosts.
    pub javascript: Vec<HostSetting>,
    /// Cookies are deleted when the browser is closed.
    pub clears_cookies: Option<Evidence>,
    /// Private windows are forced, or profiles are thrown away.
    pub forced_private: Option<Evidence>,
    /// Cookies of embedded sites are blocked, or explicitly allowed.
    pub third_party: Option<(bool, Evidence)>,
    /// The last session is restored, which keeps session cookies.
    pub restores_session: Option<bool>,
}

/// One profile of a browser.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileFacts {
    /// The folder's name below the browser's.
    pub dir: String,
    /// The profile's name as the browser shows it, e-mail addresses masked.
    pub name: String,
    /// Browser and profile in one, unique on the machine.
    pub subject: String,
    /// The file with its settings, home shortened to `~`.
    pub place: String,
    /// Whether this is the profile that was used last.
    pub last_used: bool,
    /// Whether its settings could be read.
    pub state: ReadState,
    /// Its settings, as far as they could be read.
    pub settings: Settings,
    /// When hosts of Amazon were last used in it; none if the browser does not say.
    pub amazon: Option<Vec<HostUse>>,
}

/// The settings of a profile that matter for signing in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settings {
    /// They could not be read.
    Unread,
    /// Of a browser built on Chromium.
    Chromium(ChromiumFacts),
    /// Of Firefox.
    Firefox(FirefoxFacts),
}

/// A permission of a site. Numbers as in Chromium: `components/content_settings/core/common/content_settings.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// 1: allowed.
    Allow,
    /// 2: blocked.
    Block,
    /// 4: kept until all windows are closed.
    SessionOnly,
}

impl Permission {
    /// The permission a number stands for.
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Allow),
            2 => Some(Self::Block),
            4 => Some(Self::SessionOnly),
            _ => None,
        }
    }
}

/// What decided a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The setting for all sites.
    AllSites,
    /// A rule for this site.
    ThisSite,
}

/// The permission of one host, and what decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HostSetting {
    /// One of [`SIGN_IN_HOSTS`].
    pub host: String,
    /// What holds for it.
    pub permission: Permission,
    /// What decided it.
    pub scope: Scope,
    /// Where that stands.
    pub evidence: Evidence,
}

impl HostSetting {
    /// Whether it is about the host at which sellers usually sign in.
    pub fn is_main_host(&self) -> bool {
        self.host == SELLER_HOSTS[0]
    }
}

/// Settings of a profile of a browser built on Chromium. Only what differs from the default is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChromiumFacts {
    /// Cookies, for the sign-in hosts for which anything but the default decides.
    pub cookies: Vec<HostSetting>,
    /// JavaScript, likewise.
    pub javascript: Vec<HostSetting>,
    /// Cookies of embedded sites are blocked.
    pub third_party_blocked: Option<Evidence>,
    /// Whether the last session is restored, which keeps session cookies; none if that could not be read.
    pub restores_session: Option<bool>,
    /// Cookies are deleted when the browser is closed.
    pub clears_on_exit: Option<Evidence>,
    /// The browser's own "VPN", which is a proxy, is on.
    pub built_in_vpn: Option<Evidence>,
    /// Browsing data was deleted by hand in the last days.
    pub recently_cleared: Option<Evidence>,
}

/// Settings of a profile of Firefox. Only what differs from the default is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FirefoxFacts {
    /// All cookies are rejected.
    pub rejects_cookies: Option<Evidence>,
    /// Cookies are deleted when Firefox is closed.
    pub clears_on_exit: Option<Evidence>,
    /// Every window is a private one.
    pub always_private: Option<Evidence>,
    /// JavaScript is off.
    pub javascript_off: Option<Evidence>,
    /// A proxy of its own instead of the operating system's.
    pub own_proxy: Option<ProxySetting>,
}

/// When a host was last used in a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HostUse {
    /// The host.
    pub host: String,
    /// When.
    #[serde(serialize_with = "as_text")]
    pub last: Timestamp,
}

/// The browser that opens links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefaultBrowser {
    /// Its id in the inventory, if it is there.
    pub browser: Option<String>,
    /// It is Internet Explorer or the first Edge, which no longer get updates.
    pub legacy: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// The operating system's proxy settings that are in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProxyFacts {
    /// A server for HTTPS.
    pub server: Option<ProxySetting>,
    /// A script (PAC) that picks the way.
    pub script: Option<ProxySetting>,
    /// The network is asked for such a script (WPAD).
    pub auto_detect: bool,
}

/// One proxy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProxySetting {
    /// Server or address, without user, password and query.
    pub shown: String,
    /// The seller's host is excepted from it.
    pub bypassed: bool,
    /// Whether it is certain that the browsers use it.
    pub certain: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// The machine's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeZoneFacts {
    /// As the operating system names it.
    pub name: String,
    /// Whether its clock shows the same time as in Japan.
    pub like_japan: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// What could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A browser's folder of settings.
    BrowserFolder,
    /// The list of a browser's profiles.
    ProfileList,
    /// A profile's settings.
    ProfileSettings,
    /// What a company has set for a browser.
    CompanySettings,
    /// The operating system's proxy.
    SystemProxy,
    /// Which browser opens links.
    DefaultBrowser,
    /// The time zone.
    TimeZone,
    /// The registry.
    Registry,
    /// The settings of other people who use this machine.
    OtherPeople,
}

/// Something that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unread {
    /// The browser, profile or [`MACHINE`] it is about.
    pub subject: String,
    /// What it is.
    pub topic: Topic,
    /// The file, folder or registry key, home shortened to `~`; empty if there is none.
    pub path: String,
    /// Why not.
    pub state: ReadState,
}

/// The subject of what is about the whole machine.
pub const MACHINE: &str = "PC";

/// Writes a point in time as RFC 3339 text.
pub(super) fn as_text<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

/// Writes a point in time as RFC 3339 text, or nothing.
#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
pub(super) fn as_optional_text<S: Serializer>(
    time: &Option<Timestamp>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}
