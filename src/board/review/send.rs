//! How what was found good goes out: on pages at once, the rest one after the other by the program that carries it.

use leptos::prelude::*;

use super::{
    meanwhile::Meanwhile,
    sent::give,
    typed::{Mark, Typed},
};
use crate::board::{
    desk::{Link, Route, desk},
    kit::{Problem, counted},
    leader::{CallLink, Reach, message, waits},
};
use crate::browser::page;
use crate::domain::{Channel, Leader, Update, UpdateId, Way};

#[component]
pub fn Send(all: Vec<Typed>, #[prop(into)] back: Callback<()>) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let is_put = RwSignal::new(false);
    let all = StoredValue::new(all);
    let ready = move || {
        all.with_value(|all| {
            let found = all
                .iter()
                .filter(|typed| typed.mark.get() == Mark::Good && typed.goes_by_itself());
            found.copied().collect::<Vec<Typed>>()
        })
    };
    let put = move |_| {
        problem.set(None);
        let ready = untrack(ready);
        let any_mail = ready.iter().any(|typed| untrack(|| typed.is_mailed()));
        let put = ready
            .into_iter()
            .filter(|typed| give(*typed, None, problem).is_some())
            .count();
        if put > 0 {
            is_put.set(true);
            let updates = counted(put, "update");
            desk().done(
                match waits() {
                    Some(until) => format!("{updates} kept on this device: out once {until}."),
                    None if any_mail => {
                        format!("{updates} on the way: each counts as told once it reached them.")
                    }
                    None => format!("{updates} on the way to the page: told once they do something there."),
                },
                None,
            );
        }
    };
    let at_once = move || {
        let ready = ready();
        let names = |is: fn(&Typed) -> bool| {
            let names = ready.iter().filter(|typed| is(typed)).map(|typed| typed.name());
            names.collect::<Vec<_>>().join(", ")
        };
        let line = |way: &'static str, names: String| {
            (!names.is_empty()).then(|| view! { <p><b>{way} ": "</b> <bdi>{names}</bdi></p> })
        };
        let lines = [
            line(
                "On their page",
                names(|typed| typed.channel() == Channel::Page && !typed.is_mailed()),
            ),
            line(
                "On their page and by e-mail",
                names(|typed| typed.channel() == Channel::Page && typed.is_mailed()),
            ),
            line("By e-mail", names(|typed| typed.channel() == Channel::Mail)),
        ];
        // The second of two presses finds the place of the first, not what came into it.
        let button = match (ready.len(), is_put.get()) {
            (0, false) => return None,
            (0, true) => view! { <button class="primary" disabled>"Sent"</button> }.into_any(),
            (count, _) => {
                let words = format!("Send {}", counted(count, "update"));
                view! { <button class="primary" on:click=put>{words}</button> }.into_any()
            }
        };
        Some(view! {
            <section class="going stack">
                {lines}
                <div>{button}</div>
            </section>
        })
    };
    let gone = all.get_value().into_iter().map(move |typed| {
        let is_sent = move || typed.mark.get() == Mark::Sent && typed.goes_by_itself();
        let update = move || typed.sent.get().filter(|_| is_sent());
        move || update().map(|update| view! { <Gone typed update/> })
    });
    let meanwhile = all
        .get_value()
        .into_iter()
        .map(move |typed| move || (typed.mark.get() == Mark::Good).then(|| view! { <Meanwhile typed/> }));
    let others = all.get_value().into_iter().map(move |typed| {
        let is_shown = move || !typed.goes_by_itself() && matches!(typed.mark.get(), Mark::Good | Mark::Sent);
        move || is_shown().then(|| view! { <One typed problem/> })
    });
    let held = move || {
        let held = all.with_value(|all| {
            let held = all
                .iter()
                .filter(|typed| typed.mark.get() == Mark::Held && !typed.is_for_a_call());
            held.map(|typed| typed.name()).collect::<Vec<_>>()
        });
        (!held.is_empty())
            .then(|| view! { <p class="quiet">"You hold: " <bdi>{held.join(", ")}</bdi> "."</p> })
    };
    let is_done = move || all.with_value(|all| all.iter().all(|typed| typed.mark.get() != Mark::Good));
    let sum = move || {
        let sent = all.with_value(|all| all.iter().filter(|typed| typed.mark.get() == Mark::Sent).count());
        match (is_done(), sent) {
            (true, 0) => "Nothing goes out.".to_owned(),
            (true, sent) => format!("Done: {} written.", counted(sent, "update")),
            (false, _) => "What was read, or went by e-mail, stays sent.".to_owned(),
        }
    };
    view! {
        <section class="review-send stack" aria-labelledby="review-send">
            <h2 id="review-send" tabindex="-1">"Send all"</h2>
            <p class="quiet" role="status">{sum}</p>
            <Problem words=problem/>
            {meanwhile.collect_view()}
            {at_once}
            <ul class="plain going-list">{gone.collect_view()}</ul>
            <ul class="plain going-list">{others.collect_view()}</ul>
            {held}
            <div class="row wrap">
                <button on:click=move |_| back.run(())>"‹ The drafts"</button>
                {move || is_done().then(|| view! { <Link to=Route::Today class="button primary">"Back to Today"</Link> })}
            </div>
        </section>
    }
    .into_any()
}

