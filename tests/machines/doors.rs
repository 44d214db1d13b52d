//! Machines for the findings about bookmarks, startup pages and visits.

use super::make::Made;

pub fn machines() -> Vec<Made> {
    Vec::new()
}
