//! "Does a hire fix it?", in one tap for each thing that is behind a pain.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::said};
use crate::domain::{Body, PainId, Remedy, Why, WhyDetails, why};

#[component]
pub fn Hire(pain: PainId) -> impl IntoView {
    let roots = Memo::new(move |_| {
        desk().tab().with(|state| {
            let ladder = state.ladder(pain).into_iter();
            let roots = ladder.filter(|rung| rung.is_root);
            roots.map(|rung| rung.why.clone()).collect::<Vec<Why>>()
        })
    });
    let are_several = Memo::new(move |_| roots.with(Vec::len) > 1);
    let ids = move || roots.with(|roots| roots.iter().map(|root| root.id).collect::<Vec<_>>());
    let one =
        move |id| Memo::new(move |_| roots.with(|roots| roots.iter().find(|root| root.id == id).cloned()));
    let still = move || {
        roots
            .with(Vec::is_empty)
            .then(|| view! { <p class="small quiet own">"To be asked once it is known what is behind it: two whys are enough."</p> })
    };
    view! {
        <h4>"Does a hire fix it?"</h4>
        {still}
        <For each=ids key=|id| *id let:id><One root=one(id) are_several/></For>
    }
    .into_any()
}

#[component]
fn One(root: Memo<Option<Why>>, are_several: Memo<bool>) -> impl IntoView {
    let answer = move || root.with(|root| root.as_ref().map(|root| root.details.answer.clone()));
    let name = move || {
        are_several
            .get()
            .then(|| view! { <p class="small" dir="auto">{answer}</p> })
    };
    let label = move || format!("Does a hire fix it: {}", answer().unwrap_or_default());
    let chips = Remedy::ALL.iter().map(|hire| {
        let is_it = move || root.with(|root| root.as_ref().and_then(|root| root.details.hire) == Some(*hire));
        let tap = move |_| {
            let Some(root) = root.get_untracked() else {
                return;
            };
            let edit = why::Command::EditWhy {
                why: root.id,
                details: WhyDetails {
                    hire: (!is_it()).then_some(*hire),
                    ..root.details.clone()
                },
                base: Some(root.details),
            };
            let tab = desk().tab();
            match tab.try_submit(Body::Why(edit)) {
                Ok(undo) => desk().done("Noted.", undo),
                Err(refusal) => tab.complain(&said(refusal)),
            }
        };
        view! { <button class="tap" aria-pressed=move || is_it().to_string() on:click=tap>{hire.label()}</button> }
    });
    let helps = move || {
        root.with(|root| {
            let cause = root.as_ref()?.details.cause?;
            Some(view! { <p class="small quiet">"Helps first: " {cause.first_remedy().to_lowercase()} "."</p> })
        })
    };
    view! {
        {name}
        <div class="row wrap" role="group" aria-label=label>{chips.collect_view()}</div>
        {helps}
    }
    .into_any()
}
