//! What was done for a role, and one-tap logging.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    effort::{EffortForm, Subject, log_one},
};
use crate::browser::{clock, page};
use crate::domain::{Amended, Body, Effort, EffortDraft, EffortId, EffortKind, RoleId, effort, week_start};
use crate::ui::day;

/// Efforts listed at first.
const LISTED: usize = 20;

#[component]
pub fn RoleEffort(role: RoleId) -> impl IntoView {
    let desk = desk();
    let listed = RwSignal::new(LISTED);
    let efforts = Memo::new(move |_| {
        desk.tab().with(|state| {
            let mut efforts: Vec<Effort> = state.efforts_for(role).cloned().collect();
            efforts.sort_unstable_by_key(|effort| std::cmp::Reverse((effort.happened_at, effort.id)));
            efforts
        })
    });
    let week = move || {
        let this_week = week_start(clock::today());
        efforts.with(|efforts| {
            let of_week = efforts
                .iter()
                .filter(|effort| week_start(effort.on()) == this_week);
            let me = desk.tab().me();
            let minutes: u32 = of_week.clone().filter_map(|effort| effort.minutes_for(me)).sum();
            let yours = match minutes {
                0 => String::new(),
                minutes => format!(", {minutes} minutes of yours"),
            };
            match of_week.count() {
                0 => "Nothing logged this week yet.".to_owned(),
                1 => format!("1 effort this week{yours}."),
                count => format!("{count} efforts this week{yours}."),
            }
        })
    };
    let tiles = EffortKind::ALL.iter().map(|kind| {
        view! { <button class="tile" on:click=move |_| log_one(role, *kind)><b>{kind.label()}</b></button> }
    });
    // By id, so that a line that is being amended stays as it is while others arrive.
    let shown = move || {
        efforts.with(|efforts| {
            let listed = efforts.iter().take(listed.get());
            listed.map(|effort| effort.id).collect::<Vec<_>>()
        })
    };
    let editing = RwSignal::new(None::<EffortId>);
    let rest = move || efforts.with(Vec::len).saturating_sub(listed.get());
    view! {
        <section class="card stack" aria-labelledby="role-effort">
            <h2 id="role-effort">"Effort"</h2>
            <p class="quiet">{week}</p>
            <div class="tiles" role="group" aria-label="Log one, now">{tiles.collect_view()}</div>
            <details class="more">
                <summary>"With numbers and a result"</summary>
                <EffortForm subject=Subject::New(Some(role)) done=|()| ()/>
            </details>
            <ul class="feed">
                <For each=shown key=|id| *id let:id>
                    <Line effort=line(efforts, id) editing/>
                </For>
            </ul>
            {move || (rest() > 0).then(|| view! {
                <button on:click=move |_| listed.update(|listed| *listed += 50)>{move || format!("Show {} more", rest().min(50))}</button>
            })}
        </section>
    }
    .into_any()
}

fn line(efforts: Memo<Vec<Effort>>, id: EffortId) -> Memo<Option<Effort>> {
    Memo::new(move |_| efforts.with(|efforts| efforts.iter().find(|effort| effort.id == id).cloned()))
}

#[component]
fn Line(effort: Memo<Option<Effort>>, editing: RwSignal<Option<EffortId>>) -> impl IntoView {
    let is_edited =
        Memo::new(move |_| effort.with(|effort| effort.as_ref().map(|effort| effort.id)) == editing.get());
    let amends = move || {
        is_edited
            .get()
            .then(|| effort.get_untracked())
            .flatten()
            .map(|effort| {
                let subject = Subject::Logged(Box::new(effort));
                view! { <div class="amend"><EffortForm subject done=move |()| editing.set(None)/></div> }
            })
    };
    view! {
        <li>
            {move || effort.get().map(|effort| view! { <Said effort editing/> })}
            {amends}
        </li>
    }
    .into_any()
}

