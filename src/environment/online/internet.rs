//! The network, as the check reaches it.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use jiff::Timestamp;

/// How long one host, one proxy or one script may take in all. A page that takes longer is one that does not open.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The network, as the check reaches it. Everything that leaves this machine goes through here, so that a test can
/// stand in for it and see that nothing else does.
pub trait Internet: Send + Sync {
    /// The addresses of a host, as the operating system has them. May take as long as the operating system likes.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;

    /// A connection, or an error when `patience` is over.
    fn connect(&self, to: SocketAddr, patience: Duration) -> io::Result<TcpStream>;

    /// The time, by the clock of this machine.
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// How long one host, one proxy or one script may take in all.
    fn patience(&self) -> Duration {
        PATIENCE
    }

    /// The certificates that this machine trusts.
    fn system_roots(&self) -> Roots {
        Roots::Usual
    }

    /// The certificates that everybody trusts.
    fn public_roots(&self) -> Roots {
        Roots::Usual
    }
}

/// Certificates that are trusted to vouch for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Roots {
    /// The operating system's, or those that Mozilla keeps for the public.
    Usual,
    /// These alone, as DER.
    These(Vec<Vec<u8>>),
}

/// The network of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Live;

impl Internet for Live {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 443).to_socket_addrs()?.map(|address| address.ip()).collect())
    }

    fn connect(&self, to: SocketAddr, patience: Duration) -> io::Result<TcpStream> {
        TcpStream::connect_timeout(&to, patience)
    }
}
