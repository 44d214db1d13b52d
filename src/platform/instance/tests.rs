//! Starts of one process: the lock and the door know no difference. Real processes are in `tests/instance.rs`.

use std::sync::mpsc;

use super::*;

fn first_in(folder: &Path) -> Arc<Instance> {
    match claim_in(folder, None, "here") {
        Claim::First(instance) => instance,
        other => panic!("not the first: {other:?}"),
    }
}

/// A window that takes what comes, on a thread; what it took is received.
fn window_of(instance: &Arc<Instance>) -> mpsc::Receiver<HandedOver> {
    let (ring, rung) = mpsc::sync_channel(8);
    let (tell, told) = mpsc::sync_channel(8);
    instance.attend(move || {
        ring.try_send(()).ok();
    });
    let taker = Arc::downgrade(instance);
    thread::Builder::new()
        .name("window".to_owned())
        .spawn(move || {
            while rung.recv().is_ok() {
                let Some(instance) = taker.upgrade() else { return };
                instance.take().into_iter().for_each(|handed| tell.send(handed).unwrap_or_default());
            }
        })
        .unwrap();
    told
}

fn later(folder: &Path, case: Option<&str>) -> Claim {
    claim_in(folder, case.map(Path::new), "here")
}

#[test]
fn a_later_start_hands_its_note_over_and_a_next_first_one_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let instance = first_in(folder.path());
    let taken = window_of(&instance);
    let note = folder.path().join("記録.case.ron");
    assert!(matches!(later(folder.path(), note.to_str()), Claim::HandedOver));
    assert_eq!(taken.recv_timeout(PATIENCE).unwrap(), HandedOver { case: Some(note) });
    assert!(matches!(later(folder.path(), None), Claim::HandedOver));
    assert_eq!(taken.recv_timeout(PATIENCE).unwrap(), HandedOver { case: None });
    // A path is made whole.
    assert!(matches!(later(folder.path(), Some("a.case.ron")), Claim::HandedOver));
    let whole = std::env::current_dir().unwrap().join("a.case.ron");
    assert_eq!(taken.recv_timeout(PATIENCE).unwrap(), HandedOver { case: Some(whole) });
    drop(instance);
    let next = first_in(folder.path());
    assert!(next.door.is_some());
}

/// Waits until a later start has said what it wants.
fn until_heard(instance: &Instance) {
    while !instance.inbox.has_something() {
        thread::yield_now();
    }
}

#[test]
fn what_is_handed_over_before_the_window_is_there_is_kept_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let instance = first_in(folder.path());
    thread::scope(|scope| {
        let later = scope.spawn(|| later(folder.path(), None));
        until_heard(&instance);
        let taken = window_of(&instance);
        assert_eq!(taken.recv_timeout(PATIENCE).unwrap(), HandedOver { case: None });
        assert!(matches!(later.join().unwrap(), Claim::HandedOver));
    });
}

#[test]
fn a_window_that_takes_nothing_keeps_no_later_start_from_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let instance = first_in(folder.path());
    instance.attend(|| {});
    assert!(matches!(later(folder.path(), None), Claim::Alone(Alone::NoAnswer)));
    // Nor is it opened a second time when the window wakes up.
    assert_eq!(instance.take(), []);
}

#[test]
fn a_start_that_waits_for_one_that_ends_is_the_next_first_one() {
    let folder = tempfile::tempdir().unwrap();
    let instance = first_in(folder.path());
    thread::scope(|scope| {
        let later = scope.spawn(|| later(folder.path(), None));
        until_heard(&instance);
        drop(instance);
        assert!(matches!(later.join().unwrap(), Claim::First(_)));
    });
}

#[test]
fn another_desktop_has_a_window_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let _instance = first_in(folder.path());
    assert!(matches!(claim_in(folder.path(), None, "elsewhere"), Claim::Alone(Alone::OutOfReach)));
}

#[test]
fn where_no_folder_can_be_made_a_start_is_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(later(&file.join("instance"), None), Claim::Alone(Alone::OutOfReach)));
}

/// What the first one answers to bytes of anybody: all of it, as text.
fn said_to(folder: &Path, bytes: &[u8]) -> String {
    let mut stream = Door::find(folder).unwrap().knock().unwrap();
    // It may have heard enough before the end.
    stream.write_all(bytes).ok();
    let mut said = Vec::new();
    stream.read_to_end(&mut said).ok();
    String::from_utf8(said).unwrap()
}

#[test]
fn what_is_no_request_is_let_be_and_the_next_one_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let instance = first_in(folder.path());
    let taken = window_of(&instance);
    let refused = message::write_answer(Answer::Refused);
    assert_eq!(said_to(folder.path(), b"\x00\xff\xfe garbage \x01\n"), refused);
    assert_eq!(said_to(folder.path(), b"{\"version\":2,\"key\":\"k\",\"open\":[]}\n"), refused);
    assert_eq!(said_to(folder.path(), b"{\"version\":1,\"key\":\"guessed\",\"case\":null}\n"), "");
    // A megabyte without an end is not read to its end.
    assert!(matches!(
        &*said_to(folder.path(), &vec![b'a'; 1024 * 1024]),
        "" | "{\"version\":1,\"answer\":\"refused\"}\n"
    ));
    // Somebody who says nothing keeps nobody out.
    let _silent = Door::find(folder.path()).unwrap().knock().unwrap();
    assert!(matches!(later(folder.path(), None), Claim::HandedOver));
    assert_eq!(taken.recv_timeout(PATIENCE).unwrap(), HandedOver { case: None });
    assert!(taken.try_recv().is_err());
}

#[cfg(unix)]
#[test]
fn nobody_else_can_look_in() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("instance");
    let _instance = first_in(&own);
    let mode = |path: &Path| std::fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&own), 0o700);
    let socket = own.join("socket");
    assert!(std::fs::symlink_metadata(&socket).unwrap().file_type().is_socket());
    assert_eq!(mode(&socket), 0o600);
}
