//! A pain point: what hurts and how much, with what is behind it and who sees it.

use leptos::prelude::*;

use super::{fixes::Fixes, ladder::Ladder, seen};
use crate::board::{
    desk::desk,
    kit::{Area, Base, Field, Form, NumberField, Problem, SaveOrCancel, heed, said},
    leader::WhoSees,
};
use crate::browser::clock;
use crate::domain::{Body, PainDetails, PainId, PainPoint, Role, RoleId, Shown, pain};
use crate::ui::day;

/// How much something hurts, as it was typed.
fn severity(text: &str) -> Result<Option<u8>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| format!("How much it hurts is a number from 0 to 10; it says \"{text}\".")),
    }
}

/// Writes down a new one.
#[component]
pub fn PainForm(role: RoleId) -> impl IntoView {
    let (what, how_much) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let added = severity(&how_much.get_untracked()).and_then(|severity| {
            let details = PainDetails {
                severity,
                ..PainDetails::said(what.get_untracked(), clock::today())
            };
            let pain = clock::fresh(PainId::new);
            let tab = desk().tab();
            let leader = tab.peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
            let add = pain::Command::AddPain {
                pain,
                role,
                leader,
                details,
            };
            tab.try_submit(Body::PainPoint(add)).map_err(said)
        });
        if let Some(undo) = heed(problem, added) {
            desk().done("Written down; only recruiters see it.", undo);
            what.set(String::new());
            how_much.set(String::new());
        }
    };
    view! {
        <Form save>
            <Area label="What hurts most?" value=what rows=2 placeholder="Reports arrive two days late"/>
            <NumberField label="How much, from 0 to 10?" value=how_much/>
            <p class="small quiet">"Write it so that the leader could read it. Only recruiters see it until you share it."</p>
            <Problem words=problem/>
            <div class="row wrap"><button class="primary">"Write it down"</button></div>
        </Form>
    }
    .into_any()
}

#[component]
pub fn Pain(id: PainId) -> impl IntoView {
    let desk = desk();
    let pain = Memo::new(move |_| desk.tab().with(|state| state.get::<PainPoint>(id).ok().cloned()));
    let readers = Memo::new(move |_| desk.tab().with(|state| state.readers(id)));
    let edits = RwSignal::new(false);
    let form = move || {
        let now = || desk.tab().peek(|state| state.get::<PainPoint>(id).ok().cloned());
        edits
            .get()
            .then(now)
            .flatten()
            .map(|pain| view! { <EditPain pain edits/> })
    };
    view! {
        <li class="pain stack">
            {move || pain.get().map(|pain| view! { <Head pain edits readers/> })}
            {form}
            <Ladder pain=id readers/>
            <Fixes pain=id readers/>
        </li>
    }
    .into_any()
}

#[component]
fn Head(pain: PainPoint, edits: RwSignal<bool>, readers: Memo<Shown>) -> impl IntoView {
    let desk = desk();
    let (id, details) = (pain.id, pain.details);
    let what = details.what.clone();
    let (edit, remove) = (format!("Change: {what}"), format!("Remove: {what}"));
    let severity = details
        .severity
        .map(|severity| format!("{severity} of {}", PainPoint::WORST));
    let who = match details.said_by.as_str() {
        "" => "The leader".to_owned(),
        who => who.to_owned(),
    };
    let when = day::dated(details.said_on, desk.today.get());
    let on_page = pain.told.map(|_| " · on their page");
    let better = (!details.better.is_empty()).then(|| {
        view! { <p class="small" dir="auto"><span class="quiet">"Better when: "</span> {details.better.clone()}</p> }
    });
    let take = move |_| {
        desk.tab().submit(
            Body::PainPoint(pain::Command::RemovePain { pain: id }),
            "Removed.",
        );
    };
    view! {
        <div class="row between">
            <h3 dir="auto">{what}</h3>
            <div class="row line-actions">
                <button class="close" aria-label=edit title="Change" on:click=move |_| edits.update(|edits| *edits = !*edits)>"✎"</button>
                <button class="close" aria-label=remove title="Remove" on:click=take>"×"</button>
            </div>
        </div>
        <p class="small quiet">
            {severity.map(|severity| view! { <b>{severity}</b> " · " })}
            <bdi>{who}</bdi> ", " {when} {on_page} <span class="own">" · " {move || seen::of_pain(details.shown, readers.get())}</span>
        </p>
        {better}
    }
    .into_any()
}

#[component]
fn EditPain(pain: PainPoint, edits: RwSignal<bool>) -> impl IntoView {
    let (id, details) = (pain.id, pain.details);
    let what = RwSignal::new(details.what.clone());
    let how_much = RwSignal::new(
        details
            .severity
            .map_or_else(String::new, |severity| severity.to_string()),
    );
    let said_by = RwSignal::new(details.said_by.clone());
    let said_on = RwSignal::new(details.said_on.to_string());
    let better = RwSignal::new(details.better.clone());
    let shown = RwSignal::new(details.shown);
    let base = Base::new(details);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let tab = desk().tab();
        let Ok(said_on) = said_on.get_untracked().parse() else {
            return problem.set(Some(
                "Give the date on which it was said, as year-month-day.".into(),
            ));
        };
        let saved = severity(&how_much.get_untracked()).and_then(|severity| {
            let details = PainDetails {
                what: what.get_untracked(),
                severity,
                said_by: said_by.get_untracked(),
                said_on,
                better: better.get_untracked(),
                shown: shown.get_untracked(),
            };
            let edit = pain::Command::EditPain {
                pain: id,
                details,
                base: Some(base.get()),
            };
            let now = || tab.peek(|state| state.get::<PainPoint>(id).ok().map(|pain| pain.details.clone()));
            tab.try_submit(Body::PainPoint(edit))
                .inspect_err(|refusal| base.catch_up(refusal, now))
                .map_err(said)
        });
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            edits.set(false);
        }
    };
    view! {
        <Form save>
            <Area label="What hurts" value=what rows=2/>
            <div class="grid-2">
                <NumberField label="How much, from 0 to 10" value=how_much/>
                <Field label="Who said it, if not the leader" value=said_by/>
                <Field label="When" value=said_on kind="date"/>
            </div>
            <Area label="How will it be noticed in six months that it got better?" value=better rows=2/>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| edits.set(false)/>
        </Form>
    }
    .into_any()
}
