//! The machine itself: which browser opens links, and the time zone.

pub(super) mod default_browser;
pub(super) mod time_zone;
