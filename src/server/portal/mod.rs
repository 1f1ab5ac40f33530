//! Leaders, with a link: opening it, its page, its stream, and what they send.

pub mod page;
