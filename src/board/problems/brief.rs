//! What the owner of a problem is told: a paragraph that a person looks at before it goes, copied or printed.

use leptos::prelude::*;

use super::owner_link::OwnerLink;
use crate::board::{
    desk::desk,
    kit::{Area, CopyButton},
    leader::NamesHint,
};
use crate::browser::page;
use crate::domain::{Problem, ProblemId};

#[component]
pub fn ProblemBrief(id: ProblemId, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(desk().tab().peek(|state| {
        let problem = state.get::<Problem>(id).ok();
        problem.map_or_else(String::new, |problem| state.problem_brief(problem))
    }));
    page::focus(format!("#problem-{id} .problem-brief textarea"));
    let copy = move || {
        let text = text.get();
        view! { <CopyButton text otherwise="It could not be copied here: select the text instead."/> }
    };
    let share = page::has_share_sheet().then(|| {
        let share = move |_| {
            let text = text.get_untracked();
            page::spawn(async move {
                // Whoever changes their mind there has the text here.
                page::share(&text).await;
            });
        };
        view! { <button type="button" on:click=share>"Share"</button> }
    });
    let linking = RwSignal::new(false);
    let link = move || {
        (desk().has_home.get() && !linking.get()).then(|| {
            view! { <button type="button" on:click=move |_| linking.set(true)>"By a link"</button> }
        })
    };
    view! {
        <section class="problem-brief stack" aria-label="Brief for its owner">
            <p class="small quiet own">"Made from what stands here, without names of people and confidential roles. Change what you like before it goes."</p>
            <div class="own"><Area label="What they are told" value=text rows=8/></div>
            <NamesHint text reader="Its owner"/>
            <p class="paper" dir="auto">{move || text.get()}</p>
            <div class="row wrap own">
                {copy}
                {share}
                {link}
                <button type="button" on:click=move |_| page::print()>"Print"</button>
                <button type="button" on:click=move |_| open.set(false)>"Close"</button>
            </div>
            {move || linking.get().then(|| view! { <OwnerLink id text open=linking/> })}
        </section>
    }
    .into_any()
}
