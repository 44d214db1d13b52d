//! Servers on the loopback address: Amazon's, proxies, and others that behave badly.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A server that lives as long as the test's process.
pub struct Server {
    /// Its port on the loopback address.
    pub port: u16,
    seen: Arc<Mutex<Vec<String>>>,
    heard: Receiver<()>,
}

/// One connection to a server.
pub struct Call {
    seen: Arc<Mutex<Vec<String>>>,
    heard: SyncSender<()>,
}

/// Anything that bytes go through.
pub trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

impl Call {
    /// Reads the head of a request, and notes it.
    pub fn request(&self, from: &mut dyn Read) -> io::Result<String> {
        let mut head = String::new();
        // One byte at a time, so that nothing is taken of what follows.
        let mut byte = [0];
        while !head.ends_with("\r\n\r\n") {
            from.read_exact(&mut byte)?;
            head.push(char::from(byte[0]));
        }
        self.note(&head);
        Ok(head)
    }

    /// Notes that something was heard.
    pub fn note(&self, what: &str) {
        self.seen.lock().unwrap().push(what.to_owned());
        // A test that does not wait for it may have ended.
        self.heard.try_send(()).ok();
    }
}

impl Server {
    /// Each connection is answered on a thread of its own.
    pub fn start(answer: impl Fn(&Call, TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let (sender, heard) = sync_channel(64);
        let answer = Arc::new(answer);
        let noted = Arc::clone(&seen);
        let serve = move || {
            for connection in listener.incoming().flatten() {
                let call = Call { seen: Arc::clone(&noted), heard: sender.clone() };
                let answer = Arc::clone(&answer);
                // Who asks may go away at any moment.
                let one = move || drop(answer(&call, connection));
                thread::Builder::new().name("connection".to_owned()).spawn(one).unwrap();
            }
        };
        thread::Builder::new().name("server".to_owned()).spawn(serve).unwrap();
        Self { port, seen, heard }
    }

    /// A server over TLS.
    pub fn tls(
        config: Arc<ServerConfig>,
        answer: impl Fn(&Call, &mut dyn Stream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::start(move |call, connection| {
            let tls = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
            let mut stream = StreamOwned::new(tls, connection);
            answer(call, &mut stream)?;
            stream.conn.send_close_notify();
            stream.flush()
        })
    }

    /// A server over TLS that answers every request with the same head.
    pub fn page(config: Arc<ServerConfig>, head: &str) -> Self {
        let head = head.to_owned();
        Self::tls(config, move |call, stream| {
            call.request(stream)?;
            stream.write_all(head.as_bytes())
        })
    }

    /// A server without TLS that answers every request with the same bytes.
    pub fn plain(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |call, mut connection| {
            call.request(&mut connection)?;
            connection.write_all(&answer)
        })
    }

    /// A server that takes connections and never says anything.
    pub fn silent() -> Self {
        Self::start(|call, mut connection| {
            call.note("connected");
            wait_for_the_end(&mut connection)
        })
    }

    /// A proxy with HTTP's CONNECT that leads to a port of this machine, whatever it is asked for.
    pub fn proxy(to: u16) -> Self {
        Self::start(move |call, mut connection| {
            call.request(&mut connection)?;
            connection.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
            join(connection, to)
        })
    }

    /// A proxy with SOCKS 5 that leads to a port of this machine, whatever it is asked for.
    pub fn socks5(to: u16) -> Self {
        Self::start(move |call, mut connection| {
            let mut greeting = [0; 3];
            connection.read_exact(&mut greeting)?;
            connection.write_all(&[5, 0])?;
            let mut start = [0; 5];
            connection.read_exact(&mut start)?;
            let mut host = vec![0; usize::from(start[4])];
            connection.read_exact(&mut host)?;
            call.note(&String::from_utf8_lossy(&host));
            connection.read_exact(&mut [0; 2])?;
            connection.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
            join(connection, to)
        })
    }

    /// What was heard, in order: the heads of requests, for the most part.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until something is heard.
    pub fn wait(&self) {
        self.heard.recv_timeout(Duration::from_mins(1)).unwrap();
    }
}

/// Reads until the other side hangs up.
pub fn wait_for_the_end(connection: &mut dyn Read) -> io::Result<()> {
    io::copy(connection, &mut io::sink()).map(drop)
}

/// Sends everything on in both directions.
fn join(connection: TcpStream, port: u16) -> io::Result<()> {
    let there = TcpStream::connect(("127.0.0.1", port))?;
    let (mut from, mut to) = (connection.try_clone()?, there.try_clone()?);
    let forth = move || {
        io::copy(&mut from, &mut to).ok();
        to.shutdown(Shutdown::Write).ok();
    };
    let forth = thread::Builder::new().name("forth".to_owned()).spawn(forth)?;
    let mut back = BufReader::new(there);
    let mut out = connection;
    loop {
        let piece = back.fill_buf()?;
        let count = piece.len();
        if count == 0 || out.write_all(piece).is_err() {
            break;
        }
        back.consume(count);
    }
    out.shutdown(Shutdown::Both).ok();
    forth.join().ok();
    Ok(())
}
