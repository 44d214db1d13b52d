//! A network that the tests make up: its hosts are servers on the loopback address.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use login_triage::environment::online::{Internet, Roots};

/// The time on the machine, unless a test says otherwise.
pub fn now() -> Timestamp {
    "2026-11-22T00:00:00.500Z".parse().unwrap()
}

/// What the servers write as their date when it is [`now`].
pub const DATE: &str = "Date: Sun, 22 Nov 2026 00:00:00 GMT\r\n";

/// A network of the tests.
pub struct Net {
    names: BTreeMap<String, Vec<IpAddr>>,
    ports: BTreeMap<(IpAddr, u16), u16>,
    /// Whatever is asked of these takes until the test ends.
    hanging: Vec<String>,
    hang: Mutex<Receiver<()>>,
    release: Mutex<Option<SyncSender<()>>>,
    heard: (SyncSender<()>, Mutex<Receiver<()>>),
    patience: Duration,
    now: Timestamp,
    system: Vec<Vec<u8>>,
    public: Vec<Vec<u8>>,
    looked_up: Mutex<Vec<String>>,
    dialled: Mutex<Vec<SocketAddr>>,
}

impl Net {
    /// One without hosts.
    pub fn new() -> Self {
        let (release, hang) = sync_channel(0);
        let (sender, receiver) = sync_channel(64);
        Self {
            names: BTreeMap::new(),
            ports: BTreeMap::new(),
            hanging: Vec::new(),
            hang: Mutex::new(hang),
            release: Mutex::new(Some(release)),
            heard: (sender, Mutex::new(receiver)),
            // A busy machine is given time: only tests of what never ends have to wait for it.
            patience: Duration::from_mins(2),
            now: now(),
            system: Vec::new(),
            public: Vec::new(),
            looked_up: Mutex::default(),
            dialled: Mutex::default(),
        }
    }

    /// A host whose port leads to a port of this machine.
    pub fn host(mut self, name: &str, port: u16, here: u16) -> Self {
        let number = u8::try_from(self.names.len() + 1).unwrap();
        let addresses = self.names.entry(name.to_owned());
        let address = addresses.or_insert_with(|| vec![Ipv4Addr::new(203, 0, 113, number).into()])[0];
        self.ports.insert((address, port), here);
        self
    }

    /// A host with these addresses, at which nobody is.
    pub fn name(mut self, name: &str, addresses: &[&str]) -> Self {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        self.names.insert(name.to_owned(), addresses);
        self
    }

    /// What is asked about this host, or of this address, does not end.
    pub fn hanging(mut self, host: &str) -> Self {
        self.hanging.push(host.to_owned());
        self
    }

    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub fn clock(self, now: &str) -> Self {
        Self { now: now.parse().unwrap(), ..self }
    }

    /// Trusted by the operating system.
    pub fn trusted_here(mut self, root: &[u8]) -> Self {
        self.system.push(root.to_owned());
        self
    }

    /// Trusted by the operating system and everywhere else.
    pub fn trusted(mut self, root: &[u8]) -> Self {
        self.public.push(root.to_owned());
        self.trusted_here(root)
    }

    /// The names that were looked up, in order.
    pub fn looked_up(&self) -> Vec<String> {
        self.looked_up.lock().unwrap().clone()
    }

    /// The addresses to which connections were made, in order.
    pub fn dialled(&self) -> Vec<SocketAddr> {
        self.dialled.lock().unwrap().clone()
    }

    /// Waits until something is asked that does not end.
    pub fn wait(&self) {
        self.heard.1.lock().unwrap().recv_timeout(Duration::from_mins(1)).unwrap();
    }

    fn maybe_hang(&self, what: &str) {
        if self.hanging.iter().any(|host| host == what) {
            self.heard.0.try_send(()).ok();
            self.hang.lock().unwrap().recv().ok();
        }
    }

    /// Lets go of everything that hangs.
    pub fn release(&self) {
        self.release.lock().unwrap().take();
    }
}

impl Internet for Net {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        self.looked_up.lock().unwrap().push(host.to_owned());
        self.maybe_hang(host);
        self.names.get(host).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn connect(&self, to: SocketAddr, patience: Duration) -> io::Result<TcpStream> {
        self.dialled.lock().unwrap().push(to);
        self.maybe_hang(&to.ip().to_string());
        let here = self.ports.get(&(to.ip(), to.port())).ok_or(io::ErrorKind::ConnectionRefused)?;
        TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], *here)), patience)
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn patience(&self) -> Duration {
        self.patience
    }

    fn system_roots(&self) -> Roots {
        Roots::These(self.system.clone())
    }

    fn public_roots(&self) -> Roots {
        Roots::These(self.public.clone())
    }
}

/// The same network, as the check takes it.
pub fn shared(net: Net) -> (Arc<Net>, Arc<dyn Internet>) {
    let net = Arc::new(net);
    let internet: Arc<dyn Internet> = Arc::<Net>::clone(&net);
    (net, internet)
}
