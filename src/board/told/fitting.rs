//! When the date told no longer holds: a person says so first.

use leptos::prelude::*;

use super::plan::{Plan, leader_of};
use crate::board::{desk::desk, kit::counted, leader::CallLink};
use crate::browser::{clock, page};
use crate::domain::{Body, Expectation, Lapse, Leader, Slip, expectation};
use crate::ui::{coming_by, day, lapsed, notice_words};

#[component]
pub fn NotReached(
    plan: Plan,
    told: Expectation,
    lapse: Lapse,
    /// Roles of one's own that have come to stand behind the forecast since.
    learned: usize,
) -> impl IntoView {
    let (leader, name) = leader_of(plan.role)?;
    let phone = desk().tab().peek(|state| {
        state
            .get::<Leader>(leader)
            .map_or_else(|_| String::new(), |leader| leader.details.phone.clone())
    });
    let (id, tries) = (told.id, told.tries.len());
    let today = desk().today.get();
    let cadence = desk().tab().peek(|state| state.settings().cadence);
    // What their page says by now.
    let stands = told.overtaken(today, &cadence).map(|new| {
        let now = (new.yes_by, new.notice);
        Slip::between((told.terms.yes_by, told.terms.notice), now).likely
    });
    let early = RwSignal::new(None::<String>);
    let last = told.tries.last().map(|last| last.at);
    let slip = lapse.slip();
    // A try is noted with the date that takes the place of the one told: where none is likely, there is none.
    let again = slip.map(|slip| {
        move |event: leptos::ev::MouseEvent| {
            if event.detail() > 1 {
                return;
            }
            // They are as unreachable as a minute before.
            if let Some(at) = last.filter(|at| clock::now() - *at < Expectation::ANEW) {
                return early.set(Some(format!(
                    "Noted at {} already. Another try counts an hour later.",
                    at.format("%H:%M")
                )));
            }
            desk().tab().submit(
                Body::Expectation(expectation::Command::TryToTell {
                    expectation: id,
                    yes_by: slip.yes_by,
                    notice: slip.notice,
                }),
                "Noted. Try again later.",
            );
        }
    });
    let talked = |_| {
        page::focus("#tell-form input, #tell-form button".into());
    };
    let so_far = match (stands, tries) {
        (Some(likely), _) => format!(
            "Tried {tries} times, and not reached: whatever page of {name}’s shows this date says that it is {} by now. Another try says what is likely then.",
            coming_by(likely, today)
        ),
        (None, 0) => format!(
            "Bad news comes from a person first: whatever page of {name}’s shows this date keeps it until you have talked."
        ),
        (None, 1) => "Tried once. After two tries and two business days the page says it.".into(),
        (None, tries) => format!("Tried {tries} times. Two business days after the first the page says it."),
    };
    let mut reasons = Vec::new();
    let notice = slip.and_then(|slip| slip.notice);
    let longer = notice.filter(|now| told.terms.notice.is_some_and(|told| *now > told));
    if let Some(notice) = longer {
        reasons.push(format!("By now it is {}", notice_words(notice)));
    }
    let waited = (today - told.at.date_naive()).num_days();
    if waited > 1 && slip.is_some_and(|slip| slip.yes_by > told.terms.yes_by) {
        reasons.push(format!(
            "Nobody has said yes in the {} since it was told",
            day::days(waited)
        ));
    }
    if learned > 0 && slip.is_some_and(|slip| slip.yes_by > told.terms.yes_by) {
        let roles = counted(learned, "role");
        reasons.push(format!(
            "{roles} more of your own stand behind the forecast since"
        ));
    }
    if slip.is_none() {
        reasons.push("Say which kind of role it is, and a likely date stands here".into());
    }
    let why = (!reasons.is_empty()).then(|| view! { <p class="small">{reasons.join(". ")} "."</p> });
    Some(view! {
        <div class="slip stack" role="status">
            <p class="strong">{lapsed(lapse, today)} ". Call " <bdi>{name.clone()}</bdi> "."</p>
            {why}
            <p class="small">{so_far}</p>
            <div class="row wrap">
                <CallLink name=name.clone() phone/>
                <button class="primary" on:click=talked>"I told them: write it down"</button>
                {again.map(|again| view! { <button on:click=again>"Not reached"</button> })}
            </div>
            {move || early.get().map(|words| view! { <p class="small">{words}</p> })}
        </div>
    })
}
