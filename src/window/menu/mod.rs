//! The menu bar of macOS, which every program there has. What is in it, and what comes of an item, is the same on every
//! system, so that it is tested on every system; only showing it is macOS's own.
//!
//! An item goes the road of the keys that stand beside it: macOS keeps those keys to itself, and the window gets them
//! from here. So an item does what its keys do, where they do it, and nothing while a dialog is open.

#[cfg(target_os = "macos")]
mod bar;

use egui::{Event, Key, KeyboardShortcut, Modifiers, ViewportCommand};

use crate::app::{Command, Page};
use crate::ui::text::menu as words;

#[cfg(target_os = "macos")]
pub(super) use bar::{Bar, without_winits_own};

/// A menu of the bar.
pub(super) struct Menu {
    pub(super) title: &'static str,
    pub(super) entries: &'static [Entry],
}

/// A line of a menu.
pub(super) enum Entry {
    /// Something of ours.
    Item(Item),
    /// What macOS does by itself, with its own keys.
    System(System, &'static str),
    /// A line between items.
    Line,
}

/// Something of ours in a menu.
pub(super) struct Item {
    pub(super) title: &'static str,
    /// The keys beside it.
    pub(super) keys: Option<KeyboardShortcut>,
    pub(super) act: Act,
}

/// What comes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Its keys are pressed.
    Press,
    /// The selected text goes to the clipboard.
    Cut,
    /// The same, and it stays.
    Copy,
    /// The clipboard goes into the field.
    Paste,
    /// A page is shown.
    Show(Page),
    /// The window closes, unless something is not saved: then it asks.
    Close,
}

/// What macOS does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    About,
    Hide,
    HideOthers,
    ShowAll,
    Minimize,
    Zoom,
    FullScreen,
}

const fn item(title: &'static str, keys: KeyboardShortcut, act: Act) -> Entry {
    Entry::Item(Item { title, keys: Some(keys), act })
}

const fn without_keys(title: &'static str, act: Act) -> Entry {
    Entry::Item(Item { title, keys: None, act })
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn with_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// The menus, from the left. The first is the program's own.
pub(super) const MENUS: [Menu; 5] = [
    Menu {
        title: words::PROGRAM,
        entries: &[
            Entry::System(System::About, words::ABOUT),
            Entry::Line,
            item(words::SETTINGS, command(Key::Comma), Act::Show(Page::Settings)),
            Entry::Line,
            Entry::System(System::Hide, words::HIDE),
            Entry::System(System::HideOthers, words::HIDE_OTHERS),
            Entry::System(System::ShowAll, words::SHOW_ALL),
            Entry::Line,
            item(words::QUIT, command(Key::Q), Act::Close),
        ],
    },
    Menu {
        title: words::FILE,
        entries: &[
            item(words::NEW, command(Key::N), Act::Press),
            item(words::OPEN, command(Key::O), Act::Press),
            Entry::Line,
            item(words::SAVE, command(Key::S), Act::Press),
            item(words::SAVE_AS, with_shift(Key::S), Act::Press),
            item(words::EXPORT, command(Key::E), Act::Press),
            Entry::Line,
            item(words::CHECK_URL, command(Key::U), Act::Press),
            item(words::LOOK_AGAIN, command(Key::R), Act::Press),
            Entry::Line,
            item(words::CLOSE, command(Key::W), Act::Close),
        ],
    },
    Menu {
        title: words::EDIT,
        entries: &[
            item(words::UNDO, command(Key::Z), Act::Press),
            item(words::REDO, with_shift(Key::Z), Act::Press),
            Entry::Line,
            item(words::CUT, command(Key::X), Act::Cut),
            item(words::COPY, command(Key::C), Act::Copy),
            item(words::PASTE, command(Key::V), Act::Paste),
            item(words::SELECT_ALL, command(Key::A), Act::Press),
            Entry::Line,
            item(words::FIND, command(Key::F), Act::Press),
        ],
    },
    Menu {
        title: words::WINDOW,
        entries: &[
            Entry::System(System::Minimize, words::MINIMIZE),
            Entry::System(System::Zoom, words::ZOOM),
            Entry::System(System::FullScreen, words::FULL_SCREEN),
        ],
    },
    Menu { title: words::HELP, entries: &[without_keys(words::HOW_TO, Act::Show(Page::Help))] },
];

/// Our own item of this title: titles are unlike each other.
pub(super) fn item_of(title: &str) -> Option<&'static Item> {
    MENUS.iter().flat_map(|menu| menu.entries).find_map(|entry| match entry {
        Entry::Item(item) if item.title == title => Some(item),
        Entry::Item(_) | Entry::System(..) | Entry::Line => None,
    })
}

/// Does what an item is for. Called in a frame, before its views are drawn.
pub(super) fn carry_out(item: &Item, context: &egui::Context, commands: &mut Vec<Command>) {
    match item.act {
        Act::Press => {
            if let Some(keys) = item.keys {
                press(keys, context);
            }
        }
        Act::Cut => context.input_mut(|input| input.events.push(Event::Cut)),
        Act::Copy => context.input_mut(|input| input.events.push(Event::Copy)),
        Act::Paste => context.send_viewport_cmd(ViewportCommand::RequestPaste),
        Act::Show(page) => commands.push(Command::Show(page)),
        // As if the button of the window was pressed: what asks there, asks here.
        Act::Close => context.send_viewport_cmd(ViewportCommand::Close),
    }
}

