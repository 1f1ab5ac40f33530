//! The forecast of one role, in dates.

use std::{borrow::Borrow, collections::BTreeMap};

use chrono::{Days, NaiveDate};

use super::{Curve, Experience, Factors, Learned, Opened, Outcome, Pipeline, backtest::days, score::LEVELS};
use crate::domain::{
    CloseReason, Expectation, Funnel, Lapse, Market, Niche, Range, Role, RoleId, Slip, Stage, State,
};

/// The last day that is named: twenty years on. Beyond it nobody plans.
const REACH: u64 = 20 * 365;

/// The part of its likelihood below which a date told no longer holds: of one told at 8 in 10 when only half would still keep it.
const SLIPS_BELOW: f64 = 0.625;

/// What changes the middle by less than this part of it is not named.
const FELT: f64 = 0.004;

/// Roles whose date as told no longer holds, and what is likely instead: by now the yes is more likely to be missed than not, or people
/// have a longer notice than was thought.
pub type Lapses = BTreeMap<RoleId, Lapse>;

/// What moves the middle date of a forecast.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Influence {
    /// What general figures give for family and seniority, in days.
    Kind(f64),
    /// A person's own days in its place, and the middle which that gives.
    Own(u16, f64),
    /// How many times as long: the market, and how rare the skills are.
    Market(Market, f64),
    Niche(Niche, f64),
    /// The same of this team's roles, and how many there are.
    Team(f64, u32),
    /// The same of how earlier forecasts came true.
    Earlier(f64),
    /// The same of the days for which it is open without a yes.
    Open(f64, f64),
    /// The same of so many people who are in first talks or further: a blend of what they add with all of the above.
    People(f64, u32),
}

/// By when somebody says yes in one role.
#[derive(Clone, PartialEq, Debug)]
pub struct Forecast {
    factors: Factors,
    learned: Learned,
    curve: Curve,
    pipeline: Pipeline,
    opened_on: NaiveDate,
    today: NaiveDate,
}

impl Forecast {
    /// Of a role with these factors that is open since then; `itself` is what the role says among those that were learned from.
    pub fn new(
        factors: Factors,
        itself: Option<&Opened>,
        on: (NaiveDate, NaiveDate),
        experience: &Experience,
    ) -> Self {
        let (opened_on, today) = on;
        let learned = experience.learned.clone();
        let learned = match itself.and_then(|itself| itself.as_of(today)) {
            Some(past) => learned.without(&past),
            None => learned,
        };
        let curve = Curve::new(factors, &learned)
            .recalibrated(experience.recalibration.clone())
            .after(days(opened_on, today));
        Self {
            factors,
            learned,
            curve,
            pipeline: Pipeline::default(),
            opened_on,
            today,
        }
    }

    /// The same blended with who is in play by now.
    #[must_use]
    pub fn blended_with(self, pipeline: Pipeline) -> Self {
        Self { pipeline, ..self }
    }

    /// The same with other factors: what would be, were they so.
    #[must_use]
    pub fn with(&self, factors: Factors) -> Self {
        let curve = Curve::new(factors, &self.learned);
        let curve = match self.curve.recalibration() {
            Some(recalibration) => curve.recalibrated(recalibration),
            None => curve,
        };
        Self {
            factors,
            curve: curve.after(self.curve.elapsed()),
            ..self.clone()
        }
    }

    pub fn factors(&self) -> Factors {
        self.factors
    }

