//! Connections: how many there may be, and how long a request may take to arrive.
//!
//! Half a request blocks nobody: it is closed after a while, and at once when its place is needed.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    future::pending,
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc, oneshot, watch},
};
use tower::Service;

use crate::server::http::{
    client_address::one_place,
    kept_open,
    tally::{Counted, Tally},
};

/// How long a request's head may take, counted from the answer before it: a connection that rests is closed, too.
const HEAD: Duration = Duration::from_secs(15);
/// How large it may be, in bytes: cookies and an address have room, a flood of half requests stays small.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Most connections at once, where the system allows as many files.
const MOST: usize = 16_384;
/// Files that are not connections: the database, the log, the listeners.
const OTHER_FILES: u64 = 64;
/// Most connections from one address; an office behind one router has room.
const MOST_OF_ONE: usize = 256;
/// How many more there may be for the moment in which others give way.
const GIVING_WAY: usize = 16;
/// How many at once are told that there is no room; beyond these, connections are closed without a word.
const TOLD: usize = 32;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Whose {
    All,
    Address(IpAddr),
}

pub struct Connections {
    open: Tally<Whose>,
    silent: Silent,
    most: usize,
    trusted_proxy: Option<IpAddr>,
}

impl Connections {
    pub fn new(trusted_proxy: Option<IpAddr>) -> Self {
        Self {
            open: Tally::default(),
            silent: Silent::default(),
            most: most(),
            trusted_proxy,
        }
    }

    /// None when there are too many already.
    fn enter(&self, peer: IpAddr) -> Option<Counted<Whose>> {
        let peer = peer.to_canonical();
        // Through the proxy, or something else on this machine, all kinds of people come.
        let is_shared =
            peer.is_loopback() || self.trusted_proxy.map(|proxy| proxy.to_canonical()) == Some(peer);
        let one = (!is_shared).then_some((Whose::Address(one_place(peer)), MOST_OF_ONE));
        let enter = |most| {
            self.open
                .enter([(Whose::All, most)].into_iter().chain(one.clone()))
        };
        enter(self.most).or_else(|| {
            // Nobody gives way to an address that has its share.
            let may_have_more = one.iter().all(|(key, most)| self.open.has_room(key, *most));
            (may_have_more && self.silent.give_way())
                .then(|| enter(self.most + GIVING_WAY))
                .flatten()
        })
    }

    /// Serves until `stop`; returns when what was begun then is finished.
    pub async fn serve(&self, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(MAX_HEAD_BYTES);
        let stopping = watch::Sender::new(false);
        let mut stop = std::pin::pin!(stop);
        loop {
            let (socket, peer) = tokio::select! {
                accepted = accept(&listener) => accepted,
                () = &mut stop => break,
            };
            let Some(counted) = self.enter(peer.ip()) else {
                refuse(socket);
                continue;
            };
            end_if_unread(&socket);
            let (http, router, stopping) = (http.clone(), router.clone(), stopping.subscribe());
            let silent = self.silent.clone();
            tokio::spawn(async move {
                let left = talk(socket, peer, http, router, silent, stopping.clone()).await;
                if let Some((socket, answer)) = left
                    && let Err(error) = kept_open::write(socket, answer).await
                {
                    tracing::trace!(%error, "a stream ended early");
                }
                drop((counted, stopping));
            });
        }
        drop(listener);
        stopping.send_replace(true);
        // Each connection listens to it until it ends.
        stopping.closed().await;
    }
}

