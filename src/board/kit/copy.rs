//! Taking a text along.

use leptos::prelude::*;

use crate::browser::page;

#[component]
pub fn CopyButton(
    text: String,
    /// What to do where the browser does not let us.
    otherwise: &'static str,
    /// What stands beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move {
            let is_copied = page::copy(&text).await;
            copied.try_set(Some(is_copied));
        });
    };
    let words = move || match copied.get() {
        Some(true) => "Copied.",
        Some(false) => otherwise,
        None => "",
    };
    view! {
        <button type="button" on:click=copy>"Copy"</button>
        {children.map(|children| children())}
        <span class="small quiet" role="status">{words}</span>
    }
    .into_any()
}
