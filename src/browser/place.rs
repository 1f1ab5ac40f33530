//! The place to which a page is scrolled, kept beside its address: the way back leads there, and so does a reload.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event};

use super::page;

/// So long nothing has scrolled when the place is kept, in milliseconds: browsers count how often they are asked.
const SETTLED: u32 = 120;

/// How far the page is scrolled down, and what scrolls within it to the right and down.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    down: f64,
    inner: (f64, f64),
}

impl Place {
    /// What was kept beside this address; none for a page that was not scrolled.
    pub fn kept() -> Option<Self> {
        let kept = page::window()?.history().ok()?.state().ok()?;
        let kept = kept.dyn_into::<js_sys::Array>().ok()?;
        let at = |index| kept.get(index).as_f64().unwrap_or_default();
        Some(Self {
            down: at(0),
            inner: (at(1), at(2)),
        })
    }

    /// Scrolls there, once the page has its height.
    pub fn show(self, inner: Element) {
        page::later(0, move || {
            inner.set_scroll_left(self.inner.0 as i32);
            inner.set_scroll_top(self.inner.1 as i32);
            if let Some(window) = page::window() {
                window.scroll_to_with_x_and_y(0.0, self.down);
            }
        });
    }

    fn of(inner: &Element) -> Self {
        let down = page::window().and_then(|window| window.scroll_y().ok());
        Self {
            down: down.unwrap_or_default(),
            inner: (inner.scroll_left().into(), inner.scroll_top().into()),
        }
    }

    fn keep(self) {
        let kept = js_sys::Array::of3(&self.down.into(), &self.inner.0.into(), &self.inner.1.into());
        if let Some(history) = page::window().and_then(|window| window.history().ok()) {
            let _ = history.replace_state(&kept, "");
        }
    }
}

/// Keeps the place for as long as it lives.
pub struct Keeper(Closure<dyn FnMut(Event)>);

impl Keeper {
    pub fn of(inner: Element) -> Self {
        let settled: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let hear = move |_: Event| {
            let inner = inner.clone();
            // The one before is dropped, and does not run.
            *settled.borrow_mut() = Some(Timeout::new(SETTLED, move || Place::of(&inner).keep()));
        };
        let listener = Closure::<dyn FnMut(Event)>::new(hear);
        if let Some(window) = page::window() {
            // What scrolls within the page is heard on its way down only.
            let callback = listener.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback_and_bool("scroll", callback, true);
        }
        Self(listener)
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(window) = page::window() {
            let callback = self.0.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool("scroll", callback, true);
        }
    }
}

/// Writes these into the address's query, leaving out what is empty; what was kept beside it stays.
pub fn set_query(values: &[(&str, String)]) {
    let Ok(query) = web_sys::UrlSearchParams::new() else {
        return;
    };
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        query.append(name, value);
    }
    let (path, query) = (
        page::address().0,
        query.to_string().as_string().unwrap_or_default(),
    );
    let address = if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    };
    if let Some(history) = page::window().and_then(|window| window.history().ok()) {
        let kept = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&kept, "", Some(&address));
    }
}
