//! What was told is written down: the date and at which level, why, what each side does. It is not rewritten later.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    levers::shorter,
    plan::{Plan, leader_of},
};
use crate::board::{
    desk::{desk, ours_live},
    kit::{Area, Check, Field, Form, Problem, Select, heed, said},
    leader::{NamesHint, WhoSees},
};
use crate::browser::clock;
use crate::domain::{
    Body, ExpectationId, Fits, Leader, LeaderId, Level, Shorter, Shown, Terms, ToldAnew, Way, at_the_desk,
    expectation,
    forecast::{Forecast, Influence},
    weekday,
};
use crate::ui::{day, notice_words};

const ANSWERS: &[Option<Fits>] = &[None, Some(Fits::Agreed), Some(Fits::TooLate)];
const CAUSES: &[Option<ToldAnew>] = &[
    None,
    Some(ToldAnew::Spec),
    Some(ToldAnew::Market),
    Some(ToldAnew::NobodyYet),
    Some(ToldAnew::Withdrew),
    Some(ToldAnew::Hold),
    Some(ToldAnew::OwnRoles),
    Some(ToldAnew::Notice),
    Some(ToldAnew::Sooner),
    Some(ToldAnew::Mistake),
];

/// The form, which begins anew when something was told, and when the role got another leader.
#[component]
pub fn Tell(plan: Plan, sends: RwSignal<Option<ExpectationId>>) -> impl IntoView {
    let told_here = RwSignal::new(0_u32);
    let leader = Memo::new(move |_| {
        desk().tab().with(|state| {
            let role = state.get::<crate::domain::Role>(plan.role).ok()?;
            let leader = state.get::<Leader>(role.leader?).ok()?;
            Some(leader.id)
        })
    });
    move || {
        // News rebuild nothing: what is half typed stays.
        told_here.track();
        match leader.get() {
            Some(leader) => view! { <TellForm plan leader sends told_here/> }.into_any(),
            None => view! { <p class="card quiet">{ours_live("This role has no leader any more: say who needs it, then tell them.")}</p> }.into_any(),
        }
    }
}

