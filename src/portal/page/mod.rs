//! The page behind a link: rendered by the server, readable without script, then live. A file a section.

mod call;
mod doors;
mod effort;
mod head;
mod host;
mod notes;
mod reply;
mod updates;

use leptos::prelude::*;

use super::view::PortalView;
use effort::Effort;
use head::Head;
use notes::Notes;
use updates::Updates;

pub use doors::{BusyPage, GonePage, PasscodePage};
pub use host::{FormState, Host, Live, Outgoing, Returned, Session};

/// The page; `embedded` in a page that has its own main part, as the preview has.
#[component]
pub fn PortalPage(
    view: RwSignal<PortalView>,
    session: Session,
    host: Host,
    #[prop(optional)] embedded: bool,
) -> impl IntoView {
    let gone = Memo::new(move |_| match host.live.get() {
        Live::Gone(unsent) => Some(unsent),
        Live::Still(_) | Live::Live(_) | Live::Offline(_) => None,
    });
    move || {
        if let Some(unsent) = gone.get() {
            return view! { <GonePage unsent/> }.into_any();
        }
        let (forms, notes) = (session.clone(), session.clone());
        let parts = view! {
            <Head view host/>
            <Effort view/>
            <Updates view session=forms host/>
            <Notes view session=notes host/>
            <footer class="quiet small">
                "Times are by your recruiter's clock. "
                "Nobody is told when you open this page."
            </footer>
        };
        if embedded {
            view! { <div class="portal">{parts}</div> }.into_any()
        } else {
            view! { <main class="portal">{parts}</main> }.into_any()
        }
    }
}
