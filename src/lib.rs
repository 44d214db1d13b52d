//! Login Triage (ログイン診断ノート): finds out why a login to Amazon Seller Central in Japan fails,
//! says what to do next and what not to do yet, and keeps a case note.
//!
//! The rooms and the way data flows between them are described in `ARCHITECTURE.md`.

pub mod app;
pub mod case;
pub mod cli;
pub mod documents;
mod embedded;
pub mod environment;
pub mod knowledge;
pub mod ledger;
pub mod logging;
pub mod message_doctor;
mod patience;
pub mod platform;
pub mod policy;
pub mod seller_url;
pub mod triage;
pub mod ui;
pub mod window;
