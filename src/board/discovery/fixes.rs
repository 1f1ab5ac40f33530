//! What else would help: each fix with an owner and a date.

use leptos::prelude::*;

use super::{draft::opens, seen};
use crate::board::{
    desk::desk,
    kit::{Base, Field, Form, SaveOrCancel, Select, heed, said},
    leader::WhoSees,
};
use crate::browser::{clock, page};
use crate::domain::{Body, Fix, FixDetails, FixId, FixState, PainId, Shown, fix};
use crate::ui::day;

#[component]
pub fn Fixes(pain: PainId, readers: Memo<Shown>) -> impl IntoView {
    let desk = desk();
    let fixes = Memo::new(move |_| {
        desk.tab()
            .with(|state| state.fixes(pain).into_iter().cloned().collect::<Vec<Fix>>())
    });
    let open = RwSignal::new(false);
    let ids = move || fixes.with(|fixes| fixes.iter().map(|fix| fix.id).collect::<Vec<_>>());
    let one =
        move |id| Memo::new(move |_| fixes.with(|fixes| fixes.iter().find(|fix| fix.id == id).cloned()));
    let adds = move || open.get().then(|| view! { <FixForm pain fix=None open/> });
    view! {
        <ul class="fixes" aria-label="What else would help">
            <For each=ids key=|id| *id let:id><Line fix=one(id) pain readers/></For>
        </ul>
        {adds}
        <div class="row wrap"><button on:click=move |_| opens(open)>"Add a fix, with a date"</button></div>
    }
    .into_any()
}

#[component]
fn Line(fix: Memo<Option<Fix>>, pain: PainId, readers: Memo<Shown>) -> impl IntoView {
    let open = RwSignal::new(false);
    // News change what is shown of it, not what is typed about it.
    let form = move || {
        open.get()
            .then(|| view! { <FixForm pain fix=fix.get_untracked() open/> })
    };
    view! {
        <li>
            {move || fix.get().map(|fix| view! { <Told fix open readers/> })}
            {form}
        </li>
    }
    .into_any()
}

#[component]
fn Told(fix: Fix, open: RwSignal<bool>, readers: Memo<Shown>) -> impl IntoView {
    let today = desk().today.get();
    let (id, details) = (fix.id, fix.details);
    let what = details.what.clone();
    let (edit, remove) = (format!("Change: {what}"), format!("Remove: {what}"));
    let take = move |_| {
        desk()
            .tab()
            .submit(Body::Fix(fix::Command::RemoveFix { fix: id }), "Removed.");
    };
    view! {
        <div class="row between">
            <p dir="auto">{what}</p>
            <div class="row line-actions">
                <button class="close" aria-label=edit title="Change" on:click=move |_| opens(open)>"✎"</button>
                <button class="close" aria-label=remove title="Remove" on:click=take>"×"</button>
            </div>
        </div>
        <p class="small quiet">
            {details.state.label()} " · " <bdi>{details.owner}</bdi> ", by " {day::dated(details.due, today)} <span class="own">" · " {move || seen::of_part(details.shown, readers.get())}</span>
        </p>
    }
    .into_any()
}

/// A new one, or another wording of one that is there.
#[component]
fn FixForm(pain: PainId, fix: Option<Fix>, open: RwSignal<bool>) -> impl IntoView {
    let (id, was) = fix.map(|fix| (fix.id, fix.details)).unzip();
    let details = was.clone().unwrap_or_else(|| FixDetails {
        what: String::new(),
        owner: String::new(),
        due: clock::today() + chrono::Days::new(14),
        state: FixState::Planned,
        shown: Shown::Us,
    });
    let (what, owner) = (RwSignal::new(details.what), RwSignal::new(details.owner));
    let due = RwSignal::new(details.due.to_string());
    let (state, shown) = (RwSignal::new(details.state), RwSignal::new(details.shown));
    let base = was.map(Base::new);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let tab = desk().tab();
        let Ok(due) = due.get_untracked().parse() else {
            return problem.set(Some(
                "Give the day by which it is done, as year-month-day.".into(),
            ));
        };
        let details = FixDetails {
            what: what.get_untracked(),
            owner: owner.get_untracked(),
            due,
            state: state.get_untracked(),
            shown: shown.get_untracked(),
        };
        let saved = match (id, base) {
            (Some(id), Some(base)) => {
                let edit = fix::Command::EditFix {
                    fix: id,
                    details,
                    base: Some(base.get()),
                };
                base.submit(Body::Fix(edit))
            }
            _ => tab.try_submit(Body::Fix(fix::Command::AddFix {
                fix: clock::fresh(FixId::new),
                pain,
                details,
            })),
        };
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk().done("Saved.", undo);
            open.set(false);
        }
    };
    let place = format!("fix-{}", id.map_or(pain.0, |id| id.0));
    page::focus(format!("#{place} input"));
    view! {
        <div id=place><Form class="amend stack" save>
            <Field label="What would help?" value=what placeholder="Stay talks with the four"/>
            <div class="grid-2">
                <Field label="Who does it?" value=owner placeholder="Priya with HR"/>
                <Field label="By when?" value=due kind="date"/>
                <Select label="How far is it?" all=FixState::ALL name=FixState::label value=state/>
            </div>
            <WhoSees shown leader=None/>
            <SaveOrCancel problem cancel=move |()| open.set(false)/>
        </Form></div>
    }
    .into_any()
}
