//! Where problems are seen: in what is behind a pain, in why candidates are not wanted or decline, in what somebody new lets be passed
//! on, and where people do not go on. What is read is what whoever asks may see, and never what was said for one reader.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use super::bottleneck::Passage;
use crate::domain::{
    Candidate, Cause, Ending, PainPoint, Place, Role, RoleId, Sorting, State, Voice, Wish, gathered, labelled,
};

labelled! {
    /// What says so.
    Sort {
        Root = "What’s behind a pain",
        NotWanted = "Why a leader would not meet somebody",
        TurnedDown = "Why somebody was turned down",
        Declined = "Why an offer was declined",
        PassedOn = "What somebody new let be passed on",
        Slow = "Where fewer go on than usual",
    }
}

/// One thing that was said or counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    pub role: RoleId,
    pub sort: Sort,
    /// As it was said.
    pub words: String,
    /// What kind of thing it is; none where nobody said.
    pub category: Option<Cause>,
}

impl Sort {
    /// Whether a person said of each of what kind it is.
    pub(super) fn is_of_a_kind(self) -> bool {
        matches!(self, Self::Root | Self::Declined)
    }
}

impl Passage {
    /// What kind of thing that most often is: too few who apply, or those who ask disagree.
    fn category(&self) -> Cause {
        match self.from {
            Place::Approached | Place::Answered => Cause::Attraction,
            Place::FirstTalk | Place::Interview | Place::LastRound => Cause::Inconsistency,
            Place::Offer => Cause::Closing,
        }
    }
}

impl State<'_> {
    /// All of them, role by role.
    pub fn sources(&self) -> Vec<Source> {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.put_in_order_by(|role| role.id);
        roles
            .into_iter()
            .flat_map(|role| self.sources_of(role.id))
            .collect()
    }

    /// Those of one role.
    pub fn sources_of(&self, role: RoleId) -> Vec<Source> {
        let mut sources = self.roots_of(role);
        for candidate in self.candidates(role) {
            sources.extend(not_wanted(candidate).map(|(sort, words, _)| Source {
                role,
                sort,
                words: words.to_owned(),
                category: None,
            }));
        }
        sources.extend(self.after_an_offer(role));
        sources.extend(self.bottleneck(role).map(|passage| Source {
            role,
            sort: Sort::Slow,
            words: passage.words(),
            category: Some(passage.category()),
        }));
        sources
    }

    /// What is behind the pains of a role, where it was said of what kind it is.
    fn roots_of(&self, role: RoleId) -> Vec<Source> {
        let pains = self.pains(role).into_iter();
        let rungs = pains.flat_map(|pain: &PainPoint| self.ladder(pain.id));
        let roots = rungs.filter(|rung| rung.is_root);
        let sources = roots.filter_map(|rung| {
            Some(Source {
                role,
                sort: Sort::Root,
                words: rung.why.details.answer.clone(),
                category: Some(rung.why.details.cause?),
            })
        });
        sources.collect()
    }

    /// What was declined for, and what is to be heard of whoever started.
    fn after_an_offer(&self, role: RoleId) -> Vec<Source> {
        let sources = self.hires(role).into_iter().flat_map(|hire| {
            let details = &hire.details;
            let declined = details.cause.filter(|_| details.declined_on.is_some());
            let declined = declined.map(|cause| Source {
                role,
                sort: Sort::Declined,
                words: match details.because.as_str() {
                    "" => cause.label().to_owned(),
                    because => because.to_owned(),
                },
                category: Some(cause),
            });
            let passed = self.check_ins(hire.id).into_iter();
            let passed = passed.filter(|one| one.voice == Voice::PassedOn);
            let passed = passed.map(|one| Source {
                role,
                sort: Sort::PassedOn,
                words: one.details.words.clone(),
                category: None,
            });
            declined.into_iter().chain(passed).collect::<Vec<_>>()
        });
        sources.collect()
    }

    /// The roles in which each kind of cause is behind a pain or a declined offer, each role once.
    pub(super) fn roles_by_kind(&self) -> BTreeMap<Cause, BTreeSet<RoleId>> {
        let mut kinds: BTreeMap<Cause, BTreeSet<RoleId>> = BTreeMap::new();
        for role in self.all::<Role>() {
            let mut of_a_kind = self.roots_of(role.id);
            of_a_kind.extend(self.after_an_offer(role.id));
            for category in of_a_kind.into_iter().filter_map(|one| one.category) {
                kinds.entry(category).or_default().insert(role.id);
            }
        }
        kinds
    }

    /// What speaks of a problem: what is of its kind in the roles it was seen in, and what was said of candidates there in words
    /// that are like its title.
    pub fn sources_for(&self, problem: &super::Problem) -> Vec<Source> {
        let roles = self.seen_in(problem).into_iter();
        let mut sources: Vec<Source> = roles.flat_map(|role| self.sources_of(role)).collect();
        let details = &problem.details;
        sources.retain(|source| match source.category {
            Some(category) => category == details.category,
            None => super::are_alike(&source.words, &details.title),
        });
        sources
    }
}

