//! The partnership with a role's leader: updates, replies, and the share links.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk},
    leader::{Share, UpdateForm},
};
use crate::browser::clock;
use crate::domain::{Leader, LeaderId, Pace, RoleId, Sorting, State, UserId};
use crate::ui::day;

#[component]
pub fn RoleLeader(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let name = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .get::<Leader>(leader)
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
                <Due role/>
                <UpdateForm leader roles=RwSignal::new(vec![role]) typed_on=role/>
                <Talk leader/>
            </section>
            <Share role leader/>
        </div>
    }
    .into_any()
}

#[component]
fn Due(role: RoleId) -> impl IntoView {
    let desk = desk();
    let silence = Memo::new(move |_| {
        desk.standings
            .with(|all| all.get(&role).and_then(|standing| standing.silence))
    });
    move || {
        let today = desk.today.get();
        let silence = silence.get()?;
        let due = day::said(silence.due, today);
        let (class, words) = match silence.pace {
            Pace::Late => ("tag late", format!("Next update was due {due}")),
            Pace::Soon => ("tag wait", format!("Next update by {due}")),
            Pace::Calm => ("tag", format!("Next update by {due}")),
        };
        Some(view! { <p><span class=class>{words}</span></p> })
    }
}

/// Who wrote an update: whoever reads it, or a colleague, also one who has left.
fn author(state: &State, by: UserId) -> String {
    if by == desk().tab().me() {
        return "You".into();
    }
    let member = state.member(by);
    member.map_or_else(|| "A colleague".into(), |member| member.name.clone())
}

/// Updates and replies as one conversation, the newest first.
#[component]
fn Talk(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let items = move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let name = state
                .get::<Leader>(leader)
                .map(|leader| leader.details.name.clone())
                .unwrap_or_default();
            let updates = state
                .updates()
                .into_iter()
                .filter(|update| update.leader == leader);
            let replies = state.replies().into_iter().filter(|reply| reply.leader == leader);
            let mut items: Vec<_> = updates
                .map(|update| {
                    (
                        update.sent_at,
                        false,
                        author(state, update.by),
                        update.text.clone(),
                    )
                })
                .chain(replies.map(|reply| (reply.at, true, name.clone(), reply.text.clone())))
                .collect();
            items.put_in_order_by(|(at, ..)| std::cmp::Reverse(*at));
            items
                .into_iter()
                .take(30)
                .map(|(at, theirs, who, text)| {
                    let when = format!("{} {}", day::said(at.date_naive(), today), at.format("%H:%M"));
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
