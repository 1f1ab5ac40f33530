//! What general figures say before a team has roles of its own: how long a role of this kind is open until somebody says yes.
//!
//! A middle of so many days for the family, times one factor each for seniority, market and rarity. The days and factors are judgement,
//! anchored on published tables of time to fill; no attribute of any person is among them.

use crate::domain::{Family, Market, Niche, RoleDetails, Seniority};

/// All that a forecast knows of a role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Factors {
    pub family: Family,
    pub seniority: Seniority,
    pub market: Market,
    pub niche: Niche,
    /// The middle that a person put in the place of all these, in days.
    pub middle: Option<u16>,
}

impl Factors {
    /// Of a role: as a person judged it, else by what its title names, in a normal market.
    pub fn of(role: &RoleDetails) -> Self {
        let outlook = role.outlook.as_ref();
        Self {
            family: role.family,
            seniority: role.seniority,
            market: outlook.map_or(Market::Normal, |outlook| outlook.market),
            niche: role.niche,
            middle: outlook.and_then(|outlook| outlook.middle),
        }
    }

    /// The same, were so many must-haves nice to have, each a step less rare, and the market no tighter than normal.
    #[must_use]
    pub fn eased(self, dropped: usize, normal_market: bool) -> Self {
        let rarity = Niche::ALL.iter().position(|niche| *niche == self.niche);
        let niche = rarity.and_then(|at| Niche::ALL.get(at.saturating_sub(dropped)));
        Self {
            niche: niche.copied().unwrap_or(self.niche),
            market: if normal_market {
                self.market.min(Market::Normal)
            } else {
                self.market
            },
            ..self
        }
    }

    /// The middle of the days until somebody says yes: half of such roles take longer.
    pub fn median_days(self) -> f64 {
        let general =
            self.family.median_days() * self.seniority.factor() * self.market.factor() * self.niche.factor();
        self.middle.map_or(general, f64::from)
    }
}

impl Family {
    /// Days until half of such roles of the middle seniority are filled, in a normal market.
    pub fn median_days(self) -> f64 {
        match self {
            Self::Admin => 35.0,
            Self::Sales | Self::Hr | Self::Marketing | Self::Operations => 45.0,
            Self::Finance | Self::Product => 55.0,
            Self::Engineering | Self::Data | Self::It => 60.0,
            Self::Research | Self::Clinical => 65.0,
        }
    }
}

impl Seniority {
    /// How many times as long it takes as for the middle one.
    pub fn factor(self) -> f64 {
        match self {
            Self::Junior => 0.8,
            Self::Mid => 1.0,
            Self::Senior => 1.4,
            Self::Director => 1.5,
            Self::Executive => 1.6,
        }
    }
}

impl Market {
    /// How many times as long it takes as in a normal market: the root of openings for each person who looks for work, against
    /// what is usual, held between 0.6 and 1.8. The three words stand for 0.64, 1 and 1.4 times the usual.
    pub fn factor(self) -> f64 {
        match self {
            Self::Loose => 0.8,
            Self::Normal => 1.0,
            Self::Tight => 1.18,
        }
    }
}

impl Niche {
    /// How many times as long it takes as where the skills are common.
    pub fn factor(self) -> f64 {
        match self {
            Self::Common => 1.0,
            Self::Uncommon => 1.25,
            Self::Rare => 1.6,
            Self::VeryRare => 2.2,
        }
    }
}
