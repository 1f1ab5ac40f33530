//! The team: who belongs to the workspace, with which right, and who is invited.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::board::{
    desk::{Route, desk},
    frame::Link,
    kit::{Problem, chosen, options},
};
use crate::browser::{
    net, page,
    tab::{Notice, capital},
};
use crate::domain::{Body, LinkId, LinkState, Member, Power, Right, UserId};
use crate::ui::day;

#[component]
pub fn Team() -> impl IntoView {
    let desk = desk();
    page::set_title("Team · Fulcrum");
    let me = desk.tab().me();
    let manages = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::ManageMembers)));
    let ids = Memo::new(move |_| {
        desk.tab().with(|state| {
            let mut members: Vec<&Member> = state.members().collect();
            members.sort_by_key(|member| (member.right, member.name.to_lowercase(), member.user));
            members.into_iter().map(|member| member.user).collect::<Vec<_>>()
        })
    });
    view! {
        <h1 tabindex="-1">"Team"</h1>
        {move || if desk.has_home.get() {
            view! {
                <div class="role-columns">
                    <section class="card stack" aria-labelledby="members">
                        <h2 id="members">"Members"</h2>
                        <ul class="plain stack members"><For each=move || ids.get() key=|id| *id let:id><MemberLine id manages/></For></ul>
                    </section>
                    <div class="stack">
                        {move || manages.get().then(|| view! { <Invitations/> })}
                        <Rights/>
                    </div>
                </div>
            }.into_any()
        } else {
            view! {
                <section class="card stack welcome">
                    <p>"This board lives on this device only. Once it belongs to a server, colleagues can be invited, take over roles, and see what you log."</p>
                    <div class="row"><Link to=Route::SignIn class="button">"Sign in"</Link></div>
                </section>
            }.into_any()
        }}
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Edit,
    LetGo,
}

