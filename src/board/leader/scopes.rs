//! What a link allows: each kind says in a line what it shows, beside a picture of the page.

use leptos::prelude::*;

use super::as_seen::AsSeen;
use crate::domain::Scope;
use crate::portal::PortalView;

#[component]
pub fn Scopes(
    scope: RwSignal<Scope>,
    /// The page, as the chosen kind shows it.
    seen: Memo<Option<PortalView>>,
    /// It is for whoever answers while the leader is away.
    deputy: Signal<bool>,
) -> impl IntoView {
    // It is drawn once somebody chooses, or asks for it.
    let is_drawn = RwSignal::new(false);
    let picture = move || {
        let view = is_drawn.get().then(|| seen.get())??;
        // Nothing there is pressed or read out: the lines say what it shows.
        Some(view! { <div class="picture" inert aria-hidden="true"><AsSeen view/></div> })
    };
    let choices = Scope::ALL.iter().map(|one| {
        let choose = move |_| {
            scope.set(*one);
            is_drawn.set(true);
        };
        view! {
            <label>
                <input type="radio" name="scope" prop:checked=move || scope.get() == *one on:change=choose/>
                <span><b>{one.label()}</b> <span class="small quiet block">{move || if deputy.get() { one.shows_deputy() } else { one.shows() }}</span></span>
            </label>
        }
    });
    let look = move |_| is_drawn.update(|is_drawn| *is_drawn = !*is_drawn);
    let words = move || {
        if is_drawn.get() {
            "Hide what it looks like"
        } else {
            "See what it looks like"
        }
    };
    view! {
        <div class="scopes">
            <fieldset>
                <legend>"What it allows"</legend>
                {choices.collect_view()}
            </fieldset>
            <div class="stack">
                <div class="row"><button type="button" aria-expanded=move || is_drawn.get().to_string() on:click=look>{words}</button></div>
                {picture}
            </div>
        </div>
    }
    .into_any()
}
