//! Share links: made on this device, shown once, revoked at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{
    as_seen::view_of,
    envelope::seal,
    links::Links,
    made::{Made, MadeLink},
    scopes::Scopes,
};
use crate::board::{
    desk::{desk, ours_live},
    kit::{Check, Field, Form, Problem, SignInLink, heed, tick},
};
use crate::domain::{Leader, LeaderId, LinkState, NewLink, Role, RoleId, Scope, ShareLink, Target};
use crate::ui::day;

#[component]
pub fn Share(
    leader: LeaderId,
    /// On whose page it stands; none where it is for the leader as such.
    #[prop(optional)]
    role: Option<RoleId>,
) -> impl IntoView {
    let desk = desk();
    let (scope, whole) = (RwSignal::new(Scope::Respond), RwSignal::new(true));
    let name_of = move || {
        desk.tab().peek(|state| {
            let leader = state.get::<Leader>(leader);
            leader.map_or_else(|_| String::new(), |leader| leader.details.name.clone())
        })
    };
    let label = RwSignal::new(name_of());
    let expires = RwSignal::new(String::new());
    let made = RwSignal::new(None::<MadeLink>);
    // The leader's confidential roles: one shows only through a link with a passcode that was made for it.
    let confidential = Memo::new(move |_| {
        desk.tab().with(|state| {
            let theirs = state
                .all::<Role>()
                .filter(|role| role.leader == Some(leader) && role.is_open());
            theirs
                .filter(|role| !state.audience_of::<Role>(role.id).is_workspace())
                .map(|role| (role.id, role.called().to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let is_confidential =
        move |id: RoleId| confidential.with(|all| all.iter().any(|(other, _)| *other == id));
    let chosen_to_open = RwSignal::new(role.into_iter().collect::<BTreeSet<RoleId>>());
    let opens = Memo::new(move |_| {
        let chosen = if whole.get() {
            chosen_to_open.get()
        } else {
            role.into_iter().collect()
        };
        chosen
            .into_iter()
            .filter(|id| is_confidential(*id))
            .collect::<BTreeSet<RoleId>>()
    });
    // Who answers while they are away gets a link of their own, until they are back.
    let away = Memo::new(move |_| {
        let today = desk.today.get();
        let away = desk.tab().with(|state| state.away(leader, today).cloned());
        away.filter(|away| !away.deputy.is_empty())
    });
    let deputy = RwSignal::new(false);
    let stand_in = move |is: bool| {
        deputy.set(is);
        let Some(away) = away.get_untracked().filter(|_| is) else {
            expires.set(String::new());
            return label.set(name_of());
        };
        label.set(away.deputy);
        scope.set(Scope::Respond);
        whole.set(true);
        expires.set(away.until.to_string());
    };
    let is_deputys = Signal::derive(move || deputy.get() && away.with(Option::is_some));
    let stands_in = move || {
        let away = away.get()?;
        Some(view! {
            <Check checked=deputy change=stand_in>
                <span dir="auto">{format!("For {}, who answers while they are away, until {}", away.deputy, day::dated(away.until, desk.today.get()))}</span>
            </Check>
        })
    };
    let ask = RwSignal::new(false);
    let opens_any = move || opens.with(|opens| !opens.is_empty());
    let asks = move || ask.get() || opens_any();
    let problem = RwSignal::new(None::<String>);
    let earlier = RwSignal::new(false);
    let make = move |()| {
        // Until another is made, the address that stands below is of an earlier one.
        earlier.set(true);
        let expires = expires.get_untracked();
        let expires_on = match expires.trim() {
            "" => None,
            text => match text.parse() {
                Ok(date) => Some(date),
                Err(_) => {
                    return problem.set(Some(format!("{text} is not a date: write it as year-month-day.")));
                }
            },
        };
        let opens = opens.get_untracked();
        let asks = ask.get_untracked() || !opens.is_empty();
        let target = match role.filter(|_| !whole.get_untracked()) {
            Some(role) => Target::Role(role),
            None => Target::Leader(leader),
        };
        let link = MadeLink::make(target, leader, asks, |link| NewLink {
            scope: scope.get_untracked(),
            label: label.get_untracked(),
            expires_on,
            opens,
            deputy: is_deputys.get_untracked(),
            ..link
        });
        if let Some(link) = heed(problem, link) {
            earlier.set(false);
            made.set(Some(link));
        }
    };
    let seen = Memo::new(move |_| {
        let target = match role.filter(|_| !whole.get()) {
            Some(role) => Target::Role(role),
            None => Target::Leader(leader),
        };
        desk.tab().with(|state| {
            view_of(
                state,
                target,
                leader,
                scope.get(),
                opens.get(),
                is_deputys.get().then(|| label.get()),
            )
        })
    });
    let form = move || {
        view! {
            <Form save=make>
                {stands_in}
                <Scopes scope seen deputy=is_deputys/>
                <div class="grid-2">
                    <Field label="For whom" value=label/>
                    {role.map(|_| view! {
                        <label class="field">"Shows"
                            <select on:change=move |event| whole.set(event_target_value(&event) == "leader")>
                                <option value="leader">{ours_live("all roles of this leader")}</option>
                                <option value="role">"this role only"</option>
                            </select>
                        </label>
                    })}
                    <Field label="Last day (optional)" value=expires kind="date"/>
                </div>
                {move || (whole.get() && confidential.with(|all| !all.is_empty())).then(|| view! {
                    <fieldset>
                        <legend>"Confidential roles that it shows"</legend>
                        {confidential.get().into_iter().map(|(id, called)| view! {
                            <Check checked=Signal::derive(move || chosen_to_open.with(|chosen| chosen.contains(&id))) change=tick(chosen_to_open, id)>
                                <span dir="auto">{called}</span>
                            </Check>
                        }).collect_view()}
                    </fieldset>
                })}
                <Check disabled=Signal::derive(opens_any) checked=Signal::derive(asks) change=move |is_ticked| ask.set(is_ticked)>
                    <span>{move || if opens_any() {
                        "It asks for a passcode: a confidential role shows only then"
                    } else {
                        "It asks for a passcode"
                    }}</span>
                </Check>
                <Problem words=problem/>
                <div class="row"><button class="primary">"Make a link"</button></div>
            </Form>
        }
    };
    // What was revoked opens nothing any more. Shown anew only when it is another.
    let is_open = move |made: &MadeLink| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            state
                .get::<ShareLink>(made.id)
                .is_ok_and(|link| link.state(today) == LinkState::Open)
        })
    };
    let shown = Memo::new(move |_| made.get().filter(is_open));
    view! {
        <section class="card stack" aria-labelledby="role-share">
            <h2 id="role-share">"Share"</h2>
            {move || if desk.has_home.get() { form().into_any() } else { view! { <NeedsServer/> }.into_any() }}
            {move || shown.get().map(|made| view! { <Made made earlier/> })}
            {role.map(|role| view! {
                <p class="small">"Without a link: " <button class="act-link" on:click=move |_| seal(role)>"the page in an envelope, a file"</button></p>
            })}
            <Links role leader/>
        </section>
    }
    .into_any()
}

#[component]
fn NeedsServer() -> impl IntoView {
    if desk().tab().is_sample() {
        return view! { <p>"A link is opened from a server, and the sample never leaves this device. On a board of your own you share links."</p> }
            .into_any();
    }
    view! {
        <p>
            "A link is opened from a server, and this board lives on this device only. Claim the server with the address \
             it printed when it started, or sign in; everything here comes along."
        </p>
        <div class="row"><SignInLink/></div>
    }
    .into_any()
}
