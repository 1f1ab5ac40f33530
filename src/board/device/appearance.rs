//! Light, dark, or as the device has it.

use leptos::prelude::*;

use crate::browser::theme::{self, Theme};

#[component]
pub fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(theme::chosen());
    let choices = Theme::ALL.iter().map(|theme| {
        let theme = *theme;
        let choose = move |_| {
            theme::choose(theme);
            chosen.set(theme);
        };
        view! {
            <label class="check">
                <input type="radio" name="theme" prop:checked=move || chosen.get() == theme on:change=choose/>
                <span>{theme.label()}</span>
            </label>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="appearance">
            <h2 id="appearance">"Appearance"</h2>
            <fieldset class="row wrap"><legend class="hidden">"Appearance"</legend>{choices.collect_view()}</fieldset>
        </section>
    }
    .into_any()
}
