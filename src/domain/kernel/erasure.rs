//! Erasure of a person: the rows go, and everything anywhere that still names them is scrubbed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Body, Candidate, Change, Changes, CheckIn, CheckInId, Commands, Ctx, Giver, Hire, HireId, Interview,
    InterviewId, Interviewer, InterviewerId, Kind, Leader, Refusal, Role, RoleId, Row, RowKey, Says, State,
    UserId, candidate, gathered, hire, leader, mentions,
};

/// What stands in the place of a name that was erased.
pub(in crate::domain) const SOMEONE: &str = "Someone";
/// What stands in the place of words that were theirs.
pub(in crate::domain) const WORDS: &str = "These words were erased with whoever said them.";

/// What becomes of a row when somebody is erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Erasure<W> {
    Gone,
    /// It stays without them.
    Scrubbed(W),
    /// It stays as it is, and why it may.
    Kept(&'static str),
}

impl<W> Erasure<W> {
    pub(in crate::domain) fn map<R>(self, row: impl FnOnce(W) -> R) -> Erasure<R> {
        match self {
            Self::Gone => Erasure::Gone,
            Self::Scrubbed(word) => Erasure::Scrubbed(row(word)),
            Self::Kept(why) => Erasure::Kept(why),
        }
    }
}

/// Erases somebody again, with the command that asks for it; none when they are not here.
pub(in crate::domain) fn erased_again(state: &State, person: RowKey) -> Option<(Body, Changes)> {
    match state.row(&person)? {
        Row::Leader(found) => {
            let body = leader::Command::EraseLeader { leader: found.id };
            Some((body.into(), erased(state, found)))
        }
        Row::Candidate(found) => {
            let body = candidate::Command::ForgetCandidate { candidate: found.id };
            Some((body.into(), found.forgotten(state)))
        }
        Row::Hire(found) => {
            let body = hire::Command::ForgetHire { hire: found.id };
            Some((body.into(), found.forgotten(state)))
        }
        _ => None,
    }
}

impl Body {
    /// Whom it erases.
    pub fn erases(&self) -> Option<RowKey> {
        match self {
            Self::Leader(leader::Command::EraseLeader { leader }) => Some(Leader::key(*leader)),
            Self::Candidate(
                candidate::Command::ForgetCandidate { candidate }
                | candidate::Command::TakeBackCandidate { candidate, .. },
            ) => Some(Candidate::key(*candidate)),
            Self::Hire(hire::Command::ForgetHire { hire }) => Some(Hire::key(*hire)),
            _ => None,
        }
    }
}

/// Erases a leader, whoever sees what is theirs: each word says what becomes of its rows.
pub(in crate::domain) fn erased(state: &State, leader: &Leader) -> Changes {
    let everything = state.seen_by(None);
    let mut changes = Changes::new();
    for row in everything.rows() {
        match row.erased(leader, &everything) {
            Erasure::Gone => changes.merge((row.key(), Change::Gone { erased: true }).into()),
            Erasure::Scrubbed(row) => {
                let held = everything.audience(&row.key()).cloned().unwrap_or_default();
                changes.keep(row, held);
            }
            Erasure::Kept(_) => {}
        }
    }
    // What hung on them hangs on less now: nobody who goes later stays named in it.
    changes.derived(&everything)
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// What is left of a command that named an erased person, or that could not be read. Always refused; it
    /// keeps its place in the order.
    Scrubbed {
        /// Whether its author has been told already.
        #[serde(default)]
        told: bool,
    },
}

