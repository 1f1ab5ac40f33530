//! Before the leader reads it: each question that was pointed out is changed, or somebody says why it stands.

use leptos::prelude::*;

use super::{
    amend::{self, Typed},
    checked::{CheckedQuestion, Typing},
};
use crate::board::{
    desk::{desk, ours},
    kit::{Base, Form, Problem},
};
use crate::domain::{RoleId, Shown};

/// Those for which nobody said why, each with its reason. `done` is said once it is shared.
#[component]
pub fn Unexplained(
    role: RoleId,
    open: RwSignal<bool>,
    #[prop(into)] done: Callback<(), String>,
) -> impl IntoView {
    let now = amend::now(role);
    let is_shared = desk().tab().peek(|state| state.kit_readers(role) != Shown::Us);
    let (lead, go) = if is_shared {
        (ours("Your leader reads this already: "), "Keep it on their page")
    } else {
        ("Before it is shared: ", "Share all the same")
    };
    let each = now.unexplained().into_iter().map(|one| {
        let (id, asks) = (one.criterion.id, one.asks);
        let what = one.criterion.what.clone();
        (id, asks, what, Typing::new(one.criterion.of(asks)))
    });
    let each = StoredValue::new(each.collect::<Vec<_>>());
    let problem = RwSignal::new(None::<String>);
    let typed = Typed {
        role,
        base: Base::new(now),
        problem,
        open,
    };
    let is_ready =
        Memo::new(move |_| each.with_value(|each| each.iter().all(|(.., typing)| typing.is_accounted_for())));
    let save = move |()| {
        // Enter in a field presses nothing that is not to be pressed yet.
        if !is_ready.get_untracked() {
            return problem.set(Some("Say of each why you ask it, or ask something else.".into()));
        }
        typed.save_saying(done.run(()), |details| {
            each.with_value(|each| {
                for (id, asks, _, typing) in each {
                    if let Some(one) = details.criteria.iter_mut().find(|one| one.id == *id) {
                        *one.of_mut(*asks) = typing.question();
                    }
                }
            });
            details.shown = Shown::Leader;
        });
    };
    let questions = each.with_value(|each| {
        each.iter()
            .map(|(_, asks, what, typing)| {
                view! {
                    <p class="small quiet">"Somebody who " <bdi>{what.clone()}</bdi></p>
                    <CheckedQuestion label=asks.label() typing=*typing must_say=true/>
                }
            })
            .collect_view()
    });
    view! {
        <Form class="amend stack" save>
            <p>{lead} "say why you ask this all the same, or ask something else."</p>
            {questions}
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary" disabled=move || !is_ready.get()>{go}</button>
                <button type="button" data-cancel="" on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </Form>
    }
    .into_any()
}
