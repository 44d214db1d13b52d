//! Scripts as companies write them, and as nobody should.

mod clock;
mod local;
mod sandbox;
mod shapes;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Zoned;

use super::*;
use crate::environment::facts::{ProxyKind, Road};

const SELLER: &str = "sellercentral.amazon.co.jp";

/// A small world: a few names, two addresses, and a Tuesday in Japan.
struct Small {
    names: BTreeMap<&'static str, Vec<IpAddr>>,
    own: Vec<IpAddr>,
    now: Zoned,
    asked: AtomicUsize,
}

impl Small {
    fn at(now: &str) -> Self {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let names = BTreeMap::from([
            (SELLER, vec![address("2001:db8::7"), address("52.119.1.2")]),
            ("intra.example.co.jp", vec![address("10.20.30.40")]),
            ("six.example", vec![address("2001:db8::1")]),
        ]);
        let own = vec![address("fe80::1"), address("192.168.10.23")];
        Self { names, own, now: now.parse().unwrap(), asked: AtomicUsize::new(0) }
    }

    fn usual() -> Self {
        Self::at("2026-03-03T10:30:15+09:00[Asia/Tokyo]")
    }
}

impl Answers for Small {
    fn resolve(&self, host: &str) -> Option<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.names.get(host).cloned()
    }

    fn own_addresses(&self) -> Vec<IpAddr> {
        self.own.clone()
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }
}

/// Roads as a script writes them.
fn told(roads: &[Road]) -> String {
    let one = |road: &Road| match road {
        Road::Direct => "DIRECT".to_owned(),
        Road::Proxy(server) => {
            let kind = match server.kind {
                ProxyKind::Http => "PROXY",
                ProxyKind::Https => "HTTPS",
                ProxyKind::Socks4 => "SOCKS4",
                ProxyKind::Socks5 => "SOCKS5",
            };
            format!("{kind} {server}")
        }
        other => format!("{other:?}"),
    };
    roads.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What a script answers in a world, or how it fails.
fn answer_in(world: Small, source: &str, host: &str) -> String {
    let script = Script::load(source, Limits::default(), Arc::new(world), &|| false);
    match script.and_then(|script| script.ask(host, &|| false)) {
        Ok(roads) => told(&roads),
        Err(error) => format!("{error:?}"),
    }
}

fn answer(source: &str, host: &str) -> String {
    answer_in(Small::usual(), source, host)
}

/// What an expression is, as text.
fn value_in(world: Small, expression: &str) -> String {
    let source = format!("function FindProxyForURL(url, host) {{ return 'PROXY v' + encode({expression}); }}
        function encode(value) {{ return String(value).replace(/[^A-Za-z0-9]/g, c => '-' + c.charCodeAt(0) + '_'); }}");
    let answer = answer_in(world, &source, SELLER);
    let Some(text) = answer.strip_prefix("PROXY v").and_then(|text| text.strip_suffix(":80")) else {
        return answer;
    };
    // Names of hosts are in small letters.
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('-') {
        out.push_str(before);
        let (code, after) = after.split_once('_').unwrap();
        out.push(char::from_u32(code.parse().unwrap()).unwrap());
        rest = after;
    }
    out + rest
}

fn value(expression: &str) -> String {
    value_in(Small::usual(), expression)
}

/// What a script that came in these bytes comes to.
fn facts_of(bytes: &[u8], content_type: Option<&str>) -> ScriptFacts {
    let content = Content { bytes: bytes.to_vec(), content_type: content_type.map(str::to_owned) };
    let address = ScriptAddress::new("http://pac.example/p.pac");
    let loaded = Loaded { address, detected: false, content: Ok(content) };
    let answers: Arc<dyn Answers> = Arc::new(Small::usual());
    facts(loaded, Limits::default(), &answers, &|| false, &[SELLER, "www.amazon.co.jp"])
}

/// Little time, for scripts that have no end.
fn short() -> Limits {
    Limits { load: Duration::from_millis(200), ask: Duration::from_millis(200), ..Limits::default() }
}
