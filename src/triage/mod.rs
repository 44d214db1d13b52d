//! The engine: answers and findings in, ranked causes, next steps and locks out.
//!
//! Decision-theoretic troubleshooting (Heckerman, Breese, Rommelse: "Decision-theoretic troubleshooting",
//! Communications of the ACM 38(3), 1995) over a naive Bayes model: causes have prior weights, every
//! observation, message and machine finding multiplies in a likelihood, the next step is the one with the
//! most expected information or repair chance for its minutes and risk, and hazards lock what would make
//! things worse.
//!
//! Invariant: pure and deterministic. No egui, no IO, no clock; the same input gives the same bits on every
//! machine (`libm` instead of the platform's mathematics).

mod answers;
mod evidence;
mod experience;
mod locks;
mod message;
mod model;
mod next;
mod posterior;
mod strength;

pub use answers::{ANSWERED_TWICE, Answers, AnswersError};
pub use evidence::{Choice, Evidence};
pub use experience::{Experience, OwnCases};
pub use locks::{Lock, Locked};
pub use message::{MessageMatch, fold};
pub use model::{Model, OTHER};
pub use next::NextStep;
pub use posterior::{Posterior, Reason, ReasonKind};

#[cfg(test)]
mod tests;
