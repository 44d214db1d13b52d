//! Machines with VPNs and several lines: copies of Linux with `/proc` and `/sys`. Windows and macOS show theirs on the
//! machine at hand only.

use std::fmt::Write as _;

use login_triage::environment::Os;

use super::super::make::Made;
use super::PC;

const WAY_OUT: &str = "vpn.default_route";
const SPLIT: &str = "vpn.split";
const SEVERAL: &str = "net.multi_default";

pub fn machines() -> Vec<Made> {
    [vpns(), beside(), several(), no_vpns()].into_iter().flatten().collect()
}

/// Everything leaves through a VPN.
fn vpns() -> Vec<Made> {
    vec![
        Lines::new("linux_leaves_through_wireguard")
            .cable("enp3s0", 100)
            // Whatever its name.
            .interface("home", &Link { kind: "wireguard", ..Link::default() })
            .halves("home")
            .own("10.7.0.2")
            .made()
            .finds(WAY_OUT, PC)
            .near(SPLIT)
            .near(SEVERAL),
        Lines::new("linux_leaves_through_the_companys_vpn")
            .wifi("wlp2s0", 600)
            .interface("tun0", &Link { tun: "0x1001", state: "unknown", ..Link::default() })
            .network("tun0", "0000080A", "00FFFFFF")
            .own("10.8.0.6")
            .route("tun0", EVERYTHING, GATEWAY, 50, EVERYTHING)
            .made()
            .finds(WAY_OUT, PC),
    ]
}

/// A VPN is there, and pages do not leave through it.
fn beside() -> Vec<Made> {
    let office = |name, wireguard: &Link| {
        Lines::new(name)
            .cable("enp3s0", 100)
            .interface("wg0", wireguard)
            .network("wg0", "0000070A", "0000FFFF")
            .own("10.7.0.2")
            .made()
    };
    let wireguard = || Link { kind: "wireguard", state: "unknown", ..Link::default() };
    vec![
        office("linux_vpn_for_the_office_alone", &wireguard()).finds(SPLIT, PC).near(WAY_OUT),
        Lines::new("linux_private_network_of_own_devices")
            .cable("enp3s0", 100)
            .interface("tailscale0", &Link { tun: "0x1001", state: "unknown", ..Link::default() })
            // Its routes are in a table that this file does not show; the address shows.
            .own("100.101.102.103")
            .made()
            .finds(SPLIT, PC)
            .near(WAY_OUT),
        office("linux_vpn_that_is_switched_off", &Link { flags: "0x1090", ..wireguard() })
            .near(SPLIT)
            .near(WAY_OUT),
        Lines::new("linux_tunnel_without_an_address")
            .cable("enp3s0", 100)
            .interface("tun0", &Link { tun: "0x1001", state: "unknown", ..Link::default() })
            .made()
            .near(SPLIT)
            .near(WAY_OUT),
    ]
}

fn several() -> Vec<Made> {
    vec![
        Lines::new("linux_cable_and_wifi_at_once")
            .cable("enp3s0", 100)
            .wifi("wlp2s0", 600)
            .made()
            .finds(SEVERAL, PC),
        // Its route is still there, and the cable is not.
        Lines::new("linux_wifi_and_a_cable_that_was_pulled_out")
            .wifi("wlp2s0", 600)
            .interface("enp3s0", &Link { state: "down", ..Link::of_hardware() })
            .route("enp3s0", EVERYTHING, GATEWAY, 700, EVERYTHING)
            .made()
            .near(SEVERAL),
        // A network of printers, without a way outside.
        Lines::new("linux_wifi_and_a_cable_to_a_printer")
            .wifi("wlp2s0", 600)
            .interface("enp3s0", &Link::of_hardware())
            .network("enp3s0", "0001A8C0", "00FFFFFF")
            .own("192.168.1.5")
            .made()
            .near(SEVERAL),
    ]
}

/// What only looks like a VPN or another line.
fn no_vpns() -> Vec<Made> {
    let bridge = Link { kind: "bridge", ..Link::default() };
    vec![
        Lines::new("linux_with_docker_and_a_virtual_machine")
            .cable("enp3s0", 100)
            .interface("docker0", &Link { state: "down", ..bridge })
            .network("docker0", "000011AC", "0000FFFF")
            .own("172.17.0.1")
            .interface("br-5d41402abc4b", &bridge)
            .network("br-5d41402abc4b", "000012AC", "0000FFFF")
            .own("172.18.0.1")
            .interface("veth1a2b3c4", &Link { master: "br-5d41402abc4b", ..Link::default() })
            .interface("virbr0", &bridge)
            .network("virbr0", "007AA8C0", "00FFFFFF")
            .own("192.168.122.1")
            // Made by a program like a VPN's, and a part of a bridge.
            .interface("tap0", &Link { tun: "0x5002", master: "virbr0", state: "unknown", ..Link::default() })
            .made()
            .near(WAY_OUT)
            .near(SPLIT)
            .near(SEVERAL),
        // Virtual machines share the cable: the bridge is the line, and only links tell.
        Lines::new("linux_cable_in_a_bridge_and_wifi_at_once")
            .wifi("wlp2s0", 600)
            .interface("enp3s0", &Link { master: "br0", ..Link::of_hardware() })
            .interface("br0", &bridge)
            .network("br0", "0001A8C0", "00FFFFFF")
            .own("192.168.1.5")
            .route("br0", EVERYTHING, GATEWAY, 425, EVERYTHING)
            .made()
            .finds(SEVERAL, PC)
            .near(WAY_OUT),
        // Dialled over a line of fibre.
        Lines::new("linux_dials_its_line_of_fibre")
            .interface("enp3s0", &Link::of_hardware())
            .interface("ppp0", &Link { kind: "ppp", state: "unknown", ..Link::default() })
            .network("ppp0", "010071CB", "FFFFFFFF")
            .own("203.113.0.1")
            .route("ppp0", EVERYTHING, 1, 0, EVERYTHING)
            .made()
            .file(
                "/proc/net/pppoe",
                "Id       Address              Device\n00000B12 00:00:5E:00:53:01     enp3s0\n",
            )
            .near(WAY_OUT),
    ]
}

