//! All Japanese wording that is not knowledge. Free of egui, so that the command line can use it too.
//!
//! Rules: short, です・ます, no jargon without a gloss, no blame, no exclamation marks. A button is a verb.
//! An error says what happened, what is safe and what to do next; paths come last.

pub mod calendar;
pub mod cases;
pub mod checklist;
pub mod checklists;
pub mod cli;
pub mod connection;
pub mod dialogs;
pub mod documents;
pub mod environment;
pub mod environment_pane;
pub mod errors;
pub mod export;
pub mod export_dialog;
pub mod files;
pub mod guard;
pub mod help;
pub mod holidays;
pub mod inquiry;
pub mod inspect;
pub mod instance;
pub mod keeping;
pub mod keys;
pub mod learning;
pub mod ledger;
pub mod ledger_csv;
pub mod ledger_words;
pub mod machine;
pub mod mail;
pub mod masking;
pub mod menu;
pub mod merge;
pub mod note;
pub mod opening;
pub mod papers;
pub mod pictures;
pub mod plan;
pub mod points;
pub mod policy;
pub mod roads;
pub mod seller_url;
pub mod settings;
pub mod staff;
pub mod start;
pub mod time;
pub mod timeline;
pub mod toasts;
pub mod top;
pub mod triage;
pub mod url_check;
