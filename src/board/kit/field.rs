//! A field that is bound to a signal.

use leptos::prelude::*;

#[component]
pub fn Field(
    label: &'static str,
    name: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] complete: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <label class="field">{label}
            <input type=kind name=name autocomplete=complete dir="auto" prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))/>
            {(!hint.is_empty()).then(|| view! { <span class="small quiet">{hint}</span> })}
        </label>
    }
    .into_any()
}
