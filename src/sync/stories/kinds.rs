//! Every kind of row, none left out: whoever adds a word says here what it looks like, and it is held to what all
//! words promise.

use super::{
    finalist::{finds, judged, judges, meets, sits_in, talks, writes},
    hired::{agrees, all_say, hires},
    raised::raises,
    *,
};
use crate::domain::{
    Audience, BriefDetails, Called, Candidate, CandidateDetails, CandidateId, CriterionId, DecisionDetails,
    DecisionId, EffortDraft, EffortId, EffortKind, Ending, ExpectationId, Fits, FixDetails, FixId, FixState,
    HireId, Hold, InterviewId, InterviewerId, Kind, KitDetails, LinkId, Must, MustId, NewLink, Outlook,
    PainDetails, PainId, Place, Profile, ProfileId, ReplyId, Role, Scope, Settings, Shorter, Shown, Story,
    Target, Terms, Turn, UpdateId, Verdict, Way, WhyDetails, WhyId, Wish, brief, candidate, decision, effort,
    expectation, fix, funnel, interview,
    kit::{self, Asks, Criterion, Question, Tie},
    link, pain, reply, secret_hash, settings, update, why,
};

/// Nothing but Dana's name has it.
const NAME: &str = "Xdanax";
const LINK: LinkId = LinkId(Uuid::from_u128(0x6001));
const PAIN: PainId = PainId(Uuid::from_u128(0x8001));
const TOLD: ExpectationId = ExpectationId(Uuid::from_u128(0x8401));
const DECISION: DecisionId = DecisionId(Uuid::from_u128(0x8501));
const CANDIDATE: CandidateId = CandidateId(Uuid::from_u128(0x8601));
const OTHER: CandidateId = CandidateId(Uuid::from_u128(0x8602));
/// Nothing but the candidate's name has it.
const SAM: &str = "Xsamx";
const INTERVIEW: InterviewId = InterviewId(Uuid::from_u128(0x8701));
const JUDGE: InterviewerId = InterviewerId(Uuid::from_u128(0x8801));
const HIRE: HireId = HireId(Uuid::from_u128(0x9001));
const EFFORT: EffortId = EffortId(Uuid::from_u128(0x4001));

