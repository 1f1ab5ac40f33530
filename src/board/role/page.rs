//! A role's page: where it stands, what was done, and the partnership with its leader.

use leptos::prelude::*;

use super::{
    effort::RoleEffort,
    leader::RoleLeader,
    new::{KnownLeaders, leader_named},
    people::RolePeople,
    rail::StepList,
};
use crate::board::{
    columns::MoveTo,
    desk::{Route, desk},
    frame::Link,
    kit::{Problem, chosen, options},
};
use crate::browser::{
    clock, page,
    tab::{Notice, capital},
};
use crate::domain::{Body, Family, Hold, LeaderId, Niche, Refusal, Role, RoleDetails, RoleId, Seniority};
use crate::ui::day;

#[component]
pub fn RolePage(role: RoleId) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| desk.tab().with(|state| state.role(role).ok().cloned()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    // A form stays open, with what was typed, whatever becomes of the role meanwhile.
    let open = RwSignal::new(Open::Nothing);
    let leader = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|role| role.leader)));
    move || {
        if !is_there.get() {
            return view! { <NotHere/> }.into_any();
        }
        view! {
            <Link to=Route::Board class="back">"← Board"</Link>
            {move || found.get().map(|role| view! { <Head role open/> })}
            {move || form(role, open)}
            <div class="role-columns">
                <div class="stack">
                    <RoleEffort role/>
                    <RolePeople role/>
                </div>
                {move || leader.get().map(|leader| view! { <RoleLeader role leader/> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <section class="card stack welcome">
            <h1 tabindex="-1">"This role is not here"</h1>
            <p>"It was removed, it is not shared with you, or this device has not received it yet."</p>
            <Link to=Route::Board class="button">"Back to the board"</Link>
        </section>
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Edit,
    Hold,
}

#[component]
fn Head(role: Role, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let today = clock::today();
    page::set_title(&format!("{} · Fulcrum", role.called()));
    let id = role.id;
    let who = desk.tab().with(|state| {
        role.leader
            .and_then(|leader| state.leader(leader).ok())
            .map_or_else(|| "No leader".to_owned(), |leader| leader.details.name.clone())
    });
    let about = format!(
        "{} · {} · {}",
        role.details.family.label(),
        role.details.seniority.label(),
        role.details.niche.label().to_lowercase()
    );
    let line = match (&role.hold, &role.placement.close) {
        (Some(hold), _) => format!(
            "On hold since {}, asked by {}: {}. Looked at again {}.",
            day::dated(hold.since, today),
            hold.requester,
            hold.cause,
            day::said(hold.review_on, today)
        ),
        (None, Some(close)) => format!(
            "{} on {}, after {}.",
            close.reason.label(),
            day::dated(close.on, today),
            day::days(role.days_open(today))
        ),
        (None, None) => format!(
            "{}. Day {}, since {}.",
            role.placement.stage.label(),
            role.days_open(today),
            day::dated(role.details.opened_on, today)
        ),
    };
    let held = role.hold.is_some();
    let resume = move |_| {
        desk.tab()
            .submit(Body::ResumeRole { role: id }, "Resumed: the clocks run again.");
    };
    let toggle =
        move |which| move |_| open.update(|open| *open = if *open == which { Open::Nothing } else { which });
    let label = format!("Move {} to another stage", role.called());
    let is_open = role.is_open();
    view! {
        <header class="role-head stack">
            <h1 tabindex="-1" dir="auto">{role.called().to_owned()}</h1>
            {role.code_name.is_some().then(|| view! { <p class="small"><span class="tag">"Confidential"</span>" Its title: " <bdi>{role.details.title.clone()}</bdi></p> })}
            <p dir="auto">{who} <span class="quiet">" · " {about}</span></p>
            <p>{line}</p>
            <StepList role=id/>
            <div class="row wrap">
                <MoveTo role=id label/>
                <button on:click=toggle(Open::Edit)>"Edit"</button>
                {is_open.then(|| if held {
                    view! { <button on:click=resume>"Resume"</button> }.into_any()
                } else {
                    view! { <button on:click=toggle(Open::Hold)>"Put on hold"</button> }.into_any()
                })}
            </div>
        </header>
    }
    .into_any()
}

fn form(role: RoleId, open: RwSignal<Open>) -> Option<AnyView> {
    let now = || desk().tab().peek(|state| state.role(role).ok().cloned());
    match open.get() {
        Open::Nothing => None,
        Open::Edit => now().map(|role| view! { <EditRole role open/> }.into_any()),
        Open::Hold => Some(view! { <HoldRole role open/> }.into_any()),
    }
}

#[component]
fn EditRole(role: Role, open: RwSignal<Open>) -> impl IntoView {
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

#[component]
fn HoldRole(role: RoleId, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let (requester, cause) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let review = RwSignal::new((clock::today() + chrono::Days::new(30)).to_string());
    let problem = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(review_on) = review.get_untracked().parse() else {
            return problem.set(Some("Give the date of the review, as year-month-day.".into()));
        };
        let hold = Hold {
            requester: requester.get_untracked(),
            cause: cause.get_untracked(),
            review_on,
            since: clock::today(),
        };
        match desk.tab().try_submit(Body::HoldRole { role, hold }) {
            Ok(undo) => {
                desk.tab()
                    .notice
                    .set(Some(Notice::done("On hold: the clocks stand still.", undo)));
                open.set(Open::Nothing);
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="card stack" on:submit=save novalidate>
            <div class="grid-2">
                <label class="field">"Who asked for it?"
                    <input dir="auto" prop:value=move || requester.get() on:input=move |event| requester.set(event_target_value(&event))/>
                </label>
                <label class="field">"Why?"
                    <input dir="auto" placeholder="Budget review" prop:value=move || cause.get() on:input=move |event| cause.set(event_target_value(&event))/>
                </label>
                <label class="field">"Look at it again on"
                    <input type="date" prop:value=move || review.get() on:input=move |event| review.set(event_target_value(&event))/>
                </label>
            </div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Put on hold"</button>
                <button type="button" on:click=move |_| open.set(Open::Nothing)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
