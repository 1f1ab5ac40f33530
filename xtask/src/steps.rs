//! Numbered steps with their elapsed time.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Prints a heading before each piece of work and its duration after it.
pub struct Steps {
    done: usize,
}

impl Steps {
    pub fn new() -> Self {
        Self { done: 0 }
    }

    /// Runs one step; its title is part of the error when it fails.
    pub fn run<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        println!("[{}] {title}", self.done);
        let started = Instant::now();
        let value = work().with_context(|| title.to_owned())?;
        println!("    {}", seconds(started.elapsed()));
        Ok(value)
    }
}

/// A duration as people read it: `0.4 s`, `71.9 s`, `12 min 04 s`.
pub fn seconds(duration: Duration) -> String {
    if duration.as_secs() < 120 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        minutes(duration)
    }
}

/// `0 min 04 s`, so that several stand below each other.
pub fn minutes(duration: Duration) -> String {
    let whole = duration.as_secs();
    format!("{} min {:02} s", whole / 60, whole % 60)
}
