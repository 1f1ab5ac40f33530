//! Who sees what was written down, as it stands beside it.

use crate::domain::Shown;

pub fn circle(shown: Shown) -> &'static str {
    match shown {
        Shown::Us => "only recruiters see it",
        Shown::Leader => "the leader sees it",
        Shown::Boss => "the leader and a boss see it",
        Shown::Team => "the leader, a boss and the team see it",
    }
}

/// Of a pain point that was shown to these, and that these read.
pub fn of_pain(shown: Shown, readers: Shown) -> &'static str {
    if readers < shown {
        "said to a former leader: only recruiters see it"
    } else {
        circle(readers)
    }
}

/// Of what is written about a pain point: whoever does not see that sees none of it.
pub fn of_part(shown: Shown, readers: Shown) -> &'static str {
    if shown > Shown::Us && readers == Shown::Us {
        "only recruiters see it, as long as they alone see the pain point"
    } else {
        circle(shown.min(readers))
    }
}
