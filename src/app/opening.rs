//! Opening pages: with which browser, whether it worked, and what is handed to the staff.
//!
//! Invariant: what is opened is a page of the link table, or the operator's correction of one, which was judged to be
//! Amazon's before it was taken.

mod asked;
mod handing;
mod links;
mod staff;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::EntryKind;
use crate::case::export::Existing;
use crate::environment::Installed;
use crate::platform::browsers::{Chosen, OpenError, WebAddress, WindowKind, With};
use crate::ui::text;
use crate::ui::text::errors::Sentence;

use super::change::{save_settings, toast, touched};
use super::command::{Effect, Picked};
use super::state::{Dialog, State};

pub use asked::{Asked, Outcome, Seen};
pub use handing::{Handed, Handing, Open, broken_off, hand};
pub use links::{Age, Correction, LinkNow, Refusal, Said, Table, judge_correction, link_now, links_now};
pub use staff::{Files, StaffForm, doors, files, write};

/// What is remembered of opening pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpeningSettings {
    /// The shop's browser; none for the one that the operating system takes.
    pub browser: Option<Chosen>,
    /// The operator's own corrections of the link table.
    pub corrections: Vec<Correction>,
    /// What was last handed to the staff.
    pub staff: StaffForm,
}

/// With what pages are opened, and whether they did.
#[derive(Debug, Default)]
pub struct Opening {
    /// The browsers of this machine, once they were looked for.
    pub browsers: Look,
    /// The browser that is chosen; none for the one that the operating system takes.
    pub chosen: Option<Chosen>,
    /// In which window the next page is opened. A private one is for one page.
    pub window: WindowKind,
    /// Whether the last page came up is being asked.
    pub asked: Option<Asked>,
}

impl Opening {
    /// As the settings have it.
    pub fn new(settings: &OpeningSettings) -> Self {
        Self { chosen: settings.browser.clone(), ..Self::default() }
    }

    /// With what the next page is opened.
    pub fn with(&self) -> With {
        self.chosen.clone().map_or(With::Default, |chosen| With::Browser(chosen, self.window))
    }

    /// The browsers that are known to be there.
    pub fn installed(&self) -> &[Installed] {
        match &self.browsers {
            Look::Found(found) => found,
            Look::NotYet | Look::Running => &[],
        }
    }
}

/// Whether the browsers of this machine are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Nobody has looked.
    #[default]
    NotYet,
    /// They are being looked for.
    Running,
    /// These are there.
    Found(Vec<Installed>),
}

/// What a view may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpeningCommand {
    /// Look which browsers there are.
    Look,
    /// Take this browser from now on; none for the operating system's choice.
    Choose(Option<Chosen>),
    /// Open the next page in such a window.
    Window(WindowKind),
    /// Keep the chosen browser as the shop's.
    Remember,
    /// Open a page of the link table with something else.
    OpenWith(String, With),
    /// How the page came up.
    Answer(Outcome),
    /// Ask no more.
    Dismiss,
    /// Begin to correct a page's URL.
    Correct(String),
    /// Keep a corrected URL: the link's id and the URL.
    KeepCorrection(String, String),
    /// Take the link table's URL again.
    Reset(String),
    /// Begin what is handed to the staff.
    AskStaff,
    /// Ask for the folder, and write the files there.
    PickStaffFolder(StaffForm),
    /// Write the files into this folder.
    WriteStaff(StaffForm, String),
    /// Write them over those that are there.
    Overwrite(Files),
}

/// Something outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpeningEffect {
    /// Look which browsers there are.
    Look,
    /// Hand a page to a browser.
    Open(Open),
    /// Ask for a folder.
    PickFolder {
        /// The folder to begin in.
        folder: Option<std::path::PathBuf>,
    },
    /// Write files.
    Write(Files, Existing),
}

/// What a job reports back.
#[derive(Debug)]
pub enum OpeningEvent {
    /// The browsers that are there.
    Browsers(Vec<Installed>),
    /// A page was handed to a browser, or not.
    Opened(Open, Result<(), OpenError>),
    /// The dialog for the folder closed.
    PickedFolder(Picked),
    /// The files were written.
    Written(Files),
    /// Nothing was written: files of these names are there.
    Exists(Files, Vec<String>),
    /// They could not be written.
    WriteFailed(Sentence),
}

/// A dialog about opening pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpeningDialog {
    /// The chosen browser or profile is gone; these are there.
    Gone {
        /// The page that was to be opened.
        link: String,
        /// What was chosen.
        chosen: Chosen,
        /// In which window.
        window: WindowKind,
        /// The browsers that are there.
        others: Vec<Installed>,
    },
    /// A page's URL is being corrected.
    Correct {
        /// The link's id.
        link: String,
        /// What is typed so far.
        text: String,
        /// Why it was not taken.
        refused: Option<Refusal>,
    },
    /// What is handed to the staff.
    Staff(StaffForm),
    /// The folder is typed by hand: no dialog can open here.
    StaffFolder(StaffForm, String),
    /// Files of these names are there.
    Exists(Files, Vec<String>),
    /// The files were written.
    Written(Files),
}

