use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Expectation, Family, Lapse, Market, Niche, Outlook, Place, Role, Seniority, Story, funnel, role as roles,
};

/// A middle of 55 days.
const FINANCE: Factors = Factors {
    family: Family::Finance,
    seniority: Seniority::Mid,
    market: Market::Normal,
    niche: Niche::Common,
    middle: None,
};

fn past(days: f64, filled: bool) -> Past {
    Past {
        factors: FINANCE,
        days,
        filled,
        known_from: 0.0,
    }
}

fn told(curve: &Curve) -> [String; 3] {
    LEVELS.map(|level| format!("{:.1}", curve.days(level)))
}

fn three_filled_two_open() -> Vec<Past> {
    let filled = [30.0, 62.0, 110.0].map(|days| past(days, true));
    let open = [45.0, 200.0].map(|days| past(days, false));
    filled.into_iter().chain(open).collect()
}

#[test]
fn a_date_that_has_passed_is_called_about_whether_or_not_a_role_is_forecast() {
    let mut story = Story::begin();
    story.tells("first", "data", 30);
    let says = |story: &Story| {
        let (state, today) = (story.state(), story.now.date_naive());
        let role = state.get::<Role>(Story::role("data")).unwrap();
        let first = state.get::<Expectation>(Story::expectation("first")).unwrap();
        let lapses = state.lapses(today, || Experience::of(&state.history(), today));
        let has_slipped = lapses.contains_key(&role.id);
        (
            first.has_passed(role, today),
            state.is_called_about(first),
            has_slipped,
        )
    };
    story.now += chrono::TimeDelta::days(30);
    assert_eq!(says(&story), (false, true, false), "it has not yet");
    story.now += chrono::TimeDelta::days(1);
    assert_eq!(
        says(&story),
        (true, true, true),
        "though nobody said which kind it is"
    );
    let lapses = |story: &Story| {
        let (state, today) = (story.state(), story.now.date_naive());
        state.lapses(today, || Experience::of(&state.history(), today))
    };
    let told = story
        .state()
        .get::<Expectation>(Story::expectation("first"))
        .unwrap()
        .terms
        .coming();
    assert_eq!(
        lapses(&story),
        Lapses::from([(Story::role("data"), Lapse::Missed(told))])
    );
    let state = story.state();
    let mut details = state.get::<Role>(Story::role("data")).unwrap().details.clone();
    details.outlook = Some(Outlook::default());
    story.does(roles::Command::EditRole {
        role: Story::role("data"),
        details,
        base: None,
    });
    assert_eq!(says(&story), (true, true, true));
    story.tells("second", "data", 400);
    assert_eq!(says(&story), (true, false, false), "another was told");
}

#[test]
fn open_roles_move_the_dates_out() {
    let known = three_filled_two_open();
    let curve = Curve::new(FINANCE, &Learned::from_all(&known));
    assert_eq!(told(&curve), ["87.1", "168.1", "292.1"]);
    assert_eq!(told(&curve.after(60.0)), ["126.1", "204.6", "334.9"]);
    let filled_only = Learned::from_all(known.iter().filter(|past| past.filled));
    assert_eq!(
        told(&Curve::new(FINANCE, &filled_only)),
        ["59.4", "104.8", "173.2"]
    );
}

#[test]
fn candidates_in_play_are_likely_by_then() {
    let pipeline = Pipeline(vec![
        Likely {
            count: 2,
            says_yes: 0.35,
            median_days: 14.0,
        },
        Likely {
            count: 5,
            says_yes: 0.08,
            median_days: 30.0,
        },
    ]);
    let by = [14.0, 30.0, 60.0].map(|days| format!("{:.4}", pipeline.by(days)));
    assert_eq!(by, ["0.3365", "0.6315", "0.7108"]);
}

