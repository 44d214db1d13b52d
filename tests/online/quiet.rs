//! Nothing is contacted without a click.

use std::sync::Arc;

use jiff::Timestamp;
use login_triage::environment::{self, Cancelled, Report, Root, Watch};
use login_triage::knowledge::FindingText;

#[test]
fn a_scan_is_given_no_network() {
    // Whoever wants to reach one is given an `Internet`; tests/invariants.rs sees to it that there is no other way.
    type Scan = fn(&Arc<Root>, &[FindingText], Timestamp, &dyn Watch) -> Result<Report, Cancelled>;
    let _: Scan = environment::scan;
}

#[cfg(target_os = "linux")]
mod in_a_network_of_its_own {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use serde_json::Value;

    /// A network without anything but loopback, to which every address belongs: whoever tries to reach one is counted
    /// and refused at once. Prints the counters of the operating system after the program has run.
    const SCRIPT: &str = "set -e
        ip link set lo up
        ip route add local default dev lo
        status=0
        \"$@\" >report.json || status=$?
        test $status -le 1
        cat /proc/net/snmp";

    /// A machine on which everything is set that could make a program reach out.
    fn home(dir: &Path) {
        let write = |path: &str, text: &str| {
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            ".config/kioslaverc",
            "[Proxy Settings]\nProxyType=2\nProxy Config Script=http://192.0.2.7/proxy.pac\n",
        );
        write(".mozilla/firefox/profiles.ini", "[Profile0]\nName=a\nIsRelative=1\nPath=p.a\n");
        write(
            ".mozilla/firefox/p.a/prefs.js",
            "user_pref(\"network.proxy.type\", 1);\nuser_pref(\"network.proxy.ssl\", \"192.0.2.8\");\n\
             user_pref(\"network.proxy.ssl_port\", 3128);\n",
        );
        write(".config/google-chrome/Default/Preferences", "{}");
    }

    /// `unshare` as somebody who may, or as root of a namespace of one's own.
    fn unshare() -> Command {
        let may = Command::new("unshare").args(["--net", "true"]).output().unwrap().status.success();
        let mut command = Command::new("unshare");
        command.args(if may { &["--net"][..] } else { &["--user", "--map-root-user", "--net"] });
        command
    }

    /// Runs `inspect` and says how many connections were tried, and how many datagrams sent, names asked for included.
    fn attempts(arguments: &[&str]) -> (u64, u64, Value) {
        let dir = tempfile::tempdir().unwrap();
        home(dir.path());
        let output = unshare()
            .args(["--", "sh", "-c", SCRIPT, "sh", env!("CARGO_BIN_EXE_login-triage"), "inspect", "--json"])
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", dir.path())
            .env("XDG_CURRENT_DESKTOP", "KDE")
            .env("https_proxy", "http://proxy.example:8080")
            .env("auto_proxy", "http://192.0.2.9/proxy.pac")
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let report = fs::read(dir.path().join("report.json")).unwrap();
        let counters = String::from_utf8(output.stdout).unwrap();
        let report = serde_json::from_slice(&report).unwrap();
        (counter(&counters, "Tcp:", "ActiveOpens"), counter(&counters, "Udp:", "OutDatagrams"), report)
    }

    /// A counter of `/proc/net/snmp`: a line of names, then a line of numbers.
    fn counter(text: &str, group: &str, name: &str) -> u64 {
        let mut lines = text.lines().filter(|line| line.starts_with(group));
        let (names, numbers) = (lines.next().unwrap(), lines.next().unwrap());
        let at = names.split(' ').position(|known| known == name).unwrap();
        numbers.split(' ').nth(at).unwrap().parse().unwrap()
    }

    #[test]
    fn inspecting_sends_nothing() {
        let (connections, datagrams, report) = attempts(&[]);
        assert_eq!((connections, datagrams), (0, 0));
        assert_eq!(report["online"], Value::Null);
        let roads = report["routes"].as_array().unwrap();
        assert!(roads.iter().any(|route| route["road"] == "proxy 192.0.2.8:3128"), "{roads:?}");
        assert!(roads.iter().any(|route| route["road"] == "pac"), "{roads:?}");
    }

    #[test]
    fn with_a_click_the_same_counters_count() {
        let (connections, datagrams, report) = attempts(&["--online"]);
        // A script and a proxy; and the name of Seller Central.
        assert!(connections >= 2, "{connections}");
        assert!(datagrams >= 1, "{datagrams}");
        assert_eq!(report["online"]["proxies"][0]["server"], "192.0.2.8:3128");
        assert_eq!(report["online"]["proxies"][0]["reach"], "refused");
        assert_eq!(report["online"]["visits"].as_array().unwrap().len(), 1);
    }
}
