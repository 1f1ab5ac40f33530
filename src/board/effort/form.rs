//! Everything that can be said of an effort: for a new one, and to amend an old one.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live, usual_minutes},
    kit::{Area, Check, Form, NumberField, Problem, Select, heed, said, tick_last, whole_number},
    leader::{NamesHint, WhoSees},
};
use crate::browser::{clock, local};
use crate::domain::{
    Body, Effort, EffortDraft, EffortId, EffortKind, Role, RoleId, Shown, Side, Sorting, effort,
};

/// What the form is for.
#[derive(Clone)]
pub enum Subject {
    /// A new effort; for this role, or for those that are chosen.
    New(Option<RoleId>),
    /// One that was logged.
    Logged(Box<Effort>),
}

impl Subject {
    /// Where words that are half typed for a new effort survive a closed sheet and a closed tab.
    fn place(&self) -> Option<String> {
        match self {
            Self::Logged(_) => None,
            Self::New(role) => Some(local::effort_draft(*role)),
        }
    }

    fn draft(&self) -> EffortDraft {
        match self {
            Self::Logged(effort) => effort.draft(),
            Self::New(role) => {
                let kind = EffortKind::Outreach;
                EffortDraft {
                    roles: role.iter().copied().collect(),
                    kind,
                    quantity: 1,
                    replies: 0,
                    result: self
                        .place()
                        .and_then(|place| local::get(&place))
                        .unwrap_or_default(),
                    minutes: kind.default_minutes(1),
                    shared: true,
                    side: kind.default_side(),
                    happened_at: clock::now(),
                }
            }
        }
    }
}

