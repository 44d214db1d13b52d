//! Extensions of a profile that can change what a sign-in page does.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// An enabled extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExtensionFacts {
    /// The store's id.
    pub id: String,
    /// Its name in Japanese, or else as its maker wrote it.
    pub name: String,
    /// Its version.
    pub version: String,
    /// How it came into the browser.
    pub source: ExtensionSource,
    /// The sites it works on.
    pub reach: Reach,
    /// Its permissions that matter, by their names in the manifest.
    pub permissions: Vec<String>,
    /// What it is known or seems to be.
    pub kinds: Vec<ExtensionKind>,
    /// What it has taken over from the browser's own settings.
    pub controls: Vec<(Controlled, Evidence)>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// How an extension came into the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionSource {
    /// From the browser's store, by the person.
    Store,
    /// By another program on the machine.
    OtherProgram,
    /// From a folder, as its developer does.
    Folder,
    /// By the company.
    Company,
}

/// The sites an extension works on, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// All sites.
    AllSites,
    /// Amazon's, among others.
    Amazon,
    /// None of Amazon's.
    Elsewhere,
}

/// What an extension does, as far as that bears on signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionKind {
    /// Deletes cookies by itself.
    CookieCleaner,
    /// Blocks scripts unless allowed.
    ScriptBlocker,
    /// Blocks advertising or trackers.
    Blocker,
    /// Changes the browser's name or the headers it sends.
    HeaderOrUserAgent,
    /// A VPN or proxy.
    Vpn,
    /// A tool for sellers.
    SellerTool,
    /// A toolbar: brought along by another program, it changes the start page or the search.
    Toolbar,
}

/// A setting of the browser that an extension has taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Controlled {
    /// The proxy.
    Proxy,
    /// Cookies of Amazon are blocked.
    Cookies,
    /// Cookies of Amazon are deleted when the browser closes.
    SessionCookies,
    /// Cookies of sites that are embedded in another are blocked.
    ThirdPartyCookies,
    /// JavaScript of Amazon is blocked.
    JavaScript,
    /// Protection against fingerprinting is on.
    Fingerprinting,
}