/// Commands that leave a row of this kind which hangs on Dana's search, and name her wherever its words may.
fn makes(kind: Kind) -> Vec<(Actor, Body)> {
    let draft = |result: &str| EffortDraft {
        result: result.into(),
        ..EffortDraft::one(EffortKind::Outreach, SEARCH, at())
    };
    let priya = |body| (Actor::User(PRIYA), body);
    match kind {
        Kind::Workspace => vec![priya(Body::Workspace(workspace::Command::PutWorkspace(
            Workspace {
                name: "Partnership".into(),
                zone: "UTC".into(),
            },
        )))],
        Kind::Settings => {
            let mut settings = Settings::default();
            settings.cadence.longest_silence = 4;
            settings.called = Called::HiringManager;
            vec![priya(Body::Settings(settings::Command::PutSettings(settings)))]
        }
        Kind::Member => vec![
            priya(joins(PRIYA, Right::Owner)),
            priya(joins(TOM, Right::Recruiter)),
        ],
        Kind::Leader => vec![priya(adds(DANA, NAME))],
        Kind::Role => {
            let hold = Hold {
                requester: NAME.into(),
                cause: "budget".into(),
                review_on: at().date_naive(),
                since: at().date_naive(),
            };
            vec![
                priya(opens(SEARCH)),
                priya(Body::Role(role::Command::HoldRole { role: SEARCH, hold })),
                priya(Body::Role(role::Command::EditRole {
                    role: SEARCH,
                    details: RoleDetails {
                        outlook: Some(Outlook {
                            because: format!("{NAME} is known to wait"),
                            ..Outlook::default()
                        }),
                        ..wanted()
                    },
                    base: None,
                })),
            ]
        }
        Kind::Update => vec![priya(Body::Update(update::Command::SendUpdate {
            update: UpdateId(Uuid::from_u128(0x5001)),
            leader: DANA,
            roles: vec![SEARCH],
            answers: None,
            text: format!("{NAME}, pay is the brake"),
            // It only stands on the page: whatever the leader does there changes their row, too.
            way: None,
            next_by: None,
            mail: None,
        }))],
        Kind::Link => vec![priya(Body::Link(link::Command::ShareLink(NewLink {
            id: LINK,
            target: Target::Role(SEARCH),
            leader: Some(DANA),
            scope: Scope::Respond,
            label: NAME.into(),
            secret_hash: secret_hash("open sesame"),
            expires_on: None,
            passcode: None,
            opens: [].into(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        })))],
        Kind::Reply => vec![(
            Actor::Link(LINK),
            Body::Reply(reply::Command::SendReply {
                reply: ReplyId(Uuid::from_u128(0x7001)),
                update: None,
                role: None,
                team: false,
                text: format!("yours, {NAME}"),
            }),
        )],
        Kind::Decision => vec![
            priya(Body::Decision(decision::Command::AskDecision {
                decision: DECISION,
                leader: DANA,
                role: Some(SEARCH),
                turn: Turn::Leader,
                details: DecisionDetails {
                    choices: vec![format!("{NAME} decides"), "Tom decides".into()],
                    otherwise: format!("{NAME} waits"),
                    ..DecisionDetails::asked(format!("Who comes, {NAME}?"), at().date_naive())
                },
            })),
            (
                Actor::Link(LINK),
                Body::Decision(decision::Command::Decide {
                    decision: DECISION,
                    asked: format!("Who comes, {NAME}?"),
                    choice: format!("{NAME} decides"),
                    words: format!("says {NAME}"),
                }),
            ),
            (
                Actor::Link(LINK),
                Body::Decision(decision::Command::AskUs {
                    decision: DecisionId(Uuid::from_u128(0x8502)),
                    role: Some(SEARCH),
                    what: format!("Pay for {NAME}?"),
                    due: None,
                }),
            ),
        ],
        Kind::PainPoint => vec![
            priya(Body::PainPoint(pain::Command::AddPain {
                pain: PAIN,
                role: SEARCH,
                leader: Some(DANA),
                details: PainDetails {
                    said_by: format!("{NAME}'s deputy"),
                    better: format!("{NAME} sleeps"),
                    shown: Shown::Leader,
                    ..PainDetails::said(format!("{NAME} waits for reports"), at().date_naive())
                },
            })),
            (
                Actor::Link(LINK),
                Body::PainPoint(pain::Command::TellPain {
                    pain: PainId(Uuid::from_u128(0x8002)),
                    role: SEARCH,
                    what: format!("It hurts, {NAME}"),
                }),
            ),
            (
                Actor::Link(LINK),
                Body::PainPoint(pain::Command::TellBetter {
                    pain: PAIN,
                    better: format!("No mail to {NAME}"),
                }),
            ),
            (
                Actor::Link(LINK),
                Body::Why(why::Command::TellWhy {
                    why: WhyId(Uuid::from_u128(0x8102)),
                    pain: PAIN,
                    answer: format!("{NAME} says so"),
                }),
            ),
        ],
        Kind::Why => vec![priya(Body::Why(why::Command::AddWhy {
            why: WhyId(Uuid::from_u128(0x8101)),
            pain: PAIN,
            under: None,
            details: WhyDetails {
                owner: NAME.into(),
                ..WhyDetails::answer(format!("{NAME} was ill"))
            },
        }))],
        Kind::Fix => vec![priya(Body::Fix(fix::Command::AddFix {
            fix: FixId(Uuid::from_u128(0x8201)),
            pain: PAIN,
            details: FixDetails {
                what: format!("{NAME} takes fewer calls"),
                owner: NAME.into(),
                due: at().date_naive(),
                state: FixState::Planned,
                shown: Shown::Us,
            },
        }))],
        // What is asked for names her twice: as it is, and as it was.
        Kind::Brief => vec![priya(briefs(None)), priya(briefs(Some(brief::Prompt::Market)))],
        // What is asked names her wherever it may: as it is, and as it was.
        Kind::Kit => vec![priya(asks("gets on with")), priya(asks("is patient with"))],
        Kind::Expectation => vec![
            priya(Body::Expectation(expectation::Command::TellExpectation {
                expectation: TOLD,
                role: SEARCH,
                leader: DANA,
                terms: Terms {
                    because: format!("{NAME} asks for much"),
                    ours: format!("{NAME} hears each Thursday"),
                    theirs: format!("{NAME} answers in two days"),
                    shorter: vec![Shorter {
                        what: format!("{NAME} pays more"),
                        yes_by: at().date_naive(),
                    }],
                    ..Story::terms(at().date_naive())
                }
                .into(),
                way: Way::Talk,
                shown: Shown::Leader,
                fits: None,
            })),
            (
                Actor::Link(LINK),
                Body::Expectation(expectation::Command::AnswerExpectation {
                    expectation: TOLD,
                    fits: Fits::TooLate,
                    words: format!("{NAME} needs them sooner"),
                }),
            ),
        ],
        Kind::Funnel => vec![priya(Body::Funnel(funnel::Command::CountPeople {
            role: SEARCH,
            place: Place::FirstTalk,
            by: 3,
        }))],
        Kind::Candidate => {
            let mut made: Vec<(Actor, Body)> = finds(CANDIDATE, SAM, NAME).into_iter().map(priya).collect();
            made.push((
                Actor::Link(LINK),
                Body::Candidate(candidate::Command::SayWish {
                    candidate: CANDIDATE,
                    read: 0,
                    wish: Wish::Not,
                    because: format!("{NAME} knows {SAM}"),
                }),
            ));
            made.push(priya(Body::Candidate(candidate::Command::EndCandidate {
                candidate: CANDIDATE,
                ending: Ending::TurnedDown,
                because: format!("{SAM} asks for more, says {NAME}"),
            })));
            made
        }
        Kind::Interview => finds(OTHER, "Xotherx", NAME)
            .into_iter()
            .chain([meets(INTERVIEW, OTHER, "Xotherx", NAME)])
            .map(priya)
            .chain([(
                Actor::Link(LINK),
                Body::Interview(interview::Command::ChooseTime {
                    interview: INTERVIEW,
                    read: 0,
                    time: None,
                    because: format!("{NAME} is in Oslo with Xotherx"),
                }),
            )])
            .collect(),
        // Priya judges somebody, and hands in: nobody is waited for, so everybody may read it.
        Kind::Interviewer => vec![priya(judges(JUDGE, INTERVIEW))],
        Kind::Scorecard => judged(JUDGE, "Xotherx", NAME).map(priya).into(),
        Kind::SitInTalk => sits_in(INTERVIEW)
            .into_iter()
            .chain([talks(INTERVIEW, NAME)])
            .map(priya)
            .collect(),
        Kind::Hire => vec![priya(hires(HIRE, SEARCH, NAME)), priya(agrees(HIRE))],
        // What Sam says himself is Priya's alone, and what he writes nobody's before he sends it; the rest is everybody's.
        Kind::CheckIn => all_say(HIRE, SEARCH, NAME),
        Kind::Problem => vec![priya(raises(NAME))],
        // Its author edits what it says now; what it said before, nobody could.
        Kind::Effort => vec![
            priya(Body::Effort(effort::Command::LogEffort {
                effort: EFFORT,
                draft: draft(NAME),
            })),
            priya(Body::Effort(effort::Command::AmendEffort {
                effort: EFFORT,
                draft: draft("two want to talk"),
            })),
        ],
    }
}

fn briefs(prompt: Option<brief::Prompt>) -> Body {
    let mut details = BriefDetails::default();
    let wanted = if prompt.is_some() {
        "is patient with"
    } else {
        "gets on with"
    };
    details.spec.musts = vec![Must {
        id: MustId(Uuid::from_u128(0x8301)),
        what: format!("{wanted} {NAME}"),
        pain: Some(PAIN),
    }];
    details.spec.decides = format!("{NAME} with Tom");
    details.cover = format!("{NAME} does it");
    details.profiles = vec![Profile {
        id: ProfileId(Uuid::from_u128(0x8302)),
        lines: "Six years, two teams".into(),
        verdict: Some(Verdict::No),
        because: format!("{NAME} knows them"),
        told: None,
    }];
    Body::Brief(brief::Command::EditBrief {
        role: SEARCH,
        leader: Some(DANA),
        details: details.into(),
        base: None,
        prompt,
    })
}

fn asks(wanted: &str) -> Body {
    let named = |words: &str| format!("{words} {NAME}");
    let question = Question {
        words: named("How would you work with"),
        reason: named("So says"),
    };
    Body::Kit(kit::Command::EditKit {
        role: SEARCH,
        leader: Some(DANA),
        details: Box::new(KitDetails {
            criteria: vec![Criterion {
                id: CriterionId(Uuid::from_u128(0x8303)),
                what: named(wanted),
                serves: Some(Tie::Pain(PAIN)),
                happened: question.clone(),
                would: question,
                asks: Asks::Would,
                anchors: [named("Not with"), named("With"), named("Best with")],
                minutes: 8,
            }],
            shown: Shown::Leader,
        }),
        base: None,
    })
}

/// Whether a row of this kind is not to be seen by whoever may not see the role it is about.
fn is_about_a_role(kind: Kind) -> bool {
    match kind {
        Kind::Workspace | Kind::Settings | Kind::Member => false,
        // She is known by this role only.
        Kind::Leader => true,
        Kind::Role | Kind::Update | Kind::Link | Kind::Reply | Kind::Decision | Kind::Effort => true,
        Kind::PainPoint | Kind::Why | Kind::Fix | Kind::Brief | Kind::Kit | Kind::Expectation => true,
        Kind::Funnel | Kind::Candidate | Kind::Interview | Kind::SitInTalk | Kind::Problem => true,
        Kind::Interviewer | Kind::Scorecard | Kind::Hire | Kind::CheckIn => true,
    }
}

/// Whether a row of this kind is between Priya and the leader.
fn is_priyas(kind: Kind) -> bool {
    kind == Kind::SitInTalk
}

/// Whether a device's own commands of this kind go when they name somebody who is erased.
fn is_forgotten_where_it_waits(kind: Kind) -> bool {
    match kind {
        // They name nobody.
        Kind::Workspace | Kind::Settings | Kind::Member => true,
        Kind::Leader | Kind::Role | Kind::Update | Kind::Link | Kind::Decision => true,
        Kind::PainPoint | Kind::Why | Kind::Fix | Kind::Brief | Kind::Kit | Kind::Expectation => true,
        Kind::Funnel | Kind::Candidate | Kind::Interview | Kind::SitInTalk | Kind::Problem => true,
        Kind::Interviewer | Kind::Scorecard | Kind::Hire | Kind::CheckIn => true,
        // A leader gives them, on the page.
        Kind::Reply => false,
        // The effort was made: its author takes her name out.
        Kind::Effort => false,
    }
}

/// The server and its journal as the store keeps it.
struct House {
    server: Server,
    journal: BTreeMap<CommandId, crate::sync::server::JournalEntry>,
}

impl House {
    /// With a row of every kind.
    fn full() -> Self {
        let mut house = Self {
            server: Server {
                authority: Authority::new(Epoch(Uuid::from_u128(1))),
                recall: Recall::default(),
                given: 0x9000,
                now: now(),
            },
            journal: BTreeMap::new(),
        };
        for (actor, body) in Kind::ALL.iter().flat_map(|kind| makes(*kind)) {
            house.acts(actor, &body);
        }
        house
    }

    fn acts(&mut self, actor: Actor, body: &Body) {
        let server = &mut self.server;
        server.given += 1;
        let id = CommandId(Uuid::from_u128(server.given));
        let mut batch = Batch::new(&server.authority, server.recall.clone(), decide);
        batch.act(actor, id, body, at(), server.now);
        let commit = batch.finish();
        for entry in &commit.journal {
            assert!(entry.body.is_some(), "{body:?}: {:?}", entry.outcome);
            self.journal.insert(entry.id, entry.clone());
        }
        for entry in self.journal.values_mut() {
            if commit.erased.iter().any(|leader| entry.subjects.contains(leader)) {
                entry.body = None;
            }
        }
        server.take(&commit);
    }
}

fn kinds(rows: &Rows) -> Vec<Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| rows.keys().any(|key| key.kind == *kind))
        .collect()
}

