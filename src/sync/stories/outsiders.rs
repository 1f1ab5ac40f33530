//! A law (rule 8): no row, projection, refusal or event reaches anyone outside its audience, whichever link, member,
//! amendment or undo is drawn.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{drawn, *};
use crate::{
    domain::{
        Audience, Brief, BriefDetails, DecisionDetails, DecisionId, EffortDraft, EffortId, EffortKind,
        FixDetails, FixId, FixState, Leader, LinkId, Must, MustId, NewLink, PainDetails, PainId, PainPoint,
        Profile, ProfileId, Refusal, ReplyId, Role, Row, RowKey, Scope, ShareLink, Shown, State, Target,
        Turn, Update, UpdateId, Verdict, Way, WhyDetails, WhyId, brief, decision, effort, fix, inverse,
        leader, link, member, pain, reply, role, secret_hash, update, why,
    },
    portal::project,
    sync::wire::{Carried, Cursor, Outcome, PullRequest, Pulled},
};

const PEOPLE: [UserId; 4] = [
    PRIYA,
    TOM,
    UserId(Uuid::from_u128(0x13)),
    UserId(Uuid::from_u128(0x14)),
];

/// What somebody tries: a choice of command, and numbers that choose among what there is.
type Try = (usize, u8, u8, u8, u8);

pub fn id(kind: u128, n: u8) -> Uuid {
    Uuid::from_u128(kind << 16 | u128::from(n))
}

/// The canary of a role: it stands in its title and in whatever is said of it alone.
pub fn canary(role: RoleId) -> String {
    format!("Xrole{:x}X", role.0.as_u128())
}

/// Mostly of people among whom the one is who names them.
fn audience(choice: u8, by: UserId) -> Audience {
    if choice.is_multiple_of(3) {
        return Audience::Workspace;
    }
    let named = PEOPLE.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1);
    let by = (choice < 240).then_some(by);
    Audience::People(named.map(|(_, person)| *person).chain(by).collect())
}

