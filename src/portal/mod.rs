//! The leader's portal: a pure projection, the page that shows it, and what a leader does there.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

mod gesture;
mod lead;
mod view;
pub use gesture::{About, Gesture, Narrower, spelt};
pub use lead::lead;
#[cfg(all(test, feature = "ssr"))]
pub(crate) use view::canary;
pub use view::{
    AnswerView, AskedView, AwayView, BriefView, CheckInView, Contact, DateView, DateWords, DecidedBy,
    DecidedView, Done, EffortView, ExampleView, FeedItem, Figure, FixView, ForwardView, HeadView, HelpView,
    KeptView, Lead, MeetingWords, MustView, NotesView, PainView, PanelQuestion, PanelView, PortalView,
    PrepHint, PrepPart, PrepQuestion, PrepView, Projection, RoleView, RoomView, SaidView, StandingView,
    TurnView, TurnsView, UpdateView, WeekBar, WhyView, project,
};

#[cfg(any(feature = "ssr", feature = "csr"))]
mod page;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub use page::{
    BusyPage, FormState, GonePage, GoneTemplate, PasscodePage, PortalPage, Returned, SealedPage, Section,
    StopPage, Templates, UnavailablePage, UnreadPage, Visit, envelope, html, not_sent, sections, title,
};
