//! What a role is called, what it is, and whose.

use leptos::prelude::*;

use super::open::Open;
use crate::board::{
    desk::desk,
    kit::{Problem, chosen, options},
    leader::{KnownLeaders, leader_named},
};
use crate::browser::tab::{Notice, capital};
use crate::domain::{Body, Family, LeaderId, Niche, Refusal, Role, RoleDetails, Seniority};

#[component]
pub fn EditRole(role: Role, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let details = role.details.clone();
    let title = RwSignal::new(details.title.clone());
    let opened = RwSignal::new(details.opened_on.to_string());
    let (family, seniority, niche) = (
        RwSignal::new(details.family),
        RwSignal::new(details.seniority),
        RwSignal::new(details.niche),
    );
    let name_of = |leader: LeaderId| {
        desk.tab().peek(|state| {
            state
                .leader(leader)
                .map(|leader| leader.details.name.clone())
                .unwrap_or_default()
        })
    };
    let was_for = role.leader.map(name_of).unwrap_or_default();
    let leader = RwSignal::new(was_for.clone());
    let base = StoredValue::new(details.clone());
    let problem = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(opened_on) = opened.get_untracked().parse() else {
            return problem.set(Some("Give the date of approval, as year-month-day.".into()));
        };
        let details = RoleDetails {
            title: title.get_untracked(),
            family: family.get_untracked(),
            seniority: seniority.get_untracked(),
            niche: niche.get_untracked(),
            opened_on,
        };
        let name = leader.get_untracked();
        let is_given = name.trim() != was_for;
        // Looked at first, so that a refusal leaves nothing half done.
        if is_given && let Err(refusal) = crate::domain::line("leader's name", &name) {
            return problem.set(Some(capital(&refusal.to_string())));
        }
        let edited = desk.tab().try_submit(Body::EditRole {
            role: role.id,
            details,
            base: Some(base.get_value()),
        });
        let given = edited.and_then(|undo| {
            if is_given {
                // Somebody new is known to those who see the role.
                let audience = desk.tab().peek(|state| state.role_audience(role.id));
                let leader = leader_named(&desk.tab(), &name, &audience)?;
                desk.tab().try_submit(Body::GiveRole {
                    role: role.id,
                    leader,
                })?;
            }
            Ok(undo)
        });
        match given {
            Ok(undo) => {
                let notice = if is_given {
                    Notice::done(
                        "Saved. Links that showed this role alone, to its former leader, have ended.",
                        None,
                    )
                } else {
                    Notice::done("Saved.", undo)
                };
                desk.tab().notice.set(Some(notice));
                open.set(Open::Nothing);
            }
            Err(refusal) => {
                // Now that the author knows, saving again means it.
                if matches!(refusal, Refusal::EditedMeanwhile { .. })
                    && let Ok(now) = desk.tab().peek(|state| state.role(role.id).cloned())
                {
                    base.set_value(now.details);
                }
                problem.set(Some(capital(&refusal.to_string())));
            }
        }
    };
    view! {
        <form class="card stack" on:submit=save novalidate>
            <label class="field">"Title"
                <input dir="auto" prop:value=move || title.get() on:input=move |event| title.set(event_target_value(&event))/>
            </label>
            <label class="field">"Who needs it?"
                <input dir="auto" autocomplete="off" list="known-leaders" prop:value=move || leader.get() on:input=move |event| leader.set(event_target_value(&event))/>
            </label>
            <datalist id="known-leaders"><KnownLeaders/></datalist>
            <div class="grid-2">
                <label class="field">"Family"
                    <select on:change=move |event| if let Some(found) = chosen(Family::ALL, &event) { family.set(found) }>
                        {options(Family::ALL, Family::label, details.family)}
                    </select>
                </label>
                <label class="field">"Seniority"
                    <select on:change=move |event| if let Some(found) = chosen(Seniority::ALL, &event) { seniority.set(found) }>
                        {options(Seniority::ALL, Seniority::label, details.seniority)}
                    </select>
                </label>
                <label class="field">"How rare are the skills?"
                    <select on:change=move |event| if let Some(found) = chosen(Niche::ALL, &event) { niche.set(found) }>
                        {options(Niche::ALL, Niche::label, details.niche)}
                    </select>
                </label>
                <label class="field">"Approved on"
                    <input type="date" prop:value=move || opened.get() on:input=move |event| opened.set(event_target_value(&event))/>
                </label>
            </div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Save"</button>
                <button type="button" on:click=move |_| open.set(Open::Nothing)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
