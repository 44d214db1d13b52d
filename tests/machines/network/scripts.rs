//! Machines with scripts (PAC) that pick the road: in the setting itself, in a file, and on a network.

use login_triage::environment::Os;

use super::super::make::{CANARY, Made};
use super::{FIREFOX, PC, SETTINGS, person};

const SET: &str = "proxy.pac_set";
const PROXIED: &str = "proxy.pac_proxied";
const UNREACHABLE: &str = "proxy.pac_unreachable";
const BROKEN: &str = "proxy.pac_broken";

pub fn machines() -> Vec<Made> {
    [on_the_network(), in_the_setting(), in_a_file(), of_firefox()].into_iter().flatten().collect()
}

/// The binary value whose ninth byte says what is switched on.
fn flags(flags: u8) -> String {
    format!(
        "\n[HKEY_CURRENT_USER\\{SETTINGS}\\Connections]\n\"DefaultConnectionSettings\"=hex:46,00,00,00,01,00,00,00,\
         {flags:02x},00,00,00,00,00"
    )
}

/// A Windows machine with Chrome whose script is at this address.
fn windows(name: &'static str, address: &str) -> Made {
    person(name, &format!("\"AutoConfigURL\"=\"{address}\"{}", flags(5)))
}

fn on_the_network() -> Vec<Made> {
    let address = format!("http://pac.example.co.jp/proxy.pac?key={CANARY}");
    vec![
        windows("windows_lets_a_script_decide", &address).finds(SET, PC).near(UNREACHABLE),
        // Whether the network has a script is not known from files.
        person(
            "windows_asks_the_network_for_a_script",
            &format!("\"AutoConfigURL\"=\"{address}\"{}", flags(9)),
        )
        .near(SET)
        .near("proxy.wpad_on"),
    ]
}

/// A script as its own address.
fn inline(body: &str) -> String {
    format!("data:application/x-ns-proxy-autoconfig,function FindProxyForURL(u, h) {{/*{CANARY}*/ {body}}}")
}

fn in_the_setting() -> Vec<Made> {
    let round_amazon =
        "return dnsDomainIs(h, '.amazon.co.jp') ? 'DIRECT' : 'PROXY proxy.example.co.jp:8080';";
    vec![
        windows("windows_script_leads_through_a_proxy", &inline("return 'PROXY proxy.example.co.jp:8080';"))
            .finds(PROXIED, PC)
            .near(SET)
            .near("proxy.in_use_system"),
        windows("windows_script_leads_round_its_proxy_for_amazon", &inline(round_amazon))
            .near(PROXIED)
            .near(BROKEN),
        // It asks for names, and nobody has asked for that.
        windows(
            "windows_script_needs_the_network",
            &inline("return dnsResolve(h) ? 'DIRECT' : 'PROXY a.example:1';"),
        )
        .finds(SET, PC)
        .near(BROKEN)
        .near(UNREACHABLE),
        windows("windows_script_fails", &inline("return nobody_has_this(h);")).finds(BROKEN, PC),
    ]
}

/// Windows's own programs load no script from a file any more, and Chrome never did. Firefox does.
fn in_a_file() -> Vec<Made> {
    let address = "file:///C:/Proxy/proxy.pac";
    let script =
        format!("function FindProxyForURL(u, h) {{ /*{CANARY}*/ return 'PROXY proxy.example.co.jp:8080'; }}");
    vec![
        windows("windows_script_in_a_file_that_chrome_does_not_load", address)
            .file("/Proxy/proxy.pac", script.clone())
            .finds(UNREACHABLE, PC),
        windows("windows_script_in_a_file_that_firefox_loads", address)
            .file("/Proxy/proxy.pac", script)
            .firefox("")
            .finds(PROXIED, PC)
            .finds("proxy.browsers_disagree", PC)
            .near(UNREACHABLE),
    ]
}

fn of_firefox() -> Vec<Made> {
    let firefox = |name, os, address: &str| {
        Made::new(name, os).firefox(&format!(
            "user_pref(\"network.proxy.type\", 2);\nuser_pref(\"network.proxy.autoconfig_url\", \"{address}\");\n"
        ))
    };
    let file = |name, content: &str| {
        let address = format!("file:///etc/proxy.pac?key={CANARY}");
        firefox(name, Os::Linux, &address).file("/etc/proxy.pac", format!("// {CANARY}\n{content}"))
    };
    vec![
        firefox("firefox_script_is_not_there", Os::Macos, "file:///Users/Shared/proxy.pac")
            .finds(UNREACHABLE, FIREFOX),
        file("firefox_script_leads_directly", "function FindProxyForURL() { return 'DIRECT'; }\n")
            .near(UNREACHABLE)
            .near(BROKEN)
            .near("proxy.firefox_own"),
        file(
            "firefox_script_leads_through_a_proxy",
            "function FindProxyForURL() { return 'SOCKS s:1080'; }\n",
        )
        .finds("proxy.firefox_own", FIREFOX)
        .near(PROXIED),
        file("firefox_script_is_a_page", "<html><body>Sign in to the network</body></html>\n")
            .finds(BROKEN, FIREFOX),
        // The address stays when another choice is made.
        Made::new("firefox_script_is_switched_off", Os::Linux)
            .firefox("user_pref(\"network.proxy.autoconfig_url\", \"file:///etc/proxy.pac\");\n")
            .near(UNREACHABLE),
    ]
}
