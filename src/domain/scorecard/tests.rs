mod asked;

use chrono::TimeDelta;

use super::*;
use crate::domain::{
    Actor, Audience, Body, Candidate, Changes, Concluded, Debrief, Ending, Interview, Kind, Member, Refusal,
    Right, RowKey, Scope, State, Story, Target, UserId, Who, candidate, interview, interviewer, inverse,
    leader, link, member, role,
};
use interviewer::{Interviewer, Sits};

const KEEPS: &str = "They called both teams before touching anything";

/// Priya, Tom and Ola recruit. Sam met Dana a while ago; three things are looked for.
fn begin() -> Story {
    let mut story = Story::begin();
    for name in ["priya", "tom", "ola"] {
        story.does(member::Command::PutMember(Member {
            user: Story::user(name),
            name: name.into(),
            phone: None,
            right: Right::Owner,
            left: None,
        }));
    }
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.looks_for("data", &["calm", "clear", "kind"]);
    story.finds("sam", "data", "Sam Reed");
    story.shows("sam");
    story.offers("slot", "sam", &[24]);
    let time = story
        .state()
        .get::<Interview>(Story::interview("slot"))
        .unwrap()
        .offer
        .clone();
    story.does(interview::Command::NoteTime {
        interview: Story::interview("slot"),
        time: time.map(|offer| offer.times[0]),
        because: String::new(),
    });
    story.now += TimeDelta::days(2);
    story
}

fn member(name: &str) -> Who {
    Who::Member(Story::user(name))
}

fn by(story: &mut Story, actor: Actor, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let before = std::mem::replace(&mut story.actor, actor);
    let answer = story.tries(body.into());
    story.actor = before;
    answer
}

fn user(name: &str) -> Actor {
    Actor::User(Story::user(name))
}

fn page(name: &str) -> Actor {
    Actor::Link(Story::link(name))
}

fn writes(story: &mut Story, actor: Actor, seat: &str, rating: u8) -> Result<Changes, Refusal> {
    let body = story.remarks(seat, "calm", Some(rating), &format!("{KEEPS}, says {seat}"));
    by(story, actor, body)
}

fn hands_in(story: &mut Story, actor: Actor, seat: &str) -> Result<Changes, Refusal> {
    by(story, actor, Story::hands_in(seat))
}

fn card(story: &Story, seat: &str) -> Scorecard {
    let state = story.state();
    state.get::<Scorecard>(Story::interviewer(seat)).unwrap().clone()
}

/// Whether somebody's device holds this card.
fn holds(story: &Story, name: &str, seat: &str) -> bool {
    let key = RowKey::of::<Scorecard>(Story::interviewer(seat));
    let holders = story.state().holders(&key);
    holders.is_some_and(|holders| holders.includes(Story::user(name)))
}

fn concludes(concluded: Concluded, because: &str) -> Body {
    Body::Interview(interview::Command::Debrief {
        interview: Story::interview("slot"),
        concluded,
        because: because.into(),
    })
}

fn compared(story: &Story, viewer: &str) -> Vec<Compared> {
    let viewer: UserId = Story::user(viewer);
    let state: State = story.state().seen_by(Some(viewer));
    state.compared(Story::interview("slot"), viewer)
}

#[test]
fn a_rating_needs_what_was_heard_and_a_note_needs_no_rating() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    for evidence in ["", "  \n "] {
        let body = story.remarks("tom's", "calm", Some(4), evidence);
        let Err(Refusal::NoEvidence { what }) = by(&mut story, user("tom"), body) else {
            panic!("it says what to write")
        };
        assert!(!what.is_empty());
    }
    let nothing = hands_in(&mut story, user("tom"), "tom's");
    assert_eq!(nothing, Err(Refusal::NothingRated));
    let note = story.remarks("tom's", "kind", None, "Thanked whoever brought the coffee");
    by(&mut story, user("tom"), note).unwrap();
    let nothing = hands_in(&mut story, user("tom"), "tom's");
    assert_eq!(nothing, Err(Refusal::NothingRated));
    for rating in [0, 6] {
        let refused = writes(&mut story, user("tom"), "tom's", rating);
        assert!(matches!(refused, Err(Refusal::OutOfRange { .. })), "{rating}");
    }
    writes(&mut story, user("tom"), "tom's", 5).unwrap();
    let remark = card(&story, "tom's").details.remarks[1].clone();
    assert!(!remark.asked.is_empty() && !remark.what.is_empty(), "{remark:?}");
}

