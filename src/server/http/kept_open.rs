//! Answers that are kept open: event streams.
//!
//! While they wait, which is nearly always, hyper would keep two buffers of 8 KiB for each, ready to write and to read the next
//! request. So such a connection leaves HTTP: its head is written here, its body follows as it comes, and its end is the end.

use std::{io, pin::pin};

use axum::{
    body::Body,
    http::{Method, Response, Version, header, response},
};
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpStream, tcp::ReadHalf},
};

/// What kind of request it is decides whether a body may follow, and for how long.
pub fn may_be(method: &Method, version: Version) -> bool {
    *method == Method::GET && version == Version::HTTP_11
}

pub fn is(answer: &Response<Body>) -> bool {
    answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "text/event-stream")
}

/// Writes the answer as it comes, until it ends or nobody is there any more.
pub async fn write(mut socket: TcpStream, answer: Response<Body>) -> io::Result<()> {
    // What is written is meant to arrive at once, also where what was before has not been confirmed.
    socket.set_nodelay(true)?;
    let (reads, mut writes) = socket.split();
    let (head, body) = answer.into_parts();
    #[expect(
        clippy::disallowed_methods,
        reason = "the machine's own time, as every head says it"
    )]
    let now = Utc::now();
    writes.write_all(&written(&head, now)).await?;
    let mut body = body.into_data_stream();
    let mut gone = pin!(is_gone(reads));
    loop {
        let data = tokio::select! {
            data = body.next() => data,
            gone = &mut gone => return gone,
        };
        match data {
            Some(Ok(data)) => writes.write_all(&data).await?,
            // One that breaks off ends like one that is cut off: whoever listens asks again.
            Some(Err(_)) | None => return writes.shutdown().await,
        }
    }
}

/// The head of an answer whose end is the end of its connection.
fn written(head: &response::Parts, at: DateTime<Utc>) -> Vec<u8> {
    let date = at.format("%a, %d %b %Y %H:%M:%S GMT");
    let mut text = format!(
        "HTTP/1.1 {}\r\ndate: {date}\r\nconnection: close\r\n",
        head.status
    )
    .into_bytes();
    for (name, value) in &head.headers {
        text.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    text.extend(b"\r\n");
    text
}

/// Returns when the other side has closed. What it says before that was not asked for.
async fn is_gone(socket: ReadHalf<'_>) -> io::Result<()> {
    let mut unasked = [0; 256];
    loop {
        socket.readable().await?;
        match socket.try_read(&mut unasked) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}
