//! Interfaces and routes of this machine's kernel, in network namespaces that these tests make and take away again; and
//! the space on a volume of a megabyte. Only root may do that: for anybody else the tests fail.
//!
//! Each test starts this program again inside a namespace, as the one test that reads the machine it runs on.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail the test"
)]

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use login_triage::environment::{Root, Unwatched, read_machine};
use serde_json::Value;

/// How the line with the facts begins.
const FACTS: &str = "facts: ";

/// The home folder that the machine is read with, if it is to be a certain one.
const HOME: &str = "LOGIN_TRIAGE_TEST_HOME";

/// This machine, without anything of the person who runs the tests.
#[test]
fn the_machine_at_hand_is_read() {
    let empty = tempfile::tempdir().unwrap();
    let mut root = Root::live();
    root.home = std::env::var_os(HOME).map_or_else(|| empty.path().to_owned(), PathBuf::from);
    root.env.clear();
    let machine = read_machine(&Arc::new(root), Timestamp::UNIX_EPOCH, &Unwatched).unwrap();
    println!("{FACTS}{}", serde_json::to_string(&machine).unwrap());
    assert!(machine.links.is_some() && machine.listening.is_some(), "{:?}", machine.unread);
    assert_eq!(machine.disks.len(), 1, "{:?}", machine.unread);
}

/// What the machine shows to a program that is started by others.
fn facts(starter: &mut Command) -> Value {
    let program = std::env::current_exe().unwrap();
    let starter = starter.arg(program).args(["--exact", "the_machine_at_hand_is_read", "--nocapture"]);
    let output = done(starter);
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.split_once(FACTS)).unwrap_or_else(|| panic!("{text}"));
    serde_json::from_str(line.1).unwrap()
}

/// Runs a program that must succeed.
fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{text}", String::from_utf8_lossy(&output.stdout));
    output
}

/// A network of its own, which ends with the test.
struct Namespace(String);

impl Namespace {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let namespace = Self(format!("triage-{}-{number}", std::process::id()));
        done(Command::new("ip").args(["netns", "add", &namespace.0]));
        namespace.ip("link set lo up");
        namespace
    }

    fn ip(&self, arguments: &str) -> &Self {
        done(&mut self.command(arguments));
        self
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new("ip");
        command.args(["-netns", &self.0]).args(arguments.split(' '));
        command
    }

    /// A cable to nowhere, with the way outside.
    fn cable(&self, name: &str, network: u8, metric: u32) -> &Self {
        self.ip(&format!("link add {name} type veth peer name {name}p"))
            .ip(&format!("addr add 192.168.{network}.5/24 dev {name}"))
            .ip(&format!("link set {name} up"))
            .ip(&format!("link set {name}p up"))
            .ip(&format!("route add default via 192.168.{network}.1 dev {name} metric {metric}"))
    }

    /// A tunnel: `WireGuard` where the kernel has it, else one that a program could serve. Nobody serves it here, so
    /// that it is up only as far as the kernel's tables go.
    fn tunnel(&self, name: &str) -> &Self {
        let made = self.command(&format!("link add {name} type wireguard")).output().unwrap();
        if !made.status.success() {
            self.ip(&format!("tuntap add dev {name} mode tun"));
        }
        self.ip(&format!("addr add 10.7.0.2/32 dev {name}")).ip(&format!("link set {name} up"))
    }

    fn facts(&self) -> Value {
        facts(Command::new("ip").args(["netns", "exec", &self.0]))
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        done(Command::new("ip").args(["netns", "delete", &self.0]));
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The interfaces of IPv4's (or IPv6's) ways outside, the first one first.
fn ways(facts: &Value, version: u64) -> Vec<String> {
    let routes = facts["links"]["default_routes"].as_array().unwrap();
    let of_version = routes.iter().filter(|route| route["version"] == version);
    of_version.map(|route| text(&route["interface"])).collect()
}

/// An interface's kind and addresses.
fn interface(facts: &Value, name: &str) -> (Value, Vec<String>) {
    let all = facts["links"]["interfaces"].as_array().unwrap();
    let found = all.iter().find(|interface| interface["name"] == name).unwrap_or_else(|| panic!("{all:?}"));
    (found["kind"].clone(), found["addresses"].as_array().unwrap().iter().map(text).collect())
}

