//! Light, dark, or as the device has it.

use leptos::prelude::*;

use crate::board::kit::Radio;
use crate::browser::theme::{self, Theme};

#[component]
pub fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(theme::chosen());
    let choices = Theme::ALL.iter().map(|theme| {
        let theme = *theme;
        let choose = move |()| {
            theme::choose(theme);
            chosen.set(theme);
        };
        view! {
            <Radio name="theme" checked=Signal::derive(move || chosen.get() == theme) choose>
                <span>{theme.label()}</span>
            </Radio>
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
