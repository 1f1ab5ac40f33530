//! Every route, by who uses it.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header},
    middleware,
    response::IntoResponse,
    routing::{get, post},
};
use tower_governor::{GovernorLayer, governor::GovernorConfigBuilder};
use tower_http::{
    catch_panic::CatchPanicLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

use super::{
    client_address::ClientAddress,
    error::{self, ApiError},
    security, shell, site,
};
use crate::server::{accounts, app::App, devices, portal, team};

/// Largest body of a form or a small JSON request, in bytes.
const MAX_FORM_BYTES: usize = 64 * 1024;

/// How often limits forget those who have not come for so long that they have all their tries again.
const FORGET: Duration = Duration::from_secs(60);
/// Longest silence in the middle of a body.
const SILENCE: Duration = Duration::from_secs(10);
/// Longest time from a request's head to its answer; what a stream brings after its first word is not counted.
const SMALL: Duration = Duration::from_secs(30);
/// The same for a push, which may be large and come over a slow line.
const LARGE: Duration = Duration::from_secs(120);

pub fn router(app: App) -> Router {
    let address = ClientAddress {
        trusted_proxy: app.config.trusted_proxy,
    };
    let within = |longest| TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, longest);
    let limited = |per_second, burst| {
        let config = GovernorConfigBuilder::default()
            .per_second(per_second)
            .burst_size(burst)
            .key_extractor(address)
            .finish()
            .expect("both numbers are above zero");
        let limiter = config.limiter().clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(FORGET).await;
                limiter.retain_recent();
            }
        });
        GovernorLayer::new(config)
    };

    // People who prove who they are: guessing is slow.
    let people = Router::new()
        .route("/api/v1/claim", post(accounts::claim::claim))
        .route("/api/v1/sign-in", post(accounts::sign_in::sign_in))
        .route("/api/v1/invitation", post(team::join::invitation))
        .route("/api/v1/join", post(team::join::join))
        .layer(limited(2, 10))
        .layer(within(SMALL))
        .layer(middleware::from_fn(error::in_our_words));

    // Devices, signed in.
    let boards = Router::new()
        .route("/api/v1/me", get(accounts::me::me))
        .route("/api/v1/events", get(devices::events::events))
        .route("/api/v1/workspaces", post(accounts::founding::open))
        .route("/api/v1/sign-out", post(accounts::sign_in::sign_out))
        .route("/api/v1/sessions", get(devices::sessions::list))
        .route("/api/v1/sessions/end", post(devices::sessions::end))
        .route(
            "/api/v1/w/{ws}/invitations",
            get(team::invitations::list).post(team::invitations::invite),
        )
        .route(
            "/api/v1/w/{ws}/invitations/withdraw",
            post(team::invitations::withdraw),
        )
        .route("/api/v1/w/{ws}/pull", get(devices::sync::pull))
        .layer(within(SMALL))
        .merge(
            Router::new()
                .route("/api/v1/w/{ws}/push", post(devices::sync::push))
                .layer(DefaultBodyLimit::max(devices::sync::MAX_PUSH_BYTES))
                .layer(within(LARGE)),
        )
        .layer(middleware::from_fn(error::in_our_words));

    // Leaders, with a link.
    let leaders = Router::new()
        .route("/p/{link}", get(portal::page::page))
        .route("/p/{link}/events", get(portal::events::events))
        .route("/p/{link}/{secret}", get(portal::enter::open))
        .merge(
            Router::new()
                .route("/p/{link}/reply", post(portal::gestures::reply))
                .route("/p/{link}/passcode", post(portal::enter::passcode))
                .layer(limited(1, 20))
                .layer(middleware::from_fn_with_state(
                    app.clone(),
                    portal::busy::in_a_page,
                )),
        )
        .layer(within(SMALL));

    // Machines that watch over the server.
    let machines = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready));

    // Browsers: hashed assets, and the board's shell at every address of the board.
    let board = Router::new()
        .route("/assets/{*path}", get(site::file))
        .route("/sw.js", get(site::file))
        .route("/icon.svg", get(site::file))
        .route("/manifest.webmanifest", get(site::file))
        .route("/", get(board_or_nothing))
        .route("/{*path}", get(board_or_nothing));

    Router::new()
        .merge(people)
        .merge(boards)
        .merge(leaders)
        .merge(machines)
        .merge(board)
        .route_layer(middleware::from_fn_with_state(app.clone(), security::same_origin))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), security::headers))
        .with_state(app)
}

/// Addresses of the board are the board's own business; only under `/api` must an unknown one be told.
async fn board_or_nothing(uri: axum::http::Uri) -> axum::response::Response {
    if uri.path().starts_with("/api/") {
        return ApiError::not_found().into_response();
    }
    ([(header::CACHE_CONTROL, "no-cache")], shell::board().await).into_response()
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
