//! The variables that a browser is started with: ours, without what only this program may have.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::Path;

use crate::platform::mesa;

/// What an `AppImage` tells the program inside it.
const OF_APPIMAGE: [&str; 4] = ["APPIMAGE", "APPDIR", "ARGV0", "OWD"];

/// The changes to our own variables: a new value, or none to take the variable away.
///
/// An `AppImage` puts its own folder before the system's in `LD_LIBRARY_PATH`, `PATH`, `XDG_DATA_DIRS` and others; a
/// browser that loads libraries from there may not start. Whatever leads into that folder is taken out, and libraries
/// loaded before all others (`LD_PRELOAD`) are nobody's but ours. So is how this window is drawn. A token to come to the
/// front is good for one window.
pub(super) fn changes(
    ours: impl Iterator<Item = (OsString, OsString)>,
    token: Option<&str>,
) -> BTreeMap<OsString, Option<OsString>> {
    let ours: BTreeMap<OsString, OsString> = ours.collect();
    let mut changes = BTreeMap::new();
    if let Some(folder) = ours.get(Path::new("APPDIR").as_os_str()).filter(|folder| !folder.is_empty()) {
        for (name, value) in &ours {
            let parts: Vec<_> = env::split_paths(value).collect();
            let kept: Vec<_> = parts.iter().filter(|part| !part.starts_with(folder)).collect();
            if kept.len() < parts.len() {
                let value = env::join_paths(kept).ok().filter(|value| !value.is_empty());
                changes.insert(name.clone(), value);
            }
        }
        for name in OF_APPIMAGE.into_iter().chain(["LD_PRELOAD"]) {
            changes.insert(name.into(), None);
        }
    }
    for name in mesa::ours(|name| ours.contains_key(Path::new(name).as_os_str())) {
        changes.insert(name.into(), None);
    }
    for name in ["XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"] {
        changes.insert(name.into(), token.map(OsString::from));
    }
    changes
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn changed(ours: &[(&str, &str)], token: Option<&str>) -> Vec<String> {
        let ours = ours.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let shown = |value: Option<OsString>| {
            value.map_or_else(|| "-".to_owned(), |value| value.to_string_lossy().into_owned())
        };
        let changes = changes(ours, token).into_iter();
        changes.map(|(name, value)| format!("{}={}", name.to_string_lossy(), shown(value))).collect()
    }

    #[test]
    fn nothing_of_an_appimage_reaches_the_browser() {
        let ours = [
            ("APPDIR", "/tmp/.mount_ab"),
            ("APPIMAGE", "/home/taro/a.AppImage"),
            ("HOME", "/home/taro"),
            ("LD_LIBRARY_PATH", "/tmp/.mount_ab/usr/lib"),
            ("PATH", "/tmp/.mount_ab/usr/bin:/usr/bin:/bin"),
            ("XDG_DATA_DIRS", "/usr/share"),
        ];
        let expected = [
            "APPDIR=-",
            "APPIMAGE=-",
            "ARGV0=-",
            "DESKTOP_STARTUP_ID=-",
            "LD_LIBRARY_PATH=-",
            "LD_PRELOAD=-",
            "OWD=-",
            "PATH=/usr/bin:/bin",
            "XDG_ACTIVATION_TOKEN=-",
        ];
        assert_eq!(changed(&ours, None), expected);
    }

    #[test]
    fn how_this_window_is_drawn_is_not_how_the_browser_draws() {
        let ours = [("LIBGL_ALWAYS_SOFTWARE", "1"), ("LOGIN_TRIAGE_MESA", "software")];
        assert!(changed(&ours, None).contains(&"LIBGL_ALWAYS_SOFTWARE=-".to_owned()));
    }

    #[test]
    fn outside_an_appimage_only_the_token_changes() {
        let ours = [("LD_LIBRARY_PATH", "/opt/lib"), ("PATH", "/usr/bin")];
        let expected = ["DESKTOP_STARTUP_ID=t-1", "XDG_ACTIVATION_TOKEN=t-1"];
        assert_eq!(changed(&ours, Some("t-1")), expected);
    }
}
