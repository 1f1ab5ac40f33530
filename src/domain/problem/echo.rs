//! What was said of candidates, or passed on, in more than one role, in words that are alike: nobody said of what kind it is, so it counts for nothing, and
//! a person may raise a problem of it.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{
    alike::Shape,
    source::{Sort, Source, roles_in},
};
use crate::domain::{Cause, ProblemDetails, Role, RoleId, Sorting, State, gathered};

/// The same, said again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Echo {
    /// As it was said first.
    pub words: String,
    pub roles: BTreeSet<RoleId>,
    pub sources: Vec<Source>,
}

impl State<'_> {
    /// Those of which no problem was raised yet, what was said in most roles first.
    pub fn echoes(&self) -> Vec<Echo> {
        let mut groups: Vec<(Shape, Vec<Source>)> = Vec::new();
        for source in self
            .sources()
            .into_iter()
            .filter(|source| source.category.is_none())
        {
            let shape = Shape::of(&source.words);
            match groups.iter_mut().find(|(first, _)| first.is_like(&shape)) {
                Some((_, sources)) => sources.push(source),
                None => groups.push((shape, vec![source])),
            }
        }
        let titles = self
            .all_problems()
            .map(|problem| Shape::of(&problem.details.title));
        let titles: Vec<Shape> = titles.collect();
        groups.retain(|(shape, _)| !titles.iter().any(|title| title.is_like(shape)));
        let echoes = groups.into_iter().filter_map(|(_, sources)| {
            let roles = roles_in(sources.iter());
            let words = sources.first()?.words.clone();
            (roles.len() > 1).then_some(Echo {
                words,
                roles,
                sources,
            })
        });
        let mut echoes: Vec<Echo> = echoes.collect();
        echoes.put_in_order_by(|echo| Reverse(echo.roles.len()));
        echoes
    }

    /// The roles in which fewer people go on than usual somewhere.
    pub fn narrow(&self) -> Vec<Source> {
        let all = self.sources().into_iter();
        all.filter(|source| source.sort == Sort::Slow).collect()
    }

    /// Said of candidates, as a problem of which a person is yet to say of what kind it is; of confidential roles only where there are no
    /// others.
    pub fn raised_of(&self, echo: &Echo) -> ProblemDetails {
        ProblemDetails::seen(
            echo.words.clone(),
            Cause::Attraction,
            self.shown_to_all(&echo.roles),
        )
    }

    /// Of these roles those that everybody sees; all of them where nobody sees any.
    pub(super) fn shown_to_all(&self, roles: &BTreeSet<RoleId>) -> BTreeSet<RoleId> {
        let is_for_all = |role: &&RoleId| self.audience_of::<Role>(**role).is_workspace();
        let all: BTreeSet<RoleId> = gathered(roles.iter().filter(is_for_all).copied());
        if all.is_empty() { roles.clone() } else { all }
    }
}
