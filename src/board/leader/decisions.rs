//! What is asked between us and a leader, both ways: by when, for how long already, and what was decided.

use leptos::prelude::*;

use super::decide::{Answering, Asking};
use crate::board::desk::{Desk, desk};
use crate::browser::page;
use crate::domain::{
    Body, Decision, DecisionId, Leader, LeaderId, Pace, Part, Role, RoleId, State, Turn, UserId, decision,
};
use crate::ui::{Mark, day};

/// Answers that are shown at first.
const SHOWN: usize = 3;

/// One that is asked, as it stands on the page.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    id: DecisionId,
    turn: Turn,
    what: String,
    choices: Vec<String>,
    /// By when, for how long already, and what happens otherwise.
    about: String,
    late: bool,
    /// Written here: it may be changed, or withdrawn.
    ours: bool,
    /// What it is that a reminder says.
    need: String,
    answer: Option<String>,
}

#[component]
pub fn Decisions(
    leader: LeaderId,
    /// Only what concerns this role.
    #[prop(optional)]
    role: Option<RoleId>,
    /// What is put into the update that is being written.
    say: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let lines = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            let all = state.decisions(leader).into_iter();
            let here =
                all.filter(|asked| role.is_none() || asked.role.is_none_or(|about| role == Some(about)));
            // What was asked of a role that is over asks nobody any more.
            let here = here.filter(|asked| asked.answer.is_some() || state.is_asked(asked));
            let me = desk.tab().me();
            here.map(|asked| line(state, asked, me, today))
                .collect::<Vec<_>>()
        })
    });
    let asking = RwSignal::new(None::<Turn>);
    let all = RwSignal::new(false);
    let name = Memo::new(move |_| name_of(desk, leader));
    // One list, so that what is typed about one stays when it is decided meanwhile.
    let ids = move || {
        let shown = if all.get() { usize::MAX } else { SHOWN };
        lines.with(|lines| {
            let (open, decided): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.answer.is_none());
            let shown = open.into_iter().chain(decided.into_iter().take(shown));
            shown.map(|line| line.id).collect::<Vec<_>>()
        })
    };
    let earlier = move || {
        let answered = lines.with(|lines| lines.iter().filter(|line| line.answer.is_some()).count());
        (answered > SHOWN && !all.get()).then(|| {
            let words = format!("Show {} earlier", answered - SHOWN);
            view! { <button on:click=move |_| all.set(true)>{words}</button> }
        })
    };
    let one =
        move |id| Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
    let begin = move |turn| {
        asking.set(Some(turn));
        page::focus(".asking textarea".into());
    };
    let form = move || {
        let turn = asking.get()?;
        Some(view! { <Asking leader role turn done=move || asking.set(None)/> })
    };
    let open =
        Memo::new(move |_| lines.with(|lines| lines.iter().filter(|line| line.answer.is_none()).count()));
    view! {
        <section class="card stack decisions" aria-labelledby="decisions">
            <div class="row between wrap">
                <h2 id="decisions">"Decisions"</h2>
                <span class="small quiet">{move || match open.get() {
                    0 => "nothing waits".into(),
                    count => format!("{count} open"),
                }}</span>
            </div>
            <ul class="asked" aria-label="What was asked, what waits first">
                <For each=ids key=|id| *id let:id><One line=one(id) leader name say/></For>
            </ul>
            {earlier}
            {form}
            {move || asking.get().is_none().then(|| view! {
                <div class="row wrap">
                    <button dir="auto" on:click=move |_| begin(Turn::Leader)>{move || format!("Ask {}", name.get())}</button>
                    <button on:click=move |_| begin(Turn::Us)>"Note what they ask of us"</button>
                </div>
            })}
        </section>
    }
    .into_any()
}

fn name_of(desk: Desk, leader: LeaderId) -> String {
    desk.tab().with(|state| {
        let leader = state.get::<Leader>(leader);
        leader.map_or_else(|_| String::new(), |leader| leader.details.name.clone())
    })
}

