//! A link of their own for one person without an account, to one thing of a role: made on this device, shown once.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    links::shows_nothing,
    made::{Made, MadeLink},
};
use crate::board::{
    desk::desk,
    kit::{Form, SaveOrCancel, heed},
};
use crate::domain::{LeaderId, LinkId, LinkState, NewLink, RoleId, ShareLink, Target};

/// For whom it is, and until when it opens.
#[derive(Clone)]
pub struct OwnLink {
    pub role: RoleId,
    pub leader: LeaderId,
    pub name: String,
    pub is_confidential: bool,
    pub until: NaiveDate,
}

#[component]
pub fn MakeOwnLink(
    link: OwnLink,
    /// What it opens.
    #[prop(into)]
    to: Callback<NewLink, NewLink>,
    /// What is said of it before it is made, and what to do where there is no server.
    words: String,
    without: &'static str,
    /// Whether another may be made once this one has ended.
    #[prop(into)]
    again: Signal<bool>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let OwnLink {
        role,
        leader,
        name,
        is_confidential,
        until,
    } = link;
    let made = RwSignal::new(None::<MadeLink>);
    let problem = RwSignal::new(None::<String>);
    let make = Callback::new(move |()| {
        // What is confidential opens by a passcode only.
        let link = MadeLink::make(Target::Role(role), leader, is_confidential, |link| {
            to.run(NewLink {
                label: name.clone(),
                expires_on: Some(until),
                opens: is_confidential.then_some(role).into_iter().collect(),
                ..link
            })
        });
        made.set(heed(problem, link));
    });
    let words = StoredValue::new(words);
    let ended = Memo::new(move |_| {
        let id = made.with(|made| made.as_ref().map(|made| made.id))?;
        has_ended(id)
    });
    move || {
        match made.get() {
        Some(_) if let Some(why) = ended.get() => view! {
            <div class="amend stack">
                <p class="wait" role="status" dir="auto">{why}</p>
                <div class="row">
                    {move || again.get().then(|| view! { <button class="primary" on:click=move |_| made.set(None)>"Make a new one"</button> })}
                    <button on:click=move |_| done.run(())>"Close"</button>
                </div>
            </div>
        }
        .into_any(),
        Some(made) => view! {
            <div class="amend stack">
                <Made made earlier=RwSignal::new(false)/>
                <div class="row"><button on:click=move |_| done.run(())>"Close"</button></div>
            </div>
        }
        .into_any(),
        None if desk().has_home.get() => view! {
            <Form class="amend stack" save=make>
                <p class="small quiet" dir="auto">{words.get_value()}</p>
                <SaveOrCancel problem words="Make their link" cancel=move |()| done.run(())/>
            </Form>
        }
        .into_any(),
        None => view! {
            <div class="amend stack">
                <p class="small quiet">"A link needs a server: this board lives in this browser only. " {without}</p>
                <div class="row"><button on:click=move |_| done.run(())>"Close"</button></div>
            </div>
        }
        .into_any(),
    }
    }
}

/// Why an address that was made here is not handed on any more; none while it opens.
fn has_ended(id: LinkId) -> Option<String> {
    let (tab, today) = (desk().tab(), desk().today.get());
    tab.with(|state| {
        let open = state.get::<ShareLink>(id).ok();
        let Some(link) = open.filter(|link| link.state(today) == LinkState::Open) else {
            return Some(
                "The address that was made here opens nothing any more: it was revoked, or its time is over."
                    .to_owned(),
            );
        };
        Some(shows_nothing(state.hides(link, today)?, "you", link.locked))
    })
}
