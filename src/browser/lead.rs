//! One tab leads: it alone sends and holds the stream (rule 6).

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;

use super::{clock, database::Disk, page};

/// How long a lease lasts and how often it is renewed, in milliseconds.
const LEASE: u64 = 6_000;
const RENEW: u32 = 2_000;

/// Calls `lead` once this tab leads, which may be never. The lead ends with the tab.
pub fn when_leading(name: &str, disk: Rc<Disk>, lead: impl FnOnce() + 'static) {
    // What no other tab holds no other tab sends.
    if !disk.is_shared() {
        return lead();
    }
    match locks() {
        Some(locks) => wait_for_lock(&locks, name, lead),
        None => spawn_local(wait_for_lease(disk, lead)),
    }
}

/// `navigator.locks`; missing on plain http off loopback.
fn locks() -> Option<JsValue> {
    let navigator = page::window()?.navigator();
    Reflect::get(&navigator, &"locks".into())
        .ok()
        .filter(|locks| !locks.is_undefined())
}

fn wait_for_lock(locks: &JsValue, name: &str, lead: impl FnOnce() + 'static) {
    let held = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        lead();
        // Never settled: the lock is held until the tab is gone.
        Promise::new(&mut |_, _| {})
    });
    let request = Reflect::get(locks, &"request".into())
        .ok()
        .and_then(|found| found.dyn_into::<Function>().ok());
    if let Some(request) = request {
        let _ = request.call2(locks, &format!("fulcrum-{name}").into(), &held);
    }
}

async fn wait_for_lease(disk: Rc<Disk>, lead: impl FnOnce() + 'static) {
    let tab = uuid::Uuid::from_bytes(clock::random());
    let mut lead = Some(lead);
    loop {
        let now = clock::millis();
        if disk.lease(tab, now, now + LEASE).await == Ok(true)
            && let Some(lead) = lead.take()
        {
            lead();
        }
        TimeoutFuture::new(RENEW).await;
    }
}