#[component]
fn Said(effort: Effort, editing: RwSignal<Option<EffortId>>) -> impl IntoView {
    let desk = desk();
    let today = desk.today.get();
    let id = effort.id;
    let when = if effort.on() == today {
        effort.happened_at.format("%H:%M").to_string()
    } else {
        day::said(effort.on(), today)
    };
    let exact = effort.happened_at.format("%A %-d %B %Y, %H:%M").to_string();
    let what = what(&effort.draft());
    let remove = move |_| {
        desk.tab().submit(
            Body::Effort(effort::Command::RemoveEffort { effort: id }),
            "Removed.",
        );
    };
    let amend =
        move |_| editing.update(|editing| *editing = if *editing == Some(id) { None } else { Some(id) });
    let (amend_label, remove_label) = (format!("Change: {what}"), format!("Remove: {what}"));
    let words = (!effort.result.is_empty()).then(|| {
        view! { <span class="quiet block" dir="auto">{effort.result.clone()}</span> }
    });
    // Without a server no leader reads along.
    let waiting = (desk.has_home.get() && effort.shared && !effort.shows_words(clock::utc()))
        .then(|| view! { <Waiting effort=effort.clone()/> });
    let seen = desk
        .tab()
        .peek(|state| effort.earlier(state).cloned().collect::<Vec<_>>());
    let minutes = effort.minutes_for(desk.tab().me());
    let is_mine = minutes.is_some();
    let minutes =
        minutes.map(|minutes| view! { <span class="quiet nowrap">{format!(" · {minutes} min")}</span> });
    let history = (!seen.is_empty()).then(|| view! { <History seen is_mine/> });
    view! {
        <time title=exact>{when}</time>
        <div>
            {what} {minutes}
            {(!effort.shared).then(|| view! { " " <span class="tag">"private"</span> })}
            {words}
            {waiting}
            {history}
        </div>
        <div class="row line-actions">
            <button class="close" aria-label=amend_label title="Change" on:click=amend>"✎"</button>
            <button class="close" aria-label=remove_label title="Remove" on:click=remove>"×"</button>
        </div>
    }
    .into_any()
}

/// `23 people reached, 5 replied`.
fn what(draft: &EffortDraft) -> String {
    let mut what = format!("{} {}", draft.quantity, draft.kind.unit(draft.quantity));
    if draft.replies > 0 {
        what.push_str(&format!(", {} replied", draft.replies));
    }
    what
}

/// The words are not on the leader's page yet.
#[component]
fn Waiting(effort: Effort) -> impl IntoView {
    let desk = desk();
    let over = RwSignal::new(false);
    let left = effort
        .words_from
        .map_or(0, |from| (from - clock::utc()).num_milliseconds());
    // The line may be gone by then.
    page::later(u32::try_from(left).unwrap_or(0), move || {
        over.try_set(true);
    });
    let at = effort
        .words_from
        .map(|from| {
            from.with_timezone(&effort.happened_at.timezone())
                .format("%H:%M:%S")
                .to_string()
        })
        .unwrap_or_default();
    let id = effort.id;
    let share = move |_| {
        desk.tab().submit(
            Body::Effort(effort::Command::ShareWords { effort: id }),
            ours("The words are on the leader's page."),
        );
    };
    move || {
        (!over.get()).then(|| {
            view! {
                <span class="row wrap waiting">
                    <span class="small quiet">{format!("{} sees these words at {at}.", ours("The leader"))}</span>
                    <button on:click=share>"Share now"</button>
                </span>
            }
        })
    }
}

/// What it said before, the newest first.
#[component]
fn History(
    seen: Vec<Amended>,
    /// Whether whoever looks logged it.
    is_mine: bool,
) -> impl IntoView {
    let desk = desk();
    let today = desk.today.get();
    let times = seen.len();
    let items = seen.iter().rev().map(|amended| {
        let who = desk.tab().peek(|state| state.member(amended.by).map(|member| member.name.clone()));
        let by = if amended.by == desk.tab().me() {
            "you".to_owned()
        } else {
            who.unwrap_or_else(|| "a colleague".into())
        };
        let when = format!("{} {}", day::said(amended.at.date_naive(), today), amended.at.format("%H:%M"));
        let mut was = what(&amended.was);
        if is_mine {
            was.push_str(&format!(", {} min", amended.was.minutes));
        }
        if !amended.was.result.is_empty() {
            was.push_str(&format!(": {}", amended.was.result));
        }
        view! { <p><span class="quiet">{format!("Until {when}, changed by {by}: ")}</span> <span dir="auto">{was}</span></p> }
    });
    let summary = if times == 1 {
        "changed once".to_owned()
    } else {
        format!("changed {times} times")
    };
    view! {
        <details class="history small">
            <summary>{summary}</summary>
            {items.collect_view()}
        </details>
    }
    .into_any()
}
