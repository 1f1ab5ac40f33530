//! The ways to the main pages.

use leptos::prelude::*;

use super::icon::Icon;
use crate::board::desk::{Route, desk};

#[component]
pub fn NavLink(to: Route, icon: Icon, children: Children) -> impl IntoView {
    let desk = desk();
    let here = to.clone();
    let current = move || {
        let route = desk.route.get();
        let on = route == here
            || (here == Route::Board && matches!(route, Route::Role(_) | Route::Talk(_) | Route::Preview(_)))
            || (here == Route::Leaders && matches!(route, Route::Leader(_)))
            || (here == Route::More && matches!(route, Route::Settings | Route::Team | Route::Import));
        on.then_some("page")
    };
    let path = to.path();
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.go(to.clone());
        }
    };
    view! { <a href=path aria-current=current on:click=go>{icon.draw()} {children()}</a> }
}

/// How much is owed today, beside its page's name.
#[component]
pub fn Count() -> impl IntoView {
    let desk = desk();
    let you = Memo::new(move |_| desk.you_owe.with(Vec::len));
    move || {
        (you.get() > 0).then(|| {
            view! { <span class="tag wait count">{move || you.get()} <span class="hidden">" owed"</span></span> }
        })
    }
}
