//! One who belongs to the workspace: who they are, and changing that.

use leptos::prelude::*;

use super::let_go::LetGo;
use crate::board::{
    desk::{desk, ours},
    kit::{Field, Form, SaveOrCancel, Select, heed, said},
};
use crate::domain::{Member, Right, Role, UserId};

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
                .all::<Role>()
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
    let save = move |()| {
        let phone = phone.get_untracked();
        let changed = Member {
            user,
            name: name.get_untracked(),
            phone: (!phone.trim().is_empty()).then_some(phone),
            right: right.get_untracked(),
            left: None,
        };
        let saved = desk.tab().try_submit(changed.into());
        if heed(problem, saved.map_err(said)).is_some() {
            desk.done("Saved.", None);
            open.set(Open::Nothing);
        }
    };
    view! {
        <Form save>
            <Field label=ours("Name, as leaders know them") value=name/>
            <Field label=ours("A number leaders may call (optional)") value=phone kind="tel"/>
            {move || manages.get().then(|| view! { <Select label="Right" all=Right::ALL name=Right::label value=right/> })}
            <SaveOrCancel problem cancel=move |()| open.set(Open::Nothing)/>
        </Form>
    }
    .into_any()
}
