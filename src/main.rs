//! The program: a thin shell around the library.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

use login_triage::case::Places;
use login_triage::cli::{self, Outcome};
use login_triage::logging;
use login_triage::platform::instance::{self, Alone, Claim};
use login_triage::ui::text::errors;
use login_triage::window::{self, Standing};

fn main() -> ExitCode {
    match cli::run(std::env::args_os().skip(1)) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window { case } => open(case),
    }
}

fn open(case: Option<std::path::PathBuf>) -> ExitCode {
    let places = Places::live();
    if let Some(places) = &places {
        logging::begin(places);
    }
    let claim =
        places.map_or(Claim::Alone(Alone::OutOfReach), |places| instance::claim(&places, case.as_deref()));
    let standing = match claim {
        Claim::HandedOver => return ExitCode::SUCCESS,
        Claim::First(instance) => Standing::First(instance),
        Claim::Alone(alone) => Standing::Alone(alone),
    };
    let Err(error) = window::open(case, standing) else {
        return ExitCode::SUCCESS;
    };
    // There is no window to say it in.
    writeln!(std::io::stderr(), "{}", errors::window_error(&error)).ok();
    ExitCode::from(2)
}
