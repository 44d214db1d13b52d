//! Showing the menu bar, by the crate muda. It has to be made on the main thread, once the program has begun.

use std::sync::mpsc::{Receiver, sync_channel};

use egui::{Key, KeyboardShortcut};
use muda::accelerator::{Accelerator, Code, Modifiers};
use muda::{AboutMetadata, IsMenuItem, MenuEvent, MenuItem, PredefinedMenuItem, Submenu};
use winit::platform::macos::EventLoopBuilderExtMacOS as _;

use crate::app::Command;
use crate::ui::text::menu as words;

use super::{Entry, Item, MENUS, Menu, System, carry_out, item_of};

/// More items than anybody chooses between two frames.
const WAITING: usize = 16;

/// The menu bar: gone with this.
pub(in crate::window) struct Bar {
    _shown: muda::Menu,
    /// The titles of what was chosen.
    chosen: Receiver<String>,
}

impl std::fmt::Debug for Bar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bar").finish_non_exhaustive()
    }
}

/// winit makes a menu of its own, in English; its last item ends the program without asking.
pub(in crate::window) fn without_winits_own(builder: &mut eframe::EventLoopBuilder<eframe::UserEvent>) {
    builder.with_default_menu(false);
}

impl Bar {
    /// Shows the bar. Whatever is chosen wakes `context`. None where macOS does not take it: the window does without.
    pub(in crate::window) fn show(context: &egui::Context) -> Option<Self> {
        let (sender, chosen) = sync_channel(WAITING);
        let context = context.clone();
        MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
            // Full, or the window is gone: then nothing comes of it.
            sender.try_send(event.id().as_ref().to_owned()).ok();
            context.request_repaint();
        }));
        match build() {
            Ok(shown) => Some(Self { _shown: shown, chosen }),
            Err(error) => {
                log::warn!("the menu bar cannot be made: {error}");
                None
            }
        }
    }

    /// Does what was chosen. Called in each frame, before its views are drawn.
    pub(in crate::window) fn follow(&self, context: &egui::Context, commands: &mut Vec<Command>) {
        for title in self.chosen.try_iter() {
            if let Some(item) = item_of(&title) {
                carry_out(item, context, commands);
            }
        }
    }
}

fn build() -> muda::Result<muda::Menu> {
    let bar = muda::Menu::new();
    let mut menus = Vec::new();
    for menu in &MENUS {
        let shown = submenu(menu)?;
        bar.append(&shown)?;
        menus.push((menu.title, shown));
    }
    bar.init_for_nsapp();
    for (title, shown) in menus {
        match title {
            words::WINDOW => shown.set_as_windows_menu_for_nsapp(),
            words::HELP => shown.set_as_help_menu_for_nsapp(),
            _ => {}
        }
    }
    Ok(bar)
}

fn submenu(menu: &Menu) -> muda::Result<Submenu> {
    let shown = Submenu::new(menu.title, true);
    for entry in menu.entries {
        let line: Box<dyn IsMenuItem> = match entry {
            Entry::Line => Box::new(PredefinedMenuItem::separator()),
            Entry::System(system, title) => Box::new(of_system(*system, title)),
            Entry::Item(item) => Box::new(own(item)),
        };
        shown.append(&*line)?;
    }
    Ok(shown)
}

/// Its title is its id.
fn own(item: &Item) -> MenuItem {
    MenuItem::with_id(item.title, item.title, true, item.keys.and_then(accelerator))
}

fn of_system(system: System, title: &str) -> PredefinedMenuItem {
    let title = Some(title);
    match system {
        System::About => PredefinedMenuItem::about(
            title,
            Some(AboutMetadata {
                name: Some(words::PROGRAM.to_owned()),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
                ..AboutMetadata::default()
            }),
        ),
        System::Hide => PredefinedMenuItem::hide(title),
        System::HideOthers => PredefinedMenuItem::hide_others(title),
        System::ShowAll => PredefinedMenuItem::show_all(title),
        System::Minimize => PredefinedMenuItem::minimize(title),
        System::Zoom => PredefinedMenuItem::maximize(title),
        System::FullScreen => PredefinedMenuItem::fullscreen(title),
    }
}

fn accelerator(keys: KeyboardShortcut) -> Option<Accelerator> {
    let code = match keys.logical_key {
        Key::A => Code::KeyA,
        Key::C => Code::KeyC,
        Key::E => Code::KeyE,
        Key::F => Code::KeyF,
        Key::N => Code::KeyN,
        Key::O => Code::KeyO,
        Key::Q => Code::KeyQ,
        Key::R => Code::KeyR,
        Key::S => Code::KeyS,
        Key::U => Code::KeyU,
        Key::V => Code::KeyV,
        Key::W => Code::KeyW,
        Key::X => Code::KeyX,
        Key::Z => Code::KeyZ,
        Key::Comma => Code::Comma,
        _ => return None,
    };
    let shift = if keys.modifiers.shift { Modifiers::SHIFT } else { Modifiers::empty() };
    Some(Accelerator::new(Modifiers::META | shift, code))
}
