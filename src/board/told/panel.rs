//! The page of what was told: the plan in a picture, why it takes so long, what would shorten it, how to say it, and what was said.

use leptos::prelude::*;

use super::{
    bridge::Bridge,
    factors::Why,
    fitting::NotReached,
    kind::{KindForm, OfKind},
    levers::Levers,
    memory::WithThemBefore,
    plan::Plan,
    script::Script,
    send::Send,
    tell::Tell,
    versions::Versions,
};
use crate::board::desk::desk;
use crate::domain::{Expectation, Fits, Level, Role, RoleId, at_the_desk, forecast::Forecast};
use crate::ui::{DatePicture, Picture, day};

#[component]
pub fn RoleTold(role: RoleId) -> impl IntoView {
    let desk = desk();
    let plan = Plan::of(role);
    let is_over = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .get::<Role>(role)
                .is_ok_and(|role| role.said_yes_on().is_some() || !role.is_open())
        })
    });
    let is_judged = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .get::<Role>(role)
                .is_ok_and(|role| role.details.outlook.is_some())
        })
    });
    let is_known = Memo::new(move |_| plan.forecast.with(Option::is_some));
    let edits = RwSignal::new(false);
    let sends = RwSignal::new(None);
    view! {
        <div class="told stack">
            <section class="card stack" aria-labelledby="role-told">
                <Headline plan is_over/>
                {move || (!is_judged.get() && !is_over.get()).then(|| view! { <KindForm role/> })}
                <Slip plan/>
                <Drawn plan/>
                {move || is_judged.get().then(|| view! { <OfKind role edits/> })}
                {move || edits.get().then(|| view! { <KindForm role edits/> })}
                {move || (!is_over.get()).then(|| view! { <Bridge plan/> })}
            </section>
            {move || (!is_over.get()).then(|| {
                view! {
                    <div class="pair">
                        <div class="stack">
                            {move || is_known.get().then(|| view! { <Why plan/> })}
                            <Script plan/>
                            <WithThemBefore plan/>
                        </div>
                        <div class="stack">
                            {move || is_known.get().then(|| view! { <Levers plan/> })}
                            <Tell plan sends/>
                        </div>
                    </div>
                }
            })}
            <Send plan sends/>
            <Versions plan/>
        </div>
    }
    .into_any()
}

#[component]
fn Headline(plan: Plan, is_over: Memo<bool>) -> impl IntoView {
    let desk = desk();
    let words = move || {
        let today = desk.today.get();
        let turnout = desk
            .tab()
            .with(|state| state.turnout(state.get::<Role>(plan.role).ok()?));
        let desk_day = |day| day::date(day, today);
        if let Some(turnout) = turnout {
            return format!("{}.", turnout.words());
        }
        match (plan.newest(), plan.would_be()) {
            (Some(told), _) => format!(
                "Plan for someone at the desk about {}.",
                desk_day(told.terms.desk_by())
            ),
            (None, Some(forecast)) if !is_over.get() => {
                let at_desk = at_the_desk(forecast.range().eight, plan.notice());
                format!("Plan for someone at the desk about {}.", desk_day(at_desk))
            }
            (None, _) if is_over.get() => "No date was told here.".into(),
            (None, _) => "By when does somebody come?".into(),
        }
    };
    let tag = move || {
        let today = desk.today.get();
        let newest = plan.newest();
        let Some(told) = newest else {
            return (!is_over.get()).then(|| view! { <span class="tag">"Not told yet"</span> }.into_any());
        };
        Some(said_of(&told, today))
    };
    view! {
        <div class="row between wrap">
            <h2 id="role-told" class="big" tabindex="-1">{words}</h2>
            {tag}
        </div>
    }
    .into_any()
}

/// `Agreed, 14 April`.
fn said_of(told: &Expectation, today: chrono::NaiveDate) -> AnyView {
    let on = |day| day::date(day, today);
    match &told.answer {
        Some(answer) if answer.fits == Fits::Agreed => {
            view! { <span class="tag good">"Agreed, " {on(answer.at.date_naive())}</span> }.into_any()
        }
        Some(answer) => {
            view! { <span class="tag wait">"Too late for them, " {on(answer.at.date_naive())}</span> }
                .into_any()
        }
        None => view! { <span class="tag">"Told " {on(told.at.date_naive())}</span> }.into_any(),
    }
}

/// The date told no longer holds.
#[component]
fn Slip(plan: Plan) -> impl IntoView {
    let desk = desk();
    let likely = Memo::new(move |_| desk.likely(plan.role));
    move || {
        let (told, likely) = (plan.newest()?, likely.get()?);
        let today = desk.today.get();
        let words = format!(
            "You said {}, now likely {}.",
            day::date(told.terms.yes_by, today),
            day::date(likely, today)
        );
        Some(view! { <NotReached plan told likely words/> })
    }
}

#[component]
fn Drawn(plan: Plan) -> impl IntoView {
    let desk = desk();
    let picture = Memo::new(move |_| {
        let today = desk.today.get();
        let newest = plan.newest();
        match plan.would_be() {
            Some(forecast) => Some(drawn(&forecast, newest.as_ref(), plan, today)),
            None => newest.map(|told| as_told(&told, today)),
        }
    });
    let nineteen = RwSignal::new(false);
    let behind = move || {
        let forecast = plan.would_be()?;
        let today = desk.today.get();
        let range = forecast.range();
        let odds = format!(
            "Half of roles like this by {}, 8 in 10 by {}.",
            day::date(range.half, today),
            day::date(range.eight, today)
        );
        let last = day::date(range.nineteen, today);
        let more = move || {
            if nineteen.get() {
                view! { <span>"19 in 20 by " {last.clone()} "."</span> }.into_any()
            } else {
                view! { <button class="act-link" on:click=move |_| nineteen.set(true)>"19 in 20"</button> }
                    .into_any()
            }
        };
        Some(view! {
            <p class="small"><span class="strong">{odds}</span> " " {more}</p>
            <p class="small quiet">{data_behind(forecast.roles())}</p>
        })
    };
    view! {
        {move || picture.get().map(|picture| view! { <DatePicture picture/> })}
        {behind}
    }
    .into_any()
}

/// How much stands behind a forecast.
fn data_behind(roles: u32) -> String {
    match roles {
        0 => "A first estimate from general figures, not yet from your company.".into(),
        1 => "General figures and 1 role of your own.".into(),
        roles => format!("General figures and {roles} roles of your own."),
    }
}

/// Where nothing is forecast any more, the date stands as it was told.
fn as_told(told: &Expectation, today: chrono::NaiveDate) -> Picture {
    Picture {
        today,
        range: None,
        yes_by: told.terms.yes_by,
        level: format!("told: {}", told.terms.level.label()),
        notice: told.terms.notice,
        needed_by: told.terms.needed_by,
    }
}

fn drawn(forecast: &Forecast, told: Option<&Expectation>, plan: Plan, today: chrono::NaiveDate) -> Picture {
    let range = forecast.range();
    let (yes_by, level) = match told {
        Some(told) if plan.touched.with(super::plan::Touched::is_nothing) => {
            (told.terms.yes_by, format!("told: {}", told.terms.level.label()))
        }
        _ => (range.eight, format!("{} said yes", Level::EightInTen.label())),
    };
    Picture {
        today,
        range: Some(range),
        yes_by,
        level,
        notice: plan.notice(),
        needed_by: plan.needed_by(),
    }
}
