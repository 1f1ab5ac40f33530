//! The command palette: everything that can be done, and everything on this device, by a few words.

use leptos::{html, prelude::*};

use crate::board::{
    desk::{Desk, Route, Sheet, desk},
    kit::Dialog,
};
use crate::browser::page;
use crate::domain::{Goal, Hit, Index, Kind};

/// Hits shown at most.
const LIMIT: usize = 12;

/// Something to do, with its key where it has one.
#[derive(Clone, Copy)]
pub struct Action {
    pub name: &'static str,
    /// Pressed on its own, outside of any field.
    pub key: Option<&'static str>,
    /// What else one might call it.
    also: &'static str,
    pub run: fn(Desk),
}

/// Every action that has a name; the help sheet lists those with a key.
pub const ACTIONS: &[Action] = &[
    Action {
        name: "Log effort",
        key: Some("e"),
        also: "outreach screen activity",
        run: |desk| desk.sheet.set(Some(Sheet::LogEffort)),
    },
    Action {
        name: "Evening sweep",
        key: Some("s"),
        also: "log many effort day",
        run: |desk| desk.sheet.set(Some(Sheet::Sweep)),
    },
    Action {
        name: "Add a role",
        key: Some("n"),
        also: "new requisition job opening",
        run: |desk| desk.sheet.set(Some(Sheet::NewRole)),
    },
    Action {
        name: "Today",
        key: Some("t"),
        also: "owe due updates",
        run: |desk| desk.go(Route::Today),
    },
    Action {
        name: "Board",
        key: Some("b"),
        also: "roles stages columns",
        run: |desk| desk.go(Route::Board),
    },
    Action {
        name: "Leaders",
        key: Some("l"),
        also: "hiring managers people",
        run: |desk| desk.go(Route::Leaders),
    },
    Action {
        name: "Settings",
        key: Some(","),
        also: "cadence holidays minutes appearance dark storage export wipe",
        run: |desk| desk.go(Route::Settings),
    },
    Action {
        name: "Team",
        key: None,
        also: "members colleagues invite rights owners recruiters",
        run: |desk| desk.go(Route::Team),
    },
    Action {
        name: "Import roles",
        key: None,
        also: "csv spreadsheet tracker upload requisitions",
        run: |desk| desk.go(Route::Import),
    },
    Action {
        name: "Your data and sync",
        key: None,
        also: "saved waiting refused sign out",
        run: |desk| desk.sheet.set(Some(Sheet::SyncState)),
    },
    Action {
        name: "Keyboard shortcuts",
        key: Some("?"),
        also: "help keys",
        run: |desk| desk.sheet.set(Some(Sheet::Help)),
    },
];

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
                    desk.go(Route::Leaders);
                    page::focus(format!("[data-leader=\"{leader}\"] button"));
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
        <button class="find" aria-label="Find a role, a leader, words" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| desk.sheet.set(Some(Sheet::Palette))>
            <span class="find-words">"Find a role, a leader, words"</span>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
    .into_any()
}

#[component]
pub fn PaletteSheet() -> impl IntoView {
    view! { <Dialog which=Sheet::Palette title="Find or do"><Palette/></Dialog> }
}

#[component]
fn Palette() -> impl IntoView {
    let desk = desk();
    let question = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    // Read once: what arrives while it is open is found the next time.
    let indexes = desk
        .all()
        .into_iter()
        .map(|tab| (tab.peek(Index::of), tab))
        .collect::<Vec<_>>();
    let indexes = StoredValue::new_local(indexes);
    let choices = Memo::new_with_compare(
        move |_| {
            let question = question.get();
            let words: Vec<String> = question
                .to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            let fits = |action: &&Action| {
                let text = format!("{} {}", action.name.to_lowercase(), action.also);
                words.iter().all(|word| text.contains(word.as_str()))
            };
            let mut hits: Vec<(String, Option<String>, Hit)> = Vec::new();
            indexes.with_value(|indexes| {
                for (index, tab) in indexes {
                    let found = tab.peek(|state| index.find(state, &question, LIMIT));
                    let (at, title) = (tab.name(), untrack(|| desk.title_among_many(tab.name())));
                    hits.extend(found.into_iter().map(|hit| (at.to_owned(), title.clone(), hit)));
                }
            });
            // Each workspace's hits come in their order; together, roles stay first.
            hits.sort_by_key(|(.., hit)| (hit.kind != Kind::Role, hit.kind));
            let hits = hits.into_iter().take(LIMIT);
            let actions = ACTIONS.iter().filter(fits).copied().map(Choice::Do);
            actions
                .chain(hits.map(|(at, title, hit)| Choice::Go(at, title, hit)))
                .collect::<Vec<_>>()
        },
        |_, _| true,
    );
    let typed = move |event: leptos::ev::Event| {
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
                if let Some(choice) =
                    choices.with_untracked(|choices| choices.get(at.get_untracked()).cloned())
                {
                    choice.take(desk);
                }
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
        choices.with(Vec::is_empty).then(|| {
            view! { <p class="quiet">"Nothing here has these words. Try fewer, or part of a name."</p> }
        })
    };
    let field = NodeRef::<html::Input>::new();
    view! {
        <input node_ref=field enterkeyhint="search" role="combobox" aria-label="What are you looking for?" aria-expanded="true"
            aria-controls="found" aria-activedescendant=move || format!("found-{}", at.get()) autocomplete="off" autofocus dir="auto"
            placeholder="A role, a leader, or what to do" on:input=typed on:keydown=press/>
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
            view! { <b>{action.name}</b> {key} }.into_any()
        }
        Choice::Go(_, workspace, hit) => {
            let kind = match hit.kind {
                Kind::Effort => "effort",
                other => other.noun(),
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

/// The keys, and what else there is to know about getting around.
#[component]
pub fn HelpSheet() -> impl IntoView {
    let keys = || {
        let keyed = ACTIONS
            .iter()
            .filter_map(|action| Some((action.key?, action.name)));
        let listed = [
            ("Ctrl K", "Find a role, a leader, words, or what to do"),
            ("Alt ← → ↑ ↓", "Move the role whose card has the focus"),
            ("Ctrl Z", "Take back what was just done"),
            ("Esc", "Close what lies over the page"),
        ];
        let all = listed.into_iter().chain(keyed);
        all.map(|(key, name)| view! { <dt><kbd>{key.to_uppercase()}</kbd></dt><dd>{name}</dd> })
            .collect_view()
    };
    view! {
        <Dialog which=Sheet::Help title="Keyboard shortcuts">
            <dl class="keys">{keys()}</dl>
            <h3>"On the board"</h3>
            <p class="small">"Tab goes from card to card. “Move to…” on a card moves it without a mouse; dragging does so with one, and with a finger by its grip."</p>
        </Dialog>
    }
    .into_any()
}
