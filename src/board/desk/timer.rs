//! A timer for those who want one; it runs on while the tab is closed.

use leptos::prelude::*;

use crate::browser::{clock, local, page};

/// When it was started, in milliseconds since 1970.
const STARTED: &str = "fulcrum.timer";
/// How often the minutes are looked at, in milliseconds.
const LOOK: u32 = 15_000;

#[derive(Clone, Copy)]
pub struct Timer {
    started: RwSignal<Option<u64>>,
    /// Minutes begun so far.
    pub minutes: RwSignal<u32>,
    /// What the last run measured, for the form that opens.
    pub measured: RwSignal<Option<u32>>,
}

impl Timer {
    pub fn new() -> Self {
        let timer = Self {
            started: RwSignal::new(local::get(STARTED)),
            minutes: RwSignal::new(0),
            measured: RwSignal::new(None),
        };
        timer.look();
        page::every(LOOK, move || timer.look());
        timer
    }

    pub fn is_running(self) -> bool {
        self.started.with(Option::is_some)
    }

    pub fn start(self) {
        let now = clock::millis();
        local::set(STARTED, now);
        self.started.set(Some(now));
        self.look();
    }

    /// Minutes begun so far; at least one, at most a day.
    pub fn passed(self) -> Option<u32> {
        let since = clock::millis().saturating_sub(self.started.get_untracked()?);
        u32::try_from(since.div_ceil(60_000))
            .ok()
            .map(|minutes| minutes.clamp(1, 1_440))
    }

    fn look(self) {
        let passed = self.passed().unwrap_or(0);
        if self.minutes.get_untracked() != passed {
            self.minutes.set(passed);
        }
    }

    /// What it measured was logged.
    pub fn end(self) {
        local::remove(STARTED);
        self.started.set(None);
    }
}
