//! Names in a text that a leader will see are pointed out before it is shared.

use leptos::prelude::*;

use crate::board::desk::{desk, ours};
use crate::domain::names_in;

#[component]
pub fn NamesHint(
    text: RwSignal<String>,
    #[prop(default = ours("The leader"))] reader: &'static str,
) -> impl IntoView {
    let known = desk().tab().peek(|state| state.known_by_name(None));
    let found = Memo::new(move |_| text.with(|text| names_in(text, &known)));
    let words = move || {
        found.with(|found| {
            (!found.is_empty()).then(|| {
                let names = found.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
                let looks = if found.len() == 1 { "looks like a name" } else { "look like names" };
                view! { <p class="small hint">{format!("{names} {looks}. {reader} will read it: is that meant?")}</p> }
            })
        })
    };
    view! { <div aria-live="polite">{words}</div> }.into_any()
}
