//! Whose and when: the ids and the moment of all examples.

use chrono::{DateTime, FixedOffset, NaiveDate};
use fulcrum::{
    domain::{Audience, LeaderId, RoleId, UserId},
    sync::wire::{Cursor, Epoch},
};
use uuid::Uuid;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_c0de_0000_7000_8000_0000_0000_0000 + n)
}

pub fn at() -> DateTime<FixedOffset> {
    "2026-11-19T09:38:00+01:00".parse().unwrap()
}

pub fn day() -> NaiveDate {
    at().date_naive()
}

pub fn user() -> UserId {
    UserId(id(1))
}

pub fn leader() -> LeaderId {
    LeaderId(id(2))
}

pub fn role() -> RoleId {
    RoleId(id(3))
}

pub fn epoch() -> Epoch {
    Epoch(id(10))
}

pub fn cursor(seq: u64) -> Cursor {
    Cursor { epoch: epoch(), seq }
}

pub fn people() -> Audience {
    Audience::People([user()].into())
}
