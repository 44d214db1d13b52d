//! What eframe drives: take in reports, carry out commands, draw.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::{
    self, CasesCommand, Command, Composing, Dialog, Effect, Front, Jobs, KeepCommand, KeepEffect,
    LearningCommand, Leave, LedgerCommand, Settings, Shelter, State, apply, due, report, sheltered,
};
use crate::environment::Asking;
use crate::platform::Host;
use crate::platform::instance::{Alone, Instance};
use crate::policy::Policy;
use crate::triage::Model;
use crate::ui::{self, text, theme};

/// The window looks at the clock after this time at the latest, if a deadline is to come.
const LONGEST_WAIT: Duration = Duration::from_hours(24);

/// What the window begins with.
pub struct Start {
    /// The knowledge as the engine uses it.
    pub model: Arc<Model>,
    /// What was remembered.
    pub settings: Settings,
    /// Where it is remembered, if anywhere.
    pub settings_path: Option<PathBuf>,
    /// A note to open.
    pub open: Option<PathBuf>,
    /// What the IT department has decided.
    pub policy: Policy,
    /// Whether to read the machine at once.
    pub scan: Scan,
    /// Which of several starts of the program this is.
    pub standing: Standing,
}

/// Which of several starts of the program this is.
#[derive(Clone, Debug)]
pub enum Standing {
    /// The first one, which takes what later ones hand over.
    First(Arc<Instance>),
    /// One with a window of its own.
    Alone(Alone),
}

/// Whether the machine is read when the window opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// Read it.
    AtStart,
    /// Only when asked.
    OnRequest,
}

/// The window: state, jobs, and the commands of this frame.
#[derive(Debug)]
pub struct App {
    state: State,
    jobs: Jobs,
    commands: Vec<Command>,
    window_size: Option<egui::Vec2>,
    /// Whether the window was at the front in the last frame.
    front: Option<Front>,
    /// The text field in which an input method composes.
    composing: Option<egui::Id>,
    #[cfg(target_os = "macos")]
    menu: Option<super::menu::Bar>,
}

impl App {
    /// Sets up fonts and style, and starts the first jobs.
    pub fn new(start: Start, host: Arc<dyn Host>, context: &egui::Context) -> Self {
        theme::install(context);
        let findings = start.model.knowledge().findings.clone();
        let state = State::new(start.model, start.settings, host.now(), host.zone());
        let mut state = state.under(start.policy);
        state.settings_path = start.settings_path;
        state.places = host.places();
        let mut app = Self {
            state,
            jobs: Jobs::new(host, context.clone(), findings),
            commands: Vec::new(),
            window_size: None,
            front: None,
            composing: None,
            #[cfg(target_os = "macos")]
            menu: super::menu::Bar::show(context),
        };
        let recovery = app.state.places.as_ref().map(|places| places.recovery.clone());
        app.start(recovery.map(|folder| Effect::Keep(KeepEffect::Begin(folder))).into_iter().collect(), None);
        app.commands.extend(start.open.map(|path| Command::Leave(Leave::OpenPath(path))));
        match start.standing {
            Standing::First(instance) => app.jobs.attend(instance),
            Standing::Alone(Alone::NoAnswer) => {
                app.commands.push(Command::Ask(Dialog::Failed(text::instance::no_answer())));
            }
            Standing::Alone(Alone::OutOfReach) => {}
        }
        app.commands.push(Command::Learn(LearningCommand::Count));
        app.commands.push(Command::Ledger(LedgerCommand::Read));
        app.commands.extend((start.scan == Scan::AtStart).then_some(Command::Scan(Asking::NotYet)));
        app
    }

    /// What the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes in reports, carries out commands, answers the wish to close.
    pub fn logic(&mut self, context: &egui::Context, frame: Option<&eframe::Frame>) {
        let now = self.jobs.now();
        for event in self.jobs.reports() {
            let effects = report(&mut self.state, event, now);
            self.start(effects, frame);
        }
        self.answer_close(context);
        self.remember_size(context);
        self.attend_cases(context);
        self.notice_front(context);
        #[cfg(target_os = "macos")]
        if let Some(menu) = &self.menu {
            menu.follow(context, &mut self.commands);
        }
        let commands = std::mem::take(&mut self.commands);
        let typed = !commands.is_empty();
        for command in commands {
            let ledger = matches!(command, Command::Ledger(LedgerCommand::Undo | LedgerCommand::Redo));
            if ledger || matches!(command, Command::Undo | Command::Redo) {
                forget_undo_of_field(context);
            }
            let effects = apply(&mut self.state, command, now);
            self.start(effects, frame);
        }
        theme::choose(context, self.state.settings.theme);
        self.tick(context, now);
        self.keep_typing(context, now);
        if typed && self.state.keeping.typing.composing == Composing::No {
            self.jobs.shelter().hold(sheltered(&self.state));
            self.jobs.shelter().hold_ledger(app::ledger_sheltered(&self.state));
        }
        self.notice_composing(context);
    }

    /// What a panic can still keep.
    pub fn shelter(&self) -> Arc<Shelter> {
        self.jobs.shelter()
    }

    /// Draws the window and collects what the operator asks for; [`App::logic`] acts on it in the next frame.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        ui::window(&self.state, &mut self.commands, ui);
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    fn start(&mut self, effects: Vec<Effect>, frame: Option<&eframe::Frame>) {
        for effect in effects {
            self.jobs.start(effect, frame);
        }
    }