#[component]
fn MemberLine(id: UserId, manages: Memo<bool>) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let open = RwSignal::new(Open::Nothing);
    let member = Memo::new(move |_| desk.tab().with(|state| state.member(id).cloned()));
    let roles = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .roles()
                .filter(|role| role.owner == id && role.is_open())
                .count()
        })
    });
    let head = move || {
        member.get().map(|member| {
            let you = if id == me { " (you)" } else { "" };
            let about = match roles.get() {
                1 => "1 open role".to_owned(),
                count => format!("{count} open roles"),
            };
            let phone = member.phone.map(|phone| format!(", {phone}")).unwrap_or_default();
            view! {
                <span><b dir="auto">{member.name}{you}</b><span class="small quiet block">{format!("{}, {about}{phone}", member.right.label())}</span></span>
            }
        })
    };
    let name = move || {
        member.with(|member| {
            member
                .as_ref()
                .map(|member| member.name.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <li class="stack">
            <div class="row between wrap">
                {head}
                <span class="row">
                    {move || (id == me || manages.get()).then(|| view! {
                        <button aria-label=move || format!("Edit {}", name()) on:click=move |_| open.set(Open::Edit)>"Edit"</button>
                    })}
                    {move || (id != me && manages.get()).then(|| view! {
                        <button aria-label=move || format!("Let {} go", name()) on:click=move |_| open.set(Open::LetGo)>"Let go…"</button>
                    })}
                </span>
            </div>
            {move || match (open.get(), member.get_untracked()) {
                (Open::Edit, Some(member)) => view! { <EditMember member open manages/> }.into_any(),
                (Open::LetGo, Some(member)) => view! { <LetGo member open/> }.into_any(),
                _ => ().into_any(),
            }}
        </li>
    }
    .into_any()
}

#[component]
fn EditMember(member: Member, open: RwSignal<Open>, manages: Memo<bool>) -> impl IntoView {
    let desk = desk();
    let name = RwSignal::new(member.name.clone());
    let phone = RwSignal::new(member.phone.clone().unwrap_or_default());
    let right = RwSignal::new(member.right);
    let problem = RwSignal::new(None::<String>);
    let user = member.user;
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let phone = phone.get_untracked();
        let changed = Member {
            user,
            name: name.get_untracked(),
            phone: (!phone.trim().is_empty()).then_some(phone),
            right: right.get_untracked(),
            left: None,
        };
        match desk.tab().try_submit(changed.into()) {
            Ok(_) => {
                desk.tab().notice.set(Some(Notice::done("Saved.", None)));
                open.set(Open::Nothing);
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="stack" on:submit=save novalidate>
            <label class="field">"Name, as leaders know them"
                <input dir="auto" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </label>
            <label class="field">"A number leaders may call (optional)"
                <input type="tel" prop:value=move || phone.get() on:input=move |event| phone.set(event_target_value(&event))/>
            </label>
            {move || manages.get().then(|| view! {
                <label class="field">"Right"
                    <select on:change=move |event| if let Some(found) = chosen(Right::ALL, &event) { right.set(found) }>
                        {options(Right::ALL, Right::label, right.get_untracked())}
                    </select>
                </label>
            })}
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">"Save"</button>
                <button type="button" on:click=move |_| open.set(Open::Nothing)>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}

/// Who takes over, and what that means.
#[component]
fn LetGo(member: Member, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let user = member.user;
    let successor = RwSignal::new(desk.tab().me());
    let others = desk.tab().peek(|state| {
        let mut others: Vec<(UserId, String)> = state
            .members()
            .filter(|other| other.user != user)
            .map(|other| (other.user, other.name.clone()))
            .collect();
        others.sort_by(|a, b| a.1.cmp(&b.1));
        others
    });
    let choose = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            successor.set(id);
        }
    };
    let name = member.name.clone();
    let replace = RwSignal::new(BTreeSet::<LinkId>::new());
    let today = desk.today.get_untracked();
    let links = desk.tab().peek(|state| {
        let theirs = state.links().into_iter();
        let theirs = theirs.filter(|link| link.keeper == user && link.state(today) == LinkState::Open);
        theirs
            .map(|link| {
                let leader = state
                    .leader(link.leader)
                    .map(|leader| leader.details.name.clone());
                (link.id, link.label.clone(), leader.unwrap_or_default())
            })
            .collect::<Vec<_>>()
    });
    let links = (!links.is_empty()).then(|| {
        let choices = links.into_iter().map(|(id, label, leader)| {
            let change = move |event| {
                replace.update(|replace| {
                    if event_target_checked(&event) {
                        replace.insert(id);
                    } else {
                        replace.remove(&id);
                    }
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" on:change=change/>
                    <span><bdi>{label}</bdi>", for "<bdi>{leader}</bdi></span>
                </label>
            }
        });
        view! {
            <fieldset>
                <legend>"Links they made: end those whose address they should not know any more"</legend>
                {choices.collect_view()}
                <p class="small quiet">"The others stay as they are. Make new ones for those that end."</p>
            </fieldset>
        }
    });
    let go = move |_| {
        let done = desk.tab().submit(
            Body::RemoveMember {
                member: user,
                successor: successor.get_untracked(),
                replace: replace.get_untracked(),
            },
            format!("{name} is no longer a member."),
        );
        if done {
            open.set(Open::Nothing);
        }
    };
    let options = others.into_iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=id == successor.get_untracked()>{name}</option> }
    });
    view! {
        <div class="stack problem" role="group" aria-label=format!("Let {} go", member.name)>
            <p>"Their roles and links pass to a successor, dates stay. They are signed out, and their devices show nothing of this workspace any more."</p>
            <label class="field">"Who takes over?"<select on:change=choose>{options.collect_view()}</select></label>
            {links}
            <div class="row wrap">
                <button class="danger" on:click=go>"Let go"</button>
                <button on:click=move |_| open.set(Open::Nothing)>"Keep"</button>
            </div>
        </div>
    }
    .into_any()
}

/// Ways in that wait, and a new one. They are the server's business: this needs a connection.
#[component]
fn Invitations() -> impl IntoView {
    let desk = desk();
    let Some(home) = desk.tab().home() else {
        return ().into_any();
    };
    let ws = home.workspace;
    let waiting = RwSignal::new(Vec::<net::Invitation>::new());
    let made = RwSignal::new(None::<(String, String)>);
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let (label, right) = (RwSignal::new(String::new()), RwSignal::new(Right::Recruiter));
    let look = move || {
        page::spawn(async move {
            match net::invitations(ws).await {
                Ok(found) => drop(waiting.try_set(found)),
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
        });
    };
    look();
    let invite = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        page::spawn(async move {
            let whom = label.get_untracked();
            match net::invite(ws, &whom, right.get_untracked()).await {
                Ok(secret) => {
                    problem.try_set(None);
                    label.try_set(String::new());
                    made.try_set(Some((whom, format!("{}/join#{secret}", page::origin()))));
                    look();
                }
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
            busy.try_set(false);
        });
    };
    let withdraw = move |id: String| {
        page::spawn(async move {
            match net::withdraw(ws, &id).await {
                Ok(()) => look(),
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
        });
    };
    let items = move || {
        let today = desk.today.get();
        waiting
            .get()
            .into_iter()
            .map(|one| {
                let about = format!("{}, open until {}", one.right.label(), day::said(one.expires_at.date_naive(), today));
                let name = format!("Withdraw the invitation for {}", one.label);
                view! {
                    <li class="row between">
                        <span><b dir="auto">{one.label}</b><span class="small quiet block">{about}</span></span>
                        <button aria-label=name on:click=move |_| withdraw(one.id.clone())>"Withdraw"</button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="card stack" aria-labelledby="invite">
            <h2 id="invite">"Invite someone"</h2>
            <form class="stack" on:submit=invite novalidate>
                <div class="grid-2">
                    <label class="field">"Whom?"
                        <input dir="auto" autocomplete="off" prop:value=move || label.get() on:input=move |event| label.set(event_target_value(&event))/>
                    </label>
                    <label class="field">"As"
                        <select on:change=move |event| if let Some(found) = chosen(Right::ALL, &event) { right.set(found) }>
                            {options(Right::ALL, Right::label, Right::Recruiter)}
                        </select>
                    </label>
                </div>
                <Problem words=problem/>
                <div class="row"><button class="primary" disabled=move || busy.get()>"Make an invitation"</button></div>
            </form>
            {move || made.get().map(|(whom, url)| view! { <Made whom url/> })}
            <ul class="plain links">{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Made(whom: String, url: String) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let text = url.clone();
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move {
            let is_copied = page::copy(&text).await;
            copied.try_set(Some(is_copied));
        });
    };
    view! {
        <div class="made stack" role="status">
            <label class="field">{format!("Send this address to {whom}; it is shown this once, and lets one person in")}
                <input class="address" readonly value=url on:focus=page::select_all/>
            </label>
            <div class="row wrap">
                <button on:click=copy>"Copy"</button>
                <span class="small quiet">
                    {move || match copied.get() {
                        Some(true) => "Copied.",
                        Some(false) => "This browser does not let us copy: select the address and copy it.",
                        None => "",
                    }}
                </span>
            </div>
        </div>
    }
    .into_any()
}

/// The rights table, as the rules have it.
#[component]
fn Rights() -> impl IntoView {
    let heads = Right::ALL
        .iter()
        .map(|right| view! { <th scope="col">{right.label()}</th> });
    let rows = Power::ALL.iter().map(|power| {
        let cells = Right::ALL.iter().map(|right| {
            let words = if right.may(*power) { "yes" } else { "no" };
            view! { <td>{words}</td> }
        });
        view! { <tr><th scope="row">{power.label()}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <section class="card stack" aria-labelledby="rights">
            <h2 id="rights">"Who may do what"</h2>
            <table class="listing">
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="small quiet">"Everything else, every member may do on the roles they see."</p>
        </section>
    }
    .into_any()
}
