//! What the board proposes to call a problem: a tap makes it one, another says that it is none.

use leptos::prelude::*;

use super::{
    amend::{raise, tap},
    origin::Origin,
};
use crate::board::{
    desk::desk,
    kit::{counted, tell},
};
use crate::domain::Proposal;

#[component]
pub fn ProposalCard(proposal: Proposal) -> impl IntoView {
    let (take, none) = (proposal.clone(), proposal.clone());
    let label = proposal.category.label();
    let sources = {
        let proposal = proposal.clone();
        Signal::derive(move || desk().tab().with(|state| state.sources_of_proposal(&proposal)))
    };
    let roles: Vec<_> = proposal.roles.iter().copied().collect();
    let taken = move || desk().tab().peek(|state| state.taken(&take));
    let acts = if let Some(open) = proposal.open {
        let add = move |_| {
            let more = taken().roles;
            tap(open, "Added.", |details| details.roles.extend(more));
        };
        view! { <button on:click=add>"Add to the problem"</button> }.into_any()
    } else {
        let take = move |_| tell("It is a problem now. Who owns it?", raise(Box::new(taken())));
        let none = move |_| tell("Kept: no problem.", raise(Box::new(none.as_none())));
        let class = if proposal.recurs { "primary" } else { "" };
        view! {
            <button class=class on:click=take>"Make it a problem"</button>
            <button on:click=none>"Not a problem"</button>
        }
        .into_any()
    };
    let words = match (proposal.open, proposal.recurs) {
        (Some(_), _) => format!(
            "It was raised before; since then it was seen in {} more.",
            counted(proposal.roles.len(), "role")
        ),
        (None, true) => "It comes back more often than chance would have it.".to_owned(),
        (None, false) => "Too little to call it a pattern yet.".to_owned(),
    };
    view! {
        <article class="stack" aria-label=label>
            <h3>{label}</h3>
            <p>{proposal.words()} ". " <span class="quiet">{words}</span></p>
            <Origin sources roles=Signal::stored(roles)/>
            <div class="row wrap">{acts}</div>
        </article>
    }
    .into_any()
}
