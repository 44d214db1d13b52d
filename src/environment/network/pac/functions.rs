//! What the functions of proxy scripts ask this program for. The functions themselves are in `functions.js`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::function::Opt;
use rquickjs::{Ctx, Function, Object, Value};

use super::answers::Answers;
use super::pace::Pace;

/// Longer names are no names of hosts (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;

/// So many names are kept; more are asked for anew each time.
const MOST_NAMES: usize = 256;

const FUNCTIONS: &str = include_str!("functions.js");

/// The world as a script sees it.
pub(super) struct World {
    pub(super) pace: Rc<Pace>,
    answers: Arc<dyn Answers>,
    names: RefCell<BTreeMap<String, Option<Vec<IpAddr>>>>,
    /// Milliseconds since 1970 and the zone's shift in milliseconds, while a question is answered.
    time: Cell<Option<(f64, f64)>>,
    chance: Cell<u32>,
}

impl World {
    pub(super) fn new(pace: Rc<Pace>, answers: Arc<dyn Answers>) -> Self {
        let (names, time, chance) = (RefCell::default(), Cell::default(), Cell::default());
        Self { pace, answers, names, time, chance }
    }

    /// A new question: it has a time of its own, and the same chances as every other.
    pub(super) fn begin(&self) {
        self.time.set(None);
        self.chance.set(1);
    }

    fn time(&self) -> (f64, f64) {
        let time = self.time.get().unwrap_or_else(|| {
            let now = self.answers.now();
            // Both are far below 2^53.
            (now.timestamp().as_millisecond() as f64, f64::from(now.offset().seconds()) * 1000.0)
        });
        self.time.set(Some(time));
        time
    }

    /// From 0 to 1, without 1: a linear congruential generator (Numerical Recipes, 7.1).
    fn chance(&self) -> f64 {
        self.chance.set(self.chance.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        f64::from(self.chance.get()) / 4_294_967_296.0
    }

    fn resolve(&self, host: &str) -> Option<Vec<IpAddr>> {
        if let Ok(address) = host.parse() {
            return Some(vec![address]);
        }
        if host.is_empty() || host.len() > LONGEST_HOST {
            return None;
        }
        if host.eq_ignore_ascii_case("localhost") {
            return Some(vec![Ipv4Addr::LOCALHOST.into()]);
        }
        if let Some(known) = self.names.borrow().get(host) {
            return known.clone();
        }
        let found = self.pace.look_up(|| self.answers.resolve(host))?;
        let mut names = self.names.borrow_mut();
        if names.len() < MOST_NAMES {
            names.insert(host.to_owned(), found.clone());
        }
        found
    }

    /// This machine's addresses, those of IPv4 first.
    fn own(&self) -> Vec<String> {
        let mut own = self.pace.look_up(|| self.answers.own_addresses()).unwrap_or_default();
        own.sort_by_key(IpAddr::is_ipv6);
        own.iter().map(ToString::to_string).collect()
    }

    fn is_in_net(&self, host: &str, net: &str, mask: &str) -> bool {
        let (Some(net), Some(mask)) = (quad(net), quad(mask)) else { return false };
        let first_v4 = |addresses: Vec<IpAddr>| {
            addresses.into_iter().find_map(|address| match address {
                IpAddr::V4(v4) => Some(u32::from(v4)),
                IpAddr::V6(_) => None,
            })
        };
        let address = quad(host).or_else(|| self.resolve(host).and_then(first_v4));
        address.is_some_and(|address| address & mask == net & mask)
    }
}

/// Gives a script its functions. An `old` script gets what only old scripts use, too.
pub(super) fn install(ctx: &Ctx<'_>, world: &Rc<World>, source: &str) -> rquickjs::Result<()> {
    let native = native(ctx, world)?;
    native.set("old", source.contains("RegExp.$"))?;
    ctx.eval::<Function<'_>, _>(FUNCTIONS)?.call((native,))
}

fn native<'js>(ctx: &Ctx<'js>, world: &Rc<World>) -> rquickjs::Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    let of = |world: &Rc<World>| Rc::clone(world);
    let own = of(world);
    native.set("own", Function::new(ctx.clone(), move || own.own())?)?;
    let now = of(world);
    native.set("now", Function::new(ctx.clone(), move || now.time().0)?)?;
    let shift = of(world);
    native.set("shift", Function::new(ctx.clone(), move || shift.time().1)?)?;
    let random = of(world);
    native.set("random", Function::new(ctx.clone(), move || random.chance())?)?;
    let names = of(world);
    let resolve = move |host: Opt<Value<'js>>| {
        let addresses = text(host).and_then(|host| names.resolve(&host));
        addresses.map(|found| found.iter().map(ToString::to_string).collect::<Vec<String>>())
    };
    native.set("resolve", Function::new(ctx.clone(), resolve)?)?;
    let nets = of(world);
    let is_in_net = move |host: Opt<Value<'js>>, net: Opt<Value<'js>>, mask: Opt<Value<'js>>| {
        let (Some(net), Some(mask)) = (text(net), text(mask)) else { return false };
        text(host).is_some_and(|host| nets.is_in_net(&host, &net, &mask))
    };
    native.set("isInNet", Function::new(ctx.clone(), is_in_net)?)?;
    let is_in_net_ex = |address: Opt<Value<'js>>, prefix: Opt<Value<'js>>| {
        let (Some(address), Some(prefix)) = (text(address), text(prefix)) else { return false };
        in_prefix(&address, &prefix).unwrap_or(false)
    };
    native.set("isInNetEx", Function::new(ctx.clone(), is_in_net_ex)?)?;
    let sort = |list: Opt<Value<'js>>| sorted(&text(list)?);
    native.set("sort", Function::new(ctx.clone(), sort)?)?;
    Ok(native)
}

