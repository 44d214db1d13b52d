//! Machines with lines in the hosts file, and with DNS servers and rules of their own.

use login_triage::environment::Os;
use serde_json::json;

use super::super::make::{CANARY, Made};
use super::{CHROME, FIREFOX, PC};

const HOSTS: &str = "hosts.amazon";
const PARTS: &str = "hosts.cdn";
const FILTERING: &str = "dns.filtering";

pub fn machines() -> Vec<Made> {
    [hosts(), servers(), rules(), of_browsers()].into_iter().flatten().collect()
}

fn hosts() -> Vec<Made> {
    let usual = "127.0.0.1 localhost\n::1 localhost ip6-localhost\n";
    let linux = |name, lines: &str| Made::new(name, Os::Linux).file("/etc/hosts", format!("{usual}{lines}"));
    vec![
        linux("linux_hosts_with_an_old_address", "203.0.113.7\tsellercentral.amazon.co.jp # 2019\n")
            .finds(HOSTS, PC)
            .near(PARTS),
        Made::new("windows_hosts_without_amazon", Os::Windows)
            .file(
                "/Windows/System32/drivers/etc/hosts",
                "# Copyright (c) 1993-2009\r\n0.0.0.0 example.com WWW.Amazon.co.jp\r\n",
            )
            .finds(HOSTS, PC),
        Made::new("mac_hosts_with_a_list_against_advertising", Os::Macos)
            .file("/private/etc/hosts", format!("{usual}0.0.0.0 ads.example\n0.0.0.0 m.media-amazon.com\n"))
            .finds(PARTS, PC)
            .near(HOSTS),
        linux("linux_hosts_without_bot_checks", "0.0.0.0 1a2b.token.awswaf.com\n").finds(PARTS, PC),
        linux(
            "linux_hosts_with_names_that_resemble_amazons",
            "# 0.0.0.0 sellercentral.amazon.co.jp\n\
             0.0.0.0 amaz0n.co.jp myamazon.co.jp amazon.co.jp.example sellercentral.amazon.co.jp.example\n\
             0.0.0.0 amazon.de media-amazon.com.example notcloudfront.net # amazon.co.jp\n\
             sellercentral.amazon.co.jp 203.0.113.7\n",
        )
        .near(HOSTS)
        .near(PARTS),
        // Signing in works without those that only measure.
        linux("linux_hosts_without_measuring", "0.0.0.0 fls-fe.amazon.co.jp unagi.amazon.co.jp\n")
            .near(HOSTS)
            .near(PARTS),
    ]
}

fn servers() -> Vec<Made> {
    let resolved = |name, server: &str| {
        Made::new(name, Os::Linux)
            .file("/etc/resolv.conf", "nameserver 127.0.0.53\noptions edns0\n")
            .file("/run/systemd/resolve/resolv.conf", format!("nameserver {server}\n"))
    };
    let adapter = |name, address: &str, server: &str| {
        let key = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces";
        Made::new(name, Os::Windows).registry(&format!(
            "[{key}\\{{7a1c}}]\n\"DhcpIPAddress\"=\"192.168.1.5\"\n\"DhcpNameServer\"=\"192.168.1.1\"\n\
             [{key}\\{{9b2d}}]\n\"DhcpIPAddress\"=\"{address}\"\n\"NameServer\"=\"{server}\"\n"
        ))
    };
    vec![
        resolved("linux_asks_servers_for_families", "1.1.1.3").finds(FILTERING, PC),
        resolved("linux_asks_servers_for_all", "1.1.1.1").near(FILTERING),
        adapter("windows_asks_servers_against_advertising", "10.0.0.5", "94.140.14.14").finds(FILTERING, PC),
        // That network was left, and what was set for it stays.
        adapter("windows_asked_servers_against_advertising", "0.0.0.0", "94.140.14.14").near(FILTERING),
    ]
}

/// Rules of the company for names (NRPT).
fn rules() -> Vec<Made> {
    let rule = |name, domain: &str| {
        let adapters =
            "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces";
        let rules =
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig";
        Made::new(name, Os::Windows).registry(&format!(
            "[{adapters}]\n\n[{rules}\\{{1}}]\n\"Name\"=\"{domain}\"\n\"GenericDNSServers\"=\"10.1.1.1\"\n"
        ))
    };
    vec![
        rule("windows_company_answers_for_amazon", ".amazon.co.jp").finds(FILTERING, PC),
        rule("windows_company_answers_for_itself", ".corp.example.co.jp").near(FILTERING),
    ]
}

/// Browsers that ask for names over HTTPS.
fn of_browsers() -> Vec<Made> {
    let chrome = |name, mode: &str| {
        let made = Made::new(name, Os::Windows).chrome(&json!({}));
        let state = format!("{}/Local State", made.chrome_root());
        let servers = format!("https://taro:{CANARY}@dns.example/{CANARY}{{?dns}}");
        made.json(
            &state,
            &json!({"profile": {"info_cache": {"Default": {"name": "仕事"}}, "last_used": "Default"},
                    "dns_over_https": {"mode": mode, "templates": servers}}),
        )
    };
    let firefox = |name, mode: u8| {
        Made::new(name, Os::Macos).firefox(&format!(
            "user_pref(\"network.trr.mode\", {mode});\n\
             user_pref(\"network.trr.uri\", \"https://dns.example/{CANARY}\");\n"
        ))
    };
    vec![
        chrome("chrome_asks_for_names_by_itself_only", "secure").finds(FILTERING, CHROME),
        chrome("chrome_asks_for_names_by_itself_first", "automatic").near(FILTERING),
        firefox("firefox_asks_for_names_by_itself_only", 3).finds(FILTERING, FIREFOX),
        firefox("firefox_asks_for_names_by_itself_first", 2).near(FILTERING),
    ]
}
