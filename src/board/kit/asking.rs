//! Asking the server: one question at a time, and what came of it.

use leptos::prelude::*;

use crate::browser::page;

#[derive(Clone, Copy)]
pub struct Asking {
    pub problem: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
}

impl Asking {
    pub fn new() -> Self {
        Self {
            problem: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        }
    }

    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// Asks, unless an answer is still awaited. The page may be left by the time it comes.
    pub fn ask(self, question: impl Future<Output = Result<(), String>> + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        page::spawn(async move {
            let problem = question.await.err();
            self.problem.try_set(problem);
            self.is_busy.try_set(false);
        });
    }
}

/// Sends a form that asks.
#[component]
pub fn AskButton(
    asking: Asking,
    words: &'static str,
    #[prop(optional, into)] class: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button class=class disabled=move || asking.is_busy()>
            {move || if asking.is_busy() { "One moment…" } else { words }}
        </button>
    }
    .into_any()
}
