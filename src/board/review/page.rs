//! The page: one draft after the other, then how all of them go out.

use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};

use super::{
    card::Card,
    elsewhere::{Elsewhere, elsewhere},
    meanwhile::Meanwhile,
    send::Send,
    typed::{Mark, Typed},
};
use crate::board::{
    desk::{Link, Route, desk, notices_above, ours_live, whose},
    kit::counted,
    leader::ask_whether_mail_is_sent,
};
use crate::browser::page;
use crate::domain::RoleId;

/// What is reviewed: as it was when the page was opened, since what is sent is due no more.
#[derive(Clone, Copy)]
struct Reviewed {
    all: StoredValue<Vec<Typed>>,
    /// The one that is shown; none once all were looked at.
    at: RwSignal<Option<usize>>,
}

impl Reviewed {
    fn begin() -> Self {
        let desk = desk();
        let tab = desk.tab();
        let today = desk.today.get_untracked();
        let whose = whose(&tab, desk.team.get_untracked());
        let lapses = desk.lapses.get_untracked();
        let drafts = tab.peek(|state| state.drafts(whose, &lapses, today));
        let all: Vec<Typed> = drafts.into_iter().map(Typed::of).collect();
        let reviewed = Self {
            all: StoredValue::new(all),
            at: RwSignal::new(None),
        };
        // What was found good before a reload is not asked about anew.
        let mut first = reviewed.after(None);
        while let Some(at) = first.filter(|at| reviewed.is_good(*at)) {
            first = reviewed.after(Some(at));
        }
        reviewed.at.set(first);
        reviewed
    }

    fn is_good(self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|typed| typed.mark.get_untracked() == Mark::Good)
    }

    fn get(self, at: usize) -> Option<Typed> {
        self.all.with_value(|all| all.get(at).copied())
    }

    /// Those that are read here: whoever is called first is not.
    fn after(self, at: Option<usize>) -> Option<usize> {
        let first = at.map_or(0, |at| at + 1);
        self.all.with_value(|all| {
            let rest = all.iter().enumerate().skip(first);
            rest.filter(|(_, typed)| !typed.is_for_a_call())
                .find(|(_, typed)| typed.mark.get_untracked() != Mark::Sent)
                .map(|(at, _)| at)
        })
    }

    fn before(self, at: Option<usize>) -> Option<usize> {
        let count = self.all.with_value(Vec::len);
        (0..at.unwrap_or(count)).rev().find(|at| {
            self.get(*at)
                .is_some_and(|typed| !typed.is_for_a_call() && typed.mark.get_untracked() != Mark::Sent)
        })
    }

    fn show(self, at: Option<usize>) {
        self.at.set(at);
        page::focus(
            if at.is_some() {
                "#review-name"
            } else {
                "#review-send"
            }
            .into(),
        );
    }
}

#[component]
pub fn Review() -> impl IntoView {
    let desk = desk();
    page::set_title("This week’s updates · Fulcrum");
    ask_whether_mail_is_sent();
    // Another workspace has other drafts, and so has the team.
    move || {
        let _ = (desk.tab(), desk.team.get());
        view! { <Drafts reviewed=untrack(Reviewed::begin)/> }
    }
}

#[component]
fn Drafts(reviewed: Reviewed) -> impl IntoView {
    let Reviewed { all, at } = reviewed;
    let count = all.with_value(Vec::len);
    let there = elsewhere();
    if count == 0 {
        let nobody = move || {
            if there.with(Vec::is_empty) {
                "Nobody is due today or tomorrow."
            } else {
                "Nobody is due here today or tomorrow."
            }
        };
        return view! {
            <div class="review stack">
                <h1 tabindex="-1">"This week’s updates"</h1>
                <Elsewhere there/>
                <p>{nobody} " " {ours_live("Who hears next stands on the leaders’ page; whatever you write before is fine, too.")}</p>
                <div class="row wrap"><Link to=Route::Today class="button primary">"Back to Today"</Link> <Link to=Route::Leaders class="button">{ours_live("The leaders")}</Link></div>
            </div>
        }
        .into_any();
    }
    // Whoever is called first is not read here, and not counted.
    let read: Vec<usize> = all.with_value(|all| {
        let read = all.iter().enumerate().filter(|(_, typed)| !typed.is_for_a_call());
        read.map(|(at, _)| at).collect()
    });
    let place = move || match at.get() {
        Some(at) => {
            let place = read.iter().position(|one| *one == at).unwrap_or(0);
            format!("{} of {}", place + 1, read.len())
        }
        None => counted(read.len(), "draft"),
    };
    let place = Memo::new(move |_| place());
    let segments = all
        .get_value()
        .into_iter()
        .enumerate()
        .map(move |(number, typed)| {
            let class = move || match typed.mark.get() {
                _ if at.get() == Some(number) => "now",
                Mark::Good | Mark::Sent => "good",
                Mark::Held => "held",
                Mark::Open => "",
            };
            view! { <i class=class></i> }
        });
    let shown = move || match at.get().and_then(|at| reviewed.get(at)) {
        Some(typed) => view! { <Shown reviewed typed/> }.into_any(),
        None => view! { <Send all=all.get_value() back=move |()| reviewed.show(reviewed.before(None))/> }
            .into_any(),
    };
    view! {
        <div class="review stack">
            <header class="stack">
                <div class="row between">
                    <h1 tabindex="-1">"This week’s updates"</h1>
                    <span class="quiet">{place}</span>
                </div>
                <div class="segments" role="img" aria-label=place>{segments.collect_view()}</div>
                <Elsewhere there/>
            </header>
            {shown}
            <HeldOut all=all.get_value()/>
        </div>
    }
    .into_any()
}

