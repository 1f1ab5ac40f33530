//! Who was made an offer for a role, and the way to note one.

use leptos::prelude::*;

use super::{card::HireCard, kept::Forget};
use crate::board::{
    desk::desk,
    kit::{Field, Form, SaveOrCancel, heed, said, tell},
};
use crate::browser::{clock, page};
use crate::domain::{
    Asks, Body, CandidateId, Hire, HireDetails, HireId, Role, RoleId, Sorting, Stage, State, hire::Command,
    role,
};

#[component]
pub fn RoleAfter(role: RoleId) -> impl IntoView {
    let ids = Memo::new(move |_| {
        desk().tab().with(|state| {
            let all = state.hires(role).into_iter();
            all.map(|hire| hire.id).collect::<Vec<HireId>>()
        })
    });
    let none = move || {
        ids.with(Vec::is_empty).then(|| {
            view! {
                <p class="quiet">"Once somebody is made an offer, it stands here: yes or no by a day, the contract, the first day, and how it goes at day 30, 60 and 90."</p>
            }
        })
    };
    view! {
        <section class="card stack hires" aria-labelledby="role-after">
            <h2 id="role-after" tabindex="-1">"Offer, and after"</h2>
            {none}
            <Again role/>
            <For each=move || ids.get() key=|id| *id let:id><HireCard id/></For>
            <Offer role/>
            <TakenOut role/>
        </section>
    }
    .into_any()
}

/// Whoever said yes has left, and the role is still followed up: it is sought anew, or closed.
#[component]
fn Again(role: RoleId) -> impl IntoView {
    let asks = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| {
            let found = state.get::<Role>(role).ok()?;
            state.asks_of(found, today).filter(|asks| *asks == Asks::Again)
        })
    });
    let seek = move |_| {
        let moves = role::Command::to_end(role, Stage::Source, None);
        tell("Back in Source.", desk().tab().try_submit(Body::Role(moves)));
    };
    let line = move || {
        asks.get().map(|asks| {
            view! {
                <div class="row wrap acts">
                    <p>{asks.question()}</p>
                    <button on:click=seek>"Yes: back to Source"</button>
                    <span class="small quiet">"Or close it by “Move to…”."</span>
                </div>
            }
        })
    };
    view! { {line} }.into_any()
}

/// Who was taken out, and is kept for now all the same: to be put back, or forgotten.
#[component]
fn TakenOut(role: RoleId) -> impl IntoView {
    let out = Memo::new(move |_| desk().tab().with(|state| taken_out(state, role)));
    let lines = move || {
        out.get().into_iter().map(|(id, name)| {
            let back = format!("Put back: {name}");
            let put = move |_| {
                let puts = Command::RemoveHire {
                    hire: id,
                    removed: false,
                };
                tell("Put back.", desk().tab().try_submit(Body::Hire(puts)));
            };
            view! {
                <div class="stack" id=format!("hire-{id}") tabindex="-1">
                    <p class="small quiet">"Taken out, and kept: "<bdi>{name}</bdi></p>
                    <div class="row wrap acts"><button class="act-link" aria-label=back on:click=put>"Put back"</button></div>
                    <Forget id/>
                </div>
            }
        })
        .collect_view()
    };
    view! { {lines} }.into_any()
}

fn taken_out(state: &State, role: RoleId) -> Vec<(HireId, String)> {
    let mut out: Vec<&Hire> = state.on::<Hire>(Role::key(role)).collect();
    out.retain(|hire| hire.removed);
    out.put_in_order_by(|hire| hire.id);
    out.into_iter()
        .map(|hire| (hire.id, hire.details.name.clone()))
        .collect()
}

fn adds(role: RoleId, candidate: Option<CandidateId>, name: String) -> Body {
    Body::Hire(Command::AddHire {
        hire: clock::fresh(HireId::new),
        role,
        candidate,
        details: Box::new(HireDetails::named(name)),
    })
}

/// One tap for a finalist who is in play; by name for anybody else.
#[component]
fn Offer(role: RoleId) -> impl IntoView {
    let open = RwSignal::new(false);
    let finalists = Memo::new(move |_| {
        desk().tab().with(|state| {
            let hired = state.hires(role);
            let all = state.candidates(role).into_iter();
            let free = all.filter(|card| {
                card.over_on().is_none() && !hired.iter().any(|hire| hire.candidate == Some(card.id))
            });
            free.map(|card| (card.id, card.details.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let taps = move || {
        finalists.get().into_iter().map(move |(candidate, name)| {
            let label = format!("Note an offer to {name}");
            let words = name.clone();
            let add = move |_| {
                let body = adds(role, Some(candidate), name.clone());
                tell("Noted: only you see it.", desk().tab().try_submit(body));
            };
            view! { <button class="tap" aria-label=label on:click=add><bdi class="cut">{words}</bdi></button> }
        })
        .collect_view()
    };
    let form = move || open.get().then(|| view! { <ByName role open/> });
    let begin = move |_| {
        open.set(true);
        page::focus(".offer-by-name input".into());
    };
    view! {
        <div class="taps" role="group" aria-label="Who is made an offer?">
            <span class="small quiet">"Who is made an offer?"</span>
            {taps}
            <button class="tap" on:click=begin>"Somebody else"</button>
        </div>
        <div class="offer-by-name">{form}</div>
    }
    .into_any()
}

#[component]
fn ByName(role: RoleId, open: RwSignal<bool>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let body = adds(role, None, name.get_untracked());
        let saved = desk().tab().try_submit(body).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Noted: only you see it.", undo);
            open.set(false);
        }
    };
    view! {
        <Form class="amend stack" save>
            <Field label="Their name" value=name autofocus=true/>
            <SaveOrCancel problem cancel=move |()| open.set(false)/>
        </Form>
    }
    .into_any()
}
