//! The service worker: the board opens without a network; a new version asks before it takes over.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

use super::page;

thread_local! {
    static REGISTERED: Cell<bool> = const { Cell::new(false) };
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = page::window()?.navigator();
    let found = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    (!found.is_undefined()).then(|| found.unchecked_into())
}

/// Whether this page came by a worker.
pub fn is_at_work() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

/// Registers the worker, once in a page; `waiting` becomes true when a new version is ready to take over.
pub fn register(waiting: RwSignal<bool>) {
    let Some(container) = container() else { return };
    if REGISTERED.replace(true) {
        return;
    }
    spawn_local(async move {
        let registered = JsFuture::from(container.register("/sw.js")).await;
        let Ok(registration) = registered.map(JsCast::unchecked_into::<ServiceWorkerRegistration>) else {
            return;
        };
        let look = {
            let registration = registration.clone();
            // Without a controller this is the very first version: nothing to ask.
            move || waiting.set(registration.waiting().is_some() && container.controller().is_some())
        };
        look();
        let found = registration.clone();
        let on_found = Closure::<dyn FnMut()>::new(move || {
            let Some(installing) = found.installing() else {
                return;
            };
            let look = look.clone();
            let on_state = Closure::<dyn FnMut()>::new(look);
            installing.set_onstatechange(Some(on_state.as_ref().unchecked_ref()));
            on_state.forget();
        });
        registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
        on_found.forget();
    });
}

/// Asks the server whether there is another version, which else is noticed some day only.
pub fn look_for_another() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        if let Ok(found) = JsFuture::from(container.get_registration()).await
            && let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>()
            && let Ok(asked) = registration.update()
        {
            let _ = JsFuture::from(asked).await;
        }
    });
}

/// Lets the waiting version take over, and reloads once it has.
pub fn activate() {
    let Some(container) = container() else {
        return page::reload();
    };
    let on_change = Closure::<dyn FnMut()>::new(page::reload);
    container.set_oncontrollerchange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
    spawn_local(async move {
        let Ok(found) = JsFuture::from(container.get_registration()).await else {
            return;
        };
        let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        if let Some(worker) = registration.waiting() {
            let message = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&message, &"type".into(), &JsValue::from_str("activate-now"));
            let _ = worker.post_message(&message);
        }
    });
}
