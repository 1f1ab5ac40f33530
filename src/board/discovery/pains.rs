//! All that hurts, on a role's page: the worst first, a place to write down more, and what is asked for because of it. It
//! prints to a page.

use leptos::prelude::*;

use super::{
    brief::RoleBrief,
    pain::{Pain, PainForm},
    profiles::Profiles,
    still::StillSo,
};
use crate::board::desk::{Link, Route, desk};
use crate::domain::{PainId, Role, RoleId};

#[component]
pub fn RolePains(role: RoleId) -> impl IntoView {
    let desk = desk();
    let pains = Memo::new(move |_| {
        desk.tab().with(|state| {
            let pains = state.pains(role).into_iter();
            pains.map(|pain| pain.id).collect::<Vec<PainId>>()
        })
    });
    let asked = Memo::new(move |_| {
        desk.tab().with(|state| {
            let is_open = state.get::<Role>(role).is_ok_and(Role::is_open);
            state.asks_of_pains(role).filter(|_| is_open)
        })
    });
    let next = move || {
        asked.get().map(|asked| {
            view! { <p class="quiet own">"Ask next: " <b>{asked.question()}</b></p> }
        })
    };
    // Nothing is to be opened first where nothing was written down yet.
    let is_first = pains.with_untracked(Vec::is_empty);
    view! {
        <div class="discovery stack">
            <section class="card stack" aria-labelledby="role-pains">
                <div class="row between wrap">
                    <h2 id="role-pains" tabindex="-1">"What hurts"</h2>
                    <Link to=Route::Talk(role) class="button own">"Talk it through"</Link>
                </div>
                {next}
                <ul class="pains">
                    <For each=move || pains.get() key=|id| *id let:id>
                        <Pain id is_first=pains.with_untracked(|pains| pains.first() == Some(&id))/>
                    </For>
                </ul>
                <StillSo role/>
                <details class="more own" open=is_first>
                    <summary>{move || if pains.with(Vec::is_empty) { "Write down what hurts" } else { "Write down another" }}</summary>
                    <PainForm role/>
                </details>
            </section>
            <RoleBrief role/>
            <Profiles role/>
        </div>
    }
    .into_any()
}
