//! One hire: where it stands, what is asked next, and what was said since they started.

use leptos::prelude::*;

use super::{
    amend::{self, tap},
    check_ins::CheckIns,
    decline::Decline,
    form::HireForm,
    kept::Kept,
    ready::ReadyList,
};
use crate::board::{
    desk::{desk, ours},
    kit::{Check, tell},
    leader::on_their_page,
};
use crate::browser::clock;
use crate::domain::{Body, Hire, HireDetails, HireId, Leader, LeaderId, Role, State, hire::Command};
use crate::ui::{day, first_name};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    hire: Hire,
    leader: Option<(LeaderId, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Edit,
    Decline,
}

#[component]
pub fn HireCard(id: HireId) -> impl IntoView {
    let seen = Memo::new(move |_| desk().tab().with(|state| look(state, id)));
    let open = RwSignal::new(Open::Nothing);
    let close = Callback::new(move |()| open.set(Open::Nothing));
    // News change what is shown of it, not what is typed about it.
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::Edit => amend::now(id).map(|was| view! { <HireForm id was done=close/> }.into_any()),
        Open::Decline => amend::now(id).map(|was| view! { <Decline id was done=close/> }.into_any()),
    };
    let started = Memo::new(move |_| {
        let today = desk().today.get();
        seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.hire.has_started(today)))
    });
    view! {
        <article class="stack" id=format!("hire-{id}") tabindex="-1">
            {move || seen.get().map(|seen| view! { <Told seen open/> })}
            {form}
            <ReadyList id/>
            {move || started.get().then(|| view! { <CheckIns id/> })}
        </article>
    }
    .into_any()
}

fn look(state: &State, id: HireId) -> Option<Seen> {
    let hire = state.get::<Hire>(id).ok()?;
    let role = state.get::<Role>(hire.role).ok()?;
    let leader = role.leader.and_then(|leader| state.get::<Leader>(leader).ok());
    Some(Seen {
        hire: hire.clone(),
        leader: leader.map(|leader| (leader.id, leader.details.name.clone())),
    })
}

/// `Said yes 3 May; contract signed 9 May; starts Mon 2 June`.
fn stands(details: &HireDetails) -> String {
    let today = desk().today.get();
    let on = |day: chrono::NaiveDate| day::dated(day, today);
    if let Some(declined) = details.declined_on {
        let why = details.cause.map(|cause| format!(": {}", cause.label()));
        let words = match details.because.as_str() {
            "" => String::new(),
            because => format!(". {because}"),
        };
        return format!("Declined {}{}{words}", on(declined), why.unwrap_or_default());
    }
    let Some(yes) = details.yes_on else {
        return match details.accept_by {
            Some(by) => format!("Offer made: yes or no by {}", day::said(by, today)),
            None => "No offer made yet".into(),
        };
    };
    let contract = match details.signed_on {
        Some(signed) => format!("contract signed {}", on(signed)),
        None => "the contract is not signed yet".into(),
    };
    let start = match (details.starts_on, details.left_on) {
        (_, Some(left)) => format!("; left {}", on(left)),
        (Some(starts), None) if starts <= today => {
            format!("; day {} since {}", (today - starts).num_days(), on(starts))
        }
        (Some(starts), None) => format!("; starts {}", on(starts)),
        (None, None) => String::new(),
    };
    format!("Said yes {}; {contract}{start}", on(yes))
}

#[component]
fn Told(seen: Seen, open: RwSignal<Open>) -> impl IntoView {
    let (id, details) = (seen.hire.id, seen.hire.details.clone());
    let words = [
        ("What matters to them: ", &details.matters),
        ("Who calls: ", &details.calls),
    ];
    let words = words.into_iter().filter(|(_, words)| !words.is_empty());
    let words = words.map(|(what, words)| {
        view! { <p class="small"><span class="quiet">{what}</span><bdi>{words.clone()}</bdi></p> }
    });
    let words = words.collect_view();
    let is_before = details.yes_on.is_none() && details.declined_on.is_none();
    let before = is_before.then(|| {
        let (approved, pay_told) = (details.approved, details.pay_told);
        view! {
            <div class="ticks" role="group" aria-label="Before the offer">
                <Check checked=Signal::derive(move || approved) change=move |is| tap(id, "Noted.", |details| details.approved = is)>"Whoever has to has approved it"</Check>
                <Check checked=Signal::derive(move || pay_told) change=move |is| tap(id, "Noted.", |details| details.pay_told = is)>"They knew the pay range before the interview"</Check>
            </div>
        }
    });
    // Whoever needed the role before reads of it no more.
    let is_shown = seen
        .leader
        .as_ref()
        .is_some_and(|(leader, _)| details.shown == Some(*leader));
    view! {
        <div class="row between wrap">
            <h3 dir="auto">{details.name.clone()}</h3>
            <span class="small quiet">{if is_shown { ours("On the leader’s page") } else { "Their name: for recruiters only" }}</span>
        </div>
        <p class="small quiet" dir="auto">{stands(&details)}</p>
        {words}
        {before}
        <Acts seen open/>
    }
    .into_any()
}

