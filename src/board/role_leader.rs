//! The partnership with a role's leader: updates, replies, and the share links.

use leptos::prelude::*;

use super::{Route, desk, frame::Link, share::Share};
use crate::browser::{clock, local, tab::capital};
use crate::domain::{Body, LeaderId, RoleId, UpdateId};
use crate::ui::day;

#[component]
pub fn RoleLeader(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let name = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .leader(leader)
                .map(|leader| leader.details.name.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <div class="stack">
            <section class="card stack" aria-labelledby="role-updates">
                <div class="row between wrap">
                    <h2 id="role-updates" dir="auto">{move || format!("Updates for {}", name.get())}</h2>
                    <Link to=Route::Preview(role) class="button">"See as the leader sees it"</Link>
                </div>
                <Due role leader/>
                <UpdateForm role leader/>
                <Talk leader/>
            </section>
            <Share role leader/>
        </div>
    }
    .into_any()
}

#[component]
fn Due(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let role = state
                .role(role)
                .ok()
                .filter(|role| role.is_open() && role.hold.is_none())?;
            let due = state.next_update_by(leader, role.details.opened_on);
            let (class, words) = if due < today {
                (
                    "tag late",
                    format!("Next update was due {}", day::said(due, today)),
                )
            } else {
                ("tag", format!("Next update by {}", day::said(due, today)))
            };
            Some(view! { <p><span class=class>{words}</span></p> })
        })
    }
}

#[component]
fn UpdateForm(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let key = format!("fulcrum.draft.update.{leader}");
    // A half-typed update survives a closed tab.
    let text = RwSignal::new(local::get::<String>(&key).unwrap_or_default());
    let problem = RwSignal::new(None::<String>);
    let draft_key = key.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let update = clock::fresh(UpdateId::new);
        match desk.tab().try_submit(Body::SendUpdate {
            update,
            leader,
            roles: vec![role],
            text: text.get_untracked(),
        }) {
            Ok(_) => {
                local::remove(&key);
                text.set(String::new());
                problem.set(None);
                let words = "Sent: it stands on the leader's page, and the silence clock starts anew.".into();
                desk.tab().notice.set(Some(crate::browser::tab::Notice {
                    words,
                    undo: None,
                    problem: false,
                }));
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <label class="hidden" for="update-text">"A one-line update"</label>
            <textarea id="update-text" rows="2" dir="auto"
                placeholder="19 people reached, 4 screens; pay is the reason most say no."
                prop:value=move || text.get()
                on:input=move |event| { text.set(event_target_value(&event)); local::set(&draft_key, text.get_untracked()); }></textarea>
            {move || problem.get().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
            <div class="row"><button class="primary">"Send update"</button></div>
        </form>
    }
    .into_any()
}

/// Updates and replies as one conversation, the newest first.
#[component]
fn Talk(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let items = move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let name = state
                .leader(leader)
                .map(|leader| leader.details.name.clone())
                .unwrap_or_default();
            let updates = state
                .updates()
                .into_iter()
                .filter(|update| update.leader == leader);
            let replies = state.replies().into_iter().filter(|reply| reply.leader == leader);
            let mut items: Vec<_> = updates
                .map(|update| (update.sent_at, None, update.text.clone()))
                .chain(replies.map(|reply| (reply.at, Some(name.clone()), reply.text.clone())))
                .collect();
            items.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
            items
                .into_iter()
                .take(30)
                .map(|(at, from, text)| {
                    let when = format!("{} {}", day::said(at.date_naive(), today), at.format("%H:%M"));
                    let theirs = from.is_some();
                    let who = from.unwrap_or_else(|| "You".into());
                    view! {
                        <li class:theirs=theirs>
                            <span class="small quiet" dir="auto">{who} ", " {when}</span>
                            <p dir="auto">{text}</p>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! { <ul class="replies talk" aria-live="polite">{items}</ul> }
}