#[test]
fn candidates_weigh_half_at_most_and_a_blend_lies_between() {
    let curve = Curve::new(FINANCE, &Learned::default()).after(30.0);
    let pipeline = Pipeline(vec![
        Likely::with_an_offer(1),
        Likely::in_the_last_round(3),
        Likely::in_interviews(4),
        Likely::in_first_talks(12),
    ]);
    assert_eq!(pipeline.weight(), 0.5);
    let plain = curve.by(60.0);
    let blended = pipeline.blended(&curve, 30.0);
    assert!(
        plain < blended && blended < pipeline.by(30.0),
        "{plain} {blended}"
    );
    let nobody = Pipeline::default();
    assert_eq!(nobody.weight(), 0.0);
    assert!((nobody.blended(&curve, 30.0) - plain).abs() < 1e-12);
}

#[test]
fn general_figures_alone_give_their_middle() {
    let curve = Curve::new(FINANCE, &Learned::default());
    let middle = curve.days(0.5);
    assert!((50.0..60.0).contains(&middle), "{middle}");
    let rare = Factors {
        niche: Niche::Rare,
        seniority: Seniority::Senior,
        ..FINANCE
    };
    let rare = Curve::new(rare, &Learned::default()).days(0.5);
    assert!((middle * 2.0..middle * 2.5).contains(&rare), "{middle} {rare}");
}

#[test]
fn forecasts_that_ran_late_move_the_dates_out_and_even_ones_leave_them() {
    let curve = Curve::new(FINANCE, &Learned::default());
    let late = Recalibration::of((0..40).map(|_| Turned::Out(0.9)));
    let even = Recalibration::of((0..40).map(|number| Turned::Out((f64::from(number) + 0.5) / 40.0)));
    let [plain, late, even] = [
        curve.clone(),
        curve.clone().recalibrated(late),
        curve.recalibrated(even),
    ]
    .map(|curve| curve.days(0.8));
    assert!(late > plain * 1.3, "{plain} {late}");
    assert!((even - plain).abs() < 1.0, "{plain} {even}");
}

/// Draws evenly from 0 to 1, the same for the same seed.
fn even(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let drawn = (state >> 11) as f64;
        drawn / 9_007_199_254_740_992.0
    }
}

fn day(number: u64) -> NaiveDate {
    "2022-01-03".parse::<NaiveDate>().unwrap() + Days::new(number)
}

/// Roles opened every five days whose days are drawn by `days`, given how far into all of them they come, 0 to 1.
fn made_up(count: u64, mut days: impl FnMut(f64) -> f64) -> Vec<Opened> {
    let role = |number: u64| {
        #[expect(clippy::cast_precision_loss, reason = "there are hundreds")]
        let part = number as f64 / count as f64;
        let on = day(number * 5);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "days are rounded"
        )]
        let filled = on + Days::new(days(part).round().clamp(0.0, 3_000.0) as u64);
        Opened {
            factors: FINANCE,
            on,
            known_on: on,
            outcome: Outcome::Filled(filled),
        }
    };
    (0..count).map(role).collect()
}

/// Days of a Weibull distribution with this middle and spread of the logarithm.
fn weibull(even: &mut impl FnMut() -> f64, middle: f64, spread: f64) -> f64 {
    let shape = learned::shape(spread);
    let met = -(1.0 - even()).ln() / std::f64::consts::LN_2;
    middle * met.powf(1.0 / shape)
}

#[test]
fn of_roles_drawn_from_the_model_itself_the_dates_hold_as_often_as_they_say() {
    let mut draws = even(7);
    let roles = made_up(200, |_| weibull(&mut draws, 62.0, 0.7));
    let found = backtest(&roles, day(200 * 5 + 3_000));
    assert_eq!(found.all.judged(), [200; 3]);
    for ((covered, level), strays) in found
        .all
        .coverage()
        .into_iter()
        .zip(LEVELS)
        .zip(found.all.uncertainty())
    {
        let (covered, strays) = (covered.unwrap(), strays.unwrap());
        assert!(
            (covered - level).abs() < 2.0 * strays,
            "{level}: {covered} ± {strays}"
        );
    }
    let mean: f64 = found.turned.iter().sum::<f64>() / 200.0;
    assert!((mean - 0.5).abs() < 0.05, "{mean}");
}

