//! What two starts of the program say to each other: one line of JSON each way, of a limited length, with a version.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The version of what is said. A start that does not know a version opens on its own.
const VERSION: u32 = 1;
/// The most bytes of a line, its end included. The longest path that Windows knows has 32,767 characters.
pub(super) const LONGEST: usize = 128 * 1024;

/// What a later start asks of the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The word that stands in the first one's own folder: whoever knows it is the same user.
    pub key: String,
    /// The note to open, its whole path; none if the window is only to come to the front.
    pub case: Option<PathBuf>,
}

/// What the first start answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Its window is not there yet; it is worth waiting.
    Starting,
    /// The window has it.
    Taken,
    /// It cannot do anything with it.
    Refused,
}

/// Why a line is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// It has no end within the limit.
    #[error("a line without an end")]
    NoLine,
    /// It is not what this program says.
    #[error("not what this program says")]
    NotOurs,
    /// It is of a version that is not known here.
    #[error("of version {0}, which is not known here")]
    OtherVersion(u32),
    /// The path of the note is not whole.
    #[error("a path that is not whole")]
    NotAbsolute,
}

/// As much as every version has in common.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct RequestLine {
    version: u32,
    key: String,
    case: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct AnswerLine {
    version: u32,
    answer: Answer,
}

/// Reads a request: all bytes up to the end of the first line. They may come from anybody.
pub fn read_request(bytes: &[u8]) -> Result<Request, RequestError> {
    let line = bytes.strip_suffix(b"\n").ok_or(RequestError::NoLine)?;
    let version = serde_json::from_slice::<Versioned>(line).map_err(not_ours)?.version;
    if version != VERSION {
        return Err(RequestError::OtherVersion(version));
    }
    let line: RequestLine = serde_json::from_slice(line).map_err(not_ours)?;
    let case = line.case.map(PathBuf::from);
    if case.as_deref().is_some_and(|path| !is_whole(path)) {
        return Err(RequestError::NotAbsolute);
    }
    Ok(Request { key: line.key, case })
}

/// What is wrong with it may quote it, and is not worth telling.
fn not_ours(_error: serde_json::Error) -> RequestError {
    RequestError::NotOurs
}

fn is_whole(path: &Path) -> bool {
    path.is_absolute() && !path.as_os_str().as_encoded_bytes().contains(&0)
}

/// Writes a request as its line. None if the path is no text, or too long.
pub fn write_request(request: &Request) -> Option<String> {
    let case = match &request.case {
        Some(path) => Some(path.to_str()?.to_owned()),
        None => None,
    };
    let line = RequestLine { version: VERSION, key: request.key.clone(), case };
    as_line(&line).filter(|line| line.len() <= LONGEST)
}

/// Reads an answer. None if it is none that is known here.
pub(super) fn read_answer(bytes: &[u8]) -> Option<Answer> {
    let line: AnswerLine = serde_json::from_slice(bytes.strip_suffix(b"\n")?).ok()?;
    (line.version == VERSION).then_some(line.answer)
}

/// Writes an answer as its line.
pub(super) fn write_answer(answer: Answer) -> String {
    as_line(&AnswerLine { version: VERSION, answer }).unwrap_or_default()
}

fn as_line(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok().map(|line| line + "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(name: &str) -> String {
        if cfg!(windows) { format!("C:\\{name}") } else { format!("/{name}") }
    }

    fn line(text: &str) -> Result<Request, RequestError> {
        read_request(format!("{text}\n").as_bytes())
    }

    #[test]
    fn other_lines_are_told_apart() {
        assert_eq!(read_request(b""), Err(RequestError::NoLine));
        assert_eq!(read_request(br#"{"version":1,"key":"a","case":null}"#), Err(RequestError::NoLine));
        assert_eq!(read_request(b"\xff\xfe\n"), Err(RequestError::NotOurs));
        assert_eq!(line("GET / HTTP/1.1\r"), Err(RequestError::NotOurs));
        assert_eq!(line(r#"{"version":1}"#), Err(RequestError::NotOurs));
        assert_eq!(line(r#"{"version":1,"key":"a","case":7}"#), Err(RequestError::NotOurs));
        assert_eq!(line(r#"{"version":2,"open":["a"]}"#), Err(RequestError::OtherVersion(2)));
        assert_eq!(line(r#"{"version":1,"key":"a","case":"a.ron"}"#), Err(RequestError::NotAbsolute));
        let with_nul =
            format!(r#"{{"version":1,"key":"a","case":"{}\u0000b"}}"#, whole("a").escape_default());
        assert_eq!(line(&with_nul), Err(RequestError::NotAbsolute));
        // What a later edition of this version may add is let be.
        let more = line(r#"{"version":1,"key":"a","case":null,"more":[1]}"#);
        assert_eq!(more, Ok(Request { key: "a".to_owned(), case: None }));
    }

    #[test]
    fn answers_are_read_as_written() {
        for answer in [Answer::Starting, Answer::Taken, Answer::Refused] {
            assert_eq!(read_answer(write_answer(answer).as_bytes()), Some(answer));
        }
        assert_eq!(read_answer(b"{\"version\":2,\"answer\":\"taken\"}\n"), None);
        assert_eq!(read_answer(b"{\"version\":1,\"answer\":\"taken\"}"), None);
        assert_eq!(read_answer(b"taken\n"), None);
    }

    #[test]
    fn a_path_that_is_too_long_is_not_handed_over() {
        let request =
            |length: usize| Request { key: "k".to_owned(), case: Some(whole(&"あ".repeat(length)).into()) };
        assert!(write_request(&request(32_767)).is_some());
        assert_eq!(write_request(&request(LONGEST)), None);
    }

    proptest! {
        #[test]
        fn requests_are_read_as_written(key in ".{0,20}", name in proptest::option::of("[^\\x00]{0,60}")) {
            let request = Request { key, case: name.map(|name| whole(&name).into()) };
            let line = write_request(&request).unwrap();
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(read_request(line.as_bytes()), Ok(request));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes: Vec<u8>) {
            drop(read_request(&bytes));
            prop_assert!(read_answer(&bytes).is_none());
        }
    }
}
