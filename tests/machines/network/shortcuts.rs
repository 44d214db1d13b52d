//! Machines whose shortcuts start a browser with switches.

use login_triage::environment::Os;
use serde_json::json;

use super::super::make::{CANARY, Made};
use super::PC;

const FLAGS: &str = "proxy.shortcut_flags";
const CHROME: &str = "Google Chrome";

pub fn machines() -> Vec<Made> {
    let proxy = format!("--proxy-server=http://taro:{CANARY}@proxy.example.co.jp:8080");
    vec![
        windows("windows_shortcut_leads_through_a_proxy", &format!("{proxy} --flag=\"a b\""))
            .finds(FLAGS, CHROME)
            .finds("proxy.browsers_disagree", PC),
        windows("windows_shortcut_renames_amazon", "--host-resolver-rules=\"MAP *.amazon.co.jp 127.0.0.1\"")
            .finds(FLAGS, CHROME),
        windows("windows_shortcut_opens_a_profile", "--profile-directory=\"Default\"").near(FLAGS),
        // What it says is so without it.
        windows("windows_shortcut_goes_directly_like_chrome", "--no-proxy-server --incognito").near(FLAGS),
        linux("linux_entry_leads_through_a_proxy", &format!("google-chrome {proxy} %U"))
            .finds(FLAGS, CHROME)
            .finds("proxy.browsers_disagree", PC),
        linux("linux_entry_goes_round_its_proxy_for_amazon", &{
            format!("google-chrome {proxy} \"--proxy-bypass-list=*.amazon.co.jp\" %U")
        })
        .near(FLAGS),
        // Another program's proxy, and an address that only looks like a switch.
        linux("linux_entry_of_another_program", &format!("/opt/mail/mail {proxy}")).near(FLAGS),
        linux("linux_entry_with_an_address", &format!("google-chrome -- {proxy}")).near(FLAGS),
    ]
}

/// Chrome, and a shortcut to it on the desktop.
fn windows(name: &'static str, arguments: &str) -> Made {
    let program = "..\\..\\..\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    Made::new(name, Os::Windows)
        .chrome(&json!({}))
        .file("/Users/taro/Desktop/Chrome.lnk", shortcut(program, arguments))
}

/// A `.lnk` file with a path beside it and arguments, in UTF-16 ([MS-SHLLINK]).
fn shortcut(program: &str, arguments: &str) -> Vec<u8> {
    let mut bytes = 0x4C_u32.to_le_bytes().to_vec();
    // 00021401-0000-0000-C000-000000000046
    bytes.extend([1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]);
    // HasRelativePath, HasArguments, IsUnicode.
    bytes.extend(0b1010_1000_u32.to_le_bytes());
    bytes.resize(0x4C, 0);
    for text in [program, arguments] {
        let units: Vec<u16> = text.encode_utf16().collect();
        bytes.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }
    // No more blocks.
    bytes.extend([0; 4]);
    bytes
}

/// Chrome, and an entry of the person's menu.
fn linux(name: &'static str, command: &str) -> Made {
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=仕事\nExec={command}\n\n\
         [Desktop Action new-private-window]\nExec=google-chrome --incognito\n"
    );
    Made::new(name, Os::Linux)
        .chrome(&json!({}))
        .file("/home/taro/.local/share/applications/work.desktop", entry)
}
