//! The rows of a list: notes, each with the copies that were made of it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use crate::case::originals;

use super::file::{Content, NoteFile};
use super::summary::{Standing, Summary};

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The note.
    pub file: Arc<NoteFile>,
    /// Copies that a synchronising program made of it, where two people changed it at once.
    pub copies: Vec<Arc<NoteFile>>,
}

impl Row {
    /// Where the note is.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// The note in brief, if it can be read.
    pub fn summary(&self) -> Option<&Summary> {
        self.file.summary()
    }

    /// What is in the file.
    pub fn content(&self) -> &Content {
        &self.file.content
    }

    /// Whether the case has not ended. A note that cannot be read asks for attention, too.
    pub fn is_open(&self) -> bool {
        self.summary().is_none_or(|summary| summary.standing == Standing::Open)
    }
}

/// Puts each copy with its note: same folder, the name that the copy's name tells of, the same id. What is the copy of no
/// note that is there is a row of its own, and so is every copy that cannot be read.
pub(super) fn group(files: &[Arc<NoteFile>]) -> Vec<Row> {
    let at: HashMap<&Path, usize> = files.iter().enumerate().map(|(at, file)| (&*file.path, at)).collect();
    let original = |file: &NoteFile| {
        let id = |file: &NoteFile| Some(file.summary()?.id.clone()).filter(|id| !id.is_empty());
        let own = id(file)?;
        let names = originals(file.path.file_name().and_then(OsStr::to_str)?);
        let others = names.iter().filter_map(|name| at.get(&*file.path.with_file_name(name)));
        // The shortest name, so that the copy of a copy stands with the note itself.
        let same = others.filter(|at| files.get(**at).and_then(|other| id(other)).as_ref() == Some(&own));
        same.min_by_key(|at| files.get(**at).map(|other| other.path.as_os_str().len())).copied()
    };
    let originals: Vec<Option<usize>> = files.iter().map(|file| original(file)).collect();
    let mut copies: HashMap<usize, Vec<Arc<NoteFile>>> = HashMap::new();
    for (file, original) in files.iter().zip(&originals) {
        if let Some(original) = original {
            copies.entry(*original).or_default().push(Arc::clone(file));
        }
    }
    let own = files.iter().zip(&originals).enumerate().filter(|(_, (_, original))| original.is_none());
    own.map(|(at, (file, _))| Row { file: Arc::clone(file), copies: copies.remove(&at).unwrap_or_default() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::folder::Stamp;
    use super::*;
    use crate::case::Case;

    fn file(name: &str, id: &str) -> Arc<NoteFile> {
        let mut case = Case::new(jiff::Timestamp::UNIX_EPOCH, "x");
        id.clone_into(&mut case.id);
        let content = Content::Note(Summary::of(&case));
        Arc::new(NoteFile::new(Path::new("/f").join(name), Stamp { bytes: 1, modified: 1 }, content))
    }

    #[test]
    fn copies_stand_with_their_note_if_they_are_the_same_note() {
        let files = [
            "a.ron 1",
            "a (1).ron 1",
            "a (1) (2).ron 1",
            "b (1).ron 2",
            "c.ron 3",
            "c-PC-02.ron 4",
            "d.ron ",
            "d (1).ron ",
        ];
        let files = files.map(|file| file.rsplit_once(' ').map(|(name, id)| self::file(name, id)).unwrap());
        let rows = group(&files);
        let names: Vec<(&str, usize)> = rows
            .iter()
            .map(|row| (row.path().file_name().unwrap().to_str().unwrap(), row.copies.len()))
            .collect();
        let alone = ["b (1).ron", "c.ron", "c-PC-02.ron", "d.ron", "d (1).ron"].map(|name| (name, 0));
        let expected: Vec<(&str, usize)> = [("a.ron", 2)].into_iter().chain(alone).collect();
        assert_eq!(names, expected);
    }
}
