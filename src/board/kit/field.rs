//! A field under its label, bound to a signal.

use leptos::{prelude::*, text_prop::TextProp};

/// One line: words, a number to call, a day, a password.
#[component]
pub fn Field(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional)] kind: Option<&'static str>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(optional)] complete: Option<&'static str>,
    /// The id of what there is to choose among.
    #[prop(optional)]
    list: Option<&'static str>,
    #[prop(optional)] placeholder: Option<&'static str>,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let direction = (kind != Some("date")).then_some("auto");
    view! {
        <label class="field">{move || label.get()}
            <input type=kind name=name autocomplete=complete list=list placeholder=placeholder dir=direction autofocus=autofocus
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
            {hint.map(|hint| view! { <span class="small quiet">{hint}</span> })}
        </label>
    }
    .into_any()
}

/// A whole number; what was typed is read when it is sent.
#[component]
pub fn NumberField(#[prop(into)] label: TextProp, value: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field">{move || label.get()}
            <input inputmode="numeric" prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
        </label>
    }
    .into_any()
}

/// Several lines.
#[component]
pub fn Area(
    label: &'static str,
    value: RwSignal<String>,
    rows: u8,
    #[prop(optional)] placeholder: Option<&'static str>,
    /// Hears of each change, to keep what is half typed.
    #[prop(optional, into)]
    typed: Option<Callback<String>>,
) -> impl IntoView {
    let heard = move |event: leptos::ev::Event| {
        value.set(event_target_value(&event));
        if let Some(typed) = typed {
            typed.run(value.get_untracked());
        }
    };
    view! {
        <label class="field">{label}
            <textarea rows=rows dir="auto" placeholder=placeholder prop:value=move || value.get() on:input=heard></textarea>
        </label>
    }
    .into_any()
}
