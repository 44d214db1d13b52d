//! The list as it was, so that the next start reads only what changed since.
//!
//! A binary file of our own: the head, the folder, each note in brief with its path and stamp, and a sum over all of it.
//! It holds less than the notes do, no text but what the list shows. Whatever is not exactly as it was written is as if
//! there were none; nothing is lost by that but a moment. Numbers are little-endian.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use jiff::Timestamp;

use crate::case::write_whole;

use super::file::{Content, NoteFile};
use super::folder::Stamp;
use super::summary::{Standing, Summary};

/// Begins every such file; the last byte counts the layouts.
const HEAD: &[u8; 16] = b"login-triage ca\x01";
/// A cache larger than this is not ours: 10,000 notes take about 3 MB.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The file in which a list is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    path: PathBuf,
}

impl Cache {
    /// A cache in this folder of ours, which may not exist yet.
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("cases.cache") }
    }

    /// The notes of a folder as they were listed last; none if nothing usable is there.
    pub(super) fn load(&self, folder: &Path) -> Vec<Arc<NoteFile>> {
        let small = fs::metadata(&self.path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
        let bytes = if small { fs::read(&self.path).ok() } else { None };
        bytes.and_then(|bytes| decode(&bytes, folder)).unwrap_or_default()
    }

    /// Remembers the notes of a folder.
    pub(super) fn save(&self, folder: &Path, files: &[Arc<NoteFile>], taken: Timestamp) -> io::Result<()> {
        let Some(bytes) = encode(folder, files, taken) else { return Ok(()) };
        write_whole(&self.path, &bytes)
    }

    /// The bytes with a right head and a right sum, for those who look for bytes that a cache cannot stand.
    pub fn sealed(bytes: &[u8]) -> Vec<u8> {
        let mut sealed = HEAD.to_vec();
        sealed.extend(bytes);
        let written = sum(&sealed);
        sealed.extend(written.to_le_bytes());
        sealed
    }

    /// Reads the bytes of a cache of any folder, for the same. Returns how many notes it holds.
    pub fn probe(bytes: &[u8]) -> Option<usize> {
        let folder = Reader { rest: bytes.strip_prefix(HEAD)? }.text()?;
        decode(bytes, Path::new(&folder)).map(|files| files.len())
    }
}

/// The bytes of a cache. None for a folder whose name is no text. Left out is what has to be read again in any case: what
/// cannot be read, what changed just now, what has a name that is no text.
fn encode(folder: &Path, files: &[Arc<NoteFile>], taken: Timestamp) -> Option<Vec<u8>> {
    let mut writer = Writer { bytes: HEAD.to_vec() };
    writer.text(folder.to_str()?);
    for file in files.iter().filter(|file| file.stamp.is_settled(taken)) {
        if let (Content::Note(summary), Some(path)) = (&file.content, file.path.to_str()) {
            writer.text(path);
            writer.bytes.extend(file.stamp.bytes.to_le_bytes());
            writer.bytes.extend(file.stamp.modified.to_le_bytes());
            writer.summary(summary);
        }
    }
    writer.bytes.extend(sum(&writer.bytes).to_le_bytes());
    Some(writer.bytes)
}

fn decode(bytes: &[u8], folder: &Path) -> Option<Vec<Arc<NoteFile>>> {
    let (content, written) = bytes.split_last_chunk::<8>()?;
    if u64::from_le_bytes(*written) != sum(content) {
        return None;
    }
    let mut reader = Reader { rest: content.strip_prefix(HEAD)? };
    if Path::new(&reader.text()?) != folder {
        return None;
    }
    let mut files = Vec::new();
    while !reader.rest.is_empty() {
        let path = PathBuf::from(reader.text()?);
        let stamp = Stamp { bytes: reader.number()?, modified: i128::from_le_bytes(*reader.chunk()?) };
        let content = Content::Note(reader.summary()?);
        files.push(Arc::new(NoteFile::new(path, stamp, content)));
    }
    Some(files)
}

