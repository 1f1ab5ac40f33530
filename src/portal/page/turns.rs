//! Whose turn it is: what the leader is asked, what they asked, and who answers while they are away.

use leptos::prelude::*;

use super::{
    reply::{Offered, place, reply_place},
    section::Section,
    visit::Visit,
};
use crate::portal::{
    gesture::About,
    lead::{by_day, spoken},
    view::{AwayView, DecidedBy, DecidedView, PortalView, TurnView, TurnsView},
};
use crate::ui::{day, isolated};

/// A section for each, so that what is half typed stays where it is when another is asked.
pub fn theirs(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    let theirs = view.turns.iter().flat_map(|turns| &turns.theirs);
    let is_one = view.waiting() < 2;
    theirs.map(|one| asked(one, is_one, view, visit)).collect()
}

fn asked(one: &TurnView, is_one: bool, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-decision-{}", one.id);
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let today = view.today;
    let role = one
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let what = one.what.clone();
    let content = match &one.answer {
        Some(decided) => view! {
            <section id=key.clone() class="card stack" aria-labelledby=labelled>
                {role}
                <h2 id=heading dir="auto">{what}</h2>
                {answered(decided, view)}
            </section>
        }
        .into_any(),
        None => {
            let by = match (one.due < today, is_one) {
                (true, _) => "Still open from you".into(),
                (false, true) => format!("One thing from you {}", by_day(one.due, view)),
                (false, false) => format!("From you {}", by_day(one.due, view)),
            };
            let otherwise = (!one.otherwise.is_empty()).then(|| {
                let otherwise = one.otherwise.clone();
                view! { <p class="quiet">"Without an answer: " <bdi>{otherwise}</bdi></p> }
            });
            let offered = Offered {
                choices: one.choices.clone(),
                asked: one.what.clone(),
            };
            let form = place(view, About::Decision(one.id), Some(offered), visit);
            view! {
                <section id=key.clone() class="card stack turn" aria-labelledby=labelled>
                    {role}
                    <h2 id=heading>{by} ": " <bdi>{what}</bdi></h2>
                    {otherwise}
                    {form}
                </section>
            }
            .into_any()
        }
    };
    Section::new(key, content)
}

pub fn answered(decided: &DecidedView, view: &PortalView) -> impl IntoView + use<> {
    let on = spoken(decided.on, view);
    let who = match &decided.by {
        DecidedBy::You => format!("You said, {on}: "),
        DecidedBy::Deputy(deputy) => format!("{deputy}, for you, {on}: "),
        DecidedBy::AnotherLink => format!("Answered through another link, {on}: "),
        DecidedBy::Us(who) => format!("{who}, {on}: "),
        DecidedBy::Noted(who) => format!("{who} noted what you said, {on}: "),
    };
    let said = decided.said.clone();
    view! { <p class="decided"><span class="small quiet" dir="auto">{who}</span> <bdi>{said}</bdi></p> }
}

/// What they asked, with its answers, and the two ways to say more.
pub fn ours(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let turns = view.turns.as_ref()?;
    if turns.ours.is_empty() && turns.away.is_none() && !view.can_reply() {
        return None;
    }
    let today = view.today;
    let who = view.head.who(None);
    let items = turns.ours.iter().map(|one| {
        let answer = match &one.answer {
            Some(decided) => answered(decided, view).into_any(),
            None => {
                let who = view.head.who(one.who.as_deref());
                let by = if one.due < today {
                    format!("{who} owes you an answer.")
                } else {
                    format!("{who} answers {}.", by_day(one.due, view))
                };
                view! { <p class="small quiet" dir="auto">{by}</p> }.into_any()
            }
        };
        let what = one.what.clone();
        view! { <li class="stack"><p dir="auto">{what}</p>{answer}</li> }
    });
    let list = (!turns.ours.is_empty()).then(|| view! { <ul class="asked-us">{items.collect_view()}</ul> });
    let came_back = |about| visit.is_some_and(|visit| visit.came_back(about).is_some());
    let ask = reply_place(view, About::Ask, visit).map(|place| {
        view! {
            <details class="answers" open=came_back(About::Ask)>
                <summary dir="auto">{format!("Ask {who} for something by a day")}</summary>
                {place}
            </details>
        }
    });
    let content = view! {
        <section id="p-ours" class="card stack" class:present=turns.away.is_none() aria-labelledby="ours-title">
            <h2 id="ours-title" dir="auto">{format!("What you need from {who}")}</h2>
            {list}
            {ask}
            {away(turns, came_back(About::Away), view, visit)}
        </section>
    };
    Some(Section::new("p-ours", content))
}

