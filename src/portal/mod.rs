//! The leader's portal: a pure projection, and the pages that show it.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

mod view;
pub use view::{
    Contact, FeedItem, Figure, PortalView, Projection, ReplyView, RoleView, UpdateView, WeekBar, project,
};

#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod effort;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod page;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod updates;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub use page::{FormState, GonePage, Host, Live, Outgoing, PasscodePage, PortalPage, Returned, Session};
