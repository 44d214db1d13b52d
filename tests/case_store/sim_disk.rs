//! A disk in memory that fails at a chosen operation, or loses power there.
//!
//! What was written and not synced is in the cache: the bytes of files, and what was created, renamed and removed in
//! folders. After a power cut there may be any part of it: none, all, the first changes only, or some of them without
//! those before; and of an unsynced file nothing, its beginning, zeros in its length, or all of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, SystemTime},
};

use login_triage::case::disk::{Disk, Held, Kind, NewFile, Stamp, Stat};

use super::at;

/// When every file was changed.
const MODIFIED: &str = "2026-11-22T00:00:00Z";

/// What goes wrong, from the operation of this number (from 0) on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// This one operation fails with an error of the system.
    Once(usize, i32),
    /// This one fails, and all that write after it, as on a full disk.
    Always(usize, i32),
    /// The power is cut: neither this one nor any other has an effect.
    PowerCut(usize),
    /// Nothing can be locked.
    WithoutLocks,
    /// The same, and whenever a program waits, others have written this file anew.
    OthersWrite(&'static str),
}

#[derive(Clone, Debug, Default)]
struct File {
    /// As programs see it.
    bytes: Vec<u8>,
    /// As it stands on the disk.
    synced: Option<Vec<u8>>,
    changes: i64,
}

#[derive(Clone, Debug)]
enum Change {
    Set(PathBuf, usize),
    Move(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Change {
    fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let (first, second) = match self {
            Self::Set(path, _) | Self::Remove(path) => (path, None),
            Self::Move(from, to) => (from, Some(to)),
        };
        [first].into_iter().chain(second)
    }
}

#[derive(Clone, Default)]
struct Inner {
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
    synced_names: BTreeMap<PathBuf, usize>,
    pending: Vec<Change>,
    locked: BTreeSet<PathBuf>,
    trouble: Option<Trouble>,
    operations: Vec<&'static str>,
    links: Links,
}

/// Whether a file may have a second name, which FAT and some network folders do not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// It may.
    #[default]
    Known,
    /// It may not.
    Unknown,
}

/// The disk. A clone is the same disk.
#[derive(Clone, Default)]
pub struct SimDisk(Arc<Mutex<Inner>>);

impl fmt::Debug for SimDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimDisk").finish_non_exhaustive()
    }
}

/// What is left of an unsynced file.
#[derive(Clone, Copy, Debug)]
enum Left {
    Nothing,
    Beginning,
    Zeros,
    All,
}

impl SimDisk {
    pub fn new(folder: &str, links: Links) -> Self {
        let disk = Self::default();
        disk.inner().links = links;
        disk.inner().folders.insert(PathBuf::from(folder));
        disk
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// A file that has always been there.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut inner = self.inner();
        inner.files.push(File { bytes: bytes.to_owned(), synced: None, changes: 0 });
        let number = inner.files.len() - 1;
        inner.names.insert(path.to_owned(), number);
        inner.sync_everything();
    }

    /// The same disk, apart from this one, everything on it synced, with trouble to come.
    pub fn copy_with(&self, trouble: Option<Trouble>) -> Self {
        let mut inner = self.inner().clone();
        inner.sync_everything();
        inner.trouble = trouble;
        inner.operations.clear();
        inner.locked.clear();
        Self(Arc::new(Mutex::new(inner)))
    }

    /// Trouble to come on this disk, everything on it synced so far.
    pub fn expect(&self, trouble: Option<Trouble>) {
        let mut inner = self.inner();
        inner.sync_everything();
        inner.trouble = trouble;
        inner.operations.clear();
    }

