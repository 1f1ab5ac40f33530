//! What a leader is told who sends too much at once.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::{
    door::Opened,
    page::{asks_for_json, busy},
};
use crate::server::app::App;

/// Around the limit, whose own answer is for programs: a page says what to do, and whom to call where the link opens.
pub async fn in_a_page(
    State(app): State<App>,
    Path(link): Path<String>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if response.status() != StatusCode::TOO_MANY_REQUESTS || is_page || asks_for_json(&headers) {
        return response;
    }
    let opened = Opened::by_cookie(&app, &link, &headers).await.ok().flatten();
    let looked = opened.and_then(|opened| opened.view(&app));
    let mut told = busy(looked.and_then(|looked| looked.shown.view.head.recruiter.clone()));
    let wait = response.headers().get(header::RETRY_AFTER).cloned();
    // The limiter rounds down, and asking again at once would be asking in vain.
    let wait = wait.filter(|wait| wait != "0").unwrap_or(HeaderValue::from(1));
    told.headers_mut().insert(header::RETRY_AFTER, wait);
    told
}
