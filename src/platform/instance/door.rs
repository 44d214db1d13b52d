//! Where the first start can be reached: a named pipe of Windows, elsewhere a socket among the files of the same user.
//!
//! Its name and a word that nobody can guess stand in a file in the program's own folder, which only this user reads.

use std::fs;
use std::io;
use std::path::Path;
#[cfg(not(windows))]
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::case::{random_id, write_whole};

#[cfg(windows)]
pub(super) use interprocess::local_socket::{Listener, Stream};
#[cfg(not(windows))]
pub(super) use std::os::unix::net::{UnixListener as Listener, UnixStream as Stream};

/// The name of the file.
const FILE: &str = "door.json";
/// A larger file is none of ours.
const LARGEST: u64 = 64 * 1024;
const VERSION: u32 = 1;

/// Where the first start can be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Door {
    version: u32,
    /// The path of a socket, or the name of a pipe.
    name: String,
    /// What whoever comes has to say.
    pub(super) key: String,
    /// On which desktop its window is.
    pub(super) desktop: String,
}

impl Door {
    /// Opens a door and writes down where it is. Whatever stands there is of a program that has ended.
    pub(super) fn open(folder: &Path, desktop: &str) -> io::Result<(Self, Listener)> {
        let name = new_name(folder)?;
        let listener = listen(&name)?;
        let key = format!("{}{}", random_id(), random_id());
        let door = Self { version: VERSION, name, key, desktop: desktop.to_owned() };
        let text = serde_json::to_string(&door)?;
        write_whole(&folder.join(FILE), text.as_bytes())?;
        Ok((door, listener))
    }

    /// Where the first start says that it can be reached.
    pub(super) fn find(folder: &Path) -> Option<Self> {
        let path = folder.join(FILE);
        let found = fs::metadata(&path).ok().filter(|found| found.is_file() && found.len() <= LARGEST)?;
        let bytes = if found.len() > 0 { fs::read(&path).ok()? } else { return None };
        serde_json::from_slice(&bytes).ok().filter(|door: &Self| door.version == VERSION)
    }

    /// Goes to the door. May wait for as long as the other one does not come to it.
    pub(super) fn knock(&self) -> io::Result<Stream> {
        connect(&self.name)
    }

    /// Nobody is there any more. Whoever waits behind the door for the next one is woken.
    pub(super) fn shut(&self, folder: &Path) {
        if let Err(error) = fs::remove_file(folder.join(FILE)) {
            log::debug!("the file of the door stays: {error}");
        }
        if let Err(error) = self.knock() {
            log::debug!("nobody is behind the door: {error}");
        }
        remove(&self.name);
    }
}

/// The desktop on which windows of this program appear. A user may have two at once, and a window on the other one
/// cannot be seen.
#[cfg(not(windows))]
pub(super) fn desktop() -> String {
    let value = |name: &str| std::env::var(name).unwrap_or_default();
    format!("{}|{}", value("WAYLAND_DISPLAY"), value("DISPLAY"))
}

/// The session, of which Remote Desktop makes several on a server.
#[cfg(windows)]
pub(super) fn desktop() -> String {
    let pid = sysinfo::Pid::from_u32(std::process::id());
    let Ok(mut system) = sysinfo::System::new() else { return String::new() };
    let only = sysinfo::ProcessRefreshKind::nothing();
    system.refresh_processes_specifics(sysinfo::ProcessesToUpdate::Some(&[pid]), false, only);
    let session = system.process(pid).and_then(sysinfo::Process::session_id);
    session.map(|session| session.to_string()).unwrap_or_default()
}

#[cfg(windows)]
fn new_name(_folder: &Path) -> io::Result<String> {
    Ok(format!("login-triage-{}", random_id()))
}

#[cfg(windows)]
fn address(name: &str) -> io::Result<interprocess::local_socket::Name<'_>> {
    use interprocess::local_socket::ToNsName as _;
    name.to_ns_name::<interprocess::local_socket::GenericNamespaced>()
}

#[cfg(windows)]
fn connect(name: &str) -> io::Result<Stream> {
    use interprocess::local_socket::traits::Stream as _;
    Stream::connect(address(name)?)
}

