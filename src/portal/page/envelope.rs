//! The page in an envelope: one file that needs nothing else. It has no script, and asks no network for anything.

use leptos::prelude::*;

use super::{PortalPage, visit::Visit};
use crate::portal::view::PortalView;

/// The page with nothing to press, under a line that says what such a file is.
#[component]
pub fn SealedPage(view: PortalView, visit: Visit) -> impl IntoView {
    let view = view.on_paper();
    view! {
        <main>
            <p class="sealed small">
                <b>{format!("{}. As of {}. ", view.head.called.ours(view.scope.reader()), visit.as_of)}</b>
                "This file shows how things stood then. It cannot be taken back: whoever has it keeps it."
            </p>
            <PortalPage view visit embedded=true/>
        </main>
    }
}

/// The file, of the page's HTML and the rules of its sheet. It names nobody in its title.
pub fn envelope(as_of: &str, styles: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">\
         <title>Where it stands, as of {as_of}</title>\n<style>{styles}</style></head>\n<body>{body}</body></html>\n"
    )
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{LinkId, Scope};
    use crate::portal::{canary, html};

    #[test]
    fn a_file_holds_what_its_scope_reads_and_nothing_to_press_or_to_fetch() {
        let story = canary::story();
        for scope in Scope::ALL {
            let view = canary::view(&story, *scope);
            let visit = Visit {
                link: LinkId(Uuid::nil()),
                confirmed: false,
                seed: Uuid::nil(),
                as_of: "Tue 1 Dec 2026, 09:40".into(),
                returned: None,
            };
            let body = html(|| view! { <SealedPage view visit/> });
            let file = envelope("Tue 1 Dec 2026, 09:40", ".card { color: red }", &body);
            assert_eq!(canary::strays(&file, *scope), Vec::<String>::new(), "{scope:?}");
            assert!(file.contains("As of Tue 1 Dec 2026, 09:40. "), "{file}");
            assert!(file.contains("cannot be taken back"), "{file}");
            for no in [
                "<form",
                "<button",
                "<textarea",
                "<script",
                "<link",
                "http://",
                "https://",
                "/p/",
                "/assets/",
            ] {
                assert!(!file.contains(no), "{no} in {file}");
            }
        }
    }
}
