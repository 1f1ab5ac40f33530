//! One who belongs to the workspace: who they are, and changing that.

use leptos::prelude::*;

use super::let_go::LetGo;
use crate::board::{
    desk::desk,
    kit::{Problem, chosen, options},
};
use crate::browser::tab::{Notice, capital};
use crate::domain::{Member, Right, UserId};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Edit,
    LetGo,
}

#[component]
pub fn MemberLine(id: UserId, manages: Memo<bool>) -> impl IntoView {
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
                (Open::LetGo, Some(member)) => view! { <LetGo member done=move |()| open.set(Open::Nothing)/> }.into_any(),
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
