//! The rail as the tab bar: a shape and a word for each step, and which of them is shown.

use leptos::prelude::*;

use super::rail::{MiniRail, StepList};
use crate::board::desk::{desk, ours_live};
use crate::browser::{clock, page};
use crate::domain::{AfterOffer, Asked, Fits, Pace, Part, Rail, RoleId, Standing, Step};
use crate::ui::{Mark, day};

/// The steps that have a page of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoleTab {
    Pains,
    Told,
    Updates,
    Candidates,
    Problems,
    After,
}

impl RoleTab {
    const ALL: [Self; 6] = [
        Self::Pains,
        Self::Told,
        Self::Updates,
        Self::Candidates,
        Self::Problems,
        Self::After,
    ];

    /// As it stands in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pains => "pains",
            Self::Told => "told",
            Self::Updates => "updates",
            Self::Candidates => "candidates",
            Self::Problems => "problems",
            Self::After => "after",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Pains => "Pains",
            Self::Told => "Told",
            Self::Updates => "Updates",
            Self::Candidates => "Interviews",
            Self::Problems => "Problems",
            Self::After => "After",
        }
    }

    fn of(step: Step) -> Self {
        match step {
            Step::Understand => Self::Pains,
            Step::Expect => Self::Told,
            Step::Update | Step::Prepare | Step::Solve => Self::Updates,
            Step::FollowUp => Self::After,
        }
    }

    /// How far this step is, and why.
    fn part(self, rail: &Rail) -> (Part, &'static str) {
        let [understand, expect, update, prepare, solve, after] = *rail;
        match self {
            Self::Pains => understand,
            Self::Told => expect,
            Self::Updates => update,
            Self::Candidates => prepare,
            Self::Problems => solve,
            Self::After => after,
        }
    }
}

/// The tab that the address names, or else the one that was most urgent when the page was opened.
pub fn opened_tab(role: RoleId) -> Memo<RoleTab> {
    let desk = desk();
    let standing = desk
        .tab()
        .peek(|state| state.standing(role, desk.today.get_untracked()));
    let lapse = untrack(|| desk.lapse(role));
    let standing = standing.map(|mut standing| {
        standing.lapse = lapse;
        standing
    });
    let urgent = standing.map_or(RoleTab::Pains, |standing| RoleTab::of(standing.first_step()));
    Memo::new(move |_| {
        desk.part.with(|part| {
            let named = RoleTab::ALL.into_iter().find(|tab| tab.name() == part);
            named.unwrap_or(urgent)
        })
    })
}

