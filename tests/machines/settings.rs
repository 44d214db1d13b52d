//! Machines for the findings about settings and policies.

use login_triage::environment::Os;
use serde_json::json;

use super::make::Made;

const CHROME: &str = "Google Chrome / 仕事";

pub fn machines() -> Vec<Made> {
    let cookies = |number: i64| json!({"profile": {"default_content_setting_values": {"cookies": number}}});
    vec![
        Made::new("chrome_blocks_all_cookies", Os::Windows)
            .chrome(&cookies(2))
            .finds("chromium.cookies.block_all", CHROME),
        Made::new("chrome_allows_all_cookies", Os::Windows)
            .chrome(&cookies(1))
            .near("chromium.cookies.block_all")
            .near("chromium.cookies.session_only_all"),
    ]
}