#[test]
fn cables_bridges_and_neighbours_are_told_apart() {
    let namespace = Namespace::new();
    namespace
        .cable("eth0", 1, 100)
        .ip("link add docker0 type bridge")
        .ip("addr add 172.17.0.1/16 dev docker0")
        .ip("link set docker0 up")
        .ip("link add veth1 type veth peer name veth2")
        .ip("link set veth1 master docker0")
        .ip("link set veth1 up")
        .ip("link set veth2 up")
        .ip("addr add fd00:1::5/64 dev eth0 nodad");
    let facts = namespace.facts();
    assert_eq!(ways(&facts, 4), ["eth0"]);
    assert_eq!(ways(&facts, 6), Vec::<String>::new());
    let (kind, addresses) = interface(&facts, "eth0");
    assert_eq!(kind, "line");
    assert!(addresses.contains(&"192.168.1.5".to_owned()) && addresses.contains(&"fd00:1::5".to_owned()));
    let (kind, addresses) = interface(&facts, "docker0");
    assert_eq!((kind, addresses.first().map(String::as_str)), ("virtual".into(), Some("172.17.0.1")));
    assert_eq!(interface(&facts, "veth1").0, "virtual");
    assert_eq!(facts["links"]["interfaces"].as_array().unwrap().len(), 5, "all but loopback: {facts}");
}

#[test]
fn a_tunnel_that_takes_both_halves_goes_first() {
    let namespace = Namespace::new();
    namespace
        .cable("eth0", 1, 0)
        .tunnel("wg0")
        .ip("route add 0.0.0.0/1 dev wg0")
        .ip("route add 128.0.0.0/1 dev wg0");
    let facts = namespace.facts();
    assert_eq!(ways(&facts, 4), ["wg0", "eth0"]);
    let (kind, addresses) = interface(&facts, "wg0");
    assert_eq!(
        (&kind["vpn"], addresses.first().map(String::as_str)),
        (&"WireGuard".into(), Some("10.7.0.2"))
    );
}

#[test]
fn rules_that_no_file_shows_are_seen() {
    let namespace = Namespace::new();
    // What wg-quick sets up: the main table stays as it is.
    namespace
        .cable("eth0", 1, 100)
        .tunnel("wg0")
        .ip("route add default dev wg0 table 51820")
        .ip("rule add not fwmark 51820 table 51820")
        .ip("rule add table main suppress_prefixlength 0");
    let facts = namespace.facts();
    assert_eq!(ways(&facts, 4), ["wg0", "eth0"]);
    assert_eq!(facts["links"]["default_routes"][0]["metric"], 0);
}

#[test]
fn a_tunnel_to_a_few_networks_stays_beside_the_way_outside() {
    let namespace = Namespace::new();
    namespace.cable("eth0", 1, 100).tunnel("tailscale0").ip("route add 100.64.0.0/10 dev tailscale0");
    let facts = namespace.facts();
    assert_eq!(ways(&facts, 4), ["eth0"]);
    assert_eq!(interface(&facts, "tailscale0").0["vpn"], "Tailscale");
}

#[test]
fn two_ways_outside_are_listed_in_their_order() {
    let namespace = Namespace::new();
    namespace.cable("wlan0", 1, 600).cable("eth0", 2, 100);
    assert_eq!(ways(&namespace.facts(), 4), ["eth0", "wlan0"]);
}

#[test]
fn a_way_of_ipv6_alone_is_found() {
    let namespace = Namespace::new();
    namespace
        .ip("link add eth0 type veth peer name eth0p")
        .ip("link set eth0 up")
        .ip("link set eth0p up")
        .ip("addr add fd00:2::5/64 dev eth0 nodad")
        .ip("-6 route add default via fd00:2::1 dev eth0 metric 256");
    let facts = namespace.facts();
    assert_eq!(ways(&facts, 4), Vec::<String>::new());
    assert_eq!(ways(&facts, 6), ["eth0"]);
    assert_eq!(facts["links"]["default_routes"][0]["metric"], 256);
}

#[test]
fn a_network_of_its_own_has_nobody_who_waits() {
    let facts = Namespace::new().facts();
    assert_eq!(facts["listening"], Value::Array(Vec::new()));
    assert_eq!(ways(&facts, 4), Vec::<String>::new());
}

#[test]
fn the_space_on_a_small_volume_is_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let mounted =
        "mount -t tmpfs -o size=1m tmpfs \"$0\" && head -c 900000 /dev/zero >\"$0/full\" && exec \"$@\"";
    let mut starter = Command::new("unshare");
    starter.args(["--mount", "sh", "-c", mounted]).arg(folder.path()).env(HOME, folder.path());
    let facts = facts(&mut starter);
    let [disk] = facts["disks"].as_array().unwrap().as_slice() else { panic!("{facts}") };
    let free = disk["free"].as_u64().unwrap();
    assert_eq!(disk["place"], "~");
    assert!((1..=1024 * 1024 - 900_000).contains(&free), "{free}");
}
