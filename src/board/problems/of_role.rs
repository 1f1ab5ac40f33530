//! What comes back in one role, where people do not go on, and whether it attracts the right ones.

use leptos::prelude::*;

use super::{
    attraction::Attraction,
    card::ProblemCard,
    narrow::Narrow,
    page::{Proposals, Raise},
};
use crate::board::desk::desk;
use crate::domain::{ProblemId, RoleId};

#[component]
pub fn RoleProblems(role: RoleId) -> impl IntoView {
    let ids = Memo::new(move |_| {
        desk().tab().with(|state| {
            let all = state.problems_of(role).into_iter();
            all.map(|problem| problem.id).collect::<Vec<ProblemId>>()
        })
    });
    let proposals = Memo::new(move |_| {
        desk().tab().with(|state| {
            let mut all = state.proposals();
            all.retain(|one| one.roles.contains(&role));
            all
        })
    });
    let nothing = move || {
        (ids.with(Vec::is_empty) && proposals.with(Vec::is_empty)).then(|| {
            view! {
                <p class="quiet">"Nothing of this role has come back elsewhere. What is behind its pains is held against other roles; or raise a problem by hand."</p>
            }
        })
    };
    view! {
        <div class="stack">
            <section class="card stack problems" aria-labelledby="role-problems">
                <h2 id="role-problems">"Problems"</h2>
                {nothing}
                <For each=move || ids.get() key=|id| *id let:id><ProblemCard id/></For>
                <Proposals all=proposals/>
                <Raise role/>
            </section>
            <Narrow role/>
            <Attraction role/>
        </div>
    }
    .into_any()
}
