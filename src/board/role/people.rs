//! Who answers for a role, and who sees it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::open::Open;
use crate::board::{
    desk::{desk, ours_live},
    kit::{Check, Field, Problem, heed, listed, said, tick},
};
use crate::domain::{Audience, Body, Member, Power, Role, RoleId, Sorting, UserId, role};

/// Shown once there is somebody to share the work with.
#[component]
pub fn RolePeople(role: RoleId, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let others = Memo::new(move |_| {
        desk.tab().with(|state| {
            let mut members: Vec<(UserId, String)> = state
                .members()
                .map(|member| (member.user, member.name.clone()))
                .collect();
            members.put_in_order_by(|(_, name)| name.to_lowercase());
            members
        })
    });
    let found = Memo::new(move |_| {
        desk.tab().with(|state| {
            let found = state.get::<Role>(role).ok()?.clone();
            let audience = state.audience(&Role::key(role)).cloned().unwrap_or_default();
            let may = found.owner == me || state.may(me, Power::OthersRoles);
            let owner = state
                .member(found.owner)
                .map_or_else(|| "Nobody".to_owned(), |member: &Member| member.name.clone());
            Some((found.owner, owner, found.code_name, audience, may))
        })
    });
    move || {
        let (owner, owner_name, code_name, audience, may) = found.get()?;
        let people = others.get();
        (!people.is_empty()).then(|| {
            let seen = match &audience {
                Audience::Workspace => "Everyone in the workspace sees it.".to_owned(),
                Audience::People(named) => {
                    let names: Vec<&str> = people
                        .iter()
                        .filter(|(user, _)| named.contains(user))
                        .map(|(_, name)| name.as_str())
                        .collect();
                    let sees = if names.len() == 1 { "sees" } else { "see" };
                    format!("Confidential: only {} {sees} it.", listed(&names))
                }
            };
            view! {
                <section class="card stack" aria-labelledby="role-people">
                    <div class="row between">
                        <h2 id="role-people" tabindex="-1">"Owner and confidentiality"</h2>
                        <button on:click=move |_| open.set(Open::Nothing)>"Done"</button>
                    </div>
                    <p><bdi>{owner_name}</bdi>" answers for it. "{seen}</p>
                    {may.then(|| view! {
                        {(people.len() > 1).then(|| view! { <HandOver role owner people=people.clone()/> })}
                        <Confidential role owner code_name audience people/>
                    })}
                </section>
            }
        })
    }
}

#[component]
fn HandOver(role: RoleId, owner: UserId, people: Vec<(UserId, String)>) -> impl IntoView {
    let desk = desk();
    let to = RwSignal::new(None::<UserId>);
    let names = people.clone();
    let hand = move |_| {
        let Some(to) = to.get_untracked() else { return };
        let name = names
            .iter()
            .find(|(user, _)| *user == to)
            .map(|(_, name)| name.clone())
            .unwrap_or_default();
        desk.tab().submit(
            Body::Role(role::Command::HandOver { role, to }),
            format!("{name} answers for it now."),
        );
    };
    let options = people.into_iter().filter(|(user, _)| *user != owner);
    let options = options.map(|(user, name)| view! { <option value=user.to_string()>{name}</option> });
    view! {
        <details>
            <summary>"Hand it over"</summary>
            <div class="stack">
                <label class="field">"To whom?"
                    <select prop:value=move || to.get().map_or_else(String::new, |to| to.to_string()) on:change=move |event| to.set(event_target_value(&event).parse().ok())>
                        <option value="">"Choose"</option>
                        {options.collect_view()}
                    </select>
                </label>
                <p class="small quiet">"Links, dates and everything logged stay."</p>
                <div><button disabled=move || to.get().is_none() on:click=hand>"Hand over"</button></div>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Confidential(
    role: RoleId,
    owner: UserId,
    code_name: Option<String>,
    audience: Audience,
    people: Vec<(UserId, String)>,
) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let is_confidential = !audience.is_workspace();
    let named = match audience {
        Audience::People(named) => named,
        Audience::Workspace => BTreeSet::from([owner, me]),
    };
    let named = RwSignal::new(named);
    let code = RwSignal::new(code_name.unwrap_or_default());
    let problem = RwSignal::new(None::<String>);
    let submit = move |audience: Audience, done: &'static str| {
        let code_name = Some(code.get_untracked()).filter(|code| !code.trim().is_empty());
        let body = Body::Role(role::Command::RestrictRole {
            role,
            audience,
            code_name,
        });
        if heed(problem, desk.tab().try_submit(body).map_err(said)).is_some() {
            desk.done(done, None);
        }
    };
    let restrict = move |_| {
        submit(
            Audience::People(named.get_untracked()),
            "Only those named hold it from now on; it leaves other devices with their next sync.",
        );
    };
    let open = move |_| submit(Audience::Workspace, "Everyone in the workspace sees it again.");
    let choices = people.into_iter().map(|(user, name)| {
        // Whoever answers for it, and whoever decides this, stay.
        let fixed = user == owner || user == me;
        view! {
            <Check disabled=Signal::stored(fixed) checked=Signal::derive(move || named.with(|named| named.contains(&user))) change=tick(named, user)>
                <span dir="auto">{name}</span>
            </Check>
        }
    });
    view! {
        <details>
            <summary>{if is_confidential { "Change who sees it" } else { "Make it confidential" }}</summary>
            <div class="stack">
                <fieldset><legend>"Who may see it"</legend>{choices.collect_view()}</fieldset>
                <Field label="Code name, shown instead of the title (optional)" value=code complete="off"/>
                <p class="small quiet">{ours_live("Other devices drop the role and all that was logged for it alone; what somebody wrote about it themselves they keep out of sight for two weeks, in case the server comes back from a backup. Its leader's page shows the code name, and only through a link with a passcode: make one under Share.")}</p>
                <Problem words=problem/>
                <div class="row wrap">
                    <button on:click=restrict>"Keep it to these people"</button>
                    {is_confidential.then(|| view! { <button on:click=open>"Show it to everyone again"</button> })}
                </div>
            </div>
        </details>
    }
    .into_any()
}
