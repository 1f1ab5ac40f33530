//! Where somebody is named besides: what stays when they are forgotten, and the way to it.

use leptos::prelude::*;

use super::{Link, Route, desk};
use crate::domain::{Goal, Hit, RowKey};

/// How many are shown: whoever wrote of them more often finds the rest by their name.
const MOST: usize = 12;

/// What names them beside their own card, looked for once somebody asks whether they are to be forgotten.
pub fn also_named(person: RowKey, asks: RwSignal<bool>) -> Memo<Vec<Hit>> {
    Memo::new(move |_| {
        if !asks.get() {
            return Vec::new();
        }
        desk().tab().with(|state| state.also_named_in(person))
    })
}

/// These, each with the way there; nothing where there is none.
#[component]
pub fn AlsoNamed(hits: Memo<Vec<Hit>>) -> impl IntoView {
    let line = |(title, detail, goal): (String, String, Goal)| {
        let to = match goal {
            Goal::Role(role) => Route::Role(role),
            Goal::Leader(leader) => Route::Leader(leader),
        };
        view! { <li><Link to><span dir="auto">{title}</span></Link>" "<span class="quiet">{detail}</span></li> }
    };
    move || {
        let hits = hits.get();
        let more = hits.len().saturating_sub(MOST);
        let lines = hits
            .into_iter()
            .take(MOST)
            .map(|hit| line((hit.title, hit.detail, hit.goal)));
        let lines = lines.collect_view();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="small stack named">
                    <p>"Named besides, in words that stay when they are forgotten:"</p>
                    <ul>{lines}</ul>
                    {(more > 0).then(|| view! { <p class="quiet">{format!("And {more} more: look for their name.")}</p> })}
                </div>
            }
        })
    }
}
