//! Asking Windows which proxy settings are in force for the person, as browsers do.
//!
//! The crate answers with what is tried first alone: a script hides the server that is set beside it. It answers for
//! the connection in use, with the company's choice between the person's settings and the machine's applied.

use proxy_watch::{HostPattern, ProxyConfigSource, ProxyEntry, ProxyMode, Scheme, WatchOptions};

use super::Raw;
use crate::environment::facts::{BypassList, BypassMeaning, ProxyConfig, ProxyKind, SetBy};

/// The function of Windows that is asked.
const CALL: &str = "WinHttpGetIEProxyConfigForCurrentUser";

/// What Windows says is tried first; none if it does not say.
pub(super) fn ask(set_by: SetBy) -> Option<ProxyConfig> {
    // Windows ignores the values for which the crate would look among the policies.
    let options = WatchOptions::new().with_group_policy(false);
    let answer = proxy_watch::read_with_options(&options).ok()?;
    // Then the call failed, and the crate has read the registry, as is done here anyway.
    if answer.fallbacks.contains(&ProxyConfigSource::Registry) {
        return None;
    }
    let raw = |key| Raw { place: CALL, key, set_by, certain: true };
    let mut found = ProxyConfig::default();
    match &answer.effective {
        ProxyMode::Direct => {}
        ProxyMode::WpadAutoDetect => found.auto_detect = Some(raw("fAutoDetect").evidence("1".to_owned())),
        ProxyMode::Pac { url, .. } => found.script = Some(raw("lpszAutoConfigUrl").script(url.as_str())),
        ProxyMode::Manual { bypass, .. } => match answer.effective.entry_for(Scheme::Https) {
            None | Some(ProxyEntry::Disabled) => {}
            Some(ProxyEntry::Use(endpoint)) => {
                let entries = bypass.patterns.iter().map(as_written).collect();
                let except = BypassList { entries, meaning: BypassMeaning::Except };
                // As text it has no user and no password.
                let server = endpoint.to_string();
                found.server = Some(raw("lpszProxy").server(&server, ProxyKind::Http, except));
            }
            Some(_) => return None,
        },
        _ => return None,
    }
    Some(found)
}

/// An entry of the list of exceptions as people write it. A leading dot means something else there.
fn as_written(pattern: &HostPattern) -> String {
    match pattern {
        HostPattern::Domain { suffix, .. } => format!("*{suffix}"),
        other => other.to_string(),
    }
}
