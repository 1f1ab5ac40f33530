//! Leaders, with a link: opening it, its page, its stream, and what they do there.

pub mod busy;
pub mod calendar;
pub mod door;
pub mod enter;
pub mod events;
pub mod gestures;
pub mod home;
pub mod page;
pub mod stop;
