//! A recruiter's own calendar: its address, and what calendar programs fetch by it.

pub mod address;
pub mod feed;
