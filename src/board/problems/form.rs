//! The form of a problem.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{
    amend::{edits, raise},
    owner::Owner,
};
use crate::board::{
    desk::{desk, ours_live},
    kit::{Area, Base, Check, Field, Form, SaveOrCancel, Typed, chosen, heed, said, tick},
    leader::NamesHint,
};
use crate::browser::{local, page};
use crate::domain::{Cause, ProblemDetails, ProblemId, Role, RoleId, Sorting};

const KINDS: &[Cause] = Cause::ALL;

/// A role that may be ticked: what it is called, and whether only few see it.
fn choices(ticked: &BTreeSet<RoleId>) -> Vec<(RoleId, String, bool)> {
    desk().tab().peek(|state| {
        let all = state
            .all::<Role>()
            .filter(|role| role.is_open() || ticked.contains(&role.id));
        let all = all.map(|role| {
            let is_for_few = !state.audience_of::<Role>(role.id).is_workspace();
            (role.id, role.called().to_owned(), is_for_few)
        });
        let mut all: Vec<_> = all.collect();
        all.put_in_order_by(|(id, title, _)| (!ticked.contains(id), title.to_lowercase(), *id));
        all
    })
}

/// A day, or none.
fn day(typed: RwSignal<String>) -> Result<Option<chrono::NaiveDate>, String> {
    match typed.get_untracked().trim() {
        "" => Ok(None),
        day => match day.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err("Give each day as year-month-day.".into()),
        },
    }
}

/// Where what is half typed is kept.
pub fn kept(id: Option<ProblemId>, was: &ProblemDetails) -> Typed {
    let roles = || {
        was.roles
            .iter()
            .map(|role| format!(".{role}"))
            .collect::<String>()
    };
    let what = id.map_or_else(
        || format!("new.{:?}{}", was.category, roles()),
        |id| id.to_string(),
    );
    Typed::at(local::problem_draft(&what))
}

#[component]
pub fn ProblemForm(
    /// None for a new one.
    id: Option<ProblemId>,
    was: Box<ProblemDetails>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let kept = kept(id, &was);
    let begun_with = kept.begun::<ProblemDetails>();
    let is_begun = begun_with.is_some();
    let (was, now) = begun_with.unwrap_or_else(|| ((*was).clone(), (*was).clone()));
    let text = |words: &str| RwSignal::new(words.to_owned());
    let typed_day =
        |day: Option<chrono::NaiveDate>| RwSignal::new(day.map_or_else(String::new, |day| day.to_string()));
    let (title, fix, ask) = (text(&now.title), text(&now.fix), text(&now.ask));
    // Of a new one nobody has said it, and none is likelier than another.
    let category = RwSignal::new((id.is_some() || now.category != was.category).then_some(now.category));
    let member = RwSignal::new(now.member);
    let (owner, job) = (text(&now.owner), text(&now.job));
    let (measure, before, after) = (text(&now.measure), text(&now.before), text(&now.after));
    let (due, begun, done) = (
        typed_day(now.due),
        typed_day(now.begun_on),
        typed_day(now.done_on),
    );
    let all = choices(&now.roles);
    let roles = RwSignal::new(now.roles);
    let unsaid = was.category;
    let typed = move |category: Cause, days: [Option<chrono::NaiveDate>; 3]| {
        let [due, begun_on, done_on] = days;
        ProblemDetails {
            title: title.get(),
            category,
            roles: roles.get(),
            is_none: false,
            member: member.get(),
            owner: owner.get(),
            job: job.get(),
            fix: fix.get(),
            due,
            begun_on,
            done_on,
            measure: measure.get(),
            before: before.get(),
            after: after.get(),
            ask: ask.get(),
        }
    };
    kept.follow(was.clone(), move || {
        // A day that is half typed is none.
        let day = |typed: RwSignal<String>| typed.get().trim().parse().ok();
        typed(
            category.get().unwrap_or(unsaid),
            [day(due), day(begun), day(done)],
        )
    });
    let base = Base::new(Box::new(was));
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let days = day(due).and_then(|due| Ok((due, day(begun)?, day(done)?)));
        let Some((due, begun_on, done_on)) = heed(problem, days) else {
            return;
        };
        let kind = category
            .get_untracked()
            .ok_or("Say what kind of thing it is.".to_owned());
        let Some(category) = heed(problem, kind) else {
            return;
        };
        let details = untrack(|| Box::new(typed(category, [due, begun_on, done_on])));
        let saved = match id {
            Some(id) => base.submit(edits(id, details, base.get())),
            None => raise(details),
        };
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            kept.forget();
            desk().done("Saved.", undo);
            open.set(false);
        }
    };
    let few = {
        let all = all.clone();
        move || {
            let ticked = roles.get();
            let is_for_few = all
                .iter()
                .any(|(id, _, is_for_few)| *is_for_few && ticked.contains(id));
            is_for_few.then(|| {
                view! { <p class="small hint">"A confidential role is among them: only whoever sees that role sees this problem."</p> }
            })
        }
    };
    let ticks = all.into_iter().map(|(id, title, is_for_few)| {
        let title = if is_for_few { format!("{title} (confidential)") } else { title };
        view! { <Check checked=Signal::derive(move || roles.with(|roles| roles.contains(&id))) change=tick(roles, id)><bdi>{title}</bdi></Check> }
    });
    let ticks = ticks.collect_view();
    let kinds = KINDS.iter().enumerate().map(|(nth, kind)| {
        let is_chosen = category.get_untracked() == Some(*kind);
        view! { <option value=nth selected=is_chosen>{kind.label()}</option> }
    });
    let kinds = kinds.collect_view();
    let place = id.map_or_else(|| "problem-new".to_owned(), |id| format!("problem-form-{id}"));
    page::focus(format!("#{place} input"));
    view! {
        <div id=place><Form class="amend stack" is_begun save>
            <Field label="What comes back?" value=title placeholder="Pay is below the market"/>
            <label class="field">"What kind of thing is it?"
                <select on:change=move |event| category.set(chosen(KINDS, &event))>
                    {category.get_untracked().is_none().then(|| view! { <option value="">"Choose…"</option> })}
                    {kinds}
                </select>
            </label>
            <details class="more" open=id.is_none()>
                <summary>"Seen in these roles"</summary>
                <div class="ticks">{ticks}</div>
            </details>
            {few}
            <Owner member owner job/>
            <Area label="What is done about it?" value=fix rows=2 placeholder="New pay ranges from May"/>
            <p class="small quiet">{ours_live("Once it is fixed, the leaders of these roles read this in their next update.")}</p>
            <NamesHint text=fix/>
            <div class="grid-2">
                <Field label="By when?" value=due kind="date"/>
                <Field label="Begun on" value=begun kind="date"/>
                <Field label="Done on" value=done kind="date"/>
            </div>
            <Area label="What do we ask of its owner?" value=ask rows=2 placeholder="Review the ranges of data roles"/>
            <div class="grid-2">
                <Field label="By what do we see that it is fixed?" value=measure placeholder="Offers declined for pay"/>
                <Field label="Before" value=before placeholder="4 of 6"/>
                <Field label="After" value=after/>
            </div>
            <SaveOrCancel problem cancel=move |()| { kept.forget(); open.set(false); }/>
        </Form></div>
    }
    .into_any()
}
