//! Whether a URL leads to the Japanese Seller Central, judged by its text alone.
//!
//! Nothing is opened or looked up. Green is only what is on a short list; what is not Amazon's is never called safe, and
//! genuine oddities of Amazon's are never called a fake.

mod apart;
mod handle;
mod hosts;
mod judge;
pub(crate) mod look_alike;
mod nested;
mod text;
mod tricks;
mod verdict;

pub(crate) use tricks::is_hidden;

pub use apart::Apart;
pub use judge::{Judge, judge};
pub use text::find_urls;
pub use verdict::{Judgement, Reason, Verdict};