/// One that went out by itself: how far it came, and what can be done where it did not arrive.
#[component]
fn Gone(typed: Typed, update: UpdateId) -> impl IntoView {
    let leader = typed.drafted().leader;
    let is_told = Memo::new(move |_| {
        desk().tab().with(|state| {
            let update = state.get::<Update>(update);
            update.is_ok_and(|update| update.told().is_some())
        })
    });
    let name = typed.name();
    let label = name.clone();
    let standing = move || {
        if is_told.get() {
            view! { " " <span class="tag good">"Told"</span> }.into_any()
        } else {
            view! { <Reach leader update/> }.into_any()
        }
    };
    view! {
        <li aria-label=label>
            <bdi>{name}</bdi>
            {standing}
        </li>
    }
    .into_any()
}

/// One that a person takes to another program first, then says to be sent.
#[component]
fn One(typed: Typed, problem: RwSignal<Option<String>>) -> impl IntoView {
    let desk = desk();
    let draft = typed.drafted();
    let name = draft.name.clone();
    let details = desk.tab().peek(|state| {
        let leader = state.get::<Leader>(draft.leader).ok();
        leader.map(|leader| leader.details.clone()).unwrap_or_default()
    });
    let phone = details.phone;
    let email = StoredValue::new(page::encoded(&details.email).replace("%40", "@"));
    let words = move || message(&typed.text(), draft.next_by, desk.today.get_untracked());
    let tells = move |way: Way| {
        problem.set(None);
        let Some(undo) = give(typed, Some(way), problem) else {
            return;
        };
        let words = match way {
            Way::Talk => "Noted: you talked. The silence clock starts anew.".to_owned(),
            way => format!("Told {}: the silence clock starts anew.", way.label()),
        };
        desk.tab().done(words, undo);
    };
    let share = move |_| {
        let text = untrack(words);
        page::spawn(async move {
            if page::share(&text).await {
                tells(Way::Chat);
            }
        });
    };
    let copy = move |_| {
        let text = untrack(words);
        page::spawn(async move {
            if page::copy(&text).await {
                typed.takes();
            } else {
                problem.set(Some(
                    "This browser does not let us copy: open the draft and take the text from there.".into(),
                ));
            }
        });
    };
    let mail = move || {
        format!(
            "mailto:{}?subject={}&body={}",
            email.get_value(),
            page::encoded("How your search stands"),
            page::encoded(&words())
        )
    };
    let act = move || {
        // Where one stands that was just tapped, the second tap is not for it.
        let sent = move |event: leptos::ev::MouseEvent, way| {
            if event.detail() < 2 {
                tells(way);
            }
        };
        let it_is_sent = move |way: Way| view! { <button class="primary" on:click=move |event| sent(event, way)>"I sent it"</button> };
        match typed.channel() {
            Channel::Call if typed.mark.get() == Mark::Sent => {
                view! { <span class="tag good">"Told"</span> }.into_any()
            }
            _ if typed.mark.get() == Mark::Sent => view! { <span class="tag good">"Sent"</span> }.into_any(),
            // Nothing is copied, or said to be sent, past what somebody else wrote.
            Channel::Mail | Channel::Chat | Channel::Page if typed.was_written_to() => {
                view! { <button on:click=move |_| typed.knows()>"Write all the same"</button> }.into_any()
            }
            Channel::Mail if typed.is_taken() => it_is_sent(Way::Mail).into_any(),
            Channel::Chat if typed.is_taken() => it_is_sent(Way::Chat).into_any(),
            Channel::Mail => {
                view! { <a class="button" href=mail on:click=move |_| typed.takes()>"Open in mail"</a> }
                    .into_any()
            }
            Channel::Chat if page::has_share_sheet() => {
                view! { <button on:click=share>"Share"</button> }.into_any()
            }
            Channel::Chat | Channel::Page => {
                view! { <button on:click=copy>"Copy the words"</button> }.into_any()
            }
            Channel::Call => {
                let (name, phone) = (typed.name(), phone.clone());
                view! { <CallLink name phone/> <button class="primary" on:click=move |_| tells(Way::Talk)>"We talked"</button> }.into_any()
            }
        }
    };
    let way = move || super::card::label(typed.channel());
    let label = name.clone();
    view! {
        <li class="row between" aria-label=label>
            <span><bdi>{name}</bdi> <span class="small quiet">" · " {way}</span></span>
            <span class="row">{act}</span>
        </li>
    }
    .into_any()
}