#[component]
fn TellForm(
    plan: Plan,
    leader: LeaderId,
    sends: RwSignal<Option<ExpectationId>>,
    /// Counts what was told with this form: then it begins anew.
    told_here: RwSignal<u32>,
) -> impl IntoView {
    let name = leader_of(plan.role).map_or_else(String::new, |(_, name)| name);
    let range = Memo::new(move |_| {
        plan.forecast
            .with(|forecast| forecast.as_ref().map(Forecast::range))
    });
    let before = untrack(|| plan.newest());
    let is_first = Memo::new(move |_| plan.told.with(Vec::is_empty));
    let level = RwSignal::new(Level::EightInTen);
    plan.level.set(None);
    let today = clock::today();
    let date = RwSignal::new(String::new());
    // Another forecast is another date, until one was typed; another level is one in any case.
    let typed = RwSignal::new(false);
    Effect::new(move |was: Option<Level>| {
        let (range, level) = (range.get(), level.get());
        if was.is_some_and(|was| was != level) {
            typed.set(false);
            plan.level.set(Some(level));
        }
        if let Some(range) = range.filter(|_| !typed.get_untracked()) {
            date.set(range.at(level).to_string());
        }
        level
    });
    let way = RwSignal::new(Way::Talk);
    let fits = RwSignal::new(None::<Fits>);
    let cause = RwSignal::new(None::<ToldAnew>);
    let because = RwSignal::new(String::new());
    // The same of the reasons.
    Effect::new(move |was: Option<String>| {
        let now = reasons(plan);
        if because.with_untracked(|because| *because == was.unwrap_or_default()) {
            because.set(now.clone());
        }
        now
    });
    let ours = RwSignal::new(
        before
            .as_ref()
            .map_or_else(|| untrack(|| hears(leader)), |told| told.terms.ours.clone()),
    );
    let theirs = RwSignal::new(before.as_ref().map_or_else(
        || "You answer each profile within two working days.".into(),
        |told| told.terms.theirs.clone(),
    ));
    let shown = RwSignal::new(before.as_ref().map_or(Shown::Leader, |told| told.shown));
    let levers = Memo::new(move |_| shorter(plan));
    let opens = RwSignal::new(Vec::<String>::new());
    let tick = move |(what, yes_by): (String, NaiveDate)| {
        let (ticked, change) = (what.clone(), what.clone());
        let checked = Signal::derive(move || opens.with(|opens| opens.contains(&ticked)));
        let tick = move |is: bool| {
            opens.update(|opens| {
                opens.retain(|one| *one != change);
                if is {
                    opens.push(change.clone());
                }
            });
        };
        view! {
            <Check checked change=tick><span dir="auto">{what} ": yes by " {day::date(yes_by, today)}</span></Check>
        }
    };
    let ticks = move || levers.get().into_iter().map(tick).collect_view();
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Ok(yes_by) = date.get_untracked().trim().parse::<NaiveDate>() else {
            return problem.set(Some(
                "Give the day by which somebody says yes, as year-month-day.".into(),
            ));
        };
        if !is_first.get_untracked() && cause.get_untracked().is_none() {
            return problem.set(Some("Say why it is another date than before.".into()));
        }
        let opened = opens.get_untracked();
        let opened = levers.with_untracked(|levers| {
            let opened = levers.iter().filter(|(what, _)| opened.contains(what));
            opened
                .map(|(what, yes_by)| Shorter {
                    what: what.clone(),
                    yes_by: *yes_by,
                })
                .collect::<Vec<_>>()
        });
        let notice = untrack(|| plan.notice());
        // What is only ours is not told along.
        let is_shared = desk()
            .tab()
            .peek(|state| state.brief_readers(plan.role) > Shown::Us);
        let needed_by = untrack(|| plan.needed_by()).filter(|_| is_shared);
        let id = clock::fresh(ExpectationId::new);
        let tell = expectation::Command::TellExpectation {
            expectation: id,
            role: plan.role,
            leader,
            terms: Box::new(Terms {
                yes_by,
                level: level.get_untracked(),
                odds: untrack(|| odds(plan, yes_by)),
                range: range.get_untracked(),
                roles: plan
                    .forecast
                    .with_untracked(|forecast| forecast.as_ref().map_or(0, Forecast::roles)),
                notice,
                needed_by,
                because: because.get_untracked(),
                shorter: opened,
                ours: ours.get_untracked(),
                theirs: theirs.get_untracked(),
                cause: cause.get_untracked(),
            }),
            way: way.get_untracked(),
            shown: shown.get_untracked(),
            fits: fits.get_untracked(),
        };
        if heed(
            problem,
            desk().tab().try_submit(Body::Expectation(tell)).map_err(said),
        )
        .is_some()
        {
            desk().done("Written down: it was told.", None);
            sends.set(Some(id));
            told_here.update(|count| *count += 1);
        }
    };
    let why_anew = move || {
        (!is_first.get()).then(|| {
        view! {
            <Select label="Why another date?" all=CAUSES name=|cause| cause.map_or("Choose", ToldAnew::label) value=cause/>
        }
    })
    };
    let notice = move || {
        let yes_by = date.get().parse::<NaiveDate>().ok()?;
        Some(match plan.notice() {
            Some(notice) => format!(
                "With {}, at the desk about {}.",
                notice_words(notice),
                day::date(at_the_desk(yes_by, notice), today)
            ),
            None => "The notice is not known yet: say so with it.".into(),
        })
    };
    // Whoever tells another day than the forecast gives is told so, and may know better.
    let doubts = move || {
        let yes_by = date.get().parse::<NaiveDate>().ok()?;
        let odds = odds(plan, yes_by)?;
        let told = level.get().likelihood() * 100.0;
        ((f64::from(odds) - told).abs() > 5.0).then(|| {
            let words = format!("By the forecast, about {odds} of 100 roles like this have a yes by then.");
            view! { <p class="small hint" role="status">{words}</p> }
        })
    };
    let has_levers = Memo::new(move |_| levers.with(|levers| !levers.is_empty()));
    let title = move || {
        if is_first.get() {
            "Write down what was told"
        } else {
            "Tell another date"
        }
    };
    view! {
        <section class="card stack tell" aria-labelledby="tell-title">
            <h2 id="tell-title">{title}</h2>
            <div id="tell-form"><Form class="stack" save>
                <div class="grid-2">
                    <label class="field">"Somebody says yes by"
                        <input type="date" prop:value=move || date.get() on:input=move |event| {
                            typed.set(true);
                            date.set(event_target_value(&event));
                        }/>
                        <span class="small quiet">{notice}</span>
                    </label>
                    <Select label="How likely is that?" all=Level::ALL name=Level::label value=level/>
                    <Select label="How was it told?" all=Way::ALL name=Way::label value=way/>
                    <Select label="What did they say?" all=ANSWERS name=|fits| fits.map_or("Nothing yet", Fits::label) value=fits/>
                    {why_anew}
                </div>
                {doubts}
                <details class="more">
                    <summary>"Reasons, and what each side does"</summary>
                    <div class="stack">
                        <Area label="Why it takes so long" value=because rows=2/>
                        <p class="small quiet">"Write it so that " <bdi>{name}</bdi> " could read it: they do."</p>
                        <NamesHint text=because/>
                        <Field label="You do" value=ours/>
                        <Field label="They do" value=theirs/>
                        {move || has_levers.get().then(|| view! { <p class="small quiet">"What would shorten it, on their page:"</p> })}
                        {ticks}
                        <WhoSees shown leader=Some(leader) most=Shown::Team/>
                        <p class="small quiet">"A boss sees the dates, not the words."</p>
                    </div>
                </details>
                <Problem words=problem/>
                <div class="row wrap"><button class="primary">"It was told"</button></div>
            </Form></div>
        </section>
    }
    .into_any()
}

