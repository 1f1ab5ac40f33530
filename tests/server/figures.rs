//! Figures for machines: on a listener of their own, and only when one is asked for.

use std::net::{Ipv4Addr, SocketAddr};

use super::{
    http::{Request, send},
    process::{Server, free_port},
};

#[test]
fn figures_are_read_on_their_own_address_and_nowhere_else() {
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
    let mut server = Server::start_with(&[("FULCRUM_METRICS_ADDR", &addr.to_string())]).claim();
    server.device().begins();
    let figures = send(addr, &Request::get("/metrics"));
    assert_eq!(figures.status, 200);
    assert!(
        figures.text().contains("fulcrum_commands_total"),
        "{}",
        figures.text()
    );
    assert_eq!(
        send(addr, &Request::get("/")).status,
        404,
        "nothing else is there"
    );
    assert_eq!(server.get("/metrics").text(), server.get("/").text());
    server.stop();
}

#[test]
fn without_an_address_nobody_reads_figures() {
    let server = Server::claimed();
    server.device().begins();
    assert_eq!(
        server.get("/metrics").text(),
        server.get("/").text(),
        "an address of the board like any other"
    );
}