fn body((_, what, a, b, c): Try, actor: UserId) -> Body {
    let role = |n: u8| RoleId(id(0x20, n % 3));
    let leader = |n: u8| LeaderId(id(0x10, n % 2));
    let roles = |n: u8| {
        if n.is_multiple_of(2) {
            vec![role(n)]
        } else {
            vec![role(n), role(n / 4)]
        }
    };
    let about = |roles: &[RoleId]| {
        roles
            .iter()
            .map(|role| canary(*role))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let draft = |n: u8, words: u8| EffortDraft {
        result: if words.is_multiple_of(4) {
            String::new()
        } else {
            about(&roles(words))
        },
        roles: roles(n),
        ..EffortDraft::one(EffortKind::Outreach, role(n), at())
    };
    let pain = |n: u8| PainId(id(0x80, n % 4));
    let details_of = |what: String, shown: u8| PainDetails {
        shown: Shown::ALL[usize::from(shown % 4)],
        ..PainDetails::said(what, at().date_naive())
    };
    match what % 46 {
        0 => Body::Leader(leader::Command::AddLeader {
            leader: leader(a),
            details: LeaderDetails::named(format!("Leader {}", a % 2)),
            audience: audience(b, actor),
        }),
        1 | 2 => Body::Role(role::Command::AddRole {
            role: role(a),
            leader: leader(b),
            details: RoleDetails {
                title: canary(role(a)),
                ..details()
            },
            audience: audience(c, actor),
            code_name: None,
        }),
        3 | 4 => Body::Role(role::Command::RestrictRole {
            role: role(a),
            audience: audience(b, actor),
            code_name: None,
        }),
        5 => Body::Role(role::Command::GiveRole {
            role: role(a),
            leader: leader(b),
        }),
        6 if b.is_multiple_of(5) => Body::Role(role::Command::TakeBackRole {
            role: role(a),
            details: RoleDetails {
                title: canary(role(a)),
                ..details()
            },
            leader: Some(leader(c)),
        }),
        6 => Body::Role(role::Command::HandOver {
            role: role(a),
            to: PEOPLE[usize::from(b % 4)],
        }),
        7 | 8 => Body::Effort(effort::Command::LogEffort {
            effort: EffortId(id(0x30, a % 6)),
            // Logged with words about just its roles.
            draft: EffortDraft {
                result: about(&roles(b)),
                ..draft(b, 0)
            },
        }),
        9 | 16 | 17 => Body::Effort(effort::Command::AmendEffort {
            effort: EffortId(id(0x30, a % 6)),
            draft: draft(b, c),
        }),
        10 | 11 => Body::Update(update::Command::SendUpdate {
            update: UpdateId(id(0x50, a % 6)),
            leader: leader(b),
            roles: if c.is_multiple_of(5) { vec![] } else { roles(c) },
            answers: c.is_multiple_of(3).then(|| ReplyId(id(0x60, b))),
            text: format!("news {}", about(&roles(c))),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }),
        12 | 13 | 18 | 19 => Body::Link(link::Command::ShareLink(NewLink {
            id: LinkId(id(0x40, a % 6)),
            target: if b.is_multiple_of(2) {
                Target::Leader(leader(b / 2))
            } else {
                Target::Role(role(b / 2))
            },
            leader: None,
            scope: Scope::Respond,
            label: format!("by {actor}"),
            secret_hash: secret_hash("open sesame"),
            expires_on: None,
            passcode: drawn::passcode(c.is_multiple_of(2)),
            opens: (0..3).filter(|bit| c >> (bit + 1) & 1 == 1).map(role).collect(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        })),
        20 | 21 => Body::PainPoint(pain::Command::AddPain {
            pain: pain(a),
            role: role(b),
            leader: Some(leader(c)),
            details: details_of(canary(role(b)), a / 4),
        }),
        22 => Body::PainPoint(pain::Command::RemovePain { pain: pain(a) }),
        23 | 24 => Body::Why(why::Command::AddWhy {
            why: WhyId(id(0x81, a % 6)),
            pain: pain(b),
            under: None,
            details: WhyDetails {
                shown: Shown::Team,
                ..WhyDetails::answer("Two left")
            },
        }),
        25 => Body::Fix(fix::Command::AddFix {
            fix: FixId(id(0x82, a % 6)),
            pain: pain(b),
            details: FixDetails {
                what: "Stay talks".into(),
                owner: "HR".into(),
                due: at().date_naive(),
                state: FixState::Planned,
                shown: Shown::Team,
            },
        }),
        26 | 27 => {
            let mut details = BriefDetails {
                shown: Shown::ALL[usize::from(b % 4)],
                ..BriefDetails::default()
            };
            details.profiles = vec![Profile {
                id: ProfileId(id(0x84, c % 3)),
                lines: "Six years".into(),
                verdict: None,
                because: String::new(),
                told: None,
            }];
            details.spec.musts = vec![Must {
                id: MustId(id(0x83, c % 3)),
                what: canary(role(a)),
                pain: (c % 2 == 0).then(|| pain(c / 2)),
            }];
            Body::Brief(brief::Command::EditBrief {
                role: role(a),
                leader: Some(leader(c)),
                details: details.into(),
                base: (b % 3 == 0).then(Box::default),
                prompt: None,
            })
        }
        28 | 29 => Body::Decision(decision::Command::AskDecision {
            decision: DecisionId(id(0x85, a % 4)),
            leader: leader(b),
            role: (c % 3 > 0).then(|| role(c)),
            turn: if a % 2 == 0 { Turn::Leader } else { Turn::Us },
            details: DecisionDetails::asked(
                if c % 3 > 0 {
                    canary(role(c))
                } else {
                    "Who comes?".into()
                },
                at().date_naive(),
            ),
        }),
        30 => Body::Decision(decision::Command::NoteDecided {
            decision: DecisionId(id(0x85, a % 4)),
            choice: String::new(),
            words: "She does".into(),
        }),
        37..=41 => drawn::of_panel(what % 46, &PEOPLE, actor, (a, b, c)),
        35 | 36 => drawn::of_interviews(what % 46, leader(b), a, c),
        42 | 43 => drawn::of_problems(what % 46, &roles(b), a, c),
        44 | 45 => drawn::of_hires(what % 46, role(b), a, c),
        31..=34 => drawn::of_candidates(what % 46, (role(a), role(b), leader(b)), a, c),
        14 => Body::Member(member::Command::RemoveMember {
            member: PEOPLE[usize::from(a % 4)],
            successor: PEOPLE[usize::from(b % 4)],
            replace: [].into(),
        }),
        _ if c.is_multiple_of(4) => Body::Leader(leader::Command::EraseLeader { leader: leader(a) }),
        _ => joins(PEOPLE[usize::from(a % 4)], Right::Recruiter),
    }
}

pub(super) fn details() -> RoleDetails {
    let Body::Role(role::Command::AddRole { details, .. }) = opens(SEARCH) else {
        panic!("it opens a role")
    };
    details
}

/// One person's device: what it holds, and what its person could ever see.
struct Held {
    person: UserId,
    cursor: Option<Cursor>,
    rows: BTreeSet<RowKey>,
    seen: BTreeSet<RowKey>,
}

impl Held {
    fn pulls(&mut self, authority: &Authority, limit: usize) -> Result<(), TestCaseError> {
        let mut request = PullRequest {
            cursor: self.cursor,
            ..PullRequest::snapshot(self.person)
        };
        for _ in 0..500 {
            let pulled = authority.pull(self.person, &request, limit);
            drawn::words_hold(self.person, &pulled, authority)?;
            match pulled {
                Pulled::Delta(delta) => {
                    for stored in delta.rows.iter().filter_map(Carried::read) {
                        prop_assert!(
                            authority.may_hold(&stored.row.key(), self.person),
                            "{:?}",
                            stored.row
                        );
                        self.rows.insert(stored.row.key());
                    }
                    for key in delta.gone.iter().filter_map(|gone| gone.key.known()) {
                        prop_assert!(self.seen.contains(&key), "{} hears of {key}", self.person);
                        self.rows.remove(&key);
                    }
                    (self.cursor, request.cursor) = (Some(delta.to), Some(delta.to));
                    if !delta.more {
                        break;
                    }
                }
                Pulled::Page(page) => {
                    self.rows
                        .extend(page.rows.iter().filter_map(|row| row.key().known()));
                    for person in &page.erased {
                        prop_assert!(self.seen.contains(person), "{} hears of {person}", self.person);
                    }
                    (request.start, request.after) = (Some(page.start), page.next);
                    if request.after.is_none() {
                        (self.cursor, request.cursor) = (Some(page.start), Some(page.start));
                    }
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        let theirs: BTreeSet<RowKey> = visible(authority, self.person).collect();
        if authority.jobs().is_empty() {
            prop_assert_eq!(&self.rows, &theirs, "a device holds what its person may");
        } else {
            prop_assert!(theirs.is_subset(&self.rows), "a device holds what its person may");
        }
        Ok(())
    }
}

/// Every row is for nobody who may not hold all that it hangs on, and named people are members.
fn audiences_hold(authority: &Authority) -> Result<(), TestCaseError> {
    let (state, is_handed_on) = (authority.state(), authority.jobs().is_empty());
    let of_role = |role: &RoleId| state.audience_of::<Role>(*role);
    let of_leader = |leader: LeaderId| state.audience_of::<Leader>(leader);
    let of_pain = |pain: PainId| {
        let pain = state.get::<PainPoint>(pain).ok();
        pain.map_or((Vec::new(), None), |pain| (vec![pain.role], pain.leader))
    };
    for row in state.rows() {
        let audience = state.holders(&row.key()).unwrap_or_default();
        drawn::readers_hold(&state, row, &audience)?;
        let (roles, leader): (Vec<RoleId>, _) = match row {
            Row::Effort(effort) => {
                // Earlier wordings go with the job; until then no device is given them.
                let history = if is_handed_on { &effort.history[..] } else { &[] };
                let earlier = history.iter().flat_map(|amended| amended.was.roles.clone());
                (effort.roles.iter().copied().chain(earlier).collect(), None)
            }
            Row::Update(update) => (update.roles.clone(), Some(update.leader)),
            Row::Link(link) => (
                link.target.role().into_iter().chain(link.opens.clone()).collect(),
                Some(link.leader),
            ),
            Row::Reply(reply) => (Vec::new(), Some(reply.leader)),
            Row::Decision(asked) => (asked.role.into_iter().collect(), Some(asked.leader)),
            Row::PainPoint(pain) => (vec![pain.role], pain.leader),
            Row::Why(why) => of_pain(why.pain),
            Row::Fix(fix) => of_pain(fix.pain),
            Row::Brief(brief) => (vec![brief.role], None),
            Row::Kit(kit) => (vec![kit.role], None),
            Row::Problem(problem) => (problem.details.roles.iter().copied().collect(), None),
            Row::Funnel(funnel) => (vec![funnel.role], None),
            Row::Hire(hire) => (vec![hire.role], None),
            Row::CheckIn(one) => (vec![one.role], one.leader),
            Row::Candidate(candidate) => (vec![candidate.role], None),
            Row::Interview(one) => (vec![one.role], Some(one.leader)),
            Row::Interviewer(one) => (vec![one.role], None),
            Row::Scorecard(_) => (vec![], None),
            Row::SitInTalk(talk) => (vec![talk.role], Some(talk.leader)),
            Row::Expectation(told) => (vec![told.role], told.leader),
            Row::Workspace(_) | Row::Settings(_) | Row::Member(_) | Row::Leader(_) | Row::Role(_) => {
                (Vec::new(), None)
            }
        };
        for wide in roles.iter().map(of_role).chain(leader.map(of_leader)) {
            prop_assert!(
                wide.covers(&audience),
                "{row:?} is for {audience:?}, what it hangs on for {wide:?}"
            );
        }
        // Whoever is let go while a job goes on is let in no more.
        let is_settled = is_handed_on || state.hangs_on(row).is_empty();
        if let (Audience::People(people), true) = (&audience, is_settled) {
            let members: BTreeSet<UserId> = state.members().map(|member| member.user).collect();
            prop_assert!(
                people.is_subset(&members),
                "{row:?} is for people who are not here"
            );
        }
        if let Row::Leader(leader) = row {
            let theirs = state.all::<Role>().filter(|role| role.leader == Some(leader.id));
            let known = theirs
                .map(|role| of_role(&role.id))
                .reduce(|one, other| one.union(&other));
            prop_assert!(
                known.is_none_or(|known| known == audience),
                "{leader:?} is known to {audience:?}"
            );
        }
    }
    Ok(())
}

/// A page names a confidential role only if its link was made for it and its keeper sees it.
fn pages_hold(authority: &Authority) -> Result<(), TestCaseError> {
    let state = authority.state();
    for link in state.links() {
        let later = now().at + chrono::TimeDelta::minutes(5);
        let Some(page) = project(&state, link, now().today, later) else {
            continue;
        };
        let text = serde_json::to_string(&page.view).unwrap();
        for role in state.all::<Role>() {
            let audience = state.audience_of::<Role>(role.id);
            let may = audience.is_workspace()
                || (link.locked && link.opens.contains(&role.id) && audience.includes(link.keeper));
            let title = format!("\"title\":\"{}\"", canary(role.id));
            prop_assert!(may || !text.contains(&title), "{link:?} shows {role:?}");
        }
        for shown in &page.view.pains {
            let is_theirs = |pain: &&PainPoint| {
                let audience = state.audience_of::<Role>(pain.role);
                let may = audience.is_workspace() || link.opens.contains(&pain.role);
                may && pain.leader == Some(link.leader) && pain.details.shown.to(link.scope) && !pain.removed
            };
            let mut theirs = state.all::<PainPoint>().filter(is_theirs);
            let is_shown = theirs.any(|pain| pain.details.what == shown.what);
            prop_assert!(is_shown, "{link:?} shows {shown:?}");
        }
        for shown in page.view.briefs.iter().flat_map(|brief| &brief.musts) {
            let is_theirs = |brief: &&Brief| {
                let audience = state.audience_of::<Role>(brief.role);
                let may = audience.is_workspace() || link.opens.contains(&brief.role);
                may && brief.leader == Some(link.leader) && brief.details.shown.to(link.scope)
            };
            let mut musts = state
                .all::<Brief>()
                .filter(is_theirs)
                .flat_map(|brief| &brief.details.spec.musts);
            prop_assert!(
                musts.any(|must| must.what == shown.what),
                "{link:?} shows {shown:?}"
            );
            let mut pains = page.view.pains.iter();
            let is_shown = shown
                .pain
                .as_ref()
                .is_none_or(|what| pains.any(|pain| pain.what == *what));
            prop_assert!(is_shown, "{link:?} names a pain that it does not show: {shown:?}");
        }
        for update in page.view.updates.iter().flatten() {
            let roles = &state.get::<Update>(update.id).unwrap().roles;
            let hidden = roles
                .iter()
                .find(|role| !state.audience_of::<Role>(**role).is_workspace() && !link.opens.contains(role));
            prop_assert!(hidden.is_none(), "{link:?} shows an update about {hidden:?}");
        }
    }
    Ok(())
}

/// Nobody is told, in a refusal, of what they do not see.
fn refusal_holds(state: &State, actor: UserId, given: &Body, refusal: &Refusal) -> Result<(), TestCaseError> {
    let text = format!("{refusal} {}", serde_json::to_string(refusal).unwrap());
    let said = serde_json::to_string(given).unwrap();
    for role in state
        .all::<Role>()
        .filter(|role| !state.audience_of::<Role>(role.id).includes(actor))
    {
        let canary = canary(role.id);
        prop_assert!(
            said.contains(&canary) || !text.contains(&canary),
            "{actor} reads {text}"
        );
    }
    Ok(())
}

fn visible(authority: &Authority, person: UserId) -> impl Iterator<Item = RowKey> {
    let keys = authority.rows().keys().copied();
    keys.filter(move |key| authority.may_hold(key, person))
}

impl Authority {
    pub(super) fn may_hold(&self, key: &RowKey, person: UserId) -> bool {
        let holders = self.state().holders(key);
        holders.is_some_and(|holders| holders.includes(person))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn outsiders_hear_nothing(tries in prop::collection::vec((0usize..5, any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()), 1..100), limit in 1usize..9) {
        let mut server = Server::team();
        for person in &PEOPLE[2..] {
            server.does(&joins(*person, Right::Recruiter));
        }
        if limit.is_multiple_of(2) {
            drawn::interviewed().iter().for_each(|body| server.does(body));
        }
        let mut devices = PEOPLE.map(|person| Held {
            person,
            cursor: None,
            rows: BTreeSet::new(),
            seen: visible(&server.authority, person).collect(),
        });
        let mut undo: Option<(UserId, Body)> = None;
        for (at_try, one) in tries.into_iter().enumerate() {
            let by_link = one.0 == 4;
            let links: Vec<LinkId> = server.authority.state().links().iter().map(|link| link.id).collect();
            let (actor, given) = match (by_link, links.get(usize::from(one.2) % links.len().max(1)), undo.take()) {
                // Whoever was hired writes, sends it, or takes it back.
                (true, Some(link), _) if one.1.is_multiple_of(3) && drawn::is_form(&server, *link) => {
                    (Actor::Link(*link), drawn::of_form(&server, *link, one.3, one.4))
                }
                // A leader answers, or asks for an update that may not be theirs to see.
                // Or says what hurts, of a role that may not be theirs, and why, of a pain that may not be shown.
                (true, Some(link), _) if one.1.is_multiple_of(2) => (Actor::Link(*link), match one.3 % 6 {
                    0 => Body::PainPoint(pain::Command::TellPain {
                        pain: PainId(id(0x80, one.3 / 4 % 4)),
                        role: RoleId(id(0x20, one.4 % 3)),
                        what: canary(RoleId(id(0x20, one.4 % 3))),
                    }),
                    1 => Body::Why(why::Command::TellWhy {
                        why: WhyId(id(0x81, one.3 % 6)),
                        pain: PainId(id(0x80, one.4 % 4)),
                        answer: "Two left".into(),
                    }),
                    2 => Body::PainPoint(pain::Command::TellBetter {
                        pain: PainId(id(0x80, one.4 % 4)),
                        better: "No mail on Mondays".into(),
                    }),
                    3 => Body::Decision(decision::Command::Decide {
                        decision: DecisionId(id(0x85, one.4 % 4)),
                        asked: match one.4 / 4 % 3 {
                            0 => "Who comes?".into(),
                            role => canary(RoleId(id(0x20, role))),
                        },
                        choice: String::new(),
                        words: "He does".into(),
                    }),
                    4 => Body::Decision(decision::Command::AskUs {
                        decision: DecisionId(id(0x85, one.4 % 4)),
                        role: (one.4 % 2 == 0).then(|| RoleId(id(0x20, one.4 / 4 % 3))),
                        what: "How much?".into(),
                        due: None,
                    }),
                    _ => Body::Brief(brief::Command::JudgeProfile {
                        role: RoleId(id(0x20, one.4 % 3)),
                        profile: ProfileId(id(0x84, one.3 % 3)),
                        verdict: Verdict::No,
                        because: "Never on call".into(),
                    }),
                }),
                (true, Some(link), _) => (Actor::Link(*link), Body::Reply(reply::Command::SendReply {
                    reply: ReplyId(id(0x60, at_try as u8)),
                    update: (!one.3.is_multiple_of(3)).then(|| UpdateId(id(0x50, one.4 % 6))),
                    role: (one.4 % 2 == 0).then(|| RoleId(id(0x20, one.4 % 3))),
                    team: false,
text: "Thank you".into(),
                })),
                (false, _, Some((user, body))) if one.1.is_multiple_of(7) => (Actor::User(user), body),
                _ => {
                    let user = PEOPLE[one.0 % 4];
                    (Actor::User(user), body(one, user))
                }
            };
            let before = server.authority.clone();
            let commit = {
                let mut batch = Batch::new(&server.authority, server.recall.clone(), decide);
                let outcome = batch.act(actor, CommandId(id(0x70, at_try as u8)), &given, at(), now());
                if let (Actor::User(user), Outcome::Refused { reason, .. }) = (actor, &outcome) {
                    refusal_holds(&before.state(), user, &given, reason)?;
                }
                if let (Actor::Link(link), Outcome::Applied { .. }, Body::Reply(reply::Command::SendReply { update: Some(update), .. })) = (actor, &outcome, &given) {
                    let state = before.state();
                    let shown = state.through(state.get::<ShareLink>(link).unwrap()).get::<Update>(*update);
                    prop_assert!(shown.is_ok(), "a reply to what the page does not show");
                }
                batch.finish()
            };
            server.take(&commit);
            if let Actor::User(user) = actor {
                let undoes = inverse(&before.state(), &server.authority.state(), &given);
                undo = undoes.map(|body| (user, body));
            }
            // What follows a commit is done at once, later, or while more is given.
            if one.4.is_multiple_of(3) {
                server.drains(1 + usize::from(one.4 % 2));
            }
            audiences_hold(&server.authority)?;
            pages_hold(&server.authority)?;
            for device in &mut devices {
                device.seen.extend(visible(&server.authority, device.person));
                // Some look at each change, some seldom.
                if (at_try + one.0).is_multiple_of(3) {
                    device.pulls(&server.authority, limit)?;
                }
            }
        }
        while server.drains(2) {}
        audiences_hold(&server.authority)?;
        for device in &mut devices {
            device.pulls(&server.authority, limit)?;
        }
    }
}