/// In how many of a hundred roles like this somebody says yes by then. Reactive.
fn odds(plan: Plan, yes_by: NaiveDate) -> Option<u8> {
    let odds = plan
        .forecast
        .with(|forecast| Some(forecast.as_ref()?.by(yes_by) * 100.0))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    Some(odds.round() as u8)
}

/// What general figures and one's own roles give as reasons, in words for the leader.
fn reasons(plan: Plan) -> String {
    let Some(forecast) = plan.forecast.get() else {
        return String::new();
    };
    let reasons = forecast.effects().into_iter().filter_map(|effect| match effect {
        Influence::Niche(niche, _) => Some(niche.label().to_lowercase()),
        Influence::Market(market, _) => Some(format!("a {} market", market.label().to_lowercase())),
        // Said only of roles in which somebody came.
        Influence::Team(times, _) if times > 1.05 && forecast.filled() > 0 => {
            Some("our own roles took longer".into())
        }
        Influence::Team(times, _) if times < 0.95 && forecast.filled() > 0 => {
            Some("our own roles went faster".into())
        }
        _ => None,
    });
    let reasons: Vec<String> = reasons.collect();
    let first = "Half of roles like this take";
    let range = forecast.range();
    let today = clock::today();
    let span = crate::ui::span((range.half - today).num_days());
    // It is read on other days, and in other years, too.
    let mut text = format!("{first} {span} from {}", day::kept(today));
    if !reasons.is_empty() {
        text.push_str(": ");
        text.push_str(&reasons.join(", "));
    }
    text.push('.');
    text
}

/// When they hear, as it is agreed.
fn hears(leader: LeaderId) -> String {
    desk().tab().with(|state| {
        let leader = state.get::<Leader>(leader).ok();
        let rhythm = leader.map(|leader| leader.details.rhythm()).unwrap_or_default();
        let cadence = state.settings().cadence;
        match rhythm.usual_day.or(cadence.weekday) {
            Some(day) => {
                let named = (0..7).map(|more| clock::today() + chrono::Days::new(more));
                let named = named
                    .into_iter()
                    .find(|date| chrono::Datelike::weekday(date) == day);
                format!("You hear from me every {}.", named.map_or("week", weekday))
            }
            None => format!(
                "You hear from me every {} working days at the latest.",
                rhythm.longest_silence.unwrap_or(cadence.longest_silence)
            ),
        }
    })
}
