//! The check of the connection, against servers of the tests' own on the loopback address.
//!
//! Nothing here waits for a time to pass, but for an event; only what never ends is given up after a short patience.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may fail the test")]

mod answers;
mod certificates;
mod ending;
mod net;
mod quiet;
mod roads;
mod scripts;
mod servers;
mod trust;
mod words;

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use login_triage::environment::facts::{OnlineFacts, Visit};
use login_triage::environment::{self, Finding, Os, Report, Root, Unwatched, online};
use login_triage::knowledge::{FindingText, Knowledge};

use certificates::{Authority, NOW};
use net::{Net, now, shared};
use servers::Server;

/// Where sellers work.
const SELLER: &str = "sellercentral.amazon.co.jp";
/// Where they sign in.
const WWW: &str = "www.amazon.co.jp";
/// What is not expected to end is given up after this time.
const SHORT: Duration = Duration::from_secs(3);
/// A head that says no more than that all is well.
const FINE: &str = "HTTP/1.1 200 OK\r\n\r\n";

static TEXTS: LazyLock<Vec<FindingText>> = LazyLock::new(|| Knowledge::embedded().unwrap().findings);

/// A machine, and what a scan shows of it.
struct Pc {
    root: Arc<Root>,
    report: Report,
}

impl Pc {
    /// A machine with Linux, these files below the home folder or, with a slash, anywhere, and these variables.
    fn new(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home/taro");
        fs::create_dir_all(home.join(".config")).unwrap();
        for (path, text) in files {
            let path = path.strip_prefix('/').map_or(home.join(path), |path| dir.path().join(path));
            fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
            fs::write(path, text).unwrap();
        }
        let variables = [("XDG_CURRENT_DESKTOP", "XFCE")].iter().chain(variables);
        let variables = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let root = Root::copied(dir.path(), Os::Linux).unwrap().with_env(variables.collect());
        let root = Arc::new(root);
        let report = environment::scan(&root, &TEXTS, now(), &Unwatched).unwrap();
        Self { root, report }
    }

    /// One whose pages are reached directly.
    fn direct() -> Self {
        Self::new(&[], &[])
    }

    /// One that is known to be in Japan.
    fn in_japan() -> Self {
        Self::new(&[("/etc/timezone", "Asia/Tokyo\n")], &[])
    }

    /// One with a proxy for everything.
    fn with_proxy(server: &str) -> Self {
        Self::new(&[], &[("https_proxy", server)])
    }

    /// One with a script that names this proxy for everything: the variable for servers knows one kind only.
    fn with_script(proxy: &str) -> Self {
        let script = format!("data:,function FindProxyForURL(){{return '{proxy}'}}");
        Self::new(&[], &[("auto_proxy", &script)])
    }

    /// Checks the connection, and has nobody watch.
    fn check(&self, net: Net) -> Seen {
        let (net, internet) = shared(net);
        let report = online::check(&self.root, &self.report, &internet, &TEXTS, now(), &Unwatched).unwrap();
        net.release();
        words::are_fit_to_be_read(&report);
        Seen { facts: report.machine.online.clone().unwrap(), report, net }
    }
}

/// What a check showed, and what it asked the network for.
struct Seen {
    facts: OnlineFacts,
    report: Report,
    net: Arc<Net>,
}

impl Seen {
    /// The one visit.
    fn visit(&self) -> &Visit {
        assert_eq!(self.facts.visits.len(), 1, "{:?}", self.facts.visits);
        &self.facts.visits[0]
    }

    /// The ids of all findings, worst first. All are about the machine.
    fn found(&self) -> Vec<&str> {
        let findings = &self.report.findings;
        assert!(findings.iter().all(|finding| finding.subject == "PC"), "{findings:?}");
        findings.iter().map(|finding| finding.id.as_str()).collect()
    }

    /// The finding of this id, whose summary says this.
    fn says(&self, id: &str, part: &str) -> &Finding {
        let findings = &self.report.findings;
        let found: Vec<&Finding> = findings.iter().filter(|finding| finding.id == id).collect();
        assert_eq!(found.len(), 1, "{id}: {findings:?}");
        assert!(found[0].summary.contains(part), "{part:?} is not in {:?}", found[0].summary);
        found[0]
    }
}

/// Seller Central with a certificate that everybody trusts, and a network that leads there.
fn amazon(head: &str) -> (Server, Net) {
    let authority = Authority::new("Amazon RSA 2048 M02");
    let server = Server::page(authority.server(&[SELLER, WWW], NOW), head);
    let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root);
    (server, net)
}
