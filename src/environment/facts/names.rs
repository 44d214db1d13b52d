//! How names of hosts become addresses.

use std::net::IpAddr;

use serde::Serialize;

use super::Evidence;

/// The lines of the hosts file that bear on Amazon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HostsFacts {
    /// The lines, in order.
    pub entries: Vec<HostsEntry>,
}

/// A name in the hosts file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HostsEntry {
    /// The name.
    pub name: String,
    /// The address it is given.
    pub address: IpAddr,
    /// What the name is for.
    pub role: HostRole,
    /// Where it stands; the key is the line's number.
    pub evidence: Evidence,
}

/// What a host of Amazon is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HostRole {
    /// Pages of Amazon itself.
    Pages,
    /// Pictures, scripts and checks that the pages need.
    Parts,
}

/// Which servers are asked for names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DnsFacts {
    /// The operating system's servers, in order.
    pub servers: Vec<DnsServer>,
    /// Rules of the company that send names of Amazon to servers of their own (NRPT of Windows).
    pub rules: Vec<Evidence>,
}

/// A DNS server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DnsServer {
    /// Its address.
    pub address: IpAddr,
    /// The service it belongs to, if that one withholds names by choice: advertising, adult sites, malware.
    pub filter: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A browser asks for names over HTTPS (`DoH`), not as the operating system does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecureDns {
    /// Whether it asks nobody else when that fails.
    pub only: bool,
    /// The service that it asks, as a host; empty if the browser picks one.
    pub server: String,
    /// Where that stands.
    pub evidence: Evidence,
}
