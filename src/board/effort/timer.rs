//! The timer above every page: started from the log sheet, stopped into the form.

use leptos::prelude::*;

use crate::board::desk::{Sheet, desk};

#[component]
pub fn TimerChip() -> impl IntoView {
    let desk = desk();
    let timer = desk.timer;
    let stop = move |_| {
        // It runs on until what it measured is logged: a closed sheet loses nothing.
        timer.measured.set(timer.passed());
        desk.lay(Sheet::LogEffort);
    };
    move || {
        timer.is_running().then(|| {
            view! {
                <button class="timer" on:click=stop>
                    <i aria-hidden="true"></i>
                    {move || format!("{} min", timer.minutes.get())}
                    <span class="quiet">"Stop and log"</span>
                </button>
            }
        })
    }
}
