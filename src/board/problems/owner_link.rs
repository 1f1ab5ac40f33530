//! A link for whoever owns a problem and has no account: what they are told, on a page of its own.

use chrono::Days;
use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    kit::{Field, Form, SaveOrCancel, heed},
    leader::{Made, MadeLink},
};
use crate::browser::clock;
use crate::domain::{LeaderId, NewLink, Problem, ProblemId, Role, RoleId, State, Target, ToldOwner};
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
                ours("None of its roles has a leader: copy or print it instead.").into(),
            ));
        };
        // What is confidential opens by a passcode only.
        let link = MadeLink::make(Target::Role(role), leader, is_confidential, |link| NewLink {
            label: name.get_untracked(),
            expires_on: Some(until),
            opens: is_confidential.then_some(role).into_iter().collect(),
            brief: Some(Box::new(ToldOwner {
                problem: id,
                text: text.get_untracked(),
            })),
            ..link
        });
        made.set(heed(problem, link));
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
                    <p class="small quiet">{format!("A page with these words, whom to call, and later that it is fixed; nothing else. It opens until {until}, and stands {}, where it can be ended.", ours("with the leader’s links"))}</p>
                    <Field label="For whom" value=name/>
                    <SaveOrCancel problem words="Make a link" cancel=close/>
                </Form>
            }
            .into_any()
        }
    };
    Some(view! { <div class="own stack">{shown}</div> }.into_any())
}
