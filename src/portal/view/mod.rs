//! The projection: from a workspace, a link and a civil day to what the link's page shows.
//!
//! The types here cannot hold what is private: no minutes, no private effort, no secret, no id of a person. What a
//! scope may see is decided in [`project`] and nowhere else.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    CloseReason, Effort, EffortId, EffortKind, LeaderId, Role, RoleId, Scope, ShareLink, Stage, State,
    Target, UpdateId, week_start,
};
use crate::sync::wire::Cursor;

/// Weeks in the small chart, the present one included.
const WEEKS: u64 = 6;
/// Most entries in the feed, and most updates.
const FEED: usize = 20;
const UPDATES: usize = 10;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PortalView {
    pub cursor: Cursor,
    /// The workspace's civil day for which this was computed.
    pub today: NaiveDate,
    /// IANA name of the zone in which days and times are given.
    pub zone: String,
    pub scope: Scope,
    pub workspace: String,
    /// None for a team: a team's page names nobody.
    pub leader: Option<String>,
    /// Whom to call.
    pub recruiter: Option<Contact>,
    /// Open roles first, in the order of their stages.
    pub roles: Vec<RoleView>,
    /// The leader hears at the latest on this day.
    pub next_update_by: Option<NaiveDate>,
    /// This week's numbers, each with its meaning; only those above zero.
    pub figures: Vec<Figure>,
    /// People reached week by week, the oldest first.
    pub weeks: Vec<WeekBar>,
    /// The newest first.
    pub feed: Vec<FeedItem>,
    /// The newest first.
    pub updates: Vec<UpdateView>,
    /// What the leader wrote that answers no update, the newest first.
    pub notes: Vec<ReplyView>,
    /// How many entries of the feed have words that wait for their two minutes.
    pub unripe: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub phone: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoleView {
    pub title: String,
    pub stage: Stage,
    pub opened_on: NaiveDate,
    pub closed: Option<(CloseReason, NaiveDate)>,
    /// The day on which a hold is reviewed.
    pub held_until: Option<NaiveDate>,
    /// People reached this week.
    pub reached: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    pub count: u32,
    pub meaning: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeekBar {
    pub starts: NaiveDate,
    pub reached: u32,
    pub replied: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FeedItem {
    pub id: EffortId,
    pub on: NaiveDate,
    /// `09:38`, where it was logged.
    pub time: String,
    pub kind: EffortKind,
    pub quantity: u32,
    pub replies: u32,
    /// The recruiter's words; empty where the scope does not show them.
    pub result: String,
    /// The roles it was for, when the page shows several.
    pub roles: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UpdateView {
    pub id: UpdateId,
    pub on: NaiveDate,
    pub text: String,
    pub replies: Vec<ReplyView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReplyView {
    pub on: NaiveDate,
    pub text: String,
}

impl PortalView {
    /// Tells this view from any other of its link: two with the same stamp show the same.
    pub fn stamp(&self) -> String {
        format!("{}/{}/{}", self.cursor, self.today, self.unripe)
    }

    pub fn can_reply(&self) -> bool {
        self.scope == Scope::Respond
    }
}

/// What a link shows, and until when if nothing changes meanwhile.
pub struct Projection {
    pub view: PortalView,
    /// Words that wait appear at this moment.
    pub until: Option<DateTime<Utc>>,
}

/// What the link shows on this day at this moment; none when whom it was for is gone.
pub fn project(
    state: &State,
    link: &ShareLink,
    cursor: Cursor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Option<Projection> {
    let state = &state.through(link);
    let leader_id = link.leader;
    let leader = state.leader(leader_id).ok()?;
    let shows = Shows::of(link.scope);
    let mut roles: Vec<&Role> = match link.target {
        Target::Role(role) => vec![state.role(role).ok()?],
        Target::Leader(leader) => state.roles().filter(|role| role.leader == Some(leader)).collect(),
    };
    roles.sort_by(|a, b| {
        let key = |role: &Role| (role.placement.stage, role.placement.order.clone(), role.id);
        key(a).cmp(&key(b))
    });
    let ids: Vec<RoleId> = roles.iter().map(|role| role.id).collect();
    let this_week = week_start(today);
    let mut efforts: Vec<&Effort> = state
        .efforts()
        .filter(|effort| effort.shared && effort.roles.iter().any(|role| ids.contains(role)))
        .collect();
    efforts.sort_by_key(|effort| std::cmp::Reverse((effort.happened_at, effort.id)));
    let in_week = |effort: &Effort, starts: NaiveDate| week_start(effort.on()) == starts;

    let owner = roles.first().and_then(|role| state.member(role.owner));
    let workspace = state.workspace();
    let unripe: Vec<DateTime<Utc>> = efforts
        .iter()
        .take(FEED)
        .filter(|effort| shows.results && !effort.shows_words(now))
        .filter_map(|effort| effort.words_from)
        .collect();
    let view = PortalView {
        cursor,
        today,
        zone: workspace.map_or_else(|| "UTC".into(), |workspace| workspace.zone.clone()),
        scope: link.scope,
        workspace: workspace.map_or_else(|| "Fulcrum".into(), |workspace| workspace.name.clone()),
        leader: shows.names.then(|| leader.details.name.clone()),
        recruiter: owner.map(|member| Contact {
            name: member.name.clone(),
            phone: member.phone.clone(),
        }),
        roles: roles
            .iter()
            .map(|role| RoleView {
                title: role.called().to_owned(),
                stage: role.placement.stage,
                opened_on: role.details.opened_on,
                closed: role
                    .placement
                    .close
                    .as_ref()
                    .map(|close| (close.reason, close.on)),
                held_until: role.hold.as_ref().map(|hold| hold.review_on),
                reached: reached(
                    efforts
                        .iter()
                        .filter(|e| in_week(e, this_week) && e.roles.contains(&role.id)),
                )
                .0,
            })
            .collect(),
        next_update_by: next_update_by(state, leader_id, &roles, today),
        figures: figures(efforts.iter().filter(|effort| in_week(effort, this_week))),
        weeks: (0..WEEKS)
            .rev()
            .map(|back| {
                let starts = this_week - Days::new(7 * back);
                let (reached, replied) = reached(efforts.iter().filter(|effort| in_week(effort, starts)));
                WeekBar {
                    starts,
                    reached,
                    replied,
                }
            })
            .collect(),
        feed: if shows.feed {
            efforts
                .iter()
                .take(FEED)
                .map(|effort| feed_item(state, effort, &ids, shows.results && effort.shows_words(now)))
                .collect()
        } else {
            Vec::new()
        },
        updates: if shows.updates {
            updates(state, link, leader_id, shows)
        } else {
            Vec::new()
        },
        notes: if shows.replies {
            replies(state, link, None)
        } else {
            Vec::new()
        },
        unripe: unripe.len(),
    };
    let until = unripe.into_iter().min();
    Some(Projection { view, until })
}

/// What a scope may see besides stage, counts and the next date.
#[derive(Clone, Copy)]
struct Shows {
    names: bool,
    feed: bool,
    /// The recruiter's own words about an effort: they may speak of pay.
    results: bool,
    updates: bool,
    replies: bool,
}

impl Shows {
    fn of(scope: Scope) -> Self {
        match scope {
            Scope::Respond => Self {
                names: true,
                feed: true,
                results: true,
                updates: true,
                replies: true,
            },
            Scope::Read => Self {
                names: true,
                feed: true,
                results: false,
                updates: true,
                replies: false,
            },
            Scope::TeamSafe => Self {
                names: false,
                feed: false,
                results: false,
                updates: false,
                replies: false,
            },
        }
    }
}

fn next_update_by(state: &State, leader: LeaderId, roles: &[&Role], today: NaiveDate) -> Option<NaiveDate> {
    let opened = roles
        .iter()
        .filter(|role| role.is_open())
        .map(|role| role.clock_starts())
        .min()?;
    // What is overdue is due today: a page never promises the past.
    Some(state.next_update_by(leader, opened).max(today))
}

fn reached<'a>(efforts: impl Iterator<Item = &'a &'a Effort>) -> (u32, u32) {
    efforts
        .filter(|effort| effort.kind == EffortKind::Outreach)
        .fold((0, 0), |(reached, replied), effort| {
            (reached + effort.quantity, replied + effort.replies)
        })
}

fn figures<'a>(efforts: impl Iterator<Item = &'a &'a Effort> + Clone) -> Vec<Figure> {
    let mut figures = Vec::new();
    for kind in EffortKind::ALL {
        let count: u32 = efforts
            .clone()
            .filter(|effort| effort.kind == *kind)
            .map(|effort| effort.quantity)
            .sum();
        if count > 0 {
            figures.push(Figure {
                count,
                meaning: kind.unit(count).into(),
            });
        }
        let (_, replied) = reached(efforts.clone());
        if *kind == EffortKind::Outreach && replied > 0 {
            figures.push(Figure {
                count: replied,
                meaning: "replied".into(),
            });
        }
    }
    figures
}

fn feed_item(state: &State, effort: &Effort, shown: &[RoleId], words: bool) -> FeedItem {
    let titles = effort
        .roles
        .iter()
        .filter(|role| shown.contains(role))
        .filter_map(|role| state.role(*role).ok());
    let several = shown.len() > 1;
    FeedItem {
        id: effort.id,
        on: effort.on(),
        time: effort.happened_at.format("%H:%M").to_string(),
        kind: effort.kind,
        quantity: effort.quantity,
        replies: effort.replies,
        result: if words {
            effort.result.clone()
        } else {
            String::new()
        },
        roles: if several {
            titles.map(|role| role.called().to_owned()).collect()
        } else {
            Vec::new()
        },
    }
}

fn updates(state: &State, link: &ShareLink, leader: LeaderId, shows: Shows) -> Vec<UpdateView> {
    let concerns = |roles: &[RoleId]| match link.target {
        Target::Leader(_) => true,
        Target::Role(role) => roles.is_empty() || roles.contains(&role),
    };
    let mine = state
        .updates()
        .into_iter()
        .filter(|update| update.leader == leader && concerns(&update.roles));
    mine.take(UPDATES)
        .map(|update| UpdateView {
            id: update.id,
            on: update.sent_at.date_naive(),
            text: update.text.clone(),
            replies: if shows.replies {
                replies(state, link, Some(update.id))
            } else {
                Vec::new()
            },
        })
        .collect()
}

/// What was written through this link: another link of the same leader shows its own.
fn replies(state: &State, link: &ShareLink, to: Option<UpdateId>) -> Vec<ReplyView> {
    let mine = state
        .replies()
        .into_iter()
        .filter(|reply| reply.link == link.id && reply.update == to);
    mine.map(|reply| ReplyView {
        on: reply.at.date_naive(),
        text: reply.text.clone(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{Actor, Audience, Body, Kind, Member, Refusal, Right, Story, UserId};
    use crate::sync::wire::Epoch;

    fn view(story: &Story, scope: Scope) -> PortalView {
        let mut link = story.state().link(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let cursor = Cursor {
            epoch: Epoch(uuid::Uuid::nil()),
            seq: 7,
        };
        // Words that wait are another story.
        let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
        project(&story.state(), &link, cursor, story.now.date_naive(), now)
            .unwrap()
            .view
    }

    fn story() -> Story {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.logs("a", "data", |draft| {
            (draft.quantity, draft.replies, draft.result) = (12, 3, "Pay is the brake".into());
        });
        story.logs("b", "data", |draft| {
            (draft.shared, draft.result) = (false, "Dana is hard to reach".into())
        });
        story.does(Body::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            text: "Three strong people in play".into(),
        });
        story
    }

    #[test]
    fn a_confidential_role_shows_only_through_a_link_made_for_it_while_its_keeper_sees_it() {
        let mut story = story();
        let (priya, tom) = (Story::user("priya"), Story::user("tom"));
        for (user, name) in [(priya, "Priya"), (tom, "Tom")] {
            story.does(Body::PutMember(Member {
                user,
                name: name.into(),
                phone: None,
                right: Right::Owner,
                left: None,
            }));
        }
        story.opens("chief", "Chief of Staff");
        story.shares("before", Target::Role(Story::role("chief")), Scope::TeamSafe);
        story.logs("c", "chief", |draft| draft.quantity = 4);
        let only = |who: &[UserId], code_name: &str| Body::RestrictRole {
            role: Story::role("chief"),
            audience: Audience::People(who.iter().copied().collect()),
            code_name: Some(code_name.into()),
        };
        story.does(only(&[priya], "Harbour"));
        let whole = |link: &str, who: &str, opens: &[RoleId]| {
            let mut new = Story::link_to(link, Target::Leader(Story::leader("dana")), Scope::Respond);
            new.passcode = Some(String::from("493 021").try_into().unwrap());
            new.opens = opens.iter().copied().collect();
            (Actor::User(Story::user(who)), Body::ShareLink(new))
        };
        let chief = Story::role("chief");
        for (actor, body) in [
            whole("priyas", "priya", &[chief]),
            whole("locked", "priya", &[]),
            whole("toms", "tom", &[]),
        ] {
            story.actor = actor;
            story.does(body);
        }
        let (actor, forged) = whole("forged", "tom", &[chief]);
        story.actor = actor;
        assert_eq!(story.tries(forged), Err(Refusal::Unknown { what: Kind::Role }));
        story.actor = Actor::User(priya);
        let seen = |story: &Story, link: &str| {
            let state = story.state();
            let link = state.link(Story::link(link)).unwrap();
            let cursor = Cursor {
                epoch: Epoch(uuid::Uuid::nil()),
                seq: 7,
            };
            let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
            project(&state, link, cursor, story.now.date_naive(), now)
                .map(|projection| serde_json::to_string(&projection.view).unwrap())
        };
        assert!(seen(&story, "priyas").unwrap().contains("Harbour"));
        for link in ["link", "locked", "toms"] {
            let text = seen(&story, link).unwrap();
            assert!(!text.contains("Harbour") && !text.contains("Chief"), "{link}");
        }
        assert_eq!(seen(&story, "before"), None, "it was made before, for a team");
        story.does(Body::HandOver { role: chief, to: tom });
        story.actor = Actor::User(tom);
        story.does(only(&[tom], "Harbour"));
        let text = seen(&story, "priyas").unwrap();
        assert!(!text.contains("Harbour"), "its keeper is not named any more");
    }

    #[test]
    fn a_leader_sees_what_was_done_and_learned_and_when_they_hear_next() {
        let view = view(&story(), Scope::Respond);
        assert_eq!(
            view.figures,
            [
                Figure {
                    count: 12,
                    meaning: "people reached".into()
                },
                Figure {
                    count: 3,
                    meaning: "replied".into()
                },
            ]
        );
        assert_eq!(view.feed.len(), 1, "private effort stays private");
        assert_eq!(view.feed[0].result, "Pay is the brake");
        assert_eq!(view.weeks.last().unwrap().reached, 12);
        assert_eq!(
            view.next_update_by,
            "2026-11-26".parse().ok(),
            "five business days after Thursday's update"
        );
        assert!(!serde_json::to_string(&view).unwrap().contains("hard to reach"));
    }

    #[test]
    fn counts_are_there_at_once_and_words_when_their_two_minutes_are_over() {
        let story = story();
        let link = story.state().link(Story::link("link")).unwrap().clone();
        let epoch = Epoch(uuid::Uuid::nil());
        let at = |seconds| {
            let now = story.now.with_timezone(&Utc) + TimeDelta::seconds(seconds);
            let cursor = Cursor { epoch, seq: 7 };
            project(&story.state(), &link, cursor, story.now.date_naive(), now).unwrap()
        };
        let early = at(10);
        assert_eq!(
            (early.view.feed[0].quantity, early.view.feed[0].result.as_str()),
            (12, "")
        );
        assert_eq!(
            early.until,
            Some(story.now.with_timezone(&Utc) + TimeDelta::seconds(120))
        );
        let late = at(120);
        assert_eq!(
            (late.view.feed[0].result.as_str(), late.until),
            ("Pay is the brake", None)
        );
    }

    #[test]
    fn a_boss_sees_no_free_text_of_efforts_and_no_replies() {
        let view = view(&story(), Scope::Read);
        assert_eq!((view.feed[0].quantity, view.feed[0].result.as_str()), (12, ""));
        assert_eq!(view.updates.len(), 1);
        assert!(!view.can_reply());
    }

    #[test]
    fn a_teams_page_holds_stage_counts_and_the_next_date_only() {
        let json = serde_json::to_string(&view(&story(), Scope::TeamSafe)).unwrap();
        for private in ["Dana", "Pay is", "strong people", "09:38"] {
            assert!(!json.contains(private), "{private} in {json}");
        }
        assert!(json.contains("people reached") && json.contains("2026-11-26"));
    }

    #[test]
    fn an_old_week_leaves_the_figures_and_stays_in_the_chart() {
        let mut story = story();
        story.now += TimeDelta::days(7);
        let view = view(&story, Scope::Respond);
        assert!(view.figures.is_empty());
        assert_eq!(view.weeks[4].reached, 12);
    }
}
