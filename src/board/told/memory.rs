//! What is remembered of a leader when they are told again: earlier dates and what came, how soon they answer, how they like to hear.

use leptos::prelude::*;

use super::plan::{Plan, leader_of};
use crate::board::desk::{Link, Route, desk};
use crate::domain::{Expectation, Leader, LeaderId, Role, RoleId, Sorting, State, Turnout};
use crate::ui::day;

/// Earlier roles that are named.
const MOST: usize = 3;

#[derive(Clone, PartialEq, Eq, Default)]
struct Memory {
    came: Vec<(RoleId, String, Turnout)>,
    /// Days within which they answered half of the dates that they answered on their page.
    answers_within: Option<i64>,
    likes: String,
}

impl Memory {
    fn of(state: &State, leader: LeaderId, but: RoleId) -> Self {
        let roles = state
            .all::<Role>()
            .filter(|role| role.leader == Some(leader) && role.id != but);
        let came = roles.filter_map(|role| {
            let came = (role.id, role.called().to_owned(), state.turnout(role)?);
            Some((role.said_yes_on()?, came))
        });
        let mut came: Vec<_> = came.collect();
        came.put_in_order_by(|(on, (role, ..))| std::cmp::Reverse((*on, *role)));
        let told = state.on::<Expectation>(Leader::key(leader));
        let days = told.filter_map(|told| {
            let answer = told.answer.as_ref().filter(|answer| answer.on_page)?;
            Some((answer.at.date_naive() - told.at.date_naive()).num_days().max(0))
        });
        let mut days: Vec<i64> = days.collect();
        days.put_in_order_by(|days| *days);
        Self {
            came: came.into_iter().take(MOST).map(|(_, came)| came).collect(),
            answers_within: days.get(days.len() / 2).copied(),
            likes: state
                .get::<Leader>(leader)
                .map_or_else(|_| String::new(), |leader| leader.details.likes.clone()),
        }
    }
}

#[component]
pub fn WithThemBefore(plan: Plan) -> impl IntoView {
    let memory = Memo::new(move |_| {
        let (leader, name) = leader_of(plan.role)?;
        let memory = desk().tab().with(|state| Memory::of(state, leader, plan.role));
        (memory != Memory::default()).then_some((name, memory))
    });
    move || {
        let (name, memory) = memory.get()?;
        let came = memory.came.into_iter().map(|(role, title, turnout)| {
            view! { <li><Link to=Route::Role(role)><bdi>{title}</bdi></Link> " " <span class="quiet">{turnout.words()} "."</span></li> }
        });
        let answers = memory.answers_within.map(|days| match days {
            0 => view! { <li>"Answers a date on the same day."</li> }.into_any(),
            days => view! { <li>{format!("Answers a date within {}.", day::days(days))}</li> }.into_any(),
        });
        let likes = (!memory.likes.is_empty()).then(|| view! { <li dir="auto">{memory.likes}</li> });
        Some(view! {
            <section class="card stack" aria-labelledby="with-them-before">
                <h2 id="with-them-before">"With " <bdi>{name}</bdi> " before"</h2>
                <ul>{came.collect_view()}{answers}{likes}</ul>
            </section>
        })
    }
}
