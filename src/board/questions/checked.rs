//! A question as it is typed, and beside it what is none of an interviewer's business in it.

use leptos::prelude::*;

use crate::board::{desk::ours, kit::Area};
use crate::domain::kit::{
    Question,
    check::{Checked, Flag, check},
};

/// A question in a form.
#[derive(Clone, Copy)]
pub struct Typing {
    pub words: RwSignal<String>,
    pub reason: RwSignal<String>,
}

impl Typing {
    pub fn new(question: &Question) -> Self {
        Self {
            words: RwSignal::new(question.words.clone()),
            reason: RwSignal::new(question.reason.clone()),
        }
    }

    /// All that is typed.
    pub fn typed(self) -> Question {
        Question {
            words: self.words.get(),
            reason: self.reason.get(),
        }
    }

    /// Nothing is pointed out in it, or its reason is typed.
    pub fn is_accounted_for(self) -> bool {
        self.typed().is_accounted_for()
    }

    /// A reason stays with what it was given for, and goes with it.
    pub fn question(self) -> Question {
        let words = self.words.get_untracked();
        let reason = if check(&words).is_risky() {
            self.reason.get_untracked()
        } else {
            String::new()
        };
        Question { words, reason }
    }
}

#[component]
pub fn CheckedQuestion(
    label: &'static str,
    typing: Typing,
    /// Whether it goes on only with a reason.
    #[prop(optional)]
    must_say: bool,
) -> impl IntoView {
    let checked = Memo::new(move |_| typing.words.with(|words| check(words)));
    let is_risky = Memo::new(move |_| checked.with(Checked::is_risky));
    let hint = move || {
        match checked.get() {
        Checked::Fine => None,
        Checked::Unread => Some(
            view! { <p class="small quiet">"Only English is looked at: whether this may be asked is for you to judge."</p> }
                .into_any(),
        ),
        Checked::Risky(flags) => {
            let flags = flags.into_iter().map(|flag| view! { <Flagged flag typing/> });
            Some(flags.collect_view().into_any())
        }
    }
    };
    // It stays while the words around it change, so that what is typed is not lost.
    let reason = move || {
        is_risky.get().then(|| {
            let placeholder = if must_say {
                "What the work needs it for"
            } else {
                ours("Nothing is held up; it is asked before the leader reads it")
            };
            view! { <Area label="Why you ask it all the same" value=typing.reason rows=1 placeholder/> }
        })
    };
    view! {
        <div class="stack">
            <Area label value=typing.words rows=3/>
            <div class="stack" aria-live="polite">{hint}</div>
            {reason}
        </div>
    }
    .into_any()
}

#[component]
fn Flagged(flag: Flag, typing: Typing) -> impl IntoView {
    let Flag { about, words } = flag;
    let instead = move |_| typing.words.set(about.instead().into());
    view! {
        <div class="flag">
            <p class="small"><b>"This asks about " {about.label()}</b> ": “" {words} "”. " {about.why()}</p>
            <p class="small quiet">"You could ask: " {about.instead()}</p>
            <button type="button" class="tap" on:click=instead>"Ask that instead"</button>
        </div>
    }
    .into_any()
}
