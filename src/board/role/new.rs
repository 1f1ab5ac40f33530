//! Adding a role: its title and its leader are enough.

use leptos::prelude::*;

use crate::board::{
    desk::{Route, desk},
    kit::{Check, Field, Form, Problem, Select, chosen, heed, options, said},
    leader::{KnownLeaders, leader_named},
};
use crate::browser::clock;
use crate::domain::{
    Audience, Body, Family, Niche, Refusal, RoleDetails, RoleId, Seniority, import::guess, role,
};

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
    let save = move |()| {
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
        if let Some(role) = heed(problem, added.map_err(said)) {
            desk.go(Route::Role(role));
        }
    };
    view! {
        <Form save>
            <Field label="What is it called?" name="title" value=title complete="off" autofocus=true placeholder="Senior Data Engineer, Leeds"/>
            <Field label="Who needs it?" name="leader" value=leader complete="off" list="known-leaders" placeholder="Dana Whitfield"/>
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
                    <Select label="How rare are the skills?" all=Niche::ALL name=Niche::label value=niche/>
                    <Field label="Approved on" value=opened kind="date"/>
                </div>
            </details>
            {has_colleagues.then(|| view! {
                <Check checked=confidential change=move |is_ticked| confidential.set(is_ticked)>
                    <span>"Confidential: only you see it, until you name others"</span>
                </Check>
                {move || confidential.get().then(|| view! {
                    <Field label="Code name, shown instead of the title (optional)" value=code_name complete="off"/>
                })}
            })}
            <Problem words=problem/>
            <div class="row"><button class="primary">"Add role"</button></div>
        </Form>
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
    tab.try_submit(Body::Role(role::Command::AddRole {
        role,
        leader,
        details,
        audience,
        code_name,
    }))?;
    Ok(role)
}
