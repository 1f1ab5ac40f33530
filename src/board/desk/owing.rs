//! What is owed today, over all workspaces.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::browser::tab::Tab;
use crate::domain::{Debt, Sorting, Whose};

/// What is owed, and in which workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owing {
    /// The name of its tab's database.
    pub at: String,
    /// Who else looks after it; none where it is one's own.
    pub of: Option<String>,
    pub debt: Debt,
}

/// Whose work is looked at in a workspace.
pub fn whose(tab: &Tab, team: bool) -> Whose {
    if team { Whose::Team } else { Whose::Of(tab.me()) }
}

/// What is owed in these workspaces: by the recruiter, or anybody in the team, and by others; the most urgent stands first.
/// Reactive.
pub fn owed_in(tabs: &[Rc<Tab>], team: bool, today: NaiveDate) -> (Vec<Owing>, Vec<Owing>) {
    let (mut you, mut they): (Vec<Owing>, Vec<Owing>) = Default::default();
    for tab in tabs {
        let whose = whose(tab, team);
        let lapses = tab.lapses(today);
        tab.with(|state| {
            let owed = state.owed(whose, today);
            let calls = state.calls(whose, &lapses, today);
            let owing = |debt: Debt| Owing {
                at: tab.name().to_owned(),
                of: match whose {
                    Whose::Team => state.looked_after_by(&debt.what, tab.me()).map(str::to_owned),
                    Whose::Of(_) => None,
                },
                debt,
            };
            you.extend(owed.you.into_iter().chain(calls).map(owing));
            they.extend(owed.they.into_iter().map(owing));
        });
    }
    for group in [&mut you, &mut they] {
        group.put_in_order(|a, b| a.debt.by_urgency(&b.debt));
    }
    (you, they)
}
