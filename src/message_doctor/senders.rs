//! What the sender of a message says. Senders can be made up: a right one proves nothing, a wrong one a little.

use crate::seller_url::judge;

use super::diagnosis::{Point, Weight};
use super::mail::{Message, Sender};
use super::phrases::{normalised, table};

/// The points about sender and answers.
pub(super) struct SenderPoints {
    pub(super) points: Vec<Point>,
    /// Somebody pretends to be Amazon, or answers go to somebody else.
    pub(super) pretends: bool,
}

/// Looks at who a message is from, and where answers go. Only one that claims to be Amazon's can pretend.
pub(super) fn points(message: &Message, claims_amazon: bool) -> SenderPoints {
    let mut found = SenderPoints { points: Vec::new(), pretends: false };
    if let Some(from) = &message.from {
        found.sender(from, claims_amazon);
    }
    if let (Some(from), Some(reply)) = (&message.from, &message.reply_to) {
        found.reply(from, reply, claims_amazon);
    }
    found
}

impl SenderPoints {
    fn sender(&mut self, from: &Sender, claims_amazon: bool) {
        let Some(domain) = domain(&from.address) else { return };
        let about = vec![domain.to_owned()];
        // `"account@amazon.co.jp" <x@example.com>`: the name is an address of Amazon's.
        let bears_name = is_amazon_name(&from.name);
        if table().sender_domains.iter().any(|known| known == domain) || judge().is_amazons(domain) {
            self.points.push(Point { id: "sender_listed", weight: Weight::Hint, about });
        } else if imitates(domain) {
            self.pretend("sender_look_alike", about);
        } else if bears_name && claims_amazon {
            self.pretend("display_name_differs", about);
        } else if table().free_mail.iter().any(|free| free == domain) {
            self.points.push(Point { id: "sender_free_mail", weight: Weight::Hint, about });
        } else if claims_amazon {
            self.points.push(Point { id: "sender_foreign", weight: Weight::Hint, about });
        }
    }

    fn reply(&mut self, from: &Sender, reply: &Sender, claims_amazon: bool) {
        let (Some(from_domain), Some(reply_domain)) = (domain(&from.address), domain(&reply.address)) else {
            return;
        };
        if registrable(from_domain) == registrable(reply_domain) || judge().is_amazons(reply_domain) {
            return;
        }
        let about = vec![reply_domain.to_owned()];
        let in_amazons_name = judge().is_amazons(from_domain) || is_amazon_name(&from.name);
        if claims_amazon && in_amazons_name {
            self.pretend("reply_to_elsewhere", about);
        } else {
            self.points.push(Point { id: "reply_to_elsewhere", weight: Weight::Hint, about });
        }
    }

    fn pretend(&mut self, id: &'static str, about: Vec<String>) {
        self.pretends = true;
        self.points.push(Point { id, weight: Weight::Certain, about });
    }
}

fn is_amazon_name(name: &str) -> bool {
    let name = normalised(name);
    table().amazon_names.iter().any(|known| name.contains(known.as_str()))
}

/// The domain of an address, without the dot at its end.
fn domain(address: &str) -> Option<&str> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = domain.trim_end_matches('.');
    (!domain.is_empty()).then_some(domain)
}

fn registrable(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// Whether a domain is made to be taken for one of Amazon's.
fn imitates(domain: &str) -> bool {
    let judged = judge().judge_url(&format!("https://{domain}/"));
    judged.imitates.is_some()
}
