//! The evening sweep: what was done today for each role, counted up in one go.

use std::{collections::BTreeMap, rc::Rc};

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::board::{
    desk::{desk, whose},
    kit::{MineOrTeams, Problem, Select, said},
};
use crate::browser::{clock, local, tab::Tab};
use crate::domain::{Body, EffortId, EffortKind, Role, RoleId, Sorting, effort};
use crate::ui::day;

type Counts = BTreeMap<(RoleId, EffortKind), u32>;

/// The same as it is kept, and the day on which it was counted.
type Kept = (NaiveDate, Vec<(RoleId, EffortKind, u32)>);

/// What was counted and not logged, and on which day; of roles that are open still.
fn kept() -> (Option<NaiveDate>, Counts) {
    let kept: Option<Kept> = local::get(local::SWEEP_DRAFT);
    let (on, counts) = kept.map_or((None, Vec::new()), |(on, counts)| (Some(on), counts));
    let tabs = desk().all();
    let is_open = |id: RoleId| {
        let is_here = |tab: &Rc<Tab>| tab.peek(|state| state.get::<Role>(id).is_ok_and(Role::is_open));
        tabs.iter().any(is_here)
    };
    let counts = counts.into_iter().filter(|(role, ..)| is_open(*role));
    let counts: Counts = counts.map(|(role, kind, count)| ((role, kind), count)).collect();
    (on.filter(|_| !counts.is_empty()), counts)
}

fn keep(on: NaiveDate, counts: &Counts) {
    let counts = counts.iter().filter(|(_, count)| **count > 0);
    let counts: Vec<_> = counts
        .map(|((role, kind), count)| (*role, *kind, *count))
        .collect();
    if counts.is_empty() {
        local::remove(local::SWEEP_DRAFT);
    } else {
        local::set(local::SWEEP_DRAFT, (on, counts));
    }
}

#[component]
pub fn Sweep() -> impl IntoView {
    let desk = desk();
    let kind = RwSignal::new(EffortKind::Outreach);
    let (counted_on, counted) = untrack(kept);
    let counts = RwSignal::new(counted);
    let today = clock::today();
    // A sheet closes by a slip: what was counted is there when it is opened again.
    let began = StoredValue::new(counted_on.unwrap_or(today));
    let save_counts = move || counts.with_untracked(|counts| keep(began.get_value(), counts));
    let group = move |tab: Rc<Tab>| {
        let title = untrack(|| desk.title_among_many(tab.name()));
        let whose = whose(&tab, desk.team.get());
        let roles = tab.peek(|state| {
            let mut roles: Vec<Role> = state
                .all::<Role>()
                .filter(|role| role.is_open() && role.hold.is_none() && state.is_of(role, whose))
                .cloned()
                .collect();
            roles.put_in_order_by(|role| (role.placement.stage, role.called().to_lowercase()));
            roles
        });
        (title, roles)
    };
    let step = move |role: RoleId, by: i64| {
        counts.update(|counts| {
            let count = counts.entry((role, kind.get_untracked())).or_default();
            *count = count.saturating_add_signed(i32::try_from(by).unwrap_or(0));
        });
        save_counts();
    };
    let row = move |role: Role| {
        let id = role.id;
        let count = move || counts.with(|counts| counts.get(&(id, kind.get())).copied().unwrap_or(0));
        let title = role.called().to_owned();
        let (less, more) = (format!("One less for {title}"), format!("One more for {title}"));
        view! {
            <li class="row between">
                <span dir="auto">{title}</span>
                <span class="stepper row">
                    <button aria-label=less disabled=move || count() == 0 on:click=move |_| step(id, -1)>"−"</button>
                    <output>{count}</output>
                    <button aria-label=more on:click=move |_| step(id, 1)>"+"</button>
                </span>
            </li>
        }
    };
    // What was counted stays, whosever roles are shown.
    let lists = move || {
        let groups = desk.all().into_iter().map(group);
        let lists = groups.map(|(title, roles)| {
            let title = title.map(|title| view! { <h3 dir="auto">{title}</h3> });
            let none = roles
                .is_empty()
                .then(|| view! { <p class="quiet">"No open role here is yours."</p> });
            view! { {title}{none}<ul class="sweep">{roles.into_iter().map(row).collect_view()}</ul> }
        });
        lists.collect_view()
    };
    let total = move || counts.with(|counts| counts.values().filter(|count| **count > 0).count());
    let problem = RwSignal::new(None::<String>);
    let save = move |_| {
        let wanted = counts.get_untracked().into_iter().filter(|(_, count)| *count > 0);
        // The way back belongs to the workspace in which something was logged.
        let mut logged: Vec<(Rc<Tab>, Vec<Body>)> = Vec::new();
        for ((role, kind), quantity) in wanted {
            let draft = desk.draft(kind, role, quantity);
            let tab = desk.tab_with(role);
            match tab.try_submit(Body::Effort(effort::Command::LogEffort {
                effort: clock::fresh(EffortId::new),
                draft,
            })) {
                Ok(way_back) => {
                    match logged.iter_mut().find(|(known, _)| Rc::ptr_eq(known, &tab)) {
                        Some((_, undo)) => undo.extend(way_back),
                        None => logged.push((tab, way_back.into_iter().collect())),
                    }
                    // What is logged is not logged again if a later one is refused.
                    counts.update(|counts| {
                        counts.remove(&(role, kind));
                    });
                    save_counts();
                }
                Err(refusal) => return problem.set(Some(said(refusal))),
            }
        }
        for (tab, undo) in logged {
            let words = if undo.len() == 1 {
                "Logged: 1 effort.".to_owned()
            } else {
                format!("Logged: {} efforts.", undo.len())
            };
            tab.done(words, undo);
        }
        desk.sheet.set(None);
    };
    let earlier = RwSignal::new(counted_on.filter(|on| *on < today));
    let anew = move |_| {
        counts.set(Counts::new());
        began.set_value(today);
        save_counts();
        earlier.set(None);
    };
    let earlier = move || {
        earlier.get().map(|on| {
            let words = format!("Counted {} and not logged: what you log now counts for today.", day::said(on, today));
            view! { <p class="row between wrap small"><span>{words}</span> <button on:click=anew>"Count anew"</button></p> }
        })
    };
    view! {
        {earlier}
        <Select label="What you did today" all=EffortKind::ALL name=EffortKind::label value=kind/>
        <MineOrTeams/>
        {lists}
        <Problem words=problem/>
        <div class="row between sweep-foot">
            <span class="small quiet">"Counted per kind: change the kind and go on."</span>
            <button class="primary" disabled=move || total() == 0 on:click=save>
                {move || match total() {
                    0 => "Log them".to_owned(),
                    1 => "Log 1 effort".to_owned(),
                    count => format!("Log {count} efforts"),
                }}
            </button>
        </div>
    }
    .into_any()
}