    /// The operations so far.
    pub fn operations(&self) -> Vec<&'static str> {
        self.inner().operations.clone()
    }

    /// All files as they stand.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let inner = self.inner();
        inner.names.iter().map(|(path, number)| (path.clone(), inner.files[*number].bytes.clone())).collect()
    }

    /// All that may be on the disk after the power is cut now. `ordered`: changes reach the disk in their order.
    pub fn after_power_cut(&self, ordered: bool) -> Vec<Self> {
        let inner = self.inner();
        let count = inner.pending.len();
        let mut kept: Vec<Vec<bool>> =
            (0..=count).map(|first| (0..count).map(|index| index < first).collect()).collect();
        if !ordered {
            // Each of them may be there or not; of many, some thousand ways.
            let mut random = 0x9e37_79b9_7f4a_7c15_u64;
            for way in 0..1_u64 << count.min(12) {
                random =
                    random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let bits = if count <= 12 { way } else { random >> 20 };
                kept.push((0..count).map(|index| (bits >> index) & 1 == 1).collect());
            }
        }
        let mut disks = Vec::new();
        for kept in kept {
            for left in [Left::Nothing, Left::Beginning, Left::Zeros, Left::All] {
                disks.push(Self(Arc::new(Mutex::new(inner.rebooted(&kept, left)))));
            }
        }
        disks
    }

    /// Counts an operation, and fails if it is its turn.
    fn begin(&self, name: &'static str) -> io::Result<MutexGuard<'_, Inner>> {
        let mut inner = self.inner();
        let number = inner.operations.len();
        inner.operations.push(name);
        let writes = !matches!(name, "stat" | "read" | "list" | "read_link" | "remove");
        match inner.trouble {
            Some(Trouble::Once(at, code)) if at == number => Err(io::Error::from_raw_os_error(code)),
            Some(Trouble::Always(at, code)) if at == number || (at < number && writes) => {
                Err(io::Error::from_raw_os_error(code))
            }
            Some(Trouble::PowerCut(at)) if at <= number => Err(io::Error::other("the power is cut")),
            Some(Trouble::WithoutLocks | Trouble::OthersWrite(_)) if name == "try_lock" => {
                Err(io::ErrorKind::Unsupported.into())
            }
            _ => Ok(inner),
        }
    }
}

impl Inner {
    fn sync_everything(&mut self) {
        self.pending.clear();
        self.synced_names = self.names.clone();
        for file in &mut self.files {
            file.synced = Some(file.bytes.clone());
        }
    }

    fn change(&mut self, change: Change) {
        apply(&mut self.names, &change);
        self.pending.push(change);
    }

