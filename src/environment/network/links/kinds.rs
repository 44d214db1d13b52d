//! What an interface is, `assets/environment/adapters.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::environment::browsers::tables;
use crate::environment::facts::InterfaceKind;
use crate::environment::root::Os;

/// The table, by operating system.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    windows: Vec<Description>,
    linux: Vec<Name>,
    macos: Vec<Name>,
}

/// An adapter of Windows by a part of its description.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    part: String,
    kind: InterfaceKind,
}

/// An interface by its name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    name: String,
    kind: InterfaceKind,
}

/// What a name says on Linux or macOS.
pub(super) fn by_name(os: Os, name: &str) -> Option<InterfaceKind> {
    let known = match os {
        Os::Linux => &table().linux,
        Os::Macos => &table().macos,
        Os::Windows => return None,
    };
    known.iter().find(|known| is_like(name, &known.name)).map(|known| known.kind.clone())
}

/// What a maker's description says on Windows.
#[cfg_attr(
    not(any(windows, target_os = "macos", test)),
    expect(dead_code, reason = "Linux has no descriptions of adapters")
)]
pub(super) fn by_description(description: &str) -> Option<InterfaceKind> {
    let description = description.to_lowercase();
    let is_known = |known: &&Description| description.contains(&known.part.to_lowercase());
    table().windows.iter().find(is_known).map(|known| known.kind.clone())
}

/// Whether a name fits a pattern, in which one `*` stands for any text.
fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| rest.ends_with(after)),
    }
}

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        tables::embedded("adapters.ron", include_str!("../../../../assets/environment/adapters.ron"))
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with what the table says")]
    fn vpn(product: &str) -> Option<InterfaceKind> {
        Some(InterfaceKind::Vpn(product.to_owned()))
    }

    #[test]
    fn the_table_is_sound_and_every_entry_can_be_reached() {
        let table: Table =
            tables::parse(include_str!("../../../../assets/environment/adapters.ron")).unwrap();
        for known in &table.windows {
            let found = by_description(&format!("The {} #2", known.part.to_uppercase()));
            assert_eq!(found.as_ref(), Some(&known.kind), "{}", known.part);
        }
        for (os, names) in [(Os::Linux, &table.linux), (Os::Macos, &table.macos)] {
            for known in names {
                let name = known.name.replace('*', "0");
                assert_eq!(by_name(os, &name).as_ref(), Some(&known.kind), "{}", known.name);
            }
        }
    }

    #[test]
    fn vpns_are_told_from_what_looks_like_one() {
        for (description, kind) in [
            ("VPN Client Adapter - VPN", vpn("SoftEther VPN")),
            ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", vpn("Cisco AnyConnect")),
            ("PANGP Virtual Ethernet Adapter Secure", vpn("GlobalProtect")),
            ("Fortinet Virtual Ethernet Adapter (NDIS 6.30)", vpn("FortiClient")),
            ("TAP-Windows Adapter V9", vpn("")),
            ("TAP-Windows Adapter V9 for OpenVPN Connect", vpn("OpenVPN")),
            ("Wintun Userspace Tunnel", vpn("")),
            ("NordLynx Tunnel", vpn("NordVPN")),
            ("Hyper-V Virtual Ethernet Adapter", Some(InterfaceKind::Virtual)),
            ("Microsoft Hyper-V Network Adapter #2", Some(InterfaceKind::Line)),
            ("VMware Virtual Ethernet Adapter for VMnet8", Some(InterfaceKind::Virtual)),
            ("Microsoft Wi-Fi Direct Virtual Adapter", Some(InterfaceKind::Virtual)),
            ("Bluetooth Device (Personal Area Network)", Some(InterfaceKind::Other)),
            ("Npcap Loopback Adapter", Some(InterfaceKind::Other)),
            ("Intel(R) Wi-Fi 6 AX201 160MHz", None),
        ] {
            assert_eq!(by_description(description), kind, "{description}");
        }
        for (name, kind) in [
            ("wg0", vpn("WireGuard")),
            ("wg0-mullvad", vpn("Mullvad VPN")),
            ("tailscale0", vpn("Tailscale")),
            ("tun3", vpn("")),
            ("docker0", Some(InterfaceKind::Virtual)),
            ("vethab12", Some(InterfaceKind::Virtual)),
            ("enp3s0", Some(InterfaceKind::Line)),
            ("home", None),
        ] {
            assert_eq!(by_name(Os::Linux, name), kind, "{name}");
        }
        assert_eq!(by_name(Os::Macos, "utun4"), vpn(""));
        assert_eq!(by_name(Os::Macos, "awdl0"), Some(InterfaceKind::Other));
    }
}