fn line(state: &State, asked: &Decision, me: UserId, today: chrono::NaiveDate) -> Line {
    let leader = state.get::<Leader>(asked.leader).ok();
    let away = leader.and_then(|leader| leader.details.away.as_ref());
    let cadence = state.settings().cadence;
    let due = asked.due(away, &cadence);
    let is_theirs = asked.turn == Turn::Leader;
    let paused = away.filter(|away| is_theirs && away.pauses(today));
    let waited = match asked.waited(away, &cadence, today) {
        0 => format!("asked {}", day::said(asked.at.date_naive(), today)),
        days => format!("open for {}", day::days(days)),
    };
    let late = paused.is_none() && Pace::in_business_days(due, today, &cadence) == Pace::Late;
    let title = asked.role.and_then(|role| state.get::<Role>(role).ok());
    let about = [
        title.map(|role| role.called().to_owned()),
        Some(match paused {
            Some(away) => format!(
                "away until {}, due {}",
                day::dated(away.until, today),
                day::said(due, today)
            ),
            None if late => format!("was due {}, {waited}", day::said(due, today)),
            None => format!("by {}, {waited}", day::said(due, today)),
        }),
        (!asked.details.otherwise.is_empty())
            .then(|| format!("without an answer: {}", asked.details.otherwise)),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let member = |by: Option<UserId>| match by {
        Some(by) if by == me => "you".to_owned(),
        by => {
            let member = by.and_then(|by| state.member(by));
            member.map_or_else(|| "a colleague".into(), |member| member.name.clone())
        }
    };
    let name = leader.map_or("", |leader| leader.details.name.as_str());
    Line {
        id: asked.id,
        turn: asked.turn,
        what: asked.details.what.clone(),
        choices: asked.details.choices.clone(),
        about: about.join(" · "),
        late,
        ours: asked.link.is_none(),
        need: state.need(asked, today),
        answer: asked.answer.as_ref().map(|decided| {
            let on = day::said(decided.at.date_naive(), today);
            let who = match decided.link {
                Some(link) => match state.deputy(link) {
                    Some(deputy) => format!("{deputy} for {name}"),
                    None => name.to_owned(),
                },
                None if is_theirs => format!("{name}, noted by {}", member(decided.by)),
                None => member(decided.by),
            };
            format!("{who}, {on}: {}", decided.said())
        }),
    }
}

#[component]
fn One(
    line: Memo<Option<Line>>,
    leader: LeaderId,
    name: Memo<String>,
    say: RwSignal<String>,
) -> impl IntoView {
    let answering = RwSignal::new(false);
    let changing = RwSignal::new(false);
    // News change what is shown of it, not what is typed about it.
    let answer = move || {
        let line = line.get_untracked().filter(|_| answering.get())?;
        Some(
            view! { <Answering leader decision=line.id turn=line.turn choices=line.choices done=move || answering.set(false)/> },
        )
    };
    let change = move || {
        let line = line.get_untracked().filter(|_| changing.get())?;
        Some(view! { <Asking leader turn=line.turn edits=line.id done=move || changing.set(false)/> })
    };
    view! {
        {move || line.get().map(|line| view! { <Told line name answering changing say/> })}
        {answer}
        {change}
    }
    .into_any()
}

#[component]
fn Told(
    line: Line,
    name: Memo<String>,
    answering: RwSignal<bool>,
    changing: RwSignal<bool>,
    say: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let id = line.id;
    let is_theirs = line.turn == Turn::Leader;
    if let Some(answer) = line.answer {
        return view! {
            <li>
                <Mark part=Part::Done/>
                <div><p dir="auto">{line.what}</p><p class="small quiet" dir="auto">{answer}</p></div>
            </li>
        }
        .into_any();
    }
    let part = match (line.late, is_theirs) {
        (true, _) => Part::Late,
        (false, true) => Part::NotYet,
        (false, false) => Part::Waiting,
    };
    let whose = move || {
        if is_theirs {
            format!("With {}", name.get())
        } else {
            "With us".into()
        }
    };
    let withdraw = move |_| {
        desk.tab().submit(
            Body::Decision(decision::Command::WithdrawDecision {
                decision: id,
                withdrawn: true,
            }),
            "Withdrawn: it is not asked any more.",
        );
    };
    let need = line.need.clone();
    let reminder = StoredValue::new(format!("A kind reminder: {need}"));
    let remind = move || {
        say.set(reminder.get_value());
        page::focus(".next-update textarea, #panel-updates form textarea".into());
    };
    // From Today: the address says of what.
    Effect::new(move |_| {
        if is_theirs && desk.part.with(|part| *part == format!("remind-{id}")) {
            desk.turn_to("write");
            remind();
        }
    });
    let answer = move |_| {
        answering.set(true);
        page::focus(format!("#answer-{id} input, #answer-{id} textarea"));
    };
    let change = move |_| {
        changing.set(true);
        page::focus(format!("#ask-{id} textarea"));
    };
    let (about_answer, about_remind) = (
        format!("Note the answer: {}", line.what),
        format!("Remind: {}", line.what),
    );
    let ours = line.ours.then(|| {
        view! {
            <button class="act-link" aria-label=format!("Change: {}", line.what) on:click=change>"Change"</button>
            <button class="act-link" aria-label=format!("Withdraw: {}", line.what) on:click=withdraw>"Withdraw"</button>
        }
    });
    let acts = if is_theirs {
        view! {
            <button class="act-link" aria-label=about_remind on:click=move |_| remind()>"Remind"</button>
            <button class="act-link" aria-label=about_answer on:click=answer>"Note the answer"</button>
        }
        .into_any()
    } else {
        view! { <button class="act-link" aria-label=format!("Answer: {}", line.what) on:click=answer>"Answer"</button> }
            .into_any()
    };
    view! {
        <li id=format!("decision-{id}")>
            <Mark part/>
            <div>
                <p dir="auto">{line.what}</p>
                <p class="small quiet" class:late=line.late dir="auto">{whose} ", " {line.about}</p>
                <div class="row wrap acts">{acts} {ours}</div>
            </div>
        </li>
    }
    .into_any()
}
