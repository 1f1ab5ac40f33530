//! A link for whoever owns a problem and has no account: what they are told, on a page of its own.

use chrono::Days;
use data_encoding::BASE64URL_NOPAD;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Field, Form, SaveOrCancel, heed, said},
    leader::{Made, MadeLink, draw_passcode},
};
use crate::browser::{clock, page};
use crate::domain::{
    Body, LeaderId, LinkId, NewLink, Problem, ProblemId, Role, RoleId, Scope, State, Target, ToldOwner, link,
    secret_hash,
};
use crate::ui::day;

/// Days for which it opens.
const DAYS: u64 = 90;

/// In which of its roles it is told: one that everybody knows, if there is one; none where no role has a leader.
fn told_in(state: &State, id: ProblemId) -> Option<(RoleId, LeaderId, bool)> {
    let problem = state.get::<Problem>(id).ok()?;
    let roles = problem.details.roles.iter();
    let all = roles.filter_map(|role| {
        let leader = state.get::<Role>(*role).ok()?.leader?;
        Some((*role, leader, !state.audience_of::<Role>(*role).is_workspace()))
    });
    all.min_by_key(|(_, _, is_confidential)| *is_confidential)
}

#[component]
pub fn OwnerLink(id: ProblemId, text: RwSignal<String>, open: RwSignal<bool>) -> impl IntoView {
    let found = desk().tab().peek(|state| {
        let problem = state.get::<Problem>(id).ok()?;
        Some((state.owner_of(&problem.details), told_in(state, id)))
    });
    let (owner, place) = found?;
    let name = RwSignal::new(owner);
    let made = RwSignal::new(None::<MadeLink>);
    let problem = RwSignal::new(None::<String>);
    let until = clock::today().checked_add_days(Days::new(DAYS))?;
    let make = move |()| {
        let Some((role, leader, is_confidential)) = place else {
            return problem.set(Some(
                "None of its roles has a leader: copy or print it instead.".into(),
            ));
        };
        let secret = BASE64URL_NOPAD.encode(&clock::random::<32>());
        let id_of_link = clock::fresh(LinkId::new);
        // What is confidential opens by a passcode only.
        let passcode = is_confidential.then(|| draw_passcode(clock::random()));
        let label = name.get_untracked();
        let link = NewLink {
            id: id_of_link,
            target: Target::Role(role),
            leader: Some(leader),
            scope: Scope::TeamSafe,
            label: label.clone(),
            secret_hash: secret_hash(&secret),
            expires_on: Some(until),
            passcode: passcode.clone().and_then(|passcode| passcode.try_into().ok()),
            opens: is_confidential.then_some(role).into_iter().collect(),
            deputy: false,
            panel: None,
            brief: Some(Box::new(ToldOwner {
                problem: id,
                text: text.get_untracked(),
            })),
        };
        let shared = desk()
            .tab()
            .try_submit(Body::Link(link::Command::ShareLink(link)));
        if heed(problem, shared.map_err(said)).is_some() {
            made.set(Some(MadeLink {
                id: id_of_link,
                label: label.trim().to_owned(),
                url: format!("{}/p/{id_of_link}/{secret}", page::origin()),
                passcode,
            }));
        }
    };
    let close = move |()| open.set(false);
    let shown = move || match made.get() {
        Some(made) => view! {
            <Made made earlier=RwSignal::new(false)/>
            <div class="row"><button type="button" on:click=move |_| close(())>"Close the link"</button></div>
        }
        .into_any(),
        None => {
            let until = day::dated(until, desk().today.get());
            view! {
                <Form class="amend stack" save=make>
                    <p class="small quiet">{format!("A page with these words, whom to call, and later that it is fixed; nothing else. It opens until {until}, and stands with the leader’s links, where it can be ended.")}</p>
                    <Field label="For whom" value=name/>
                    <SaveOrCancel problem words="Make a link" cancel=close/>
                </Form>
            }
            .into_any()
        }
    };
    Some(view! { <div class="own stack">{shown}</div> }.into_any())
}
