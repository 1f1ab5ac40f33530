//! A workspace's people: who invites them, and how they come in.

pub mod invitations;
pub mod join;