/// Answers what is asked on a connection, until it ends or has to give way, or leaves HTTP with an answer that is kept open.
async fn talk(
    socket: TcpStream,
    peer: SocketAddr,
    http: http1::Builder,
    router: Router,
    silent: Silent,
    mut stopping: watch::Receiver<bool>,
) -> Option<(TcpStream, Response)> {
    let (number, mut told) = silent.add();
    let (leave, mut leaves) = mpsc::channel(1);
    let service = service_fn(|mut request: Request<Incoming>| {
        silent.remove(number);
        request.extensions_mut().insert(ConnectInfo(peer));
        let may_stay_open = kept_open::may_be(request.method(), request.version());
        let (leave, answer) = (leave.clone(), router.clone().call(request.map(Body::new)));
        async move {
            let answer = answer.await.unwrap_or_else(|never| match never {});
            if may_stay_open && kept_open::is(&answer) {
                // Nothing more is said here, and so nothing more is read.
                let _ = leave.send(answer).await;
                return pending().await;
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let mut connection = Box::new(http.serve_connection(TokioIo::new(socket), service));
    let mut is_asked_to_stop = false;
    let answer = loop {
        tokio::select! {
            ended = &mut *connection => {
                if let Err(error) = ended {
                    tracing::trace!(%error, "a connection ended early");
                }
                break None;
            }
            answer = leaves.recv() => break answer,
            Ok(()) = &mut told, if !told.is_terminated() => break None,
            _ = stopping.changed(), if !is_asked_to_stop => {
                is_asked_to_stop = true;
                std::pin::Pin::new(&mut *connection).graceful_shutdown();
            }
        }
    };
    silent.remove(number);
    Some((connection.into_parts().io.into_inner(), answer?))
}

/// Connections on which no whole request has come yet, the oldest first.
#[derive(Clone, Default)]
struct Silent(Arc<Mutex<Numbered>>);

#[derive(Default)]
struct Numbered {
    next: u64,
    open: BTreeMap<u64, oneshot::Sender<()>>,
}

impl Silent {
    /// Answers with the connection's number, and what tells it to give way.
    fn add(&self) -> (u64, oneshot::Receiver<()>) {
        let (sender, told) = oneshot::channel();
        let mut all = self.lock();
        let number = all.next;
        all.next += 1;
        all.open.insert(number, sender);
        (number, told)
    }

    fn remove(&self, number: u64) {
        drop(self.lock().open.remove(&number));
    }

    /// The one that has been silent for longest closes; false when there is none.
    fn give_way(&self) -> bool {
        let oldest = self.lock().open.pop_first();
        oldest.is_some_and(|(_, oldest)| oldest.send(()).is_ok())
    }

    fn lock(&self) -> MutexGuard<'_, Numbered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // The client has thought better of it.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::ConnectionRefused
                        | io::ErrorKind::ConnectionAborted
                        | io::ErrorKind::ConnectionReset
                ) => {}
            Err(error) => {
                // No files are left, say: the next connection that closes makes room.
                tracing::error!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Whoever takes nothing of what is sent for so long is there no more, or holds a place for nothing.
#[cfg(target_os = "linux")]
fn end_if_unread(socket: &TcpStream) {
    const UNREAD: u32 = 60_000;
    if let Err(error) = rustix::net::sockopt::set_tcp_user_timeout(socket, UNREAD) {
        tracing::trace!(%error, "a connection that is not read is not ended");
    }
}

#[cfg(not(target_os = "linux"))]
fn end_if_unread(_: &TcpStream) {}

/// Says in words that there is no room at this moment, and closes.
fn refuse(mut socket: TcpStream) {
    static TELLING: Semaphore = Semaphore::const_new(TOLD);
    const WORDS: &str = r#"{"error":"busy","message":"Too many connections are open at this moment. Wait a few seconds, then try again; nothing is lost."}"#;
    let Ok(telling) = TELLING.try_acquire() else {
        return;
    };
    tokio::spawn(async move {
        let answer = format!(
            "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 5\r\ncache-control: no-store\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{WORDS}",
            WORDS.len()
        );
        let told = async {
            socket.write_all(answer.as_bytes()).await?;
            socket.shutdown().await?;
            // Closing on what was not read would take the answer back.
            let mut rest = [0; 1024];
            while socket.read(&mut rest).await? > 0 {}
            io::Result::Ok(())
        };
        drop(tokio::time::timeout(Duration::from_secs(1), told).await);
        drop(telling);
    });
}

/// How many connections there may be. Raises the limit of open files to what the system allows.
fn most() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let allowed = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: allowed.maximum,
            ..allowed
        };
        let files = match setrlimit(Resource::Nofile, raised) {
            Ok(()) => raised.current,
            Err(_) => allowed.current,
        };
        let files = files.unwrap_or(u64::MAX).saturating_sub(OTHER_FILES);
        usize::try_from(files).unwrap_or(MOST).clamp(1, MOST)
    }
    #[cfg(not(unix))]
    MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how_many(connections: &Connections, peer: &str) -> usize {
        let peer = peer.parse().unwrap();
        let open: Vec<_> = std::iter::from_fn(|| connections.enter(peer)).collect();
        open.len()
    }

    #[test]
    fn one_address_does_not_take_all_and_a_proxy_is_many_people() {
        let connections = Connections {
            most: 1_000,
            ..Connections::new(Some([10, 0, 0, 9].into()))
        };
        assert_eq!(how_many(&connections, "10.0.0.1"), MOST_OF_ONE);
        assert_eq!(how_many(&connections, "2001:db8::1"), MOST_OF_ONE);
        for shared in ["10.0.0.9", "::ffff:10.0.0.9", "127.0.0.1", "::1"] {
            assert_eq!(how_many(&connections, shared), 1_000, "{shared}");
        }
    }

    #[test]
    fn the_connection_that_was_silent_for_longest_gives_way() {
        let silent = Silent::default();
        let (asked, mut first) = silent.add();
        let (_, mut second) = silent.add();
        let (_, mut third) = silent.add();
        silent.remove(asked);
        assert!(silent.give_way());
        assert_eq!(second.try_recv(), Ok(()));
        assert!(first.try_recv().is_err() && third.try_recv().is_err());
    }
}
