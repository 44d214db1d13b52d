//! The thread that knows the list: reads, searches, sorts, and looks whether anything changed.
//!
//! The window leaves what it wants on the desk; a newer wish of a kind takes the place of an older one that was not begun,
//! and stops one that was. So nothing waits in a queue, and the window never waits at all.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::app::command::Event;
use crate::app::state::Progress;
use crate::case::index::{
    Cache, Change, FolderError, Found, Index, Query, Terms, Today, preview, stand_back,
};
use crate::platform::Host;
use crate::ui::text::errors;

use super::{Attention, CasesEffect, CasesEvent, Trouble, WayOut};

/// How often the folder is looked at while somebody looks at the list.
const LOOKS: Duration = Duration::from_secs(2);
/// One report of progress for so many files.
const PROGRESS: usize = 64;
/// Answers that are kept: the one that the window shows, and the one on its way there.
const KEPT_ANSWERS: usize = 2;

/// Where the window leaves what it wants.
#[derive(Debug)]
pub(in crate::app) struct Desk {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    wishes: Mutex<Wishes>,
    bell: Condvar,
    /// Something is wanted that makes what is being done useless. Looked at for every note, so it is no part of the wishes.
    hurry: AtomicBool,
}

#[derive(Debug, Default)]
struct Wishes {
    list: Option<(PathBuf, Option<PathBuf>)>,
    ask: Option<(u64, Query)>,
    preview: Option<(PathBuf, Terms)>,
    look: bool,
    attention: Attention,
    over: bool,
}

impl Wishes {
    /// Whether anything but a look at a note or the folder is wanted.
    fn is_urgent(&self) -> bool {
        self.over || self.list.is_some() || self.ask.is_some()
    }

    fn is_any(&self) -> bool {
        self.is_urgent() || self.preview.is_some() || self.look
    }
}

impl Shared {
    fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave(&self, wishes: MutexGuard<'_, Wishes>) {
        self.hurry.store(wishes.is_urgent(), Ordering::Relaxed);
        drop(wishes);
        self.bell.notify_one();
    }
}

impl Desk {
    /// Puts a thread at the desk.
    pub(in crate::app) fn new(
        host: Arc<dyn Host>,
        context: egui::Context,
        sender: SyncSender<Event>,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        let mut clerk = Clerk {
            shared: Arc::clone(&shared),
            host,
            context,
            sender,
            index: None,
            cache: None,
            asked: None,
            answers: VecDeque::new(),
        };
        let started = thread::Builder::new().name("cases".to_owned()).spawn(move || {
            stand_back();
            clerk.work();
        });
        if let Err(error) = started {
            log::error!("the thread cases cannot start: {error}");
        }
        Self { shared }
    }

    /// Leaves a wish. Never waits for what is being done.
    pub(in crate::app) fn want(&self, effect: CasesEffect) {
        let mut wishes = self.shared.wishes();
        match effect {
            CasesEffect::List { folder, cache } => wishes.list = Some((folder, cache)),
            CasesEffect::Ask { serial, query } => wishes.ask = Some((serial, query)),
            CasesEffect::Preview { path, terms } => wishes.preview = Some((path, terms)),
            CasesEffect::Attend(attention) => {
                wishes.attention = attention;
                wishes.look = attention != Attention::Away;
            }
            CasesEffect::Duplicate(_) | CasesEffect::Trash { .. } | CasesEffect::CreateFolder(_) => return,
        }
        self.shared.leave(wishes);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let mut wishes = self.shared.wishes();
        wishes.over = true;
        self.shared.leave(wishes);
    }
}

/// Who works at the desk.
struct Clerk {
    shared: Arc<Shared>,
    host: Arc<dyn Host>,
    context: egui::Context,
    sender: SyncSender<Event>,
    index: Option<Index>,
    cache: Option<Cache>,
    /// The last question, which is asked again when something has changed.
    asked: Option<(u64, Query)>,
    /// The last answers. The window lets go of them before we do: to free thousands of rows takes longer than a frame has.
    answers: VecDeque<Arc<Found>>,
}

impl Clerk {
    fn work(&mut self) {
        while let Some(wishes) = self.next() {
            if catch_unwind(AssertUnwindSafe(|| self.attend(wishes))).is_err() {
                self.index = None;
                let sentence = errors::broken_off();
                self.tell(CasesEvent::Failed(Trouble { sentence, way_out: WayOut::Retry }));
            }
        }
    }

