//! What a person or a company has set in a browser.

use serde::{Deserialize, Serialize};

use super::{Evidence, ProxyChoice, SELLER_HOSTS};

/// What a company has set for all profiles of a browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PolicyFacts {
    /// Rules on cookies for the sign-in hosts.
    pub cookies: Vec<HostSetting>,
    /// Rules on JavaScript for the sign-in hosts.
    pub javascript: Vec<HostSetting>,
    /// The seller hosts whose addresses are blocked.
    pub addresses: Vec<HostSetting>,
    /// Cookies are deleted when the browser is closed, or after some hours or days.
    pub clears_cookies: Option<Evidence>,
    /// Private windows are forced, or profiles are thrown away.
    pub forced_private: Option<Evidence>,
    /// Cookies of embedded sites are blocked, or explicitly allowed.
    pub third_party: Option<(bool, Evidence)>,
    /// Edge's tracking prevention is strict, or explicitly not.
    pub tracking_strict: Option<(bool, Evidence)>,
    /// The last session is restored, which keeps session cookies.
    pub restores_session: Option<bool>,
    /// The proxy settings that hold, whatever the person says.
    pub proxy: Option<ProxyChoice>,
}

/// The settings of a profile that matter for signing in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Settings {
    /// They could not be read.
    Unread,
    /// Of a browser built on Chromium.
    Chromium(Box<ChromiumFacts>),
    /// Of Firefox.
    Firefox(Box<FirefoxFacts>),
    /// Of Safari.
    Safari(SafariFacts),
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
    /// One of [`SIGN_IN_HOSTS`](super::SIGN_IN_HOSTS).
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
    /// Brave's Shields block the cookies of the site itself.
    pub shields_block: Option<Evidence>,
    /// Edge's tracking prevention is strict.
    pub tracking_strict: Option<Evidence>,
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
    /// Rules on cookies for the sign-in hosts; none if they could not be read.
    pub cookies: Option<Vec<HostSetting>>,
    /// Cookies are deleted when Firefox is closed, but for the sites that are allowed.
    pub clears_on_exit: Option<Evidence>,
    /// Protection that makes pages behave otherwise is on: strict against trackers, or against fingerprinting.
    pub strict: Vec<Evidence>,
    /// Every window is a private one.
    pub always_private: Option<Evidence>,
    /// JavaScript is off.
    pub javascript_off: Option<Evidence>,
}

/// Settings of Safari. Only what differs from the default is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SafariFacts {
    /// All cookies are blocked.
    pub blocks_all_cookies: Option<Evidence>,
}