    /// The day by which somebody has said yes with this likelihood, 0 to 1; never before today, and never more than 20 years on.
    pub fn date(&self, likelihood: f64) -> NaiveDate {
        let last = self.today + Days::new(REACH);
        if self.pipeline.people() > 0 {
            return self.blended_date(likelihood);
        }
        let whole = self.curve.days(likelihood).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some thousands at most"
        )]
        let date = self.opened_on.checked_add_days(Days::new(whole as u64));
        date.unwrap_or(last).clamp(self.today, last)
    }

    /// By halving: it only grows from day to day.
    fn blended_date(&self, likelihood: f64) -> NaiveDate {
        let (mut early, mut late) = (0, REACH);
        while early < late {
            let middle = u64::midpoint(early, late);
            if self.by(self.today + Days::new(middle)) < likelihood {
                early = middle + 1;
            } else {
                late = middle;
            }
        }
        self.today + Days::new(late)
    }

    pub fn range(&self) -> Range {
        let [half, eight, nineteen] = LEVELS.map(|level| self.date(level));
        Range {
            half,
            eight,
            nineteen,
        }
    }

    /// How likely it is that somebody has said yes by the end of a day, 0 to 1.
    pub fn by(&self, day: NaiveDate) -> f64 {
        if self.pipeline.people() > 0 && day > self.today {
            return self.pipeline.blended(&self.curve, days(self.today, day));
        }
        self.curve.by(days(self.opened_on, day))
    }

    /// What the middle comes from, one after the other.
    pub fn effects(&self) -> Vec<Influence> {
        let Factors {
            market,
            niche,
            middle,
            ..
        } = self.factors;
        let general = Curve::new(self.factors, &Learned::default()).days(0.5);
        let mut effects = match middle {
            Some(days) => vec![Influence::Own(days, general)],
            None => {
                let mut effects = vec![Influence::Kind(general / niche.factor() / market.factor())];
                if niche != Niche::Common {
                    effects.push(Influence::Niche(niche, niche.factor()));
                }
                if market != Market::Normal {
                    effects.push(Influence::Market(market, market.factor()));
                }
                effects
            }
        };
        let own = Curve::new(self.factors, &self.learned);
        if self.learned.roles() > 0 {
            effects.push(Influence::Team(own.days(0.5) / general, self.learned.roles()));
        }
        let fresh = match self.curve.recalibration() {
            Some(recalibration) => own.clone().recalibrated(recalibration),
            None => own.clone(),
        };
        let is_felt = |times: f64| (times - 1.0).abs() > FELT;
        let earlier = fresh.days(0.5) / own.days(0.5);
        if is_felt(earlier) {
            effects.push(Influence::Earlier(earlier));
        }
        let open = self.curve.days(0.5) / fresh.days(0.5);
        if is_felt(open) {
            effects.push(Influence::Open(open, self.curve.elapsed()));
        }
        let people = self.pipeline.people();
        if people > 0 {
            effects.push(Influence::People(self.middle() / self.curve.days(0.5), people));
        }
        effects
    }

    /// The middle of it: days from the opening to the yes in half of such roles.
    pub fn middle(&self) -> f64 {
        if self.pipeline.people() > 0 {
            return days(self.opened_on, self.blended_date(0.5));
        }
        self.curve.days(0.5)
    }

    /// In how many of them somebody said yes.
    pub fn filled(&self) -> u32 {
        self.learned.filled()
    }

    /// How many roles of one's own stand behind it.
    pub fn roles(&self) -> u32 {
        self.learned.roles()
    }
}

impl Role {
    /// Whether it is forecast: somebody said which kind of role it is, it is open, and nobody has said yes.
    fn is_forecast(&self) -> bool {
        self.details.outlook.is_some() && self.is_open() && self.placement.stage != Stage::FollowUp
    }

    /// Whether a date that was told of it may still slip.
    fn may_slip(&self) -> bool {
        self.is_open() && self.hold.is_none() && self.said_yes_on().is_none()
    }

