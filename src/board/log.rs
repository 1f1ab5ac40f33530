//! Logging effort: six tiles of what was done last, one tap each; and a form for everything else.

use leptos::prelude::*;

use super::{
    Sheet,
    card::log_one,
    desk,
    form::{Dialog, chosen, options},
};
use crate::browser::{clock, tab::capital};
use crate::domain::{Body, EffortDraft, EffortId, EffortKind, Role, RoleId, Side};

/// Tiles on the sheet.
const TILES: usize = 6;

#[component]
pub fn LogSheet() -> impl IntoView {
    view! { <Dialog which=Sheet::LogEffort title="Log effort"><LogEffort/></Dialog> }
}

#[component]
fn LogEffort() -> impl IntoView {
    let desk = desk();
    let tiles = desk.tab().peek(|state| {
        let mut efforts: Vec<_> = state.efforts().collect();
        efforts.sort_unstable_by_key(|effort| std::cmp::Reverse(effort.happened_at));
        let mut tiles: Vec<(EffortKind, RoleId, String)> = Vec::new();
        let mut add = |kind: EffortKind, role: RoleId| {
            let known = tiles.iter().any(|(other, on, _)| (*other, *on) == (kind, role));
            if let Ok(role) = state.role(role)
                && role.is_open()
                && !known
                && tiles.len() < TILES
            {
                tiles.push((kind, role.id, role.details.title.clone()));
            }
        };
        efforts
            .iter()
            .take(200)
            .for_each(|effort| effort.roles.iter().for_each(|role| add(effort.kind, *role)));
        // A new board has no habits yet: the first thing done for each role is to reach people.
        let mut open: Vec<&Role> = state.roles().filter(|role| role.is_open()).collect();
        open.sort_by_key(|role| std::cmp::Reverse(role.placement.stage));
        open.iter().for_each(|role| add(EffortKind::Outreach, role.id));
        open.iter().for_each(|role| add(EffortKind::Screen, role.id));
        tiles
    });
    let tiles = tiles.into_iter().map(|(kind, role, title)| {
        let log = move |_| {
            log_one(role, kind);
            desk.sheet.set(None);
        };
        view! {
            <button class="tile" on:click=log>
                <b>{kind.label()}</b>
                <span dir="auto">{title}</span>
            </button>
        }
    });
    view! {
        <p class="quiet small">"One tap logs one, just now. Undo is at hand."</p>
        <div class="tiles">{tiles.collect_view()}</div>
        <details class="more">
            <summary>"With numbers, a result, or several roles"</summary>
            <EffortForm first=None/>
        </details>
    }
    .into_any()
}

