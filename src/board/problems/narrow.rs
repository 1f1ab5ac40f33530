//! Where people do not go on: how many did from each place to the next, held against what is usual.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Passage, RoleId};

#[component]
pub fn Narrow(role: RoleId) -> impl IntoView {
    let passages = Memo::new(move |_| desk().tab().with(|state| state.passages(role)));
    let lines = move || {
        passages.with(|passages| {
            let lines = passages.iter().map(|passage| {
                let is_narrow = passage.is_narrow();
                let tag = is_narrow.then(|| view! { <span class="tag wait">"narrow"</span> " " });
                view! { <li>{tag} {passage.words()}</li> }
            });
            lines.collect_view()
        })
    };
    let words = move || {
        passages.with(|passages| {
            if passages.is_empty() {
                "Count under Interviews how many people stand where: from ten on, this says where fewer go on than usual."
            } else if passages.iter().any(Passage::is_narrow) {
                "Narrow: surely fewer go on than usual. Whoever stands somewhere has not gone on yet."
            } else {
                "Nothing is surely narrow. It is looked at after each five people, from ten on."
            }
        })
    };
    view! {
        <section class="card stack" aria-labelledby="role-narrow">
            <h2 id="role-narrow">"Where people go on"</h2>
            <ul class="origin">{lines}</ul>
            <p class="small quiet">{words}</p>
        </section>
    }
    .into_any()
}
