//! Whether a leader knows where they stand, as they said on their page.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Leader, LeaderId, Role};
use crate::ui::day;

#[component]
pub fn Stands(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let lines = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            let stood = state.get::<Leader>(leader).map(|leader| leader.stood.as_slice());
            let lines = stood.unwrap_or_default().iter().rev().filter_map(|stood| {
                let title = state.get::<Role>(stood.role).ok()?.called().to_owned();
                let knows = if stood.knows { "yes" } else { "no" };
                let on = day::said(stood.at.date_naive(), today);
                let said = format!("{}, {on}: {knows}", stood.asked.label());
                Some((title, said, stood.words.clone()))
            });
            lines.collect::<Vec<_>>()
        })
    });
    move || {
        lines.with(|lines| !lines.is_empty()).then(|| {
            let items = lines.get().into_iter().map(|(title, said, words)| {
                view! { <li><b dir="auto">{title}</b><span class="small quiet block">{said}</span><span class="words" dir="auto">{words}</span></li> }
            });
            view! {
                <section class="stack" aria-labelledby="stands">
                    <h2 id="stands">"Do they know where they stand?"</h2>
                    <ul class="stack">{items.collect_view()}</ul>
                </section>
            }
        })
    }
}
