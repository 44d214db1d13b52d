//! Firefox's remote control: JSON messages, each after its length and a colon, over a local connection.
//!
//! Source: `remote/doc/marionette/Protocol.md`. A command is `[0, id, name, parameters]`, its answer
//! `[1, id, error, result]`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::PATIENCE;

/// A connection to a running browser.
pub(crate) struct Marionette {
    output: BufReader<TcpStream>,
    input: TcpStream,
    last: u64,
}

impl Marionette {
    /// Connects, with scripts that may do what the browser itself may.
    pub(crate) fn connect(port: u16) -> Self {
        let input = TcpStream::connect(("127.0.0.1", port)).unwrap();
        input.set_read_timeout(Some(PATIENCE)).unwrap();
        let output = BufReader::new(input.try_clone().unwrap());
        let mut marionette = Self { output, input, last: 0 };
        let greeting = marionette.read();
        assert_eq!(greeting["marionetteProtocol"], 3, "{greeting}");
        marionette.call("WebDriver:NewSession", &json!({}));
        marionette.call("Marionette:SetContext", &json!({"value": "chrome"}));
        marionette
    }

    /// Calls a command and waits for its result.
    pub(crate) fn call(&mut self, name: &str, parameters: &Value) -> Value {
        self.try_call(name, parameters).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Calls a command that may fail.
    pub(crate) fn try_call(&mut self, name: &str, parameters: &Value) -> Result<Value, Value> {
        self.last += 1;
        let message = json!([0, self.last, name, parameters]).to_string();
        write!(self.input, "{}:{message}", message.len()).unwrap();
        let answer = self.read();
        assert_eq!(answer[1], self.last, "{answer}");
        if answer[2].is_null() { Ok(answer[3].clone()) } else { Err(answer[2].clone()) }
    }

    fn read(&mut self) -> Value {
        let mut length = Vec::new();
        self.output.read_until(b':', &mut length).unwrap();
        let length = std::str::from_utf8(&length).unwrap().trim_end_matches(':').parse().unwrap();
        let mut message = vec![0; length];
        self.output.read_exact(&mut message).unwrap();
        serde_json::from_slice(&message).unwrap()
    }
}