    fn rebooted(&self, kept: &[bool], left: Left) -> Self {
        let mut names = self.synced_names.clone();
        for (change, _) in self.pending.iter().zip(kept).filter(|(_, kept)| **kept) {
            apply(&mut names, change);
        }
        let files = self.files.iter().map(|file| file.rebooted(left)).collect();
        let folders = self.folders.clone();
        let mut inner = Self { files, names, folders, links: self.links, ..Self::default() };
        inner.sync_everything();
        inner
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn new_name(&self, path: &Path) -> io::Result<()> {
        if self.names.contains_key(path) || self.folders.contains(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        match path.parent() {
            Some(folder) if self.folders.contains(folder) => Ok(()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl File {
    fn rebooted(&self, left: Left) -> Self {
        let bytes = match (left, &self.synced) {
            (_, Some(synced)) if *synced == self.bytes => synced.clone(),
            (Left::Nothing, synced) => synced.clone().unwrap_or_default(),
            (Left::Beginning, _) => self.bytes[..self.bytes.len() / 2].to_owned(),
            (Left::Zeros, _) => vec![0; self.bytes.len()],
            (Left::All, _) => self.bytes.clone(),
        };
        Self { bytes, synced: None, changes: 0 }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, usize>, change: &Change) {
    match change {
        Change::Set(path, number) => {
            names.insert(path.clone(), *number);
        }
        Change::Move(from, to) => {
            if let Some(number) = names.remove(from) {
                names.insert(to.clone(), number);
            }
        }
        Change::Remove(path) => {
            names.remove(path);
        }
    }
}

impl Disk for SimDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let inner = self.begin("stat")?;
        let stamp = Stamp { bytes: 0, modified: Some(SystemTime::from(at(MODIFIED))), change: None };
        if inner.folders.contains(path) {
            return Ok(Stat { kind: Kind::Folder, read_only: false, stamp });
        }
        let number = inner.find(path)?;
        let file = &inner.files[number];
        let change = Some((0, number as u64, file.changes, 0));
        let stamp = Stamp { bytes: file.bytes.len() as u64, change, ..stamp };
        Ok(Stat { kind: Kind::File, read_only: false, stamp })
    }

    fn read(&self, path: &Path, _most: u64) -> io::Result<Vec<u8>> {
        let inner = self.begin("read")?;
        Ok(inner.files[inner.find(path)?].bytes.clone())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let inner = self.begin("list")?;
        if !inner.folders.contains(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = inner.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.map(|path| path.file_name().unwrap().to_owned()).collect())
    }

    fn read_link(&self, _path: &Path) -> io::Result<PathBuf> {
        drop(self.begin("read_link")?);
        Err(io::ErrorKind::InvalidInput.into())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let mut inner = self.begin("create")?;
        inner.new_name(path)?;
        inner.files.push(File::default());
        let number = inner.files.len() - 1;
        inner.change(Change::Set(path.to_owned(), number));
        Ok(Box::new(Writing { disk: self.clone(), number }))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.begin("create_folder")?;
        // A file system that has a name in a folder has the folder, too.
        inner.folders.insert(path.to_owned());
        Ok(())
    }

    fn link(&self, file: &Path, second: &Path) -> io::Result<()> {
        let mut inner = self.begin("link")?;
        let number = inner.find(file)?;
        inner.new_name(second)?;
        if inner.links == Links::Unknown {
            return Err(io::ErrorKind::Unsupported.into());
        }
        inner.change(Change::Set(second.to_owned(), number));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inner = self.begin("rename")?;
        inner.find(from)?;
        if inner.folders.contains(to) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        inner.change(Change::Move(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inner = self.begin("remove")?;
        inner.find(path)?;
        inner.change(Change::Remove(path.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut inner = self.begin("sync_folder")?;
        // The changes in this folder, and those in others that they rest upon.
        let (mut synced, mut paths) = (Vec::new(), BTreeSet::new());
        for change in std::mem::take(&mut inner.pending).into_iter().rev() {
            if change.paths().any(|path| path.parent() == Some(folder) || paths.contains(path)) {
                paths.extend(change.paths().cloned());
                synced.push(change);
            } else {
                inner.pending.insert(0, change);
            }
        }
        for change in synced.iter().rev() {
            apply(&mut inner.synced_names, change);
        }
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        let mut inner = self.begin("try_lock")?;
        if !inner.locked.insert(path.to_owned()) {
            return Ok(None);
        }
        Ok(Some(Box::new(Lock { disk: self.clone(), path: path.to_owned() })))
    }

    fn pause(&self, _time: Duration) {
        let trouble = self.inner().trouble;
        if let Some(Trouble::OthersWrite(path)) = trouble {
            let count = self.operations().len();
            self.put(Path::new(path), count.to_string().as_bytes());
        }
    }
}

struct Writing {
    disk: SimDisk,
    number: usize,
}

impl NewFile for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let failed = match self.disk.begin("write") {
            Ok(mut inner) => {
                inner.files[self.number].bytes.extend_from_slice(bytes);
                inner.files[self.number].changes += 1;
                return Ok(());
            }
            Err(error) => error,
        };
        // A disk that is full has taken a part. One without power may have, too.
        self.disk.inner().files[self.number].bytes.extend_from_slice(&bytes[..bytes.len() / 3]);
        Err(failed)
    }

    fn resemble(&mut self, _other: &Path) {}

    fn sync(&mut self) -> io::Result<()> {
        let mut inner = self.disk.begin("sync")?;
        let file = &mut inner.files[self.number];
        file.synced = Some(file.bytes.clone());
        Ok(())
    }
}

#[derive(Debug)]
struct Lock {
    disk: SimDisk,
    path: PathBuf,
}

impl Held for Lock {}

impl Drop for Lock {
    fn drop(&mut self) {
        self.disk.inner().locked.remove(&self.path);
    }
}
