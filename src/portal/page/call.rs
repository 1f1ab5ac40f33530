//! Whom to call.

use leptos::prelude::*;

use crate::portal::view::Contact;

#[component]
pub fn Call(contact: Contact) -> impl IntoView {
    let Contact { name, phone } = contact;
    match phone {
        Some(phone) => {
            let href = format!(
                "tel:{}",
                phone.replace(|c: char| !c.is_ascii_digit() && c != '+', "")
            );
            view! { <a class="button" href=href>{format!("Call {name} on {phone}")}</a> }.into_any()
        }
        None => view! { <p class="quiet small">{format!("Your recruiter is {name}.")}</p> }.into_any(),
    }
}
