//! Whether the leader has it on their page, as a card to prepare by: what is pointed out is asked about before they read it, and
//! whoever changes it meanwhile is told that they see it.

use leptos::prelude::*;

use super::{
    amend::{opens, tap},
    unexplained::Unexplained,
};
use crate::board::{
    desk::desk,
    leader::{has_page, on_their_page},
};
use crate::domain::{Leader, LeaderId, Role, RoleId, Shown, State};
use crate::ui::{first_name, isolated};

fn leader_of(state: &State, role: RoleId) -> Option<(LeaderId, String)> {
    let leader = state.get::<Role>(role).ok()?.leader?;
    let name = state.get::<Leader>(leader).ok()?.details.name.clone();
    Some((leader, name))
}

fn take_off(role: RoleId) {
    tap(role, "Taken off their page.", |details| {
        details.shown = Shown::Us;
    });
}

#[component]
pub fn Share(role: RoleId) -> impl IntoView {
    let readers = Memo::new(move |_| desk().tab().with(|state| state.kit_readers(role)));
    let leader = Memo::new(move |_| {
        desk().tab().with(|state| {
            let (leader, name) = leader_of(state, role)?;
            Some((leader, name, has_page(state, leader)))
        })
    });
    let count = Memo::new(move |_| desk().tab().with(|state| state.kit(role).unexplained().len()));
    let judged = Memo::new(move |_| desk().tab().with(|state| state.is_asked_by_others(role)));
    let asks = RwSignal::new(false);
    let done = move || {
        let leader = leader.get_untracked().map(|(leader, ..)| leader);
        leader.map_or_else(String::new, |leader| {
            desk()
                .tab()
                .peek(|state| on_their_page(state, leader, "On their page."))
        })
    };
    let share = move |_| {
        if count.get_untracked() > 0 {
            opens(asks);
        } else {
            tap(role, &done(), |details| details.shown = Shown::Leader);
        }
    };
    let asked = move || {
        asks.get()
            .then(|| view! { <div class="own"><Unexplained role open=asks done=move |()| done()/></div> })
    };
    let told = move || {
        let (_, name, has_page) = leader.get()?;
        Some(if readers.get() == Shown::Us {
            view! {
                <p class="small quiet own">{if judged.get() { "Only recruiters see it, and whoever judges reads what they ask." } else { "Only recruiters see it." }}</p>
                <div class="row wrap own">
                    <button on:click=share>{format!("Share with {} as a prep card", isolated(&name))}</button>
                </div>
            }
            .into_any()
        } else {
            let words = if has_page {
                " has it on their page as a prep card."
            } else {
                " may see it as a prep card; they have no link yet, share one."
            };
            let unexplained = (count.get() > 0).then(|| {
                let words = match count.get() {
                    1 => "One question is pointed out, and nobody said why it is asked.".to_owned(),
                    count => format!("{count} questions are pointed out, and nobody said why they are asked."),
                };
                view! {
                    <p class="small flag own">{words}</p>
                    <div class="row wrap own"><button on:click=move |_| opens(asks)>"Say why it is asked"</button></div>
                }
            });
            view! {
                <p class="small quiet own"><bdi>{name}</bdi> {words}</p>
                {unexplained}
                <div class="row wrap own"><button on:click=move |_| take_off(role)>"Take it off their page"</button></div>
            }
            .into_any()
        })
    };
    view! { {told} {asked} }.into_any()
}

/// Above what is changed while it is shared.
#[component]
pub fn SeenAtOnce(role: RoleId) -> impl IntoView {
    let name = Memo::new(move |_| {
        desk().tab().with(|state| {
            let is_shared = state.kit_readers(role) != Shown::Us;
            let (_, name) = leader_of(state, role).filter(|_| is_shared)?;
            Some(isolated(first_name(&name)))
        })
    });
    move || {
        let words = format!("{} sees changes at once.", name.get()?);
        Some(view! {
            <div class="row wrap small seen-at-once">
                <span>{words}</span>
                <button type="button" class="tap" on:click=move |_| take_off(role)>"Stop showing it"</button>
            </div>
        })
    }
}
