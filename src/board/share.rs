//! Share links: made on this device, shown once, revoked at once.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use leptos::prelude::*;

use super::{
    Route, desk,
    form::{Problem, chosen, options},
    frame::Link,
};
use crate::browser::{clock, page, tab::capital};
use crate::domain::{Body, LeaderId, LinkId, LinkState, NewLink, RoleId, Scope, Target, secret_hash};
use crate::ui::day;

#[component]
pub fn Share(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let (scope, whole) = (RwSignal::new(Scope::Respond), RwSignal::new(true));
    let name = desk.tab().peek(|state| {
        state
            .leader(leader)
            .map(|leader| leader.details.name.clone())
            .unwrap_or_default()
    });
    let label = RwSignal::new(name);
    let expires = RwSignal::new(String::new());
    let made = RwSignal::new(None::<MadeLink>);
    // The leader's confidential roles: one shows only through a link with a passcode that was made for it.
    let confidential = Memo::new(move |_| {
        desk.tab().with(|state| {
            let theirs = state
                .roles()
                .filter(|role| role.leader == Some(leader) && role.is_open());
            theirs
                .filter(|role| !state.role_audience(role.id).is_workspace())
                .map(|role| (role.id, role.called().to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let is_confidential =
        move |id: RoleId| confidential.with(|all| all.iter().any(|(other, _)| *other == id));
    let chosen_to_open = RwSignal::new(BTreeSet::from([role]));
    let opens = Memo::new(move |_| {
        let chosen = if whole.get() {
            chosen_to_open.get()
        } else {
            [role].into()
        };
        chosen
            .into_iter()
            .filter(|id| is_confidential(*id))
            .collect::<BTreeSet<RoleId>>()
    });
    let ask = RwSignal::new(false);
    let asks = move || ask.get() || opens.with(|opens| !opens.is_empty());
    let problem = RwSignal::new(None::<String>);
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let secret = BASE64URL_NOPAD.encode(&clock::random::<32>());
        let id = clock::fresh(LinkId::new);
        let expires = expires.get_untracked();
        let expires_on = match expires.trim() {
            "" => None,
            text => match text.parse() {
                Ok(date) => Some(date),
                Err(_) => {
                    return problem.set(Some(format!("{text} is not a date: write it as year-month-day.")));
                }
            },
        };
        let opens = opens.get_untracked();
        let asks = ask.get_untracked() || !opens.is_empty();
        let passcode = asks.then(|| draw_passcode(clock::random()));
        let link = NewLink {
            id,
            target: if whole.get_untracked() {
                Target::Leader(leader)
            } else {
                Target::Role(role)
            },
            leader: Some(leader),
            scope: scope.get_untracked(),
            label: label.get_untracked(),
            secret_hash: secret_hash(&secret),
            expires_on,
            passcode: passcode.clone().and_then(|passcode| passcode.try_into().ok()),
            opens,
        };
        match desk.tab().try_submit(Body::ShareLink(link)) {
            Ok(_) => {
                problem.set(None);
                let url = format!("{}/p/{id}/{secret}", page::origin());
                made.set(Some(MadeLink { id, url, passcode }));
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    let form = move || {
        view! {
            <form class="stack" on:submit=make novalidate>
                <div class="grid-2">
                    <label class="field">"For whom"
                        <input dir="auto" prop:value=move || label.get() on:input=move |event| label.set(event_target_value(&event))/>
                    </label>
                    <label class="field">"What it allows"
                        <select on:change=move |event| if let Some(found) = chosen(Scope::ALL, &event) { scope.set(found) }>
                            {options(Scope::ALL, Scope::label, Scope::Respond)}
                        </select>
                    </label>
                    <label class="field">"Shows"
                        <select on:change=move |event| whole.set(event_target_value(&event) == "leader")>
                            <option value="leader">"all roles of this leader"</option>
                            <option value="role">"this role only"</option>
                        </select>
                    </label>
                    <label class="field">"Last day (optional)"
                        <input type="date" prop:value=move || expires.get() on:input=move |event| expires.set(event_target_value(&event))/>
                    </label>
                </div>
                {move || (whole.get() && confidential.with(|all| !all.is_empty())).then(|| view! {
                    <fieldset>
                        <legend>"Confidential roles that it shows"</legend>
                        {confidential.get().into_iter().map(|(id, called)| view! {
                            <label class="check">
                                <input type="checkbox" prop:checked=move || chosen_to_open.with(|chosen| chosen.contains(&id))
                                    on:change=move |event| chosen_to_open.update(|chosen| {
                                        if event_target_checked(&event) {
                                            chosen.insert(id);
                                        } else {
                                            chosen.remove(&id);
                                        }
                                    })/>
                                <span dir="auto">{called}</span>
                            </label>
                        }).collect_view()}
                    </fieldset>
                })}
                <label class="check">
                    <input type="checkbox" disabled=move || opens.with(|opens| !opens.is_empty()) prop:checked=asks
                        on:change=move |event| ask.set(event_target_checked(&event))/>
                    <span>{move || if opens.with(|opens| opens.is_empty()) {
                        "It asks for a passcode"
                    } else {
                        "It asks for a passcode: a confidential role shows only then"
                    }}</span>
                </label>
                <Problem words=problem/>
                <div class="row"><button class="primary">"Make a link"</button></div>
            </form>
        }
    };
    // What was revoked opens nothing any more.
    let is_open = move |made: &MadeLink| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            state
                .link(made.id)
                .is_ok_and(|link| link.state(today) == LinkState::Open)
        })
    };
    view! {
        <section class="card stack" aria-labelledby="role-share">
            <h2 id="role-share">"Share"</h2>
            {move || if desk.has_home.get() { form().into_any() } else { view! { <NeedsServer/> }.into_any() }}
            {move || made.get().filter(is_open).map(|made| view! { <Made made/> })}
            <Links role leader/>
        </section>
    }
    .into_any()
}

#[component]
fn NeedsServer() -> impl IntoView {
    view! {
        <p>
            "A link is opened from a server, and this board lives on this device only. Claim the server with the address \
             it printed when it started, or sign in; everything here comes along."
        </p>
        <div class="row"><Link to=Route::SignIn class="button">"Sign in"</Link></div>
    }
    .into_any()
}

/// What only this device knows of a link it has made.
#[derive(Clone, PartialEq)]
struct MadeLink {
    id: LinkId,
    url: String,
    passcode: Option<String>,
}

/// Six digits, as `493 021`.
fn draw_passcode(random: [u8; 4]) -> String {
    let number = u32::from_le_bytes(random) % 1_000_000;
    format!("{:03} {:03}", number / 1_000, number % 1_000)
}

#[component]
fn Made(made: MadeLink) -> impl IntoView {
    let desk = desk();
    let MadeLink { url, passcode, .. } = made;
    let status = desk.tab().status;
    let copied = RwSignal::new(None::<bool>);
    let (text, shown) = (url.clone(), url.clone());
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move { copied.set(Some(page::copy(&text).await)) });
    };
    let synced = move || status.with(|status| status.waiting == 0);
    view! {
        <div class="made stack" role="status">
            <label class="field">"The address; it is shown this once, since only this device knows it"
                <input class="address" readonly value=shown on:focus=page::select_all/>
            </label>
            {passcode.map(|passcode| view! {
                <p>"The passcode is " <b class="nowrap">{passcode}</b> ". Tell it another way than the address: by phone, say."</p>
            })}
            <div class="row wrap">
                <button on:click=copy>"Copy"</button>
                <a class="button" href=url target="_blank" rel="noreferrer">"Open"</a>
                <span class="small quiet">
                    {move || match copied.get() {
                        Some(true) => "Copied.",
                        Some(false) => "This browser does not let us copy: select the address and copy it.",
                        None => "",
                    }}
                </span>
            </div>
            {move || (!synced()).then(|| view! { <p class="tag wait">"It opens once this device has synced"</p> })}
        </div>
    }
    .into_any()
}

#[component]
fn Links(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let links = move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let mine = state.links().into_iter().filter(|link| match link.target {
                Target::Leader(of) => of == leader,
                Target::Role(of) => of == role,
            });
            mine.filter(|link| link.state(today) != LinkState::Revoked)
                .map(|link| {
                    let id = link.id;
                    let revoke = move |_| {
                        desk.tab().submit(Body::RevokeLink { link: id }, "Revoked: open pages close within a second.");
                    };
                    let shows = if link.target.role().is_some() { "this role" } else { "all roles" };
                    let until = match (link.state(today), link.expires_on) {
                        (LinkState::Expired, Some(last)) => format!(", expired {}", day::said(last, today)),
                        (_, Some(last)) => format!(", until {}", day::dated(last, today)),
                        _ => String::new(),
                    };
                    let asks = if link.locked { ", with a passcode" } else { "" };
                    let keeper = state.member(link.keeper).filter(|_| link.keeper != me);
                    let kept = keeper.map_or_else(String::new, |member| format!(", kept by {}", member.name));
                    let about = format!("{}, {shows}{asks}, made {}{kept}{until}", link.scope.label().to_lowercase(), day::said(link.created_on, today));
                    let nothing = (!state.shows(link)).then(|| view! {
                        <span class="small block">"It shows nothing any more, since what it was made for became confidential: make a new one, with a passcode."</span>
                    });
                    let label = format!("Revoke the link for {}", link.label);
                    view! {
                        <li class="row between">
                            <span><b dir="auto">{link.label.clone()}</b><span class="small quiet block">{about}</span>{nothing}</span>
                            <button aria-label=label on:click=revoke>"Revoke"</button>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! { <ul class="links">{links}</ul> }
}
