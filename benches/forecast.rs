//! How forecasts do on made-up teams whose roles are drawn from known shapes, and how long a refit takes.
//!
//! `cargo bench -p fulcrum-benches --bench forecast` prints it; `-- --write` writes it to `docs/FORECAST.md`. The teams are drawn from seeds on which
//! nothing was chosen: the settings of the forecast were chosen on `-- --tune`.

use std::{fmt::Write, fs, time::Instant};

use chrono::{Days, NaiveDate};
use fulcrum::domain::{
    Family, Market, Niche, Seniority,
    forecast::{Experience, Factors, Forecast, LEVELS, Opened, Outcome, Scores, coverage},
};

const FACTORS: Factors = Factors {
    family: Family::Finance,
    seniority: Seniority::Mid,
    market: Market::Normal,
    niche: Niche::Common,
    middle: None,
};

/// Roles of a team, one every five days.
const ROLES: u64 = 240;

/// Draws evenly from 0 to 1; the seed is not 0.
struct Even(u64);

impl Even {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let drawn = (self.0 >> 11) as f64;
        (drawn + 0.5) / 9_007_199_254_740_992.0
    }
}

/// Days of a Weibull distribution with this middle and spread of the logarithm.
fn weibull(even: &mut Even, middle: f64, spread: f64) -> f64 {
    let shape = std::f64::consts::PI / (6.0_f64.sqrt() * spread);
    let met = -(1.0 - even.next()).ln() / std::f64::consts::LN_2;
    middle * met.powf(1.0 / shape)
}

type Shape = (&'static str, fn(&mut Even, f64) -> f64);

/// What is drawn, given how far into all roles it comes, 0 to 1.
const SHAPES: [Shape; 6] = [
    ("drawn from the model itself", |even, _| weibull(even, 62.0, 0.7)),
    (
        "as many roles, twice as long as general figures say",
        |even, _| weibull(even, 110.0, 0.7),
    ),
    ("longer and longer, to half as long again", |even, part| {
        weibull(even, 50.0 * (1.0 + 0.5 * part), 0.7)
    }),
    ("longer and longer, to twice as long", |even, part| {
        weibull(even, 50.0 * (1.0 + part), 0.7)
    }),
    ("heavy tails: log-logistic", |even, _| {
        let part = even.next();
        60.0 * (part / (1.0 - part)).powf(0.5)
    }),
    ("heavy tails: the logarithm is Cauchy", |even, _| {
        60.0 * (0.35 * (std::f64::consts::PI * (even.next() - 0.5)).tan()).exp()
    }),
];

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 6).expect("a day") + Days::new(number)
}

fn team(seed: u64, days: fn(&mut Even, f64) -> f64) -> Vec<Opened> {
    let mut even = Even(seed);
    for _ in 0..20 {
        even.next();
    }
    let role = |number: u64| {
        #[expect(clippy::cast_precision_loss, reason = "there are hundreds")]
        let part = number as f64 / ROLES as f64;
        let on = day(number * 5);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "days are rounded"
        )]
        let took = days(&mut even, part).round().clamp(1.0, 3_000.0) as u64;
        Opened {
            factors: FACTORS,
            on,
            known_on: on,
            outcome: Outcome::Filled(on + Days::new(took)),
        }
    };
    (0..ROLES).map(role).collect()
}

/// Of the dates at each level: how many held, and how many were judged.
fn held(scores: &Scores) -> [(f64, f64); 3] {
    std::array::from_fn(|level| {
        let judged = f64::from(scores.judged()[level]);
        (scores.coverage()[level].unwrap_or(0.0) * judged, judged)
    })
}

/// The same over teams, of all roles but the first forty of each.
fn after_forty(seeds: &[u64], days: fn(&mut Even, f64) -> f64) -> [(f64, f64); 3] {
    let mut sums = [(0.0, 0.0); 3];
    for seed in seeds {
        let found = coverage(&team(*seed, days), day(ROLES * 5 + 3_000));
        let (all, first) = (held(&found.all), held(&found.first_forty));
        for ((sum, all), first) in sums.iter_mut().zip(all).zip(first) {
            sum.0 += all.0 - first.0;
            sum.1 += all.1 - first.1;
        }
    }
    sums
}

#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
fn main() {
    let given: Vec<String> = std::env::args().collect();
    let has = |flag: &str| given.iter().any(|given| given == flag);
    let (first, teams) = if has("--tune") { (11, 8) } else { (7_001, 40) };
    let seeds: Vec<u64> = (0..teams).map(|number| first + number * 7_919).collect();
    let mut paper = String::from(
        "# The forecast on made-up teams\n\nWritten by `cargo bench -p fulcrum-benches --bench forecast -- --write`. Each team has 240 roles, one every \
         five days; each role is forecast on the day it opens from what was known then, and the dates of all but the first forty are held \
         against what came. Wanted: within 6 points of 50, 80 and 95. No setting was chosen on these teams.\n\n",
    );
    let _ = writeln!(
        paper,
        "{teams} teams a line.\n\n| roles | half | 8 in 10 | 19 in 20 | judged |\n| --- | --: | --: | --: | --: |"
    );
    for (name, days) in SHAPES {
        let sums = after_forty(&seeds, days);
        let cells = sums.iter().zip(LEVELS).map(|((held, judged), level)| {
            let share = held / judged;
            let misses = if (share - level).abs() > 0.06 {
                " (missed)"
            } else {
                ""
            };
            format!("{:.1} %{misses}", share * 100.0)
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(paper, "| {name} | {} | {:.0} |", cells.join(" | "), sums[1].1);
    }
    let roles: Vec<Opened> = (0..3)
        .flat_map(|seed| team(seed + 77, SHAPES[0].1))
        .take(500)
        .collect();
    let today = day(ROLES * 5);
    let best = |mut run: Box<dyn FnMut()>| {
        let times = (0..20).map(|_| {
            let began = Instant::now();
            run();
            began.elapsed().as_secs_f64() * 1_000.0
        });
        times.fold(f64::INFINITY, f64::min)
    };
    let experience = Experience::of(&roles, today);
    let refit = best(Box::new({
        let roles = roles.clone();
        move || drop(std::hint::black_box(Experience::of(&roles, today)))
    }));
    let redraw = best(Box::new(move || {
        let forecast = Forecast::new(FACTORS, None, (today - Days::new(30), today), &experience);
        std::hint::black_box(forecast.range());
    }));
    let _ = writeln!(
        paper,
        "\nNatively, the best of 20: what 500 past roles teach is worked out in {refit:.1} ms; one role's dates are in {redraw:.2} ms."
    );
    println!("{paper}");
    if has("--write") {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/FORECAST.md");
        fs::write(place, paper).expect("the paper is written");
    }
}
