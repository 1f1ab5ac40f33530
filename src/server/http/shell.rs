//! The HTML around both ways in: the board's shell, which holds no data, and the portal's page.

use axum::response::Html;

use crate::domain::LinkId;
use crate::server::http::site::{PORTAL_SHEET, SITE};

/// What a page is called that tells nothing of anybody.
pub const NAME: &str = "Fulcrum";

/// The board's page: the same for every address and everybody, so that it may be kept offline.
pub async fn board() -> Html<String> {
    let site = &*SITE;
    let head = format!(
        "<meta name=\"description\" content=\"{ABOUT}\">\
         <link rel=\"manifest\" href=\"/manifest.webmanifest\">\
         <link rel=\"stylesheet\" href=\"{css}\">\
         <link rel=\"modulepreload\" href=\"{js}\">\
         <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" src=\"{boot}\"></script>",
        css = site.css,
        js = site.js,
        wasm = site.wasm,
        boot = site.boot,
    );
    Html(document(NAME, &head, OPENING))
}

/// The board in a sentence, to whoever has not opened it: which word a workspace has for leaders is not known there.
const ABOUT: &str = "Where each role stands, what was done, and who hears what next.";

/// What stands on the board's page until the board does. The first time that takes a while, so it says what comes; the
/// script that starts the board takes that away where the board was here before.
const OPENING: &str = "<main class=\"opening\" id=\"opening\"><p class=\"opening-name\">Fulcrum</p>\
                       <p class=\"opening-what\">Where each role stands, whom you owe what, and who hears what next. \
                       Your browser fetches the board once; from then on it opens at once, with or without a network, and what \
                       you write in it is saved on this device first.</p>\
                       <p class=\"opening-words\" role=\"status\">Reading your board…</p>\
                       <noscript><p>The board is a program that runs in your browser, and this browser runs no scripts for \
                       it. Allow JavaScript for this site, then reload. What is kept on this device stays as it is.</p></noscript>\
                       </main>";

/// A leader's page, or what stands in its place, which is no link's and needs no script; the title is HTML.
pub fn portal(title: &str, link: Option<LinkId>, has_script: bool, body: &str) -> String {
    let site = &*SITE;
    let script = format!(
        "<script type=\"module\" src=\"{}\" data-build=\"{}\"></script>",
        site.portal_js, site.portal
    );
    let manifest = link.map_or_else(String::new, |link| {
        format!("<link rel=\"manifest\" href=\"/p/{link}/app.webmanifest\">")
    });
    let head = format!(
        "<meta name=\"robots\" content=\"noindex\">{manifest}{}<style>{}</style>",
        if has_script { &script } else { "" },
        *PORTAL_SHEET,
    );
    document(title, &head, body)
}

fn document(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#f7f5f1\">\
         <meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#14161a\">\
         <title>{title}</title>\
         <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\
         <link rel=\"apple-touch-icon\" href=\"/touch.png\">{head}</head><body>{body}</body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_workspace_is_known_nobody_is_called_by_its_word() {
        for words in [ABOUT, OPENING] {
            assert!(!words.contains("leader") && !words.contains("manager"), "{words}");
        }
    }
}
