//! How forecasts did: what was told against what came, and how the forecast would have done on the team's own roles.

use leptos::prelude::*;

use crate::board::desk::{Link, Route, desk};
use crate::browser::page;
use crate::domain::{
    Leader, Role, RoleId, Sorting, Turnout,
    forecast::{self, Backtest, LEVELS},
};
use crate::ui::day;

/// Roles that are listed, the newest yes first.
const LISTED: usize = 30;

/// Parts into which what forecasts had called is sorted.
const PARTS: usize = 10;

#[derive(Clone, PartialEq, Eq)]
struct Came {
    role: RoleId,
    title: String,
    leader: String,
    on: chrono::NaiveDate,
    turnout: Turnout,
}

#[component]
pub fn Calibration() -> impl IntoView {
    page::set_title("How dates came true · Fulcrum");
    view! {
        <div class="calibration stack">
            <h1 tabindex="-1">"How dates came true"</h1>
            <p class="quiet">"What was told against what came, and whether the forecast deserves trust. Nothing here is about a person: no figure by recruiter."</p>
            <ToldAgainstCame/>
            <Trust/>
        </div>
    }
    .into_any()
}

#[component]
fn ToldAgainstCame() -> impl IntoView {
    let desk = desk();
    let came = Memo::new(move |_| {
        desk.tab().with(|state| {
            let came = state.all::<Role>().filter_map(|role| {
                let turnout = state.turnout(role)?;
                let leader = role.leader.and_then(|leader| state.get::<Leader>(leader).ok());
                Some(Came {
                    role: role.id,
                    title: role.called().to_owned(),
                    leader: leader.map_or_else(String::new, |leader| leader.details.name.clone()),
                    on: role.said_yes_on()?,
                    turnout,
                })
            });
            let mut came: Vec<Came> = came.collect();
            came.put_in_order_by(|came| std::cmp::Reverse((came.on, came.role)));
            came
        })
    });
    let sum = move || {
        came.with(|came| {
            let held = came.iter().filter(|came| came.turnout.came <= came.turnout.told).count();
            match came.len() {
                0 => "No role has both yet: a date that was told, and somebody’s yes. Each that has stands here: told against what came.".to_owned(),
                all => format!("{held} of {all} said yes by the date that was told first. At 8 in 10, one in five takes longer by design."),
            }
        })
    };
    let rows = move || {
        let today = desk.today.get();
        let came = came.get().into_iter().take(LISTED);
        let rows = came.map(|came| {
            view! {
                <li>
                    <Link to=Route::Role(came.role)><b dir="auto">{came.title}</b>" "<span class="quiet" dir="auto">{came.leader}</span></Link>
                    <span>{came.turnout.words()} <span class="quiet">{format!(", {}", day::date(came.on, today))}</span></span>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <section class="card stack" aria-labelledby="told-against-came">
            <h2 id="told-against-came">"Told against what came"</h2>
            <p>{sum}</p>
            <ul class="came">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Trust() -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        let today = desk.today.get();
        let roles = desk.tab().with(|state| state.history());
        forecast::coverage(&roles, today)
    });
    move || {
        let found = found.get();
        view! {
            <section class="card stack" aria-labelledby="the-forecast">
                <h2 id="the-forecast">"The forecast on your own roles"</h2>
                <p class="quiet">"Each past role is forecast from what was known on the day it opened, then held against what came; roles that are still open count as open."</p>
                {judged(&found)}
            </section>
        }
    }
}

fn judged(found: &Backtest) -> AnyView {
    let all = found.all;
    if !all.is_enough() {
        let count = all.judged()[1];
        return view! {
            <p><b>"Too few to judge"</b>{format!(": the 8-in-10 date of {count} of {} roles has passed; from 20 on it says something.", found.roles)}</p>
        }
        .into_any();
    }
    let rows = LEVELS.iter().zip(all.coverage()).zip(all.uncertainty()).map(|((level, covered), chance)| {
        let percent = |part: f64| format!("{:.0}%", part * 100.0);
        let (covered, chance) = (covered.unwrap_or_default(), chance.unwrap_or_default());
        let (low, high) = ((level - 2.0 * chance).max(0.0), (level + 2.0 * chance).min(1.0));
        let is_within = (low..=high).contains(&covered);
        let says = if is_within {
            "as it should be, within chance"
        } else if covered < low {
            "too soon: dates came later than told"
        } else {
            "too late: dates came sooner than told"
        };
        view! {
            <li>
                <span>{percent(*level)} " of yeses by the date"</span>
                <svg width="100%" height="12" role="img" aria-label=format!("{} came by then", percent(covered))>
                    <rect width="100%" height="12" class="all"></rect>
                    <rect x=percent(low) width=percent(high - low) height="12" class="chance"></rect>
                    <rect width=percent(covered) y="3" height="6" class="came"></rect>
                    <line x1=percent(*level) x2=percent(*level) y1="0" y2="12"></line>
                </svg>
                <b>{percent(covered)}</b>
                <span class="small quiet">{says}</span>
            </li>
        }
    });
    view! {
        <ul class="levels">{rows.collect_view()}</ul>
        <p class="small quiet">{format!("{} roles. The pale part is what chance alone would give.", found.roles)}</p>
        {spread(&found.turned)}
    }
    .into_any()
}

/// How evenly what came is spread over what was called: flat where forecasts are right.
fn spread(turned: &[f64]) -> impl IntoView + use<> {
    let mut parts = [0_u32; PARTS];
    for given in turned {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "ten parts of 0 to 1"
        )]
        let at = ((given * PARTS as f64) as usize).min(PARTS - 1);
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    let most = parts.iter().copied().max().unwrap_or(1).max(1);
    let bars = parts.iter().enumerate().map(|(at, count)| {
        let height = f64::from(*count) / f64::from(most) * 56.0;
        let (x, y) = (format!("{}%", at * 10 + 1), format!("{:.1}", 56.0 - height));
        view! { <rect x=x y=y width="8%" height=format!("{height:.1}")></rect> }
    });
    let counts = parts.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    view! {
        <details class="more">
            <summary>"Where in the range they came"</summary>
            <p class="small quiet">"From left, sooner than nearly all, to right, later than nearly all. Even bars mean that the range is right; a heap on the right means that dates are told too early."</p>
            <svg class="where" width="100%" height="56" role="img" aria-label=format!("Counts from soonest to latest: {counts}")>{bars.collect_view()}</svg>
        </details>
    }
}
