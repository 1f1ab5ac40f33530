//! Writing to the recruiter, and what was written.

use leptos::{html::Textarea, prelude::*};
use uuid::Uuid;

use super::host::{FormState, Host, Outgoing, Returned, Session};
use crate::domain::{CommandId, UpdateId};
use crate::portal::{
    gesture::Gesture,
    view::{PortalView, ReplyView},
};
use crate::ui::day;

pub fn reply_list(replies: &[ReplyView], today: chrono::NaiveDate) -> Option<impl IntoView + use<>> {
    (!replies.is_empty()).then(|| {
        let items = replies.iter().map(|reply| {
            let (when, text) = (format!("You, {}", day::said(reply.on, today)), reply.text.clone());
            view! { <li><span class="small quiet">{when}</span><p dir="auto">{text}</p></li> }
        });
        view! { <ul class="replies">{items.collect_view()}</ul> }
    })
}

#[component]
pub fn ReplyForm(
    view: RwSignal<PortalView>,
    update: Option<UpdateId>,
    session: Session,
    host: Host,
) -> impl IntoView {
    let returned = session.returned.clone();
    let returned = returned.map(|Returned { gesture, state }| match gesture {
        Gesture::Reply { update: to, text } => (to == update).then_some((text, state)),
    });
    let (text, state) = returned.flatten().unwrap_or((String::new(), FormState::Idle));
    let state = RwSignal::new(state);
    // The text lives in the field itself: what is typed before this page's script has arrived is kept.
    let field = NodeRef::<Textarea>::new();
    let command = Session::command(session.seed, update);
    // One id for each text that is sent: after a success the browser draws the next from the last.
    let sent = RwSignal::new(0u128);
    let current = move || CommandId(Uuid::from_u128(command.0.as_u128().wrapping_add(sent.get())));
    let leader = move || view.with(|view| view.head.leader.clone().unwrap_or_default());
    let send = move |i_am: bool| {
        let text = field
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        if text.trim().is_empty() {
            state.set(FormState::Refused("Write something first.".into()));
            return;
        }
        let command = CommandId(Uuid::from_u128(
            command.0.as_u128().wrapping_add(sent.get_untracked()),
        ));
        (host.send)(
            Outgoing {
                command,
                gesture: Gesture::Reply { update, text },
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