/// Why somebody is not wanted, and when it was said, as far as it was.
pub(super) fn not_wanted(candidate: &Candidate) -> impl Iterator<Item = (Sort, &str, DateTime<FixedOffset>)> {
    let wishes = candidate.wishes.iter().filter(|wished| wished.wish == Wish::Not);
    let wishes = wishes.map(|wished| (Sort::NotWanted, wished.because.as_str(), wished.at));
    let ended = candidate
        .ended
        .iter()
        .filter(|ended| ended.ending == Ending::TurnedDown);
    let ended = ended.map(|ended| (Sort::TurnedDown, ended.because.as_str(), ended.at));
    wishes.chain(ended).filter(|(_, words, _)| !words.is_empty())
}

/// The roles among these, each once.
pub(super) fn roles_in<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeSet<RoleId> {
    gathered(sources.map(|source| source.role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{HireDetails, Story, hire};

    #[test]
    fn a_declined_offer_counts_as_what_is_behind_a_pain_does_and_only_what_was_passed_on_is_heard_of_somebody_new()
     {
        let mut story = Story::begin();
        story.joins("priya");
        story.opens("ops", "Ops");
        for (hire, role) in [("sam", "data"), ("kim", "ops")] {
            story.hires(hire, role, "Sam Reed", 30);
            story.says(hire, Voice::Hire, "the-secret", &[]);
            story.says(hire, Voice::PassedOn, "Data access takes three weeks", &[]);
        }
        let state = story.state();
        let heard = state.echoes();
        assert_eq!((heard.len(), heard[0].roles.len()), (1, 2));
        assert!(
            heard[0]
                .sources
                .iter()
                .all(|source| source.sort == Sort::PassedOn)
        );
        let said = format!("{:?}", state.sources());
        assert!(!said.contains("the-secret"), "{said}");
        assert!(state.proposals().is_empty());
        for (hire, role) in [("ann", "data"), ("bob", "ops")] {
            story.does(hire::Command::AddHire {
                hire: Story::hire(hire),
                role: Story::role(role),
                candidate: None,
                details: Box::new(HireDetails {
                    declined_on: Some(story.now.date_naive()),
                    cause: Some(Cause::Compensation),
                    because: "The other offer was higher".into(),
                    ..HireDetails::named("Ann Lee")
                }),
            });
        }
        let state = story.state();
        let proposed = state.proposals();
        assert_eq!((proposed.len(), proposed[0].category), (1, Cause::Compensation));
        let sources = state.sources_of_proposal(&proposed[0]);
        assert_eq!(sources.len(), 2);
        assert!(sources.iter().all(|source| source.sort == Sort::Declined));
    }
}
