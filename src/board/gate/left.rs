//! In place of a workspace to which one belongs no more.

use leptos::prelude::*;

use crate::board::{desk::desk, device::ExportUnsent};
use crate::browser::page;

#[component]
pub fn LeftBehind(words: String) -> impl IntoView {
    let desk = desk();
    let tab = StoredValue::new_local(desk.tab());
    let next = desk
        .all()
        .into_iter()
        .find(|other| other.name() != desk.tab().name());
    let waiting = tab.with_value(|tab| tab.status.with_untracked(|status| status.waiting));
    let lost = match waiting {
        0 => "Its copy on this device can be taken away.".to_owned(),
        1 => "Taking it off this device loses 1 change that was not sent: export it first.".into(),
        count => {
            format!("Taking it off this device loses {count} changes that were not sent: export them first.")
        }
    };
    let export = (waiting > 0).then(|| view! { <ExportUnsent/> });
    let on = next.map(|next| {
        let (name, title) = (next.name().to_owned(), next.title());
        view! { <button class="primary" on:click=move |_| desk.switch(&name)>{format!("Go on in {title}")}</button> }
    });
    let forget = move |_| {
        page::spawn(async move { desk.forget(&tab.get_value()).await });
    };
    view! {
        <main class="gate" id="main">
            <section class="card stack">
                <h1 tabindex="-1" dir="auto">{tab.with_value(|tab| tab.title())}</h1>
                <p role="alert">{words}</p>
                <p class="quiet">{lost}</p>
                <div class="row wrap">
                    {on}
                    {export}
                    <button class="danger" on:click=forget>"Take it off this device"</button>
                </div>
            </section>
        </main>
    }
    .into_any()
}
