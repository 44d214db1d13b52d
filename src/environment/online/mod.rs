//! The check of the connection: the only part of this program that reaches a network, and only after a click.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{Cancelled, Report, Root, Watch};
use crate::knowledge::FindingText;

/// The network, as the check reaches it. Everything that leaves this machine goes through here, so that a test can
/// stand in for it and see that nothing else does.
pub trait Internet: Send + Sync {
    /// The addresses of a host, as the operating system has them. May take as long as the operating system likes.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
    /// A connection, or an error when `patience` is over.
    fn connect(&self, to: SocketAddr, patience: Duration) -> io::Result<TcpStream>;
}

/// The network of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Live;

impl Internet for Live {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        use std::net::ToSocketAddrs as _;
        Ok((host, 443).to_socket_addrs()?.map(|address| address.ip()).collect())
    }

    fn connect(&self, to: SocketAddr, patience: Duration) -> io::Result<TcpStream> {
        TcpStream::connect_timeout(&to, patience)
    }
}

/// Checks the connection by the roads of a report, and says anew what follows from everything that is known.
pub fn check(
    _root: &Arc<Root>,
    report: &Report,
    _internet: &Arc<dyn Internet>,
    texts: &[FindingText],
    _now: Timestamp,
    watch: &dyn Watch,
) -> Result<Report, Cancelled> {
    if watch.cancelled() {
        return Err(Cancelled);
    }
    Ok(Report::of((*report.machine).clone(), texts))
}
