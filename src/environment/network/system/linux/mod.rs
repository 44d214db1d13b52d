//! The proxy of a Linux desktop.
//!
//! Which source counts: Chromium, `net/proxy_resolution/proxy_config_service_linux.cc`. GNOME and KDE keep settings of
//! their own; on other desktops, and where these say nothing, environment variables count.

mod gnome;
mod gvariant;
mod kconfig;
mod kde;
mod settings;
mod shell;
mod variables;

use super::Failure;
use crate::environment::facts::{ProxyConfig, ProxyOrigin, SystemProxy, Unread};
use crate::environment::root::Root;
use gnome::Gnome;
use variables::Variables;

/// Which settings a desktop keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Desktop {
    Gnome,
    Kde,
    Other,
    /// A copy does not say.
    Unknown,
}

/// What a desktop says.
struct Found {
    origin: ProxyOrigin,
    config: ProxyConfig,
    /// What it says to Firefox, where that is something else.
    firefox: Option<ProxyConfig>,
}

pub(super) fn read(root: &Root, unread: &mut Vec<Unread>) -> Result<SystemProxy, Failure> {
    let mut variables = Variables::of(root);
    unread.extend(std::mem::take(&mut variables.failures).into_iter().map(Failure::unread));
    let found = match desktop(root) {
        Desktop::Gnome => gnome::read(root)?.and_then(of_gnome),
        Desktop::Kde => kde::read(root, &variables, root.is_live())?.map(of_kde),
        Desktop::Other => None,
        Desktop::Unknown => unknown(root, &variables)?,
    };
    Ok(match found {
        Some(Found { origin, config, firefox }) => {
            SystemProxy { origin, config, variables: Some(firefox.unwrap_or(variables.firefox)) }
        }
        None => {
            let config = variables.chromium.unwrap_or_default();
            SystemProxy { origin: ProxyOrigin::Variables, config, variables: Some(variables.firefox) }
        }
    })
}

/// Source: Chromium, `base/nix/xdg_util.cc`. Other desktops than these keep no settings that browsers read.
fn desktop(root: &Root) -> Desktop {
    let get = |name: &str| root.env.get(name).map(String::as_str);
    let current = get("XDG_CURRENT_DESKTOP");
    for name in current.into_iter().flat_map(|names| names.split(':')).map(str::trim) {
        match name {
            "Unity" | "GNOME" | "X-Cinnamon" | "Pantheon" => return Desktop::Gnome,
            "KDE" => return Desktop::Kde,
            "Deepin" | "XFCE" | "UKUI" | "LXQt" => return Desktop::Other,
            _ => {}
        }
    }
    let session = get("DESKTOP_SESSION");
    match session {
        Some("gnome" | "mate") => return Desktop::Gnome,
        Some("kde" | "kde4" | "kde-plasma") => return Desktop::Kde,
        Some("deepin" | "ukui" | "xubuntu") => return Desktop::Other,
        Some(name) if name.contains("xfce") => return Desktop::Other,
        _ => {}
    }
    if get("GNOME_DESKTOP_SESSION_ID").is_some() {
        Desktop::Gnome
    } else if get("KDE_FULL_SESSION").is_some() {
        Desktop::Kde
    } else if root.is_live() || current.or(session).is_some() {
        Desktop::Other
    } else {
        Desktop::Unknown
    }
}

/// A copy: text files of the desktops can be read, and what is set for everybody who signs in. Where GNOME has
/// settings in its own store, those cannot, and that is said.
fn unknown(root: &Root, variables: &Variables) -> Result<Option<Found>, Failure> {
    if let Some(found) = kde::read(root, variables, false)? {
        return Ok(Some(of_kde(found)));
    }
    if let Some(found) = gnome::read_file(root)?.and_then(of_gnome) {
        return Ok(Some(found));
    }
    match gnome::store(root) {
        Some(failure) if variables.chromium.is_none() => Err(failure),
        _ => Ok(None),
    }
}

fn of_kde(config: ProxyConfig) -> Found {
    Found { origin: ProxyOrigin::Kde, config, firefox: None }
}

fn of_gnome(gnome: Gnome) -> Option<Found> {
    let Gnome { config, firefox } = gnome;
    config.map(|config| Found { origin: ProxyOrigin::Gnome, config, firefox })
}

#[cfg(test)]
mod tests;