fn away(turns: &TurnsView, is_open: bool, view: &PortalView, visit: Option<&Visit>) -> impl IntoView + use<> {
    // Whoever stands in does so for as long as the leader says.
    let form = reply_place(view, About::Away, visit).filter(|_| !turns.is_deputy);
    let summary = if turns.away.is_some() {
        "Change when you are away"
    } else {
        "Say when you are away"
    };
    let named = turns.away.as_ref().map(|away| away.deputy.as_str());
    let named = named.filter(|deputy| !deputy.is_empty()).map(|deputy| {
        let words = format!(
            "Name {} again if they still answer: whoever is left out does not.",
            isolated(deputy)
        );
        view! { <p class="small quiet" dir="auto">{words}</p> }
    });
    let form = form.map(|form| {
        view! { <details class="answers" open=is_open><summary>{summary}</summary>{named}{form}</details> }
    });
    let said = turns
        .away
        .as_ref()
        .map(|away| absent(away, turns.is_deputy, view));
    view! { {said} {form} }
}

fn absent(away: &AwayView, is_deputy: bool, view: &PortalView) -> impl IntoView + use<> {
    let say = |day| day::date(day, view.today);
    let who = match &view.head.leader {
        Some(leader) if is_deputy => format!("{leader} is"),
        _ => "You are".into(),
    };
    let then = match away.deputy.as_str() {
        "" => "What is asked waits until then.".into(),
        deputy if is_deputy => format!("{deputy} answers."),
        deputy => format!("{deputy} answers for you."),
    };
    let days = if away.from == away.until {
        say(away.from)
    } else {
        format!("{} to {}", say(away.from), say(away.until))
    };
    view! { <p dir="auto">{format!("{who} away {days}. {then}")}</p> }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Utc};

    use super::*;
    use crate::domain::{DecisionDetails, Scope, ShareLink, Story, Target, Turn, decision::Command};
    use crate::portal::{html, project};

    fn view(story: &Story) -> PortalView {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("page")).unwrap();
        let now = story.now.with_timezone(&Utc);
        project(&state, link, story.now.date_naive(), now).unwrap().view
    }

    fn asks(story: &mut Story, name: &str, turn: Turn, days: u64) {
        let due = story.now.date_naive() + Days::new(days);
        story.does(Command::AskDecision {
            decision: Story::decision(name),
            leader: Story::leader("dana"),
            role: None,
            turn,
            details: DecisionDetails::asked("Who comes?", due),
        });
    }

    fn begin() -> Story {
        let mut story = Story::begin();
        story.joins("priya");
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story
    }

    #[test]
    fn it_is_one_thing_only_where_nothing_else_waits() {
        let mut story = begin();
        asks(&mut story, "who", Turn::Leader, 1);
        let page = |story: &Story| {
            let view = view(story);
            html(|| {
                let theirs = theirs(&view, None).into_iter();
                theirs.map(|section| section.content).collect_view()
            })
        };
        assert!(page(&story).contains("One thing from you by tomorrow"));
        story.finds("sam", "data", "Sam Reed");
        story.shows("sam");
        let asked = page(&story);
        assert!(asked.contains("From you by tomorrow"), "{asked}");
        assert!(!asked.contains("One thing"), "{asked}");
    }

    #[test]
    fn what_is_due_today_is_not_said_to_be_due_by_today() {
        let mut story = begin();
        asks(&mut story, "pay", Turn::Us, 0);
        let view = view(&story);
        let page = html(|| ours(&view, None).map(|section| section.content));
        assert!(page.contains("priya answers today."), "{page}");
    }
}
