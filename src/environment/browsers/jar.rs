//! What the cookie stores of all families have in common: whose cookies are listed, and what is known of the file.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::sqlite::{self, Copy};
use super::{Place, Profile};
use crate::environment::facts::{CookieFacts, Evidence, JarFacts, Partition, SetBy, Topic, Unread};
use crate::environment::hosts::is_at_or_below;
use crate::environment::mask;
use crate::environment::read::{Read, ReadState, state_of};

/// The domains that Amazon has registered for its marketplaces. `amazon-adsystem.com` and others of Amazon take no
/// part in a sign-in.
const DOMAINS: [&str; 24] = [
    "amazon.co.jp",
    "amazon.com",
    "amazon.ae",
    "amazon.ca",
    "amazon.co.uk",
    "amazon.co.za",
    "amazon.com.au",
    "amazon.com.be",
    "amazon.com.br",
    "amazon.com.mx",
    "amazon.com.tr",
    "amazon.de",
    "amazon.eg",
    "amazon.es",
    "amazon.fr",
    "amazon.ie",
    "amazon.in",
    "amazon.it",
    "amazon.nl",
    "amazon.pl",
    "amazon.sa",
    "amazon.se",
    "amazon.sg",
    "amazon.cn",
];

/// Larger files are not looked through for damage.
const LARGEST_CHECKED: u64 = 16 * 1024 * 1024;

/// More of Amazon's cookies are not listed. A browser keeps 180 for each domain.
const MOST_COOKIES: usize = 2000;

/// Whether a host, with or without a dot in front, is one of Amazon's marketplaces.
pub(super) fn is_amazon(host: &str) -> bool {
    DOMAINS.iter().any(|domain| is_at_or_below(host, domain))
}

/// A cookie as its store has it, before anything is masked.
pub(super) struct Cookie<'a> {
    pub(super) name: &'a str,
    pub(super) host: &'a str,
    pub(super) path: &'a str,
    /// The length of the value in bytes.
    pub(super) value: u64,
    pub(super) created: Option<Timestamp>,
    pub(super) accessed: Option<Timestamp>,
    pub(super) expires: Option<Timestamp>,
    pub(super) partition: Option<Partition>,
}

impl Cookie<'_> {
    /// As it is shown.
    pub(super) fn facts(self) -> CookieFacts {
        CookieFacts {
            name: mask::shown(self.name),
            host: mask::shown(self.host),
            path: mask::shown(self.path),
            bytes: self.value.saturating_add(self.name.len() as u64),
            created: self.created,
            accessed: self.accessed,
            expires: self.expires,
            partition: self.partition,
        }
    }
}

/// The file of a cookie store.
pub(super) struct Store {
    pub(super) path: PathBuf,
    bytes: u64,
    pub(super) modified: Option<Timestamp>,
}

impl Store {
    /// Looks at a file without opening it, which is possible while a browser has it locked.
    pub(super) fn at(path: PathBuf) -> Read<Self> {
        let about = fs::metadata(&path).map_err(|error| state_of(&error))?;
        let bytes = about.len();
        // What was written last may stand beside a database.
        let mut wal = path.clone().into_os_string();
        wal.push("-wal");
        let modified = [Some(about), fs::metadata(wal).ok()]
            .into_iter()
            .flatten()
            .filter_map(|about| Timestamp::try_from(about.modified().ok()?).ok())
            .max();
        Ok(Self { path, bytes, modified })
    }

    /// What is in it; `read` fills in what it understands. Where that fails, the file itself is still described.
    pub(super) fn facts(
        self,
        place: &Place,
        profile: &Profile,
        unread: &mut Vec<Unread>,
        read: impl FnOnce(&Path, &mut JarFacts) -> Read<()>,
    ) -> JarFacts {
        let mut facts = JarFacts {
            state: ReadState::Ok,
            place: place.root.shown(&self.path),
            bytes: self.bytes,
            modified: self.modified,
            schema: None,
            total: 0,
            cookies: Vec::new(),
            damage: Vec::new(),
            write_protected: write_protected(place, &self.path),
        };
        if let Err(state) = read(&self.path, &mut facts) {
            facts.state = state;
            (facts.total, facts.cookies) = (0, Vec::new());
            unread.push(place.unread(&profile.subject, Topic::Cookies, &self.path, state));
        }
        facts.cookies.truncate(MOST_COOKIES);
        facts
    }
}

/// What was found, or a note that it could not be looked at; neither where there is none.
pub(super) fn or_unread(
    found: Read<Store>,
    place: &Place,
    profile: &Profile,
    path: &Path,
    unread: &mut Vec<Unread>,
) -> Option<Store> {
    match found {
        Ok(store) => Some(store),
        Err(ReadState::Absent) => None,
        Err(state) => {
            unread.push(place.unread(&profile.subject, Topic::Cookies, path, state));
            None
        }
    }
}

