//! The page behind a link, a file a section: rendered by the server, readable without script.
//!
//! Nothing here is reactive. `public/portal.js` keeps the page live: a stream brings it the [`sections`] that have
//! changed, and it puts them in the place of the old ones. What belongs to one visit stands in places of its own
//! ([`visit::Own`]), which a stream's sections leave empty.

mod after;
mod asked;
mod call;
mod candidates;
mod check_in;
mod dates;
mod doors;
mod effort;
mod envelope;
mod forward;
mod head;
mod kept;
mod meetings;
mod notes;
mod owner;
mod pains;
mod panel;
mod prep;
mod prepared;
mod reply;
mod room;
mod said;
mod scale;
mod section;
mod sit_in_talk;
mod standing;
mod turns;
mod updates;
mod visit;

use leptos::prelude::*;

use super::view::{Contact, PortalView};

pub use doors::{BusyPage, GonePage, PasscodePage, StopPage, UnavailablePage, UnreadPage};
pub use envelope::{SealedPage, envelope};
pub use said::{GoneTemplate, Templates, not_sent};
pub use section::Section;
pub use visit::{FormState, Returned, Visit};

/// The HTML of what is shown; nothing will be hydrated, so it goes without the marks for that.
pub fn html<V: IntoView>(shows: impl FnOnce() -> V) -> String {
    let html = Owner::new().with(|| shows().into_view().to_html());
    // In text, and in what belongs to an element, this is escaped.
    html.replace("<!>", "")
}

/// What a browser calls the page, for its tab and its history, as HTML; none where the page names nobody. What asks
/// for a passcode leaves no role's name in a history.
pub fn title(view: &PortalView, is_kept: bool) -> Option<String> {
    let leader = view.head.leader.as_deref()?;
    let title = if is_kept {
        format!("{} · for {leader}", head::title(view))
    } else {
        format!("For {leader}")
    };
    Some(reply::as_html(&title))
}

/// The page's sections from top to bottom, for one visit, or as all visitors' streams bring them.
pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    if let Some(panel) = &view.panel {
        return panel::sections(view, panel, visit);
    }
    if let Some(check_in) = &view.check_in {
        return check_in::sections(view, check_in, visit);
    }
    if let Some(owner) = &view.owner {
        return owner::sections(view, owner, visit);
    }
    let head = std::iter::once(head::section(view, visit));
    let turns = turns::theirs(view, visit);
    let slots = meetings::asked(view, visit);
    let meetings = meetings::section(view);
    let helps = meetings::helps(view, visit);
    let cards = panel::leaders(view, visit);
    let talks = sit_in_talk::sections(view);
    let after = after::sections(view, visit);
    let candidates = candidates::sections(view, visit);
    let counts = candidates::counts(view);
    let effort = std::iter::once(effort::section(view));
    let mut updates = updates::sections(view, visit).into_iter();
    let latest = updates.next();
    let dates = dates::sections(view, visit);
    let asked = asked::section(view, visit);
    let standing = standing::section(view, visit);
    let pains = pains::section(view);
    let prep = prep::section(view);
    let ours = turns::ours(view, visit);
    let notes = notes::section(view, visit);
    let forward = forward::section(view, visit);
    let kept = kept::section(view);
    // Their turn, the latest that was told, whom they meet next, what was done, when to expect someone; then whatever was there before.
    head.chain(turns)
        .chain(slots)
        .chain(candidates)
        .chain(asked)
        .chain(standing)
        .chain(after)
        .chain(latest)
        .chain(meetings)
        .chain(helps)
        .chain(cards)
        .chain(talks)
        .chain(counts)
        .chain(effort)
        .chain(prep)
        .chain(dates)
        .chain(updates)
        .chain(pains)
        .chain(ours)
        .chain(notes)
        .chain(forward)
        .chain(kept)
        .collect()
}

/// By whose clock times and days are given: one, named once. A zone's name ends with the place by which it goes.
fn clock(zone: &str) -> String {
    match zone.rsplit_once('/') {
        Some((_, place)) => format!(
            "Times and days are by your recruiter's clock, {}.",
            place.replace('_', " ")
        ),
        None => format!("Times and days are by your recruiter's clock, {zone}."),
    }
}

/// Who answers for the page, and where they are called.
fn called(contact: &Contact) -> String {
    match &contact.phone {
        Some(phone) => format!("{}, {phone}. ", contact.name),
        None => format!("Your recruiter is {}. ", contact.name),
    }
}

/// The page; `embedded` in a page that has its own main part, as the preview has.
#[component]
pub fn PortalPage(
    view: PortalView,
    visit: Visit,
    /// Tells the page's content from any other: where its stream goes on.
    #[prop(optional)]
    stamp: String,
    #[prop(optional)] embedded: bool,
) -> impl IntoView {
    let sections = sections(&view, Some(&visit)).into_iter();
    let parts = view! {
        {sections.map(|section| section.content).collect_view()}
        <footer class="quiet small">
            {view.head.recruiter.as_ref().map(called)}
            {clock(&view.zone)} " "
            "Nobody is told when you open this page."
        </footer>
    };
    if embedded {
        view! { <div class="portal">{parts}</div> }.into_any()
    } else {
        let confirmed = visit.confirmed.then_some("");
        let state = visit.returned.map(|returned| returned.state);
        // Whoever said that they are someone else reads, and is not asked for more.
        let reads = (state == Some(FormState::NotYou)).then_some("");
        let drafts = view.check_in.as_ref().map(|asked| asked.drafts());
        view! {
            <main class="portal" data-stamp=stamp data-zone=view.zone data-confirmed=confirmed data-reads=reads data-drafts=drafts>
                {parts}
            </main>
        }
        .into_any()
    }
}
