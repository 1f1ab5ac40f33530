//! The simulator: some devices and a server, and everything that may go wrong between them.
//!
//! One seed is one run, the same every time. `FULCRUM_SEEDS=n` runs `n` seeds instead of 1,000;
//! `FULCRUM_SEED=n` replays one of them and prints each step:
//!
//! ```text
//! FULCRUM_SEED=42 cargo test -p fulcrum-simulator a_thousand -- --nocapture
//! ```

mod author;
mod calm;
mod caught;
mod device;
mod disk;
mod finalists;
mod hearing;
mod hires;
mod laws;
mod network;
mod operator;
mod panel;
mod people;
mod post;
mod problems;
mod questions;
mod rest;
mod rng;
mod rules;
mod sabotage;
mod server;
mod slots;
mod store;
mod tally;
mod trouble;
mod workload;
mod world;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use tally::Tally;
use world::run;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn a_thousand_seeds_keep_every_law() {
    if let Some(seed) = number("FULCRUM_SEED") {
        let (tally, checked) = run(seed, None, true);
        println!("{tally:#?}");
        return checked.unwrap_or_else(|violation| panic!("seed {seed}: {violation}"));
    }
    let seeds = number("FULCRUM_SEEDS").unwrap_or(1_000);
    let (next, total, broken) = (
        AtomicU64::new(0),
        Mutex::new(Tally::default()),
        Mutex::new(Vec::new()),
    );
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                break;
            }
            let violation = match catch_unwind(AssertUnwindSafe(|| run(seed, None, false))) {
                Ok((tally, checked)) => {
                    *total.lock().unwrap() += tally;
                    checked.err().map(|violation| violation.to_string())
                }
                Err(_) => Some("it panicked".into()),
            };
            // At once: many seeds take minutes.
            if let Some(violation) = violation {
                println!("FULCRUM_SEED={seed}: {violation}");
                broken.lock().unwrap().push(seed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let total = total.into_inner().unwrap();
    println!("{seeds} seeds met:");
    for (name, count, _) in total.lines() {
        println!("{count:>9} {}", name.replace('_', " "));
    }
    let broken = broken.into_inner().unwrap();
    assert!(broken.is_empty(), "{} of {seeds} seeds break a law", broken.len());
    for (name, count, least) in total.lines() {
        // A few seeds need not meet everything.
        let least = if seeds < 500 { 0 } else { least * seeds / 1_000 };
        assert!(
            count >= least,
            "too few {}: {count}, at least {least}",
            name.replace('_', " ")
        );
    }
}
