//! Doors for fuzz targets: what a server may say, for each part that reads it.

use std::io::{self, Read, Write};

use jiff::Timestamp;
use url::Url;

use super::{certificates, http, tunnel, visit};

/// Says these bytes, and hears nothing.
struct Says<'a>(&'a [u8]);

impl Read for Says<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl Write for Says<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The answer of a server of HTTP. How long its body is, if there is one of at most `most` bytes.
pub fn answer(bytes: &[u8], most: usize) -> Option<usize> {
    let mut from = bytes;
    let (head, came) = http::read_head(&mut from).ok()?;
    if let Ok(url) = Url::parse("https://sellercentral.amazon.co.jp/") {
        visit::answer(
            &head,
            &url,
            visit::clock_ahead(&head, Timestamp::UNIX_EPOCH, std::time::Duration::ZERO),
        );
    }
    http::read_body(&head, came, &mut from, most).ok().map(|body| body.len())
}

/// What a proxy says before it lets anybody through.
pub fn proxy(bytes: &[u8]) {
    for ask in [tunnel::connect, tunnel::socks4, tunnel::socks5] {
        // Whether it lets anybody through does not matter here.
        ask(&mut Says(bytes), "sellercentral.amazon.co.jp").ok();
    }
}

/// A certificate: who issued it.
pub fn certificate(der: &[u8]) -> Option<String> {
    certificates::issuer_of(der)
}