/// Reads a store that is a database, from a copy. Where that seems damaged, it is copied once more first: it may have
/// been written to in between.
pub(super) fn from_copy(
    place: &Place,
    path: &Path,
    facts: &mut JarFacts,
    fill: impl Fn(&Copy, &mut JarFacts) -> Read<()>,
) -> Read<()> {
    let mut first = true;
    let read = |copy: &Copy| {
        let damage = damage(copy, facts);
        if damage.is_some() && std::mem::take(&mut first) {
            return Err(ReadState::Unparsable);
        }
        fill(copy, facts)?;
        facts.damage = damage.into_iter().collect();
        Ok(())
    };
    sqlite::read_copy(&place.root, path, read)
}

/// What is wrong with the file's structure, if it is small enough to be looked through.
fn damage(copy: &Copy, facts: &JarFacts) -> Option<Evidence> {
    if facts.bytes > LARGEST_CHECKED {
        return None;
    }
    let said = match copy.quick_check() {
        Ok(said) => said?,
        Err(ReadState::Unparsable) => String::new(),
        Err(_) => return None,
    };
    Some(Evidence {
        place: facts.place.clone(),
        key: "quick_check".to_owned(),
        value: mask::shown(&said),
        default: "ok".to_owned(),
        set_by: SetBy::Person,
    })
}

/// How many rows a table has.
pub(super) fn count(copy: &Copy, table: &str) -> Read<u64> {
    let counts = copy.query(&format!("SELECT count(*) FROM {table}"), [], |row| sqlite::number(row, 0))?;
    Ok(counts.first().and_then(|count| u64::try_from(*count).ok()).unwrap_or(0))
}

/// The rights of files are those of the machine only there; a copy may be on a medium that cannot be written to.
fn write_protected(place: &Place, file: &Path) -> Option<Evidence> {
    if !place.root.is_live() {
        return None;
    }
    // On Windows the mark of a folder means something else.
    let folder = file.parent().filter(|_| !cfg!(windows));
    let is_protected = |path: &&Path| fs::metadata(path).is_ok_and(|about| about.permissions().readonly());
    let path = [Some(file), folder].into_iter().flatten().find(is_protected)?;
    Some(Evidence {
        place: place.root.shown(path),
        key: "read-only".to_owned(),
        value: "true".to_owned(),
        default: "false".to_owned(),
        set_by: SetBy::Person,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn only_the_marketplaces_of_amazon_are_amazon() {
        for host in
            ["amazon.co.jp", ".amazon.co.jp", "sellercentral.amazon.co.jp", ".sellercentral.amazon.co.jp"]
        {
            assert!(is_amazon(host), "{host}");
        }
        for host in
            ["notamazon.co.jp", ".amazon-adsystem.com", "amazon.co.jp.example.com", "co.jp", "", "amazon"]
        {
            assert!(!is_amazon(host), "{host}");
        }
    }

    #[test]
    fn all_marketplaces_are_known() {
        let knowledge = Knowledge::embedded().unwrap();
        for host in knowledge.marketplaces.iter().flat_map(|market| &market.seller_hosts) {
            assert!(is_amazon(host), "{host}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_to_is_told_on_this_machine_only() {
        use std::os::unix::fs::PermissionsExt as _;
        use std::sync::Arc;

        use crate::environment::browsers::inventory;
        use crate::environment::root::{Os, Root};

        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("Cookies");
        fs::write(&file, "").unwrap();
        let place = |root: Root| Place {
            root: Arc::new(root),
            def: inventory().first().unwrap(),
            label: String::new(),
            folder: dir.path().to_owned(),
            now: Timestamp::UNIX_EPOCH,
        };
        let (live, copied) = (place(Root::live()), place(Root::copied(dir.path(), Os::Linux).unwrap()));
        assert_eq!(write_protected(&live, &file), None);
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o500)).unwrap();
        assert!(write_protected(&live, &file).is_some());
        assert_eq!(write_protected(&copied, &file), None);
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(write_protected(&live, &file).is_some_and(|evidence| evidence.place.ends_with("Cookies")));
    }

    #[test]
    fn a_name_that_is_an_address_is_masked() {
        let cookie = Cookie {
            name: "seen:taro@example.co.jp",
            host: ".amazon.co.jp",
            path: "/",
            value: 10,
            created: None,
            accessed: None,
            expires: None,
            partition: None,
        };
        let facts = cookie.facts();
        assert!(!facts.name.contains("taro"), "{}", facts.name);
        assert_eq!(facts.bytes, 33);
    }
}
