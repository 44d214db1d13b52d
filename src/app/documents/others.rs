//! Other open notes of the same shop: one case at Amazon is enough.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::case::index::{Cache, Index, same_name};

/// What is known of other open notes of the same shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Nobody could be asked: the shop has no name, or there is no folder.
    #[default]
    Unasked,
    /// The folder is being read.
    Reading,
    /// These, the latest first.
    Known(Arc<Vec<OtherNote>>),
    /// The folder cannot be read.
    Failed,
}

/// Another open note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherNote {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called.
    pub title: String,
    /// The id of its inquiry at Amazon.
    pub amazon_case: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What other notes are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OthersJob {
    /// The folder of the notes.
    pub folder: PathBuf,
    /// The folder in which the list of cases is remembered.
    pub cache: Option<PathBuf>,
    /// The note that is not another one.
    pub id: String,
    /// The shop.
    pub shop: String,
}

/// Looks for them. Reads every note that the cache does not know; to be called from a worker thread. None if the folder
/// cannot be read; a folder that is not there yet holds no notes.
pub(in crate::app) fn look(job: &OthersJob, now: Timestamp) -> Option<Vec<OtherNote>> {
    if !job.folder.exists() {
        return Some(Vec::new());
    }
    let cache = job.cache.as_deref().map(Cache::in_folder);
    let index = Index::read(&job.folder, cache.as_ref(), now, &|_, _| {}).ok()?;
    let open = index.rows().iter().filter(|row| row.is_open());
    let mut notes: Vec<OtherNote> = open
        .filter_map(|row| Some((row.path(), row.summary()?)))
        .filter(|(_, summary)| summary.id != job.id && same_name(&summary.shop, &job.shop))
        .map(|(path, summary)| OtherNote {
            path: path.to_owned(),
            title: summary.title.clone(),
            amazon_case: summary.amazon_case.clone(),
            updated_at: summary.updated_at,
        })
        .collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.updated_at));
    Some(notes)
}
