//! Machines for the findings about cookie stores.

use super::make::Made;

pub fn machines() -> Vec<Made> {
    Vec::new()
}
