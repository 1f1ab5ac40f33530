//! What hurt the leader before: whether it is still so, in one tap.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::said};
use crate::browser::{clock, tab::capital};
use crate::domain::{PainId, PainPoint, RoleId};

#[component]
pub fn StillSo(role: RoleId) -> impl IntoView {
    let desk = desk();
    let pains = Memo::new(move |_| {
        desk.tab().with(|state| {
            let pains = state.still_so(role).into_iter();
            pains
                .map(|pain| (pain.id, pain.details.what.clone()))
                .collect::<Vec<(PainId, String)>>()
        })
    });
    move || {
        pains.with(|pains| !pains.is_empty()).then(|| {
            let items = pains.get().into_iter().map(|(pain, what)| {
                let name = format!("Still so: {what}");
                view! {
                    <li class="row between">
                        <span dir="auto">{what}</span>
                        <button aria-label=name on:click=move |_| take_over(role, pain)>"Still so"</button>
                    </li>
                }
            });
            view! {
                <div class="still own">
                    <h3>"It hurt before. Is it still so?"</h3>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
        })
    }
}

/// One tap writes down all of it, and one undo takes all of it back.
fn take_over(role: RoleId, pain: PainId) {
    let tab = desk().tab();
    let bodies = tab.peek(|state| {
        let pain = state.get::<PainPoint>(pain).ok()?;
        let fresh = || clock::fresh(PainId::new).0;
        Some(state.says_it_is_still_so(pain, role, clock::today(), fresh))
    });
    let mut undo = Vec::new();
    for body in bodies.into_iter().flatten() {
        match tab.try_submit(body) {
            Ok(way_back) => undo.extend(way_back),
            Err(refusal) => return tab.complain(&capital(&said(refusal))),
        }
    }
    // What is behind it goes and comes with it.
    undo.truncate(1);
    tab.done("Written down for this role; only recruiters see it.", undo);
}
