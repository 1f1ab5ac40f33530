//! Whether the server sends updates by e-mail, and a test to oneself.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{AskButton, Asking, Form, Problem},
    leader::mail_is_sent,
};
use crate::browser::page;
use crate::calls::{self, told::Failed};

#[component]
pub fn Mail() -> impl IntoView {
    let from = RwSignal::new(None::<Result<Option<String>, String>>);
    page::spawn(async move {
        let told = calls::mail_desk().await;
        if let Ok(told) = &told {
            mail_is_sent(desk(), told.from.is_some());
        }
        from.try_set(Some(told.map(|told| told.from).map_err(Failed::words)));
    });
    let asking = Asking::new();
    let test = move |()| {
        asking.ask(async move {
            let told = calls::test_mail().await.map_err(Failed::words)?;
            desk().done(format!("Sent to {}: look whether it arrived.", told.to), None);
            Ok(())
        });
    };
    let words = move || {
        match from.get() {
        None => view! { <p class="quiet">"Asking the server…"</p> }.into_any(),
        Some(Err(problem)) => view! { <p class="quiet">{problem}</p> }.into_any(),
        Some(Ok(None)) => view! {
            <p>"This server sends no e-mail. Updates go to pages, by your own mail program, by text or chat, and by a call."</p>
            <p class="small quiet">"Whoever runs it can change that: it needs FULCRUM_SMTP_URL, such as smtp://user:password@mail.example.org:587, and FULCRUM_MAIL_FROM."</p>
        }
        .into_any(),
        Some(Ok(Some(from))) => view! {
            <p dir="auto">{format!("Updates go out from {from}, with your name. Answers reach the address with which you sign in.")}</p>
            <Form class="stack" save=test>
                <Problem words=asking.problem/>
                <div class="row"><AskButton asking words="Send me a test"/></div>
            </Form>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card stack" aria-labelledby="mail">
            <h2 id="mail">"E-mail"</h2>
            {words}
        </section>
    }
    .into_any()
}
