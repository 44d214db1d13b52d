//! The ledger as something that the store keeps, like a note.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ron::{error::SpannedError, ser::PrettyConfig};

use super::{LEDGER_VERSION, Ledger, merge};
use crate::case::{
    self, Extra, Generation, LoadError, Merge, Opened, Record, Rescue,
    disk::{Disk, RealDisk},
    extra::Known,
    version::options,
};
use crate::ui::text::files::LEDGER;

impl Record for Ledger {
    const VERSION: u32 = LEDGER_VERSION;
    const FIELDS: &'static [&'static str] = &[
        "id",
        "company",
        "people",
        "devices",
        "shops",
        "logins",
        "recoveries",
        "partners",
        "contacts",
        "changes",
        "reviews",
        "departures",
        "kept",
        "memo",
        "created_at",
        "updated_at",
    ];
    const ENDING: &'static str = ".ledger.ron";
    const DRAFT_ENDING: &'static str = ".draft.ledger.ron";

    fn id(&self) -> &str {
        &self.id
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn empty() -> Self {
        Self::new(Timestamp::default(), "")
    }

    fn known_to_ron(&self, config: PrettyConfig) -> Result<String, ron::Error> {
        options().to_string_pretty(&Known(self), config)
    }

    fn read_earlier(_version: u64, _text: &str) -> Option<Result<Self, SpannedError>> {
        None
    }

    fn merge(base: &Self, ours: &Self, theirs: &Self) -> Merge<Self> {
        merge::merge(base, ours, theirs)
    }
}

/// Where the ledger of a folder of notes is.
pub fn path_in(notes: &Path) -> PathBuf {
    notes.join(LEDGER)
}

/// Opens a ledger in order to change it. Of one that a newer program wrote, what can be understood is there to read.
/// It is saved by [`case::save`] and looked after by [`case::look`].
pub fn open(path: &Path) -> Result<Opened<Ledger>, LoadError> {
    open_on(&RealDisk, path)
}

/// [`open()`] on any disk.
pub fn open_on(disk: &dyn Disk, path: &Path) -> Result<Opened<Ledger>, LoadError> {
    case::open_record(disk, path)
}

/// Loads a ledger to read it.
pub fn load(path: &Path) -> Result<Ledger, LoadError> {
    case::load_record(&RealDisk, path)
}

/// Reads a ledger from the bytes of a file; `path` is only named in the error.
pub fn parse(bytes: &[u8], path: &Path) -> Result<Ledger, LoadError> {
    case::parse_record(bytes, path)
}

/// The earlier states that can be opened, the newest first, each once.
pub fn generations(path: &Path) -> Vec<Generation<Ledger>> {
    case::generations_on(&RealDisk, path)
}

/// Keeps a copy of a ledger that cannot be read, as `体制.壊れた-日時.ron` beside it, and finds the newest earlier
/// state. The file itself stays as it is.
pub fn rescue(path: &Path, now: Timestamp) -> Rescue<Ledger> {
    case::rescue_record(&RealDisk, path, now)
}
