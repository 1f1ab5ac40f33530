//! What was done for a role, and one-tap logging.

use leptos::prelude::*;

use super::{card::log_one, desk, log::EffortForm};
use crate::browser::clock;
use crate::domain::{Body, Effort, EffortKind, RoleId, week_start};
use crate::ui::day;

/// Efforts listed at first.
const LISTED: usize = 20;

#[component]
pub fn RoleEffort(role: RoleId) -> impl IntoView {
    let desk = desk();
    let listed = RwSignal::new(LISTED);
    let efforts = Memo::new(move |_| {
        desk.tab().with(|state| {
            let mut efforts: Vec<Effort> = state
                .efforts()
                .filter(|effort| effort.roles.contains(&role))
                .cloned()
                .collect();
            efforts.sort_unstable_by_key(|effort| std::cmp::Reverse((effort.happened_at, effort.id)));
            efforts
        })
    });
    let week = move || {
        let this_week = week_start(clock::today());
        efforts.with(|efforts| {
            let mine = efforts
                .iter()
                .filter(|effort| week_start(effort.on()) == this_week);
            let (count, minutes) = mine.fold((0, 0), |(count, minutes), effort| {
                (count + 1, minutes + effort.minutes)
            });
            match count {
                0 => "Nothing logged this week yet.".to_owned(),
                1 => format!("1 effort this week, {minutes} minutes."),
                _ => format!("{count} efforts this week, {minutes} minutes."),
            }
        })
    };
    let tiles = EffortKind::ALL.iter().map(|kind| {
        view! { <button class="tile" on:click=move |_| log_one(role, *kind)><b>{kind.label()}</b></button> }
    });
    let rest = move || efforts.with(Vec::len).saturating_sub(listed.get());
    view! {
        <section class="card stack" aria-labelledby="role-effort">
            <h2 id="role-effort">"Effort"</h2>
            <p class="quiet">{week}</p>
            <div class="tiles" role="group" aria-label="Log one, now">{tiles.collect_view()}</div>
            <details class="more">
                <summary>"With numbers and a result"</summary>
                <EffortForm first=Some(role)/>
            </details>
            <ul class="feed">
                <For each=move || efforts.with(|efforts| efforts.iter().take(listed.get()).cloned().collect::<Vec<_>>())
                    key=|effort| effort.id let:effort>
                    <Line effort/>
                </For>
            </ul>
            {move || (rest() > 0).then(|| view! {
                <button on:click=move |_| listed.update(|listed| *listed += 50)>{move || format!("Show {} more", rest().min(50))}</button>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Line(effort: Effort) -> impl IntoView {
    let desk = desk();
    let today = clock::today();
    let id = effort.id;
    let when = if effort.on() == today {
        effort.happened_at.format("%H:%M").to_string()
    } else {
        day::said(effort.on(), today)
    };
    let exact = effort.happened_at.format("%A %-d %B %Y, %H:%M").to_string();
    let mut what = format!("{} {}", effort.quantity, effort.kind.unit(effort.quantity));
    if effort.replies > 0 {
        what.push_str(&format!(", {} replied", effort.replies));
    }
    let remove = move |_| {
        desk.tab().submit(Body::RemoveEffort { effort: id }, "Removed.");
    };
    let label = format!("Remove: {what}");
    view! {
        <li>
            <time title=exact>{when}</time>
            <span>
                {what} <span class="quiet nowrap">{format!(" · {} min", effort.minutes)}</span>
                {(!effort.shared).then(|| view! { " " <span class="tag">"private"</span> })}
                {(!effort.result.is_empty()).then(|| view! { <span class="quiet block" dir="auto">{effort.result.clone()}</span> })}
            </span>
            <button class="close" aria-label=label title="Remove" on:click=remove>"×"</button>
        </li>
    }
    .into_any()
}