#[test]
fn what_is_about_a_role_leaves_the_devices_of_those_who_may_not_see_it() {
    let mut house = House::full();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut house.server);
    let shared: Vec<Kind> = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !is_priyas(*kind))
        .collect();
    assert_eq!(
        kinds(tom.rows()),
        shared,
        "a row of every kind that is not Priya's alone"
    );
    let restricts = role::Command::RestrictRole {
        role: SEARCH,
        audience: Audience::People([PRIYA].into()),
        code_name: None,
    };
    house.acts(Actor::User(PRIYA), &Body::Role(restricts));
    // Nothing of it is seen any more, also of what is still on the device, or comes to a new one.
    let mut new = Device::of(TOM);
    for device in [&mut tom, &mut new] {
        device.syncs(&mut house.server);
        let engine = device.engine();
        let seen: Vec<_> = engine.state().rows().map(|row| row.key().kind).collect();
        assert!(!seen.iter().any(|kind| is_about_a_role(*kind)), "{seen:?}");
        let held: Vec<_> = engine.held().iter().map(|stored| stored.row.key().kind).collect();
        assert!(
            !held.iter().any(|kind| is_about_a_role(*kind)),
            "a copy has {held:?}"
        );
    }
    assert!(!kinds(new.rows()).into_iter().any(is_about_a_role));
    while house.server.drains(1) {
        tom.syncs(&mut house.server);
    }
    let stays: Vec<Kind> = Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !is_about_a_role(*kind))
        .collect();
    assert_eq!(kinds(tom.rows()), stays);
    assert!(tom.rows().get(&Role::key(SEARCH)).is_none());
    assert!(!house.server.drains(1), "all is done");
}

