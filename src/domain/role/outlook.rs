//! What a person judges of how long a role takes, beyond what kind of role it is.

use serde::{Deserialize, Serialize};

use crate::domain::{Refusal, labelled, line};

labelled! {
    /// How many others look for the same people, as a person judges it.
    #[derive(Default)]
    Market {
        Loose = "Loose",
        #[default]
        Normal = "Normal",
        Tight = "Tight",
    }
}

/// A person's own judgement. There is one as soon as somebody has said that family and seniority are right: what a title names is a guess, and no
/// date is told on a guess.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outlook {
    pub market: Market,
    /// Days until half of such roles are filled, in the place of general figures; 1 to [`Outlook::MOST_DAYS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle: Option<u16>,
    /// Why: whoever departs from what is usual says what they know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Somebody was already in mind when it was opened: how long it took says nothing of others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_mind: bool,
}

impl Outlook {
    /// Most days until half of such roles are filled: ten years.
    pub const MOST_DAYS: u16 = 3_650;

    /// Whether it departs from what general figures say.
    pub fn departs(&self) -> bool {
        self.market != Market::Normal || self.middle.is_some()
    }

    pub(in crate::domain) fn checked(&self) -> Result<Self, Refusal> {
        if self
            .middle
            .is_some_and(|days| !(1..=Self::MOST_DAYS).contains(&days))
        {
            return Err(Refusal::OutOfRange {
                field: "days until half are filled".into(),
                min: 1,
                max: Self::MOST_DAYS.into(),
            });
        }
        let because = match self.because.trim() {
            "" if self.departs() => {
                return Err(Refusal::Empty {
                    field: "reason why it takes shorter or longer than usual".into(),
                });
            }
            "" => String::new(),
            because => line("reason", because)?,
        };
        Ok(Self {
            because,
            ..self.clone()
        })
    }

    /// As a person reads it.
    pub(in crate::domain) fn words(&self) -> String {
        let middle = self.middle.map(|days| format!("half filled within {days} days"));
        let market = format!("{} market", self.market.label().to_lowercase());
        let because = (!self.because.is_empty()).then(|| self.because.clone());
        let in_mind = self.in_mind.then(|| "somebody in mind".to_owned());
        let all = [Some(market), middle, because, in_mind];
        all.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
