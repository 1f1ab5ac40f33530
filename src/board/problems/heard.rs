//! What was said of candidates, or passed on, in more than one role, and where people do not go on: a person may raise a problem of it.

use leptos::prelude::*;

use super::{form::ProblemForm, origin::Origin};
use crate::board::desk::{Link, Route, desk};
use crate::domain::{Echo, Role, Source};

#[component]
pub fn Heard(echoes: Memo<Vec<Echo>>, narrow: Memo<Vec<Source>>) -> impl IntoView {
    let slow = move || {
        let all = narrow.get();
        let titled = desk().tab().with(|state| {
            let lines = all.into_iter().map(|source| {
                let title = state.get::<Role>(source.role).map_or("", Role::called).to_owned();
                (source.role, title, source.words)
            });
            lines.collect::<Vec<_>>()
        });
        let lines = titled.into_iter().map(|(role, title, words)| {
            view! { <li><Link to=Route::Role(role)><bdi>{title}</bdi></Link> ": " {words}</li> }
        });
        view! { <ul class="origin">{lines.collect_view()}</ul> }
    };
    view! {
        <section class="card stack" aria-labelledby="problems-said" hidden=move || echoes.with(Vec::is_empty)>
            <h2 id="problems-said">"Said in more than one role"</h2>
            <For each=move || echoes.get() key=|echo| format!("{echo:?}") let:echo><Said echo/></For>
        </section>
        <section class="card stack" aria-labelledby="problems-narrow" hidden=move || narrow.with(Vec::is_empty)>
            <h2 id="problems-narrow">"Where fewer go on than usual"</h2>
            {slow}
        </section>
    }
    .into_any()
}

#[component]
fn Said(echo: Echo) -> impl IntoView {
    let open = RwSignal::new(false);
    let words = echo.words.clone();
    let roles: Vec<_> = echo.roles.iter().copied().collect();
    let sources = Signal::stored(echo.sources.clone());
    let form = move || {
        open.get().then(|| {
            let was = desk().tab().peek(|state| state.raised_of(&echo));
            view! { <ProblemForm id=None was=Box::new(was) open/> }
        })
    };
    view! {
        <article class="stack">
            <h3 dir="auto">"“" {words} "”"</h3>
            <Origin sources roles=Signal::stored(roles)/>
            <div class="row wrap"><button on:click=move |_| open.set(true)>"Raise a problem of it"</button></div>
            {form}
        </article>
    }
    .into_any()
}