#[test]
fn an_erased_name_stands_nowhere() {
    let mut house = House::full();
    // Of most of it Priya's device has the like waiting.
    let mut priya = Device::of(PRIYA);
    priya.syncs(&mut house.server);
    let waiting = Kind::ALL
        .iter()
        .filter(|kind| is_forgotten_where_it_waits(**kind));
    for (_, body) in waiting.flat_map(|kind| makes(*kind)) {
        let draft = Draft::new(CommandId(priya.draw()), &body, at());
        priya.write(&Txn::Queue(vec![Draft {
            subjects: body.subjects(&priya.engine().state()),
            ..draft
        }]));
    }
    let everywhere = |house: &House, priya: &Device| {
        let rows = serde_json::to_string(&house.server.authority.rows().values().collect::<Vec<_>>());
        let bodies: Vec<_> = house.journal.values().map(|entry| &entry.body).collect();
        let here = serde_json::to_string(&priya.rows().values().collect::<Vec<_>>());
        let shelf = format!("{:?}", priya.shelf);
        [
            rows.unwrap(),
            serde_json::to_string(&bodies).unwrap(),
            here.unwrap(),
            shelf,
        ]
    };
    let before = everywhere(&house, &priya);
    assert!(
        before.iter().all(|place| place.contains(NAME)),
        "there is something to forget"
    );
    house.acts(
        Actor::User(PRIYA),
        &Body::Leader(leader::Command::EraseLeader { leader: DANA }),
    );
    priya.syncs(&mut house.server);
    for place in everywhere(&house, &priya) {
        let at = place
            .find(NAME)
            .map(|at| &place[at.saturating_sub(400)..at + NAME.len()]);
        assert_eq!(at, None);
    }
}

