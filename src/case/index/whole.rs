//! The list as a whole: read once, kept up to date, asked again and again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::case::LoadError;

use super::cache::Cache;
use super::file::{Content, NoteFile};
use super::filter::{Choices, Counts, Filter, Order, Today};
use super::folder::{FolderError, Stamp, Walk, walk};
use super::parallel;
use super::rows::{Row, group};
use super::terms::Terms;
use super::texts::Needles;

/// Notes that one thread reads at a time.
const READ_AT_ONCE: usize = 4;
/// Notes that one thread looks through at a time.
const SEARCHED_AT_ONCE: usize = 128;

/// Whether somebody still wants what is being done.
pub type Stop<'s> = &'s (dyn Fn() -> bool + Sync);

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What the notes must have in them.
    pub terms: Terms,
    /// How they must be.
    pub filter: Filter,
    /// In which order they come.
    pub order: Order,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// How many there are in the folder.
    pub counts: Counts,
    /// What can be filtered by.
    pub choices: Arc<Choices>,
    /// Folders within the folder that cannot be read.
    pub unread: Vec<PathBuf>,
}

/// Whether a look at the folder showed anything new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Notes came, went or changed.
    Some,
}

/// The last search.
#[derive(Debug, Default)]
struct Searched {
    terms: Terms,
    /// Which of them was looked for first.
    word: String,
    hits: Vec<Hit>,
}

/// A row that has all terms.
#[derive(Debug)]
struct Hit {
    at: usize,
    /// Where its text has the first term.
    from: usize,
}

/// The notes of a folder.
#[derive(Debug)]
pub struct Index {
    folder: PathBuf,
    rows: Vec<Row>,
    choices: Arc<Choices>,
    unread: Vec<PathBuf>,
    /// All files that were read, with what they were; none for those that are no notes.
    known: HashMap<PathBuf, (Stamp, Option<Arc<NoteFile>>)>,
    /// When the folder was last looked at.
    taken: Timestamp,
    /// The order that was asked for last.
    order: Option<(Order, Vec<usize>)>,
    last: Option<Searched>,
}

impl Index {
    /// Lists a folder. What the cache still knows is not read again. `progress` is told how many of how many files
    /// were read, from any thread.
    pub fn read(
        folder: &Path,
        cache: Option<&Cache>,
        now: Timestamp,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Self, FolderError> {
        let remembered = cache.map(|cache| cache.load(folder)).unwrap_or_default();
        let known = remembered.into_iter().map(|file| (file.path.clone(), (file.stamp, Some(file))));
        let mut index = Self {
            folder: folder.to_owned(),
            rows: Vec::new(),
            choices: Arc::default(),
            unread: Vec::new(),
            known: known.collect(),
            // What is remembered had settled when it was read.
            taken: Timestamp::MAX,
            order: None,
            last: None,
        };
        let walk = walk(folder)?;
        index.take(walk, now, progress);
        Ok(index)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All rows, by path.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Folders within the folder that cannot be read.
    pub fn unread(&self) -> &[PathBuf] {
        &self.unread
    }

    /// Looks whether anything changed, and reads what did.
    pub fn refresh(&mut self, now: Timestamp) -> Result<Change, FolderError> {
        let walk = walk(&self.folder)?;
        let same = walk.unread == self.unread
            && walk.files.len() == self.known.len()
            && walk.files.iter().all(|(path, stamp)| self.remembered(path, *stamp).is_some());
        if same {
            self.taken = now;
            return Ok(Change::None);
        }
        self.take(walk, now, &|_, _| {});
        Ok(Change::Some)
    }

    /// Writes down what was listed, for the next start.
    pub fn remember(&self, cache: &Cache) -> std::io::Result<()> {
        let files: Vec<Arc<NoteFile>> = self.known.values().filter_map(|(_, file)| file.clone()).collect();
        cache.save(&self.folder, &files, self.taken)
    }

    /// What is known of a file, if it cannot have changed since it was read.
    fn remembered(&self, path: &Path, stamp: Stamp) -> Option<&Option<Arc<NoteFile>>> {
        let (known, file) = self.known.get(path)?;
        let momentary = |file: &NoteFile| matches!(file.content, Content::Unreadable(LoadError::Read { .. }));
        let certain =
            *known == stamp && stamp.is_settled(self.taken) && !file.as_deref().is_some_and(momentary);
        certain.then_some(file)
    }

    fn take(&mut self, walk: Walk, now: Timestamp, progress: &(dyn Fn(usize, usize) + Sync)) {
        let (kept, new): (Vec<_>, Vec<_>) =
            walk.files.into_iter().partition(|(path, stamp)| self.remembered(path, *stamp).is_some());
        let done = std::sync::atomic::AtomicUsize::new(0);
        let read = parallel::map(&new, READ_AT_ONCE, |(path, stamp)| {
            let file = NoteFile::read(path, *stamp).map(Arc::new);
            progress(1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed), new.len());
            file
        });
        let mut known = HashMap::with_capacity(kept.len() + new.len());
        for (path, stamp) in kept {
            if let Some((_, file)) = self.known.remove(&path) {
                known.insert(path, (stamp, file));
            }
        }
        known.extend(new.into_iter().zip(read).map(|((path, stamp), file)| (path, (stamp, file))));
        self.known = known;
        self.taken = now;
        let mut files: Vec<Arc<NoteFile>> =
            self.known.values().filter_map(|(_, file)| file.clone()).collect();
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        self.rows = group(&files);
        self.choices = Arc::new(Choices::of(&self.rows));
        self.unread = walk.unread;
        self.order = None;
        self.last = None;
    }

    /// The texts of all notes, for a search. Tells how many of how many were read. None if nobody wants it any more;
    /// what was read until then is kept.
    pub fn prepare(&self, stop: Stop<'_>, progress: &(dyn Fn(usize, usize) + Sync)) -> Option<()> {
        let missing: Vec<&NoteFile> = self.files().filter(|file| !file.has_text()).collect();
        let done = std::sync::atomic::AtomicUsize::new(0);
        parallel::map(&missing, READ_AT_ONCE, |file| {
            if !stop() {
                file.text();
                progress(1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed), missing.len());
            }
        });
        (!stop()).then_some(())
    }

