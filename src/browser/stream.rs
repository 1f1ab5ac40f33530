//! Event streams that close on hidden pages and come back on visible ones.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::page;

/// Wait before a refused stream is tried again, in milliseconds.
const RETRY: u32 = 3_000;

/// What a stream tells.
pub enum Heard {
    /// An event's name and its data.
    Event(&'static str, String),
    /// The connection was lost; the browser, or we, will try again.
    Lost,
}

/// One stream, open while its page is visible and until [`Stream::close`].
#[derive(Clone)]
pub struct Stream(Rc<Inner>);

struct Inner {
    url: Box<dyn Fn() -> String>,
    names: &'static [&'static str],
    hear: Box<dyn Fn(Heard)>,
    open: RefCell<Option<Open>>,
    retry: RefCell<Option<Timeout>>,
    closed: std::cell::Cell<bool>,
}

struct Open {
    source: EventSource,
    _listeners: Vec<Closure<dyn FnMut(MessageEvent)>>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.source.close();
    }
}

impl Stream {
    /// Opens it. `url` is asked anew at each opening, `names` are the events to listen to.
    pub fn open(
        url: impl Fn() -> String + 'static,
        names: &'static [&'static str],
        hear: impl Fn(Heard) + 'static,
    ) -> Self {
        let stream = Self(Rc::new(Inner {
            url: Box::new(url),
            names,
            hear: Box::new(hear),
            open: RefCell::new(None),
            retry: RefCell::new(None),
            closed: std::cell::Cell::new(false),
        }));
        let on_change = stream.clone();
        page::on_document("visibilitychange", move || on_change.match_visibility());
        let back_online = stream.clone();
        page::on_window("online", move |_| {
            drop(back_online.0.open.take());
            back_online.match_visibility();
        });
        stream.match_visibility();
        stream
    }

    /// Closes it for good.
    pub fn close(&self) {
        self.0.closed.set(true);
        drop(self.0.open.take());
        drop(self.0.retry.take());
    }

    fn match_visibility(&self) {
        if self.0.closed.get() || page::is_hidden() {
            drop(self.0.open.take());
            return;
        }
        if self.0.open.borrow().is_none() {
            self.connect();
        }
    }

    fn connect(&self) {
        let Ok(source) = EventSource::new(&(self.0.url)()) else {
            return;
        };
        let mut listeners = Vec::new();
        for name in self.0.names {
            let stream = self.clone();
            let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                (stream.0.hear)(Heard::Event(name, event.data().as_string().unwrap_or_default()));
            });
            let _ = source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            listeners.push(listener);
        }
        let stream = self.clone();
        let lost = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            (stream.0.hear)(Heard::Lost);
            let refused = stream
                .0
                .open
                .borrow()
                .as_ref()
                .is_some_and(|open| open.source.ready_state() == EventSource::CLOSED);
            if refused {
                let again = stream.clone();
                // The listener that runs now belongs to the source: it is dropped later, not under its own feet.
                *stream.0.retry.borrow_mut() = Some(Timeout::new(RETRY, move || {
                    drop(again.0.open.take());
                    again.match_visibility();
                }));
            }
        });
        let _ = source.add_event_listener_with_callback("error", lost.as_ref().unchecked_ref());
        listeners.push(lost);
        *self.0.open.borrow_mut() = Some(Open {
            source,
            _listeners: listeners,
        });
    }
}
