//! Whose address counts for rate limits.

use std::net::{IpAddr, SocketAddr};

use axum::{extract::ConnectInfo, http::Request};
use tower_governor::{GovernorError, key_extractor::KeyExtractor};

/// The peer's address; behind the trusted proxy the last address that the proxy itself has added.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress {
    pub trusted_proxy: Option<IpAddr>,
}

impl KeyExtractor for ClientAddress {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.ip());
        let peer = peer.ok_or(GovernorError::UnableToExtractKey)?;
        if self.trusted_proxy != Some(peer) {
            return Ok(peer);
        }
        let forwarded = request
            .headers()
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        Ok(forwarded
            .and_then(|list| list.rsplit(',').next()?.trim().parse().ok())
            .unwrap_or(peer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(trusted_proxy: Option<&str>, forwarded: &str) -> String {
        let mut request = Request::builder()
            .header("x-forwarded-for", forwarded)
            .body(())
            .unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 9))));
        let address = ClientAddress {
            trusted_proxy: trusted_proxy.map(|ip| ip.parse().unwrap()),
        };
        address.extract(&request).unwrap().to_string()
    }

    #[test]
    fn only_the_trusted_proxy_is_believed() {
        assert_eq!(key(None, "1.2.3.4"), "10.0.0.1");
        assert_eq!(key(Some("10.0.0.2"), "1.2.3.4"), "10.0.0.1");
        assert_eq!(
            key(Some("10.0.0.1"), "9.9.9.9, 1.2.3.4"),
            "1.2.3.4",
            "what the client claims comes first"
        );
        assert_eq!(key(Some("10.0.0.1"), "nonsense"), "10.0.0.1");
    }
}
