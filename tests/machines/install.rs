//! Machines for the findings about versions and crashes.

use super::make::Made;

pub fn machines() -> Vec<Made> {
    Vec::new()
}
