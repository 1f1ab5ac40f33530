//! What leaders wrote on their pages: replies, and their answers to what they were asked.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use crate::domain::{
    Brief, Candidate, Decision, Expectation, Goal, Interview, Leader, LeaderId, LinkId, PainPoint, Reply,
    RowKey, State, Update, Why,
};

/// Something that a leader wrote on a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heard<'a> {
    /// With the moment it tells one that was written from the same one when more was written of it.
    pub key: RowKey,
    pub at: DateTime<FixedOffset>,
    pub leader: LeaderId,
    /// Through which of their links, where that was kept.
    pub link: Option<LinkId>,
    pub words: Cow<'a, str>,
    /// Where it stands.
    pub goal: Goal,
}

impl<'a> State<'a> {
    /// In no particular order.
    pub fn heard(&self) -> impl Iterator<Item = Heard<'a>> {
        let state = *self;
        let replies = state.all::<Reply>().filter(|reply| reply.noted_by.is_none());
        let replies = replies.map(|reply| Heard {
            key: Reply::key(reply.id),
            at: reply.at,
            leader: reply.leader,
            link: reply.link,
            words: Cow::Borrowed(&reply.text),
            goal: Goal::Leader(reply.leader),
        });
        let pains = state.all::<PainPoint>().filter(|pain| !pain.removed);
        let pains = pains.flat_map(|pain| {
            let said = [
                (pain.told, &pain.details.what),
                (pain.told_better, &pain.details.better),
            ];
            said.into_iter().filter_map(|(at, words)| {
                Some(Heard {
                    key: PainPoint::key(pain.id),
                    at: at?,
                    leader: pain.leader?,
                    link: None,
                    words: Cow::Borrowed(words),
                    goal: Goal::Role(pain.role),
                })
            })
        });
        let whys = state.all::<Why>().filter_map(move |why| {
            let pain = state.pain(why.pain).ok()?;
            (why.told && !why.removed).then_some(Heard {
                key: Why::key(why.id),
                at: why.at,
                leader: pain.leader?,
                link: None,
                words: Cow::Borrowed(&why.details.answer),
                goal: Goal::Role(pain.role),
            })
        });
        let judged = state.all::<Brief>().flat_map(|brief| {
            let judged = brief.details.profiles.iter();
            judged.filter_map(|profile| {
                Some(Heard {
                    key: Brief::key(brief.role),
                    at: profile.told?,
                    leader: brief.leader?,
                    link: None,
                    words: format!("{}: {}", profile.verdict?.label(), profile.lines).into(),
                    goal: Goal::Role(brief.role),
                })
            })
        });
        let decisions = state.all::<Decision>().flat_map(|decision| {
            let heard = |at, link, words| Heard {
                key: Decision::key(decision.id),
                at,
                leader: decision.leader,
                link,
                words,
                goal: Goal::Leader(decision.leader),
            };
            let asked = decision.link.map(|link| {
                heard(
                    decision.at,
                    Some(link),
                    Cow::Borrowed(decision.details.what.as_str()),
                )
            });
            let decided = decision.answer.as_ref().filter(|decided| decided.link.is_some());
            let decided = decided.map(|decided| {
                let words = format!("{} {}", decision.details.what, decided.said());
                heard(decided.at, decided.link, Cow::Owned(words))
            });
            asked.into_iter().chain(decided)
        });
        let fits = state.all::<Expectation>().filter_map(|told| {
            let answer = told.answer.as_ref().filter(|answer| answer.on_page)?;
            let fits = answer.fits.label();
            Some(Heard {
                key: Expectation::key(told.id),
                at: answer.at,
                leader: told.leader?,
                link: None,
                words: match answer.words.as_str() {
                    "" => Cow::Borrowed(fits),
                    words => Cow::Owned(format!("{fits}. {words}")),
                },
                goal: Goal::Role(told.role),
            })
        });
        let read = state.all::<Update>().filter_map(|update| {
            Some(Heard {
                key: Update::key(update.id),
                at: update.got_it?,
                leader: update.leader,
                link: None,
                words: Cow::Borrowed(if update.thanks { "Thanks" } else { "Got it" }),
                goal: Goal::Leader(update.leader),
            })
        });
        let wishes = state.all::<Candidate>().flat_map(move |candidate| {
            let said = candidate.wishes.iter();
            said.filter_map(move |wished| {
                let of = wished.of(&state.candidate_called(candidate));
                Some(Heard {
                    key: Candidate::key(candidate.id),
                    at: wished.at,
                    leader: wished.leader?,
                    link: Some(wished.link?),
                    words: Cow::Owned(match wished.because.as_str() {
                        "" => of,
                        because => format!("{of}: {because}"),
                    }),
                    goal: Goal::Role(candidate.role),
                })
            })
        });
        let times = state.all::<Interview>().flat_map(move |one| {
            let candidate = state.get::<Candidate>(one.candidate);
            let called = candidate
                .map(|candidate| state.candidate_called(candidate))
                .unwrap_or_default();
            one.answers.iter().filter_map(move |chosen| {
                Some(Heard {
                    key: Interview::key(one.id),
                    at: chosen.at,
                    leader: one.leader,
                    link: Some(chosen.link?),
                    words: Cow::Owned(format!("{called}: {}", chosen.said())),
                    goal: Goal::Role(one.role),
                })
            })
        });
        replies
            .chain(pains)
            .chain(whys)
            .chain(judged)
            .chain(decisions)
            .chain(wishes)
            .chain(times)
            .chain(fits)
            .chain(read)
    }

    /// Whose words these most likely are: the one leader who is named in the last line, as one signs, or else the one who is named
    /// anywhere, be it by the first name. None where it may be several.
    pub fn who_wrote(&self, text: &str) -> Option<LeaderId> {
        let plain = |text: &str| {
            let text = text.to_lowercase();
            let words = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            format!(" {} ", words.collect::<Vec<_>>().join(" "))
        };
        let last = plain(text.trim().lines().next_back().unwrap_or_default());
        let all = plain(text);
        let names: Vec<(LeaderId, String)> = self
            .all::<Leader>()
            .map(|leader| (leader.id, plain(&leader.details.name)))
            .filter(|(_, name)| !name.trim().is_empty())
            .collect();
        let named = |words: &String| {
            let is_called = |name: &str| {
                let first = name.split_whitespace().next().unwrap_or_default();
                words.contains(name) || words.contains(&format!(" {first} "))
            };
            let called: Vec<_> = names.iter().filter(|(_, name)| is_called(name)).collect();
            let in_full = |name: &str| name.trim().contains(' ') && words.contains(name);
            let in_full: Vec<_> = called.iter().copied().filter(|(_, name)| in_full(name)).collect();
            match (called.as_slice(), in_full.as_slice()) {
                ([], _) => None,
                ([(one, _)], _) | (_, [(one, _)]) => Some(Some(*one)),
                _ => Some(None),
            }
        };
        [last, all].iter().find_map(named)?
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use crate::domain::{
        Actor, Fits, Goal, LeaderDetails, Scope, Story, Target, expectation, leader, pain, why,
    };

    #[test]
    fn words_are_whose_who_signs_them_or_is_the_only_one_named() {
        let mut story = Story::begin();
        for name in ["Dana Marsh", "Omar Haddad", "Ana"] {
            story.does(leader::Command::add(
                Story::leader(name),
                LeaderDetails::named(name),
            ));
        }
        let state = story.state();
        let by = |text: &str| state.who_wrote(text);
        // There is a Dana Whitfield, too.
        assert_eq!(by("Tuesday suits me.\nDana"), None);
        assert_eq!(
            by("Tuesday suits me.\nDana Marsh"),
            Some(Story::leader("Dana Marsh"))
        );
        assert_eq!(
            by("Dana will join us.\n\nOmar\n"),
            Some(Story::leader("Omar Haddad"))
        );
        assert_eq!(by("Omar and Ana agree."), None);
        assert_eq!(by("OMAR said yes"), Some(Story::leader("Omar Haddad")));
        assert_eq!(by("Banana bread for all"), None, "a part of a word is no name");
        assert_eq!(by(""), None);
    }

    #[test]
    fn each_answer_on_a_page_is_heard_once_and_leads_to_where_it_stands() {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.hurts("late", "data", "What a recruiter wrote down");
        story.actor = Actor::Link(Story::link("page"));
        story.does(pain::Command::TellPain {
            pain: Story::pain("told"),
            role: Story::role("data"),
            what: "Reports arrive late".into(),
        });
        let words = |story: &Story| {
            let state = story.state();
            let mut heard: Vec<_> = state
                .heard()
                .map(|heard| (heard.at, heard.words.into_owned()))
                .collect();
            heard.sort();
            assert!(
                state
                    .heard()
                    .all(|heard| heard.goal == Goal::Role(Story::role("data")))
            );
            heard.into_iter().map(|(_, words)| words).collect::<Vec<_>>()
        };
        assert_eq!(words(&story), ["Reports arrive late"]);
        story.now += TimeDelta::minutes(1);
        story.does(why::Command::TellWhy {
            why: Story::why("told"),
            pain: Story::pain("told"),
            answer: "The jobs fail".into(),
        });
        story.now += TimeDelta::minutes(1);
        story.does(pain::Command::TellBetter {
            pain: Story::pain("told"),
            better: "No mail on Mondays".into(),
        });
        assert_eq!(
            words(&story),
            ["Reports arrive late", "The jobs fail", "No mail on Mondays"]
        );
    }

    #[test]
    fn a_yes_to_a_date_on_the_page_is_heard_and_one_in_a_talk_is_known_already() {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.tells("told", "data", 90);
        let told = Story::expectation("told");
        let heard = |story: &Story| {
            let state = story.state();
            let heard = state.heard().map(|heard| (heard.goal, heard.words.into_owned()));
            heard.collect::<Vec<_>>()
        };
        story.does(expectation::Command::NoteAnswer {
            expectation: told,
            fits: Fits::TooLate,
        });
        assert_eq!(heard(&story), []);
        story.actor = Actor::Link(Story::link("page"));
        story.does(expectation::Command::AnswerExpectation {
            expectation: told,
            fits: Fits::Agreed,
            words: "It fits after all".into(),
        });
        let goal = Goal::Role(Story::role("data"));
        assert_eq!(heard(&story), [(goal, "Agreed. It fits after all".into())]);
    }
}
