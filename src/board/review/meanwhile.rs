//! That a leader was written to since the draft was made, said as soon as one knows.

use leptos::prelude::*;

use super::typed::Typed;

#[component]
pub fn Meanwhile(typed: Typed) -> impl IntoView {
    move || {
        typed.was_written_to().then(|| {
            view! {
                <p class="small hint" role="status"><bdi>{typed.name()}</bdi> " was written to meanwhile, in another tab or by a colleague: look at the conversation."</p>
            }
        })
    }
}
