//! The ways to draw a window, in the order in which they are tried: a ladder, each of whose rungs needs less of the
//! machine than the one before it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::environment::Os;

/// A way to draw the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rung {
    /// OpenGL, as the driver of the graphics card has it. The quickest to start and the smallest in memory.
    Glow,
    /// Linux: OpenGL, drawn by Mesa on the processor.
    Software,
    /// Windows: `DirectX` 12 on a graphics card. Remote Desktop and virtual machines often have this and no OpenGL.
    Wgpu,
    /// Windows: `DirectX` 12, drawn by WARP on the processor. It is part of Windows.
    Warp,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: what has failed lately is tried last.
    #[default]
    AsRemembered,
    /// The first rung first, whatever was remembered.
    Auto,
    /// This rung first.
    Rung(Rung),
}

/// The rungs of an operating system, the first one first.
pub fn rungs(os: Os) -> &'static [Rung] {
    match os {
        Os::Windows => &[Rung::Glow, Rung::Wgpu, Rung::Warp],
        Os::Linux => &[Rung::Glow, Rung::Software],
        Os::Macos => &[Rung::Glow],
    }
}

impl Rung {
    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Glow => "glow",
            Self::Software => "software",
            Self::Wgpu => "wgpu",
            Self::Warp => "warp",
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Wanted {
    /// What a word on the command line asks for. None if this operating system knows no such rung.
    pub fn named(name: &str, os: Os) -> Option<Self> {
        if name == "auto" {
            return Some(Self::Auto);
        }
        rungs(os).iter().find(|rung| rung.name() == name).map(|rung| Self::Rung(*rung))
    }
}

/// All rungs of an operating system in the order in which they are tried. None is ever left out, so that nothing that
/// is remembered, rightly or wrongly, can keep the window from opening.
pub(super) fn plan(os: Os, wanted: Wanted, failed: &[Rung]) -> Vec<Rung> {
    let mut plan = rungs(os).to_vec();
    // Both sorts keep the order of what they call equal.
    match wanted {
        Wanted::Auto => {}
        Wanted::AsRemembered => plan.sort_by_key(|rung| failed.contains(rung)),
        Wanted::Rung(first) => plan.sort_by_key(|rung| (*rung != first, failed.contains(rung))),
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEMS: [Os; 3] = [Os::Windows, Os::Macos, Os::Linux];

    #[test]
    fn what_failed_lately_is_tried_last_and_never_left_out() {
        let windows = |wanted, failed: &[Rung]| plan(Os::Windows, wanted, failed);
        let remembered = Wanted::AsRemembered;
        assert_eq!(windows(remembered, &[]), [Rung::Glow, Rung::Wgpu, Rung::Warp]);
        assert_eq!(windows(remembered, &[Rung::Glow]), [Rung::Wgpu, Rung::Warp, Rung::Glow]);
        assert_eq!(windows(remembered, &[Rung::Wgpu, Rung::Glow]), [Rung::Warp, Rung::Glow, Rung::Wgpu]);
        assert_eq!(
            windows(remembered, &[Rung::Glow, Rung::Wgpu, Rung::Warp]),
            [Rung::Glow, Rung::Wgpu, Rung::Warp]
        );
        // A file of another system.
        assert_eq!(windows(remembered, &[Rung::Software]), [Rung::Glow, Rung::Wgpu, Rung::Warp]);
        assert_eq!(plan(Os::Macos, remembered, &[Rung::Glow]), [Rung::Glow]);
    }

    #[test]
    fn what_is_asked_for_comes_first() {
        let failed = [Rung::Glow];
        assert_eq!(plan(Os::Windows, Wanted::Auto, &failed), [Rung::Glow, Rung::Wgpu, Rung::Warp]);
        let warp = Wanted::Rung(Rung::Warp);
        assert_eq!(plan(Os::Windows, warp, &failed), [Rung::Warp, Rung::Wgpu, Rung::Glow]);
        assert_eq!(plan(Os::Linux, Wanted::Rung(Rung::Glow), &failed), [Rung::Glow, Rung::Software]);
    }

    #[test]
    fn only_the_rungs_of_the_system_have_names() {
        for os in SYSTEMS {
            assert_eq!(Wanted::named("auto", os), Some(Wanted::Auto));
            for rung in rungs(os) {
                assert_eq!(Wanted::named(rung.name(), os), Some(Wanted::Rung(*rung)));
            }
        }
        assert_eq!(Wanted::named("warp", Os::Linux), None);
        assert_eq!(Wanted::named("software", Os::Windows), None);
        assert_eq!(Wanted::named("wgpu", Os::Macos), None);
        assert_eq!(Wanted::named("Glow", Os::Linux), None);
        assert_eq!(Wanted::named("", Os::Linux), None);
    }
}
