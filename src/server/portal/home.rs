//! What a phone asks for to put a page on its home screen.

use axum::{
    Json,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::page::private;
use crate::domain::LinkId;
use crate::server::http::shell::NAME;

/// `GET /p/{link}/app.webmanifest`: the same for every address, whether it opens anything or not, so that it tells nothing.
pub async fn manifest(Path(link): Path<String>) -> Response {
    let Ok(link) = link.parse::<LinkId>() else {
        return private(StatusCode::NOT_FOUND.into_response());
    };
    let page = format!("/p/{link}");
    let manifest = json!({
        "id": page,
        "name": NAME,
        "short_name": NAME,
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#f7f5f1",
        "theme_color": "#f7f5f1",
        "icons": [{ "src": "/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable" }],
    });
    private(
        (
            [(header::CONTENT_TYPE, "application/manifest+json")],
            Json(manifest),
        )
            .into_response(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_page_on_a_home_screen_opens_where_its_link_does_and_names_nobody() {
        let link = "0190c0de-0000-7000-8000-000000000001";
        let answer = manifest(Path(link.into())).await;
        let kind = answer.headers()[header::CONTENT_TYPE].clone();
        assert_eq!(kind, "application/manifest+json");
        let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
        let said: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(said["start_url"], format!("/p/{link}"));
        assert_eq!(said["scope"], format!("/p/{link}"));
        assert_eq!(said["name"], "Fulcrum");
        let forged = manifest(Path("../board".into())).await;
        assert_eq!(forged.status(), StatusCode::NOT_FOUND);
    }
}
