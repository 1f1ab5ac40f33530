//! What is kept of a hire, for themselves; and the way to keep nothing, for whoever may take it.

use leptos::prelude::*;

use crate::board::{
    desk::{AlsoNamed, also_named, desk, ours_live},
    kit::Sure,
};
use crate::browser::page;
use crate::domain::{Body, Hire, HireId, State, UserId, forgets_sure, forgotten, hire::Command};

#[component]
pub fn Kept(id: HireId) -> impl IntoView {
    let take = move |_| {
        let kept = desk().tab().peek(|state| {
            let found = state.get::<Hire>(id).ok()?;
            Some(state.kept_of_hire(found))
        });
        if let Some(kept) = kept {
            page::download("what-is-kept.txt", "text/plain", &kept);
        }
    };
    view! {
        <details class="more">
            <summary>"What is kept"</summary>
            <p class="small quiet">{ours_live("What their leader said of them is open to them: the file has it.")}</p>
            <div class="row wrap"><button on:click=take>"Save what is kept as a file"</button></div>
            <Forget id/>
        </details>
    }
    .into_any()
}

/// As it is shown to this person.
#[derive(Clone, PartialEq)]
struct Seen {
    name: String,
    /// Who reads what they say, where this person is to ask them.
    ask: Option<String>,
    goes: String,
}

fn look(state: &State, id: HireId, me: UserId) -> Option<Seen> {
    let hire = state.get::<Hire>(id).ok()?;
    let reader = hire.reader.and_then(|reader| state.member(reader));
    let reader = reader.map_or("who reads what they say", |reader| reader.name.as_str());
    Some(Seen {
        name: hire.details.name.clone(),
        ask: (!state.may_forget(hire, me)).then(|| reader.to_owned()),
        goes: state.goes_with(hire, me),
    })
}

/// The way to keep nothing, with what goes.
#[component]
pub fn Forget(id: HireId) -> impl IntoView {
    let asks = RwSignal::new(false);
    let seen = Memo::new(move |_| {
        let tab = desk().tab();
        let me = tab.me();
        tab.with(|state| look(state, id, me))
    });
    let named = also_named(Hire::key(id), asks);
    let sure = Signal::derive(move || {
        let Some(Seen { name, goes, .. }) = seen.get() else {
            return String::new();
        };
        forgets_sure(&name, &goes, named.with(Vec::len))
    });
    let forget = move |()| {
        let forgets = Command::ForgetHire { hire: id };
        let words = forgotten(named.with_untracked(Vec::len));
        desk().tab().submit(Body::Hire(forgets), words);
    };
    let way = move || {
        seen.get().map(|Seen { name, ask, .. }| match ask {
            Some(reader) => {
                let words = format!("Only {reader}, or an owner of the workspace, forgets {name}: what {name} may have said to {reader} alone would go along.");
                view! { <p class="small quiet" dir="auto">{words}</p> }.into_any()
            }
            None => view! {
                <div class="row wrap"><button on:click=move |_| asks.set(true)>{format!("Forget {name}")}</button></div>
                <Sure asks words=sure yes="Forget" no="Keep" go=forget/>
                <AlsoNamed hits=named/>
            }
            .into_any(),
        })
    };
    view! { {way} }.into_any()
}
