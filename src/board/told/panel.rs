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
use crate::board::{desk::desk, discovery::NoticeForm};
use crate::domain::{Expectation, Fits, Role, RoleId, forecast::Forecast};
use crate::ui::{DatePicture, Picture, day, notice_words, plan_for};

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
                {move || (!is_over.get()).then(|| view! { <Drawn plan/> })}
                {move || (is_judged.get() && !is_over.get()).then(|| view! { <OfKind role edits/> })}
                {move || edits.get().then(|| view! { <KindForm role edits/> })}
                {move || (is_judged.get() && !is_over.get()).then(|| view! { <Notice plan/> })}
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

/// How long people are bound where they are: without it one knows of a yes, and of no desk.
#[component]
fn Notice(plan: Plan) -> impl IntoView {
    let opened = RwSignal::new(false);
    let known = Memo::new(move |_| plan.notice());
    let opens = Memo::new(move |_| opened.get() || known.get().is_none());
    let words = move || {
        known.get().map(|notice| {
            let ask = move |_| opened.update(|opened| *opened = !*opened);
            let told = plan.newest().and_then(|told| told.terms.notice).filter(|told| *told > notice);
            let told = told.map(|told| format!("It was told with {}: tell the date anew once you have talked. ", notice_words(told)));
            view! { <p class="small quiet own">{format!("With {}. ", notice_words(notice))} {told} <button class="act-link" on:click=ask>"Change the notice"</button></p> }
        })
    };
    let form = move || {
        let done = move |()| opened.set(false);
        opens.get().then(|| {
            let asked = known.with_untracked(Option::is_none).then(|| view! { <p class="strong">"How much notice do they have to give? Until that is known, it is the day of the yes that is told."</p> });
            view! { <div class="ask-notice stack">{asked}<NoticeForm role=plan.role done/></div> }
        })
    };
    view! { {words} {form} }.into_any()
}

#[component]
fn Headline(plan: Plan, is_over: Memo<bool>) -> impl IntoView {
    let desk = desk();
    // What came, and the date that it is held against.
    let came = Memo::new(move |_| {
        desk.tab().with(|state| {
            let role = state.get::<Role>(plan.role).ok()?;
            Some((state.turnout(role)?, state.held_against(role)?.clone()))
        })
    });
    let words = move || {
        let today = desk.today.get();
        if let Some((turnout, _)) = came.get() {
            return format!("{}.", turnout.words());
        }
        match (plan.newest(), plan.stands()) {
            (Some(told), _) if is_over.get() => {
                format!("What was told: {}.", plan_for(told.terms.coming(), today))
            }
            (None, _) if is_over.get() => "No date was told here.".into(),
            (_, Some(stands)) => format!("Plan for {}.", plan_for(stands.coming(), today)),
            (_, None) => "By when does somebody come?".into(),
        }
    };
    let tag = move || {
        let today = desk.today.get();
        // What was said of a later date is not said of the one that stands here.
        if let Some((_, told)) = came.get() {
            return Some(said_of(&told, today));
        }
        let newest = plan.newest();
        let Some(told) = newest else {
            return (!is_over.get()).then(|| view! { <span class="tag">"Not told yet"</span> }.into_any());
        };
        if desk.lapse(plan.role).is_some() {
            return Some(view! { <span class="tag wait">"Not told yet"</span> }.into_any());
        }
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
    let lapse = Memo::new(move |_| desk.lapse(plan.role));
    move || {
        let (told, lapse) = (plan.newest()?, lapse.get()?);
        let now = plan
            .forecast
            .with(|forecast| forecast.as_ref().map_or(0, Forecast::roles));
        let learned = now.saturating_sub(told.terms.roles) as usize;
        Some(view! { <NotReached plan lapse learned told/> })
    }
}

#[component]
fn Drawn(plan: Plan) -> impl IntoView {
    let desk = desk();
    let is_thought = move || plan.touched.with(|touched| !touched.is_nothing());
    let picture = Memo::new(move |_| {
        let today = desk.today.get();
        let stands = plan.stands()?;
        let forecast = plan.would_be();
        let thought = forecast.as_ref().filter(|_| is_thought());
        let (yes_by, level) = match thought {
            Some(forecast) => (
                forecast.range().eight,
                ("8 in 10".to_owned(), ", if so".to_owned()),
            ),
            None if stands.is_told => {
                let chance = stands.chance.map(|chance| format!(": {chance}"));
                (stands.yes_by, ("told".into(), chance.unwrap_or_default()))
            }
            None => (
                stands.yes_by,
                (stands.chance.unwrap_or_default(), " have a yes".into()),
            ),
        };
        Some(Picture {
            today,
            range: forecast.as_ref().map(Forecast::range),
            yes_by,
            level,
            notice: stands.notice,
            needed_by: plan.needed_by(),
        })
    });
    let if_so = move || {
        is_thought().then(|| view! { <p class="small hint">"If it were so: nothing is changed, and no date is told by it."</p> })
    };
    let nineteen = RwSignal::new(false);
    let behind = move || {
        let forecast = plan.forecast.get()?;
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
        {if_so}
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