    /// What it says of how long roles take; none where somebody was in mind from the first, or it came in when the yes was said already.
    fn history(&self) -> Option<Opened> {
        let was_past = self
            .entered
            .is_some_and(|entered| entered.stage == Stage::FollowUp);
        if was_past
            || self
                .details
                .outlook
                .as_ref()
                .is_some_and(|outlook| outlook.in_mind)
        {
            return None;
        }
        let close = self.placement.close.as_ref();
        let outcome = match (self.said_yes_on(), close) {
            (Some(on), _) => Outcome::Filled(on),
            (None, Some(close)) if close.reason != CloseReason::Filled => Outcome::Ended(close.on),
            // What is on hold teaches until then, and no further.
            _ => self
                .hold
                .as_ref()
                .map_or(Outcome::Open, |hold| Outcome::Ended(hold.since)),
        };
        let on = match outcome {
            // As if opened later, by as many days as it was on hold.
            Outcome::Filled(end) | Outcome::Ended(end) => self.worked_since(end).min(end),
            Outcome::Open => self.worked_since(self.details.opened_on),
        };
        // One that was open when it came in would not have come in, had it been filled before.
        let came_open = self.entered.filter(|entered| entered.stage != Stage::Closed);
        Some(Opened {
            factors: Factors::of(&self.details),
            on,
            known_on: came_open.map_or(on, |entered| entered.on.max(on)),
            outcome,
        })
    }
}

impl State<'_> {
    /// What all roles here say of how long they take.
    pub fn history(&self) -> Vec<Opened> {
        self.all::<Role>().filter_map(Role::history).collect()
    }

    /// By when somebody says yes in this role; none where somebody has, it ended, or nobody said yet which kind of role it is.
    pub fn forecast(&self, role: RoleId, today: NaiveDate, experience: &Experience) -> Option<Forecast> {
        let role = self.get::<Role>(role).ok()?;
        if !role.is_forecast() {
            return None;
        }
        let on = (role.worked_since(today).min(today), today);
        let forecast = Forecast::new(
            Factors::of(&role.details),
            role.history().as_ref(),
            on,
            experience,
        );
        let funnel = Funnel::of(self, role.id);
        Some(forecast.blended_with(Pipeline::of(&funnel)))
    }

    /// Whether its leader is called about this date once it has passed: then it no longer holds.
    pub fn is_called_about(&self, told: &Expectation) -> bool {
        let newest = self.expectation(told.role);
        let is_newest = newest.is_some_and(|newest| newest.id == told.id);
        let role = self.get::<Role>(told.role);
        is_newest && role.is_ok_and(Role::may_slip)
    }

    /// Whose date, as told, no longer holds. What all roles teach is asked for where anybody was told anything.
    pub fn lapses<E: Borrow<Experience>>(&self, today: NaiveDate, experience: impl FnOnce() -> E) -> Lapses {
        let told = |role: &Role| self.expectation(role.id).filter(|_| role.may_slip());
        let told: Vec<&Expectation> = self.all::<Role>().filter_map(told).collect();
        if told.is_empty() {
            return Lapses::new();
        }
        let experience = experience();
        let lapse = |told: &Expectation| {
            let terms = &told.terms;
            let notice = self.brief(told.role).facts.notice.or(terms.notice);
            let forecast = self.forecast(told.role, today, experience.borrow());
            let later = forecast
                .filter(|forecast| forecast.by(terms.yes_by) < terms.likelihood() * SLIPS_BELOW)
                .map(|forecast| forecast.date(terms.level.likelihood()));
            let is_longer = terms.notice.zip(notice).is_some_and(|(told, now)| now > told);
            // The notice alone moves the day at the desk; but a yes that is late already comes no earlier for it.
            let is_missed = terms.yes_by < today;
            let yes_by = later.or((is_longer && !is_missed).then_some(terms.yes_by));
            let slip = yes_by
                .map(|yes_by| Slip::between((terms.yes_by, terms.notice), (yes_by, notice)))
                .map(Lapse::Slipped);
            Some((
                told.role,
                slip.or(is_missed.then(|| Lapse::Missed(terms.coming())))?,
            ))
        };
        told.into_iter().filter_map(lapse).collect()
    }
}
