//! What anyone can do from outside without a password: half requests, many connections, many streams. None of it
//! keeps others waiting.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use fulcrum::domain::Scope;

use super::{
    http::{Connection, Request},
    process::Server,
    visitor::Visitor,
};

/// After which half a request is surely closed.
const LATE: Duration = Duration::from_secs(40);
/// In which an ordinary request is surely answered, on a machine that has much to do.
const SOON: Duration = Duration::from_secs(5);

/// Bytes of a request that never ends.
fn half(addr: SocketAddr, bytes: &str) -> TcpStream {
    let mut socket = TcpStream::connect_timeout(&addr, SOON).unwrap();
    socket.set_read_timeout(Some(LATE)).unwrap();
    socket.write_all(bytes.as_bytes()).unwrap();
    socket
}

fn halves(server: &Server, bytes: &str) -> Vec<TcpStream> {
    (0..300).map(|_| half(server.addr, bytes)).collect()
}

/// All that comes until the server closes the connection.
fn until_closed(mut socket: TcpStream) -> String {
    let mut text = Vec::new();
    match socket.read_to_end(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("not closed in time: {error}"),
    }
    String::from_utf8(text).unwrap()
}

fn is_answered(server: &Server) {
    let start = Instant::now();
    assert_eq!(server.get("/healthz").status, 200);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

const HALF_A_HEAD: &str = "GET / HTTP/1.1\r\nhost: fulcrum.test\r\n";

#[test]
fn half_sent_requests_block_nobody_and_are_closed() {
    let server = Server::claimed();
    let silent = halves(&server, "");
    let heads = halves(&server, HALF_A_HEAD);
    let body = format!(
        "POST /api/v1/sign-in HTTP/1.1\r\nhost: fulcrum.test\r\norigin: {}\r\ncontent-type: application/json\r\n\
         content-length: 100\r\n\r\n{{",
        server.origin()
    );
    // Fewer than a place may try to sign in within a while.
    let bodies: Vec<_> = (0..5).map(|_| half(server.addr, &body)).collect();
    is_answered(&server);
    for socket in silent.into_iter().chain(heads) {
        assert_eq!(until_closed(socket), "");
    }
    for socket in bodies {
        let told = until_closed(socket);
        assert!(told.contains("Nothing was changed"), "{told}");
    }
    is_answered(&server);
}

#[test]
fn where_few_files_may_be_open_silent_connections_give_way() {
    let few_files = ["sh", "-c", "ulimit -n 200 && exec \"$0\""];
    let server = Server::start_in(&few_files, &[]).claim();
    let mut device = server.device();
    let heads = halves(&server, HALF_A_HEAD);
    // Who comes while the server still takes in the crowd may be asked to come again.
    until(|| server.get("/healthz").status == 200);
    device.begins();
    drop(heads);
}

#[test]
fn who_finds_no_room_is_told_so_in_words() {
    let few_files = ["sh", "-c", "ulimit -n 100 && exec \"$0\""];
    let server = Server::start_in(&few_files, &[]).claim();
    // Those that have asked for something give way to nobody.
    let mut open = Vec::new();
    let refused = loop {
        let request = Request::get("/healthz");
        let mut connection = Connection::to(server.addr);
        let response = connection.send(&request).unwrap();
        if response.status != 200 {
            break response;
        }
        open.push(connection);
        assert!(open.len() < 100, "there is always room");
    };
    assert_eq!((refused.status, refused.code().as_str()), (503, "busy"));
    assert!(refused.header("retry-after").is_some());
    drop(open);
    until(|| {
        let response = Connection::to(server.addr).send(&Request::get("/healthz"));
        response.is_ok_and(|response| response.status == 200)
    });
}

/// A stream that is open until it is dropped, or the refusal.
fn stream(server: &Server, path: &str, headers: &[(&str, &str)]) -> Result<TcpStream, String> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let request = format!("GET {path} HTTP/1.1\r\nhost: fulcrum.test\r\nconnection: close\r\n{headers}\r\n");
    let mut socket = half(server.addr, &request);
    let mut status = [0; 12];
    socket.read_exact(&mut status).unwrap();
    match &status {
        b"HTTP/1.1 200" => Ok(socket),
        _ => Err(String::from_utf8_lossy(&status).into_owned() + &until_closed(socket)),
    }
}

fn is_refused(refused: Result<TcpStream, String>) {
    let told = refused.expect_err("there is always room");
    for part in ["HTTP/1.1 429", "retry-after: ", "too_many_streams", "close some"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

/// Until it is so, within a time that is long enough for any machine.
fn until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < LATE);
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_session_opens_so_many_streams_and_one_that_closes_makes_room() {
    let server = Server::claimed();
    let (cookie, path) = (&server.owner().cookie, "/api/v1/events");
    let mut open: Vec<_> = (0..16)
        .map(|_| stream(&server, path, &[("cookie", cookie)]).unwrap())
        .collect();
    is_refused(stream(&server, path, &[("cookie", cookie)]));
    drop(open.pop());
    until(|| stream(&server, path, &[("cookie", cookie)]).is_ok());
}

#[test]
fn one_address_behind_the_proxy_leaves_streams_for_others() {
    let server = Server::start_with(&[("FULCRUM_TRUSTED_PROXY", "127.0.0.1")]).claim();
    let mut device = server.device();
    let leader = device.begins().leader;
    let link = device.shares(leader, Scope::Respond);
    let (cookie, path) = (Visitor::with(&server, &link).cookie(), link.path() + "/events");
    let from = |place| stream(&server, &path, &[("cookie", &cookie), ("x-forwarded-for", place)]);
    let _open: Vec<_> = (0..256).map(|_| from("10.0.0.1").unwrap()).collect();
    is_refused(from("10.0.0.1"));
    from("10.0.0.2").unwrap();
}
