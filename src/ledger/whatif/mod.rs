//! What would be locked out if somebody or something were gone today, and the shortest set of changes after which no
//! single loss locks a shop.
//!
//! A login stands while somebody who is there knows its password and one of its methods has its device, or while
//! somebody who still gets in somewhere can help it back in. Helpers who only help each other help nobody: what is
//! reachable is a least fixed point. A shop can be administered while a login of an administrator stands, and worked in
//! while any of its logins stands. What the ledger does not say is never taken for granted: a login without a known user
//! or method does not stand.

mod changes;
mod cover;
mod fate;
mod graph;
mod options;
#[cfg(test)]
mod tests;

pub use changes::{Change, NewNames, carry_out};
pub use fate::{Fallen, Fate, ShopFate, Why};
pub use graph::{Graph, Loss};
pub use options::{Proof, Remedy, Uncovered};
