//! What is said of a message.

use crate::seller_url::Judgement;

/// What a message is, as far as its text tells. There is no verdict for a genuine one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailVerdict {
    /// The text alone proves a false destination.
    FakeUrl,
    /// What it demands must not be done, whatever the URL.
    DangerousDemand,
    /// Nothing proves a fake, and yet nobody should log in by it.
    NotForLogin,
    /// The form is genuine or unknown, which proves nothing.
    Unverified,
}

impl MailVerdict {
    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::FakeUrl => "fake_url",
            Self::DangerousDemand => "dangerous_demand",
            Self::NotForLogin => "not_for_login",
            Self::Unverified => "unverified",
        }
    }
}

/// How much a point says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// It stands in the text, and is what it is.
    Certain,
    /// It speaks for or against something and proves nothing.
    Hint,
    /// Where the real notice would stand.
    Place,
}

impl Weight {
    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Hint => "hint",
            Self::Place => "place",
        }
    }
}

/// One thing to know of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its name: `link_text_differs`, or that of a rule in `assets/seller_url/mail.ron`.
    pub id: &'static str,
    /// How much it says.
    pub weight: Weight,
    /// The hosts, domains or file names that it is about.
    pub about: Vec<String>,
}

/// A URL of the message, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedUrl {
    /// As it stands in the message.
    pub text: String,
    /// What it leads to.
    pub judgement: Judgement,
}

/// All that is said of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What it is.
    pub verdict: MailVerdict,
    /// Its URLs, each once, in their order.
    pub urls: Vec<JudgedUrl>,
    /// What to know: what is certain first, then what is not, then where to look instead.
    pub points: Vec<Point>,
}
