//! The program: a thin shell around the library.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::path::Path;
use std::process::ExitCode;

use login_triage::case::Places;
use login_triage::cli::{self, Outcome};
use login_triage::logging;
use login_triage::platform::instance::{self, Alone, Claim};
use login_triage::platform::{console, message_box};
use login_triage::ui::text::start;
use login_triage::window::{self, Drawing, Standing};

/// The exit code of a call that came to nothing.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let voice = console::attach();
    match cli::run(std::env::args_os().skip(1), voice) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Refused(text) => say(&text),
        Outcome::Window { case, drawing } => {
            console::detach();
            open(case.as_deref(), drawing)
        }
    }
}

fn open(case: Option<&Path>, drawing: Drawing) -> ExitCode {
    let places = Places::live();
    if let Some(places) = &places {
        logging::begin(places);
    }
    let claim =
        places.as_ref().map_or(Claim::Alone(Alone::OutOfReach), |places| instance::claim(places, case));
    let standing = match claim {
        Claim::HandedOver => return ExitCode::SUCCESS,
        Claim::First(instance) => Standing::First(instance),
        Claim::Alone(alone) => Standing::Alone(alone),
    };
    let ended = window::open(case, drawing, standing, places.as_ref());
    log::logger().flush();
    match ended {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let log = places.map(|places| places.log.join(logging::FILE));
            say(&start::window_error(&error, log.as_deref()).to_string())
        }
    }
}

/// There is no window to say it in.
fn say(text: &str) -> ExitCode {
    message_box::show(window::TITLE, text);
    ExitCode::from(UNUSABLE)
}
