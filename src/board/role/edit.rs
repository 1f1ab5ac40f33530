//! What a role is called, what it is, and whose.

use leptos::prelude::*;

use super::open::Open;
use crate::board::{
    desk::{desk, ours},
    kit::{Base, Field, Form, SaveOrCancel, Select, heed, said},
    leader::{KnownLeaders, leader_named},
};
use crate::domain::{Body, Family, Leader, Niche, Refusal, Role, RoleDetails, RoleId, Seniority, line, role};

#[component]
pub fn EditRole(role: Role, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let id = role.id;
    let details = role.details;
    let title = RwSignal::new(details.title.clone());
    let opened = RwSignal::new(details.opened_on.to_string());
    let (family, seniority, niche) = (
        RwSignal::new(details.family),
        RwSignal::new(details.seniority),
        RwSignal::new(details.niche),
    );
    // Whose it is follows the news while nobody has typed another name: whoever was erased stands here no longer.
    let is_for = Memo::new(move |_| {
        desk.tab().with(|state| {
            let leader = state.get::<Role>(id).ok().and_then(|role| role.leader);
            let leader = leader.and_then(|leader| state.get::<Leader>(leader).ok());
            leader.map_or_else(String::new, |leader| leader.details.name.clone())
        })
    });
    let leader = RwSignal::new(is_for.get_untracked());
    Effect::new(move |was: Option<String>| {
        let now = is_for.get();
        if was.is_some_and(|was| was != now && leader.get_untracked().trim() == was) {
            leader.set(now.clone());
        }
        now
    });
    let outlook = StoredValue::new(details.outlook.clone().unwrap_or_default());
    let base = Base::new(details);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Ok(opened_on) = opened.get_untracked().parse() else {
            return problem.set(Some("Give the date of approval, as year-month-day.".into()));
        };
        let details = RoleDetails {
            title: title.get_untracked(),
            family: family.get_untracked(),
            seniority: seniority.get_untracked(),
            niche: niche.get_untracked(),
            opened_on,
            // Whoever saves what they saw has said that it is so.
            outlook: Some(outlook.get_value()),
        };
        let name = leader.get_untracked();
        let gives_to = (name.trim() != is_for.get_untracked()).then_some(name);
        let saved = edit(id, details, base, gives_to.as_deref());
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            if gives_to.is_some() {
                desk.done(
                    ours("Saved. Links that showed this role alone, to its former leader, have ended."),
                    None,
                );
            } else {
                desk.done("Saved.", undo);
            }
            open.set(Open::Nothing);
        }
    };
    let gives = move || {
        let (was, now) = (is_for.get(), leader.get());
        let is_another = !was.is_empty() && !now.trim().is_empty() && now.trim() != was;
        is_another.then(|| {
            let words = format!(
                "{now} begins anew: what {was} was told, agreed to and wrote stays theirs. What {now} is to know is shared with them again, and a date is talked through. Links to this role alone end, which no undo brings back."
            );
            view! { <p class="small hint" dir="auto">{words}</p> }
        })
    };
    view! {
        <Form class="card stack" save>
            <Field label="Title" value=title/>
            <Field label="Who needs it?" value=leader complete="off" list="known-leaders"/>
            <div aria-live="polite">{gives}</div>
            <datalist id="known-leaders"><KnownLeaders/></datalist>
            <div class="grid-2">
                <Select label="Family" all=Family::ALL name=Family::label value=family/>
                <Select label="Seniority" all=Seniority::ALL name=Seniority::label value=seniority/>
                <Select label="How rare are the skills?" all=Niche::ALL name=Niche::label value=niche/>
                <Field label="Approved on" value=opened kind="date"/>
            </div>
            <SaveOrCancel problem cancel=move |()| open.set(Open::Nothing)/>
        </Form>
    }
    .into_any()
}

/// Changes what the role is, and gives it to the leader of that name, if one is given; the way back is of the first.
fn edit(
    role: RoleId,
    details: RoleDetails,
    base: Base<RoleDetails>,
    gives_to: Option<&str>,
) -> Result<Option<Body>, Refusal> {
    let tab = desk().tab();
    // Looked at first, so that a refusal leaves nothing half done.
    if let Some(name) = gives_to {
        line("leader's name", name)?;
    }
    let undo = base.submit(Body::Role(role::Command::EditRole {
        role,
        details,
        base: Some(base.get()),
    }))?;
    if let Some(name) = gives_to {
        // Somebody new is known to those who see the role.
        let audience = tab.peek(|state| state.audience_of::<Role>(role));
        let leader = leader_named(&tab, name, &audience)?;
        tab.try_submit(Body::Role(role::Command::GiveRole { role, leader }))?;
    }
    Ok(undo)
}
