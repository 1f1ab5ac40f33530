//! Headers on every answer, and the refusal of requests from other sites.

use std::sync::LazyLock;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::site::PORTAL_SHEET;
use crate::server::{app::App, http::error::ApiError};

/// The board's. No inline script anywhere: both faces start from one hashed file, and the board's sheet is one, too.
const BOARD: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                   font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
                   form-action 'self'; frame-ancestors 'none'";

/// The portal's: it runs no WebAssembly, its script makes HTML by one named policy only, and the one sheet that stands in
/// its head is known by its hash.
static PORTAL: LazyLock<String> = LazyLock::new(|| {
    let sheet = BASE64.encode(&Sha256::digest(PORTAL_SHEET.as_bytes()));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'sha256-{sheet}'; img-src 'self' data:; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types portal"
    )
});

/// What a leader's page may do.
pub fn portal() -> HeaderValue {
    HeaderValue::from_str(&PORTAL).expect("a policy is ASCII")
}

pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, BOARD);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if app.config.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Whatever changes something must come from our own pages.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_same_origin(request.headers(), &app.config.origin()) {
        return next.run(request).await;
    }
    ApiError::foreign_origin().into_response()
}

fn is_same_origin(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin") == Some(origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_same_origin(&headers.collect(), "https://a.example")
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("origin", "https://a.example")]));
        for foreign in [
            &[("sec-fetch-site", "cross-site"), ("origin", "https://a.example")][..],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[],
        ] {
            assert!(!same(foreign), "{foreign:?}");
        }
    }

    #[test]
    fn the_policies_allow_no_inline_code() {
        for policy in [BOARD, &PORTAL] {
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{policy}"
            );
        }
    }
}
