//! Whom to call.

use leptos::prelude::*;

use crate::portal::view::Contact;

/// A mark to press, as large as a thumb; name and number stand at the foot of the page, too.
#[component]
pub fn CallMark(name: String, phone: String) -> impl IntoView {
    let label = format!("Call {name} on {phone}");
    view! {
        <a class="call-mark" href=address(&phone) title=label.clone() aria-label=label>
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                <path d="M6.5 3.5l3 .8 1 4-2.2 1.8a13 13 0 0 0 5.6 5.6l1.8-2.2 4 1 .8 3c0 1.6-1.4 3-3 3A14.5 14.5 0 0 1 3.5 6.5c0-1.6 1.4-3 3-3z"></path>
            </svg>
        </a>
    }
}

fn address(phone: &str) -> String {
    format!(
        "tel:{}",
        phone.replace(|c: char| !c.is_ascii_digit() && c != '+', "")
    )
}

/// Without a number there is nothing to press: who it is stands at the foot of the page.
#[component]
pub fn Call(contact: Contact) -> impl IntoView {
    let Contact { name, phone } = contact;
    phone.map(|phone| {
        let href = address(&phone);
        view! { <a class="button" href=href>{format!("Call {name} on {phone}")}</a> }
    })
}
