//! Questions to the Linux kernel (rtnetlink(7)): which addresses there are, and by which interface it would reach an
//! address, all its rules considered. They are answered from its tables; nothing leaves the machine.

use std::io;
use std::net::IpAddr;

use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_route::address::{AddressAttribute, AddressMessage};
use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteMessage};
use netlink_packet_route::{AddressFamily, RouteNetlinkMessage};
use netlink_sys::protocols::NETLINK_ROUTE;
use netlink_sys::{Socket, SocketAddr};

use super::routes::TARGETS;

/// More answers than there are addresses on any machine.
const MOST_ANSWERS: usize = 4096;

/// What the kernel answered; interfaces by their numbers.
pub(super) struct Answers {
    /// The addresses.
    pub(super) addresses: Vec<(u32, IpAddr)>,
    /// By which interface it would reach Amazon, for each version of IP that leads there.
    pub(super) ways: Vec<(u8, u32)>,
}

/// Asks; none if the kernel may not be asked, as in some sandboxes.
pub(super) fn ask() -> Option<Answers> {
    let asked = Kernel::new().and_then(|kernel| {
        let addresses = kernel.addresses()?;
        let ways = TARGETS.iter().filter_map(|(version, to)| Some((*version, kernel.way(*to)?)));
        Ok(Answers { addresses, ways: ways.collect() })
    });
    asked.map_err(|error| log::info!("the kernel does not say which way leads outside: {error}")).ok()
}

struct Kernel(Socket);

impl Kernel {
    fn new() -> io::Result<Self> {
        let mut socket = Socket::new(NETLINK_ROUTE)?;
        socket.bind_auto()?;
        socket.connect(&SocketAddr::new(0, 0))?;
        Ok(Self(socket))
    }

    fn addresses(&self) -> io::Result<Vec<(u32, IpAddr)>> {
        let question = RouteNetlinkMessage::GetAddress(AddressMessage::default());
        let answers = self.ask(question, NLM_F_REQUEST | NLM_F_DUMP)?;
        let of_answer = |answer| match answer {
            RouteNetlinkMessage::NewAddress(message) => Some((message.header.index, address(&message)?)),
            _ => None,
        };
        Ok(answers.into_iter().filter_map(of_answer).collect())
    }

    /// The number of the interface that leads to an address; none if no way does.
    fn way(&self, to: IpAddr) -> Option<u32> {
        let mut question = RouteMessage::default();
        let (family, bits, to) = match to {
            IpAddr::V4(to) => (AddressFamily::Inet, 32, RouteAddress::Inet(to)),
            IpAddr::V6(to) => (AddressFamily::Inet6, 128, RouteAddress::Inet6(to)),
        };
        question.header.address_family = family;
        question.header.destination_prefix_length = bits;
        question.attributes.push(RouteAttribute::Destination(to));
        let answers = self.ask(RouteNetlinkMessage::GetRoute(question), NLM_F_REQUEST).ok()?;
        answers.into_iter().find_map(|answer| match answer {
            RouteNetlinkMessage::NewRoute(message) => {
                message.attributes.iter().find_map(|attribute| match attribute {
                    RouteAttribute::Oif(interface) => Some(*interface),
                    _ => None,
                })
            }
            _ => None,
        })
    }

    /// Asks one question. An answer of one message has no end of its own.
    fn ask(&self, question: RouteNetlinkMessage, flags: u16) -> io::Result<Vec<RouteNetlinkMessage>> {
        let mut header = NetlinkHeader::default();
        header.flags = flags;
        let mut question = NetlinkMessage::new(header, NetlinkPayload::from(question));
        question.finalize();
        let mut bytes = vec![0; question.buffer_len()];
        question.serialize(&mut bytes);
        self.0.send(&bytes, 0)?;
        let mut answers = Vec::new();
        loop {
            let (bytes, _) = self.0.recv_from_full()?;
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let message = NetlinkMessage::<RouteNetlinkMessage>::deserialize(rest);
                let message = message.map_err(|error| io::Error::other(error.to_string()))?;
                // Messages begin at multiples of four bytes.
                let length = usize::try_from(message.header.length.max(4)).ok();
                let next = length.and_then(|length| rest.get(length.checked_next_multiple_of(4)?..));
                rest = next.unwrap_or_default();
                match message.payload {
                    NetlinkPayload::InnerMessage(answer) => answers.push(answer),
                    NetlinkPayload::Error(error) => return Err(error.to_io()),
                    NetlinkPayload::Done(_) => return Ok(answers),
                    _ => {}
                }
            }
            if flags & NLM_F_DUMP == 0 && !answers.is_empty() {
                return Ok(answers);
            }
            if answers.len() > MOST_ANSWERS {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge));
            }
        }
    }
}

/// The interface's own address: where two machines are linked, the other one's is given too.
fn address(message: &AddressMessage) -> Option<IpAddr> {
    let own = message.attributes.iter().find_map(|attribute| match attribute {
        AddressAttribute::Local(address) => Some(*address),
        _ => None,
    });
    own.or_else(|| {
        message.attributes.iter().find_map(|attribute| match attribute {
            AddressAttribute::Address(address) => Some(*address),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_answers() {
        let answers = ask().unwrap();
        assert!(answers.addresses.iter().any(|(_, address)| address.is_loopback()), "of this machine");
        let to_itself = Kernel::new().unwrap().way(IpAddr::from([127, 0, 0, 1])).unwrap();
        let own = answers.addresses.iter().find(|(_, address)| *address == IpAddr::from([127, 0, 0, 1]));
        assert_eq!(Some(to_itself), own.map(|(interface, _)| *interface));
    }
}