#[component]
pub fn TabBar(role: RoleId, tab: Memo<RoleTab>) -> impl IntoView {
    let desk = desk();
    let standing = Memo::new(move |_| {
        let today = desk.today.get();
        let lapse = desk.lapse(role);
        let standing = desk.tab().with(|state| state.standing(role, today));
        standing.map(|mut standing| {
            standing.lapse = lapse;
            standing
        })
    });
    let pains = Memo::new(move |_| {
        desk.tab()
            .with(|state| (state.pains(role).len(), state.asks_of_pains(role)))
    });
    let finalists = Memo::new(move |_| {
        let (today, now) = (desk.today.get(), clock::now());
        desk.tab().with(|state| {
            let all = state.candidates(role);
            let in_play = all.iter().filter(|candidate| candidate.over_on().is_none());
            match (in_play.count(), all.len()) {
                (_, 0) => "nobody yet".to_owned(),
                (0, _) => "nobody in play".to_owned(),
                (count, _) => match state
                    .coming(role)
                    .iter()
                    .find(|one| one.ends() > Some(now))
                    .and_then(|one| one.on())
                {
                    Some(on) => format!("next {}", day::brief(on, today)),
                    None => format!("{count} in play"),
                },
            }
        })
    });
    let problems = Memo::new(move |_| {
        desk.tab().with(|state| {
            let all = state.problems_of(role);
            let open = all.iter().filter(|problem| problem.is_open()).count();
            match (open, all.len()) {
                (_, 0) => "none raised".to_owned(),
                (0, _) => "all fixed".to_owned(),
                (open, _) => format!("{open} open"),
            }
        })
    });
    let after = Memo::new(move |_| {
        let today = desk.today.get();
        match desk.tab().with(|state| state.after_offer(role, today)) {
            AfterOffer::NoOffer => "no offer yet".to_owned(),
            AfterOffer::Declined => "declined".to_owned(),
            AfterOffer::Offered => "offer".to_owned(),
            AfterOffer::SaidYes => "said yes".to_owned(),
            AfterOffer::Starts(on) => format!("starts {}", day::brief(on, today)),
            AfterOffer::There(since) => format!("day {}", (today - since).num_days()),
            AfterOffer::Left(on) => format!("left {}", day::brief(on, today)),
        }
    });
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let at = RoleTab::ALL
            .iter()
            .position(|one| *one == tab.get_untracked())
            .unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => RoleTab::ALL.iter().cycle().nth(at + 1),
            "ArrowLeft" => RoleTab::ALL.iter().cycle().nth(at + RoleTab::ALL.len() - 1),
            _ => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            desk.turn_to(to.name());
            page::focus(format!("#tab-{}", to.name()));
            page::rise_to(format!("#panel-{}", to.name()));
        }
    };
    let tabs = RoleTab::ALL.map(|one| {
        let state = move || {
            let today = desk.today.get();
            standing.with(|standing| {
                let standing = standing.as_ref()?;
                let (part, why) = match one {
                    RoleTab::Told if standing.lapse.is_some() => (Part::Waiting, "the date told no longer holds"),
                    one => one.part(&standing.rail),
                };
                let words = match one {
                    RoleTab::Pains => pains.with(|(count, asked)| of_pains(*count, *asked, part)),
                    RoleTab::Told => of_told(standing, part, today),
                    RoleTab::Updates => of_updates(standing, part, today),
                    RoleTab::Candidates => finalists.get(),
                    RoleTab::Problems => problems.get(),
                    RoleTab::After => after.get(),
                };
                Some(view! {
                    <Mark part/>
                    <span class="tab-words" class:late=part == Part::Late class:wait=part == Part::Waiting title=ours_live(why)>
                        <b>{one.label()}</b>
                        <span>{words}</span>
                    </span>
                })
            })
        };
        let is_open = move || tab.get() == one;
        let turn = move |_| {
            desk.turn_to(one.name());
            page::rise_to(format!("#panel-{}", one.name()));
        };
        view! {
            <button role="tab" id=format!("tab-{}", one.name()) aria-controls=format!("panel-{}", one.name())
                aria-selected=move || is_open().to_string() tabindex=move || if is_open() { "0" } else { "-1" }
                on:click=turn>{state}</button>
        }
    });
    let rail = move || {
        standing
            .with(|standing| standing.as_ref().map(|standing| standing.rail))
            .map(|rail| view! { <MiniRail rail/> })
    };
    view! {
        <div class="tab-bar">
            <div role="tablist" aria-label="The steps of this role" on:keydown=keys>{tabs}</div>
            <details class="six">
                <summary>{rail} <span>"All six steps"</span></summary>
                <StepList role/>
            </details>
        </div>
    }
    .into_any()
}

/// `3, causes known`.
fn of_pains(count: usize, asked: Option<Asked>, part: Part) -> String {
    match (count, asked) {
        (0, _) if part == Part::NotHere => part.label().into(),
        (0, _) => "nothing yet".into(),
        (count, None) => format!("{count}, cause known"),
        (count, Some(_)) => format!("{count}, ask why"),
    }
}

/// `agreed 14 Apr`, `1 Aug no longer holds`.
fn of_told(standing: &Standing, part: Part, today: chrono::NaiveDate) -> String {
    let Some(told) = standing.told else {
        return if part == Part::NotHere {
            part.label().into()
        } else {
            "no date yet".into()
        };
    };
    match told.fits {
        _ if told.turnout.is_some() => "somebody said yes".into(),
        Some(Fits::TooLate) => "too late for them".into(),
        _ if standing.lapse.is_some() => format!("{} no longer holds", day::brief(told.coming.day(), today)),
        Some(Fits::Agreed) => format!("agreed {}", day::date(told.answered_on.unwrap_or(told.on), today)),
        None => format!("told {}", day::date(told.on, today)),
    }
}

fn of_updates(standing: &Standing, part: Part, today: chrono::NaiveDate) -> String {
    match standing.silence {
        _ if standing.unanswered > 0 => "a reply waits".into(),
        Some(silence) => match silence.pace {
            Pace::Late => format!("{} late", day::days(silence.late)),
            Pace::Soon => format!("due {}", day::said(silence.due, today)),
            Pace::Calm => format!("next {}", day::said(silence.due, today)),
        },
        None => part.label().into(),
    }
}
