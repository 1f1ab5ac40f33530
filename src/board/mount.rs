//! What starts the board: the desk, what waits to be told or entered, the keys, and the frame.

use leptos::prelude::*;

use super::{
    desk::{Desk, Sheet, do_again, take_back_last},
    frame::{Frame, actions, fetch_rest},
    gate,
    start::sample,
};
use crate::browser::{ahead, page, sheet, tab::Hands, worker};

#[component]
pub fn Board() -> impl IntoView {
    let Some(desk) = Desk::set_up() else {
        return ().into_any();
    };
    Effect::new(move |_| {
        if desk.ready.get() {
            gate::enter_wiped();
            page::remove("opening");
            // From the icon on a phone.
            if page::query("new").as_deref() == Some("need") {
                page::replace_address(&desk.route.get_untracked().path());
                desk.lay(Sheet::NewRole);
            }
        }
    });
    let can_tell = Memo::new(move |_| {
        let here = desk.here.get();
        here.status.with(|status| status.hands == Hands::Here)
    });
    Effect::new(move |_| {
        if can_tell.get() {
            sample::begin();
            page::when_idle(fetch_rest);
            worker::register(desk.new_version);
        }
    });
    desk.follow();
    ahead::listen();
    hear_keys(desk);
    // On a first visit it would fetch all that a board may ever need, beside what it needs now.
    if worker::is_at_work() {
        worker::register(desk.new_version);
    }
    view! { <Frame/> }.into_any()
}

fn hear_keys(desk: Desk) {
    page::on_plain_key(move |key, event| {
        // Only where the board is shown: not while claiming, signing in, or locked.
        if desk.locked.get_untracked() || desk.route.get_untracked().is_gate() {
            return;
        }
        if key == "Escape" {
            page::close_menus();
        }
        let pressed = key.to_lowercase();
        if let Some(action) = actions().find(|action| action.key == Some(pressed.as_str())) {
            event.prevent_default();
            (action.run)(desk);
        }
    });
    page::fold_on_escape();
    sheet::keep_focus();
    page::hear_the_first();
    page::on_command_key("k", true, move || {
        if !desk.locked.get_untracked() {
            desk.lay(Sheet::Palette);
        }
    });
    page::on_command_key("z", false, take_back_last);
    page::on_command_key("y", false, do_again);
}
