//! The improvement plan (改善計画) that Amazon asks for: what makes its wording weak, what is missing in the whole of it,
//! and the plan as a document.

mod document;
mod lint;
mod review;
mod words;

pub use document::{blocks, document};
pub use lint::{Flag, is_value, lint, reviews_internal_flow, tagged};
pub use review::{Gap, entry_flags, gaps};

pub use crate::case::PlanSection as Section;
