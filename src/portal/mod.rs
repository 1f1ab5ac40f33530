//! The leader's portal: a pure projection, the page that shows it, and what a leader does there.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

mod gesture;
mod view;
pub use gesture::{About, Gesture, spelt};
pub use view::{
    AnswerView, AskedView, AwayView, BriefView, Contact, DateView, DateWords, DecidedBy, DecidedView, Done,
    EffortView, ExampleView, FeedItem, Figure, FixView, HeadView, MustView, NotesView, PainView, PortalView,
    Projection, RoleView, SaidView, TurnView, TurnsView, UpdateView, WeekBar, WhyView, project,
};

#[cfg(any(feature = "ssr", feature = "csr"))]
mod page;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub use page::{
    BusyPage, FormState, GonePage, GoneTemplate, PasscodePage, PortalPage, Returned, Section, StopPage,
    Templates, UnavailablePage, UnreadPage, Visit, html, not_sent, sections, title,
};
