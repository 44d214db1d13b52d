//! The host that is asked about, and ranges of addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Host;

/// The host that is asked about, in small letters and without a dot at the end; IPv6 without brackets.
pub(super) struct Asked {
    pub(super) host: String,
    /// Its address, if it is asked for by that.
    pub(super) address: Option<IpAddr>,
}

impl Asked {
    pub(super) fn new(host: &str) -> Self {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
        Self { address: inner.parse().ok(), host: inner.to_owned() }
    }

    /// As it stands in an address.
    pub(super) fn in_url(&self) -> String {
        match self.address {
            Some(IpAddr::V6(address)) => format!("[{address}]"),
            _ => self.host.clone(),
        }
    }

    /// A name without a dot.
    pub(super) fn is_simple_name(&self) -> bool {
        self.address.is_none() && !self.host.contains('.')
    }

    fn is_localhost(&self) -> bool {
        self.host == "localhost" || self.host.ends_with(".localhost")
    }

    fn is_link_local(&self) -> bool {
        match self.address {
            Some(IpAddr::V4(v4)) => v4.is_link_local(),
            Some(IpAddr::V6(v6)) => v6.is_unicast_link_local(),
            None => false,
        }
    }

    pub(super) fn is_local_for_chromium(&self) -> bool {
        let loopback = match self.address {
            Some(IpAddr::V6(v6)) => v6.to_ipv4_mapped().map_or(v6.is_loopback(), |v4| v4.is_loopback()),
            Some(IpAddr::V4(v4)) => v4.is_loopback(),
            None => false,
        };
        loopback || self.is_localhost() || self.is_link_local()
    }

    pub(super) fn is_local_for_win_inet(&self) -> bool {
        let named = matches!(self.host.as_str(), "localhost" | "loopback");
        named || self.is_one_loopback() || self.is_link_local()
    }

    pub(super) fn is_local_for_cf_network(&self) -> bool {
        self.host == "localhost" || self.is_one_loopback()
    }

    pub(super) fn is_local_for_firefox(&self) -> bool {
        self.is_localhost() || self.address.is_some_and(|address| address.is_loopback())
    }

    /// 127.0.0.1 or `::1`, and none of the others.
    fn is_one_loopback(&self) -> bool {
        matches!(self.address, Some(IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST)))
    }
}

/// A range of addresses: all that share the first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// `10.0.0.0/8`, `fe80::/10` or one address, as it is usually written.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address = address.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(address);
        Self::new(address.parse().ok()?, bits)
    }

    /// None if there are more bits than the address has, or no number.
    pub(super) fn new(address: IpAddr, bits: Option<&str>) -> Option<Self> {
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) if bits.bytes().all(|b| b.is_ascii_digit()) => bits.parse().ok()?,
            Some(_) => return None,
            None => all,
        };
        (bits <= all).then_some(Self { address, bits })
    }

    /// Whether no bit is set beyond those that count.
    pub(super) fn is_plain(self) -> bool {
        let (low, width) = number(self.address);
        low & !mask(self.bits, width) == 0
    }

    /// Whether it holds an address of the same version.
    pub(super) fn holds(self, address: IpAddr) -> bool {
        let ((own, width), (other, other_width)) = (number(self.address), number(address));
        width == other_width && (own ^ other) & mask(self.bits, width) == 0
    }

    /// The same where IPv4 counts as the part of IPv6 that stands for it.
    pub(super) fn holds_mapped(self, address: IpAddr) -> bool {
        let mapped = |address| match address {
            IpAddr::V4(v4) => IpAddr::V6(v4.to_ipv6_mapped()),
            v6 @ IpAddr::V6(_) => v6,
        };
        let bits = if self.address.is_ipv4() { self.bits + 96 } else { self.bits };
        Self { address: mapped(self.address), bits }.holds(mapped(address))
    }
}

fn number(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => (v6.to_bits(), 128),
    }
}

/// The first `bits` of `width` bits set.
fn mask(bits: u32, width: u32) -> u128 {
    let all = u128::MAX >> (128 - width);
    if bits == 0 { 0 } else { all & (u128::MAX << (width - bits)) }
}

/// An IPv4 address as it may stand in an address of a page: also with fewer parts, in octal or hexadecimal.
pub(super) fn v4_of_url(text: &str) -> Option<Ipv4Addr> {
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.') {
        return None;
    }
    match Host::parse(text) {
        Ok(Host::Ipv4(address)) => Some(address),
        _ => None,
    }
}

/// An IPv4 address whose last parts may be missing: `169.254` for 169.254.0.0.
pub(super) fn v4_padded(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let Some(part) = parts.next() else { break };
        *octet = part.parse().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()))?;
    }
    parts.next().is_none().then(|| octets.into())
}
