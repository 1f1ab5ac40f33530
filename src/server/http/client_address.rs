//! Whose address counts for limits.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, Request, request::Parts},
};
use tower_governor::{GovernorError, key_extractor::KeyExtractor};

use crate::server::{app::App, http::error::ApiError};

/// The peer's address; behind the trusted proxy the last address that the proxy itself has added.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress {
    pub trusted_proxy: Option<IpAddr>,
}

impl ClientAddress {
    fn of(self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.ip().to_canonical();
        if self.trusted_proxy.map(|proxy| proxy.to_canonical()) != Some(peer) {
            return Some(one_place(peer));
        }
        // A client may send such headers itself, several of them: what the proxy adds stands at the very end.
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
        let last = forwarded
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
        Some(one_place(last.unwrap_or(peer)))
    }
}

/// The address by which one client is known. One IPv6 client holds a network of 64 bits at least, and could come
/// from each of its addresses in turn.
pub fn one_place(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64))),
        four => four,
    }
}

impl KeyExtractor for ClientAddress {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        self.of(request.extensions(), request.headers())
            .ok_or(GovernorError::UnableToExtractKey)
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct ComesFrom(pub IpAddr);

impl FromRequestParts<App> for ComesFrom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let address = ClientAddress {
            trusted_proxy: app.config.trusted_proxy,
        };
        address
            .of(&parts.extensions, &parts.headers)
            .map(Self)
            .ok_or_else(|| ApiError::bad_request("It is not known where this request comes from."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(peer: &str, trusted_proxy: Option<&str>, forwarded: &[&str]) -> String {
        let mut request = Request::builder();
        for line in forwarded {
            request = request.header("x-forwarded-for", *line);
        }
        let mut request = request.body(()).unwrap();
        let peer = SocketAddr::new(peer.parse().unwrap(), 9);
        request.extensions_mut().insert(ConnectInfo(peer));
        let address = ClientAddress {
            trusted_proxy: trusted_proxy.map(|ip| ip.parse().unwrap()),
        };
        address.extract(&request).unwrap().to_string()
    }

    #[test]
    fn only_the_trusted_proxy_is_believed() {
        assert_eq!(key("10.0.0.1", None, &["1.2.3.4"]), "10.0.0.1");
        assert_eq!(key("10.0.0.1", Some("10.0.0.2"), &["1.2.3.4"]), "10.0.0.1");
        assert_eq!(
            key("10.0.0.1", Some("10.0.0.1"), &["9.9.9.9, 1.2.3.4"]),
            "1.2.3.4",
            "what the client claims comes first"
        );
        assert_eq!(key("10.0.0.1", Some("10.0.0.1"), &["nonsense"]), "10.0.0.1");
        assert_eq!(key("::ffff:10.0.0.1", Some("10.0.0.1"), &["1.2.3.4"]), "1.2.3.4");
    }

    #[test]
    fn of_several_forwarded_headers_the_last_one_counts() {
        assert_eq!(
            key("10.0.0.1", Some("10.0.0.1"), &["9.9.9.9", "8.8.8.8, 1.2.3.4"]),
            "1.2.3.4"
        );
    }

    #[test]
    fn a_network_of_64_bits_is_one_client() {
        let place = "2001:db8:1:2::";
        assert_eq!(key("2001:db8:1:2:3:4:5:6", None, &[]), place);
        assert_eq!(key("2001:db8:1:2:ffff::1", None, &[]), place);
        assert_ne!(key("2001:db8:1:3::1", None, &[]), place);
        assert_eq!(key("10.0.0.1", Some("10.0.0.1"), &["2001:db8:1:2::7"]), place);
        assert_eq!(key("::ffff:1.2.3.4", None, &[]), "1.2.3.4");
    }
}
