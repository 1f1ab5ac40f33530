//! Who comes in: as leaders know them, and how they sign in from then on.

use leptos::prelude::*;

use crate::board::{desk::ours, kit::Field};
use crate::calls::told::{Newcomer, Secret};

#[derive(Clone, Copy)]
pub struct Who {
    pub name: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub email: RwSignal<String>,
    pub password: RwSignal<String>,
}

impl Who {
    pub fn named(name: String) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            name: RwSignal::new(name),
            phone: empty(),
            email: empty(),
            password: empty(),
        }
    }

    /// As it stands in the fields.
    pub fn given(self) -> Newcomer {
        Newcomer {
            name: self.name.get_untracked(),
            phone: self.phone.get_untracked(),
            email: self.email.get_untracked(),
            password: Secret(self.password.get_untracked()),
        }
    }
}

#[component]
pub fn WhoFields(
    who: Who,
    /// What is asked of the password.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <Field label=ours("Your name, as leaders know you") name="name" value=who.name complete="name"/>
        <Field label=ours("A number leaders may call (optional)") name="phone" value=who.phone kind="tel" complete="tel"/>
        <Field label="E-mail, to sign in" name="email" value=who.email kind="email" complete="username"/>
        <Field label="Password" name="password" value=who.password kind="password" complete="new-password" hint/>
    }
    .into_any()
}
