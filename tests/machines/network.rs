//! Machines for the findings about proxies and the clock.

use login_triage::environment::Os;
use serde_json::json;

use super::make::Made;

const PC: &str = "PC";
const FIREFOX: &str = "Mozilla Firefox / 仕事";
const SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

pub fn machines() -> Vec<Made> {
    [servers(), scripts(), own(), clocks()].into_iter().flatten().collect()
}

/// A Windows machine with Chrome and these Internet settings, in a hive.
fn windows(name: &'static str, hive: &str, settings: &str) -> Made {
    let lines = format!("[{hive}\\{SETTINGS}]\n{settings}\n");
    Made::new(name, Os::Windows).registry(&lines).chrome(&json!({}))
}

fn person(name: &'static str, settings: &str) -> Made {
    windows(name, "HKEY_CURRENT_USER", settings)
}

fn server(switch: u8, except: &str) -> String {
    let secret = super::make::CANARY;
    format!(
        "\"ProxyEnable\"=dword:0000000{switch}\n\"ProxyServer\"=\"http://taro:{secret}@proxy.example.co.jp:8080\"\n\
         \"ProxyOverride\"=\"{except}\""
    )
}

fn servers() -> Vec<Made> {
    let per_user = "[HKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n\
                    \"ProxySettingsPerUser\"=dword:00000000\n\n";
    let company = format!("{per_user}[HKEY_LOCAL_MACHINE\\{SETTINGS}]\n{}\n", server(1, "<local>"));
    vec![
        person("windows_goes_through_a_proxy", &server(1, "<local>;*.example.co.jp"))
            .finds("proxy.in_use_system", PC)
            .near("proxy.policy"),
        person("windows_goes_round_its_proxy_for_amazon", &server(1, "<local>;*.amazon.co.jp"))
            .near("proxy.in_use_system"),
        person("windows_has_switched_its_proxy_off", &server(0, "<local>")).near("proxy.in_use_system"),
        Made::new("windows_goes_through_the_companys_proxy", Os::Windows)
            .registry(&company)
            .chrome(&json!({}))
            .finds("proxy.in_use_system", PC)
            .finds("proxy.policy", PC),
    ]
}

/// The binary value whose ninth byte says what is switched on.
fn flags(flags: u8) -> String {
    format!(
        "\n[HKEY_CURRENT_USER\\{SETTINGS}\\Connections]\n\"DefaultConnectionSettings\"=hex:46,00,00,00,01,00,00,00,\
         {flags:02x},00,00,00,00,00"
    )
}

fn scripts() -> Vec<Made> {
    let secret = super::make::CANARY;
    let script = format!("\"AutoConfigURL\"=\"http://pac.example.co.jp/proxy.pac?key={secret}\"");
    vec![
        person("windows_lets_a_script_decide", &format!("{script}{}", flags(5))).finds("proxy.pac_set", PC),
        // Whether the network has a script is not known from files.
        person("windows_asks_the_network_for_a_script", &format!("{script}{}", flags(9)))
            .near("proxy.pac_set")
            .near("proxy.wpad_on"),
    ]
}

fn own() -> Vec<Made> {
    let manual = "user_pref(\"network.proxy.type\", 1);\nuser_pref(\"network.proxy.ssl\", \"proxy.example.co.jp\");\n\
                  user_pref(\"network.proxy.ssl_port\", 8080);\n";
    let except = "user_pref(\"network.proxy.no_proxies_on\", \"localhost, amazon.co.jp\");\n";
    vec![
        Made::new("firefox_has_a_proxy_of_its_own", Os::Windows)
            .firefox(manual)
            .finds("proxy.firefox_own", FIREFOX)
            .near("proxy.browsers_disagree"),
        Made::new("firefox_goes_round_its_proxy_for_amazon", Os::Windows)
            .firefox(&format!("{manual}{except}"))
            .near("proxy.firefox_own"),
        Made::new("firefox_and_chrome_take_different_roads", Os::Windows)
            .chrome(&json!({}))
            .firefox(manual)
            .finds("proxy.firefox_own", FIREFOX)
            .finds("proxy.browsers_disagree", PC),
    ]
}

fn clocks() -> Vec<Made> {
    vec![
        Made::new("clock_of_another_zone", Os::Linux)
            .file("/etc/timezone", "America/New_York\n")
            .finds("clock.timezone", PC),
        Made::new("clock_of_a_zone_like_japan", Os::Linux)
            .file("/etc/timezone", "Asia/Seoul\n")
            .near("clock.timezone"),
    ]
}
