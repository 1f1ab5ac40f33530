//! The filter in the top bar.

use leptos::prelude::*;

use super::filter::{Filter, Filtering};
use crate::board::desk::{Route, Sheet, desk, ours_live};
use crate::domain::initials;

/// Shown above the board, where there is anything to choose among.
#[component]
pub fn FilterBar() -> impl IntoView {
    let desk = desk();
    let filtering: Filtering = expect_context();
    let is_shown = Memo::new(move |_| desk.route.get() == Route::Board && filtering.is_useful());
    move || is_shown.get().then(|| view! { <Bar filtering/> })
}

#[component]
fn Bar(filtering: Filtering) -> impl IntoView {
    let desk = desk();
    let Filtering {
        filter,
        open,
        found,
        total,
        ..
    } = filtering;
    open.set(!filter.with_untracked(Filter::is_empty));
    let words = move || match (filter.with(Filter::is_empty), found.get()) {
        (true, _) => String::new(),
        (false, 0) => "No role matches".into(),
        (false, 1) => "1 role matches".into(),
        (false, count) => format!("{count} roles match"),
    };
    // Closed, it still says that not all is shown.
    let is_on = move || !filter.with(Filter::is_empty);
    let short = move || match is_on() {
        true => format!("{} of {}", found.get(), total.get()),
        false => "Filter".to_owned(),
    };
    let named = move || match is_on() {
        true => format!("Filter: {} of {} roles are shown", found.get(), total.get()),
        false => "Filter".to_owned(),
    };
    let has_turn = move || filter.with(|filter| filter.my_turn);
    let turn = move |_| filter.update(|filter| filter.my_turn = !filter.my_turn);
    view! {
        <search class="filter" class:open=move || open.get()>
            <button class="filter-toggle toggle" class:on=is_on aria-label=named aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>{short}</button>
            <div class="filter-parts">
                <div class="filter-words">
                    <input type="search" aria-label="Show only roles with these words" placeholder="Find or filter"
                        dir="auto" autocomplete="off" prop:value=move || filter.with(|filter| filter.words.clone())
                        on:input=move |event| filter.update(|filter| filter.words = event_target_value(&event))/>
                    <button class="find-all" aria-label=ours_live("Find a role, a leader, words") aria-keyshortcuts="Control+K Meta+K"
                        on:click=move |_| desk.lay(Sheet::Palette)><kbd aria-hidden="true">"Ctrl K"</kbd></button>
                </div>
                <LeaderChoice filtering/>
                <Faces filtering/>
                <button class="toggle" aria-pressed=move || has_turn().to_string() on:click=turn>
                    "My turn " <span class="quiet">{move || filtering.mine.get()}</span>
                </button>
                <span class="quiet small matches" role="status">{words}</span>
                {move || is_on().then(|| view! {
                    <button class="show-all" on:click=move |_| filter.set(Filter::default())>"Show all"</button>
                })}
            </div>
        </search>
    }
    .into_any()
}

#[component]
fn LeaderChoice(filtering: Filtering) -> impl IntoView {
    let Filtering { filter, leaders, .. } = filtering;
    let pick = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        let leader = at.and_then(|at| leaders.with_untracked(|all| all.get(at).map(|(id, _)| *id)));
        filter.update(|filter| filter.leader = leader);
    };
    let items = move || {
        let items = leaders.get().into_iter().enumerate().map(|(at, (id, name))| {
            let is_it = move || filter.with(|filter| filter.leader == Some(id));
            view! { <option value=at selected=is_it>{name}</option> }
        });
        items.collect_view()
    };
    view! {
        <select aria-label=ours_live("Leader") on:change=pick>
            <option value="" selected=move || filter.with(|filter| filter.leader.is_none())>{ours_live("All leaders")}</option>
            {items}
        </select>
    }
    .into_any()
}

/// Whose roles, where several people have some.
#[component]
fn Faces(filtering: Filtering) -> impl IntoView {
    let Filtering { filter, owners, .. } = filtering;
    move || {
        let owners = owners.get();
        (owners.len() > 1).then(|| {
            let faces = owners.into_iter().map(|(id, name)| {
                let is_it = move || filter.with(|filter| filter.owner == Some(id));
                let pick = move |_| {
                    filter.update(|filter| filter.owner = (filter.owner != Some(id)).then_some(id));
                };
                view! {
                    <button class="face-choice" aria-pressed=move || is_it().to_string() aria-label=name.clone()
                        title=name.clone() on:click=pick><span class="face" class:on=is_it>{initials(&name)}</span></button>
                }
            });
            view! { <div class="faces" role="group" aria-label="Owner">{faces.collect_view()}</div> }
        })
    }
}
