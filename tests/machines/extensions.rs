//! Machines for the findings about extensions.

use super::make::Made;

pub fn machines() -> Vec<Made> {
    Vec::new()
}
