//! An address that is shown once, to be copied.

use leptos::prelude::*;

use super::CopyButton;
use crate::browser::page;
use crate::domain::opens_only_here;

#[component]
pub fn Address(
    #[prop(into)] label: TextProp,
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
    let text = url.clone();
    let is_local = opens_only_here(&url).then(|| {
        view! { <p class="small hint">"Only this computer opens this address. For others the server needs an address of its own: whoever runs it sets FULCRUM_PUBLIC_URL."</p> }
    });
    let open = opens.then(|| {
        view! { <a class="button" href=url.clone() target="_blank" rel="noreferrer">"Open"</a> }
    });
    view! {
        <div class="made stack" role="status">
            <label class="field">{move || label.get()}
                <input class="address" readonly value=url on:focus=page::select_all/>
            </label>
            {with}
            {is_local}
            <div class="row wrap">
                <CopyButton text otherwise="This browser does not let us copy: select the address and copy it.">{open}</CopyButton>
            </div>
            {below}
        </div>
    }
    .into_any()
}
