//! The improvement plan (改善計画) that Amazon asks for: what makes its wording weak, and the plan as a document.

mod lint;
mod words;

pub use lint::{Flag, Section, is_value, lint, reviews_internal_flow, tagged};
