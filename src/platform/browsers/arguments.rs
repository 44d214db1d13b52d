//! What a browser is started with.
//!
//! Sources: Chromium, `base/command_line.cc` (what follows `--` is no switch) and `chrome/common/chrome_switches.cc`
//! (`profile-directory`); Mozilla, "Command line options" (`--profile`, `-private-window`); Apple, `open(1)`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{WebAddress, WindowKind};
use crate::environment::facts::Family;
use crate::environment::{Installed, InstalledProfile, Os, Root};

/// A program, and its arguments one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// What it is given.
    pub arguments: Vec<OsString>,
}

/// What a browser cannot be told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unable {
    /// It has no switch for a private window. A normal one would be the wrong one.
    #[error("this browser has no switch for a private window")]
    Private,
    /// It has no switch for a profile.
    #[error("this browser has no switch for a profile")]
    Profile,
}

/// How a browser is started to show an address.
pub fn launch(
    root: &Root,
    browser: &Installed,
    profile: Option<&InstalledProfile>,
    window: WindowKind,
    address: &WebAddress,
) -> Result<Launch, Unable> {
    let private = match window {
        WindowKind::Normal => None,
        WindowKind::Private => Some(browser.private.as_deref().ok_or(Unable::Private)?),
    };
    let mut switches: Vec<OsString> = match profile {
        None => Vec::new(),
        Some(profile) => with_profile(browser.family, profile)?,
    };
    switches.extend(private.map(OsString::from));
    if root.os == Os::Macos {
        return Ok(on_macos(root, &browser.program, browser.family, switches, address));
    }
    switches.extend(last(browser.family, address));
    Ok(Launch { program: browser.program.clone(), arguments: switches })
}

fn with_profile(family: Family, profile: &InstalledProfile) -> Result<Vec<OsString>, Unable> {
    match family {
        // A browser with one profile in its own folder, as Opera has it, takes that by itself.
        Family::Chromium if profile.dir.is_empty() => Ok(Vec::new()),
        Family::Chromium => Ok(vec![format!("--profile-directory={}", profile.dir).into()]),
        // By its folder and not by name (`-P`): names are not unique, and one that is not found opens a list of
        // profiles in the place of the page.
        Family::Firefox => Ok(vec!["--profile".into(), profile.folder.clone().into()]),
        Family::Safari => Err(Unable::Profile),
    }
}

/// The address, and before it the end of the switches where that is understood.
fn last(family: Family, address: &WebAddress) -> Vec<OsString> {
    match family {
        Family::Chromium => vec!["--".into(), address.as_str().into()],
        Family::Firefox | Family::Safari => vec![address.as_str().into()],
    }
}

/// A running program takes no switches through Launch Services, so that with switches a second one is started (`-n`),
/// which hands everything to the first one and ends.
fn on_macos(
    root: &Root,
    bundle: &Path,
    family: Family,
    switches: Vec<OsString>,
    address: &WebAddress,
) -> Launch {
    let program = root.inside("/usr/bin/open");
    let mut arguments: Vec<OsString> = Vec::new();
    if switches.is_empty() {
        arguments.extend(["-a".into(), bundle.into(), "--".into(), address.as_str().into()]);
        return Launch { program, arguments };
    }
    arguments.extend(["-n".into(), "-a".into(), bundle.into(), "--args".into()]);
    arguments.extend(switches);
    arguments.extend(last(family, address));
    Launch { program, arguments }
}
