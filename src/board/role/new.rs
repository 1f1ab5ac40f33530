//! Adding a role: its title and its leader are enough.

use leptos::prelude::*;

use crate::board::{
    desk::{Route, desk},
    kit::{Problem, chosen, options},
    leader::{KnownLeaders, leader_named},
};
use crate::browser::{clock, tab::capital};
use crate::domain::{Audience, Body, Family, Niche, Refusal, RoleDetails, RoleId, Seniority, import::guess};

#[component]
pub fn NewRole() -> impl IntoView {
    let desk = desk();
    let (title, leader) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let opened = RwSignal::new(clock::today().to_string());
    // None until chosen: what the title names.
    let (family, seniority) = (RwSignal::new(None::<Family>), RwSignal::new(None::<Seniority>));
    let niche = RwSignal::new(Niche::Common);
    let (confidential, code_name) = (RwSignal::new(false), RwSignal::new(String::new()));
    // Alone there is nobody to keep it from.
    let has_colleagues = desk.tab().peek(|state| state.members().count() > 1);
    let kind = Memo::new(move |_| {
        let (by_title, level) = title.with(|title| guess(title));
        (family.get().unwrap_or(by_title), seniority.get().unwrap_or(level))
    });
    let summary = move || {
        let (family, seniority) = kind.get();
        format!(
            "{}, {}: change these, or the date",
            family.label(),
            seniority.label().to_lowercase()
        )
    };
    let problem = RwSignal::new(None::<String>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let details = opened.get_untracked().parse().map(|opened_on| RoleDetails {
            title: title.get_untracked(),
            family: kind.get_untracked().0,
            seniority: kind.get_untracked().1,
            niche: niche.get_untracked(),
            opened_on,
        });
        let added = match details {
            Ok(details) => {
                let code_name = confidential.get_untracked().then(|| code_name.get_untracked());
                add(&leader.get_untracked(), details, code_name)
            }
            Err(_) => Err(Refusal::DateOutOfReach {
                date: opened.get_untracked(),
            }),
        };
        match added {
            Ok(role) => desk.go(Route::Role(role)),
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="stack" on:submit=save novalidate>
            <label class="field">"What is it called?"
                <input name="title" dir="auto" autocomplete="off" autofocus placeholder="Senior Data Engineer, Leeds"
                    prop:value=move || title.get() on:input=move |event| title.set(event_target_value(&event))/>
            </label>
            <label class="field">"Who needs it?"
                <input name="leader" dir="auto" autocomplete="off" list="known-leaders" placeholder="Dana Whitfield"
                    prop:value=move || leader.get() on:input=move |event| leader.set(event_target_value(&event))/>
            </label>
            <datalist id="known-leaders"><KnownLeaders/></datalist>
            <details>
                <summary>{summary}</summary>
                <div class="stack grid-2">
                    <label class="field">"Family"
                        <select on:change=move |event| if let Some(found) = chosen(Family::ALL, &event) { family.set(Some(found)) }>
                            {move || options(Family::ALL, Family::label, kind.get().0)}
                        </select>
                    </label>
                    <label class="field">"Seniority"
                        <select on:change=move |event| if let Some(found) = chosen(Seniority::ALL, &event) { seniority.set(Some(found)) }>
                            {move || options(Seniority::ALL, Seniority::label, kind.get().1)}
                        </select>
                    </label>
                    <label class="field">"How rare are the skills?"
                        <select on:change=move |event| if let Some(found) = chosen(Niche::ALL, &event) { niche.set(found) }>
                            {options(Niche::ALL, Niche::label, Niche::Common)}
                        </select>
                    </label>
                    <label class="field">"Approved on"
                        <input type="date" prop:value=move || opened.get() on:input=move |event| opened.set(event_target_value(&event))/>
                    </label>
                </div>
            </details>
            {has_colleagues.then(|| view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || confidential.get()
                        on:change=move |event| confidential.set(event_target_checked(&event))/>
                    <span>"Confidential: only you see it, until you name others"</span>
                </label>
                {move || confidential.get().then(|| view! {
                    <label class="field">"Code name, shown instead of the title (optional)"
                        <input dir="auto" autocomplete="off" prop:value=move || code_name.get() on:input=move |event| code_name.set(event_target_value(&event))/>
                    </label>
                })}
            })}
            <Problem words=problem/>
            <div class="row"><button class="primary">"Add role"</button></div>
        </form>
    }
    .into_any()
}

/// Adds the role, and its leader when the name is new. With a code name, be it empty, it is confidential from birth,
/// and so is a leader who is new with it.
fn add(leader_name: &str, details: RoleDetails, code_name: Option<String>) -> Result<RoleId, Refusal> {
    let tab = desk().tab();
    // Both are checked before either is added, so that a refusal leaves nothing half done.
    crate::domain::line("title", &details.title)?;
    let audience = match code_name {
        Some(_) => Audience::People([tab.me()].into()),
        None => Audience::Workspace,
    };
    let leader = leader_named(&tab, leader_name, &audience)?;
    let role = clock::fresh(RoleId::new);
    tab.try_submit(Body::AddRole {
        role,
        leader,
        details,
        audience,
        code_name,
    })?;
    Ok(role)
}
