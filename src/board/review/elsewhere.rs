//! Who is due in the other workspaces: a review is of one at a time.

use leptos::prelude::*;

use crate::board::desk::{desk, whose};
use crate::browser::page;

/// What is due in one of them.
#[derive(Clone, PartialEq, Eq)]
pub struct There {
    /// The name of its tab's database.
    at: String,
    title: String,
    count: usize,
}

/// Where somebody is due, but for the workspace that is shown.
pub fn elsewhere() -> Memo<Vec<There>> {
    let desk = desk();
    Memo::new(move |_| {
        let (today, team) = (desk.today.get(), desk.team.get());
        let others = desk.tabs().into_iter().skip(1);
        let there = others.filter_map(|tab| {
            let (whose, lapses) = (whose(&tab, team), tab.lapses(today));
            let count = tab.with(|state| state.drafts_to_read(whose, &lapses, today));
            (count > 0).then(|| There {
                at: tab.name().to_owned(),
                title: tab.title(),
                count,
            })
        });
        there.collect()
    })
}

#[component]
pub fn Elsewhere(there: Memo<Vec<There>>) -> impl IntoView {
    let one = |There { at, title, count }: There| {
        let words = match count {
            1 => "1 is due in ".to_owned(),
            count => format!("{count} are due in "),
        };
        let label = format!("Review what is due in {title}");
        let go = move |_| {
            desk().switch(&at);
            page::focus("main h1".into());
        };
        view! {
            <p class="row between">
                <span>{words} <bdi>{title}</bdi> "."</span>
                <button class="act-link" aria-label=label on:click=go>"Review them"</button>
            </p>
        }
    };
    move || there.get().into_iter().map(one).collect_view()
}
