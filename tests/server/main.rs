//! The real binary, from outside: every test starts its own on a free loopback port with its own data.

#![expect(
    clippy::disallowed_methods,
    reason = "a real process is measured by the real clock"
)]

mod browser;
mod device;
mod http;
mod process;
mod smtp;
mod visitor;

mod account;
mod backup;
mod calendar;
mod calls;
mod crash;
mod crowd;
mod entering;
mod figures;
mod forgotten;
mod form;
mod full_disk;
mod guessing;
mod input;
mod ledger;
mod link;
mod mail;
mod matrix;
mod narrowed;
mod portal;
mod security;
mod stream;
mod team;
mod unread;