/// Opens a page with the browser that is chosen.
pub(super) fn open_link(state: &mut State, link: &str) -> Vec<Effect> {
    let with = state.opening.with();
    state.opening.window = WindowKind::Normal;
    open(state, link, with)
}

fn open(state: &mut State, link: &str, with: With) -> Vec<Effect> {
    state.opening.asked = None;
    if !state.policies.policy.allows_opening_with(&with) {
        return Vec::new();
    }
    let address = link_now(state, link).and_then(|link| WebAddress::new(link.url?));
    let open = |address| Effect::Opening(OpeningEffect::Open(Open { link: link.to_owned(), address, with }));
    address.map(open).into_iter().collect()
}

pub(super) fn apply(state: &mut State, command: OpeningCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        OpeningCommand::Look => return look(state),
        OpeningCommand::Choose(chosen) => {
            let policy = &state.policies.policy;
            let chosen = chosen.filter(|chosen| policy.allows_choosing(chosen));
            state.opening.chosen = chosen.or_else(|| policy.browser.clone());
            state.opening.window = WindowKind::Normal;
        }
        OpeningCommand::Window(window) => state.opening.window = window,
        // What the operator had chosen holds again when nothing is decided any more.
        OpeningCommand::Remember if state.policies.policy.browser.is_some() => {}
        OpeningCommand::Remember => {
            state.settings.opening.browser.clone_from(&state.opening.chosen);
            toast(state, now, text::opening::REMEMBERED);
            return save_settings(state);
        }
        OpeningCommand::OpenWith(link, with) => {
            state.dialog = None;
            return open(state, &link, with);
        }
        OpeningCommand::Answer(outcome) => asked::answer(state, outcome, now),
        OpeningCommand::Dismiss => state.opening.asked = None,
        OpeningCommand::Correct(link) => links::begin(state, link),
        OpeningCommand::KeepCorrection(link, url) => return links::keep(state, link, &url, now),
        OpeningCommand::Reset(link) => return links::reset(state, &link, now),
        OpeningCommand::AskStaff => {
            state.dialog = Some(OpeningDialog::Staff(state.settings.opening.staff.clone()).into());
        }
        OpeningCommand::PickStaffFolder(form) => return staff::pick(state, form),
        OpeningCommand::WriteStaff(form, folder) => return staff::write_to(state, &form, &folder, now),
        OpeningCommand::Overwrite(files) => {
            state.dialog = None;
            return vec![Effect::Opening(OpeningEffect::Write(files, Existing::Replaced))];
        }
    }
    Vec::new()
}

pub(super) fn report(state: &mut State, event: OpeningEvent, now: Timestamp) -> Vec<Effect> {
    match event {
        OpeningEvent::Browsers(found) => state.opening.browsers = Look::Found(found),
        OpeningEvent::Opened(open, result) => opened(state, open, result, now),
        OpeningEvent::PickedFolder(picked) => return staff::picked(state, picked, now),
        OpeningEvent::Written(files) => state.dialog = Some(OpeningDialog::Written(files).into()),
        OpeningEvent::Exists(files, names) => {
            state.dialog = Some(OpeningDialog::Exists(files, names).into());
        }
        OpeningEvent::WriteFailed(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
    Vec::new()
}

/// Looked for anew each time: browsers come and go while this program runs.
fn look(state: &mut State) -> Vec<Effect> {
    match state.opening.browsers {
        Look::Running => Vec::new(),
        Look::NotYet => {
            state.opening.browsers = Look::Running;
            vec![Effect::Opening(OpeningEffect::Look)]
        }
        Look::Found(_) => vec![Effect::Opening(OpeningEffect::Look)],
    }
}

fn opened(state: &mut State, open: Open, result: Result<(), OpenError>, now: Timestamp) {
    let Open { link, address, with } = open;
    let known = state.model.knowledge().link(&link);
    let label = known.map_or_else(|| address.as_str().to_owned(), |link| link.label.clone());
    match result {
        Ok(()) => {
            let line = text::timeline::opened(&label, &text::opening::with(&with));
            state.case.log(now, EntryKind::Opened, line);
            state.opening.asked = Some(Asked { link, label, with, seen: Seen::Asking });
            touched(state, now);
            return;
        }
        Err(OpenError::BrowserGone { chosen, others } | OpenError::ProfileGone { chosen, others }) => {
            let window = match with {
                With::Browser(_, window) => window,
                With::Default => WindowKind::Normal,
            };
            state.dialog = Some(OpeningDialog::Gone { link, chosen, window, others }.into());
        }
        Err(OpenError::Unable(unable)) => {
            state.dialog = Some(Dialog::Failed(text::opening::unable(unable, &text::opening::with(&with))));
        }
        Err(OpenError::Failed(why)) => {
            log::warn!("a page could not be opened: {why}");
            let url = address.as_str().to_owned();
            state.dialog = Some(Dialog::OpenFailed { label: label.clone(), url });
        }
    }
    state.opening.asked = None;
    state.case.log(now, EntryKind::OpenFailed, text::timeline::open_failed(&label));
    touched(state, now);
}

impl From<OpeningDialog> for Dialog {
    fn from(dialog: OpeningDialog) -> Self {
        Self::Opening(Box::new(dialog))
    }
}