/// How often the dates at each level held, of all roles but the first forty of each of four made-up teams.
fn covered_later(team: impl Fn(u64) -> Vec<Opened>) -> [f64; 3] {
    let (mut covered, mut judged) = ([0.0; 3], [0.0; 3]);
    for seed in 1..5 {
        let found = backtest(&team(seed * 977), day(240 * 5 + 3_000));
        for level in 0..LEVELS.len() {
            let held = |scores: &Scores| {
                let of = f64::from(scores.judged()[level]);
                (scores.coverage()[level].unwrap_or(0.0) * of, of)
            };
            let ((all, of_all), (first, of_first)) = (held(&found.all), held(&found.first_forty));
            covered[level] += all - first;
            judged[level] += of_all - of_first;
        }
    }
    std::array::from_fn(|level| covered[level] / judged[level])
}

#[test]
fn on_roles_that_take_longer_and_longer_the_dates_come_back() {
    let drifting = covered_later(|seed| {
        let mut draws = even(seed);
        made_up(240, |part| weibull(&mut draws, 50.0 * (1.0 + 0.5 * part), 0.7))
    });
    for (covered, level) in drifting.into_iter().zip(LEVELS) {
        assert!((covered - level).abs() <= 0.06, "{level}: {drifting:?}");
    }
}

#[test]
fn on_roles_with_heavy_tails_the_dates_come_back() {
    let heavy = covered_later(|seed| {
        let mut draws = even(seed + 31);
        made_up(240, |_| {
            let part = draws().clamp(1e-9, 1.0 - 1e-9);
            60.0 * (part / (1.0 - part)).sqrt()
        })
    });
    for (covered, level) in heavy.into_iter().zip(LEVELS) {
        assert!((covered - level).abs() <= 0.06, "{level}: {heavy:?}");
    }
}

#[test]
fn what_is_not_known_yet_is_not_judged() {
    let open = |on| Opened {
        factors: FINANCE,
        on,
        known_on: on,
        outcome: Outcome::Open,
    };
    assert_eq!(backtest(&[], day(0)), Backtest::default());
    let one = backtest(&[open(day(0))], day(10));
    assert_eq!((one.roles, one.all.judged(), one.all.crps()), (1, [0; 3], None));
    let long = backtest(&[open(day(0))], day(14_600));
    assert_eq!((long.all.judged(), long.all.coverage()), ([1; 3], [Some(0.0); 3]));
    assert!(!long.all.is_enough());
    assert_eq!(
        backtest(&[open(day(5))], day(4)).roles,
        0,
        "of tomorrow nothing is known"
    );
}

/// The likelihood of a pair on the grid, role by role.
fn plainly(past: &[Past], number: usize, offset: f64) -> f64 {
    let shape = learned::shape(learned::spread(number));
    let log_survival = |past: &Past, days: f64| {
        let middle = past.factors.median_days().ln() + offset;
        let scale = middle - std::f64::consts::LN_2.ln() / shape;
        -(shape * (days.ln() - scale)).exp()
    };
    let of = |past: &Past| {
        let days = past.days.max(0.5);
        let middle = past.factors.median_days().ln() + offset;
        let scale = middle - std::f64::consts::LN_2.ln() / shape;
        let density = if past.filled {
            shape.ln() + shape * (days.ln() - scale)
        } else {
            0.0
        };
        let entry = if past.known_from >= 0.5 {
            log_survival(past, past.known_from.min(past.days))
        } else {
            0.0
        };
        density + log_survival(past, days) - entry
    };
    past.iter().map(of).sum()
}

fn any_past() -> impl Strategy<Value = Past> {
    let factors = (
        0..Family::ALL.len(),
        0..Seniority::ALL.len(),
        0..Market::ALL.len(),
        0..Niche::ALL.len(),
    );
    (factors, 0_u32..20_000, any::<bool>(), 0_u32..400).prop_map(
        |((family, seniority, market, niche), days, filled, from)| Past {
            factors: Factors {
                family: Family::ALL[family],
                seniority: Seniority::ALL[seniority],
                market: Market::ALL[market],
                niche: Niche::ALL[niche],
                middle: None,
            },
            days: f64::from(days),
            filled,
            known_from: f64::from(from.min(days)),
        },
    )
}

