//! Who sees what is written down: the same for an effort, a pain, what is behind it, a fix, a brief.

use std::cell::Cell;

use leptos::prelude::*;

use crate::board::desk::{desk, ours};
use crate::domain::{Leader, LeaderId, Shown};

thread_local! {
    /// Choices on one page need names of their own.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

#[component]
pub fn WhoSees(
    shown: RwSignal<Shown>,
    /// Whose word it is; none where it may be of several.
    #[prop(optional_no_strip)]
    leader: Option<LeaderId>,
    /// For more it is never: words are the leader's at most.
    #[prop(default = Shown::Leader)]
    most: Shown,
    #[prop(default = "Who sees this")] legend: &'static str,
    /// Hears what was chosen, where that is done at once.
    #[prop(optional, into)]
    chosen: Option<Callback<Shown>>,
) -> impl IntoView {
    let name = leader.and_then(|leader| {
        desk().tab().peek(|state| {
            let leader = state.get::<Leader>(leader).ok()?;
            Some(leader.details.name.clone())
        })
    });
    let group = format!("who-sees-{}", NEXT.replace(NEXT.get() + 1));
    let choices = Shown::ALL.iter().filter(|one| **one <= most).map(|one| {
        let label = match (one, &name) {
            (Shown::Leader, Some(name)) => name.clone(),
            _ => ours(one.label()).to_owned(),
        };
        // What is done at once is a button: with arrows one would pass through circles that were never meant.
        if let Some(chosen) = chosen {
            let choose = move |_| {
                if shown.get_untracked() != *one {
                    shown.set(*one);
                    chosen.run(*one);
                }
            };
            let is_it = move || (shown.get().min(most) == *one).to_string();
            return view! { <button type="button" aria-pressed=is_it dir="auto" on:click=choose>{label}</button> }.into_any();
        }
        view! {
            <label>
                <input type="radio" name=group.clone() prop:checked=move || shown.get().min(most) == *one on:change=move |_| shown.set(*one)/>
                <span dir="auto">{label}</span>
            </label>
        }
        .into_any()
    });
    view! {
        <fieldset class="who-sees">
            <legend>{legend}</legend>
            <div>{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
