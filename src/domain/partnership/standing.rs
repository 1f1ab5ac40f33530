//! When a leader is asked whether they know where they stand, and what becomes of their answer.

use chrono::NaiveDate;

use super::link::AtPage;
use crate::domain::{Changes, Ctx, Kind, Leader, Moment, Refusal, Role, RoleId, Stage, State, Stood, note};

/// Days from the first that somebody was sought until it is asked.
const MID_SEARCH: i64 = 21;
/// Days from a yes until it is not asked any more.
const AFTER_YES: i64 = 30;

impl State<'_> {
    /// Whether it is asked about a role on this day, and when in its course that is. Never of a confidential one: the
    /// answer stands with the leader, whom more people know.
    pub fn asks_standing(&self, role: RoleId, today: NaiveDate) -> Option<Moment> {
        let found = self.get::<Role>(role).ok()?;
        let leader = self.get::<Leader>(found.leader?).ok()?;
        if !self.audience_of::<Role>(role).is_workspace() || found.hold.is_some() {
            return None;
        }
        let since = |day: NaiveDate| (today - day).num_days();
        let moment = match (found.placement.yes_on, found.placement.sourced_on) {
            (Some(yes), _) if since(yes) <= AFTER_YES => Moment::Yes,
            (None, Some(sourced))
                if found.is_open()
                    && matches!(found.placement.stage, Stage::Source | Stage::Interview)
                    && since(sourced) >= MID_SEARCH =>
            {
                Moment::Search
            }
            _ => return None,
        };
        let is_answered = leader
            .stood
            .iter()
            .any(|stood| (stood.role, stood.asked) == (role, moment));
        (!is_answered).then_some(moment)
    }
}

impl Leader {
    pub(super) fn tell_standing(
        state: &State,
        (role, asked, knows, words): (RoleId, Moment, bool, &str),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        if link.deputy {
            return Err(Refusal::LinkForbids);
        }
        let found = shown.get::<Role>(role)?;
        let is_on_page = link.target.role().is_none_or(|only| only == role);
        if found.leader != Some(link.leader) || !is_on_page {
            return Err(Refusal::Unknown { what: Kind::Role });
        }
        // It is asked once; one that came twice, or late, changes nothing.
        if state.asks_standing(role, ctx.today) != Some(asked) {
            return Err(Refusal::Answered);
        }
        let leader = shown.get::<Self>(link.leader)?;
        let mut stood = leader.stood.clone();
        stood.push(Stood {
            role,
            asked,
            knows,
            words: note("answer", words)?,
            at: ctx.claimed_at,
        });
        Ok(state.put(Self {
            stood,
            ..leader.clone()
        }))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{Actor, Audience, Body, NewLink, Scope, Story, Target, link, reply, role};

    fn begin() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.moves("data", Stage::Source, None, None).unwrap();
        story
    }

    fn answer(asked: Moment, knows: bool) -> Body {
        Body::Reply(reply::Command::TellStanding {
            role: Story::role("data"),
            asked,
            knows,
            words: "Nobody told me why".into(),
        })
    }

    fn through(story: &mut Story, page: &str, body: Body) -> Result<Changes, Refusal> {
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
        let answer = story.tries(body);
        story.actor = priya;
        answer
    }

    fn asked(story: &Story) -> Option<Moment> {
        let today = story.now.date_naive();
        story.state().asks_standing(Story::role("data"), today)
    }

    #[test]
    fn it_is_asked_once_in_mid_search_and_once_at_yes() {
        let mut story = begin();
        assert_eq!(asked(&story), None, "the search has only begun");
        let early = through(&mut story, "page", answer(Moment::Search, true));
        assert_eq!(early, Err(Refusal::Answered));
        story.now += TimeDelta::days(21);
        assert_eq!(asked(&story), Some(Moment::Search));
        through(&mut story, "page", answer(Moment::Search, false)).unwrap();
        assert_eq!(asked(&story), None);
        let again = through(&mut story, "page", answer(Moment::Search, true));
        assert_eq!(again, Err(Refusal::Answered));
        story.moves("data", Stage::FollowUp, None, None).unwrap();
        assert_eq!(asked(&story), Some(Moment::Yes));
        through(&mut story, "page", answer(Moment::Yes, true)).unwrap();
        assert_eq!(asked(&story), None);
        let state = story.state();
        let stood = &state.get::<Leader>(Story::leader("dana")).unwrap().stood;
        let said: Vec<_> = stood.iter().map(|one| (one.asked, one.knows)).collect();
        assert_eq!(said, [(Moment::Search, false), (Moment::Yes, true)]);
        assert_eq!(stood[0].words, "Nobody told me why");
    }

    #[test]
    fn a_deputy_is_not_asked_nor_anybody_of_a_confidential_role() {
        let mut story = begin();
        story.does(link::Command::ShareLink(NewLink {
            expires_on: Some(story.now.date_naive() + chrono::Days::new(40)),
            deputy: true,
            ..Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond)
        }));
        story.now += TimeDelta::days(30);
        story.leaves(1, "Dana");
        let by_deputy = through(&mut story, "deputy", answer(Moment::Search, true));
        assert_eq!(by_deputy, Err(Refusal::LinkForbids));
        story.does(role::Command::RestrictRole {
            role: Story::role("data"),
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
        assert_eq!(asked(&story), None);
    }
}
