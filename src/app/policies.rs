//! What the IT department has decided, as the window keeps to it; and the page of newer versions, which is opened on a
//! click and never asked by the program itself.

use crate::platform::Host;
use crate::platform::browsers::{WebAddress, WindowKind, With};
use crate::policy::{Policy, Standing};
use crate::ui::text;

use super::command::Effect;
use super::state::{Dialog, State};

/// What was decided, and whether the operator was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policies {
    /// What was decided.
    pub policy: Policy,
    /// Whether something about it is to be told above the panes.
    pub notice: PolicyNotice,
}

/// Whether something is to be told above the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyNotice {
    /// There is nothing, or it was read.
    #[default]
    Settled,
    /// The file cannot be followed.
    Due,
}

/// What the operator asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    /// The notice was read.
    Understood,
    /// Open the page of newer versions.
    OpenReleases,
}

/// Something outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyEffect {
    /// Open a page that is none of the link table.
    OpenPage(WebAddress, With),
}

/// What a job reports back.
#[derive(Debug)]
pub enum PolicyEvent {
    /// A page could not be opened.
    NotOpened(WebAddress),
}

impl Policies {
    /// What holds from the start. A file that cannot be followed is told about.
    pub fn new(policy: Policy) -> Self {
        let unusable = matches!(policy.standing, Standing::Unusable(..));
        Self { policy, notice: if unusable { PolicyNotice::Due } else { PolicyNotice::Settled } }
    }

    /// The page of newer versions, if there is one to offer.
    pub fn releases_page(&self) -> Option<WebAddress> {
        self.policy.releases_page(env!("CARGO_PKG_HOMEPAGE"))
    }
}

impl State {
    /// The same window under what the IT department has decided. A browser that the operator has chosen stays where it
    /// is allowed.
    #[must_use]
    pub fn under(mut self, policy: Policy) -> Self {
        let chosen = self.opening.chosen.take().filter(|chosen| policy.allows_choosing(chosen));
        self.opening.chosen = chosen.or_else(|| policy.browser.clone());
        self.policies = Policies::new(policy);
        self
    }
}

pub(super) fn apply(state: &mut State, command: &PolicyCommand) -> Vec<Effect> {
    match command {
        PolicyCommand::Understood => state.policies.notice = PolicyNotice::Settled,
        PolicyCommand::OpenReleases => {
            let chosen = state.opening.chosen.clone();
            let with = chosen.map_or(With::Default, |chosen| With::Browser(chosen, WindowKind::Normal));
            let page = state.policies.releases_page();
            return page.map(|page| Effect::Policy(PolicyEffect::OpenPage(page, with))).into_iter().collect();
        }
    }
    Vec::new()
}

pub(super) fn report(state: &mut State, event: PolicyEvent) {
    let PolicyEvent::NotOpened(page) = event;
    let label = text::policy::RELEASES.to_owned();
    state.dialog = Some(Dialog::OpenFailed { label, url: page.as_str().to_owned() });
}

/// Hands a page to a browser, on whatever thread this is. Reports only what went wrong.
pub(super) fn carry_out(effect: PolicyEffect, host: &dyn Host) -> Option<PolicyEvent> {
    let PolicyEffect::OpenPage(page, with) = effect;
    let error = host.open_with(&page, &with, None).err()?;
    log::warn!("a page could not be opened: {error}");
    Some(PolicyEvent::NotOpened(page))
}
