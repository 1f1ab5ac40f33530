//! A pain point: what hurts and how much, with what is behind it and who sees it.

use leptos::prelude::*;

use super::{
    course::CameOf,
    fixes::Fixes,
    hire::Hire,
    ladder::Ladder,
    seen::{self, ReadBy},
};
use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Base, Field, Form, NumberField, Problem, SaveOrCancel, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
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
            <p class="small quiet">{ours_live("Write it so that the leader could read it. Only recruiters see it until you share it.")}</p>
            <Problem words=problem/>
            <div class="row wrap"><button class="primary">"Write it down"</button></div>
        </Form>
    }
    .into_any()
}

/// The first one stands open, and any of which something is still to be asked.
#[component]
pub fn Pain(id: PainId, #[prop(optional)] is_first: bool) -> impl IntoView {
    let desk = desk();
    let pain = Memo::new(move |_| desk.tab().with(|state| state.get::<PainPoint>(id).ok().cloned()));
    let readers = Memo::new(move |_| desk.tab().with(|state| state.readers(id)));
    let is_open = is_first
        || desk
            .tab()
            .peek(|state| !state.ladder(id).iter().any(|rung| rung.is_root));
    let edits = RwSignal::new(false);
    let form = move || {
        let now = || desk.tab().peek(|state| state.get::<PainPoint>(id).ok().cloned());
        edits
            .get()
            .then(now)
            .flatten()
            .map(|pain| view! { <EditPain pain edits/> })
    };
    let better = move || {
        let better = pain.with(|pain| pain.as_ref().map(|pain| pain.details.better.clone()))?;
        (!better.is_empty())
            .then(|| view! { <p class="better small" dir="auto"><span class="quiet">"Better when: "</span> {better}</p> })
    };
    view! {
        <li id=format!("pain-{id}") class="pain">
            <details open=is_open>
                <summary>{move || pain.get().map(|pain| view! { <Head pain readers/> })}</summary>
                {form}
                {better}
                <CameOf pain=id/>
                <div class="sides">
                    <div class="stack">
                        <h4>"What's behind it"</h4>
                        <Ladder pain=id readers/>
                    </div>
                    <div class="stack">
                        <Hire pain=id/>
                        <Fixes pain=id readers/>
                    </div>
                </div>
                <Foot id pain edits/>
            </details>
        </li>
    }
    .into_any()
}

#[component]
fn Head(pain: PainPoint, readers: Memo<Shown>) -> impl IntoView {
    let details = pain.details;
    let severity = details.severity.map(|severity| {
        let marks = (0..PainPoint::WORST).map(|at| view! { <i class:on={at < severity}></i> });
        view! {
            <span class="severity nowrap">
                <span aria-hidden="true">{marks.collect_view()}</span>
                {format!("{severity} of {}", PainPoint::WORST)}
            </span>
        }
    });
    let who = match details.said_by.as_str() {
        "" => ours("The leader").to_owned(),
        who => who.to_owned(),
    };
    let when = day::dated(details.said_on, desk().today.get());
    let on_page = pain.told.map(|_| ", on their page");
    let shown = details.shown;
    view! {
        <h3 dir="auto">{details.what}</h3>
        {severity}
        <span class="small quiet said-by"><bdi>{who}</bdi> ", " {when} {on_page}</span>
        <span class="own">{move || view! { <ReadBy readers=readers.get() title=seen::of_pain(shown, readers.get())/> }}</span>
    }
    .into_any()
}

/// Who sees it, in one tap; and what else may be done with it.
#[component]
fn Foot(id: PainId, pain: Memo<Option<PainPoint>>, edits: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let now = move || pain.with_untracked(|pain| pain.as_ref().map(|pain| pain.details.clone()));
    let shown = RwSignal::new(now().map(|details| details.shown).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(now) = pain.with(|pain| pain.as_ref().map(|pain| pain.details.shown)) {
            shown.set(now);
        }
    });
    let chosen = move |chosen: Shown| {
        let Some(base) = now() else { return };
        let leader = pain.with_untracked(|pain| pain.as_ref().and_then(|pain| pain.leader));
        let edit = pain::Command::EditPain {
            pain: id,
            details: PainDetails {
                shown: chosen,
                ..base.clone()
            },
            base: Some(base.clone()),
        };
        match desk.tab().try_submit(Body::PainPoint(edit)) {
            Ok(undo) => desk.done(
                seen::shared(&base.what, seen::circle(chosen), chosen, leader),
                undo,
            ),
            Err(refusal) => {
                desk.tab().complain(&said(refusal));
                shown.set(now().map(|details| details.shown).unwrap_or_default());
            }
        }
    };
    let named = move |what: &'static str| {
        move || pain.with(|pain| pain.as_ref().map(|pain| format!("{what}: {}", pain.details.what)))
    };
    let take = move |_| {
        desk.tab().submit(
            Body::PainPoint(pain::Command::RemovePain { pain: id }),
            "Removed.",
        );
    };
    view! {
        <div class="foot row between wrap own">
            <WhoSees shown leader=None legend="Who sees this pain" chosen/>
            <div class="row">
                <button class="act-link" aria-label=named("Change") on:click=move |_| edits.update(|edits| *edits = !*edits)>"Change"</button>
                <button class="act-link" aria-label=named("Remove") on:click=take>"Remove"</button>
            </div>
        </div>
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
    let base = Base::new(details);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
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
                shown: base.get().shown,
            };
            let edit = pain::Command::EditPain {
                pain: id,
                details,
                base: Some(base.get()),
            };
            base.submit(Body::PainPoint(edit)).map_err(said)
        });
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            edits.set(false);
        }
    };
    let place = format!("edit-{id}");
    page::focus(format!("#{place} textarea"));
    view! {
        <div id=place class="edit"><Form class="amend stack" save>
            <Area label="What hurts" value=what rows=2/>
            <div class="grid-2">
                <NumberField label="How much, from 0 to 10" value=how_much/>
                <Field label=ours("Who said it, if not the leader") value=said_by/>
                <Field label="When" value=said_on kind="date"/>
            </div>
            <Area label="How will it be noticed in six months that it got better?" value=better rows=2/>
            <SaveOrCancel problem cancel=move |()| edits.set(false)/>
        </Form></div>
    }
    .into_any()
}