/// FNV-1a over words of eight bytes: against torn writes and worn disks, not against malice.
fn sum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words.chain(rest.iter().copied().map(u64::from)).fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        // The upper half is brought down, since multiplication alone carries only upwards.
        let mixed = (hash ^ word).wrapping_mul(PRIME);
        mixed ^ (mixed >> 32)
    })
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, number: usize) {
        self.bytes.extend(u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }

    fn time(&mut self, at: Timestamp) {
        self.bytes.extend(at.as_nanosecond().to_le_bytes());
    }

    fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.bytes.push(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn summary(&mut self, summary: &Summary) {
        self.bytes.extend(summary.version.to_le_bytes());
        let Summary { id, title, shop, person, affected, amazon_case, .. } = summary;
        for text in [id, title, shop, person, affected, amazon_case] {
            self.text(text);
        }
        self.option(summary.stage.as_deref(), Self::text);
        match &summary.standing {
            Standing::Open => self.bytes.push(0),
            Standing::Solved { cause } => {
                self.bytes.push(1);
                self.option(cause.as_deref(), Self::text);
            }
            Standing::GivenUp => self.bytes.push(2),
        }
        self.option(summary.next_check, Self::time);
        self.option(summary.occurred_at, Self::time);
        self.time(summary.created_at);
        self.time(summary.updated_at);
        for count in [summary.answers, summary.entries, summary.attachments] {
            self.number(count);
        }
    }
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn chunk<const N: usize>(&mut self) -> Option<&'b [u8; N]> {
        let (chunk, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(chunk)
    }

    fn number(&mut self) -> Option<u64> {
        self.chunk().map(|bytes| u64::from_le_bytes(*bytes))
    }

    fn count(&mut self) -> Option<usize> {
        self.number().and_then(|number| usize::try_from(number).ok())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn time(&mut self) -> Option<Timestamp> {
        Timestamp::from_nanosecond(i128::from_le_bytes(*self.chunk()?)).ok()
    }

    #[expect(
        clippy::option_option,
        reason = "none where the bytes end or make no sense, some of what was written, which may be none"
    )]
    fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.chunk()? {
            [0] => Some(None),
            [1] => read(self).map(Some),
            _ => None,
        }
    }

    fn summary(&mut self) -> Option<Summary> {
        let version = u32::from_le_bytes(*self.chunk()?);
        let [id, title, shop, person] = [self.text()?, self.text()?, self.text()?, self.text()?];
        let [affected, amazon_case] = [self.text()?, self.text()?];
        let stage = self.option(Self::text)?;
        let standing = match self.chunk()? {
            [0] => Standing::Open,
            [1] => Standing::Solved { cause: self.option(Self::text)? },
            [2] => Standing::GivenUp,
            _ => return None,
        };
        Some(Summary {
            version,
            id,
            title,
            shop,
            person,
            affected,
            stage,
            standing,
            amazon_case,
            next_check: self.option(Self::time)?,
            occurred_at: self.option(Self::time)?,
            created_at: self.time()?,
            updated_at: self.time()?,
            answers: self.count()?,
            entries: self.count()?,
            attachments: self.count()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case::Case;

    fn files() -> Vec<Arc<NoteFile>> {
        let mut case = Case::new("2026-11-20T00:00:00Z".parse().unwrap(), "x");
        "朝から".clone_into(&mut case.title);
        case.stage = Some("G2".to_owned());
        case.next_check = Some("2026-11-22T09:00:00+09:00[Asia/Tokyo]".parse().unwrap());
        let mut solved = Summary::of(&case);
        solved.standing = Standing::Solved { cause: Some("C17".to_owned()) };
        let one = |name: &str, summary: Summary| {
            Arc::new(NoteFile::new(name.into(), Stamp { bytes: 7, modified: 1 }, Content::Note(summary)))
        };
        vec![one("/f/一.ron", Summary::of(&case)), one("/f/二.ron", solved)]
    }

    fn now() -> Timestamp {
        "2026-11-21T00:00:00Z".parse().unwrap()
    }

    fn bytes() -> Vec<u8> {
        encode(Path::new("/f"), &files(), now()).unwrap()
    }

    #[test]
    fn what_is_remembered_is_what_was_listed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(&folder.path().join("まだない"));
        assert!(cache.load(Path::new("/f")).is_empty());
        cache.save(Path::new("/f"), &files(), now()).unwrap();
        let (read, written) = (cache.load(Path::new("/f")), files());
        assert_eq!(read.len(), 2);
        for (read, written) in read.iter().zip(&written) {
            assert_eq!((&read.path, read.stamp), (&written.path, written.stamp));
            assert_eq!(read.summary(), written.summary());
        }
        assert!(cache.load(Path::new("/g")).is_empty(), "it is that of another folder");
        assert_eq!(Cache::probe(&bytes()), Some(2));
    }

    #[test]
    fn what_may_still_change_is_not_remembered() {
        let just_now = Timestamp::from_nanosecond(2_000_000_000).unwrap();
        assert_eq!(Cache::probe(&encode(Path::new("/f"), &files(), just_now).unwrap()), Some(0));
    }

    #[test]
    fn a_cache_that_is_not_whole_is_none() {
        let whole = bytes();
        for end in 0..whole.len() {
            assert!(decode(&whole[..end], Path::new("/f")).is_none(), "{end}");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut worn = whole.clone();
                worn[at] ^= 1 << bit;
                assert!(decode(&worn, Path::new("/f")).is_none(), "{at}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(mut bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0..200_usize) {
            // With a right head and sum, so that what stands between is read.
            let whole = super::tests::bytes();
            let mut content = whole[HEAD.len()..whole.len() - 8].to_vec();
            content.truncate(cut);
            content.append(&mut bytes);
            Cache::probe(&Cache::sealed(&content));
        }
    }
}
