//! What is typed while a sheet is still being fetched: it is held, and given to the field that has the focus once it is there.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit,
};

use super::{page, sheet};

/// The most that is held: whoever types more than this is not typing into a field that opens.
const MOST: usize = 200;

thread_local! {
    /// None while nothing is awaited.
    static HELD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on what is typed is held, until it is given away or no dialog is open any more.
pub fn hold() {
    HELD.with_borrow_mut(|held| {
        held.get_or_insert_default();
    });
}

/// Gives what was held to the field that has the focus, once what came has taken it.
pub fn give() {
    page::later(0, || {
        let Some(text) = HELD.take().filter(|text| !text.is_empty()) else {
            return;
        };
        let element = page::document().and_then(|document| document.active_element());
        if let Some(element) = element {
            type_into(&element, &text);
        }
    });
}

/// Hears of each key before the page does.
pub fn listen() {
    page::on_window_first("keydown", |event| {
        if let Ok(event) = event.dyn_into::<KeyboardEvent>() {
            take(&event);
        }
    });
}

fn take(event: &KeyboardEvent) {
    if HELD.with_borrow(Option::is_none) {
        return;
    }
    if !sheet::is_any_open() {
        HELD.set(None);
        return;
    }
    let (key, with) = (
        event.key(),
        event.ctrl_key() || event.meta_key() || event.alt_key(),
    );
    let is_letter = !with && key.chars().count() == 1;
    let is_held = HELD.with_borrow_mut(|held| match (held, key.as_str()) {
        (Some(held), "Enter") if !held.is_empty() => {
            held.push('\n');
            true
        }
        (Some(held), "Backspace") => held.pop().is_some(),
        (Some(held), _) if is_letter && held.len() < MOST => {
            held.push_str(&key);
            true
        }
        _ => false,
    });
    if is_held {
        event.prevent_default();
        event.stop_immediate_propagation();
    }
}

/// As if it was typed there; a line's end is the key that ends it.
fn type_into(element: &Element, text: &str) -> Option<()> {
    let (words, ends) = match text.strip_suffix('\n') {
        Some(words) => (words, true),
        None => (text, false),
    };
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.set_value(&(field.value() + words));
    } else {
        let area = element.dyn_ref::<HtmlTextAreaElement>()?;
        area.set_value(&(area.value() + words));
    }
    let init = EventInit::new();
    init.set_bubbles(true);
    let typed = Event::new_with_event_init_dict("input", &init).ok()?;
    element.dispatch_event(&typed).ok()?;
    if ends {
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_key("Enter");
        let key = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).ok()?;
        element.dispatch_event(&key).ok()?;
    }
    Some(())
}
