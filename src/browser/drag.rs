//! Dragging with mouse, pen or finger, by pointer events; what may be dropped where is the caller's business.
//!
//! A mouse drags as soon as it moves. A finger or a pen scrolls by moving, so it drags once it has rested a moment.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};

use super::page;

/// How far a mouse must travel before a press becomes a drag, in CSS pixels.
const THRESHOLD: i32 = 6;
/// How long a finger rests before what lies under it comes along, in milliseconds.
const REST: u32 = 250;
/// How far a resting finger may tremble, in CSS pixels.
const TREMBLE: i32 = 10;
/// So near to its upper and lower end a page scrolls by itself while something is dragged: what stands there always,
/// and some room. In CSS pixels.
const EDGE: i32 = 110;
/// The same for the sides.
const SIDE: i32 = 40;
/// Most pixels scrolled by itself in one frame, and how long that is in milliseconds.
const FASTEST: i32 = 14;
const FRAME: u32 = 16;

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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Not a drag yet.
    Pressed,
    Dragging,
    /// Put back by Escape; the press goes on.
    PutBack,
}

struct Listener {
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// A press on a card, from beginning to end.
struct Press {
    card: HtmlElement,
    name: Option<String>,
    pointer: i32,
    is_mouse: bool,
    tell: Box<dyn Fn(Drag)>,
    phase: Cell<Phase>,
    start: (i32, i32),
    at: Cell<(i32, i32)>,
    /// How far the page was scrolled when the drag began, and how far it may be.
    scrolled: Cell<(f64, f64)>,
    room: Cell<(f64, f64)>,
    resting: RefCell<Option<Timeout>>,
    scrolling: RefCell<Option<Interval>>,
    listeners: RefCell<Vec<Listener>>,
}

thread_local! {
    /// Whether a finger drags something: then it does not scroll.
    static HELD: Cell<bool> = const { Cell::new(false) };
}

/// Follows the pointer from this press on: `tell` hears of the drag if it becomes one.
pub fn follow(event: &PointerEvent, card: HtmlElement, tell: impl Fn(Drag) + 'static) {
    if event.button() != 0 || !event.is_primary() {
        return;
    }
    let start = (event.client_x(), event.client_y());
    let press = Rc::new(Press {
        name: card.get_attribute("data-card"),
        card,
        pointer: event.pointer_id(),
        is_mouse: event.pointer_type() == "mouse",
        tell: Box::new(tell),
        phase: Cell::new(Phase::Pressed),
        start,
        at: Cell::new(start),
        scrolled: Cell::default(),
        room: Cell::default(),
        resting: RefCell::default(),
        scrolling: RefCell::default(),
        listeners: RefCell::default(),
    });
    if !press.is_mouse {
        let rested = press.clone();
        let begin = move || rested.begin();
        *press.resting.borrow_mut() = Some(Timeout::new(REST, begin));
    }
    press.listen("pointermove", Press::moved);
    press.listen("pointerup", Press::released);
    press.listen("pointercancel", Press::cancelled);
    press.listen("keydown", Press::key);
    press.listen("contextmenu", Press::asked_for_menu);
}

/// On each move of a finger: it scrolls unless it drags. The browser asks only listeners that were there before the
/// finger came down.
pub fn hold_still(event: &Event) {
    if HELD.get() {
        event.prevent_default();
    }
}

impl Press {
    fn listen(self: &Rc<Self>, name: &'static str, hear: fn(&Rc<Self>, &Event)) {
        let Some(window) = page::window() else { return };
        let press = self.clone();
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| hear(&press, &event));
        let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        self.listeners.borrow_mut().push(Listener { name, closure });
    }

