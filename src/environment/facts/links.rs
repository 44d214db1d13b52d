//! Network interfaces, and which of them leads outside.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// The network interfaces of the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkFacts {
    /// All interfaces but loopback.
    pub interfaces: Vec<InterfaceFacts>,
    /// The default routes, the one that is used first.
    pub default_routes: Vec<DefaultRoute>,
    /// Where the routes stand.
    pub place: String,
}

impl LinkFacts {
    /// The interface of that name.
    pub fn interface(&self, name: &str) -> Option<&InterfaceFacts> {
        self.interfaces.iter().find(|interface| interface.name == name)
    }
}

/// One network interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InterfaceFacts {
    /// As the operating system names it.
    pub name: String,
    /// The maker's description, where the operating system has one; else empty.
    pub description: String,
    /// What it is.
    pub kind: InterfaceKind,
    /// Whether it is up.
    pub up: bool,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// Its DNS servers, where the operating system keeps them by interface.
    pub dns: Vec<IpAddr>,
}

impl InterfaceFacts {
    /// Whether it is up and has an address with which other networks can be reached.
    pub fn is_in_use(&self) -> bool {
        self.up && self.addresses.iter().any(is_routable)
    }
}

/// Neither of this machine nor of this cable only.
fn is_routable(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !v4.is_loopback() && !v4.is_link_local() && !v4.is_unspecified(),
        IpAddr::V6(v6) => !v6.is_loopback() && !v6.is_unicast_link_local() && !v6.is_unspecified(),
    }
}

/// What an interface is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceKind {
    /// A cable, Wi-Fi or a mobile line.
    Line,
    /// A VPN, by the product's name where it is known; else empty.
    Vpn(String),
    /// A tunnel that need not be a VPN.
    Tunnel,
    /// Of virtual machines, containers or another device: no way outside by itself.
    Virtual,
    /// Anything else.
    Other,
}

/// A route to everything that has no other, or, where many small ones do the same, the one that leads to Amazon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DefaultRoute {
    /// 4 or 6: of IPv4 or of IPv6.
    pub version: u8,
    /// The interface it leads through.
    pub interface: String,
    /// Smaller ones go first; 0 for one that the system's rules put before all others.
    pub metric: u32,
}
