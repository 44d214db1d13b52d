//! How far a visit got, in four steps. Pure.

use std::cmp::Ordering;

use egui::Color32;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{ICON_CHECK, ICON_CLOSE, ICON_PRIORITY_HIGH, ICON_REMOVE};

use crate::environment::facts::{Road, TlsFacts, Trust, Visit, VisitOutcome};
use crate::ui::text;
use crate::ui::theme::Palette;

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) went: Went,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Went {
    /// As it should.
    Well,
    /// It was done, and something about it is odd.
    Odd,
    /// It was not done.
    Not,
    /// It did not come to that.
    Untried,
}

impl Went {
    /// Its sign.
    pub(super) fn icon(self) -> MaterialIcon {
        match self {
            Self::Well => ICON_CHECK,
            Self::Odd => ICON_PRIORITY_HIGH,
            Self::Not => ICON_CLOSE,
            Self::Untried => ICON_REMOVE,
        }
    }

    /// The colour of its sign, and of its name.
    pub(super) fn colors(self, p: &Palette) -> (Color32, Color32) {
        match self {
            Self::Well => (p.ok, p.ink),
            Self::Odd => (p.caution, p.ink),
            Self::Not => (p.stop, p.ink),
            Self::Untried => (p.ink_soft, p.ink_soft),
        }
    }

    /// In words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Well => text::connection::DONE,
            Self::Odd => text::connection::ODD,
            Self::Not => text::connection::NOT_DONE,
            Self::Untried => text::connection::NOT_TRIED,
        }
    }
}

/// Name or proxy, connection, certificate, answer.
pub(super) fn steps(visit: &Visit) -> [Step; 4] {
    let first = match visit.road {
        Road::Proxy(_) => text::connection::PROXY,
        Road::Direct | Road::Pac | Road::BrowserVpn | Road::Unknown => text::connection::NAME,
    };
    let (done, next) = reached(visit);
    let went = |at: usize| match at.cmp(&done) {
        Ordering::Less if at == 2 => certificate(visit.tls.as_ref()),
        Ordering::Less => Went::Well,
        Ordering::Equal => next,
        Ordering::Greater => Went::Untried,
    };
    [
        Step { name: first, went: went(0) },
        Step { name: text::connection::CONNECT, went: went(1) },
        Step { name: text::connection::CERTIFICATE, went: went(2) },
        Step { name: text::connection::ANSWER, went: went(3) },
    ]
}

/// How many steps were done, and how the next one went.
fn reached(visit: &Visit) -> (usize, Went) {
    let through_proxy = matches!(visit.road, Road::Proxy(_));
    match visit.outcome {
        VisitOutcome::NoRoad | VisitOutcome::Cancelled => (0, Went::Untried),
        VisitOutcome::NoName
        | VisitOutcome::Sinkhole
        | VisitOutcome::ProxyAsksPassword
        | VisitOutcome::ProxyUnclear => (0, Went::Not),
        VisitOutcome::NoConnection(_) if through_proxy => (0, Went::Not),
        VisitOutcome::NoConnection(_) | VisitOutcome::ProxyRefuses(_) => (1, Went::Not),
        VisitOutcome::Untrusted | VisitOutcome::NoTls => (2, Went::Not),
        VisitOutcome::NoAnswer | VisitOutcome::Unclear => (3, Went::Not),
        VisitOutcome::Answered if text::connection::went_well(visit) => (3, Went::Well),
        VisitOutcome::Answered => (3, Went::Odd),
    }
}

/// A certificate that only this machine trusts was put there by somebody on the way.
fn certificate(tls: Option<&TlsFacts>) -> Went {
    match tls {
        Some(tls) if tls.public == Trust::Trusted => Went::Well,
        Some(_) => Went::Odd,
        None => Went::Untried,
    }
}

#[cfg(test)]
mod tests;
