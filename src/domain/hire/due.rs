//! What is to be done about a hire next, and by when.

use chrono::{Days, NaiveDate};

use super::Hire;
use crate::domain::labelled;

labelled! {
    /// What is due of a hire.
    HireDue {
        Answer = "Yes or no to the offer",
        Contract = "The contract is signed",
        Start = "When do they start?",
        Touch = "A word before the start",
        Ready = "What is not ready yet",
        Begins = "They start",
        Reader = "Who reads what they answer?",
        Talk = "A talk with whoever was hired",
        /// They said through their link that they would rather talk.
        Wished = "They would rather talk",
        Read = "What they wrote",
        /// A colleague said so: whoever read it before hears it.
        Another = "Another reads what they answer",
        Leader = "How their leader sees it",
        Call = "A call this week",
        Forget = "They were kept for long enough",
    }
}

impl HireDue {
    /// On a card: of whom, and by which day.
    pub fn briefly(self, called: &str, day: &str) -> String {
        match self {
            Self::Answer => format!("{called}: yes or no by {day}"),
            Self::Contract => format!("{called}: contract by {day}"),
            Self::Start => format!("{called}: when do they start?"),
            Self::Touch => format!("{called}: a word before the start"),
            Self::Ready => format!("{called}: not all is ready for {day}"),
            Self::Begins => format!("{called} starts {day}"),
            _ => format!("{called}: {}", self.label()),
        }
    }

    /// What a button says that begins it, what that is when it stands alone, and the same where it is the first thing to do: of `name`,
    /// who is the leader or whoever was hired.
    pub fn urged(self, name: &str, short: &str, called: &str) -> (&'static str, String, String) {
        let verb = match self {
            Self::Answer | Self::Call | Self::Touch | Self::Begins => "Call",
            Self::Contract | Self::Start | Self::Reader => "Ask",
            Self::Ready | Self::Read | Self::Another => "Look",
            Self::Talk | Self::Wished | Self::Leader => "Talk",
            // What goes along is told on the role's page, where it is asked whether that is meant.
            Self::Forget => return ("Forget", format!("Forget {name}"), format!("Forget {name}")),
        };
        let (label, urged) = match self {
            Self::Leader => (
                format!("Talk with {name} about {called}"),
                format!("Talk with {short} about {called}"),
            ),
            Self::Talk | Self::Wished => (format!("Talk with {name}"), format!("Talk with {short}")),
            Self::Ready => (
                format!("Look what is not ready for {name}"),
                format!("See what is not ready for {short}"),
            ),
            Self::Another => (
                format!("Look who reads what {name} says"),
                format!("See who reads what {short} says"),
            ),
            Self::Read => (
                format!("Look at what {name} wrote"),
                format!("Read what {short} wrote"),
            ),
            _ => (format!("{verb} {name}"), format!("{verb} {short}")),
        };
        (verb, label, urged)
    }
}

impl Hire {
    /// What is due first, and on which day; none where nothing is waited for.
    pub fn due(&self, today: NaiveDate) -> Option<(HireDue, NaiveDate)> {
        let details = &self.details;
        if self.removed || details.declined_on.is_some() || details.left_on.is_some() {
            return None;
        }
        let Some(yes_on) = details.yes_on else {
            return details.accept_by.map(|by| (HireDue::Answer, by));
        };
        let starts = details.starts_on;
        if starts.is_some_and(|on| on < today) {
            return None;
        }
        // Whoever starts tomorrow is thought of before all else.
        if let Some(starts) = starts.filter(|on| *on <= today + Days::new(1)) {
            return Some((HireDue::Begins, starts));
        }
        let Some(signed_on) = details.signed_on else {
            let by = yes_on.checked_add_days(Days::new(Self::DAYS_TO_SIGN))?;
            return Some((HireDue::Contract, by));
        };
        let Some(starts) = starts else {
            return Some((HireDue::Start, signed_on));
        };
        let ready_by = starts.checked_sub_days(Days::new(Self::DAYS_TO_BE_READY))?;
        if self.unready() > 0 && ready_by <= today {
            return Some((HireDue::Ready, starts));
        }
        let heard = details.touched_on.map_or(signed_on, |on| on.max(signed_on));
        let touch = heard.checked_add_days(Days::new(Self::DAYS_TO_TOUCH))?;
        (touch < starts).then_some((HireDue::Touch, touch))
    }
}
