//! Updates, and what the leader answers.

use leptos::{html::Textarea, prelude::*};

use super::page::{FormState, Host, Outgoing, Returned, Session};
use super::view::{PortalView, ReplyView, UpdateView};
use crate::domain::UpdateId;
use crate::ui::day;

#[component]
pub fn Updates(view: RwSignal<PortalView>, session: Session, host: Host) -> impl IntoView {
    let none_yet = move || view.with(|view| view.updates.is_empty() && view.leader.is_some());
    let item_session = StoredValue::new(session);
    view! {
        {move || none_yet().then(|| view! {
            <section class="card stack">
                <h2>"Updates"</h2>
                <p class="quiet">"The first update will stand here."</p>
            </section>
        })}
        <For
            each=move || view.with(|view| view.updates.iter().map(|update| update.id).collect::<Vec<_>>())
            key=|id| *id
            let:id
        >
            <UpdateCard view id session=item_session.get_value() host/>
        </For>
    }
}

#[component]
fn UpdateCard(view: RwSignal<PortalView>, id: UpdateId, session: Session, host: Host) -> impl IntoView {
    let update =
        Memo::new(move |_| view.with(|view| view.updates.iter().find(|update| update.id == id).cloned()));
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

/// A word to the recruiter that answers no update.
#[component]
pub fn Notes(view: RwSignal<PortalView>, session: Session, host: Host) -> impl IntoView {
    let can_reply = view.with_untracked(PortalView::can_reply);
    let notes = move || view.with(|view| reply_list(&view.notes, view.today));
    let title = move || {
        view.with(|view| {
            view.recruiter
                .as_ref()
                .map_or_else(|| "Write to us".into(), |who| format!("Write to {}", who.name))
        })
    };
    can_reply.then(|| {
        view! {
            <section class="card stack" aria-labelledby="notes-title">
                <h2 id="notes-title" dir="auto">{title}</h2>
                {notes}
                <ReplyForm view update=None session host/>
            </section>
        }
    })
}

fn reply_list(replies: &[ReplyView], today: chrono::NaiveDate) -> Option<impl IntoView + use<>> {
    (!replies.is_empty()).then(|| {
        let items = replies.iter().map(|reply| {
            let (when, text) = (format!("You, {}", day::said(reply.on, today)), reply.text.clone());
            view! { <li><span class="small quiet">{when}</span><p dir="auto">{text}</p></li> }
        });
        view! { <ul class="replies">{items.collect_view()}</ul> }
    })
}

#[component]
fn ReplyForm(
    view: RwSignal<PortalView>,
    update: Option<UpdateId>,
    session: Session,
    host: Host,
) -> impl IntoView {
    let returned = session
        .returned
        .clone()
        .filter(|returned| returned.update == update);
    let (text, state) = returned.map_or(
        (String::new(), FormState::Idle),
        |Returned { text, state, .. }| (text, state),
    );
    let state = RwSignal::new(state);
    // The text lives in the field itself: what is typed before this page's script has arrived is kept.
    let field = NodeRef::<Textarea>::new();
    let command = Session::command(session.seed, update);
    // One id for each text that is sent: after a success the browser draws the next from the last.
    let sent = RwSignal::new(0u128);
    let current = move || {
        crate::domain::CommandId(uuid::Uuid::from_u128(
            command.0.as_u128().wrapping_add(sent.get()),
        ))
    };
    let leader = move || view.with(|view| view.leader.clone().unwrap_or_default());
    let send = move |i_am: bool| {
        let text = field
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        if text.trim().is_empty() {
            state.set(FormState::Refused("Write something first.".into()));
            return;
        }
        let command = crate::domain::CommandId(uuid::Uuid::from_u128(
            command.0.as_u128().wrapping_add(sent.get_untracked()),
        ));
        (host.send)(
            Outgoing {
                command,
                update,
                text,
                i_am,
            },
            state,
        );
    };
    Effect::new(move |_| {
        let now = state.get();
        if matches!(now, FormState::Sent | FormState::Kept)
            && let Some(field) = field.get_untracked()
        {
            field.set_value("");
        }
        // What was answered keeps its id for ever; what is written next is another command.
        if matches!(now, FormState::Sent | FormState::Kept | FormState::Refused(_)) {
            sent.update(|sent| *sent += 1);
        }
    });
    let id = format!(
        "reply-{}",
        update.map_or_else(|| "note".into(), |update| update.to_string())
    );
    let action = format!("/p/{}/reply", session.link);
    let answer = move || {
        match state.get() {
        FormState::Idle => ().into_any(),
        FormState::Sending => view! { <p class="small quiet">"Sending…"</p> }.into_any(),
        FormState::Sent => view! { <p class="tag good">"Sent"</p> }.into_any(),
        FormState::Kept => {
            view! { <p class="tag wait">"No connection: kept on this device, sent when you are back online"</p> }.into_any()
        }
        FormState::NotYou => {
            view! { <p>"Then this page is for reading only: nothing was sent. Ask whoever forwarded it to answer."</p> }
                .into_any()
        }
        FormState::Refused(why) => view! { <p class="problem">{why}</p> }.into_any(),
        FormState::Who => view! {
            <div class="who stack">
                <p><b>{move || format!("Are you {}?", leader())}</b> " We ask once on each device, since links get forwarded."</p>
                <div class="row wrap">
                    <button class="primary" name="i_am" value="yes"
                        on:click=move |event| { event.prevent_default(); send(true) }>"Yes, send it"</button>
                    <button name="i_am" value="no"
                        on:click=move |event| { event.prevent_default(); state.set(FormState::NotYou) }>"No"</button>
                </div>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <form class="reply stack" method="post" action=action
            on:submit=move |event| { event.prevent_default(); send(false) }>
            <input type="hidden" name="command" value=move || current().to_string()/>
            {update.map(|update| view! { <input type="hidden" name="update" value=update.to_string()/> })}
            <label class="hidden" for=id.clone()>"Your reply"</label>
            <textarea id=id.clone() name="text" rows="2" dir="auto" placeholder="Reply…" node_ref=field
                on:input=move |_| if state.get_untracked() != FormState::Idle { state.set(FormState::Idle) }
                >{as_html(&text)}</textarea>
            <div class="row wrap"><button class="send">"Send"</button></div>
            <div role="status">{answer}</div>
        </form>
    }
}

/// What stands in a textarea is written as it is, unlike elsewhere: it must not be able to end it.
fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
