//! The page in an envelope: one file to attach or print, made on this device.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::as_seen::{as_of, confidential, view_of};
use crate::board::{
    desk::{Route, desk, ours},
    kit::{Problem, Select, listed, said},
};
use crate::browser::{clock, page};
use crate::domain::{Role, RoleId, Scope, Target, full_date, three_letters, time_of_day, weekday};
use crate::portal::{SealedPage, envelope};

#[component]
pub fn Envelope(role: RoleId) -> impl IntoView {
    let desk = desk();
    let scope = RwSignal::new(Scope::TeamSafe);
    let refused = Memo::new(move |_| {
        let refusal = desk.tab().with(|state| state.may_be_sealed(role).err());
        refusal.map(said)
    });
    let problem = RwSignal::new(None::<String>);
    let save = move |_| {
        let made = put_in(role, scope.get_untracked());
        problem.set(
            made.is_none()
                .then(|| "The file could not be made here: print the page instead.".into()),
        );
        if let Some((name, file)) = made {
            page::download(&name, "text/html", &file);
            desk.done("Downloaded. It shows this moment and cannot be taken back.", None);
        }
    };
    let left_out = move || {
        let names = desk.tab().with(|state| confidential(state, role)).into_iter();
        let names: Vec<String> = names.map(|(_, called)| called).collect();
        (!names.is_empty()).then(|| {
            let words = format!(
                "Not in it, since a file asks for no passcode: {}.",
                listed(&names)
            );
            view! { <p class="small" dir="auto">{words}</p> }
        })
    };
    let inside = move || {
        match refused.get() {
        Some(why) => view! {
            <p class="small" id="no-envelope">{why}</p>
            <div class="row"><button disabled aria-describedby="no-envelope">"Download the page"</button></div>
        }
        .into_any(),
        None => view! {
            <div class="row wrap">
                <Select class="field inline" label="It shows what a link shows that is" all=Scope::ALL name=Scope::label value=scope/>
                <button class="primary" on:click=save>"Download the page"</button>
            </div>
            <p class="small quiet">{move || scope.get().shows()}</p>
            {left_out}
        }
        .into_any(),
    }
    };
    view! {
        <section class="card stack preview-head" aria-labelledby="envelope">
            <h2 id="envelope">"The page in an envelope"</h2>
            <p class="small">"One file to attach or to print, which opens without a network. It shows this moment, and it cannot be taken back: whoever has it keeps it."</p>
            {inside}
            <Problem words=problem/>
        </section>
    }
    .into_any()
}

/// To where the page is put in a file.
pub fn seal(role: RoleId) {
    page::close_menus();
    desk().go(Route::Preview(role));
    page::focus(".preview-head .primary".into());
}

/// The file's name and what is in it.
fn put_in(role: RoleId, scope: Scope) -> Option<(String, String)> {
    let view = desk().tab().peek(|state| {
        let leader = state.get::<Role>(role).ok()?.leader?;
        view_of(
            state,
            Target::Leader(leader),
            leader,
            scope,
            BTreeSet::new(),
            None,
        )
    })?;
    let at = clock::in_zone(&view.zone);
    let day = at.date();
    let as_of_words = format!(
        "{} {}, {}",
        three_letters(weekday(day)),
        full_date(day),
        time_of_day(&at)
    );
    let visit = as_of(as_of_words.clone());
    let body = page::html_of(move || view! { <SealedPage view visit/> })?;
    let file = envelope(&as_of_words, &page::styles_without("board"), &body);
    let reader = ours(scope.reader()).to_lowercase().replace(' ', "-");
    Some((format!("where-it-stands-{reader}-{day}.html"), file))
}
