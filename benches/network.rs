//! How long it takes to read what this machine shows of its network: interfaces and routes, programs that wait, the
//! hosts file, servers for names, the setting of the clock, the space that is left, and GNOME's proxy.
//!
//! The yardstick are the same questions, bare: the same files read and thrown away, the same links, folders and calls
//! of the system, the same programs started. Both run in this process, in turn; the fastest of each counts, so that
//! other programs on the machine do not. GNOME's program is one that prints a setting, so that any machine will do.
//! Besides, a hosts file of ten megabytes, as lists against advertising are, is compared with reading it bare.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![cfg_attr(target_os = "linux", expect(clippy::unwrap_used, reason = "a benchmark that cannot begin fails"))]

#[cfg(target_os = "linux")]
mod linux {
    use std::fmt::Write as _;
    use std::fs;
    use std::hint::black_box;
    use std::net::IpAddr;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use jiff::Timestamp;
    use login_triage::environment::facts::Machine;
    use login_triage::environment::{Os, Root, Topic, read_topics};
    use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
    use netlink_packet_route::address::AddressMessage;
    use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteMessage};
    use netlink_packet_route::{AddressFamily, RouteNetlinkMessage};
    use netlink_sys::protocols::NETLINK_ROUTE;
    use netlink_sys::{Socket, SocketAddr};

    const ROUNDS: usize = 50;
    /// What no program has to be started for.
    const FILES: [Topic; 6] =
        [Topic::Links, Topic::Listening, Topic::HostsFile, Topic::Dns, Topic::TimeSync, Topic::DiskSpace];
    /// Set when this program was started by itself.
    const READY: &str = "LOGIN_TRIAGE_BENCH_READY";
    /// Bytes.
    const HOSTS: usize = 10 * 1024 * 1024;

    pub(super) fn main() {
        if std::env::var_os(READY).is_some() {
            machine_at_hand();
            long_hosts_file();
            return;
        }
        // GNOME's program is looked for on the path.
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("gsettings");
        fs::write(&program, "#!/bin/sh\necho \"'none'\"\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.env("PATH", format!("{}:{path}", folder.path().display())).env(READY, "1");
        assert!(again.status().unwrap().success());
    }

    fn machine_at_hand() {
        let home = tempfile::tempdir().unwrap();
        let mut root = Root::live();
        home.path().clone_into(&mut root.home);
        root.env.clear();
        root.env.insert("XDG_CURRENT_DESKTOP".to_owned(), "GNOME".to_owned());
        let files = || read_topics(&root, &FILES, Timestamp::UNIX_EPOCH);
        let proxy = || read_topics(&root, &[Topic::SystemProxy], Timestamp::UNIX_EPOCH);
        check(&files(), &proxy());
        let both = || drop(black_box((files(), proxy())));
        told("without programs of the system", &|| drop(black_box(files())), &|| bare(home.path()));
        let bare_both = || {
            bare(home.path());
            bare_program();
        };
        told("all of it (to stay below 1.5)", &both, &bare_both);
    }

    /// Measures, and says how much longer this program takes.
    fn told(what: &str, ours: &dyn Fn(), bare: &dyn Fn()) {
        let (best, best_bare) = compare(ours, bare);
        let ratio = best.as_secs_f64() / best_bare.as_secs_f64();
        println!("{what}: {best:?}, bare {best_bare:?}, ratio {ratio:.2}");
    }

    /// The fastest of each, in turn.
    fn compare(ours: &dyn Fn(), bare: &dyn Fn()) -> (Duration, Duration) {
        let (mut best, mut best_bare) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            for (best, run) in [(&mut best, ours), (&mut best_bare, bare)] {
                let begin = Instant::now();
                run();
                *best = (*best).min(begin.elapsed());
            }
        }
        (best, best_bare)
    }

    /// Everything must have been read: a program that reads nothing is fast.
    fn check(machine: &Machine, proxy: &Machine) {
        let links = machine.links.as_ref().unwrap();
        assert!(!links.interfaces.is_empty(), "{links:?}");
        assert!(machine.listening.is_some() && machine.hosts.is_some() && machine.dns.is_some());
        assert!(proxy.system_proxy.as_ref().is_some_and(|proxy| proxy.config.is_direct()));
        assert_eq!(machine.disks.len(), 1);
    }

    /// All that cannot be avoided.
    fn bare(home: &Path) {
        let files = [
            "/proc/net/route",
            "/proc/net/ipv6_route",
            "/proc/net/tcp",
            "/proc/net/tcp6",
            "/etc/hosts",
            "/etc/resolv.conf",
        ];
        files.into_iter().for_each(read);
        questions_to_the_kernel();
        for entry in fs::read_dir("/sys/class/net").unwrap().map(Result::unwrap) {
            for name in ["uevent", "type", "flags", "operstate", "tun_flags"] {
                read(entry.path().join(name));
            }
            for name in ["device", "master"] {
                drop(black_box(fs::read_link(entry.path().join(name))));
            }
        }
        let folders = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];
        black_box(folders.into_iter().any(starts_a_clock));
        black_box(fs4::available_space(home).unwrap());
    }

    /// Whether links of a folder of units start a service that sets the clock: no more is read than tells.
    fn starts_a_clock(folder: &str) -> bool {
        let is_clock = |name: &str| ["timesyncd", "chrony", "ntp"].iter().any(|part| name.contains(part));
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        };
        let folder = Path::new(folder);
        let mut wants = names(folder);
        wants.retain(|name| name.contains(".wants"));
        wants.sort();
        wants.iter().any(|wants| names(&folder.join(wants)).iter().any(|name| is_clock(name)))
    }

    /// The one program that cannot be avoided.
    fn bare_program() {
        let mut gnome = Command::new("gsettings");
        gnome.args(["get", "org.gnome.system.proxy", "mode"]).stdin(Stdio::null()).stderr(Stdio::null());
        assert!(black_box(gnome.output().unwrap()).status.success());
    }

    fn read(path: impl AsRef<Path>) {
        drop(black_box(fs::read(path)));
    }

    fn questions_to_the_kernel() {
        let mut socket = Socket::new(NETLINK_ROUTE).unwrap();
        socket.bind_auto().unwrap();
        socket.connect(&SocketAddr::new(0, 0)).unwrap();
        let addresses = RouteNetlinkMessage::GetAddress(AddressMessage::default());
        ask(&socket, addresses, NLM_F_REQUEST | NLM_F_DUMP);
        for to in ["52.119.161.5", "2600:9000::1"] {
            let mut question = RouteMessage::default();
            let (family, bits, to) = match to.parse().unwrap() {
                IpAddr::V4(to) => (AddressFamily::Inet, 32, RouteAddress::Inet(to)),
                IpAddr::V6(to) => (AddressFamily::Inet6, 128, RouteAddress::Inet6(to)),
            };
            question.header.address_family = family;
            question.header.destination_prefix_length = bits;
            question.attributes.push(RouteAttribute::Destination(to));
            ask(&socket, RouteNetlinkMessage::GetRoute(question), NLM_F_REQUEST);
        }
    }

    /// Sends a question, and takes in answers until the last one.
    fn ask(socket: &Socket, question: RouteNetlinkMessage, flags: u16) {
        let mut header = NetlinkHeader::default();
        header.flags = flags;
        let mut question = NetlinkMessage::new(header, NetlinkPayload::from(question));
        question.finalize();
        let mut bytes = vec![0; question.buffer_len()];
        question.serialize(&mut bytes);
        socket.send(&bytes, 0).unwrap();
        loop {
            let (answer, _) = socket.recv_from_full().unwrap();
            // NLMSG_DONE stands at the begin of a message of its own.
            let kind = answer.get(4..6).unwrap_or_default();
            if flags & NLM_F_DUMP == 0 || kind == 3_u16.to_ne_bytes() {
                break;
            }
        }
    }

    fn long_hosts_file() {
        let dir = tempfile::tempdir().unwrap();
        let mut text = String::new();
        let mut number = 0;
        while text.len() < HOSTS {
            number += 1;
            writeln!(text, "0.0.0.0 ads-{number}.tracker.example").unwrap();
        }
        text.push_str("0.0.0.0 www.amazon.co.jp\n");
        let path = dir.path().join("etc/hosts");
        fs::create_dir_all(dir.path().join("etc")).unwrap();
        fs::write(&path, text).unwrap();
        let root = Root::copied(dir.path(), Os::Linux).unwrap();
        let ours = || {
            let hosts = read_topics(&root, &[Topic::HostsFile], Timestamp::UNIX_EPOCH).hosts;
            assert_eq!(hosts.map(|hosts| hosts.entries.len()), Some(1));
        };
        told("a hosts file of 10 MB alone", &ours, &|| read(&path));
    }
}

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the yardstick asks a Linux kernel");
}
