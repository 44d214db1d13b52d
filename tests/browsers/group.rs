//! A browser with all of its processes, which are a group of their own.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus};

use crate::wait_for;

/// A group of processes, which is ended with this.
pub(crate) struct Group {
    leader: Child,
}

impl Group {
    /// Starts a program as the leader of a group.
    pub(crate) fn start(mut command: Command) -> Self {
        let leader = command.process_group(0).spawn();
        Self { leader: leader.expect("nsenter is there, of Debian's package util-linux") }
    }

    /// The process that was started first.
    pub(crate) fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    /// How the first process ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.leader.try_wait().unwrap()
    }

    /// Waits for the first process to end, which takes the others along.
    pub(crate) fn wait(mut self, name: &str) {
        wait_for(name, || self.ended());
    }

    /// Holds all of it, so that it writes nothing, but keeps its locks.
    pub(crate) fn hold(&self) {
        assert!(self.signal("STOP"));
    }

    /// Lets it go on.
    pub(crate) fn release(&self) {
        assert!(self.signal("CONT"));
    }

    fn signal(&self, name: &str) -> bool {
        let group = format!("-{}", self.leader.id());
        let sent = Command::new("/bin/kill").args(["-s", name, "--", &group]).output();
        sent.is_ok_and(|output| output.status.success())
    }
}

impl Drop for Group {
    /// As a power cut does. A group that has ended is not there to be told.
    fn drop(&mut self) {
        if self.leader.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal("KILL");
            self.leader.kill().ok();
        }
        self.leader.wait().ok();
    }
}
