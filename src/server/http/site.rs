//! The browser's half, embedded: hashed assets with their compressed forms beside them.

use std::sync::{LazyLock, OnceLock};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::EmbeddedFile;
use serde::Deserialize;

/// What the program carries: it embeds the files itself, so that another site compiles the program anew and not the server.
#[derive(Clone, Copy)]
pub struct Carried {
    pub find: fn(&str) -> Option<EmbeddedFile>,
    /// The build for which the program was compiled.
    pub build: Option<&'static str>,
}

static CARRIED: OnceLock<Carried> = OnceLock::new();

/// Says where the files are, once. Without it there are none.
pub fn carry(carried: Carried) {
    CARRIED.get_or_init(|| carried);
}

fn find(path: &str) -> Option<EmbeddedFile> {
    CARRIED.get().and_then(|carried| (carried.find)(path))
}

/// The addresses that the head of a page names.
#[derive(Deserialize, Default, Debug)]
pub struct Site {
    pub build: String,
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub boot: String,
    /// Of the portal's sheet and script; the board's build is another matter.
    pub portal: String,
    pub portal_css: String,
    pub portal_js: String,
}

pub static SITE: LazyLock<Site> = LazyLock::new(|| {
    let listed = find("site.json").and_then(|file| serde_json::from_slice::<Site>(&file.data).ok());
    let site = listed.unwrap_or_default();
    let build = CARRIED.get().and_then(|carried| carried.build);
    if build.is_some_and(|build| build != site.build) {
        tracing::warn!(
            ?build,
            site = site.build,
            "the embedded site is not the one this server was built for"
        );
    }
    site
});

/// The portal's sheet. Each of its pages carries it: on a slow line a leader would wait for one answer more to see anything.
pub static PORTAL_SHEET: LazyLock<String> = LazyLock::new(|| {
    let sheet = find(SITE.portal_css.trim_start_matches('/'));
    sheet.map_or_else(String::new, |sheet| {
        String::from_utf8_lossy(&sheet.data).into_owned()
    })
});

/// Serves an embedded file, in the best form that the browser takes.
pub async fn file(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let Some(plain) = find(path).filter(|_| path != "site.json") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let accepts = |name: &str| {
        accepts
            .split(',')
            .any(|part| part.trim().split(';').next() == Some(name))
    };
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .find_map(|(name, suffix)| {
            let file = accepts(name)
                .then(|| find(&format!("{path}.{suffix}")))
                .flatten()?;
            Some((name, file))
        });
    let mut response = match packed {
        Some((name, file)) => {
            let mut response = body(file);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            response
        }
        None => body(plain),
    };
    // Names under /assets/ carry their content's hash; the service worker must always be asked for anew.
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    response
}

fn body(file: EmbeddedFile) -> Response {
    file.data.into_owned().into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
