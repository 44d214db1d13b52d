//! As much of HTTP/1.1 as one question needs: its text, the head of the answer, and for scripts the body.

use std::io::{self, Read};

use httparse::{EMPTY_HEADER, ParserConfig, Response, Status};

/// What this program calls itself: who reads a server's log can tell what asked.
pub(super) const AGENT: &str =
    concat!("Mozilla/5.0 (compatible; LoginTriage/", env!("CARGO_PKG_VERSION"), "; one check on a click)");

/// Longer heads are not read. Browsers stop at 256 KB; what Amazon sends has less than 8.
const LONGEST_HEAD: usize = 64 * 1024;
/// More lines of a head are not read.
const MOST_HEADERS: usize = 128;
/// How much is read at once.
const PIECE: usize = 4096;

/// Why no answer could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// What came is no HTTP.
    Unclear,
    /// It broke off, or did not end within the time.
    BrokeOff,
    /// It is larger than wanted.
    TooBig,
}

/// The head of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The status.
    pub(super) status: u16,
    /// Names in lower case, and values.
    headers: Vec<(String, Vec<u8>)>,
}

impl Head {
    /// The first value of that name, in lower case; none where it is no text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        std::str::from_utf8(value).ok().map(str::trim)
    }

    /// Where it sends on to, if it does.
    pub(super) fn location(&self) -> Option<&str> {
        if matches!(self.status, 301 | 302 | 303 | 307 | 308) { self.header("location") } else { None }
    }
}

/// A question: no cookie, and nothing else by which anybody could be told from others.
pub(super) fn question(target: &str, host: &str) -> String {
    format!(
        "GET {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {AGENT}\r\nAccept: */*\r\n\
         Accept-Language: ja\r\nConnection: close\r\n\r\n"
    )
}

/// Reads a head, and what came with it of the body. Heads that say that the real one is still to come are skipped.
pub(super) fn read_head(from: &mut dyn Read) -> Result<(Head, Vec<u8>), Failure> {
    let mut came = Vec::new();
    loop {
        // Where the last piece ends in the middle of an empty line.
        let mut seen = 0;
        let end = loop {
            if let Some(end) = end_of_head(&came, seen) {
                break end;
            }
            if !looks_like_http(&came) {
                return Err(Failure::Unclear);
            }
            if came.len() > LONGEST_HEAD {
                return Err(Failure::Unclear);
            }
            seen = came.len().saturating_sub(3);
            if !read_piece(from, &mut came)? {
                return Err(Failure::BrokeOff);
            }
        };
        let rest = came.split_off(end);
        let head = parse(&came).ok_or(Failure::Unclear)?;
        if !(100..200).contains(&head.status) {
            return Ok((head, rest));
        }
        came = rest;
    }
}

/// Appends what comes next; false at the end.
fn read_piece(from: &mut dyn Read, to: &mut Vec<u8>) -> Result<bool, Failure> {
    let mut piece = [0; PIECE];
    match from.read(&mut piece) {
        Ok(count) => {
            to.extend(piece.iter().take(count));
            Ok(count > 0)
        }
        // Many servers close a connection of TLS without a word.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(_) => Err(Failure::BrokeOff),
    }
}

/// Where the empty line ends that ends a head, looked for from `start` on.
fn end_of_head(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, tail) = (start, bytes.get(start..)?);
    for line in tail.split_inclusive(|byte| *byte == b'\n') {
        let before = bytes.get(..at).unwrap_or_default();
        let empty = matches!(line, b"\n" | b"\r\n") && before.ends_with(b"\n");
        at += line.len();
        if empty {
            return Some(at);
        }
    }
    None
}

/// Whether it can still become an answer of HTTP.
fn looks_like_http(bytes: &[u8]) -> bool {
    let start = bytes.get(..5).unwrap_or(bytes);
    b"HTTP/".starts_with(start)
}

/// A whole head. Like browsers, it forgives lines that are not quite right.
fn parse(bytes: &[u8]) -> Option<Head> {
    let mut lines = [EMPTY_HEADER; MOST_HEADERS];
    let mut response = Response::new(&mut lines);
    let mut config = ParserConfig::default();
    config
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .ignore_invalid_headers_in_responses(true);
    match config.parse_response(&mut response, bytes) {
        Ok(Status::Complete(_)) => {}
        Ok(Status::Partial) | Err(_) => return None,
    }
    let headers = response.headers.iter();
    let headers = headers.map(|line| (line.name.to_ascii_lowercase(), line.value.to_owned())).collect();
    Some(Head { status: response.code?, headers })
}

