//! Why it takes so long: what each factor does to the middle date.

use leptos::prelude::*;

use super::plan::Plan;
use crate::board::desk::desk;
use crate::domain::{Role, forecast::Influence};
use crate::ui::day;

#[component]
pub fn Why(plan: Plan) -> impl IntoView {
    let rows = move || {
        let forecast = plan.forecast.get()?;
        let (kind, because) = desk().tab().with(|state| {
            let role = state.get::<Role>(plan.role).ok();
            let details = role.map(|role| &role.details);
            let kind = details.map_or_else(String::new, |details| {
                format!(
                    "{}, {}",
                    details.family.label(),
                    details.seniority.label().to_lowercase()
                )
            });
            let outlook = details.and_then(|details| details.outlook.as_ref());
            (
                kind,
                outlook.map_or_else(String::new, |outlook| outlook.because.clone()),
            )
        });
        let rows = forecast.effects().into_iter().map(|effect| {
            let (name, note, size, says) = match effect {
                Influence::Kind(days) => (kind.clone(), String::new(), 1.0, day_count(days)),
                Influence::Own(said, days) => (
                    format!("Your own judgement, {}", day::days(said.into())),
                    because.clone(),
                    1.0,
                    day_count(days),
                ),
                Influence::Niche(niche, times) => (niche.label().into(), String::new(), times - 1.0, percent(times)),
                Influence::Market(market, times) => (
                    format!("{} market", market.label()),
                    because.clone(),
                    times - 1.0,
                    percent(times),
                ),
                Influence::Team(times, roles) => (
                    if times < 1.0 { "Your own roles run faster" } else { "Your own roles run longer" }.into(),
                    format!("{roles}, {} of them filled", forecast.filled()),
                    times - 1.0,
                    percent(times),
                ),
                Influence::Earlier(times) => (
                    "How earlier forecasts came true".into(),
                    String::new(),
                    times - 1.0,
                    percent(times),
                ),
                Influence::People(times, people) => (
                    "People in first talks or further".into(),
                    format!("{people} counted: a blend of what they add with the general figures"),
                    times - 1.0,
                    percent(times),
                ),
                Influence::Open(times, days) => (
                    "Open without a yes".into(),
                    format!("for {} so far", day_count(days)),
                    times - 1.0,
                    percent(times),
                ),
            };
            let width = format!("{:.0}%", size.abs().min(1.0) * 100.0);
            let class = if size < 0.0 { "less" } else { "more" };
            view! {
                <li>
                    <span>{name} " " <span class="small quiet" dir="auto">{note}</span></span>
                    <svg width="100%" height="8" aria-hidden="true"><rect width=width height="8" rx="2" class=class></rect></svg>
                    <b>{says}</b>
                </li>
            }
        });
        Some(rows.collect_view())
    };
    let sum = move || {
        let forecast = plan.forecast.get()?;
        let half = day::date(forecast.range().half, desk().today.get());
        Some(
            view! { <li><span class="strong">"So half have a yes by " {half}</span> <span></span> <b>{day_count(forecast.middle())}</b></li> },
        )
    };
    view! {
        <section class="card stack factors" aria-labelledby="why-so-long">
            <div class="row between wrap">
                <h2 id="why-so-long">"Why this long"</h2>
                <span class="small quiet">"each factor, from the middle date"</span>
            </div>
            <ul>{rows}{sum}</ul>
        </section>
    }
    .into_any()
}

fn day_count(days: f64) -> String {
    format!("{days:.0} days")
}

/// `+25%`, `−40%`.
fn percent(times: f64) -> String {
    let percent = (times - 1.0) * 100.0;
    let sign = if percent < 0.0 { "−" } else { "+" };
    format!("{sign}{:.0}%", percent.abs())
}
