//! The program: a thin shell around the library.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::io::Write as _;
use std::process::ExitCode;

use login_triage::cli::{self, Outcome};
use login_triage::platform::console;
use login_triage::ui::text::errors;
use login_triage::window;

fn main() -> ExitCode {
    console::attach();
    match cli::run(std::env::args_os().skip(1)) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window { case } => {
            console::detach();
            open(case)
        }
    }
}

fn open(case: Option<std::path::PathBuf>) -> ExitCode {
    let Err(error) = window::open(case) else {
        return ExitCode::SUCCESS;
    };
    // There is no window to say it in.
    writeln!(std::io::stderr(), "{}", errors::window_error(&error)).ok();
    ExitCode::from(2)
}