#[test]
fn a_card_is_its_authors_until_it_is_handed_in_and_stays_as_it_is_then() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    assert_eq!(
        writes(&mut story, user("priya"), "tom's", 4),
        Err(Refusal::NotYours)
    );
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    assert!(holds(&story, "tom", "tom's"));
    assert!(!holds(&story, "priya", "tom's") && !holds(&story, "ola", "tom's"));
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    assert!(holds(&story, "priya", "tom's") && holds(&story, "ola", "tom's"));
    let before = card(&story, "tom's");
    let late = story.remarks("tom's", "kind", Some(2), "They interrupted twice");
    assert_eq!(by(&mut story, user("tom"), late), Err(Refusal::HandedIn));
    assert_eq!(card(&story, "tom's"), before);
    assert_eq!(hands_in(&mut story, user("tom"), "tom's"), Ok(Changes::new()));
    // What comes to mind later is said as such.
    let adds = |words: &str| {
        Body::Scorecard(Command::AddToCard {
            interviewer: Story::interviewer("tom's"),
            words: words.into(),
        })
    };
    for words in [
        "They interrupted twice",
        "They interrupted twice",
        "And left early",
    ] {
        by(&mut story, user("tom"), adds(words)).unwrap();
    }
    assert_eq!(
        card(&story, "tom's").later,
        "They interrupted twice\n\nAnd left early"
    );
    assert_eq!(card(&story, "tom's").details, before.details);
}

#[test]
fn whoever_is_to_judge_holds_nobody_elses_card_before_their_own_is_handed_in() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    story.seats("ola's", "slot", member("ola"));
    writes(&mut story, user("tom"), "tom's", 5).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    assert!(holds(&story, "priya", "tom's") && holds(&story, "tom", "tom's"));
    assert!(!holds(&story, "ola", "tom's"), "hers is still to come");
    assert_eq!(compared(&story, "ola"), []);
    writes(&mut story, user("ola"), "ola's", 2).unwrap();
    assert!(!holds(&story, "ola", "tom's") && !holds(&story, "tom", "ola's"));
    hands_in(&mut story, user("ola"), "ola's").unwrap();
    for name in ["priya", "tom", "ola"] {
        assert!(
            holds(&story, name, "tom's") && holds(&story, name, "ola's"),
            "{name}"
        );
    }
    let all = story.rows.values();
    let mut cards = all.filter(|stored| stored.row.key().kind == Kind::Scorecard);
    assert!(cards.all(|stored| stored.audience == Audience::Workspace));
}

#[test]
fn who_is_asked_later_gives_back_what_they_hold_and_who_is_excused_or_gone_hides_nothing() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 5).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    assert!(holds(&story, "ola", "tom's"));
    story.seats("ola's", "slot", member("ola"));
    assert!(!holds(&story, "ola", "tom's"));
    let excuses = |off| {
        Body::Interviewer(interviewer::Command::ExcuseInterviewer {
            interviewer: Story::interviewer("ola's"),
            off,
        })
    };
    story.does(excuses(true));
    assert!(holds(&story, "ola", "tom's"));
    story.does(excuses(false));
    assert!(!holds(&story, "ola", "tom's"));
    // Somebody who comes in judges nobody, and somebody who went judges nobody any more.
    story.does(member::Command::PutMember(Member {
        user: Story::user("ines"),
        name: "Ines".into(),
        phone: None,
        right: Right::Recruiter,
        left: None,
    }));
    assert!(holds(&story, "ines", "tom's"));
    writes(&mut story, user("ola"), "ola's", 1).unwrap();
    story.does(member::Command::RemoveMember {
        member: Story::user("ola"),
        successor: Story::user("tom"),
        replace: [].into(),
    });
    let one = story.state().get::<Interviewer>(Story::interviewer("ola's"));
    assert_eq!(story.state().sits(one.unwrap()), Sits::Over);
    assert!(
        !holds(&story, "tom", "ola's"),
        "nobody takes over what was half written"
    );
    let card = RowKey::of::<Scorecard>(Story::interviewer("tom's"));
    assert_eq!(story.state().audience(&card), Some(&Audience::Workspace));
}

