//! The page: a part for each word, which opens on a tap, and all of it on paper.

use leptos::prelude::*;

use crate::board::desk::{desk, ours, ours_live};
use crate::browser::page;
use crate::domain::{
    Kind,
    keeps::{self, Kept, OUTSIDE, Outside},
};

#[component]
pub fn Keeps() -> impl IntoView {
    page::set_title("What Fulcrum keeps · Fulcrum");
    let all = RwSignal::new(false);
    let words = Kind::ALL.iter().map(|kind| word(*kind, all)).collect_view();
    let beside = OUTSIDE.iter().map(|kept| outside(kept, all)).collect_view();
    view! {
        <div class="keeps stack">
            <div class="row between wrap">
                <h1 tabindex="-1">"What Fulcrum keeps, and why"</h1>
                <div class="row wrap own">
                    <button on:click=move |_| all.update(|all| *all = !*all)>{move || if all.get() { "Close all" } else { "Open all" }}</button>
                    <button on:click=|_| page::download("fulcrum-keeps.csv", "text/csv", &keeps::table(desk().called_now()))>"Save as a table"</button>
                    <button on:click=move |_| print(all)>"Print"</button>
                </div>
            </div>
            <p class="quiet">"Every field that is stored, what it is for, who may read it and until when. Nothing else is kept, and nothing goes to anybody but whom you write to. No figure is about a recruiter or an interviewer, and nobody is scored, ranked or watched."</p>
            <section class="card stack" aria-labelledby="keeps-board">
                <h2 id="keeps-board">"On the board"</h2>
                {words}
            </section>
            <section class="card stack" aria-labelledby="keeps-beside">
                <h2 id="keeps-beside">"Beside it"</h2>
                <p class="small quiet">"On the server, if this board has one, and in browsers."</p>
                {beside}
            </section>
        </div>
    }
    .into_any()
}

/// What is closed is on no paper, so all of it is opened first.
fn print(all: RwSignal<bool>) {
    all.set(true);
    page::later(0, page::print);
}

fn word(kind: Kind, all: RwSignal<bool>) -> AnyView {
    let Kept {
        why,
        readers,
        until,
        lines,
    } = keeps::of(kind);
    let lines = lines.iter().map(|line| {
        view! { <li><b>{ours_live(line.what)}</b> <span>{ours_live(line.why)}</span></li> }
    });
    let lines = view! { <ul>{lines.collect_view()}</ul> }.into_any();
    part(titled(ours(kind.noun())), why, lines, [readers, until], all)
}

fn outside(kept: &'static Outside, all: RwSignal<bool>) -> AnyView {
    let what = view! { <p>{ours_live(kept.what)}</p> }.into_any();
    part(
        ours(kept.place).to_owned(),
        kept.why,
        what,
        [kept.readers, kept.until],
        all,
    )
}

fn part(
    name: String,
    why: &'static str,
    what: AnyView,
    [readers, until]: [&'static str; 2],
    all: RwSignal<bool>,
) -> AnyView {
    view! {
        <details prop:open=move || all.get()>
            <summary><h3>{name}</h3> <span class="quiet">{ours_live(why)}</span></summary>
            {what}
            <dl class="small">
                <dt>"Who reads it"</dt>
                <dd>{ours_live(readers)}</dd>
                <dt>"Until when"</dt>
                <dd>{ours_live(until)}</dd>
            </dl>
        </details>
    }
    .into_any()
}

/// `Pain point`
fn titled(noun: &str) -> String {
    let mut letters = noun.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