/// Reads the body, of which `came` is here already.
pub(super) fn read_body(
    head: &Head,
    mut came: Vec<u8>,
    from: &mut dyn Read,
    most: usize,
) -> Result<Vec<u8>, Failure> {
    if head.header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
    {
        return read_chunks(came, from, most);
    }
    let length = match head.header("content-length") {
        Some(length) => Some(length.parse::<usize>().or(Err(Failure::Unclear))?),
        None => None,
    };
    if length.is_some_and(|length| length > most) {
        return Err(Failure::TooBig);
    }
    while length.is_none_or(|length| came.len() < length) {
        if came.len() > most {
            return Err(Failure::TooBig);
        }
        if !read_piece(from, &mut came)? {
            // Without a length, the end of the connection is the end of the body.
            return if length.is_none() { Ok(came) } else { Err(Failure::BrokeOff) };
        }
    }
    came.truncate(length.unwrap_or(most));
    Ok(came)
}

/// Reads a body that comes in chunks, each with its length before it.
fn read_chunks(mut came: Vec<u8>, from: &mut dyn Read, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        match httparse::parse_chunk_size(&came) {
            Err(_) => return Err(Failure::Unclear),
            Ok(Status::Complete((_, 0))) => return Ok(body),
            Ok(Status::Complete((start, length))) => {
                let length = usize::try_from(length).or(Err(Failure::TooBig))?;
                if length > most.saturating_sub(body.len()) {
                    return Err(Failure::TooBig);
                }
                let end = start + length;
                // The chunk, and the line's end behind it.
                while came.len() < end + 2 {
                    if !read_piece(from, &mut came)? {
                        return Err(Failure::BrokeOff);
                    }
                }
                body.extend(came.iter().take(end).skip(start));
                if came.get(end..end + 2) != Some(b"\r\n") {
                    return Err(Failure::Unclear);
                }
                came.drain(..end + 2);
            }
            Ok(Status::Partial) if came.len() > PIECE => return Err(Failure::Unclear),
            Ok(Status::Partial) => {
                if !read_piece(from, &mut came)? {
                    return Err(Failure::BrokeOff);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives one byte at a time.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let (Some((first, rest)), Some(place)) = (self.0.split_first(), into.first_mut()) else {
                return Ok(0);
            };
            *place = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn head(text: &str) -> Result<(u16, String), Failure> {
        let whole = read_head(&mut text.as_bytes());
        let mut drops = Drops(text.as_bytes());
        let by_byte = read_head(&mut drops);
        assert_eq!(
            whole.as_ref().map(|(head, _)| head),
            by_byte.as_ref().map(|(head, _)| head),
            "the same in one piece and byte by byte: {text}"
        );
        whole.map(|(head, rest)| (head.status, String::from_utf8(rest).unwrap()))
    }

    fn body(text: &str) -> Result<String, Failure> {
        let read = |from: &mut dyn Read| {
            let (head, came) = read_head(from).unwrap();
            read_body(&head, came, from, 100)
        };
        let whole = read(&mut text.as_bytes());
        assert_eq!(whole, read(&mut Drops(text.as_bytes())), "{text}");
        whole.map(|body| String::from_utf8(body).unwrap())
    }

    #[test]
    fn a_head_is_read_up_to_its_empty_line() {
        assert_eq!(head("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody"), Ok((200, "body".to_owned())));
        assert_eq!(head("HTTP/1.0 302 \r\n\r\n"), Ok((302, String::new())));
        assert_eq!(head("HTTP/1.1 200 OK\nA: b\n\nx\n\n"), Ok((200, "x\n\n".to_owned())));
        assert_eq!(head("HTTP/1.1 200 OK\r\nwrong line\r\nA b: c\r\n\r\n"), Ok((200, String::new())));
        let early = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 503 No\r\n\r\n";
        assert_eq!(head(early), Ok((503, String::new())));
    }

    #[test]
    fn what_is_no_http_is_told_at_once() {
        for text in ["SSH-2.0-x\r\n", "<html>", "\r\n\r\n", "HTTP/1.1 x\r\n\r\n", "ICY 200 OK\r\n\r\n"] {
            assert_eq!(head(text), Err(Failure::Unclear), "{text}");
        }
        for text in ["", "HTT", "HTTP/1.1 200 OK\r\nA: b\r\n"] {
            assert_eq!(head(text), Err(Failure::BrokeOff), "{text}");
        }
        let long = format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\n", "x".repeat(LONGEST_HEAD + PIECE));
        assert_eq!(head(&long), Err(Failure::Unclear));
        let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(MOST_HEADERS + 1));
        assert_eq!(head(&many), Err(Failure::Unclear));
    }

    #[test]
    fn headers_are_found_by_name() {
        let text = "HTTP/1.1 302 Found\r\nLOCATION:  https://a.example/ \r\nX: \u{e9}\r\nDate: x\r\n\r\n";
        let (head, _) = read_head(&mut text.as_bytes()).unwrap();
        assert_eq!(head.location(), Some("https://a.example/"));
        assert_eq!(head.header("date"), Some("x"));
        assert_eq!(head.header("none"), None);
        let (head, _) = read_head(&mut text.replace("302", "200").as_bytes()).unwrap();
        assert_eq!(head.location(), None, "only some answers send on");
    }

    #[test]
    fn a_body_is_read_as_its_head_says() {
        let with = |lines: &str, body: &str| format!("HTTP/1.1 200 OK\r\n{lines}\r\n{body}");
        assert_eq!(body(&with("", "to the end")), Ok("to the end".to_owned()));
        assert_eq!(body(&with("Content-Length: 4\r\n", "four and more")), Ok("four".to_owned()));
        assert_eq!(body(&with("Content-Length: 4\r\n", "thr")), Err(Failure::BrokeOff));
        assert_eq!(body(&with("Content-Length: 0\r\n", "")), Ok(String::new()));
        assert_eq!(body(&with("Content-Length: x\r\n", "")), Err(Failure::Unclear));
        assert_eq!(body(&with("Content-Length: 5000000\r\n", "")), Err(Failure::TooBig));
        assert_eq!(body(&with("", &"x".repeat(100))), Ok("x".repeat(100)));
        assert_eq!(body(&with("", &"x".repeat(101))), Err(Failure::TooBig));
    }

    #[test]
    fn chunks_are_put_together() {
        let with = |body: &str| format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
        assert_eq!(body(&with("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")), Ok("abcde".to_owned()));
        assert_eq!(body(&with("0\r\n\r\n")), Ok(String::new()));
        assert_eq!(body(&with("3\r\nabc")), Err(Failure::BrokeOff));
        assert_eq!(body(&with("3\r\nabcXX2\r\n")), Err(Failure::Unclear));
        assert_eq!(body(&with("xyz\r\n")), Err(Failure::Unclear));
        assert_eq!(body(&with("FFFFFFFFFFFFFFFF\r\n")), Err(Failure::TooBig));
        assert_eq!(body(&with(&format!("3C\r\n{0}\r\n3C\r\n{0}\r\n", "x".repeat(60)))), Err(Failure::TooBig));
    }

    #[test]
    fn a_question_tells_nothing_of_the_person() {
        let text = question("/a?b", "sellercentral.amazon.co.jp");
        assert!(text.starts_with("GET /a?b HTTP/1.1\r\nHost: sellercentral.amazon.co.jp\r\n"), "{text}");
        assert!(text.ends_with("\r\n\r\n") && text.contains("Connection: close"));
        assert!(!text.to_lowercase().contains("cookie"));
    }

    proptest! {
        #[test]
        fn nothing_panics_and_all_is_bounded(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut text = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            text.extend(&bytes);
            for text in [&bytes, &text] {
                let mut from = text.as_slice();
                if let Ok((head, came)) = read_head(&mut from)
                    && let Ok(body) = read_body(&head, came, &mut from, 100)
                {
                    prop_assert!(body.len() <= 100);
                }
            }
        }

        #[test]
        fn chunks_of_any_length_give_the_whole(parts in proptest::collection::vec("[a-z]{1,20}", 0..5)) {
            let chunk = |part: &String| format!("{:x}\r\n{part}\r\n", part.len());
            let chunks = parts.iter().map(chunk).collect::<Vec<_>>().concat();
            let text = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
            prop_assert_eq!(body(&text), Ok(parts.concat()));
        }
    }
}
