//! Papers and files made for people: what they say comes from the knowledge and from templates in `assets`.

pub mod checklists;
pub mod english;
pub mod inquiry;
pub mod papers;
pub mod plan;
pub mod routing;
pub mod staff;
pub mod table;
