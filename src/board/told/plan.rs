//! What all parts of the page look at: the role, its forecast with whatever was touched, and what was told.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::tab::experience;
use crate::domain::{
    Coming, Expectation, Lapse, Leader, LeaderId, Level, Role, RoleId,
    forecast::{Factors, Forecast},
};

/// A role as this page looks at it.
#[derive(Clone, Copy)]
pub struct Plan {
    pub role: RoleId,
    /// None until a person has said which kind of role it is, and once somebody has said yes.
    pub forecast: Memo<Option<Forecast>>,
    /// The newest first.
    pub told: Memo<Vec<Expectation>>,
    /// What is touched to see what it would change; nothing is stored of it.
    pub touched: RwSignal<Touched>,
    /// The level that was chosen for the date that is told next; none until one was.
    pub level: RwSignal<Option<Level>>,
}

/// A date, and how likely it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Stands {
    pub yes_by: NaiveDate,
    pub notice: Option<u16>,
    /// `8 in 10`, and `one in five takes longer`; none where it was told without a forecast.
    pub chance: Option<String>,
    pub longer: Option<String>,
    pub is_told: bool,
}

impl Stands {
    pub fn coming(&self) -> Coming {
        Coming::after(self.yes_by, self.notice)
    }
}

/// What is thought away.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Touched {
    /// Must-haves, by their words, that become nice to have.
    pub dropped: Vec<String>,
    pub normal_market: bool,
}

impl Touched {
    fn applied(&self, factors: Factors) -> Factors {
        factors.eased(self.dropped.len(), self.normal_market)
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Plan {
    pub fn of(role: RoleId) -> Self {
        let desk = desk();
        Self {
            role,
            forecast: Memo::new(move |_| {
                let today = desk.today.get();
                desk.tab()
                    .with(|state| state.forecast(role, today, &experience(state, today)))
            }),
            told: Memo::new(move |_| {
                desk.tab()
                    .with(|state| state.expectations(role).into_iter().cloned().collect())
            }),
            touched: RwSignal::new(Touched::default()),
            level: RwSignal::new(None),
        }
    }

    /// The forecast, were it as it was touched. Reactive.
    pub fn would_be(self) -> Option<Forecast> {
        let touched = self.touched.get();
        self.forecast.with(|forecast| {
            let forecast = forecast.as_ref()?;
            Some(if touched.is_nothing() {
                forecast.clone()
            } else {
                forecast.with(touched.applied(forecast.factors()))
            })
        })
    }

    /// The same for one thing alone.
    pub fn were(self, touched: &Touched) -> Option<Forecast> {
        self.forecast.with(|forecast| {
            forecast
                .as_ref()
                .map(|forecast| forecast.with(touched.applied(forecast.factors())))
        })
    }

    pub fn newest(self) -> Option<Expectation> {
        self.told.with(|told| told.first().cloned())
    }

    /// Months of notice; none until somebody was asked.
    pub fn notice(self) -> Option<u16> {
        let asked = desk().tab().with(|state| state.brief(self.role).facts.notice);
        asked.or_else(|| self.newest()?.terms.notice)
    }

    /// What every part of the page speaks of: the date told while it holds, else the one that is likely instead of it. Reactive.
    pub fn stands(self) -> Option<Stands> {
        let told = self.newest();
        let lapse = desk().lapse(self.role);
        if let (Some(told), None) = (&told, lapse) {
            return Some(Stands {
                yes_by: told.terms.yes_by,
                notice: told.terms.notice,
                chance: told.terms.chance(),
                longer: told.terms.longer(),
                is_told: true,
            });
        }
        let level = told.map_or(Level::EightInTen, |told| told.terms.level);
        match lapse.and_then(Lapse::slip) {
            Some(slip) => Some(self.likely(slip.yes_by, level)),
            None => self.at(level),
        }
    }

    /// The same as it is about to be told: at the level that was chosen for it, if one was. Reactive.
    pub fn to_be_told(self) -> Option<Stands> {
        let chosen = self.level.get();
        chosen.and_then(|level| self.at(level)).or_else(|| self.stands())
    }

    fn at(self, level: Level) -> Option<Stands> {
        let yes_by = self
            .forecast
            .with(|forecast| forecast.as_ref().map(|forecast| forecast.range().at(level)))?;
        Some(self.likely(yes_by, level))
    }

    fn likely(self, yes_by: NaiveDate, level: Level) -> Stands {
        Stands {
            yes_by,
            notice: self.notice(),
            chance: Some(level.label().into()),
            longer: Some(level.longer().into()),
            is_told: false,
        }
    }

    pub fn needed_by(self) -> Option<NaiveDate> {
        desk().tab().with(|state| state.brief(self.role).needed_by)
    }
}

/// Whose the role is, and what they are called. Not reactive.
pub fn leader_of(role: RoleId) -> Option<(LeaderId, String)> {
    desk().tab().peek(|state| {
        let leader = state.get::<Role>(role).ok()?.leader?;
        let leader = state.get::<Leader>(leader).ok()?;
        Some((leader.id, leader.details.name.clone()))
    })
}
