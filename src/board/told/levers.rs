//! What would shorten it: touched, and the range moves. Only where the forecast has a factor; the rest is said in words.

use leptos::prelude::*;

use super::plan::{Plan, Touched};
use crate::board::desk::desk;
use crate::domain::{Coming, Market, Niche};
use crate::ui::day;

/// One thing that may be thought away.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Lever {
    Must(String),
    Market,
}

impl Lever {
    fn alone(&self) -> Touched {
        match self {
            Self::Must(what) => Touched {
                dropped: vec![what.clone()],
                ..Touched::default()
            },
            Self::Market => Touched {
                normal_market: true,
                ..Touched::default()
            },
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Must(what) => format!("{what} becomes nice to have"),
            Self::Market => "The market eases to normal".into(),
        }
    }

    fn is_touched(&self, touched: &Touched) -> bool {
        match self {
            Self::Must(what) => touched.dropped.contains(what),
            Self::Market => touched.normal_market,
        }
    }

    fn touch(&self, touched: &mut Touched) {
        match self {
            Self::Must(what) if touched.dropped.contains(what) => touched.dropped.retain(|one| one != what),
            Self::Must(what) => touched.dropped.push(what.clone()),
            Self::Market => touched.normal_market = !touched.normal_market,
        }
    }
}

/// What the leader may be shown of these: words, and by when somebody would say yes.
pub fn shorter(plan: Plan) -> Vec<(String, chrono::NaiveDate)> {
    let levers = levers(plan).into_iter();
    let told = levers.filter_map(|lever| Some((lever.words(), plan.were(&lever.alone())?.range().eight)));
    told.collect()
}

fn levers(plan: Plan) -> Vec<Lever> {
    let Some(factors) = plan
        .forecast
        .with(|forecast| forecast.as_ref().map(crate::domain::forecast::Forecast::factors))
    else {
        return Vec::new();
    };
    if factors.middle.is_some() {
        return Vec::new();
    }
    let musts = desk().tab().with(|state| {
        let musts = state.brief(plan.role).spec.musts.into_iter();
        musts.map(|must| must.what).collect::<Vec<_>>()
    });
    let musts = musts
        .into_iter()
        .filter(|_| factors.niche != Niche::Common)
        .map(Lever::Must);
    let market = (factors.market == Market::Tight).then_some(Lever::Market);
    musts.chain(market).collect()
}

#[component]
pub fn Levers(plan: Plan) -> impl IntoView {
    let levers = Memo::new(move |_| levers(plan));
    let one = move |lever: Lever| {
        let today = desk().today.get();
        let alone = lever.alone();
        let range = plan.were(&alone)?.range();
        let yes = format!("yes by {}", day::date(range.eight, today));
        let says = match Coming::after(range.eight, plan.notice()) {
            Coming::Desk(on) => format!("{yes}, at the desk {}", day::date(on, today)),
            Coming::Yes(_) => yes,
        };
        let (state, touched) = (lever.clone(), lever.clone());
        let is_on = move || plan.touched.with(|touched| state.is_touched(touched));
        Some(view! {
            <li>
                <button role="switch" class="lever" aria-checked=move || is_on().to_string()
                    on:click=move |_| plan.touched.update(|all| touched.touch(all))>
                    <span class="says"><span dir="auto">{lever.words()}</span><span class="small quiet">{says}</span></span>
                    <span class="knob" aria-hidden="true"></span>
                </button>
            </li>
        })
    };
    let none = move || {
        levers.with(Vec::is_empty).then(|| {
            view! {
                <p class="quiet">"Nothing that figures can show: common skills, no tight market. A must-have dropped counts where the skills are rare."</p>
            }
        })
    };
    let thought = move || {
        plan.touched.with(|touched| !touched.is_nothing()).then(|| {
            view! {
                <p class="small hint">"The picture shows how it would be, nothing else does. To drop a must-have, change the brief."
                    " " <button class="act-link" on:click=move |_| plan.touched.set(Touched::default())>"As it is"</button></p>
            }
        })
    };
    view! {
        <section class="card stack levers" aria-labelledby="shorter">
            <div class="row between wrap">
                <h2 id="shorter">"What would shorten it"</h2>
                <span class="small quiet">"touch and see it move"</span>
            </div>
            {none}
            <ul><For each=move || levers.get() key=|lever| lever.clone() let:lever>{one(lever)}</For></ul>
            {thought}
            <p class="small quiet">"Pay and place have no figure until your own roles show one: say in words what you heard."</p>
        </section>
    }
    .into_any()
}
