//! Dragging with mouse, pen or finger, by pointer events; what may be dropped where is the caller's business.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use super::page;

/// How far the pointer must travel before a press becomes a drag, in CSS pixels.
const THRESHOLD: i32 = 6;

/// What lies under the pointer: the nearest element with `data-column`, and the `data-card` before which to drop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Over {
    pub column: String,
    pub before: Option<String>,
}

/// How a drag goes.
pub enum Drag {
    Begun,
    Over(Option<Over>),
    Dropped(Option<Over>),
    Cancelled,
}

struct Listener {
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// Follows the pointer from this press on: `tell` hears of the drag if it becomes one.
pub fn follow(event: &PointerEvent, card: HtmlElement, tell: impl Fn(Drag) + 'static) {
    if event.button() != 0 {
        return;
    }
    let (start_x, start_y) = (event.client_x(), event.client_y());
    let name = card.get_attribute("data-card");
    let begun = Rc::new(std::cell::Cell::new(false));
    let listeners: Rc<RefCell<Vec<Listener>>> = Rc::default();
    let tell = Rc::new(tell);
    let end = {
        let (listeners, card) = (listeners.clone(), card.clone());
        Rc::new(move || {
            card.style().remove_property("transform").ok();
            let _ = card.class_list().remove_1("dragged");
            if let Some(window) = page::window() {
                for listener in listeners.borrow().iter() {
                    let _ = window.remove_event_listener_with_callback(
                        listener.name,
                        listener.closure.as_ref().unchecked_ref(),
                    );
                }
            }
            // Dropped after this event: a listener must not free itself while it runs.
            let finished = std::mem::take(&mut *listeners.borrow_mut());
            gloo_timers::callback::Timeout::new(0, move || drop(finished)).forget();
        })
    };
    let on_move = {
        let (begun, tell, name, card) = (begun.clone(), tell.clone(), name.clone(), card.clone());
        move |event: Event| {
            let Ok(event) = event.dyn_into::<PointerEvent>() else {
                return;
            };
            let (dx, dy) = (event.client_x() - start_x, event.client_y() - start_y);
            if !begun.get() {
                if dx.abs().max(dy.abs()) < THRESHOLD {
                    return;
                }
                begun.set(true);
                let _ = card.class_list().add_1("dragged");
                tell(Drag::Begun);
            }
            event.prevent_default();
            let _ = card
                .style()
                .set_property("transform", &format!("translate({dx}px, {dy}px) rotate(1deg)"));
            tell(Drag::Over(over(&event, name.as_deref())));
        }
    };
    let on_up = {
        let (begun, tell, end) = (begun.clone(), tell.clone(), end.clone());
        move |event: Event| {
            let Ok(event) = event.dyn_into::<PointerEvent>() else {
                return;
            };
            let found = over(&event, name.as_deref());
            end();
            if begun.get() {
                swallow_next_click();
                tell(Drag::Dropped(found));
            }
        }
    };
    let on_cancel = {
        let (begun, tell, end) = (begun, tell, end);
        move |event: Event| {
            let escape = event
                .dyn_ref::<web_sys::KeyboardEvent>()
                .is_none_or(|event| event.key() == "Escape");
            if escape {
                end();
                if begun.get() {
                    tell(Drag::Cancelled);
                }
            }
        }
    };
    let Some(window) = page::window() else { return };
    let add = |name: &'static str, closure: Closure<dyn FnMut(Event)>| {
        let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        listeners.borrow_mut().push(Listener { name, closure });
    };
    add("pointermove", Closure::new(on_move));
    add("pointerup", Closure::new(on_up));
    let on_cancel = Rc::new(on_cancel);
    for name in ["pointercancel", "keydown"] {
        let on_cancel = on_cancel.clone();
        add(name, Closure::new(move |event| on_cancel(event)));
    }
}

fn over(event: &PointerEvent, dragged: Option<&str>) -> Option<Over> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let found = page::document()?.elements_from_point_with_column(x, y)?;
    let column = found.get_attribute("data-column")?;
    // Before the first card whose middle lies below the pointer.
    let cards = found.query_selector_all("[data-card]").ok()?;
    let mut before = None;
    for index in 0..cards.length() {
        let Some(card) = cards.get(index).and_then(|card| card.dyn_into::<Element>().ok()) else {
            continue;
        };
        let name = card.get_attribute("data-card");
        if name.as_deref() == dragged {
            continue;
        }
        let area = card.get_bounding_client_rect();
        if f64::from(y) < area.top() + area.height() / 2.0 {
            before = name;
            break;
        }
    }
    Some(Over { column, before })
}

trait ColumnAt {
    fn elements_from_point_with_column(&self, x: f32, y: f32) -> Option<Element>;
}

impl ColumnAt for web_sys::Document {
    /// The dragged card lies under the pointer, but lets it through: it has `pointer-events: none`.
    fn elements_from_point_with_column(&self, x: f32, y: f32) -> Option<Element> {
        self.element_from_point(x, y)?
            .closest("[data-column]")
            .ok()
            .flatten()
    }
}

/// The click that a browser makes of press and release is not meant for what lies under the pointer.
fn swallow_next_click() {
    let swallow = Closure::once_into_js(|event: Event| {
        event.prevent_default();
        event.stop_propagation();
    });
    let Some(window) = page::window() else { return };
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    options.set_capture(true);
    let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
        "click",
        swallow.unchecked_ref(),
        &options,
    );
    let swallow_again = swallow.clone();
    gloo_timers::callback::Timeout::new(50, move || {
        if let Some(window) = page::window() {
            let _ = window.remove_event_listener_with_callback_and_bool(
                "click",
                swallow_again.unchecked_ref(),
                true,
            );
        }
    })
    .forget();
}