#[component]
pub fn EffortForm(
    subject: Subject,
    /// Minutes that a timer has measured.
    #[prop(optional_no_strip)]
    measured: Option<u32>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let is_new = matches!(subject, Subject::New(_));
    // Minutes are for whoever logged them: a colleague who changes the rest leaves them.
    let is_mine = match &subject {
        Subject::New(_) => true,
        Subject::Logged(effort) => effort.minutes_for(desk.tab().me()).is_some(),
    };
    let one_role = matches!(subject, Subject::New(Some(_)));
    let begin = subject.draft();
    let kind = RwSignal::new(begin.kind);
    let (quantity, replies) = (
        RwSignal::new(begin.quantity.to_string()),
        RwSignal::new(begin.replies.to_string()),
    );
    let minutes = RwSignal::new(if is_new {
        measured.map(|minutes| minutes.to_string())
    } else {
        Some(begin.minutes.to_string())
    });
    let result = RwSignal::new(begin.result.clone());
    let (shared, side) = (
        // Once it is shared its count is for whoever has a link, and its words are for the leader.
        RwSignal::new(if begin.shared { Shown::Leader } else { Shown::Us }),
        RwSignal::new((!is_new).then_some(begin.side)),
    );
    let roles = RwSignal::new(begin.roles.clone());
    let when = RwSignal::new((!is_new).then(|| clock::field(begin.happened_at)));
    let problem = RwSignal::new(None::<String>);
    let counted = move || quantity.with(|text| text.trim().parse::<u32>().unwrap_or(0));
    let tab_of_roles = move || {
        let first = roles.with(|roles| roles.first().copied());
        first.map_or_else(|| desk.tab(), |role| desk.tab_with(role))
    };
    let usual = move || usual_minutes(&tab_of_roles(), kind.get(), counted().max(1)).to_string();
    let read = move || {
        let kind = kind.get_untracked();
        let happened_at = match when.get_untracked() {
            None => begin_of(is_new, begin.happened_at),
            Some(text) if !is_new && text == clock::field(begin.happened_at) => begin.happened_at,
            Some(text) => {
                clock::parse_field(&text).ok_or_else(|| format!("{text} is not a day and time."))?
            }
        };
        Ok::<_, String>(EffortDraft {
            roles: roles.get_untracked(),
            kind,
            quantity: whole_number("How many", &quantity.get_untracked())?,
            replies: if kind == EffortKind::Outreach {
                whole_number("Replies", &replies.get_untracked())?
            } else {
                0
            },
            result: result.get_untracked(),
            minutes: whole_number(
                "Minutes",
                &minutes.get_untracked().unwrap_or_else(|| untrack(usual)),
            )?,
            shared: shared.get_untracked() > Shown::Us,
            side: side.get_untracked().unwrap_or_else(|| kind.default_side()),
            happened_at,
        })
    };
    let place = StoredValue::new(subject.place());
    let subject = StoredValue::new(subject);
    let save = move |()| {
        let tab = untrack(tab_of_roles);
        let saved = read().and_then(|draft| {
            let elsewhere = |role: &RoleId| !Rc::ptr_eq(&desk.tab_with(*role), &tab);
            if draft.roles.iter().any(elsewhere) {
                return Err("One effort belongs to one workspace: choose roles of one only.".into());
            }
            let words = format!("{} {}.", draft.quantity, draft.kind.unit(draft.quantity));
            let (body, words) = subject.with_value(|subject| match subject {
                Subject::New(_) => (
                    Body::Effort(effort::Command::LogEffort {
                        effort: clock::fresh(EffortId::new),
                        draft,
                    }),
                    format!("Logged: {words}"),
                ),
                Subject::Logged(effort) => (
                    Body::Effort(effort::Command::AmendEffort {
                        effort: effort.id,
                        draft,
                    }),
                    format!("Changed: {words}"),
                ),
            });
            let undo = tab.try_submit(body);
            undo.map(|undo| (undo, words)).map_err(said)
        });
        if let Some((undo, words)) = heed(problem, saved) {
            tab.done(words, undo.into_iter().collect());
            place.with_value(|place| {
                if let Some(place) = place {
                    local::remove(place);
                }
            });
            if is_new {
                result.set(String::new());
                replies.set("0".into());
                quantity.set("1".into());
                minutes.set(None);
                when.set(None);
            }
            done.run(());
        }
    };
    let typed = move |text: String| {
        place.with_value(|place| {
            if let Some(place) = place {
                local::set(place, text);
            }
        });
    };
    let is_outreach = move || kind.get() == EffortKind::Outreach;
    let is_partnership = move || side.get().unwrap_or_else(|| kind.get().default_side()) == Side::Partnership;
    let take_side = move |is_ticked| {
        let chosen = if is_ticked {
            Side::Partnership
        } else {
            Side::Sourcing
        };
        side.set(Some(chosen));
    };
    view! {
        <Form save>
            <div class="grid-2">
                <Select label="What" all=EffortKind::ALL name=EffortKind::label value=kind/>
                <NumberField label=move || format!("How many ({})", kind.get().unit(2)) value=quantity/>
                {move || is_outreach().then(|| view! { <NumberField label="Of them replied" value=replies/> })}
                {is_mine.then(|| view! {
                    <label class="field">"Minutes"
                        <input inputmode="numeric" prop:value=move || minutes.get().unwrap_or_else(usual)
                            on:input=move |event| minutes.set(Some(event_target_value(&event)))/>
                    </label>
                })}
            </div>
            <Area label="What came of it" value=result rows=2 typed placeholder="Pay is too low for most"/>
            {move || (shared.get() > Shown::Us).then(|| view! { <NamesHint text=result/> })}
            {(!one_role).then(|| view! { <RoleChoice roles/> })}
            <WhoSees shown=shared leader=None/>
            <div class="row wrap">
                <Check checked=Signal::derive(is_partnership) change=take_side><span>{ours_live("Time with the leader, not sourcing")}</span></Check>
                <label class="field inline">"When"
                    <input type="datetime-local" prop:value=move || when.get().unwrap_or_default()
                        on:input=move |event| when.set(Some(event_target_value(&event)).filter(|text| !text.is_empty()))/>
                </label>
            </div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary">{if is_new { "Log it" } else { "Save" }}</button>
                {(!is_new).then(|| view! { <button type="button" on:click=move |_| done.run(())>"Cancel"</button> })}
                {is_new.then(|| view! {
                    <span class="small quiet">
                        {move || if desk.has_home.get() {
                            "Counts are shared at once, words after two minutes."
                        } else {
                            "Shared once you have signed in, by a link."
                        }}
                    </span>
                })}
            </div>
        </Form>
    }
    .into_any()
}

/// Without a time given, a new effort happened now, and an old one when it did.
fn begin_of(
    is_new: bool,
    begin: chrono::DateTime<chrono::FixedOffset>,
) -> chrono::DateTime<chrono::FixedOffset> {
    if is_new { clock::now() } else { begin }
}

/// The open roles, and those already chosen, to tick.
#[component]
fn RoleChoice(roles: RwSignal<Vec<RoleId>>) -> impl IntoView {
    let desk = desk();
    let chosen = roles.get_untracked();
    let lists = desk.all().into_iter().map(|tab| {
        let mut open: Vec<(RoleId, String)> = tab.peek(|state| {
            let fits = state
                .all::<Role>()
                .filter(|role| role.is_open() || chosen.contains(&role.id));
            fits.map(|role| (role.id, role.called().to_owned())).collect()
        });
        open.put_in_order_by(|(_, title)| title.to_lowercase());
        let legend = match untrack(|| desk.title_among_many(tab.name())) {
            Some(title) => format!("For which roles of {title}"),
            None => "For which roles".into(),
        };
        let choices = open.into_iter().map(|(id, title)| {
            view! {
                <Check checked=Signal::derive(move || roles.with(|roles| roles.contains(&id))) change=tick_last(roles, id)>
                    <span dir="auto">{title}</span>
                </Check>
            }
        });
        view! { <fieldset class="checks"><legend dir="auto">{legend}</legend>{choices.collect_view()}</fieldset> }
    });
    lists.collect_view().into_any()
}
