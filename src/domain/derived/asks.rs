//! What is to be asked or told next of a role, once for its card and for Today.

use chrono::NaiveDate;

use crate::domain::{Asked, PainPoint, Role, SkipReason, Stage, State};

/// What to ask next about a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    Pain,
    /// What hurts was written down, not how much.
    HowBad,
    Why,
    Behind,
    Date,
    /// It is followed up, and no yes was noted.
    Who,
    /// Whoever said yes has left.
    Again,
}

impl Asks {
    /// Whether it belongs before somebody is sought.
    pub fn is_early(self) -> bool {
        !matches!(self, Self::Who | Self::Again)
    }

    /// `ask how bad it is`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pain => "ask what hurts most",
            Self::HowBad => "ask how bad it is",
            Self::Why => "ask why that is",
            Self::Behind => "ask what is behind it",
            Self::Date => "talk a date through",
            Self::Who => "note who said yes",
            Self::Again => "is it open again?",
        }
    }

    /// The question itself.
    pub fn question(self) -> &'static str {
        match self {
            Self::Pain => "What hurts most?",
            Self::HowBad => "How bad is it, from 0 to 10?",
            Self::Why => "Why is that?",
            Self::Behind => "And why is that?",
            Self::Date => "Tell by when somebody comes",
            Self::Who => "Who said yes?",
            Self::Again => "Is it open again?",
        }
    }
}

impl State<'_> {
    /// What is to be asked next of an open role: once it is followed up, only whom that is for. Before, imported roles owe nothing, and
    /// neither do those that were sourced, unless it was skipped; only a date that a hold made stale is talked through anew.
    pub fn asks_of(&self, role: &Role, today: NaiveDate) -> Option<Asks> {
        if !role.is_open() {
            return None;
        }
        if role.placement.stage == Stage::FollowUp {
            return self.asks_whom(role, today);
        }
        if role.said_yes_on().is_some() {
            return None;
        }
        let anew = self.asks_anew(role);
        let asked = if role.entered.is_some() {
            anew
        } else if role.placement.stage.is_sourced() {
            self.skipped(role).or(anew)
        } else {
            self.asks_next(role.id)
        };
        asked.map(|asked| self.asks(asked))
    }

    /// Who is followed up, where that is nobody who is known: of one that came in so it is not known either.
    fn asks_whom(&self, role: &Role, today: NaiveDate) -> Option<Asks> {
        let mut hired = self.hires(role.id);
        hired.retain(|hire| hire.details.yes_on.is_some());
        match (hired.is_empty(), role.entered.is_some()) {
            _ if role.hold.is_some() => None,
            (true, true) => None,
            (true, false) => Some(Asks::Who),
            (false, _) => hired
                .iter()
                .all(|hire| hire.has_left(today))
                .then_some(Asks::Again),
        }
    }

    /// What was not asked of a role that an offer or a yes moved: once there is a yes nobody is to ask it any more, and it stays said.
    pub(super) fn left_unasked(&self, role: &Role) -> Option<Asks> {
        let skipped = role.placement.skipped.filter(|_| role.is_open())?;
        let asked = self.asks_of_pains(role.id)?;
        matches!(skipped.reason, SkipReason::SaidYes | SkipReason::Offered).then(|| self.asks(asked))
    }

    fn asks(&self, asked: Asked) -> Asks {
        match asked {
            Asked::Pain => Asks::Pain,
            Asked::Why { pain } => {
                let pain = self.get::<PainPoint>(pain);
                let is_rated = pain.is_ok_and(|pain| pain.details.severity.is_some());
                if is_rated { Asks::Why } else { Asks::HowBad }
            }
            Asked::WhyAgain { .. } => Asks::Behind,
            Asked::Date => Asks::Date,
        }
    }
}
