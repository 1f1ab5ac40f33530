//! The team: who belongs to the workspace, with which right, and who is invited.

use leptos::prelude::*;

use super::{invitations::Invitations, member::MemberLine, rights::Rights};
use crate::board::{desk::desk, kit::SignInLink};
use crate::browser::page;
use crate::domain::{Member, Power, Sorting};

#[component]
pub fn Team() -> impl IntoView {
    let desk = desk();
    page::set_title("Team · Fulcrum");
    let me = desk.tab().me();
    let manages = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::ManageMembers)));
    let ids = Memo::new(move |_| {
        desk.tab().with(|state| {
            let mut members: Vec<&Member> = state.members().collect();
            members.put_in_order_by(|member| (member.right, member.name.to_lowercase(), member.user));
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
                    <div class="row"><SignInLink/></div>
                </section>
            }.into_any()
        }}
    }
    .into_any()
}
