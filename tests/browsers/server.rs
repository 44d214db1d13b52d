//! A web server on this machine that stands for Amazon's.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::SECRET;

/// Answers every request with a page that sets the same cookies, until the test's process ends.
pub(crate) struct Server {
    /// The port it listens on, on the loopback address.
    pub(crate) port: u16,
}

impl Server {
    /// Starts one whose pages set these cookies: `Set-Cookie` lines.
    pub(crate) fn start(cookies: &[String]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let lines: Vec<String> = cookies.iter().map(|cookie| format!("Set-Cookie: {cookie}\r\n")).collect();
        let body = "<title>Seller Central</title><body>ok";
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{body}",
            body.len(),
            lines.concat(),
        );
        let serve = move || {
            for connection in listener.incoming().flatten() {
                let answer = answer.clone();
                // A browser opens connections in advance and may leave them: each has its own thread.
                let connection = move || answer_to(connection, &answer).ok();
                thread::Builder::new().name("connection".to_owned()).spawn(connection).unwrap();
            }
        };
        thread::Builder::new().name("server".to_owned()).spawn(serve).unwrap();
        Self { port }
    }

    /// One that sets what Amazon sets before and at a sign-in, each with the secret as its value.
    pub(crate) fn of_amazon() -> Self {
        let cookie = |name: &str| format!("{name}={SECRET}; Domain=.amazon.co.jp; Path=/; Max-Age=31536000");
        Self::start(&["session-id", "ubid-acbjp", "x-acbjp", "at-acbjp"].map(cookie))
    }
}

fn answer_to(mut connection: TcpStream, answer: &str) -> std::io::Result<()> {
    let mut request = BufReader::new(connection.try_clone()?);
    let mut line = String::new();
    while request.read_line(&mut line)? > 2 {
        line.clear();
    }
    connection.write_all(answer.as_bytes())
}
