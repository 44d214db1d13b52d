//! The settings of one network connection, as Windows keeps them in one binary value.
//!
//! The form is undocumented: three numbers of 32 bits (version, how often it was changed, switches), then three
//! texts (server, exceptions, script), each behind its length in bytes. What follows is of no use here. Sources:
//! Wine, `dlls/wininet/internet.c` and `dlls/winhttp/session.c`, which read and write it; values of real machines.

/// The versions that are known: Internet Explorer 6 and before, and all since.
const VERSIONS: [u32; 2] = [0x3C, 0x46];

/// The switches.
const MANUAL: u32 = 2;
const SCRIPT: u32 = 4;
const DETECT: u32 = 8;

/// What one connection has set. Texts stay when they are switched off: only the switches say what counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Connection {
    switches: u32,
    /// The proxy server or servers; none where the value ends before it.
    pub(super) server: Option<String>,
    /// The hosts that are reached without it.
    pub(super) except: Option<String>,
    /// The address of a script.
    pub(super) script: Option<String>,
}

impl Connection {
    /// Reads a binary value; none if it is not one of those, or of a version that is not known.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let version = number(&mut rest)?;
        let _changes = number(&mut rest)?;
        let switches = number(&mut rest)?;
        if !VERSIONS.contains(&version) {
            return None;
        }
        // A text that is cut off says nothing, and nothing after it does.
        let server = text(&mut rest);
        let except = server.as_ref().and_then(|_| text(&mut rest));
        let script = except.as_ref().and_then(|_| text(&mut rest));
        Some(Self { switches, server, except, script })
    }

    /// Whether the server counts.
    pub(super) fn is_manual(&self) -> bool {
        self.switches & MANUAL != 0
    }

    /// Whether the script counts.
    pub(super) fn has_script(&self) -> bool {
        self.switches & SCRIPT != 0
    }

    /// Whether the network is asked for a script.
    pub(super) fn detects(&self) -> bool {
        self.switches & DETECT != 0
    }
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*bytes))
}

/// Windows writes it in its own character set; names of hosts are ASCII in any of these.
fn text(rest: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    let until_nul = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    Some(String::from_utf8_lossy(until_nul).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(version: u32, switches: u32, texts: &[&[u8]]) -> Vec<u8> {
        let mut bytes: Vec<u8> =
            [version, 7, switches].iter().flat_map(|number| number.to_le_bytes()).collect();
        for text in texts {
            bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(*text);
        }
        bytes
    }

    fn parsed(switches: u32, texts: [Option<&str>; 3]) -> Connection {
        let [server, except, script] = texts.map(|text| text.map(str::to_owned));
        Connection { switches, server, except, script }
    }

    #[test]
    fn switches_and_texts_are_read() {
        let texts: [&[u8]; 3] =
            [b"proxy.example:8080", b"<local>;*.amazon.co.jp", b"http://pac.example/p.pac"];
        let all = parsed(
            15,
            [Some("proxy.example:8080"), Some("<local>;*.amazon.co.jp"), Some("http://pac.example/p.pac")],
        );
        let mut bytes = value(0x46, 15, &texts);
        assert_eq!(Connection::parse(&bytes).as_ref(), Some(&all));
        bytes.extend([0; 32]);
        assert_eq!(Connection::parse(&bytes).as_ref(), Some(&all), "what follows is of no use");
        assert_eq!(Connection::parse(&value(0x3C, 15, &texts)).as_ref(), Some(&all));
        assert_eq!(Connection::parse(&value(0x47, 15, &texts)), None, "a version that is not known");
        assert!(all.is_manual() && all.has_script() && all.detects());
        let off = Connection::parse(&value(0x46, 1, &texts)).unwrap();
        assert!(!off.is_manual() && !off.has_script() && !off.detects());
        assert_eq!(off.server.as_deref(), Some("proxy.example:8080"), "texts stay when switched off");
    }

    #[test]
    fn what_is_cut_off_says_nothing() {
        let bytes = value(0x46, 3, &[b"proxy:1", b"<local>", b""]);
        let expected = |end: usize| {
            let texts = [(23, "proxy:1"), (34, "<local>"), (38, "")];
            parsed(3, texts.map(|(needed, text)| (end >= needed).then_some(text)))
        };
        for end in 0..=bytes.len() {
            let expected = (end >= 12).then(|| expected(end));
            assert_eq!(Connection::parse(&bytes[..end]), expected, "{end}");
        }
        let too_long = [value(0x46, 3, &[]), vec![0xFF; 8]].concat();
        assert_eq!(Connection::parse(&too_long), Some(parsed(3, [None; 3])), "a length beyond the end");
        let odd = value(0x46, 3, &[b" p\xE3\x81:1 ", b"a\0rubbish", b""]);
        assert_eq!(Connection::parse(&odd), Some(parsed(3, [Some("p\u{FFFD}:1"), Some("a"), Some("")])));
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..120), switches in any::<u32>()) {
            Connection::parse(&bytes);
            Connection::parse(&[value(0x46, switches, &[]), bytes].concat());
        }

        #[test]
        fn what_is_written_is_read(
            switches in 0_u32..16,
            texts in proptest::array::uniform3("[!-~]{0,40}"),
        ) {
            let bytes = texts.each_ref().map(String::as_bytes);
            let found = Connection::parse(&value(0x46, switches, &bytes));
            prop_assert_eq!(found, Some(parsed(switches, texts.each_ref().map(|text| Some(text.as_str())))));
        }
    }
}
