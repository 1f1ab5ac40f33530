//! Updates, and what the leader answered.

use leptos::prelude::*;

use super::{
    host::{Host, Session},
    reply::{ReplyForm, reply_list},
};
use crate::domain::UpdateId;
use crate::portal::view::{PortalView, UpdateView};
use crate::ui::day;

#[component]
pub fn Updates(view: RwSignal<PortalView>, session: Session, host: Host) -> impl IntoView {
    let none_yet = move || view.with(|view| view.updates.as_ref().is_some_and(Vec::is_empty));
    let item_session = StoredValue::new(session);
    view! {
        {move || none_yet().then(|| view! {
            <section class="card stack">
                <h2>"Updates"</h2>
                <p class="quiet">"The first update will stand here."</p>
            </section>
        })}
        <For
            each=move || view.with(|view| view.updates.iter().flatten().map(|update| update.id).collect::<Vec<_>>())
            key=|id| *id
            let:id
        >
            <UpdateCard view id session=item_session.get_value() host/>
        </For>
    }
}

#[component]
fn UpdateCard(view: RwSignal<PortalView>, id: UpdateId, session: Session, host: Host) -> impl IntoView {
    let update = Memo::new(move |_| {
        view.with(|view| {
            view.updates
                .iter()
                .flatten()
                .find(|update| update.id == id)
                .cloned()
        })
    });
    let title = move || {
        let today = view.with(|view| view.today);
        update.with(|update| {
            update
                .as_ref()
                .map(|update: &UpdateView| format!("Update, {}", day::said(update.on, today)))
        })
    };
    let text = move || update.with(|update| update.as_ref().map(|update| update.text.clone()));
    let replies = move || {
        let today = view.with(|view| view.today);
        update.with(|update| update.as_ref().map(|update| reply_list(&update.replies, today)))
    };
    let can_reply = view.with_untracked(PortalView::can_reply);
    view! {
        <section class="card stack update">
            <h2>{title}</h2>
            <p class="said" dir="auto">{text}</p>
            {replies}
            {can_reply.then(|| view! { <ReplyForm view update=Some(id) session host/> })}
        </section>
    }
}
