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
use leptos::server_fn::ServerFn;
use tower_governor::{GovernorLayer, governor::GovernorConfigBuilder};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

use super::{
    call::call,
    client_address::ClientAddress,
    error::{self, ApiError},
    security, shell, site,
};
use crate::calls;
use crate::server::{app::App, calendar, devices, portal};

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
        .route(calls::Claim::PATH, call::<calls::Claim>())
        .route(calls::SignIn::PATH, call::<calls::SignIn>())
        .route(calls::OpenInvitation::PATH, call::<calls::OpenInvitation>())
        .route(calls::Join::PATH, call::<calls::Join>())
        .layer(limited(2, 10))
        .layer(within(SMALL))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(error::in_our_words));

    // Devices, signed in.
    let boards = Router::new()
        .route(calls::AskWho::PATH, call::<calls::AskWho>())
        .route(calls::OpenWorkspace::PATH, call::<calls::OpenWorkspace>())
        .route(calls::SignOut::PATH, call::<calls::SignOut>())
        .route(calls::ListSessions::PATH, call::<calls::ListSessions>())
        .route(calls::EndSession::PATH, call::<calls::EndSession>())
        .route(calls::ListInvitations::PATH, call::<calls::ListInvitations>())
        .route(calls::Invite::PATH, call::<calls::Invite>())
        .route(calls::Withdraw::PATH, call::<calls::Withdraw>())
        .route(calls::AskCalendar::PATH, call::<calls::AskCalendar>())
        .route(calls::MakeCalendar::PATH, call::<calls::MakeCalendar>())
        .route(calls::EndCalendar::PATH, call::<calls::EndCalendar>())
        .route(calls::AskMail::PATH, call::<calls::AskMail>())
        .merge(
            Router::new()
                .route(calls::TestMail::PATH, call::<calls::TestMail>())
                .layer(limited(20, 3)),
        )
        .route("/api/v1/events", get(devices::events::events))
        .route(
            "/api/v1/w/{ws}/pull",
            get(devices::sync::pull).layer(CompressionLayer::new().quality(CompressionLevel::Fastest)),
        )
        .layer(within(SMALL))
        .merge(
            Router::new()
                .route("/api/v1/w/{ws}/push", post(devices::sync::push))
                .layer(DefaultBodyLimit::max(devices::sync::MAX_PUSH_BYTES))
                .layer(within(LARGE)),
        )
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(error::in_our_words));

    // Leaders, with a link.
    let leaders = Router::new()
        .route("/p/{link}", get(portal::page::page))
        .route("/p/{link}/news", get(portal::events::news))
        .route("/p/{link}/calendar/{interview}", get(portal::calendar::calendar))
        .route("/p/{link}/app.webmanifest", get(portal::home::manifest))
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
        // All of them, so that no header tells one reason from another.
        .layer(CompressionLayer::new())
        .route("/p/{link}/events", get(portal::events::events))
        .layer(within(SMALL));

    // Whoever got a letter: a mail program may come from anywhere.
    let letters = Router::new()
        .route(
            "/mail/stop/{workspace}/{update}/{proof}",
            get(portal::stop::ask).post(portal::stop::stop),
        )
        .layer(limited(1, 20))
        .layer(CompressionLayer::new())
        .layer(within(SMALL));

    // Calendar programs, with the address of somebody's calendar: one that is guessed costs as much as one that is right.
    let calendars = Router::new()
        .route("/calendar/{file}", get(calendar::feed::feed))
        .layer(limited(1, 20))
        .layer(CompressionLayer::new())
        .layer(within(SMALL));

    // Machines that watch over the server.
    let machines = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready));

    // Browsers: hashed assets, and the board's shell at every address of the board.
    let board = Router::new()
        .route("/assets/{*path}", get(site::file))
        .route("/sw.js", get(site::file))
        .route("/p/sw.js", get(site::file))
        .route("/icon.svg", get(site::file))
        .route("/touch.png", get(site::file))
        .route("/robots.txt", get(site::file))
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
        .merge(letters)
        .merge(calendars)
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
