//! The Chrome `DevTools` Protocol over a pair of pipes: JSON messages, each ended by a zero byte.
//!
//! Source: `content/browser/devtools/devtools_pipe_handler.cc`. With `--remote-debugging-pipe` the browser reads
//! from file descriptor 3 and writes to 4; it ends when the pipe does.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use serde_json::{Value, json};

use crate::PATIENCE;

/// Moves standard input and output to where the browser expects the pipes, then becomes it.
pub(crate) const WITH_PIPES: [&str; 3] = ["-c", r#"exec 3<&0 4>&1 </dev/null >&2; exec "$@""#, "sh"];

/// A connection to a running browser.
pub(crate) struct Cdp {
    input: ChildStdin,
    messages: Receiver<Value>,
    last: u64,
}

impl Cdp {
    /// Takes over a child that was started with [`WITH_PIPES`].
    pub(crate) fn new(child: &mut Child) -> Self {
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (send, messages) = sync_channel(4096);
        let forward = move || {
            for message in read(output) {
                if send.send(message).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new().name("cdp".to_owned()).spawn(forward).unwrap();
        Self { input, messages, last: 0 }
    }

    /// Calls a method and waits for its result. What the page asks the network for meanwhile is answered by
    /// `answer`: from the address to the parameters of `Fetch.fulfillRequest`.
    pub(crate) fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: &Value,
        answer: &dyn Fn(&str) -> Value,
    ) -> Result<Value, String> {
        let id = self.send(session, method, parameters);
        loop {
            let message =
                self.messages.recv_timeout(PATIENCE).map_err(|error| format!("{method}: {error}"))?;
            if message["id"] == id {
                let failed = message.get("error").map(|error| format!("{method}: {error}"));
                return failed.map_or_else(|| Ok(message["result"].clone()), Err);
            }
            if message["method"] == "Fetch.requestPaused" {
                let request = &message["params"];
                let mut fulfilled = answer(request["request"]["url"].as_str().unwrap());
                fulfilled["requestId"] = request["requestId"].clone();
                self.send(message["sessionId"].as_str(), "Fetch.fulfillRequest", &fulfilled);
            }
        }
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> u64 {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        // If the browser is gone, the wait for the answer says so.
        self.input.write_all(&bytes).ok();
        self.last
    }
}

fn read(mut output: BufReader<ChildStdout>) -> impl Iterator<Item = Value> {
    std::iter::from_fn(move || {
        let mut bytes = Vec::new();
        output.read_until(0, &mut bytes).ok()?;
        serde_json::from_slice(bytes.strip_suffix(&[0])?).ok()
    })
}
