//! Whether a value beside a word for passwords is one: by how it looks, by what stands between the two, and by what
//! follows it.

use super::pattern::pattern;
use super::value::{Quoted, Strength, Value, strength};
use super::words::{Class, Words};

/// What stands between a word and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A colon, an equals sign, an arrow: a value comes.
    Mark,
    /// Quotes or brackets right behind the word.
    Quotes,
    /// は, is
    Topic,
    /// が
    Subject,
    /// を, に
    Object,
    /// A space.
    Space,
    /// Nothing.
    Joined,
}

/// Whether a value that stands so beside a word of this class is a secret.
pub(super) fn is_secret(value: &Value<'_>, link: Link, class: Class, words: &Words) -> bool {
    let asked = Asked { value, link, class, words };
    match strength(value.text, words) {
        Strength::Nothing => false,
        Strength::Strong => asked.strong(),
        Strength::Digits => asked.digits(),
        Strength::Letters => asked.letters(),
        Strength::Mixed => asked.mixed(),
        Strength::Japanese => asked.japanese(),
    }
}

/// What is asked about: a value, and how it stands beside its word.
#[derive(Clone, Copy)]
struct Asked<'v, 't> {
    value: &'v Value<'t>,
    link: Link,
    class: Class,
    words: &'v Words,
}

impl Asked<'_, '_> {
    fn strong(self) -> bool {
        let text = self.value.text;
        let length = text.len();
        let meant = !self.carries_on() || self.becomes() || self.is_used();
        match self.link {
            _ if self.is_product() => false,
            Link::Mark => length >= 4 && !self.is_counted(),
            _ if looks_like_a_name(text) => false,
            Link::Quotes => length >= 4,
            Link::Topic => length >= 4 && meant,
            Link::Subject | Link::Object => length >= 5 && meant,
            Link::Space | Link::Joined => {
                let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "@!#$%".contains(c));
                begins && length >= 5 && meant && !is_setting(text)
            }
        }
    }

    fn digits(self) -> bool {
        let text = self.value.text;
        if text.len() < 4 || self.is_counted() || self.carries_on() && !self.becomes() {
            return false;
        }
        match self.link {
            Link::Mark | Link::Topic => self.ends(),
            Link::Quotes => self.is_word(),
            Link::Object => self.becomes(),
            Link::Subject => self.ends() && self.is_word(),
            Link::Space | Link::Joined => {
                self.is_word() && self.ends() && (self.class == Class::Pin || !looks_like_a_date(text))
            }
        }
    }

    /// Any word: the sentence has to say that it is the password.
    fn letters(self) -> bool {
        let text = self.value.text;
        let small = text.bytes().all(|byte| byte.is_ascii_lowercase());
        if self.is_product() || !self.ends() || self.carries_on() {
            return false;
        }
        match self.link {
            Link::Mark => text.len() >= 4,
            Link::Topic => text.len() >= 5 && !text.ends_with("ing"),
            Link::Object => text.len() >= 5 && self.becomes(),
            Link::Quotes => text.len() >= 6 && self.is_word() && small,
            Link::Space => {
                let sentence =
                    self.value.follow.trim_start().starts_with(|c: char| c.is_ascii_alphanumeric());
                text.len() >= 6 && self.class == Class::Password && small && !sentence
            }
            Link::Subject | Link::Joined => false,
        }
    }

    fn mixed(self) -> bool {
        let text = self.value.text;
        let told = self.words.tells.is_match(text) || self.words.particles.is_match(text);
        let linked = match self.link {
            Link::Quotes => true,
            Link::Mark | Link::Topic => !told,
            Link::Subject | Link::Object | Link::Space | Link::Joined => false,
        };
        linked && self.ends() && !self.carries_on()
    }

    /// Only a word that serves as a password is in Japanese letters alone.
    fn japanese(self) -> bool {
        /// Characters of the longest one.
        const LONGEST: usize = 24;
        let quoted = self.value.quoted == Quoted::Yes;
        let linked = match self.link {
            Link::Mark | Link::Quotes => true,
            Link::Topic => quoted,
            Link::Subject | Link::Object | Link::Space | Link::Joined => false,
        };
        let meant = quoted
            || !self.words.tells.is_match(self.value.text)
                && self.words.phrase_ends.is_match(self.value.follow);
        self.class == Class::Phrase && linked && meant && self.value.text.chars().count() <= LONGEST
    }

    /// A word that means passwords and nothing else.
    fn is_word(self) -> bool {
        matches!(self.class, Class::Password | Class::Pin)
    }

    fn is_product(self) -> bool {
        let lower = self.value.text.to_ascii_lowercase();
        self.words.is_product(lower.trim_matches(['.', '!', '-']))
    }

    /// A count or an amount, whatever stands before it.
    fn is_counted(self) -> bool {
        let mut bytes = self.value.text.bytes();
        bytes.all(|byte| byte.is_ascii_digit() || b"-~.,/:+".contains(&byte))
            && self.words.counted.is_match(self.value.follow)
    }

    /// The sentence goes on about it as about something else.
    fn carries_on(self) -> bool {
        !self.words.goes_on.is_match(self.value.follow) && self.words.carries_on.is_match(self.value.follow)
    }

    /// The sentence tells what was done with it.
    fn is_used(self) -> bool {
        self.words.used.is_match(self.value.follow)
    }

    /// Something was changed to it.
    fn becomes(self) -> bool {
        self.words.becomes.is_match(self.value.follow)
    }

    /// It ends as a value does.
    fn ends(self) -> bool {
        self.value.quoted == Quoted::Yes
            || self.words.goes_on.is_match(self.value.follow)
            || self.words.ends.is_match(self.value.follow)
    }
}

fn looks_like_a_date(value: &str) -> bool {
    pattern!(r"^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?$").is_match(value)
}

/// `name=value`, `key:value`: another setting, not the value of the word before it.
pub(super) fn is_setting(value: &str) -> bool {
    pattern!(r"^[A-Za-z_-]+[=:]").is_match(value)
}

/// Windows11, iOS17.2, UTF-8, Office365: a name and its version.
pub(super) fn looks_like_a_name(value: &str) -> bool {
    pattern!(r"^(?:(?i-u:windows|win|ios|android|office|excel|chrome|edge|firefox|safari|iphone|ipad|usb|utf|sha|aes|wpa|ie|pc|no|ver|v|step|type|tls|ssl|http|galaxy|pixel|xperia|aquos)[ ._-]?\d+(?:\.\d+)*|[A-Z]\d{1,3}|\d{1,2}[A-Za-z]{1,2})$").is_match(value)
}