#[test]
fn a_confidential_roles_cards_stay_among_those_who_see_it() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    story.seats("priya's", "slot", member("priya"));
    writes(&mut story, user("tom"), "tom's", 3).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    story.does(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya"), Story::user("tom")].into()),
        code_name: None,
    });
    let of = |story: &Story| ["priya", "tom", "ola"].map(|name| holds(story, name, "tom's"));
    assert_eq!(of(&story), [false, true, false]);
    writes(&mut story, user("priya"), "priya's", 3).unwrap();
    hands_in(&mut story, user("priya"), "priya's").unwrap();
    assert_eq!(of(&story), [true, true, false]);
}

#[test]
fn on_two_devices_it_is_one_card_merged_field_by_field() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 3).unwrap();
    let base = card(&story, "tom's").details;
    let edited = |edit: &dyn Fn(&mut CardDetails)| {
        let mut details = base.clone();
        edit(&mut details);
        Body::Scorecard(Command::WriteCard {
            interviewer: Story::interviewer("tom's"),
            details: details.into(),
            base: Some(base.clone().into()),
        })
    };
    let better = edited(&|details| details.remarks[0].rating = Some(4));
    let words =
        edited(&|details| details.remarks[0].evidence = "They called both teams, and wrote it down".into());
    let noted = edited(&|details| details.notes = "Asked about on call".into());
    for body in [&better, &words, &noted, &better] {
        by(&mut story, user("tom"), body.clone()).unwrap();
    }
    let now = card(&story, "tom's").details;
    assert_eq!(
        (
            now.remarks[0].rating,
            now.remarks[0].evidence.as_str(),
            now.notes.as_str()
        ),
        (
            Some(4),
            "They called both teams, and wrote it down",
            "Asked about on call"
        )
    );
    let other = edited(&|details| details.remarks[0].rating = Some(1));
    assert!(matches!(
        by(&mut story, user("tom"), other),
        Err(Refusal::EditedMeanwhile { .. })
    ));
    // What names one thing alone leaves the others as they are.
    let one = story.remarks("tom's", "kind", Some(5), "Thanked everybody by name");
    by(&mut story, user("tom"), one).unwrap();
    assert_eq!(card(&story, "tom's").details.remarks.len(), 2);
}

#[test]
fn a_guest_writes_through_their_own_link_and_no_other() {
    let mut story = begin();
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.seats("ana", "slot", Who::Guest("Ana Lind".into()));
    story.invites("gil's", "gil", "data");
    story.invites("ana's", "ana", "data");
    for (actor, why) in [
        (page("ana's"), Refusal::NotYours),
        (page("page"), Refusal::NotYours),
        (user("priya"), Refusal::NotYours),
    ] {
        assert_eq!(writes(&mut story, actor, "gil", 4), Err(why));
    }
    writes(&mut story, page("gil's"), "gil", 4).unwrap();
    for name in ["priya", "tom", "ola"] {
        assert!(!holds(&story, name, "gil"), "{name} before it is handed in");
    }
    // It is for that alone.
    let replies = Body::Reply(crate::domain::reply::Command::SendReply {
        reply: crate::domain::ReplyId(uuid::Uuid::from_u128(7)),
        update: None,
        role: None,
        team: false,
        text: "Hello".into(),
    });
    assert_eq!(by(&mut story, page("gil's"), replies), Err(Refusal::LinkForbids));
    hands_in(&mut story, page("gil's"), "gil").unwrap();
    assert!(holds(&story, "priya", "gil"));
    story.does(link::Command::RevokeLink {
        link: Story::link("ana's"),
    });
    assert_eq!(
        writes(&mut story, page("ana's"), "ana", 4),
        Err(Refusal::LinkGone)
    );
}