/// Both the network and the mask of everything, in `/proc/net/route`.
const EVERYTHING: &str = "00000000";
/// Flags of a route that is up and leads to another machine.
const GATEWAY: u32 = 3;

/// An interface as the kernel describes it.
#[derive(Clone, Copy)]
struct Link {
    /// `DEVTYPE`.
    kind: &'static str,
    /// `tun_flags`; empty of what no program has made.
    tun: &'static str,
    /// The bridge that it is a part of.
    master: &'static str,
    state: &'static str,
    flags: &'static str,
    /// Where its folder is.
    folder: &'static str,
}

impl Default for Link {
    fn default() -> Self {
        Self { kind: "", tun: "", master: "", state: "up", flags: "0x1003", folder: "devices/virtual/net" }
    }
}

impl Link {
    fn of_hardware() -> Self {
        Self { folder: "devices/pci0/card/net", ..Self::default() }
    }
}

/// A copy of Linux while it is made.
struct Lines {
    made: Made,
    number: u32,
    routes: String,
    own: String,
}

impl Lines {
    fn new(name: &'static str) -> Self {
        let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
        let lines = Self {
            made: Made::new(name, Os::Linux),
            number: 0,
            routes: head.to_owned(),
            own: "Local:\n".to_owned(),
        };
        let lines = lines.interface("lo", &Link { flags: "0x9", state: "unknown", ..Link::default() });
        Self { made: lines.made.file("/sys/devices/virtual/net/lo/type", "772\n"), ..lines }.own("127.0.0.1")
    }

    /// The folder of an interface, and the link to it, as the kernel has them.
    fn interface(mut self, name: &str, link: &Link) -> Self {
        self.number += 1;
        let folder = format!("/sys/{}/{name}", link.folder);
        let kind = if link.kind.is_empty() { String::new() } else { format!("DEVTYPE={}\n", link.kind) };
        let about = format!("{kind}INTERFACE={name}\nIFINDEX={}\n", self.number);
        let mut made = self.made.file(&format!("{folder}/uevent"), about);
        for (file, text) in [("type", "1"), ("flags", link.flags), ("operstate", link.state)] {
            made = made.file(&format!("{folder}/{file}"), format!("{text}\n"));
        }
        if !link.tun.is_empty() {
            made = made.file(&format!("{folder}/tun_flags"), format!("{}\n", link.tun));
        }
        if link.folder == Link::of_hardware().folder {
            made = made.link(&format!("{folder}/device"), "../../../card");
        }
        if !link.master.is_empty() {
            let to = format!("../../{}{}", up_to_devices(link.folder), link.master);
            made = made.link(&format!("{folder}/master"), &to);
        }
        self.made = made.link(&format!("/sys/class/net/{name}"), &format!("../../{}/{name}", link.folder));
        self
    }

    fn cable(self, name: &str, metric: u32) -> Self {
        self.interface(name, &Link::of_hardware())
            .network(name, "0001A8C0", "00FFFFFF")
            .route(name, EVERYTHING, GATEWAY, metric, EVERYTHING)
            .own("192.168.1.5")
    }

    fn wifi(self, name: &str, metric: u32) -> Self {
        self.interface(name, &Link { kind: "wlan", ..Link::of_hardware() })
            .network(name, "0002A8C0", "00FFFFFF")
            .route(name, EVERYTHING, GATEWAY, metric, EVERYTHING)
            .own("192.168.2.7")
    }

    /// A network that begins at an interface, with the bytes of addresses in their order in memory.
    fn network(self, name: &str, network: &str, mask: &str) -> Self {
        self.route(name, network, 1, 0, mask)
    }

    /// Both halves of everything.
    fn halves(self, name: &str) -> Self {
        self.route(name, "00000000", 1, 0, "00000080").route(name, "00000080", 1, 0, "00000080")
    }

    fn route(mut self, name: &str, to: &str, flags: u32, metric: u32, mask: &str) -> Self {
        writeln!(self.routes, "{name}\t{to}\t00000000\t{flags:04X}\t0\t0\t{metric}\t{mask}\t0\t0\t0")
            .unwrap();
        self
    }

    /// An address of this machine.
    fn own(mut self, address: &str) -> Self {
        writeln!(self.own, "     |-- {address}\n        /32 host LOCAL").unwrap();
        self
    }

    fn made(self) -> Made {
        self.made.file("/proc/net/route", self.routes).file("/proc/net/fib_trie", self.own)
    }
}

/// From inside a folder of interfaces to that of bridges.
fn up_to_devices(folder: &str) -> String {
    let up = "../".repeat(folder.split('/').count() - 2);
    format!("{up}virtual/net/")
}
