//! The first three steps, until they are done or skipped: one question at a time, none of which needs a server. Whoever
//! has done them without an account is told where their board lives.

use leptos::prelude::*;

use crate::board::desk::{Route, Sheet, desk};
use crate::browser::{local, page};
use crate::domain::{Leader, LeaderId, PainPoint, Role, RoleId, State};

const SKIPPED: &str = "fulcrum.first-steps.skipped";

/// What is asked next, of whom.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    Say(RoleId, String),
    Log(String),
    Update(LeaderId, String),
    /// Of a board that has no server.
    Copy,
}

const STEPS: usize = 3;

/// How many are done, and the next; none while there is no role.
fn next(state: &State) -> Option<(usize, Step)> {
    let role = state.all::<Role>().find(|role| role.is_open())?;
    let leader = state.get::<Leader>(role.leader?).ok()?;
    let name = leader.details.name.clone();
    let is_said = state.all::<PainPoint>().any(|pain| !pain.removed);
    let is_logged = state.efforts().next().is_some();
    let is_told = state
        .all::<Leader>()
        .any(|leader| state.written(leader).is_some());
    let done: [bool; STEPS] = [is_said, is_logged, is_told];
    let step = if !is_said {
        Step::Say(role.id, name)
    } else if !is_logged {
        Step::Log(role.called().to_owned())
    } else if !is_told {
        Step::Update(leader.id, name)
    } else {
        Step::Copy
    };
    Some((done.into_iter().filter(|is_done| *is_done).count(), step))
}

#[component]
pub fn FirstSteps() -> impl IntoView {
    let desk = desk();
    let skipped = RwSignal::new(local::get::<bool>(SKIPPED).unwrap_or(false) || desk.tab().is_sample());
    let next = Memo::new(move |_| {
        let asked = !skipped.get();
        let next = asked.then(|| desk.tab().with(next)).flatten();
        next.filter(|(_, step)| *step != Step::Copy || !desk.has_home.get())
    });
    let skip = move |_| {
        local::set(SKIPPED, true);
        skipped.set(true);
    };
    move || {
        next.get().map(|(done, step)| {
            let words = match &step {
                Step::Say(_, name) => format!("What did {name} say: what hurts most?"),
                Step::Log(title) => format!("What did you do for {title}?"),
                Step::Update(_, name) => format!("Send {name} the first update"),
                Step::Copy => "Your board lives only in this browser: save a copy".into(),
            };
            let go = move |_| match step {
                Step::Say(role, _) => {
                    desk.go_to(Route::Role(role), "pains");
                    page::focus("#role-pains".into());
                }
                Step::Log(_) => desk.lay(Sheet::LogEffort),
                Step::Update(leader, _) => desk.go_to(Route::Leader(leader), "write"),
                Step::Copy => {
                    desk.go(Route::Settings);
                    page::focus("#device".into());
                }
            };
            view! {
                <section class="first-steps" aria-label="First steps">
                    <p class="small quiet">{format!("{done} of {STEPS} first steps")}</p>
                    <button class="plain-link next" dir="auto" on:click=go>{words}</button>
                    <button class="skip-steps" on:click=skip>"Skip"</button>
                </section>
            }
        })
    }
}
