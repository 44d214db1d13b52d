//! Tests of the findings about the machine as a whole.

use super::*;
use crate::environment::facts::Topic;
use crate::environment::findings::tests::made::{ids, machine, told};

fn disk(place: &str, free: u64) -> DiskFacts {
    DiskFacts { place: place.into(), free }
}

#[test]
fn little_space_is_told_with_the_fullest_disk_first() {
    let with = |disks| Machine { disks, ..machine() };
    let disks = vec![disk("~/b", 150_000_000), disk("~/a", 12_345_678), disk("~/c", 200_000_000)];
    let drafts = findings(&with(disks));
    assert_eq!(told(&drafts), [("disk.low", MACHINE)]);
    assert_eq!(drafts[0].value, "12 MB");
    let places: Vec<&str> = drafts[0].evidence.iter().map(|line| line.place.as_str()).collect();
    assert_eq!(places, ["~/a", "~/b"]);
    assert!(findings(&with(vec![disk("~", LITTLE)])).is_empty());
    assert_eq!(ids(&findings(&with(vec![disk("~", LITTLE - 1)]))), ["disk.low"]);
}

fn unread(subject: &str, state: ReadState) -> Unread {
    Unread { subject: subject.into(), topic: Topic::Cookies, path: "~/x".into(), state }
}

#[test]
fn what_is_not_permitted_is_told_in_one_finding() {
    let with = |unread| Machine { unread, ..machine() };
    let all = vec![
        unread("Safari / Safari", ReadState::NotAsked),
        unread("Chrome / 仕事", ReadState::Denied),
        unread("Chrome / 仕事", ReadState::Denied),
        unread("Edge / 仕事", ReadState::Locked),
    ];
    let drafts = findings(&with(all));
    assert_eq!(told(&drafts), [("app.no_permission", MACHINE)]);
    assert_eq!(drafts[0].value, "Chrome / 仕事、Safari / Safari");
    assert_eq!(drafts[0].evidence.len(), 3);
    for state in [
        ReadState::Absent,
        ReadState::Locked,
        ReadState::TooBig,
        ReadState::NotAFile,
        ReadState::Unparsable,
        ReadState::Unsupported,
        ReadState::TimedOut,
    ] {
        assert!(findings(&with(vec![unread("PC", state)])).is_empty(), "{state:?}");
    }
    let many = (0..9).map(|n| unread(&n.to_string(), ReadState::Denied)).collect();
    assert_eq!(findings(&with(many))[0].value, "0、1、2、3…");
}