    fn attend(&mut self, wishes: Wishes) {
        if let Some((folder, cache)) = wishes.list {
            self.list(&folder, cache.as_deref());
        } else if wishes.look {
            self.look();
        }
        if let Some(asked) = wishes.ask {
            self.asked = Some(asked);
            self.answer();
        }
        if let Some((path, terms)) = wishes.preview {
            let read = preview(&path, &terms).map(Arc::new).map_err(|error| errors::load_error(&error));
            self.tell(CasesEvent::Preview(path, read));
        }
        self.prepare();
    }

    /// What is wanted next; none when the window is gone. Every now and then that is a look at the folder.
    fn next(&self) -> Option<Wishes> {
        let mut wishes = self.shared.wishes();
        while !wishes.is_any() {
            if wishes.attention != Attention::Here {
                wishes = self.shared.bell.wait(wishes).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let waited = self.shared.bell.wait_timeout(wishes, LOOKS);
            let (again, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            wishes = again;
            if timeout.timed_out() {
                wishes.look = true;
            }
        }
        let attention = wishes.attention;
        self.shared.hurry.store(false, Ordering::Relaxed);
        let wanted = std::mem::replace(&mut *wishes, Wishes { attention, ..Wishes::default() });
        (!wanted.over).then_some(wanted)
    }

    fn list(&mut self, folder: &Path, cache: Option<&Path>) {
        self.cache = cache.map(Cache::in_folder);
        self.index = None;
        let (sender, context) = (&self.sender, &self.context);
        let progress =
            |done: usize, of: usize| report_progress(sender, context, done, of, CasesEvent::Reading);
        match Index::read(folder, self.cache.as_ref(), self.host.now(), &progress) {
            Ok(index) => {
                self.index = Some(index);
                self.remember();
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Looks whether anything changed, and answers the last question anew if so. Where nothing did, nothing is said.
    fn look(&mut self) {
        let now = self.host.now();
        let Some(index) = &mut self.index else { return };
        match index.refresh(now) {
            Ok(Change::None) => {}
            Ok(Change::Some) => {
                self.remember();
                self.answer();
            }
            Err(error) => {
                self.index = None;
                self.fail(&error);
            }
        }
    }

    fn remember(&self) {
        if let (Some(index), Some(cache)) = (&self.index, &self.cache)
            && let Err(error) = index.remember(cache)
        {
            // The next start reads everything again.
            log::warn!("the list cannot be remembered: {error}");
        }
    }

    fn answer(&mut self) {
        let (Some(index), Some((serial, query))) = (&mut self.index, &self.asked) else { return };
        let stop = || self.shared.hurry.load(Ordering::Relaxed);
        let progress = |done: usize, of: usize| {
            report_progress(&self.sender, &self.context, done, of, CasesEvent::Preparing);
        };
        if !query.terms.is_empty() && index.prepare(&stop, &progress).is_none() {
            return;
        }
        let today = Today::new(self.host.now(), &self.host.zone());
        let Some(found) = index.ask(query, today, &stop) else { return };
        let (serial, found) = (*serial, Arc::new(found));
        self.answers.push_back(Arc::clone(&found));
        self.tell(CasesEvent::Found { serial, found });
        while self.answers.len() > KEPT_ANSWERS {
            self.answers.pop_front();
        }
    }

    /// Reads the texts for a search that may come, while nothing else is wanted.
    fn prepare(&self) {
        if let Some(index) = &self.index {
            index.prepare(&|| self.shared.wishes().is_any(), &|_, _| {});
        }
    }

    fn fail(&self, error: &FolderError) {
        let way_out = match error {
            FolderError::Missing { .. } => WayOut::Create,
            FolderError::NotAFolder { .. } | FolderError::Read { .. } => WayOut::Retry,
        };
        self.tell(CasesEvent::Failed(Trouble { sentence: errors::folder_error(error), way_out }));
    }

    fn tell(&self, event: CasesEvent) {
        // The window may be gone; then nobody wants to know.
        self.sender.send(Event::Cases(event)).ok();
        self.context.request_repaint();
    }
}

fn report_progress(
    sender: &SyncSender<Event>,
    context: &egui::Context,
    done: usize,
    of: usize,
    event: fn(Progress) -> CasesEvent,
) {
    if done.is_multiple_of(PROGRESS) {
        let progress = Progress { done, of, what: String::new() };
        // Progress may be skipped; the result is sent in any case.
        if sender.try_send(Event::Cases(event(progress))).is_ok() {
            context.request_repaint();
        }
    }
}
