//! Which kind of role it is, as a person says it: without that no date is told. And whatever they know that departs from general figures.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Base, Check, Field, Form, NumberField, SaveOrCancel, Select, heed, said},
};
use crate::domain::{Body, Family, Market, Niche, Outlook, Role, RoleDetails, RoleId, Seniority, role};

/// What it stands on, in a line.
#[component]
pub fn OfKind(role: RoleId, edits: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let words = Memo::new(move |_| {
        desk.tab().with(|state| {
            let details = &state.get::<Role>(role).ok()?.details;
            let outlook = details.outlook.as_ref()?;
            let mut parts = vec![
                format!(
                    "{}, {}",
                    details.family.label(),
                    details.seniority.label().to_lowercase()
                ),
                details.niche.label().to_lowercase(),
                format!("{} market", outlook.market.label().to_lowercase()),
            ];
            if outlook.in_mind {
                parts.push("somebody in mind".into());
            }
            Some(parts.join(", "))
        })
    });
    move || {
        words.get().map(|words| {
            view! {
                <p class="small quiet own">{words} ". " <button class="act-link" on:click=move |_| edits.set(true)>"Change"</button></p>
            }
        })
    }
}

#[component]
pub fn KindForm(
    role: RoleId,
    /// Closed when it is saved; without it the form stands until somebody has said.
    #[prop(optional)]
    edits: Option<RwSignal<bool>>,
) -> impl IntoView {
    let tab = desk().tab();
    let was = tab.peek(|state| state.get::<Role>(role).ok().map(|role| role.details.clone()))?;
    let outlook = was.outlook.clone().unwrap_or_default();
    let is_first = was.outlook.is_none();
    let (family, seniority, niche) = (
        RwSignal::new(was.family),
        RwSignal::new(was.seniority),
        RwSignal::new(was.niche),
    );
    let (market, in_mind) = (RwSignal::new(outlook.market), RwSignal::new(outlook.in_mind));
    let middle = RwSignal::new(outlook.middle.map_or_else(String::new, |days| days.to_string()));
    let because = RwSignal::new(outlook.because);
    let problem = RwSignal::new(None::<String>);
    let base = Base::new(was);
    let save = move |()| {
        let days = match middle.get_untracked().trim() {
            "" => None,
            text => match text.parse::<u16>() {
                Ok(days) => Some(days),
                Err(_) => {
                    let most = Outlook::MOST_DAYS;
                    return problem.set(Some(format!(
                        "Give the days as a whole number from 1 to {most}, such as 90."
                    )));
                }
            },
        };
        let was = base.get();
        let edit = role::Command::EditRole {
            role,
            details: RoleDetails {
                family: family.get_untracked(),
                seniority: seniority.get_untracked(),
                niche: niche.get_untracked(),
                outlook: Some(Outlook {
                    market: market.get_untracked(),
                    middle: days,
                    because: because.get_untracked(),
                    in_mind: in_mind.get_untracked(),
                }),
                ..was.clone()
            },
            base: Some(was),
        };
        let saved = base.submit(Body::Role(edit));
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk().done("Saved.", undo);
            if let Some(edits) = edits {
                edits.set(false);
            }
        }
    };
    let departs = move || market.get() != Market::Normal || !middle.get().trim().is_empty();
    let reason = move || {
        departs().then(|| {
            view! { <Field label="What do you know that says so?" value=because placeholder="Three rivals are hiring"/> }
        })
    };
    let cancel = move |()| {
        if let Some(edits) = edits {
            edits.set(false);
        }
    };
    let open = is_first
        .then(|| view! { <p class="quiet">"The title names a kind of role. Say that it is right, and there is a first estimate."</p> });
    let ways = if is_first {
        view! {
            <crate::board::kit::Problem words=problem/>
            <div class="row wrap"><button class="primary">"That is right"</button></div>
        }
        .into_any()
    } else {
        view! { <SaveOrCancel problem cancel/> }.into_any()
    };
    Some(view! {
        <Form class="amend stack" save>
            {open}
            <div class="grid-2">
                <Select label="Family" all=Family::ALL name=Family::label value=family/>
                <Select label="Seniority" all=Seniority::ALL name=Seniority::label value=seniority/>
                <Select label="How rare are the skills?" all=Niche::ALL name=Niche::label value=niche/>
                <Select label="The market" all=Market::ALL name=Market::label value=market/>
            </div>
            <details class="more">
                <summary>"I know better, or somebody is in mind"</summary>
                <div class="stack">
                    <NumberField label="Half of such roles are filled within, in days" value=middle/>
                    <Check checked=in_mind change=move |is| in_mind.set(is)>
                        <span>"Somebody was in mind from the first: it says nothing of other roles"</span>
                    </Check>
                </div>
            </details>
            {reason}
            {ways}
        </Form>
    })
}
