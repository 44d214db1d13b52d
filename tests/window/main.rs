//! The window, driven by accessible names: no screen, the real app, the outside stood in for.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

mod attachments;
mod cases;
mod checklists;
mod connection;
mod documents;
mod ending;
mod environment;
mod export;
mod guard;
mod handed;
mod keeping;
mod learning;
mod ledger;
mod made;
mod note;
mod opening;
mod panes;
mod pictures;
mod plan;
mod policy;
mod real_browser;
mod roads;
mod support;
mod triage;
mod url_check;
