//! What was wrong, in words, where the person is looking.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Body, Refusal};

#[component]
pub fn Problem(words: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        words
            .get()
            .map(|words| view! { <p class="problem" role="alert">{words}</p> })
    }
}

/// A refusal as a sentence.
pub fn said(refusal: Refusal) -> String {
    desk().tab().refused(&refusal)
}

/// What came of a tap: that it was done, with the way back, or why not.
pub fn tell(done: &str, outcome: Result<Option<Body>, Refusal>) {
    match outcome.map_err(said) {
        Ok(undo) => desk().done(done, undo),
        Err(words) => desk().tab().complain(&words),
    }
}

/// Shows why something was not done, or takes away what was wrong before.
pub fn heed<T>(problem: RwSignal<Option<String>>, result: Result<T, String>) -> Option<T> {
    match result {
        Ok(done) => {
            problem.set(None);
            Some(done)
        }
        Err(words) => {
            problem.set(Some(words));
            None
        }
    }
}

/// A whole number that was typed for `name`.
///
/// # Errors
/// In words that say what was typed instead.
pub fn whole_number(name: &str, text: &str) -> Result<u32, String> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.parse().map_err(|_| {
        if is_number {
            format!("{name} is too large: {text}.")
        } else {
            format!("{name} needs a whole number, such as 12; it says \"{text}\".")
        }
    })
}
