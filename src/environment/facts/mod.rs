//! What the readers found, before anybody says what it means.

mod doors;
mod extensions;
mod install;
mod jar;
mod links;
mod machine;
mod names;
mod online;
mod proxy;
mod routes;
mod settings;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

pub use super::read::ReadState;
pub use super::root::Os;
pub use doors::*;
pub use extensions::*;
pub use install::*;
pub use jar::*;
pub use links::*;
pub use machine::*;
pub use names::*;
pub use online::*;
pub use proxy::*;
pub use routes::*;
pub use settings::*;

/// The hosts at which a Japanese seller signs in: the usual one first, then the second Japanese entrance.
pub const SELLER_HOSTS: [&str; 2] = ["sellercentral.amazon.co.jp", "sellercentral-japan.amazon.com"];

/// The hosts whose settings matter for that sign-in. The first one decides; the others take part.
pub const SIGN_IN_HOSTS: [&str; 4] = [SELLER_HOSTS[0], "www.amazon.co.jp", "amazon.co.jp", SELLER_HOSTS[1]];

/// Everything that was found on a machine.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Machine {
    /// How the machine lays out its folders.
    pub os: Os,
    /// When it was read, by which uses are recent and cookies have ended.
    #[serde(serialize_with = "as_text")]
    pub taken_at: Timestamp,
    /// Browsers with settings on this machine, in the order of the inventory.
    pub browsers: Vec<BrowserFacts>,
    /// The browser that opens links, if that could be read.
    pub default_browser: Option<DefaultBrowser>,
    /// The operating system's proxy, if that could be read.
    pub system_proxy: Option<SystemProxy>,
    /// What proxy scripts answered.
    pub scripts: Vec<ScriptFacts>,
    /// TCP ports of this machine at which a program waits for others of this machine; none if that could not be
    /// read.
    pub listening: Option<Vec<u16>>,
    /// The network interfaces, if they could be read.
    pub links: Option<LinkFacts>,
    /// The hosts file, if that could be read.
    pub hosts: Option<HostsFacts>,
    /// Which servers are asked for names, if that could be read.
    pub dns: Option<DnsFacts>,
    /// The time zone, if that could be read.
    pub time_zone: Option<TimeZoneFacts>,
    /// Whether the clock is set by a server, if that could be read.
    pub time_sync: Option<TimeSyncFacts>,
    /// The space left where browsers keep their profiles.
    pub disks: Vec<DiskFacts>,
    /// The check of the connection, if the operator had one made.
    pub online: Option<OnlineFacts>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Machine {
    /// A machine of which nothing is known yet.
    pub fn unknown(os: Os, taken_at: Timestamp) -> Self {
        Self {
            os,
            taken_at,
            browsers: Vec::new(),
            default_browser: None,
            system_proxy: None,
            scripts: Vec::new(),
            listening: None,
            links: None,
            hosts: None,
            dns: None,
            time_zone: None,
            time_sync: None,
            disks: Vec::new(),
            online: None,
            unread: Vec::new(),
        }
    }
}

/// Who set a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetBy {
    /// The person, or a program in their name.
    Person,
    /// The company, by a policy of its administrators.
    Company,
    /// An extension of the browser.
    Extension,
    /// Nobody: it is no setting, but what was seen.
    Seen,
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
    /// Safari.
    Safari,
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
    /// Its version, and whether it runs.
    pub install: InstallFacts,
    /// Shortcuts that start it with switches which matter.
    pub shortcuts: Vec<ShortcutFacts>,
    /// Its profiles, the one last used first.
    pub profiles: Vec<ProfileFacts>,
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
    /// Which proxy settings count in it.
    pub proxy: OwnProxy,
    /// Names are asked for over HTTPS, not as the operating system does.
    pub secure_dns: Option<SecureDns>,
    /// When hosts of Amazon were last used in it; none if the browser does not say.
    pub amazon: Option<Vec<HostUse>>,
    /// Its cookies; none if it has no store.
    pub jar: Option<JarFacts>,
    /// Its enabled extensions.
    pub extensions: Vec<ExtensionFacts>,
    /// By which addresses the person goes to Amazon.
    pub doors: Vec<DoorFacts>,
    /// The browser did not close as it should.
    pub crashed: Option<Evidence>,
    /// When the profile was made.
    #[serde(serialize_with = "as_optional_text")]
    pub created: Option<Timestamp>,
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
    /// A script that picks the road.
    ProxyScript,
    /// At which ports programs wait.
    Listening,
    /// The network interfaces and the default routes.
    Links,
    /// The hosts file.
    HostsFile,
    /// Which servers are asked for names.
    Dns,
    /// Whether the clock is set by a server.
    TimeSync,
    /// The space that is left.
    DiskSpace,
    /// Shortcuts that start browsers.
    Shortcuts,
    /// Which browser opens links.
    DefaultBrowser,
    /// The time zone.
    TimeZone,
    /// The registry.
    Registry,
    /// The settings of other people who use this machine.
    OtherPeople,
    /// A profile's cookies.
    Cookies,
    /// A profile's extensions.
    Extensions,
    /// A profile's bookmarks.
    Bookmarks,
    /// A profile's history.
    History,
    /// A browser's version.
    Install,
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