#[test]
fn an_interviewers_link_is_made_for_a_guest_of_that_role_and_has_a_last_day() {
    let mut story = begin();
    story.opens("sre", "SRE");
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.seats("tom's", "slot", member("tom"));
    let made = |edit: &dyn Fn(&mut crate::domain::NewLink)| {
        let mut new = Story::link_to("new", Target::Role(Story::role("data")), Scope::Respond);
        new.panel = Some(Story::interviewer("gil"));
        new.expires_on = Some("2026-12-24".parse().unwrap());
        edit(&mut new);
        Body::Link(link::Command::ShareLink(new))
    };
    let refused =
        |story: &mut Story, edit: &dyn Fn(&mut crate::domain::NewLink)| story.tries(made(edit)).unwrap_err();
    let member = refused(&mut story, &|new| new.panel = Some(Story::interviewer("tom's")));
    assert_eq!(member, Refusal::LinkForbids);
    let other = refused(&mut story, &|new| new.target = Target::Role(Story::role("sre")));
    assert_eq!(other, Refusal::LinkForbids);
    let endless = refused(&mut story, &|new| new.expires_on = None);
    assert!(matches!(endless, Refusal::Empty { .. }));
    story.does(made(&|_| {}));
    let state = story.state();
    let made = state.get::<crate::domain::ShareLink>(Story::link("new")).unwrap();
    assert_eq!(
        made.scope,
        Scope::TeamSafe,
        "what an older build takes it for shows least"
    );
    assert!(!made.deputy);
}

#[test]
fn a_leader_writes_on_their_own_page_and_nobody_in_their_place() {
    let mut story = begin();
    story.does(link::Command::ShareLink(crate::domain::NewLink {
        deputy: true,
        expires_on: Some("2026-12-24".parse().unwrap()),
        ..Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond)
    }));
    story.leaves(1, "Dana");
    story.seats("leads", "slot", Who::Leader);
    assert_eq!(
        writes(&mut story, user("priya"), "leads", 4),
        Err(Refusal::NotYours)
    );
    let unknown = Refusal::Unknown {
        what: Kind::Interviewer,
    };
    assert_eq!(writes(&mut story, page("deputy"), "leads", 4), Err(unknown));
    writes(&mut story, page("page"), "leads", 4).unwrap();
    assert!(!holds(&story, "priya", "leads"));
    hands_in(&mut story, page("page"), "leads").unwrap();
    assert!(holds(&story, "priya", "leads"));
}

#[test]
fn nothing_is_added_up_before_all_have_handed_in_and_far_apart_asks_for_a_talk() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    story.seats("ola's", "slot", member("ola"));
    writes(&mut story, user("tom"), "tom's", 5).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    let first = compared(&story, "priya");
    assert_eq!((first.len(), first[0].judged.len()), (1, 1));
    assert_eq!((&first[0].mean, first[0].spread), (&None, None));
    writes(&mut story, user("ola"), "ola's", 2).unwrap();
    hands_in(&mut story, user("ola"), "ola's").unwrap();
    let both = compared(&story, "ola");
    assert_eq!(both[0].mean.as_deref(), Some("3.5"));
    assert_eq!(both[0].spread, Some(3));
    assert!(both[0].asks_for_a_talk());
}

#[test]
fn a_panel_of_one_waits_for_nobody() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    assert!(story.state().is_panel_whole(Story::interview("slot")));
    let all = compared(&story, "priya");
    assert_eq!((all.len(), &all[0].mean, all[0].spread), (1, &None, None));
    story.does(concludes(Concluded::GoesOn, "Calm when it breaks"));
}

#[test]
fn who_is_to_judge_decides_nothing_before_and_the_debrief_ends_what_is_waited_for() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.invites("gil's", "gil", "data");
    let early = by(&mut story, user("tom"), concludes(Concluded::GoesOn, ""));
    assert_eq!(early, Err(Refusal::OwnFirst));
    writes(&mut story, page("gil's"), "gil", 2).unwrap();
    let state = story.state();
    let link = state
        .get::<crate::domain::ShareLink>(Story::link("gil's"))
        .unwrap()
        .clone();
    assert!(story.state().guest_of(&link).is_some());
    story.does(concludes(Concluded::GoesOn, "Without Gil"));
    assert!(story.state().guest_of(&link).is_none());
    assert_eq!(
        writes(&mut story, page("gil's"), "gil", 3),
        Err(Refusal::NotJudged)
    );
    for name in ["priya", "tom", "ola"] {
        assert!(
            !holds(&story, name, "gil"),
            "what was never handed in is nobody's"
        );
    }
    let again = story.tries(concludes(Concluded::TalkAgain, ""));
    assert!(matches!(again, Err(Refusal::Concluded { .. })));
    story.does(interview::Command::TakeBackDebrief {
        interview: Story::interview("slot"),
    });
    assert!(story.state().guest_of(&link).is_some());
    writes(&mut story, page("gil's"), "gil", 3).unwrap_err();
}