fn press(keys: KeyboardShortcut, context: &egui::Context) {
    let KeyboardShortcut { mut modifiers, logical_key } = keys;
    modifiers.mac_cmd = modifiers.command;
    context.input_mut(|input| {
        for pressed in [true, false] {
            input.events.push(Event::Key {
                key: logical_key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::app::{Dialog, ExportCommand, Leave, Settings, State};
    use crate::environment::Asking;
    use crate::knowledge::Knowledge;
    use crate::triage::Model;

    fn items() -> impl Iterator<Item = &'static Item> {
        MENUS.iter().flat_map(|menu| menu.entries).filter_map(|entry| match entry {
            Entry::Item(item) => Some(item),
            Entry::System(..) | Entry::Line => None,
        })
    }

    fn state() -> State {
        let model = Arc::new(Model::new(Arc::new(Knowledge::embedded().unwrap())));
        State::new(model, Settings::default(), Timestamp::UNIX_EPOCH, TimeZone::UTC)
    }

    /// What comes of choosing an item while the window shows a state.
    fn chosen(title: &str, state: &State) -> Vec<Command> {
        let context = egui::Context::default();
        context.set_os(egui::os::OperatingSystem::Mac);
        crate::ui::theme::install(&context);
        let mut commands = Vec::new();
        let item = item_of(title).unwrap();
        let mut first = true;
        for _ in 0..2 {
            let mut frame = context.run_ui(egui::RawInput::default(), |ui| {
                if std::mem::take(&mut first) {
                    carry_out(item, ui.ctx(), &mut commands);
                }
                crate::ui::window(state, &mut commands, ui);
            });
            frame.textures_delta.clear();
        }
        commands
    }

    #[test]
    fn every_item_does_what_its_title_says() {
        let state = state();
        for (title, expected) in [
            (words::SETTINGS, Command::Show(Page::Settings)),
            (words::HOW_TO, Command::Show(Page::Help)),
            (words::NEW, Command::Leave(Leave::New)),
            (words::OPEN, Command::Leave(Leave::Open)),
            (words::SAVE, Command::Save),
            (words::SAVE_AS, Command::SaveAs),
            (words::CHECK_URL, Command::Ask(Dialog::Checking)),
            (words::LOOK_AGAIN, Command::Scan(Asking::NotYet)),
            (words::UNDO, Command::Undo),
            (words::REDO, Command::Redo),
        ] {
            assert_eq!(chosen(title, &state), [expected], "{title}");
        }
        let export = chosen(words::EXPORT, &state);
        assert!(matches!(export.as_slice(), [Command::Export(ExportCommand::Begin(_))]), "{export:?}");
    }

    #[test]
    fn nothing_behind_a_dialog_is_reached() {
        let state = State { dialog: Some(Dialog::Restart), ..state() };
        for title in [words::SAVE, words::NEW, words::UNDO] {
            assert_eq!(chosen(title, &state), [], "{title}");
        }
    }

    #[test]
    fn to_quit_and_to_close_the_window_ask_it_to_close() {
        for title in [words::QUIT, words::CLOSE] {
            let context = egui::Context::default();
            let mut output = context.run_ui(egui::RawInput::default(), |ui| {
                carry_out(item_of(title).unwrap(), ui.ctx(), &mut Vec::new());
            });
            output.textures_delta.clear();
            let root = output.viewport_output.get(&egui::ViewportId::ROOT).unwrap();
            assert!(root.commands.contains(&ViewportCommand::Close), "{title}");
        }
    }

    #[test]
    fn titles_and_keys_are_unlike_each_other() {
        let titles: BTreeSet<_> = items().map(|item| item.title).collect();
        assert_eq!(titles.len(), items().count());
        let keys: Vec<_> = items().filter_map(|item| item.keys).collect();
        for (index, one) in keys.iter().enumerate() {
            assert!(keys.iter().skip(index + 1).all(|other| other != one), "{one:?}");
            assert!(one.modifiers.command, "{one:?}");
        }
        assert!(items().all(|item| item.act != Act::Press || item.keys.is_some()));
        let systems = MENUS.iter().flat_map(|menu| menu.entries).filter_map(|entry| match entry {
            Entry::System(system, title) => Some((*system, *title)),
            Entry::Item(_) | Entry::Line => None,
        });
        let systems: Vec<_> = systems.collect();
        assert!(
            systems.contains(&(System::Hide, words::HIDE)) && systems.contains(&(System::Zoom, words::ZOOM))
        );
        assert!(systems.iter().all(|(_, title)| !titles.contains(title)));
        assert_eq!(MENUS.map(|menu| menu.title).concat(), "ログイン診断ノートファイル編集ウインドウヘルプ");
    }
}