#[test]
fn of_a_forgotten_candidate_nothing_is_left() {
    let mut house = House::full();
    let mut priya = Device::of(PRIYA);
    priya.syncs(&mut house.server);
    let (slot, judge) = (
        InterviewId(Uuid::from_u128(0x8702)),
        InterviewerId(Uuid::from_u128(0x8802)),
    );
    let waits = finds(CANDIDATE, SAM, NAME)
        .into_iter()
        .chain([
            meets(slot, CANDIDATE, SAM, NAME),
            judges(judge, slot),
            writes(judge, SAM, NAME),
        ])
        .chain([Body::Candidate(candidate::Command::EditCandidate {
            candidate: CANDIDATE,
            details: CandidateDetails::named(format!("{SAM} Reed")).into(),
            base: None,
        })]);
    for body in waits {
        let draft = Draft::new(CommandId(priya.draw()), &body, at());
        priya.write(&Txn::Queue(vec![Draft {
            subjects: body.subjects(&priya.engine().state()),
            ..draft
        }]));
    }
    let everywhere = |house: &House, priya: &Device| {
        let rows = house.server.authority.rows().values().collect::<Vec<_>>();
        let bodies: Vec<_> = house.journal.values().map(|entry| &entry.body).collect();
        let here = priya.rows().values().collect::<Vec<_>>();
        [
            serde_json::to_string(&rows).unwrap(),
            serde_json::to_string(&bodies).unwrap(),
            serde_json::to_string(&here).unwrap(),
            format!("{:?}", priya.shelf),
        ]
    };
    let before = everywhere(&house, &priya);
    assert!(
        before.iter().all(|place| place.contains(SAM)),
        "there is something to forget"
    );
    // What speaks of something else concerns them as well, where its words name them.
    let asks = Body::Decision(decision::Command::EditDecision {
        decision: DECISION,
        details: DecisionDetails::asked(format!("Does {SAM} come?"), at().date_naive()),
        base: None,
    });
    let subjects = asks.subjects(&house.server.authority.state());
    assert!(subjects.contains(&Candidate::key(CANDIDATE)));
    let forgets = Body::Candidate(candidate::Command::ForgetCandidate { candidate: CANDIDATE });
    house.acts(Actor::User(PRIYA), &forgets);
    priya.syncs(&mut house.server);
    for place in everywhere(&house, &priya) {
        let at = place
            .find(SAM)
            .map(|at| &place[at.saturating_sub(400)..at + SAM.len()]);
        assert_eq!(at, None);
    }
}
