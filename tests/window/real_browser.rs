//! The button, and Debian's Chromium: which page comes up in which kind of window. Every name leads to a server of the
//! test's own, which sees what the browser asks for; a private window is told by the cookie that it does not bring.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use login_triage::app::Settings;
use login_triage::app::opening::OpeningSettings;
use login_triage::platform::browsers::Chosen;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::{Begin, Outside, Window};

const HOST: &str = "sellercentral.amazon.co.jp";
/// Longer than a browser takes to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// What the seller's page was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Visit {
    path: String,
    /// Whether the browser has been here before, in this kind of window.
    is_known: bool,
}

/// A server that stands for Amazon's.
struct Server {
    port: u16,
    visits: Receiver<Visit>,
}

impl Server {
    fn start() -> Self {
        let made = rcgen::generate_simple_self_signed(vec![HOST.to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let (config, listener) = (Arc::new(config), TcpListener::bind("127.0.0.1:0").unwrap());
        let port = listener.local_addr().unwrap().port();
        let (send, visits) = sync_channel(64);
        let serve = move || {
            for connection in listener.incoming().flatten() {
                let (config, send) = (Arc::clone(&config), send.clone());
                // A browser opens connections in advance and may leave them: each has its own thread.
                let connection = move || drop(answer(connection, config, &send));
                thread::Builder::new().name("connection".to_owned()).spawn(connection).unwrap();
            }
        };
        thread::Builder::new().name("server".to_owned()).spawn(serve).unwrap();
        Self { port, visits }
    }

    /// The next page of the seller's that is asked for.
    fn visit(&self) -> Visit {
        self.visits.recv_timeout(PATIENCE).expect("Chromium, of Debian's package chromium, asks for the page")
    }
}

fn answer(
    connection: TcpStream,
    config: Arc<ServerConfig>,
    visits: &SyncSender<Visit>,
) -> std::io::Result<()> {
    let tls = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut request = BufReader::new(StreamOwned::new(tls, connection));
    let mut lines: Vec<String> = Vec::new();
    loop {
        let mut line = String::new();
        if request.read_line(&mut line)? <= 2 {
            break;
        }
        lines.push(line.trim_end().to_lowercase());
    }
    let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let is_sellers = lines.iter().any(|line| *line == format!("host: {HOST}"));
    if is_sellers && path != "/favicon.ico" {
        let is_known = lines.iter().any(|line| line.starts_with("cookie:") && line.contains("known=1"));
        visits.send(Visit { path, is_known }).ok();
    }
    let body = "<title>Seller Central</title>";
    write!(
        request.get_mut(),
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\
         Set-Cookie: known=1; Secure; Max-Age=3600\r\n\r\n{body}",
        body.len()
    )?;
    request.get_mut().flush()
}

/// A machine whose Chromium is the real one, without a window, with a home of its own.
struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    fn new(port: u16) -> Self {
        // A short path: browsers make sockets below it.
        let machine = Self { dir: tempfile::Builder::new().prefix("lt-").tempdir().unwrap() };
        let program = machine.root().join("usr/bin/chromium");
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        let home = machine.dir.path().display();
        // The remote control over pipes that have names; the browser itself keeps them open.
        let script = format!(
            "#!/bin/sh\nset -e\nexport HOME='{home}'\nmkfifo \"$HOME/in.$$\" \"$HOME/out.$$\"\n\
             echo $$ >>\"$HOME/started\"\nexec 3<>\"$HOME/in.$$\" 4<>\"$HOME/out.$$\"\n\
             exec /usr/bin/chromium --headless=new --remote-debugging-pipe --no-sandbox --disable-gpu --no-first-run \
             --disable-quic --disable-background-networking --disable-component-update --disable-sync \
             --ignore-certificate-errors --host-resolver-rules='MAP * 127.0.0.1:{port}' \
             --user-data-dir='{home}/chromium' \"$@\"\n"
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        machine
    }

    /// Closes the browser as a person does, so that it writes its cookies. Without a window, Chromium hands no address
    /// over to one that runs.
    fn close_browser(&self) {
        let started = fs::read_to_string(self.dir.path().join("started")).unwrap();
        let leader = started.lines().last().unwrap();
        let control = self.dir.path().join(format!("in.{leader}"));
        fs::write(control, "{\"id\": 1, \"method\": \"Browser.close\"}\0").unwrap();
        let (running, end) = (PathBuf::from("/proc").join(leader), Instant::now() + PATIENCE);
        while running.exists() {
            assert!(Instant::now() < end, "Chromium ends when it is told to");
            thread::yield_now();
        }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("linux_real")
    }
}

impl Drop for Machine {
    /// Ends the browsers that were started, each with its group.
    fn drop(&mut self) {
        let started = fs::read_to_string(self.dir.path().join("started")).unwrap_or_default();
        for leader in started.lines().filter(|line| !line.is_empty()) {
            Command::new("/bin/kill").args(["-s", "KILL", "--", &format!("-{leader}")]).output().ok();
        }
    }
}

#[test]
fn the_button_brings_up_the_door_in_a_normal_and_in_a_private_window() {
    assert!(PathBuf::from("/usr/bin/chromium").exists(), "Chromium is there, of Debian's package chromium");
    let server = Server::start();
    let machine = Machine::new(server.port);
    let outside = Arc::new(Outside { machine: Mutex::new(Some(machine.root())), ..Outside::default() });
    let browser = Chosen { browser: "chromium".to_owned(), label: "Chromium".to_owned(), profile: None };
    let opening = OpeningSettings { browser: Some(browser), ..OpeningSettings::default() };
    let size = egui::vec2(1280.0, 1500.0);
    let mut window = Window::open_with(
        Begin { size, settings: Settings { opening, ..Settings::default() }, ..Begin::default() },
        outside,
    );
    let door = |is_known: bool| Visit { path: "/".to_owned(), is_known };

    let asked = |window: &mut Window| {
        window.wait("the page is opened", |state| state.opening.asked.is_some());
        machine.close_browser();
    };
    window.press("日本のセラーセントラルを開く");
    assert_eq!(server.visit(), door(false), "for the first time");
    asked(&mut window);
    window.press("日本のセラーセントラルを開く");
    assert_eq!(server.visit(), door(true), "the same browser as before");
    asked(&mut window);
    window.press("ほかの公式ページ");
    window.wait("the browsers", |state| !state.opening.installed().is_empty());
    window.press("プライベート");
    window.press("選んだブラウザーで入口を開く");
    assert_eq!(server.visit(), door(false), "a private window brings no cookie along");
    asked(&mut window);
    window.press("日本のセラーセントラルを開く");
    assert_eq!(server.visit(), door(true), "and the next one is as always");
}
