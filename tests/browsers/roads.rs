//! The roads on which a browser may reach Amazon, on this machine alone: proxies that note what they are asked for and
//! refuse it, and a door that stands for Amazon's own.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::{SELLER, wait_for};

/// What a proxy answers, whatever it is asked for.
const REFUSAL: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// All of them.
pub(crate) struct Roads {
    /// The port of a proxy.
    pub(crate) proxy: u16,
    /// The port of another one.
    pub(crate) other: u16,
    /// The port of what stands for Amazon's own.
    pub(crate) door: u16,
    notes: Receiver<String>,
}

impl Roads {
    /// Opens them, until the test's process ends.
    pub(crate) fn open() -> Self {
        // More than any browser asks for in a test.
        let (send, notes) = sync_channel(65536);
        let [proxy, other] = [(); 2].map(|()| listen(&send, through));
        let door = listen(&send, |_, _| Some("direct".to_owned()));
        Self { proxy, other, door, notes }
    }

    /// The browser takes this road: `direct` or `proxy 127.0.0.1:port`, as the program writes them. It may take a
    /// moment until it has taken notice of new settings; then it stays on it.
    #[track_caller]
    pub(crate) fn assert_taken(&self, road: &str, what: &str, mut ask: impl FnMut()) {
        let mut taken = || {
            self.notes.try_iter().for_each(drop);
            ask();
            let mut taken: Vec<String> = self.notes.try_iter().collect();
            taken.dedup();
            taken
        };
        wait_for(&format!("the road {road} with {what}"), || (taken() == [road]).then_some(()));
        assert_eq!(taken(), [road], "{what}");
    }

    /// The road through a proxy on this port.
    pub(crate) fn through(port: u16) -> String {
        format!("proxy 127.0.0.1:{port}")
    }
}

/// Listens on a port of the loopback address; notes what `note` makes of each connection.
fn listen(send: &SyncSender<String>, note: fn(u16, TcpStream) -> Option<String>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let send = send.clone();
    let serve = move || {
        for connection in listener.incoming().flatten() {
            let send = send.clone();
            // A browser opens connections in advance and may leave them: each has its own thread.
            let connection = move || note(port, connection).map(|note| send.send(note).ok());
            thread::Builder::new().name("connection".to_owned()).spawn(connection).unwrap();
        }
    };
    thread::Builder::new().name("road".to_owned()).spawn(serve).unwrap();
    port
}

/// A proxy: noted if it is asked for Amazon, by HTTP (`CONNECT host:443`) or SOCKS 5.
fn through(port: u16, mut connection: TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte).ok()?;
        request.push(byte[0]);
        if request == [5, 1, 0] {
            return through_socks(port, connection);
        }
    }
    // Noted before it is answered: when the browser has its answer, the note is there.
    let is_seller = request.starts_with(format!("CONNECT {SELLER}:443 ").as_bytes());
    let note = is_seller.then(|| Roads::through(port));
    thread::Builder::new()
        .name("refusal".to_owned())
        .spawn(move || {
            connection.write_all(REFUSAL).ok();
        })
        .unwrap();
    note
}

/// Without a password; the address is a name, after five bytes, the last of which is its length.
fn through_socks(port: u16, mut connection: TcpStream) -> Option<String> {
    connection.write_all(&[5, 0]).ok()?;
    let mut start = [0; 5];
    connection.read_exact(&mut start).ok()?;
    let mut name = vec![0; usize::from(start[4])];
    connection.read_exact(&mut name).ok()?;
    (name == SELLER.as_bytes()).then(|| Roads::through(port))
}
