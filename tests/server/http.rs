//! As much of an HTTP client as these tests need: it sends what it is told, however wrong that is.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use serde::{Serialize, de::DeserializeOwned};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What comes by itself comes in this time on any machine, however busy. Less than the twenty seconds after which a stream
/// looks again, so that what no news woke is too late.
pub const SOON: Duration = Duration::from_secs(8);

#[derive(Clone, Debug)]
pub struct Request {
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    pub fn head(path: impl Into<String>) -> Self {
        Self::new("HEAD", path)
    }

    pub fn post(path: impl Into<String>) -> Self {
        Self::new("POST", path)
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self::new("DELETE", path)
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn cookie(self, cookie: &str) -> Self {
        if cookie.is_empty() {
            self
        } else {
            self.header("cookie", cookie)
        }
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    /// What was given with it before is not sent.
    pub fn without_body(mut self) -> Self {
        self.body.clear();
        self.headers.retain(|(name, _)| name != "content-type");
        self
    }

    pub fn json(self, body: &impl Serialize) -> Self {
        self.body("application/json", serde_json::to_vec(body).unwrap())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let encode = |text: &str| {
            text.bytes()
                .map(|byte| format!("%{byte:02X}"))
                .collect::<String>()
        };
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        self.body("application/x-www-form-urlencoded", fields.join("&"))
    }

    fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let mut head = format!("{} {} HTTP/1.1\r\nhost: fulcrum.test\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.method == "POST" {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        to.write_all(&[head.as_bytes(), b"\r\n", &self.body].concat())
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Each cookie that is set, as the server wrote it.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// The code of a refusal under `/api`.
    pub fn code(&self) -> String {
        let body: serde_json::Value = self.json();
        assert!(
            body["message"].as_str().is_some_and(|words| words.len() > 10),
            "a person needs words: {body}"
        );
        body["error"].as_str().unwrap().to_owned()
    }
}

/// One connection, kept open from request to request.
pub struct Connection {
    addr: SocketAddr,
    open: Option<BufReader<TcpStream>>,
}

impl Connection {
    pub fn to(addr: SocketAddr) -> Self {
        Self { addr, open: None }
    }

    /// An error says nothing about whether the server has done it.
    pub fn send(&mut self, request: &Request) -> io::Result<Response> {
        // On an error the connection is dropped here.
        let mut connection = match self.open.take() {
            Some(open) => open,
            None => connect(self.addr)?,
        };
        // A server that has refused already may no longer read: its answer is what counts.
        let written = request.write(connection.get_mut());
        let (mut response, length) = match read_head(&mut connection) {
            Ok(head) => head,
            Err(error) => return Err(written.err().unwrap_or(error)),
        };
        let mut body = Body {
            connection: &mut connection,
            // It says how long the body would be.
            length: if request.method == "HEAD" {
                Length::Done
            } else {
                length
            },
        };
        body.read_to_end(&mut response.body)?;
        if response.header("connection") != Some("close") && written.is_ok() {
            self.open = Some(connection);
        }
        Ok(response)
    }
}

/// One request on a connection of its own.
pub fn send(addr: SocketAddr, request: &Request) -> Response {
    Connection::to(addr)
        .send(request)
        .unwrap_or_else(|error| panic!("{} {}: {error}", request.method, request.path))
}

fn connect(addr: SocketAddr) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

enum Length {
    Known(u64),
    /// In chunks; so much is left of this one, and whether it is the first.
    Chunked(u64, bool),
    /// As long as the connection: a stream.
    UntilItEnds,
    Done,
}

fn read_head(connection: &mut BufReader<TcpStream>) -> io::Result<(Response, Length)> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut line = || -> io::Result<String> {
        let mut line = String::new();
        match connection.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    };
    let status = line()?;
    let status = status
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| bad(&status))?;
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| bad(&line))?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let response = Response {
        status,
        headers,
        body: Vec::new(),
    };
    let length = match (
        response.header("transfer-encoding"),
        response.header("content-length"),
    ) {
        (Some("chunked"), _) => Length::Chunked(0, true),
        (_, Some(length)) => Length::Known(length.parse().map_err(|_| bad(length))?),
        _ if response.header("connection") == Some("close") => Length::UntilItEnds,
        _ => Length::Known(0),
    };
    Ok((response, length))
}

struct Body<'a> {
    connection: &'a mut BufReader<TcpStream>,
    length: Length,
}

impl Read for Body<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Length::Chunked(0, first) = self.length {
            let mut line = String::new();
            if !first {
                self.connection.read_line(&mut line)?;
                line.clear();
            }
            if self.connection.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let size = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
            self.length = Length::Chunked(size, false);
            if size == 0 {
                self.connection.read_line(&mut line)?;
                self.length = Length::Done;
            }
        }
        let left = match &mut self.length {
            Length::Known(left) | Length::Chunked(left, _) => left,
            Length::UntilItEnds => return self.connection.read(into),
            Length::Done => return Ok(0),
        };
        let count = self.connection.by_ref().take(*left).read(into)?;
        if count == 0 && *left > 0 && !into.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        *left -= count as u64;
        Ok(count)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Event {
    pub name: String,
    pub id: String,
    pub data: String,
}

/// An event stream. Comments are passed over.
pub struct Stream {
    pub head: Response,
    events: Receiver<Event>,
}

impl Stream {
    pub fn open(addr: SocketAddr, request: &Request) -> Self {
        let mut connection = connect(addr).unwrap();
        request.write(connection.get_mut()).unwrap();
        let (head, length) = read_head(&mut connection).unwrap();
        let (sender, events) = channel();
        thread::spawn(move || {
            let mut event = Event::default();
            for line in BufReader::new(Body {
                connection: &mut connection,
                length,
            })
            .lines()
            {
                let Ok(line) = line else { return };
                match line.split_once(':') {
                    Some(("event", value)) => event.name = value.trim().into(),
                    Some(("id", value)) => event.id = value.trim().into(),
                    Some(("data", value)) => event.data.push_str(value.trim()),
                    Some(_) => {}
                    None if event == Event::default() => {}
                    None if sender.send(std::mem::take(&mut event)).is_err() => return,
                    None => {}
                }
            }
        });
        Self { head, events }
    }

    /// The next event, which must come in time and have this name.
    pub fn expect(&self, name: &str, within: Duration) -> Event {
        match self.events.recv_timeout(within) {
            Ok(event) if event.name == name => event,
            other => panic!("waited {within:?} for '{name}' and got {other:?}"),
        }
    }

    /// Waits for the first event for which `wanted` answers something.
    pub fn find<T>(&self, within: Duration, wanted: impl Fn(&Event) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let left = within.saturating_sub(start.elapsed());
            let event = self
                .events
                .recv_timeout(left)
                .unwrap_or_else(|why| panic!("nothing came in {within:?}: {why}"));
            if let Some(found) = wanted(&event) {
                return found;
            }
        }
    }

    /// Nothing comes for so long.
    pub fn stays_quiet(&self, during: Duration) {
        let next = self.events.recv_timeout(during);
        assert_eq!(
            next,
            Err(RecvTimeoutError::Timeout),
            "the stream should be open and quiet"
        );
    }

    /// The stream ends with nothing more.
    pub fn ends(&self, within: Duration) {
        assert_eq!(
            self.events.recv_timeout(within),
            Err(RecvTimeoutError::Disconnected),
            "the stream should end"
        );
    }
}
