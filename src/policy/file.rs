//! Reading the file, and whether an administrator alone can change it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::parse::{Person, parse};
use super::{Fault, MAX_BYTES, Policy, Standing};

/// Who is to own the file on Unix, and the folder it lies in: nobody else may change either.
///
/// On Windows, rights are a matter of lists that no safe call reads. There the administrator has to set them, as
/// `docs/it-departments.md` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner(pub u32);

impl Owner {
    /// root.
    pub const ADMINISTRATOR: Self = Self(0);
}

/// What a file decides for a person. Without a file, nothing.
pub fn read(path: &Path, person: &Person, owner: Owner) -> Policy {
    let followed = match bytes(path, owner) {
        Ok(None) => return Policy::default(),
        Ok(Some(bytes)) => parse(&bytes, person),
        Err(fault) => Err(fault),
    };
    match followed {
        Ok(policy) => Policy { standing: Standing::Followed(path.to_owned()), ..policy },
        Err(fault) => Policy::unusable(path, fault),
    }
}

/// What is in the file; none if there is no file. What it is and who can change it is looked at before it is opened: a
/// pipe would wait for its writer.
fn bytes(path: &Path, owner: Owner) -> Result<Option<Vec<u8>>, Fault> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        // Also where a link leads nowhere: somebody meant to decide something.
        Err(error) if is_absent(&error) && fs::symlink_metadata(path).is_err() => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    if !about.is_file() || about.len() > MAX_BYTES {
        return Err(Fault::NotAFile);
    }
    only_theirs(path, owner)?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES { Err(Fault::NotAFile) } else { Ok(Some(bytes)) }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::Unreadable(error.to_string())
}

/// Fails where somebody else can change the file, or put another one in its place: by the folder that it is looked up
/// in, or the one that a link leads to. What is above them is the operating system's own.
#[cfg(unix)]
fn only_theirs(path: &Path, owner: Owner) -> Result<(), Fault> {
    use std::os::unix::fs::MetadataExt as _;

    /// The bits by which a group, or everybody, may write.
    const WRITABLE: u32 = 0o022;

    let real = path.canonicalize().map_err(|error| unreadable(&error))?;
    let folders = [path.parent(), real.parent()];
    for place in folders.into_iter().flatten().chain([real.as_path()]) {
        let about = fs::metadata(place).map_err(|error| unreadable(&error))?;
        if about.uid() != owner.0 || about.mode() & WRITABLE != 0 {
            return Err(Fault::OpenToAll(place.to_owned()));
        }
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn only_theirs(_path: &Path, _owner: Owner) -> Result<(), Fault> {
    Ok(())
}
