//! What the author of an entry meant, and why it does not come about.

use unicode_normalization::UnicodeNormalization as _;

use super::Reader;
use super::address::Asked;
use super::pattern::{Question, fits};
use crate::environment::facts::BypassTrap;
use crate::environment::hosts::is_at_or_below;

/// An entry taken apart as a person reads it: whatever the width and size of its letters.
pub(super) struct Written {
    scheme: Option<String>,
    /// Without dots at either end, unless it is a pattern.
    name: String,
    path: bool,
    port: Option<String>,
}

impl Written {
    pub(super) fn of(piece: &str) -> Self {
        let text: String = piece.nfkc().collect::<String>().to_lowercase();
        let text = text.trim();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_owned()), rest),
            None => (None, text),
        };
        let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (name, port) = match place.rsplit_once(':') {
            Some((name, port)) => (name, Some(port.to_owned())),
            None => (place, None),
        };
        let name = if name.contains('*') { name } else { name.trim_matches('.') }.to_owned();
        Self { scheme, name, path: place.len() < rest.len(), port }
    }

    /// Whether its author surely meant the host: it is the host, a name above it down to the one that somebody has
    /// registered, or a pattern that fits it if read with good will.
    pub(super) fn is_meant_for(&self, asked: &Asked) -> bool {
        if asked.address.is_some() {
            return false;
        }
        let registered = psl::domain_str(&asked.host).unwrap_or(&asked.host);
        if !self.name.contains('*') {
            return is_at_or_below(&asked.host, &self.name) && is_at_or_below(&self.name, registered);
        }
        if fits(&self.name, &asked.host, Question::Literal) {
            return true;
        }
        // `*.amazon.co.jp` for `amazon.co.jp` itself, `amazon.*` for what lies below it.
        let brand = registered.split('.').next().unwrap_or_default();
        let inner = self.name.trim_matches(['*', '.']);
        inner.contains(brand) && fits(&format!("*{inner}*"), &asked.host, Question::Literal)
    }

    /// Why an entry that was meant for a host does nothing for it.
    pub(super) fn trap(&self, piece: &str, asked: &Asked, reader: Reader) -> BypassTrap {
        let of_chromium = matches!(
            reader,
            Reader::Chromium
                | Reader::ChromiumWindows
                | Reader::ChromiumArray
                | Reader::ChromiumKde
                | Reader::ChromiumVariables
        );
        match self.scheme.as_deref() {
            Some("https") if of_chromium => {}
            Some("http" | "ftp" | "ws" | "wss") if of_chromium => return BypassTrap::OtherPages,
            Some(_) => return BypassTrap::FormUnknown,
            None => {}
        }
        if self.path {
            return BypassTrap::FormUnknown;
        }
        let knows_ports =
            of_chromium || matches!(reader, Reader::WinInet | Reader::Firefox | Reader::FirefoxVariables);
        match self.port.as_deref() {
            Some("443") if knows_ports => {}
            Some("443") => return BypassTrap::PortKillsIt,
            Some(port) if port.parse::<u16>().is_ok() => return BypassTrap::OtherPages,
            Some(_) => return BypassTrap::FormUnknown,
            None => {}
        }
        if self.is_plain(piece) && self.name != asked.host {
            BypassTrap::ThatNameOnly
        } else {
            BypassTrap::FormUnknown
        }
    }

    /// Whether it is written as a name and nothing else.
    fn is_plain(&self, piece: &str) -> bool {
        let written = piece.split_once("://").map_or(piece, |(_, rest)| rest);
        let written = written.rsplit_once(':').map_or(written, |(name, _)| name);
        !self.name.contains('*') && written.eq_ignore_ascii_case(&self.name)
    }
}