/// Who hears from a person first, and why.
#[component]
fn HeldOut(all: Vec<Typed>) -> impl IntoView {
    let desk = desk();
    let held = all
        .into_iter()
        .filter_map(|typed| Some((typed.name(), typed.drafted().slipped?)));
    let held = held.map(|(name, role): (String, RoleId)| {
        let call = move |_| desk.go_to(Route::Role(role), "told");
        view! {
            <p class="held-out row between"><span><b>"Held out: " <bdi>{name.clone()}</bdi> "."</b> <span class="quiet">" The date slipped: call first."</span></span>
                <button class="act-link" aria-label=format!("Call {name} first") on:click=call>"Call"</button></p>
        }
    });
    held.collect_view()
}

/// How far a finger moves to a side before that turns to another draft, in CSS pixels.
const SWIPE: i32 = 70;

/// The draft that is shown. A finger that moves to a side does what the buttons do: on to the next, which finds this one good, or back.
#[component]
fn Shown(reviewed: Reviewed, typed: Typed) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let names = Memo::new(move |_| typed.names());
    let good = move || {
        if untrack(|| typed.says_nothing()) {
            problem.set(Some(
                "Say what is true first, in a tap or in your own words; or hold it.".into(),
            ));
            return;
        }
        typed.marks(true);
        reviewed.show(reviewed.after(reviewed.at.get_untracked()));
    };
    let back = move || {
        if let Some(before) = reviewed.before(reviewed.at.get_untracked()) {
            reviewed.show(Some(before));
        }
    };
    let from = StoredValue::new(None::<(i32, i32)>);
    let begins = move |event: PointerEvent| {
        let is_finger = event.pointer_type() == "touch" && event.is_primary();
        from.set_value(is_finger.then(|| (event.client_x(), event.client_y())));
    };
    let ends = move |event: PointerEvent| {
        let Some((x, y)) = from.get_value() else { return };
        from.set_value(None);
        let (aside, along) = (event.client_x() - x, event.client_y() - y);
        if aside.abs() < SWIPE || along.abs() * 2 > aside.abs() {
            return;
        }
        match aside < 0 {
            // That a name is meant is said by the button that asks.
            true if names.with_untracked(|names| !names.is_empty()) => problem.set(Some(
                "A name stands in it: read it, then tap the button below if it is meant.".into(),
            )),
            true => good(),
            false => back(),
        }
    };
    view! {
        <div class="swiped" on:pointerdown=begins on:pointerup=ends on:pointercancel=move |_| from.set_value(None)>
            <Card typed/>
        </div>
        <Foot reviewed typed problem names good=move |()| good() back=move |()| back()/>
    }
    .into_any()
}

/// What is done with the draft that is shown.
#[component]
fn Foot(
    reviewed: Reviewed,
    typed: Typed,
    problem: RwSignal<Option<String>>,
    names: Memo<Vec<String>>,
    #[prop(into)] good: Callback<()>,
    #[prop(into)] back: Callback<()>,
) -> impl IntoView {
    let next = move || reviewed.after(reviewed.at.get());
    let hold = move |_| {
        typed.marks(false);
        reviewed.show(next());
    };
    // The second tap of two is not for the draft that the first one brought.
    let once = move |event: MouseEvent| {
        if event.detail() < 2 {
            good.run(());
        }
    };
    let is_first = move || reviewed.before(reviewed.at.get()).is_none();
    let words = move || {
        let good = if names.with(Vec::is_empty) {
            "Good"
        } else {
            "It is meant"
        };
        match next().and_then(|at| reviewed.get(at)) {
            Some(next) => format!("{good}, next: {}", next.name()),
            None => format!("{good}, now send"),
        }
    };
    let hint = move || {
        names.with(|names| {
            (!names.is_empty()).then(|| {
                let names = names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
                view! { <p class="small hint" role="status" dir="auto">{format!("{names}: a name? They will read it: is that meant?")}</p> }
            })
        })
    };
    notices_above();
    view! {
        <div class="review-foot stack">
            <Meanwhile typed/>
            {hint}
            <crate::board::kit::Problem words=problem/>
            <div class="row">
                <button aria-label="Back one draft" disabled=is_first on:click=move |_| back.run(())>"‹"</button>
                <button on:click=hold>"Hold"</button>
                <button class="primary grow" dir="auto" on:click=once>{words}</button>
            </div>
        </div>
    }
    .into_any()
}
