//! A mail server for tests, that does what a script says, connection by connection.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

/// What it does with one connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Does {
    /// Takes the letter.
    Takes,
    /// Offers TLS, which works, and takes the letter.
    TakesSafely,
    /// Says nothing at all.
    SaysNothing,
    HangsUp,
    /// Wants to see the letter later.
    Greylists,
    KnowsNoMailbox,
    /// Reads the text, and refuses it.
    RefusesText,
    /// Reads the text, and does not answer.
    HangsAfterText,
    /// Reads the text, and hangs up.
    HangsUpAfterText,
    LetsNobodyIn,
    /// Offers TLS and then speaks something else.
    BreaksTls,
}

#[derive(Default)]
struct Seen {
    script: Vec<Does>,
    connections: usize,
    texts: Vec<String>,
}

pub struct MailServer {
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
}

/// Who signed the certificate of those who offer TLS: for `localhost`, made for these tests and good for nothing else, until 2126.
pub fn authority() -> PathBuf {
    file("ca.pem")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/server/tls")
        .join(name)
}

impl MailServer {
    /// Does this, one after the other; the last for all that follow.
    pub fn that(script: &[Does]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        Self::on(listener, script)
    }

    pub fn on(listener: TcpListener, script: &[Does]) -> Self {
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen {
            script: script.to_vec(),
            ..Seen::default()
        }));
        let shared = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = shared.clone();
                thread::spawn(move || {
                    let does = {
                        let mut seen = shared.lock().unwrap();
                        let at = seen.connections.min(seen.script.len() - 1);
                        seen.connections += 1;
                        seen.script[at]
                    };
                    // Whoever is talked to may hang up at any time.
                    let _ = stream.and_then(|stream| talk(stream, does, &shared));
                });
            }
        });
        Self { port, seen }
    }

    /// Its address, with options behind it.
    pub fn url(&self, options: &str) -> String {
        format!("smtp://127.0.0.1:{}{options}", self.port)
    }

    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// The texts that were sent to it, whether it took them or not.
    pub fn texts(&self) -> Vec<String> {
        self.seen.lock().unwrap().texts.clone()
    }

    /// Waits until it was come to so often.
    pub fn was_come_to(&self, connections: usize) {
        let since = Instant::now();
        while self.connections() < connections {
            assert!(since.elapsed() < Duration::from_secs(20), "nobody came");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn talk(mut stream: TcpStream, does: Does, seen: &Mutex<Seen>) -> io::Result<()> {
    match does {
        Does::HangsUp => return Ok(()),
        Does::SaysNothing => return wait(&mut stream),
        _ => {}
    }
    let offers_tls = matches!(does, Does::TakesSafely | Does::BreaksTls);
    stream.write_all(b"220 mail.test ESMTP\r\n")?;
    if !offers_tls {
        return letters(&mut BufReader::new(stream), does, seen);
    }
    let mut lines = BufReader::new(stream.try_clone()?);
    loop {
        let line = command(&mut lines)?;
        if line.starts_with("EHLO") {
            stream.write_all(b"250-mail.test\r\n250 STARTTLS\r\n")?;
        } else if line == "STARTTLS" {
            stream.write_all(b"220 go on\r\n")?;
            break;
        } else {
            stream.write_all(b"530 STARTTLS first\r\n")?;
        }
    }
    if does == Does::BreaksTls {
        stream.write_all(b"this is not TLS at all, however long one looks at it\r\n")?;
        return wait(&mut stream);
    }
    let certificate = CertificateDer::from_pem_file(file("cert.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| {
            config
                .with_no_client_auth()
                .with_single_cert(vec![certificate], key)
        })
        .map_err(io::Error::other)?;
    let connection = ServerConnection::new(Arc::new(config)).map_err(io::Error::other)?;
    letters(
        &mut BufReader::new(StreamOwned::new(connection, stream)),
        does,
        seen,
    )
}

fn letters<S: Read + Write>(lines: &mut BufReader<S>, does: Does, seen: &Mutex<Seen>) -> io::Result<()> {
    loop {
        let line = command(lines)?;
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            "AUTH" if does == Does::LetsNobodyIn => "535 5.7.8 no such name",
            "RCPT" if does == Does::Greylists => "451 4.7.1 come back later",
            "RCPT" if does == Does::KnowsNoMailbox => "550 5.1.1 no such mailbox",
            "DATA" => {
                lines.get_mut().write_all(b"354 go on\r\n")?;
                let text = text(lines)?;
                seen.lock().unwrap().texts.push(text);
                match does {
                    Does::HangsAfterText => return wait(lines.get_mut()),
                    Does::HangsUpAfterText => return Ok(()),
                    Does::RefusesText => "554 5.7.1 not this",
                    _ => "250 taken",
                }
            }
            "QUIT" => {
                lines.get_mut().write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 fine",
        };
        lines.get_mut().write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

fn command(lines: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if lines.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

/// All lines up to the one with a single dot.
fn text(lines: &mut impl BufRead) -> io::Result<String> {
    let mut text = String::new();
    while !text.ends_with("\r\n.\r\n") {
        if lines.read_line(&mut text)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(text)
}

/// Until whoever is there has gone.
fn wait(stream: &mut impl Read) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest)? > 0 {}
    Ok(())
}
