//! An address that is shown once, to be copied.

use leptos::prelude::*;

use crate::browser::page;

#[component]
pub fn Address(
    #[prop(into)] label: String,
    url: String,
    /// Whether it can be opened from here.
    #[prop(optional)]
    opens: bool,
    /// What must be known with it.
    #[prop(optional)]
    with: Option<AnyView>,
    /// What stands below.
    #[prop(optional)]
    below: Option<AnyView>,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let text = url.clone();
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move {
            let is_copied = page::copy(&text).await;
            copied.try_set(Some(is_copied));
        });
    };
    let words = move || match copied.get() {
        Some(true) => "Copied.",
        Some(false) => "This browser does not let us copy: select the address and copy it.",
        None => "",
    };
    let open = opens.then(|| {
        view! { <a class="button" href=url.clone() target="_blank" rel="noreferrer">"Open"</a> }
    });
    view! {
        <div class="made stack" role="status">
            <label class="field">{label}
                <input class="address" readonly value=url on:focus=page::select_all/>
            </label>
            {with}
            <div class="row wrap">
                <button on:click=copy>"Copy"</button>
                {open}
                <span class="small quiet">{words}</span>
            </div>
            {below}
        </div>
    }
    .into_any()
}