    fn files(&self) -> impl Iterator<Item = &NoteFile> {
        self.rows.iter().flat_map(|row| [&row.file].into_iter().chain(&row.copies)).map(|file| &**file)
    }

    /// What was asked for. None if nobody wants it any more.
    pub fn ask(&mut self, query: &Query, today: Today, stop: Stop<'_>) -> Option<Found> {
        let hits = self.search(&query.terms, stop)?;
        let mut hit = vec![query.terms.is_empty(); self.rows.len()];
        for at in hits {
            if let Some(hit) = hit.get_mut(at) {
                *hit = true;
            }
        }
        if self.order.as_ref().is_none_or(|(order, _)| *order != query.order) {
            self.order = Some((query.order, query.order.of(&self.rows)));
        }
        let order = self.order.iter().flat_map(|(_, rows)| rows);
        let rows =
            order.filter(|at| hit.get(**at).is_some_and(|hit| *hit)).filter_map(|at| self.rows.get(*at));
        Some(Found {
            rows: rows.filter(|row| query.filter.shows(row, today)).cloned().collect(),
            counts: Counts::of(&self.rows, today),
            choices: Arc::clone(&self.choices),
            unread: self.unread.clone(),
        })
    }

    /// The rows that have all terms, or whose copies have them. Among those of the last search, where that is enough.
    fn search(&mut self, terms: &Terms, stop: Stop<'_>) -> Option<Vec<usize>> {
        if terms.is_empty() {
            return Some(Vec::new());
        }
        let earlier = self.last.take().filter(|last| terms.narrow(&last.terms));
        let earlier = earlier.unwrap_or_else(|| Searched {
            hits: (0..self.rows.len()).map(|at| Hit { at, from: 0 }).collect(),
            ..Searched::default()
        });
        let needles = Needles::beyond(terms, &earlier.terms, &earlier.word);
        let find = |hit: &Hit| {
            let row = self.rows.get(hit.at).filter(|_| !stop())?;
            if let Some(from) = needles.find_in(row.file.text(), hit.from) {
                return Some(Hit { at: hit.at, from });
            }
            let in_copy = row.copies.iter().any(|copy| needles.find_in(copy.text(), 0).is_some());
            in_copy.then_some(Hit { at: hit.at, from: 0 })
        };
        let found = parallel::map(&earlier.hits, SEARCHED_AT_ONCE, find);
        if stop() {
            return None;
        }
        let hits: Vec<Hit> = found.into_iter().flatten().collect();
        let rows = hits.iter().map(|hit| hit.at).collect();
        self.last = Some(Searched { terms: terms.clone(), word: needles.word(), hits });
        Some(rows)
    }
}

#[cfg(test)]
mod tests;