/// Everything that can be said of an effort.
#[component]
pub fn EffortForm(first: Option<RoleId>) -> impl IntoView {
    let desk = desk();
    let kind = RwSignal::new(EffortKind::Outreach);
    let (quantity, replies) = (RwSignal::new("1".to_owned()), RwSignal::new("0".to_owned()));
    let minutes = RwSignal::new(None::<String>);
    let result = RwSignal::new(String::new());
    let (shared, side) = (RwSignal::new(true), RwSignal::new(None::<Side>));
    let roles = RwSignal::new(first.into_iter().collect::<Vec<RoleId>>());
    let problem = RwSignal::new(None::<String>);
    let counted = move || quantity.with(|text| text.trim().parse::<u32>().unwrap_or(0));
    let usual = move || kind.get().default_minutes(counted().max(1)).to_string();
    let open = desk.tab().peek(|state| {
        let mut open: Vec<(RoleId, String)> = state
            .roles()
            .filter(|role| role.is_open())
            .map(|role| (role.id, role.details.title.clone()))
            .collect();
        open.sort_by_key(|(_, title)| title.to_lowercase());
        open
    });
    let choices = open.into_iter().map(|(id, title)| {
        let toggle = move |_| roles.update(|roles| match roles.iter().position(|role| *role == id) {
            Some(at) => drop(roles.remove(at)),
            None => roles.push(id),
        });
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || roles.with(|roles| roles.contains(&id)) on:change=toggle/>
                <span dir="auto">{title}</span>
            </label>
        }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let number = |name: &str, text: String| {
            text.trim().parse::<u32>().map_err(|_| {
                format!(
                    "{name} needs a whole number, such as 12; it says \"{}\".",
                    text.trim()
                )
            })
        };
        let draft = (|| {
            Ok::<_, String>(EffortDraft {
                roles: roles.get_untracked(),
                kind: kind.get_untracked(),
                quantity: number("How many", quantity.get_untracked())?,
                replies: if kind.get_untracked() == EffortKind::Outreach {
                    number("Replies", replies.get_untracked())?
                } else {
                    0
                },
                result: result.get_untracked(),
                minutes: number(
                    "Minutes",
                    minutes.get_untracked().unwrap_or_else(|| untrack(usual)),
                )?,
                shared: shared.get_untracked(),
                side: side
                    .get_untracked()
                    .unwrap_or_else(|| kind.get_untracked().default_side()),
                happened_at: clock::now(),
            })
        })();
        let logged = draft.and_then(|draft| {
            let undo = desk.tab().try_submit(Body::LogEffort {
                effort: clock::fresh(EffortId::new),
                draft,
            });
            undo.map_err(|refusal| capital(&refusal.to_string()))
        });
        match logged {
            Ok(undo) => {
                let words = format!(
                    "Logged: {} {}.",
                    untrack(counted),
                    kind.get_untracked().unit(untrack(counted))
                );
                desk.tab().notice.set(Some(crate::browser::tab::Notice {
                    words,
                    undo,
                    problem: false,
                }));
                problem.set(None);
                result.set(String::new());
                replies.set("0".into());
                quantity.set("1".into());
                minutes.set(None);
                desk.sheet.set(None);
            }
            Err(words) => problem.set(Some(words)),
        }
    };
    view! {
        <form class="stack" on:submit=save novalidate>
            <div class="grid-2">
                <label class="field">"What"
                    <select on:change=move |event| if let Some(found) = chosen(EffortKind::ALL, &event) { kind.set(found) }>
                        {options(EffortKind::ALL, EffortKind::label, EffortKind::Outreach)}
                    </select>
                </label>
                <label class="field">{move || format!("How many ({})", kind.get().unit(2))}
                    <input inputmode="numeric" prop:value=move || quantity.get() on:input=move |event| quantity.set(event_target_value(&event))/>
                </label>
                {move || (kind.get() == EffortKind::Outreach).then(|| view! {
                    <label class="field">"Of them replied"
                        <input inputmode="numeric" prop:value=move || replies.get() on:input=move |event| replies.set(event_target_value(&event))/>
                    </label>
                })}
                <label class="field">"Minutes"
                    <input inputmode="numeric" prop:value=move || minutes.get().unwrap_or_else(usual)
                        on:input=move |event| minutes.set(Some(event_target_value(&event)))/>
                </label>
            </div>
            <label class="field">"What came of it"
                <textarea rows="2" dir="auto" placeholder="Pay is too low for most" prop:value=move || result.get()
                    on:input=move |event| result.set(event_target_value(&event))></textarea>
            </label>
            {first.is_none().then(|| view! { <fieldset class="checks"><legend>"For which roles"</legend>{choices.collect_view()}</fieldset> })}
            <div class="row wrap">
                <label class="check">
                    <input type="checkbox" prop:checked=move || shared.get() on:change=move |_| shared.update(|shared| *shared = !*shared)/>
                    <span>"The leader sees it"</span>
                </label>
                <label class="check">
                    <input type="checkbox"
                        prop:checked=move || side.get().unwrap_or_else(|| kind.get().default_side()) == Side::Partnership
                        on:change=move |event| side.set(Some(if event_target_checked(&event) { Side::Partnership } else { Side::Sourcing }))/>
                    <span>"Partnership, not sourcing"</span>
                </label>
            </div>
            {move || problem.get().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
            <div class="row"><button class="primary">"Log it"</button></div>
        </form>
    }
    .into_any()
}
