//! Handing a page to a browser, with the window's leave to come to the front.

use jiff::{SignedDuration, Timestamp};

use crate::platform::Host;
use crate::platform::browsers::{OpenError, WebAddress, With};

use super::OpeningEvent;

/// How long the desktop may take to answer. Many never do.
const PATIENCE: SignedDuration = SignedDuration::from_millis(300);

/// A page to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The link's id.
    pub link: String,
    /// Its address.
    pub address: WebAddress,
    /// With what.
    pub with: With,
}

/// A page on its way to a browser, with the token that brings its window to the front, if there is one.
#[derive(Debug)]
pub struct Handed {
    open: Open,
    token: Option<String>,
}

/// Pages that wait for a token of the desktop (Wayland, X11), which comes a frame or more after it was asked for.
#[derive(Debug, Default)]
pub struct Handing {
    waiting: Vec<(Open, Timestamp)>,
}

impl Handing {
    /// Asks for a token. Where none will come, the page is handed back at once.
    pub fn ask(
        &mut self,
        open: Open,
        frame: Option<&eframe::Frame>,
        now: Timestamp,
        context: &egui::Context,
    ) -> Option<Handed> {
        let frame = frame.filter(|_| cfg!(target_os = "linux"));
        let Some(frame) = frame else { return Some(Handed { open, token: None }) };
        frame.request_activation_token();
        self.waiting.push((open, now));
        context.request_repaint_after(PATIENCE.unsigned_abs());
        None
    }

    /// The pages whose token has come, or has not come in time. A token is good for one.
    pub fn ready(
        &mut self,
        frame: &mut eframe::Frame,
        now: Timestamp,
        context: &egui::Context,
    ) -> Vec<Handed> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let mut token = frame.take_activation_token();
        let mut ready = Vec::new();
        for (open, since) in std::mem::take(&mut self.waiting) {
            if token.is_some() || now.duration_since(since) >= PATIENCE {
                ready.push(Handed { open, token: token.take() });
            } else {
                self.waiting.push((open, since));
            }
        }
        if !self.waiting.is_empty() {
            context.request_repaint_after(PATIENCE.unsigned_abs());
        }
        ready
    }
}

/// What is reported if the handing itself breaks off.
pub fn broken_off(handed: &Handed) -> OpeningEvent {
    OpeningEvent::Opened(handed.open.clone(), Err(OpenError::Failed("broken off".to_owned())))
}

/// Hands a page over, on whatever thread this is.
pub fn hand(host: &dyn Host, handed: Handed) -> OpeningEvent {
    let Handed { open, token } = handed;
    let result = host.open_with(&open.address, &open.with, token.as_deref());
    OpeningEvent::Opened(open, result)
}