/// A text that a script handed over; none for anything else, as in browsers.
fn text(value: Opt<Value<'_>>) -> Option<String> {
    value.0?.as_string()?.to_string().ok()
}

/// Four numbers of up to three digits, as `isInNet` takes them: zeros before a number do not make it octal.
fn quad(text: &str) -> Option<u32> {
    let mut parts = text.split('.').map(|part| {
        let digits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|_| digits)
    });
    let mut next = || parts.next().flatten();
    let address = Ipv4Addr::new(next()?, next()?, next()?, next()?);
    parts.next().is_none().then_some(u32::from(address))
}

/// Whether an address is in a net such as `10.0.0.0/8`; none if either is not written so. An address of IPv4 counts as
/// one of IPv6 where the other is.
fn in_prefix(address: &str, prefix: &str) -> Option<bool> {
    let address: IpAddr = address.parse().ok()?;
    let (net, length) = prefix.split_once('/')?;
    let (net, length): (IpAddr, u32) = (net.parse().ok()?, length.parse().ok()?);
    let bits = |address: IpAddr| match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    };
    let length = match net {
        IpAddr::V4(_) if length <= 32 => length + 96,
        IpAddr::V6(_) if length <= 128 => length,
        _ => return None,
    };
    let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
    Some(bits(address) & mask == bits(net) & mask)
}

/// A list of addresses in order, those of IPv6 first; none if there is none, or anything else in it.
fn sorted(list: &str) -> Option<String> {
    let plain = list.replace([' ', '\t'], "");
    let parts = plain.split(';').filter(|part| !part.is_empty());
    let mut parts: Vec<(IpAddr, &str)> =
        parts.map(|part| Some((part.parse().ok()?, part))).collect::<Option<_>>()?;
    parts.sort_by_key(|(address, _)| (address.is_ipv4(), *address));
    let sorted: Vec<&str> = parts.into_iter().map(|(_, part)| part).collect();
    (!sorted.is_empty()).then(|| sorted.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_as_browsers_do() {
        assert_eq!(quad("10.001.2.3"), Some(0x0A01_0203));
        for wrong in ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.+4", "1.2.3.0004", "a.b.c.d", "1.2.3.4 "]
        {
            assert_eq!(quad(wrong), None, "{wrong}");
        }
        for (address, prefix, expected) in [
            ("10.1.2.3", "10.0.0.0/8", Some(true)),
            ("11.1.2.3", "10.0.0.0/8", Some(false)),
            ("10.1.2.3", "0.0.0.0/0", Some(true)),
            ("2001:db8::1", "2001:db8::/32", Some(true)),
            ("2001:db9::1", "2001:db8::/32", Some(false)),
            ("10.1.2.3", "::ffff:10.0.0.0/104", Some(true)),
            ("2001:db8::1", "::/0", Some(true)),
            ("10.1.2.3", "10.0.0.0", None),
            ("10.1.2.3", "10.0.0.0/33", None),
            ("name", "10.0.0.0/8", None),
        ] {
            assert_eq!(in_prefix(address, prefix), expected, "{address} {prefix}");
        }
        assert_eq!(sorted("10.2.3.9; 2001::3 ;10.2.3.8").as_deref(), Some("2001::3;10.2.3.8;10.2.3.9"));
        assert_eq!(sorted(";"), None);
        assert_eq!(sorted("10.0.0.1;name"), None);
    }
}