#[component]
fn Acts(seen: Seen, open: RwSignal<Open>) -> impl IntoView {
    let (id, details) = (seen.hire.id, seen.hire.details.clone());
    let name = details.name.clone();
    let today = desk().today.get();
    let next = next(&seen, today, open);
    let is_open = details.declined_on.is_none() && details.yes_on.is_none();
    let declines = (is_open && details.accept_by.is_some()).then(|| {
        let label = format!("Declined: {name}");
        view! { <button class="act-link" aria-label=label on:click=move |_| open.set(Open::Decline)>"Declined"</button> }
    });
    let back = details.declined_on.is_some().then(|| {
        let undecline = move |_| {
            tap(id, "Back at the offer.", |details| {
                (details.declined_on, details.cause) = (None, None);
            });
        };
        view! { <button class="act-link" on:click=undecline>"They did not decline"</button> }
    });
    let show = seen
        .leader
        .clone()
        .filter(|_| details.yes_on.is_some())
        .map(|(leader, called)| {
            let shows = details.shown != Some(leader);
            let (words, said) = if shows {
                let words = desk()
                    .tab()
                    .peek(|state| on_their_page(state, leader, &format!("It is on {called}’s page.")));
                (format!("Show {}", first_name(&called)), words)
            } else {
                (
                    format!("Stop showing {}", first_name(&called)),
                    format!("It is not on {called}’s page any more."),
                )
            };
            let label = format!("{words}: {name}");
            let show = move |_| tap(id, &said, |details| details.shown = shows.then_some(leader));
            view! { <button class="act-link" aria-label=label on:click=show>{words}</button> }
        });
    let (change, remove) = (format!("Change: {name}"), format!("Remove: {name}"));
    let take = move |_| {
        let removes = Command::RemoveHire {
            hire: id,
            removed: true,
        };
        tell("Removed.", desk().tab().try_submit(Body::Hire(removes)));
    };
    view! {
        <div class="row wrap acts">
            {next} {declines} {back} {show}
            <button class="act-link" aria-label=change on:click=move |_| open.set(Open::Edit)>"Change"</button>
            <button class="act-link" aria-label=remove on:click=take>"Remove"</button>
        </div>
        <Kept id/>
    }
    .into_any()
}

/// That they said yes, and what their leader reads of it where no name is shown.
fn said_yes(seen: &Seen) -> String {
    let unnamed = seen.leader.as_ref();
    let unnamed = unnamed.filter(|(leader, _)| seen.hire.details.shown != Some(*leader));
    let words = |(leader, called): &(LeaderId, String)| {
        let words = format!("They said yes. {called}’s page says that somebody did, without a name.");
        desk().tab().peek(|state| on_their_page(state, *leader, &words))
    };
    unnamed.map_or_else(|| "They said yes.".into(), words)
}

/// The one thing to do next.
fn next(seen: &Seen, today: chrono::NaiveDate, open: RwSignal<Open>) -> Option<AnyView> {
    let (id, details) = (seen.hire.id, &seen.hire.details);
    let button = |words: &'static str, done: &str, edit: fn(&mut HireDetails)| {
        let label = format!("{words}: {}", details.name);
        let done = done.to_owned();
        let act = move |_| tap(id, &done, edit);
        view! { <button class="primary" aria-label=label on:click=act>{words}</button> }.into_any()
    };
    if details.declined_on.is_some() || details.left_on.is_some() {
        return None;
    }
    Some(
        match (
            details.accept_by,
            details.yes_on,
            details.signed_on,
            details.starts_on,
        ) {
            (None, None, ..) => button(
                "Offer made: answer in a week",
                "Noted. Another day is set by “Change”.",
                |details| details.accept_by = Some(clock::today() + chrono::Days::new(7)),
            ),
            (_, None, ..) => button("Said yes", &said_yes(seen), |details| {
                details.yes_on = Some(clock::today());
            }),
            (_, _, None, _) => button("Contract signed", "Noted.", |details| {
                details.signed_on = Some(clock::today());
            }),
            (.., None) => {
                let label = format!("When do they start? {}", details.name);
                let ask = move |_| open.set(Open::Edit);
                view! { <button class="primary" aria-label=label on:click=ask>"When do they start?"</button> }
                    .into_any()
            }
            (.., Some(starts)) if starts > today => button("In touch today", "Noted.", |details| {
                details.touched_on = Some(clock::today());
            }),
            _ => return None,
        },
    )
}