    /// The same pointer's event.
    fn own<'e>(&self, event: &'e Event) -> Option<&'e PointerEvent> {
        let event = event.dyn_ref::<PointerEvent>()?;
        (event.pointer_id() == self.pointer).then_some(event)
    }

    fn moved(self: &Rc<Self>, event: &Event) {
        let Some(pointer) = self.own(event) else { return };
        self.at.set((pointer.client_x(), pointer.client_y()));
        let (dx, dy) = self.way();
        let far = dx.abs().max(dy.abs());
        match self.phase.get() {
            Phase::Pressed if self.is_mouse && far >= THRESHOLD => self.begin(),
            // It scrolls.
            Phase::Pressed if !self.is_mouse && far > TREMBLE => return self.end(),
            _ => {}
        }
        if self.phase.get() == Phase::Dragging {
            event.prevent_default();
            self.go_along();
        }
    }

    fn begin(self: &Rc<Self>) {
        self.phase.set(Phase::Dragging);
        HELD.set(!self.is_mouse);
        self.scrolled.set(self.scrolled_by());
        self.room.set(self.room_to_scroll());
        let _ = self.card.class_list().add_1("dragged");
        (self.tell)(Drag::Begun);
        self.go_along();
        let press = self.clone();
        *self.scrolling.borrow_mut() = Some(Interval::new(FRAME, move || press.scroll()));
    }

    fn released(self: &Rc<Self>, event: &Event) {
        if self.own(event).is_none() {
            return;
        }
        let (phase, over) = (self.phase.get(), self.over());
        self.end();
        if phase != Phase::Pressed {
            swallow_next_click();
        }
        if phase == Phase::Dragging {
            (self.tell)(Drag::Dropped(over));
        }
    }

    fn cancelled(self: &Rc<Self>, event: &Event) {
        if self.own(event).is_some() {
            let phase = self.phase.get();
            self.end();
            if phase == Phase::Dragging {
                (self.tell)(Drag::Cancelled);
            }
        }
    }

    fn key(self: &Rc<Self>, event: &Event) {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && self.phase.get() == Phase::Dragging {
            self.put_back();
            self.phase.set(Phase::PutBack);
            (self.tell)(Drag::Cancelled);
        }
    }

    /// What a finger that rests would ask for otherwise.
    fn asked_for_menu(self: &Rc<Self>, event: &Event) {
        if !self.is_mouse {
            event.prevent_default();
        }
    }

    fn way(&self) -> (i32, i32) {
        let (at, start) = (self.at.get(), self.start);
        (at.0 - start.0, at.1 - start.1)
    }

    /// Moves the card to where the pointer is, and tells what lies there.
    fn go_along(&self) {
        let ((dx, dy), before, now) = (self.way(), self.scrolled.get(), self.scrolled_by());
        let (x, y) = (f64::from(dx) + now.0 - before.0, f64::from(dy) + now.1 - before.1);
        let moved = format!("translate({x}px, {y}px) rotate(1deg)");
        let _ = self.card.style().set_property("transform", &moved);
        (self.tell)(Drag::Over(self.over()));
    }

    /// Near an end of the page, or of what scrolls within it, more comes into view.
    fn scroll(&self) {
        let Some(window) = page::window() else { return };
        let size = |side: Result<wasm_bindgen::JsValue, _>| {
            side.ok().and_then(|side| side.as_f64()).unwrap_or_default() as i32
        };
        let (width, height) = (size(window.inner_width()), size(window.inner_height()));
        let (x, y) = self.at.get();
        let (now, room) = (self.scrolled_by(), self.room.get());
        let within = |by: i32, now: f64, room: f64| f64::from(by).max(-now).min(room - now);
        let by = (
            within(pull(x, SIDE, width), now.0, room.0),
            within(pull(y, EDGE, height), now.1, room.1),
        );
        if by.0 == 0.0 && by.1 == 0.0 {
            return;
        }
        window.scroll_by_with_x_and_y(by.0, by.1);
        if let Some(around) = self.around() {
            around.set_scroll_left(around.scroll_left() + by.0 as i32);
            around.set_scroll_top(around.scroll_top() + by.1 as i32);
        }
        if self.scrolled_by() != now {
            self.go_along();
        }
    }

    /// What may scroll within the page and has the card in it.
    fn around(&self) -> Option<Element> {
        self.card.closest("[data-scrolls]").ok().flatten()
    }

    fn scrolled_by(&self) -> (f64, f64) {
        let of = |get: fn(&web_sys::Window) -> Result<f64, wasm_bindgen::JsValue>| {
            page::window()
                .and_then(|window| get(&window).ok())
                .unwrap_or_default()
        };
        let (x, y) = (of(web_sys::Window::scroll_x), of(web_sys::Window::scroll_y));
        let around = self.around();
        let (left, top) = around.map_or((0, 0), |around| (around.scroll_left(), around.scroll_top()));
        (x + f64::from(left), y + f64::from(top))
    }

    /// How far all of it can be scrolled; a card beyond the end would make ever more room.
    fn room_to_scroll(&self) -> (f64, f64) {
        let page = page::document().and_then(|document| document.document_element());
        let room = |element: Option<Element>| {
            element.map_or((0, 0), |element| {
                let width = element.scroll_width() - element.client_width();
                (width, element.scroll_height() - element.client_height())
            })
        };
        let (page, around) = (room(page), room(self.around()));
        (f64::from(page.0 + around.0), f64::from(page.1 + around.1))
    }

    fn over(&self) -> Option<Over> {
        let (x, y) = self.at.get();
        // The dragged card lies under the pointer, but lets it through: it has `pointer-events: none`.
        let found = page::document()?.element_from_point(x as f32, y as f32)?;
        let column = found.closest("[data-column]").ok().flatten()?;
        // Before the first card whose middle lies below the pointer.
        let cards = column.query_selector_all("[data-card]").ok()?;
        let mut before = None;
        for index in 0..cards.length() {
            let Some(card) = cards.get(index).and_then(|card| card.dyn_into::<Element>().ok()) else {
                continue;
            };
            let name = card.get_attribute("data-card");
            if name == self.name {
                continue;
            }
            let area = card.get_bounding_client_rect();
            if f64::from(y) < area.top() + area.height() / 2.0 {
                before = name;
                break;
            }
        }
        let column = column.get_attribute("data-column")?;
        Some(Over { column, before })
    }

    fn put_back(&self) {
        HELD.set(false);
        self.scrolling.take();
        self.card.style().remove_property("transform").ok();
        let _ = self.card.class_list().remove_1("dragged");
    }

    fn end(&self) {
        self.put_back();
        // Neither a listener nor a timer may free itself while it runs.
        let finished = (self.listeners.take(), self.resting.take());
        if let Some(window) = page::window() {
            for Listener { name, closure } in &finished.0 {
                let _ = window.remove_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
            }
        }
        if let Some(resting) = finished.1 {
            resting.cancel();
        }
        page::later(0, move || drop(finished.0));
    }
}

/// How fast to scroll at this place between 0 and `whole`, of which the ends pull.
fn pull(at: i32, end: i32, whole: i32) -> i32 {
    let deep = |deep: i32| (FASTEST * deep.min(end) / end).max(0);
    deep(at - (whole - end)) - deep(end - at)
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
    page::later(50, move || {
        if let Some(window) = page::window() {
            let _ = window.remove_event_listener_with_callback_and_bool(
                "click",
                swallow_again.unchecked_ref(),
                true,
            );
        }
    });
}