/// A pipe goes with whoever has opened it.
#[cfg(windows)]
fn remove(_name: &str) {}

/// Who comes to the door, one after the other.
#[cfg(windows)]
pub(super) fn come(listener: &Listener) -> io::Result<Stream> {
    use interprocess::local_socket::traits::Listener as _;
    listener.accept()
}

/// Pipes of Windows know no such limit.
#[cfg(windows)]
pub(super) fn listen_no_longer_than(_stream: &Stream, _patience: Duration) -> io::Result<()> {
    Ok(())
}

/// A pipe that its owner may use, and nobody else; not over a network.
#[cfg(windows)]
fn listen(name: &str) -> io::Result<Listener> {
    use interprocess::os::windows::local_socket::ListenerOptionsExt as _;
    use interprocess::os::windows::security_descriptor::SecurityDescriptor;
    /// Protected from inheriting; all rights for the owner:
    /// <https://learn.microsoft.com/windows/win32/secauthz/ace-strings>.
    const OWNER_ONLY: &str = "D:P(A;;GA;;;OW)";
    let owner_only = widestring::U16CString::from_str_truncate(OWNER_ONLY);
    let owner_only = SecurityDescriptor::deserialize(&owner_only)?;
    let options = interprocess::local_socket::ListenerOptions::new();
    options.name(address(name)?).security_descriptor(owner_only).create_sync()
}

/// Folders of the user alone that are short: of this session on Linux, for temporary files on macOS.
#[cfg(not(windows))]
const SHORT_FOLDERS: [&str; 2] = ["XDG_RUNTIME_DIR", "TMPDIR"];

/// In our own folder; where its path is too long for a socket, in a folder of the user that is shorter.
#[cfg(not(windows))]
fn new_name(folder: &Path) -> io::Result<String> {
    /// 104 on macOS, 108 on Linux, with the zero at the end.
    const LONGEST: usize = 103;
    let fits = |path: &PathBuf| path.as_os_str().len() <= LONGEST;
    let own = Some(folder.join("socket")).filter(fits);
    // The same for the same folder, so that one that was left there is found and replaced.
    let name = format!("login-triage-{:08x}.socket", crc32fast::hash(folder.as_os_str().as_encoded_bytes()));
    let short = || {
        let folders =
            SHORT_FOLDERS.into_iter().filter_map(|variable| Some(PathBuf::from(std::env::var_os(variable)?)));
        folders
            .filter(|folder| folder.is_absolute() && is_private(folder))
            .map(|folder| folder.join(&name))
            .find(fits)
    };
    let path = own.or_else(short).and_then(|path| path.into_os_string().into_string().ok());
    path.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidFilename, "no short path for a socket"))
}

#[cfg(not(windows))]
fn is_private(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(folder).is_ok_and(|found| found.is_dir() && found.permissions().mode().trailing_zeros() >= 6)
}

#[cfg(not(windows))]
fn connect(name: &str) -> io::Result<Stream> {
    Stream::connect(name)
}

#[cfg(not(windows))]
fn remove(name: &str) {
    if let Err(error) = fs::remove_file(name) {
        log::debug!("the socket of the door stays: {error}");
    }
}

/// Who comes to the door, one after the other.
#[cfg(not(windows))]
pub(super) fn come(listener: &Listener) -> io::Result<Stream> {
    listener.accept().map(|(stream, _address)| stream)
}

/// How long somebody may take to say something.
#[cfg(not(windows))]
pub(super) fn listen_no_longer_than(stream: &Stream, patience: Duration) -> io::Result<()> {
    stream.set_read_timeout(Some(patience))
}

/// A socket in a folder of this user alone. One that is left there is of a program that has ended.
#[cfg(not(windows))]
fn listen(name: &str) -> io::Result<Listener> {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    if fs::symlink_metadata(name).is_ok_and(|found| found.file_type().is_socket()) {
        fs::remove_file(name)?;
    }
    let listener = Listener::bind(name)?;
    fs::set_permissions(name, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}
