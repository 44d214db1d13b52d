//! Failures on purpose, so that every way down the ladder can be tried on a machine on which everything works.
//!
//! The variable `LOGIN_TRIAGE_FAIL` holds a list with commas of what is to fail, and how:
//!
//! | entry | what happens |
//! |---|---|
//! | `glow`, `software`, `wgpu`, `warp` | this rung says that it cannot draw, once its window is made |
//! | `glow:panic` … | it panics there |
//! | `glow:die` … | the program ends there, as when a driver takes it down |
//! | `window:panic` | the window panics behind its first frame |
//!
//! Entries that are not known are left aside.

use super::rung::Rung;

/// The variable.
const VARIABLE: &str = "LOGIN_TRIAGE_FAIL";
/// Stands in the place of a rung for the open window.
const WINDOW: &str = "window";

/// What is to fail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forced(String);

/// How something is to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Error,
    Panic,
    Die,
}

/// A failure that was asked for.
#[derive(Debug, thiserror::Error)]
#[error("{VARIABLE} asks for this failure")]
pub(super) struct Refused;

impl Forced {
    /// What the environment asks for.
    pub(super) fn from_environment() -> Self {
        Self(std::env::var(VARIABLE).unwrap_or_default())
    }

    /// Fails, if this rung is to.
    pub(super) fn draw(&self, rung: Rung) -> Result<(), Refused> {
        match self.way(rung.name()) {
            None => Ok(()),
            Some(way) => Err(fail(way)),
        }
    }

    /// Fails, if the open window is to panic.
    pub(super) fn show(&self) {
        if self.way(WINDOW) == Some(Way::Panic) {
            fail(Way::Panic);
        }
    }

    fn way(&self, name: &str) -> Option<Way> {
        self.0.split(',').find_map(|entry| {
            let entry = entry.trim();
            let (what, way) = entry.split_once(':').unwrap_or((entry, ""));
            let way = match way {
                "" => Way::Error,
                "panic" => Way::Panic,
                "die" => Way::Die,
                _ => return None,
            };
            (what == name).then_some(way)
        })
    }
}

#[expect(clippy::panic, reason = "it is asked for")]
fn fail(way: Way) -> Refused {
    match way {
        Way::Error => Refused,
        Way::Panic => panic!("{Refused}"),
        Way::Die => std::process::abort(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_stands_for_itself() {
        let forced = Forced("glow, wgpu:die,window:panic,warp:laugh,software:panic".to_owned());
        assert_eq!(forced.way("glow"), Some(Way::Error));
        assert_eq!(forced.way("wgpu"), Some(Way::Die));
        assert_eq!(forced.way("software"), Some(Way::Panic));
        assert_eq!(forced.way("warp"), None);
        assert_eq!(forced.way(WINDOW), Some(Way::Panic));
        assert!(forced.draw(Rung::Glow).is_err());
        assert!(forced.draw(Rung::Warp).is_ok());
        assert_eq!(Forced::default().way("glow"), None);
    }
}