impl From<Command> for Body {
    fn from(command: Command) -> Self {
        Self::Erasure(command)
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::Scrubbed { .. } = self;
        Says {
            by: Giver::Member,
            creates: vec![],
            needs: vec![],
            wants: vec![],
            names: vec![],
            may_name: vec![],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, _: &State, _: UserId, _: &Ctx) -> Result<Changes, Refusal> {
        Err(Refusal::Erased)
    }
}

impl Body {
    /// Whom this command names, or may name in its words: when one is erased, what still carries the command is
    /// scrubbed. The state is the one in which it was given: it tells whose role it was.
    pub fn subjects(&self, state: &State) -> BTreeSet<RowKey> {
        let everything = state.seen_by(None);
        let Says { names, may_name, .. } = self.says();
        let rows = may_name.iter().filter_map(|key| everything.row(key));
        let ends = rows.flat_map(|row| [row.key()].into_iter().chain(everything.hangs_on(row)));
        let theirs = ends.filter_map(|key| everything.person(key));
        // Words that may name somebody may name anybody.
        let words = (!may_name.is_empty()).then(|| serde_json::to_string(self).unwrap_or_default());
        let named = words.into_iter().flat_map(|words| {
            let leaders = everything.all::<Leader>();
            let leaders = leaders.map(|leader| (Leader::key(leader.id), &leader.details.name));
            let candidates = everything.all::<Candidate>();
            let candidates =
                candidates.map(|candidate| (Candidate::key(candidate.id), &candidate.details.name));
            let hires = everything.all::<Hire>();
            let hires = hires.map(|hire| (Hire::key(hire.id), &hire.details.name));
            let people = leaders.chain(candidates).chain(hires);
            people.filter_map(move |(key, name)| mentions(&words, name).then_some(key))
        });
        gathered(names.into_iter().chain(theirs).chain(named))
    }
}

impl Kind {
    /// Whether its rows are people whose data can be erased.
    pub fn is_person(self) -> bool {
        match self {
            Self::Leader | Self::Candidate | Self::Hire => true,
            Self::Workspace | Self::Settings | Self::Member | Self::Role | Self::Update | Self::Link => false,
            Self::Reply | Self::Decision | Self::PainPoint | Self::Why | Self::Fix | Self::Brief => false,
            Self::Kit | Self::Expectation | Self::Funnel | Self::Interview => false,
            Self::SitInTalk | Self::CheckIn | Self::Problem | Self::Effort => false,
            // Who judges has no more here than a name, which goes with whom they judge.
            Self::Interviewer | Self::Scorecard => false,
        }
    }
}

impl State<'_> {
    /// Whom a row is, or is about: of a role, its leader, and of an interview and whoever judges there, whoever comes.
    pub fn person(&self, key: RowKey) -> Option<RowKey> {
        match key.kind {
            Kind::Role => self.get::<Role>(RoleId(key.id)).ok()?.leader.map(Leader::key),
            Kind::Interview => {
                let interview = self.get::<Interview>(InterviewId(key.id)).ok()?;
                Some(Candidate::key(interview.candidate))
            }
            Kind::Interviewer | Kind::Scorecard => {
                let one = self.get::<Interviewer>(InterviewerId(key.id)).ok()?;
                Some(Candidate::key(one.candidate))
            }
            // Whoever has a card is one person with it.
            Kind::Hire => {
                let hire = self.get::<Hire>(HireId(key.id)).ok()?;
                Some(hire.candidate.map_or(key, Candidate::key))
            }
            Kind::CheckIn => {
                let one = self.get::<CheckIn>(CheckInId(key.id)).ok()?;
                self.person(Hire::key(one.hire))
            }
            kind => kind.is_person().then_some(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Hold;
    use crate::domain::NewLink;
    use crate::domain::Target;
    use crate::domain::{
        Actor, Audience, Effort, LeaderDetails, Member, PainPoint, Right, Scope, ShareLink, Stored, Story,
        Way, Why, effort, leader, link, member, role, update,
    };

    #[test]
    fn an_erased_leader_leaves_roles_and_effort_but_no_trace() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.does(update::Command::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Dana, pay is the brake".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert!(
            !serde_json::to_string(&story.rows.values().collect::<Vec<_>>())
                .unwrap()
                .contains("Dana")
        );
        assert_eq!(
            story.state().get::<Role>(Story::role("data")).unwrap().leader,
            None
        );
        assert_eq!(story.state().efforts().count(), 1);
    }

    #[test]
    fn what_hung_on_her_is_for_whoever_may_hold_the_rest() {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        let (pain, why) = (PainPoint::key(Story::pain("late")), Why::key(Story::why("jobs")));
        // Her other roles are confidential, and this one is another leader's by now.
        let few = Audience::People([Story::user("priya"), Story::user("tom")].into());
        let dana = Leader::key(Story::leader("dana"));
        for key in [dana, pain, why] {
            let (audience, stored) = (few.clone(), story.rows.get(&key).unwrap().clone());
            story.rows.insert(key, Stored { audience, ..stored });
        }
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        let held = [pain, why].map(|key| story.rows.get(&key).unwrap().audience.clone());
        assert_eq!(held, [Audience::Workspace, Audience::Workspace]);
    }

    #[test]
    fn her_name_goes_where_nobody_could_edit_it_any_more() {
        let mut story = Story::begin();
        story.does(leader::Command::add(
            Story::leader("eve"),
            LeaderDetails::named("Eve"),
        ));
        // A link made for her stays hers when the role is given away.
        let mut link = Story::link_to("link", Target::Role(Story::role("data")), Scope::Respond);
        link.label = "Dana Whitfield".into();
        story.does(link::Command::ShareLink(link));
        story.opens("sre", "SRE");
        let hold = |role: &str, requester: &str| {
            Body::Role(role::Command::HoldRole {
                role: Story::role(role),
                hold: Hold {
                    requester: requester.into(),
                    cause: "budget".into(),
                    review_on: "2026-12-01".parse().unwrap(),
                    since: "2026-11-19".parse().unwrap(),
                },
            })
        };
        story.does(hold("data", "Mrs Whitfield"));
        story.does(hold("sre", "the boss"));
        story.logs("call", "sre", |draft| draft.result = "Dana wants two more".into());
        let mut draft = story
            .state()
            .get::<Effort>(Story::effort("call"))
            .unwrap()
            .draft();
        draft.result = "two more are wanted".into();
        story.does(effort::Command::AmendEffort {
            effort: Story::effort("call"),
            draft,
        });
        story.does(role::Command::GiveRole {
            role: Story::role("data"),
            leader: Story::leader("eve"),
        });
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        let rows = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
        for name in ["Dana", "Whitfield", "the boss"] {
            assert!(!rows.contains(name), "{name} in {rows}");
        }
        assert!(rows.contains("two more are wanted") && rows.contains("Eve"));
    }

    #[test]
    fn another_leader_of_the_same_name_keeps_the_label_of_their_link() {
        let mut story = Story::begin();
        let (dana, other) = (Story::leader("dana"), Story::leader("other"));
        story.does(leader::Command::add(
            other,
            LeaderDetails::named("dana whitfield"),
        ));
        for (link, label) in [("theirs", " Dana  WHITFIELD"), ("boss", "Dana Whitfield's boss")] {
            let mut link = Story::link_to(link, Target::Leader(other), Scope::Respond);
            link.label = label.into();
            story.does(link::Command::ShareLink(link));
        }
        story.does(leader::Command::EraseLeader { leader: dana });
        let of = |name| {
            story
                .state()
                .get::<ShareLink>(Story::link(name))
                .unwrap()
                .label
                .clone()
        };
        assert_eq!(of("theirs"), "Dana WHITFIELD");
        assert_eq!(of("boss"), SOMEONE);
    }

    #[test]
    fn a_command_concerns_whoever_its_words_name_whosever_the_role_is() {
        let mut story = Story::begin();
        let marcus = Story::leader("marcus");
        story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
        story.hurts("late", "data", "Reports arrive late");
        let held = Body::Role(role::Command::HoldRole {
            role: Story::role("data"),
            hold: Hold {
                requester: "Marcus Obi".into(),
                cause: "budget".into(),
                review_on: story.now.date_naive(),
                since: story.now.date_naive(),
            },
        });
        let mended = Body::Fix(crate::domain::fix::Command::AddFix {
            fix: Story::fix("rota"),
            pain: Story::pain("late"),
            details: crate::domain::FixDetails {
                what: "A new rota".into(),
                owner: "Marcus".into(),
                due: story.now.date_naive(),
                state: crate::domain::FixState::Planned,
                shown: crate::domain::Shown::Us,
            },
        });
        for body in [held, mended] {
            let subjects = body.subjects(&story.state());
            assert!(subjects.contains(&Leader::key(marcus)), "{body:?}");
            assert!(subjects.contains(&Leader::key(Story::leader("dana"))), "{body:?}");
        }
    }

    #[test]
    fn a_command_concerns_the_leader_whom_its_words_may_name() {
        let mut story = Story::begin();
        let link = Story::link_to("link", Target::Role(Story::role("data")), Scope::Respond);
        let dana = BTreeSet::from([Leader::key(Story::leader("dana"))]);
        assert_eq!(
            Body::Link(link::Command::ShareLink(link.clone())).subjects(&story.state()),
            dana
        );
        // A link says by itself for whom it is, whosever the role is by then.
        let meant = NewLink {
            leader: Some(Story::leader("dana")),
            ..link.clone()
        };
        assert_eq!(
            Body::Link(link::Command::ShareLink(meant.clone())).says().names,
            [Leader::key(Story::leader("dana"))]
        );
        let resume = Body::Role(role::Command::ResumeRole {
            role: Story::role("data"),
        });
        assert!(resume.subjects(&story.state()).is_empty());
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert!(
            Body::Link(link::Command::ShareLink(link))
                .subjects(&story.state())
                .is_empty(),
            "it is nobody's now"
        );
        assert_eq!(
            Body::Link(link::Command::ShareLink(meant)).subjects(&story.state()),
            dana
        );
    }

    #[test]
    fn only_an_owner_erases() {
        let mut story = Story::begin();
        for (name, right) in [("priya", Right::Owner), ("tom", Right::Recruiter)] {
            let member = Member {
                user: Story::user(name),
                name: name.into(),
                phone: None,
                right,
                left: None,
            };
            story.does(member::Command::PutMember(member));
        }
        story.actor = Actor::User(Story::user("tom"));
        let erased = story.tries(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert_eq!(erased, Err(Refusal::OwnerOnly));
    }

    #[test]
    fn every_link_to_an_erased_leader_or_to_her_roles_goes_also_those_that_whoever_erases_does_not_see() {
        let mut story = Story::begin();
        let member = |name: &str, right| Member {
            user: Story::user(name),
            name: name.into(),
            phone: None,
            right,
            left: None,
        };
        story.does(member("priya", Right::Owner));
        story.does(member("tom", Right::Recruiter));
        story.does(leader::Command::add(
            Story::leader("eve"),
            LeaderDetails::named("Eve"),
        ));
        story.shares("to her", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.shares("to her role", Target::Role(Story::role("data")), Scope::Read);
        story.shares("to eve", Target::Leader(Story::leader("eve")), Scope::Respond);
        // A link to a role that is then kept from Priya.
        story.actor = Actor::User(Story::user("tom"));
        story.opens("chief", "Chief of Staff");
        story.shares("hidden", Target::Role(Story::role("chief")), Scope::Read);
        story.does(role::Command::RestrictRole {
            role: Story::role("chief"),
            audience: Audience::People([Story::user("tom")].into()),
            code_name: None,
        });
        story.actor = Actor::User(Story::user("priya"));
        let seen = story.state().seen_by(Some(Story::user("priya")));
        assert!(seen.get::<ShareLink>(Story::link("hidden")).is_err());

        let changes = story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        let left: Vec<_> = story.state().links().into_iter().map(|link| link.id).collect();
        assert_eq!(left, [Story::link("to eve")]);
        for link in ["to her", "to her role", "hidden"] {
            let change = changes.0.get(&ShareLink::key(Story::link(link)));
            assert_eq!(change, Some(&Change::Gone { erased: true }), "{link}");
        }
    }
}
