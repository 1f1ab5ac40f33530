//! A form, and the ways out of it.

use leptos::prelude::*;

use super::Problem;
use crate::board::desk::notices_above;
use crate::browser::page;

#[component]
pub fn Form(
    #[prop(default = "stack")] class: &'static str,
    /// What was typed here before a reload stands in it again.
    #[prop(optional)]
    is_begun: bool,
    #[prop(into)] save: Callback<()>,
    children: Children,
) -> impl IntoView {
    // It stands in the page, and its buttons at its end.
    if class.split(' ').any(|class| matches!(class, "card" | "amend")) {
        notices_above();
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        page::stay_near(&event);
        save.run(());
    };
    // A double click means it once.
    let click = move |event: leptos::ev::MouseEvent| {
        if event.detail() > 1 && page::happened_on(&event, "button:not([type=button])") {
            event.prevent_default();
        }
        // What is chosen by a tap counts as typed.
        if page::happened_on(&event, "[aria-pressed]") {
            page::note_typed(&event);
        }
    };
    let typed = is_begun.then_some("");
    view! { <form class=class data-typed=typed on:submit=submit on:click=click on:input=|event| page::note_typed(&event) novalidate>{children()}</form> }.into_any()
}

/// What was wrong, and the two ways out.
#[component]
pub fn SaveOrCancel(
    problem: RwSignal<Option<String>>,
    #[prop(default = "Save")] words: &'static str,
    #[prop(into)] cancel: Callback<()>,
    /// A further way.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let leave = move |event: leptos::ev::MouseEvent| {
        page::stay_near(&event);
        cancel.run(());
    };
    view! {
        <Problem words=problem/>
        <div class="row wrap">
            <button class="primary">{words}</button>
            <button type="button" data-cancel="" on:click=leave>"Cancel"</button>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