proptest! {
    #[test]
    fn the_factors_that_are_named_multiply_to_the_middle(
        role in any_past(), past in prop::collection::vec((any_past(), 0_u32..2000), 0..12), open in 0_u32..1500,
    ) {
        let today: NaiveDate = "2026-11-18".parse().unwrap();
        let ago = |days: u32| today - Days::new(days.into());
        let roles: Vec<Opened> = past.iter().map(|(past, since)| Opened {
            factors: past.factors,
            on: ago(*since),
            known_on: ago(*since),
            outcome: if past.filled { Outcome::Filled(ago(since / 2)) } else { Outcome::Open },
        }).collect();
        let forecast = Forecast::new(role.factors, None, (ago(open), today), &Experience::of(&roles, today));
        let product: f64 = forecast.effects().into_iter().map(|effect| match effect {
            Influence::Kind(days) | Influence::Own(_, days) => days,
            Influence::Market(_, times) | Influence::Niche(_, times) | Influence::Team(times, _)
            | Influence::Earlier(times) | Influence::Open(times, _) | Influence::People(times, _) => times,
        }).product();
        prop_assert!((product / forecast.middle() - 1.0).abs() < 0.01, "{} {:?}", product, forecast.effects());
    }

    #[test]
    fn sums_say_what_each_role_says(past in prop::collection::vec(any_past(), 0..12), number in 0..learned::SPREADS, offset in -2.0..2.0_f64) {
        let (sums, plain) = (Learned::from_all(&past).log_likelihood(number, offset), plainly(&past, number, offset));
        prop_assert!((sums - plain).abs() <= 1e-8 * plain.abs().max(1.0), "{} {}", sums, plain);
    }

    #[test]
    fn whatever_is_known_the_dates_are_sane_and_in_order(past in prop::collection::vec(any_past(), 0..40), role in any_past(), elapsed in 0_u32..20_000, recalibrated in any::<bool>()) {
        let mut curve = Curve::new(role.factors, &Learned::from_all(&past));
        if recalibrated {
            curve = curve.recalibrated(Recalibration::of(past.iter().map(|past| Turned::Out(1.0 / (1.0 + past.days)))));
        }
        let elapsed = f64::from(elapsed);
        let curve = curve.after(elapsed);
        let told = LEVELS.map(|level| curve.days(level));
        for days in told {
            prop_assert!(days.is_finite() && days >= elapsed && days <= LONGEST, "{:?}", told);
        }
        prop_assert!(told[0] <= told[1] && told[1] <= told[2], "{:?}", told);
        let by = [1.0, 30.0, 365.0, 4_000.0, 36_000.0].map(|later| curve.by(elapsed + later));
        for pair in by.windows(2) {
            prop_assert!(pair[0] <= pair[1] + 1e-9 && (0.0..=1.0).contains(&pair[1]), "{:?}", by);
        }
    }
}

#[test]
fn who_is_counted_from_first_talks_on_moves_the_date_and_is_named() {
    let mut story = Story::begin();
    let mut details = Story::details("Senior Data Engineer", story.now.date_naive());
    details.outlook = Some(Outlook::default());
    story.does(roles::Command::EditRole {
        role: Story::role("data"),
        details,
        base: None,
    });
    let experience = Experience::of(&[], story.now.date_naive());
    let forecast = |story: &Story| {
        let today = story.now.date_naive();
        let forecast = story.state().forecast(Story::role("data"), today, &experience);
        forecast.unwrap()
    };
    let before = forecast(&story);
    let mut counts = |place, by| {
        story.does(funnel::Command::CountPeople {
            role: Story::role("data"),
            place,
            by,
        });
        forecast(&story)
    };
    // Whoever was only approached has not said that they would come.
    assert_eq!(counts(Place::Answered, 20), before);
    let talks = counts(Place::FirstTalk, 5);
    assert_ne!(talks.range(), before.range());
    let offer = counts(Place::Offer, 1);
    assert!(offer.middle() < before.middle() && offer.date(0.8) < talks.date(0.8));
    assert!(offer.by(offer.date(0.8)) >= 0.8);
    let last = offer.effects().into_iter().next_back();
    assert!(
        matches!(last, Some(Influence::People(times, 6)) if times < 1.0),
        "{last:?}"
    );
}
