//! The machine itself: which browser opens links, the clock, the space that is left.

pub(super) mod default_browser;
pub(super) mod disk;
pub(super) mod time_sync;
pub(super) mod time_zone;
