//! Machines for the findings about the road to Amazon: proxies, lines, names and the clock.

mod clock;
mod lines;
mod names;
mod scripts;
mod shortcuts;

use login_triage::environment::Os;
use serde_json::{Value, json};

use super::make::{CANARY, Made};
use super::settings::profile;

const PC: &str = "PC";
const CHROME: &str = "Google Chrome / 仕事";
const FIREFOX: &str = "Mozilla Firefox / 仕事";
const SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

pub fn machines() -> Vec<Made> {
    [
        servers(),
        exceptions(),
        own_of_firefox(),
        own_of_others(),
        scripts::machines(),
        shortcuts::machines(),
        lines::machines(),
        names::machines(),
        clock::machines(),
    ]
    .into_iter()
    .flatten()
    .collect()
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
    format!(
        "\"ProxyEnable\"=dword:0000000{switch}\n\"ProxyServer\"=\"http://taro:{CANARY}@proxy.example.co.jp:8080\"\n\
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
            .near("proxy.in_use_system")
            .near("proxy.bypass_misread"),
        person("windows_has_switched_its_proxy_off", &server(0, "<local>")).near("proxy.in_use_system"),
        Made::new("windows_goes_through_the_companys_proxy", Os::Windows)
            .registry(&company)
            .chrome(&json!({}))
            .finds("proxy.in_use_system", PC)
            .finds("proxy.policy", PC),
    ]
}

/// Lists of hosts that are excepted from a proxy.
fn exceptions() -> Vec<Made> {
    let manual = "user_pref(\"network.proxy.type\", 1);\nuser_pref(\"network.proxy.ssl\", \"proxy.example.co.jp\");\n\
                  user_pref(\"network.proxy.ssl_port\", 8080);\n";
    let firefox = |name, except: &str| {
        let list = format!("user_pref(\"network.proxy.no_proxies_on\", \"{except}\");\n");
        Made::new(name, Os::Macos).firefox(&format!("{manual}{list}"))
    };
    vec![
        // That name alone, and not the host below it at which sellers sign in.
        person("windows_excepts_the_domain_of_amazon_alone", &server(1, "<local>;amazon.co.jp"))
            .finds("proxy.in_use_system", PC)
            .finds("proxy.bypass_misread", "Google Chrome"),
        // The first entry does not hold, but the second does.
        person(
            "windows_excepts_amazon_twice",
            &server(1, "<local>;amazon.co.jp;https://sellercentral.amazon.co.jp"),
        )
        .near("proxy.bypass_misread"),
        person("windows_excepts_a_look_alike", &server(1, "<local>;amazon.co.jp.example;myamazon.co.jp"))
            .finds("proxy.in_use_system", PC)
            .near("proxy.bypass_misread"),
        firefox("firefox_excepts_amazon_in_a_form_it_does_not_know", "localhost, amazon.*")
            .finds("proxy.firefox_own", FIREFOX)
            .finds("proxy.bypass_misread", FIREFOX),
        firefox("firefox_excepts_amazon_with_a_dot", "localhost, .amazon.co.jp")
            .near("proxy.bypass_misread")
            .near("proxy.firefox_own"),
    ]
}

fn own_of_firefox() -> Vec<Made> {
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

/// Proxies that other programs wrote into a profile, and the one that is built into Opera.
fn own_of_others() -> Vec<Made> {
    let fixed = |mode: &str, except: &str| {
        let server = format!("taro:{CANARY}@proxy.example.co.jp:3128");
        json!({"proxy": {"mode": mode, "server": server, "bypass_list": except}})
    };
    let script =
        json!({"proxy": {"mode": "pac_script", "pac_url": format!("https://pac.example/?key={CANARY}")}});
    let opera = |name, os: Os, vpn: Value| {
        let root = match os {
            Os::Windows => "/Users/taro/AppData/Roaming/Opera Software/Opera Stable",
            Os::Macos => "/Users/taro/Library/Application Support/com.operasoftware.Opera",
            Os::Linux => "/home/taro/.config/opera",
        };
        profile(Made::new(name, os), root, &json!({"freedom": {"proxy_switcher": vpn}}))
    };
    let own = "proxy.browser_own";
    vec![
        Made::new("chrome_has_a_proxy_of_its_own", Os::Windows)
            .chrome(&fixed("fixed_servers", "<local>"))
            .finds(own, CHROME),
        Made::new("chrome_has_a_script_of_its_own", Os::Macos).chrome(&script).finds(own, CHROME),
        Made::new("chrome_goes_by_the_system_and_remembers_a_proxy", Os::Windows)
            .chrome(&fixed("system", ""))
            .near(own),
        Made::new("chrome_goes_round_its_own_proxy_for_amazon", Os::Linux)
            .chrome(&fixed("fixed_servers", "<local>,.amazon.co.jp"))
            .near(own),
        opera("opera_with_its_vpn", Os::Windows, json!({"enabled": true, "forbidden": false}))
            .finds("proxy.opera_vpn", "Opera / 仕事"),
        opera("opera_without_its_vpn", Os::Linux, json!({"enabled": false, "country": "EU"}))
            .near("proxy.opera_vpn"),
    ]
}
