//! The page of an import, from the file to what became of it.

use leptos::prelude::*;

use super::check::Check;
use super::lately::Lately;
use super::reading::{Done, Import};
use crate::board::{
    desk::{Link, Route, ours_live},
    kit::{Area, counted},
};
use crate::browser::{file::File, page};
use crate::domain::import::Recent;

#[component]
pub fn ImportPage() -> impl IntoView {
    page::set_title("Import roles · Fulcrum");
    let import = Import::new();
    view! {
        <h1 tabindex="-1">"Import roles"</h1>
        {move || import.problem.get().map(|words| view! { <p class="banner problem" role="alert">{words}</p> })}
        {move || import.working.get().map(|(words, percent)| view! {
            <section class="card stack" aria-label="Progress">
                <p role="status">{words}</p>
                <progress class="reading" max="100" value=percent aria-label=words></progress>
                <div><button on:click=move |_| import.stop.set(true)>"Stop"</button></div>
            </section>
        })}
        {move || match (import.done.get(), import.table.with(Option::is_some)) {
            (Some(done), _) => view! { <Finished import done/> }.into_any(),
            (None, true) => view! { <Check import/> }.into_any(),
            (None, false) => view! { <Choose import/> <Lately/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Choose(import: Import) -> impl IntoView {
    let choose = move |event: leptos::ev::Event| {
        if let Some(file) = File::chosen(&event) {
            page::spawn(import.open(file));
        }
    };
    let pasted = RwSignal::new(String::new());
    let read = move |_| import.begin("What you pasted".into(), &pasted.get_untracked());
    view! {
        <section class="card stack">
            <p>"Bring the roles you have from another tracker: export them as CSV and choose the file. You see what each line becomes before anything is added."</p>
            <label class="button primary file">"Choose a file"
                <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" on:change=choose/>
            </label>
            <p class="small quiet">{ours_live("The first line holds the headings. Needed are a title and an opening date; hiring leader, recruiter, team, closing date, days to fill, status and seniority are read when they are there. Nothing leaves this device until you import.")}</p>
            <details>
                <summary>"Or paste from a spreadsheet"</summary>
                <div class="stack">
                    <Area label="Cells, with their headings" value=pasted rows=6/>
                    <div><button on:click=read>"Read it"</button></div>
                </div>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Finished(import: Import, done: Done) -> impl IntoView {
    let words = match done.imported {
        _ if done.undone => "The import is undone.".to_owned(),
        0 => "Nothing was imported.".to_owned(),
        1 => "1 role was imported.".to_owned(),
        count => format!("{count} roles were imported."),
    };
    // Nor once it was taken back elsewhere.
    let has_way_back = move || import.undo.with(|undo| !undo.is_empty()) && import.is_here();
    let undo = move |_| page::spawn(import.take_back());
    let busy = move || import.working.with(Option::is_some);
    let left = (done.left > 0 && !done.undone).then(|| {
        let are = if done.left == 1 { "is" } else { "are" };
        format!(
            "{} {are} left. Import the same file again to go on: what is here already is passed over.",
            counted(done.left, "role")
        )
    });
    view! {
        <section class="card stack" role="status">
            <h2>{words}</h2>
            {left.map(|words| view! { <p>{words}</p> })}
            <div class="row wrap">
                <Link to=Route::Board class="button primary">"Open the board"</Link>
                <button on:click=move |_| import.restart()>"Import another file"</button>
                {move || has_way_back().then(|| view! { <button disabled=busy on:click=undo>"Undo the import"</button> })}
            </div>
            {move || has_way_back().then(|| view! { <p class="small quiet">{until(done.imported)}</p> })}
        </section>
    }
    .into_any()
}

/// How long an import of so many roles can be undone.
fn until(imported: usize) -> String {
    if imported > Recent::MOST_ROLES {
        return "Undo it here if need be: so large an import is not remembered once this page is left."
            .into();
    }
    format!(
        "Later, too: for {} days “Import roles” on this device offers to take it back.",
        Recent::DAYS
    )
}