    fn answer_close(&mut self, context: &egui::Context) {
        let wanted = context.input(|input| input.viewport().close_requested());
        if !wanted || self.state.closing {
            return;
        }
        // First the ledger, which asks nothing; then the note.
        if app::needs_saving(&self.state) {
            context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.commands.push(Command::Ledger(LedgerCommand::SaveAndClose));
        } else if sheltered(&self.state).is_some() {
            context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.commands.push(Command::Leave(Leave::Close));
        }
    }

    /// Tells when the window comes to the front or goes from it.
    fn notice_front(&mut self, context: &egui::Context) {
        let front = if context.input(|input| input.focused) { Front::Yes } else { Front::No };
        if self.front != Some(front) {
            self.front = Some(front);
            self.commands.push(Command::Keep(KeepCommand::Front(front)));
        }
    }

    /// Tells when an input method begins to compose and when it ends. Called behind the commands of the last frame: what
    /// was composed in it is in the note by then, and what is composed in this one comes with the next.
    fn notice_composing(&mut self, context: &egui::Context) {
        let focused = context.memory(egui::Memory::focused);
        let before = self.composing;
        context.input(|input| {
            for event in &input.events {
                match event {
                    egui::Event::Ime(egui::ImeEvent::Preedit { text, .. }) if !text.is_empty() => {
                        self.composing = focused;
                    }
                    egui::Event::Ime(egui::ImeEvent::Preedit { .. } | egui::ImeEvent::Commit(_)) => {
                        self.composing = None;
                    }
                    _ => {}
                }
            }
        });
        // Some systems say nothing when the keyboard goes elsewhere in the midst of it.
        if self.composing != focused || self.front == Some(Front::No) {
            self.composing = None;
        }
        let command = match (before, self.composing) {
            (None, Some(_)) => Composing::Begun,
            (Some(_), None) => Composing::No,
            _ => return,
        };
        let now = self.jobs.now();
        let effects = apply(&mut self.state, Command::Keep(KeepCommand::Compose(command)), now);
        self.start(effects, None);
    }

    /// What is typed goes into a recovery copy a moment later.
    fn keep_typing(&mut self, context: &egui::Context, now: Timestamp) {
        match due(&self.state, now) {
            None => {}
            Some(Duration::ZERO) => {
                let effects = apply(&mut self.state, Command::Keep(KeepCommand::Draft), now);
                self.start(effects, None);
            }
            Some(wait) => context.request_repaint_after(wait),
        }
        match app::ledger_due(&self.state, now) {
            None => {}
            Some(Duration::ZERO) => {
                let effects = apply(&mut self.state, Command::Ledger(LedgerCommand::Draft), now);
                self.start(effects, None);
            }
            Some(wait) => context.request_repaint_after(wait),
        }
    }

    /// The list of cases follows the folder only while somebody looks at it.
    fn attend_cases(&mut self, context: &egui::Context) {
        let attention = app::attention(&self.state, || context.input(|input| input.focused));
        if app::needs_attention(&self.state, attention) {
            self.commands.push(Command::Cases(CasesCommand::Attend(attention)));
        }
    }

    /// The size is remembered once it has not changed for a frame, so that dragging does not write a hundred times.
    fn remember_size(&mut self, context: &egui::Context) {
        let (size, minimized) = context.input(|input| {
            let viewport = input.viewport();
            (viewport.inner_rect.map(|rect| rect.size()), viewport.minimized == Some(true))
        });
        let Some(size) = size.filter(|_| !minimized) else {
            return;
        };
        let known = self.state.settings.window;
        if self.window_size == Some(size) && known != Some((size.x, size.y)) {
            self.commands.push(Command::RememberWindow(size.x, size.y));
        }
        if self.window_size != Some(size) {
            self.window_size = Some(size);
            context.request_repaint_after(Duration::from_millis(700));
        }
    }

    /// Toasts go away by themselves, and a deadline passes; nothing else needs the clock.
    fn tick(&mut self, context: &egui::Context, now: Timestamp) {
        let toasts = self.state.toasts.iter().map(|toast| toast.until);
        let deadline = self.state.case.next_check.as_ref().map(jiff::Zoned::timestamp);
        let deadline = deadline.filter(|deadline| *deadline > self.state.now);
        let Some(first) = toasts.chain(deadline).min() else {
            return;
        };
        if first <= now {
            self.commands.push(Command::Tick);
            context.request_repaint();
        } else {
            let wait = now.duration_until(first).unsigned_abs();
            // No clock of any system takes a deadline in a thousand years.
            context.request_repaint_after(wait.min(LONGEST_WAIT));
        }
    }
}

/// The note has taken something back: what the text field remembers of its own typing does not fit any more.
fn forget_undo_of_field(context: &egui::Context) {
    let Some(id) = context.memory(egui::Memory::focused) else { return };
    if let Some(mut state) = egui::text_edit::TextEditState::load(context, id) {
        state.clear_undoer();
        state.store(context, id);
    }
}

impl Drop for App {
    /// The system ends the program without asking: what is typed is kept.
    fn drop(&mut self) {
        // In a panic the hook has kept it; the state may be half changed.
        if std::thread::panicking() {
            return;
        }
        if !self.state.closing && self.state.keeping.typing.since.is_some() {
            let now = self.jobs.now();
            let effects = apply(&mut self.state, Command::Keep(KeepCommand::Draft), now);
            self.start(effects, None);
        }
        if !self.state.closing && self.state.ledger.typing.is_some() {
            let now = self.jobs.now();
            let effects = apply(&mut self.state, Command::Ledger(LedgerCommand::Draft), now);
            self.start(effects, None);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, frame: &mut eframe::Frame) {
        Self::logic(self, context, Some(frame));
        self.jobs.hand_over(frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }
}