#[test]
fn whoever_is_turned_down_has_the_reason_themselves_and_is_back_when_that_is_taken_back() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    let ended = |story: &Story| {
        let state = story.state();
        let candidate = state.get::<Candidate>(Story::candidate("sam")).unwrap();
        candidate
            .ended
            .as_ref()
            .map(|ended| (ended.ending, ended.because.clone()))
    };
    let empty = story.tries(concludes(Concluded::TurnedDown, ""));
    assert!(matches!(empty, Err(Refusal::Empty { .. })));
    let before = story.rows.clone();
    let body = concludes(Concluded::TurnedDown, "No word of the other team");
    story.does(body.clone());
    assert_eq!(
        ended(&story),
        Some((Ending::TurnedDown, "No word of the other team".into()))
    );
    let debrief = |story: &Story| {
        let state = story.state();
        let slot = state.get::<Interview>(Story::interview("slot")).unwrap();
        slot.debrief.as_deref().cloned()
    };
    let Some(Debrief { because, .. }) = debrief(&story) else {
        panic!("it is noted")
    };
    assert_eq!(because, "", "the reason stands once");
    let nothing = crate::domain::Overlay::new();
    let undo = inverse(&State::new(&before, &nothing), &story.state(), &body).unwrap();
    story.does(undo);
    assert_eq!((ended(&story), debrief(&story)), (None, None));
}

#[test]
fn what_is_nobodys_is_said_and_the_next_is_asked_for_it() {
    let mut story = begin();
    let slot = Story::interview("slot");
    assert_eq!(story.state().nobodys(slot).len(), 3);
    let ask = |story: &mut Story, seat: &str, who: Who, criteria: Vec<CriterionId>| {
        story.does(interviewer::Command::AskInterviewer {
            interviewer: Story::interviewer(seat),
            interview: slot,
            who,
            details: interviewer::Asks {
                criteria,
                due: "2026-12-01".parse().unwrap(),
            },
        })
    };
    ask(&mut story, "tom's", member("tom"), vec![Story::criterion("calm")]);
    let left = ["clear", "kind"].map(Story::criterion);
    assert_eq!(story.state().divided(slot), left);
    ask(&mut story, "gil", Who::Guest("Gil".into()), left.to_vec());
    assert_eq!(story.state().nobodys(slot), []);
    assert!(
        !story.state().divided(slot).is_empty(),
        "a third hears some of it again"
    );
    let twice = story.tries(interviewer::Command::AskInterviewer {
        interviewer: Story::interviewer("again"),
        interview: slot,
        who: member("tom"),
        details: interviewer::Asks {
            criteria: vec![],
            due: "2026-12-01".parse().unwrap(),
        },
    });
    assert!(matches!(twice, Err(Refusal::Exists { .. })));
}

#[test]
fn a_withdrawal_closes_the_cards_and_the_links_and_forgetting_leaves_nothing() {
    let mut story = begin();
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.invites("gil's", "gil", "data");
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, page("gil's"), "gil", 4).unwrap();
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending: Ending::Withdrew,
        because: String::new(),
    });
    let state = story.state();
    let link = state
        .get::<crate::domain::ShareLink>(Story::link("gil's"))
        .unwrap()
        .clone();
    assert!(story.state().guest_of(&link).is_none());
    assert_eq!(
        writes(&mut story, page("gil's"), "gil", 3),
        Err(Refusal::NotJudged)
    );
    let kept = story
        .state()
        .kept_of(story.state().get(Story::candidate("sam")).unwrap());
    assert!(kept.contains("says tom's"), "{kept}");
    story.does(candidate::Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    });
    let rows = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
    for word in [KEEPS, "Gil", "Sam"] {
        assert!(!rows.contains(word), "{word} in {rows}");
    }
}

#[test]
fn an_erased_leader_takes_the_cards_of_their_interviews_along() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let state = story.state();
    assert_eq!(
        state.all::<Scorecard>().count() + state.all::<Interviewer>().count(),
        0
    );
}
