//! The command palette: everything that can be done, and everything on this device, by a few words.

use leptos::{html, prelude::*};

use super::{actions::actions, finding};
use crate::board::desk::{Action, Desk, Route, Sheet, desk, ours, ours_live};
use crate::browser::page;
use crate::domain::{Goal, Hit, Kind, Sorting};

/// Hits shown at most.
const LIMIT: usize = 12;

#[derive(Clone)]
enum Choice {
    Do(Action),
    /// In the workspace of this name, if there are several.
    Go(String, Option<String>, Hit),
}

impl Choice {
    fn take(&self, desk: Desk) {
        desk.sheet.set(None);
        match self {
            Self::Do(action) => (action.run)(desk),
            Self::Go(at, _, hit) => match hit.goal {
                Goal::Role(role) => {
                    desk.switch(at);
                    desk.go(Route::Role(role));
                }
                Goal::Leader(leader) => {
                    desk.switch(at);
                    desk.go(Route::Leader(leader));
                }
            },
        }
    }
}

/// The field in the top bar that opens it.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let desk = desk();
    view! {
        <button class="find" aria-label=ours_live("Find a role, a leader, words") aria-keyshortcuts="Control+K Meta+K" on:click=move |_| desk.lay(Sheet::Palette)>
            <span class="find-words">{ours_live("Find a role, a leader, words")}</span>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
    .into_any()
}

#[component]
pub fn Palette() -> impl IntoView {
    let desk = desk();
    let question = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    // What arrives while it is open is found the next time.
    let read = RwSignal::new(0u32);
    // Before that nobody knows that nothing has the words.
    let all_read = RwSignal::new(false);
    finding::refresh(
        move || {
            let _ = read.try_update(|read| *read += 1);
        },
        move || {
            all_read.try_set(true);
        },
    );
    let choices = Memo::new_with_compare(
        move |_| {
            let question = question.get();
            let words: Vec<String> = question
                .to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            let mut hits: Vec<(String, Option<String>, Hit)> = Vec::new();
            read.track();
            for tab in desk.all() {
                let found = finding::find(&tab, &question, LIMIT);
                let (at, title) = (tab.name(), untrack(|| desk.title_among_many(tab.name())));
                hits.extend(found.into_iter().map(|hit| (at.to_owned(), title.clone(), hit)));
            }
            // Each workspace's hits come in their order; together, roles stay first.
            hits.put_in_order_by(|(.., hit)| (hit.kind != Kind::Role, hit.kind));
            let hits = hits.into_iter().take(LIMIT);
            let actions = actions()
                .filter(|action| action.fits(&words))
                .copied()
                .map(Choice::Do);
            actions
                .chain(hits.map(|(at, title, hit)| Choice::Go(at, title, hit)))
                .collect::<Vec<_>>()
        },
        |_, _| true,
    );
    // Enter before everything is read: the first that is found is taken as soon as it is.
    let waits = RwSignal::new(false);
    let take = move || {
        let choice = choices.with_untracked(|choices| choices.get(at.get_untracked()).cloned());
        waits.set(choice.is_none() && !all_read.get_untracked());
        if let Some(choice) = choice {
            choice.take(desk);
        }
    };
    Effect::new(move || {
        choices.track();
        all_read.track();
        if waits.get_untracked() {
            take();
        }
    });
    let typed = move |event: leptos::ev::Event| {
        waits.set(false);
        question.set(event_target_value(&event));
        at.set(0);
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        let count = choices.with_untracked(Vec::len);
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => count.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                take();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if count > 0 {
            at.update(|at| *at = (*at + step) % count);
            page::reveal(format!("#found-{}", at.get_untracked()));
        }
    };
    let items = move || {
        choices.with(|choices| {
            let items = choices.iter().cloned().enumerate().map(|(index, choice)| {
                let taken = choice.clone();
                view! {
                    <li id=format!("found-{index}") role="option" aria-selected=move || (at.get() == index).to_string()
                        on:click=move |_| taken.take(desk)>{inside(&choice)}</li>
                }
            });
            items.collect_view()
        })
    };
    let nothing = move || {
        (all_read.get() && choices.with(Vec::is_empty)).then(|| {
            view! { <p class="quiet">"Nothing here has these words. Try fewer, or part of a name."</p> }
        })
    };
    let field = NodeRef::<html::Input>::new();
    view! {
        <input node_ref=field enterkeyhint="search" role="combobox" aria-label="What are you looking for?" aria-expanded="true"
            aria-controls="found" aria-activedescendant=move || format!("found-{}", at.get()) autocomplete="off" autofocus dir="auto"
            placeholder=ours_live("A role, a leader, or what to do") on:input=typed on:keydown=press/>
        <ul id="found" class="found" role="listbox" aria-label="Found">{items}</ul>
        <div role="status">{nothing}</div>
    }
    .into_any()
}

fn inside(choice: &Choice) -> AnyView {
    match choice {
        Choice::Do(action) => {
            let key = action
                .key
                .map(|key| view! { <kbd aria-hidden="true">{key.to_uppercase()}</kbd> });
            view! { <b>{ours_live(action.name)}</b> {key} }.into_any()
        }
        Choice::Go(_, workspace, hit) => {
            let kind = match hit.kind {
                Kind::Effort => "effort",
                other => ours(other.noun()),
            };
            let detail = match workspace {
                Some(workspace) => format!("{workspace} · {}", hit.detail),
                None => hit.detail.clone(),
            };
            view! {
                <span class="found-title" dir="auto">{hit.title.clone()}</span>
                <span class="small quiet" dir="auto">{detail}</span>
                <span class="tag">{kind}</span>
            }
            .into_any()
        }
    }
}
