//! Whatever does not end, can be ended.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

use login_triage::environment::{Cancelled, Report, Watch, online};

use super::certificates::{Authority, NOW};
use super::net::{Net, now, shared};
use super::servers::{Server, Stream, wait_for_the_end};
use super::{FINE, Pc, SELLER, TEXTS, amazon};

/// Longer than any test takes: what ends sooner was cancelled.
const LONG: Duration = Duration::from_hours(1);

#[derive(Default)]
struct Flag {
    cancelled: AtomicBool,
    steps: Mutex<Vec<(usize, usize, String)>>,
}

impl Watch for Flag {
    fn step(&self, done: usize, of: usize, what: &str) {
        self.steps.lock().unwrap().push((done, of, what.to_owned()));
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A check on a thread of its own, which may take its time.
struct Running {
    flag: Arc<Flag>,
    net: Arc<Net>,
    result: Receiver<Result<Report, Cancelled>>,
}

fn start(pc: Pc, net: Net) -> Running {
    let (net, internet) = shared(net.patience(LONG));
    let flag = Arc::new(Flag::default());
    let watch = Arc::clone(&flag);
    let (sender, result) = sync_channel(1);
    let work = move || {
        let result = online::check(&pc.root, &pc.report, &internet, &TEXTS, now(), &*watch);
        sender.send(result).ok();
    };
    thread::Builder::new().name("check".to_owned()).spawn(work).unwrap();
    Running { flag, net, result }
}

impl Running {
    /// Cancels it, and waits for its end.
    fn cancel(self) {
        self.flag.cancelled.store(true, Ordering::Relaxed);
        let result = self.result.recv_timeout(Duration::from_mins(1)).unwrap();
        assert_eq!(result, Err(Cancelled));
        self.net.release();
    }
}

/// Cancels a check of this machine when the server has heard of it.
fn cancel_when_heard(pc: Pc, net: Net, server: &Server) {
    let running = start(pc, net);
    server.wait();
    running.cancel();
}

#[test]
fn looking_up_a_name_can_be_ended() {
    let running = start(Pc::direct(), Net::new().hanging(SELLER));
    running.net.wait();
    running.cancel();
}

#[test]
fn waiting_for_a_connection_can_be_ended() {
    let running = start(Pc::direct(), Net::new().name(SELLER, &["203.0.113.1"]).hanging("203.0.113.1"));
    running.net.wait();
    running.cancel();
    let running = start(
        Pc::with_proxy("http://proxy:8080"),
        Net::new().name("proxy", &["203.0.113.1"]).hanging("203.0.113.1"),
    );
    running.net.wait();
    running.cancel();
}

#[test]
fn waiting_for_a_proxy_can_be_ended() {
    for kind in ["http", "socks5", "socks4", "https"] {
        let server = Server::start(|call, mut connection| {
            // The first connection only tries whether there is somebody.
            let mut byte = [0];
            std::io::Read::read_exact(&mut connection, &mut byte)?;
            call.note("asked");
            wait_for_the_end(&mut connection)
        });
        let net = Net::new().host("proxy", 8080, server.port);
        cancel_when_heard(Pc::with_proxy(&format!("{kind}://proxy:8080")), net, &server);
    }
}

#[test]
fn waiting_for_tls_can_be_ended() {
    let server = Server::silent();
    cancel_when_heard(Pc::direct(), Net::new().host(SELLER, 443, server.port), &server);
}

/// A Seller Central that does this when it has been asked.
fn answering(
    answer: impl Fn(&mut dyn Stream) -> std::io::Result<()> + Send + Sync + 'static,
) -> (Server, Net) {
    let authority = Authority::new("Public");
    let server = Server::tls(authority.server(&[SELLER], NOW), move |call, stream| {
        call.request(stream)?;
        answer(stream)
    });
    let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root);
    (server, net)
}

#[test]
fn waiting_for_an_answer_can_be_ended() {
    let (server, net) = answering(|stream| wait_for_the_end(&mut &mut *stream));
    cancel_when_heard(Pc::direct(), net, &server);
    let (server, net) = answering(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nX: ")?;
        stream.flush()?;
        wait_for_the_end(&mut &mut *stream)
    });
    cancel_when_heard(Pc::direct(), net, &server);
    // An answer that says over and over that the real one is still to come.
    let (server, net) = answering(|stream| {
        loop {
            stream.write_all(b"HTTP/1.1 103 Early Hints\r\n\r\n")?;
        }
    });
    cancel_when_heard(Pc::direct(), net, &server);
}

#[test]
fn waiting_for_a_script_can_be_ended() {
    let pc = || Pc::new(&[], &[("auto_proxy", "http://pac.example/proxy.pac")]);
    let silent = Server::silent();
    cancel_when_heard(pc(), Net::new().host("pac.example", 80, silent.port), &silent);
    let slow = Server::start(|call, mut connection| {
        call.request(&mut connection)?;
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\nfunction")?;
        wait_for_the_end(&mut connection)
    });
    cancel_when_heard(pc(), Net::new().host("pac.example", 80, slow.port), &slow);
    let asking = Server::plain(
        "HTTP/1.1 200 OK\r\n\r\nfunction FindProxyForURL(u, h) { return dnsResolve('hang') ? 'DIRECT' : 'DIRECT'; }",
    );
    let running = start(pc(), Net::new().host("pac.example", 80, asking.port).hanging("hang"));
    running.net.wait();
    running.cancel();
}

#[test]
fn what_is_cancelled_before_it_begins_contacts_nobody() {
    let (server, net) = amazon(FINE);
    let (net, internet) = shared(net);
    let flag = Flag::default();
    flag.cancelled.store(true, Ordering::Relaxed);
    let pc = Pc::direct();
    let result = online::check(&pc.root, &pc.report, &internet, &TEXTS, now(), &flag);
    assert_eq!(result, Err(Cancelled));
    assert!(net.looked_up().is_empty() && net.dialled().is_empty() && server.seen().is_empty());
}

#[test]
fn a_check_says_how_far_it_is() {
    let (_server, net) = amazon(FINE);
    let (_net, internet) = shared(net);
    let flag = Flag::default();
    let pc = Pc::direct();
    online::check(&pc.root, &pc.report, &internet, &TEXTS, now(), &flag).unwrap();
    let steps = flag.steps.into_inner().unwrap();
    let expected = [(0, "scripts"), (1, "proxies"), (2, "visit"), (3, "answer"), (4, "answer")];
    assert_eq!(steps, expected.map(|(done, what)| (done, 4, what.to_owned())));
}
