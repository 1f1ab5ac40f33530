//! Which roles the board shows.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::board::desk::{Desk, desk};
use crate::domain::{LeaderId, Role, RoleId, Sorting, Stage, Standing, UserId, gathered};

/// Boards with fewer roles than this are seen whole, and need no filter.
const FEW: usize = 7;

/// What a role must be to be shown; empty parts ask for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Each word must occur in the title or the leader's name.
    text: String,
    leader: Option<LeaderId>,
    owner: Option<UserId>,
}

impl Filter {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn admits(&self, standing: &Standing) -> bool {
        let role = &standing.role;
        let text = || {
            let leader = standing.leader.as_deref().unwrap_or_default();
            format!("{} {leader}", role.called()).to_lowercase()
        };
        self.leader.is_none_or(|leader| role.leader == Some(leader))
            && self.owner.is_none_or(|owner| role.owner == owner)
            && (self.text.trim().is_empty() || {
                let text = text();
                self.text
                    .to_lowercase()
                    .split_whitespace()
                    .all(|word| text.contains(word))
            })
    }

    /// What is left of the columns.
    pub fn apply(
        &self,
        mut columns: BTreeMap<Stage, Vec<RoleId>>,
        desk: Desk,
    ) -> BTreeMap<Stage, Vec<RoleId>> {
        if !self.is_empty() {
            desk.standings.with(|standings| {
                for ids in columns.values_mut() {
                    ids.retain(|id| standings.get(id).is_none_or(|standing| self.admits(standing)));
                }
            });
        }
        columns
    }
}

#[component]
pub fn FilterBar(filter: RwSignal<Filter>, total: Memo<usize>, found: Memo<usize>) -> impl IntoView {
    let desk = desk();
    let leaders = Memo::new(move |_| {
        desk.tab().with(|state| {
            let all = state.leaders().into_iter();
            all.map(|leader| (leader.id, leader.details.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let owners = Memo::new(move |_| {
        desk.tab().with(|state| {
            let owners: BTreeSet<UserId> = gathered(state.all::<Role>().map(|role| role.owner));
            let mut members: Vec<(UserId, String)> = state
                .members()
                .filter(|member| owners.contains(&member.user))
                .map(|member| (member.user, member.name.clone()))
                .collect();
            members.put_in_order(|a, b| a.1.cmp(&b.1));
            members
        })
    });
    // Whoever was erased, or answers for no role any more, is not offered: nothing is shown for them alone.
    Effect::new(move |_| {
        leaders.track();
        owners.track();
        let now = filter.get_untracked();
        let (leader, owner) = (offered(now.leader, leaders), offered(now.owner, owners));
        if (leader, owner) != (now.leader, now.owner) {
            filter.set(Filter { leader, owner, ..now });
        }
    });
    let words = move || match (filter.with(Filter::is_empty), found.get()) {
        (true, _) => String::new(),
        (false, 0) => "No role matches".into(),
        (false, 1) => "1 role matches".into(),
        (false, count) => format!("{count} roles match"),
    };
    let clear = move |_| filter.set(Filter::default());
    let bar = move || {
        view! {
            <search class="filter row wrap">
                <input type="search" aria-label="Show only roles with these words" placeholder="Title or leader"
                    dir="auto" autocomplete="off" prop:value=move || filter.with(|filter| filter.text.clone())
                    on:input=move |event| filter.update(|filter| filter.text = event_target_value(&event))/>
                <Choice label="Leader" every="All leaders" choices=leaders
                    chosen=Signal::derive(move || filter.with(|filter| filter.leader))
                    choose=move |leader| filter.update(|filter| filter.leader = leader)/>
                {move || (owners.with(Vec::len) > 1).then(|| view! {
                    <Choice label="Owner" every="All owners" choices=owners
                        chosen=Signal::derive(move || filter.with(|filter| filter.owner))
                        choose=move |owner| filter.update(|filter| filter.owner = owner)/>
                })}
                <span class="quiet small" role="status">{words}</span>
                {move || (!filter.with(Filter::is_empty)).then(|| view! { <button on:click=clear>"Show all"</button> })}
            </search>
        }
    };
    let useful = Memo::new(move |_| total.get() >= FEW || owners.with(Vec::len) > 1);
    move || useful.get().then(bar)
}

/// What was chosen, while it is among the choices.
fn offered<T>(chosen: Option<T>, choices: Memo<Vec<(T, String)>>) -> Option<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    chosen.filter(|id| choices.with_untracked(|all| all.iter().any(|(there, _)| there == id)))
}

/// One of the choices, or every one.
#[component]
fn Choice<T, F>(
    label: &'static str,
    every: &'static str,
    choices: Memo<Vec<(T, String)>>,
    chosen: Signal<Option<T>>,
    choose: F,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
    F: Fn(Option<T>) + Copy + Send + Sync + 'static,
{
    let pick = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        choose(at.and_then(|at| choices.with(|choices| choices.get(at).map(|(id, _)| *id))));
    };
    let items = move || {
        choices.with(|choices| {
            let items = choices.iter().enumerate();
            items
                .map(|(at, (id, name))| {
                    let id = *id;
                    view! { <option value=at selected=move || chosen.get() == Some(id)>{name.clone()}</option> }
                })
                .collect_view()
        })
    };
    view! {
        <select aria-label=label on:change=pick>
            <option value="" selected=move || chosen.with(Option::is_none)>{every}</option>
            {items}
        </select>
    }
    .into_any()
}
