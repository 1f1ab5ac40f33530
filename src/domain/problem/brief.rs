//! What the owner of a problem is told, be it that they have no account: one paragraph with numbers, and what is asked of them. It
//! names no leader and no candidate, and no role that is for few.

use super::{
    Problem,
    source::{Sort, roles_in},
};
use crate::domain::{Role, State, full_date, sentence};

/// Roles that are named; of more it is said how many.
const NAMED: usize = 4;

impl State<'_> {
    /// As the row and what speaks of it have it; a person looks at it before it goes.
    pub fn problem_brief(&self, problem: &Problem) -> String {
        let details = &problem.details;
        let sources = self.sources_for(problem);
        let mut parts = vec![sentence(&details.title), self.where_seen(problem)];
        let is_of_people = |sort| matches!(sort, Sort::NotWanted | Sort::TurnedDown);
        match sources.iter().filter(|source| is_of_people(source.sort)).count() {
            0 => {}
            1 => parts.push("One candidate was not wanted for it.".into()),
            count => parts.push(format!("{count} candidates were not wanted for it.")),
        }
        match sources
            .iter()
            .filter(|source| source.sort == Sort::Declined)
            .count()
        {
            0 => {}
            1 => parts.push("One offer was declined for it.".into()),
            count => parts.push(format!("{count} offers were declined for it.")),
        }
        match roles_in(sources.iter().filter(|source| source.sort == Sort::Slow)).len() {
            0 => {}
            1 => parts.push("In one of them fewer people go on than usual.".into()),
            count => parts.push(format!("In {count} of them fewer people go on than usual.")),
        }
        let (measure, before) = (details.measure.trim_end_matches('.'), details.before.as_str());
        match (measure, before) {
            ("", "") => {}
            ("", before) => parts.push(sentence(&format!("Today: {before}"))),
            (measure, "") => parts.push(sentence(&format!("We measure it by {measure}"))),
            (measure, before) => {
                parts.push(sentence(&format!("We measure it by {measure}; today: {before}")))
            }
        }
        let ask = if details.ask.is_empty() {
            &details.fix
        } else {
            &details.ask
        };
        if !ask.is_empty() {
            let ask = ask.trim_end_matches('.');
            parts.push(match details.due {
                Some(due) => format!("What we ask of you, by {}: {ask}.", full_date(due)),
                None => sentence(&format!("What we ask of you: {ask}")),
            });
        }
        parts.join(" ")
    }

    /// `It came up in 5 of 8 roles: Data Engineer, Analyst and 3 more.`
    fn where_seen(&self, problem: &Problem) -> String {
        let roles = self.seen_in(problem);
        let known = self
            .roles_by_kind()
            .into_values()
            .flatten()
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        let is_for_all = |role: &&Role| self.audience_of::<Role>(role.id).is_workspace();
        let named = roles
            .iter()
            .filter_map(|role| self.get::<Role>(*role).ok())
            .filter(is_for_all);
        let mut names: Vec<&str> = named.map(Role::called).take(NAMED).collect();
        let others = roles.len() - names.len();
        let counted = match (roles.len(), known) {
            (1, _) => "It came up in one role".to_owned(),
            (count, known) if known >= super::recurrence::FEWEST as usize && known >= count => {
                format!("It came up in {count} of the {known} roles of which we know what is behind them")
            }
            (count, _) => format!("It came up in {count} roles"),
        };
        let more = format!("{others} more");
        if others > 0 && !names.is_empty() {
            names.push(&more);
        }
        match names.as_slice() {
            [] => format!("{counted}."),
            [one] => format!("{counted}: {one}."),
            [first @ .., last] => format!("{counted}: {} and {last}.", first.join(", ")),
        }
    }
}
