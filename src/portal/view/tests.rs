//! What each scope sees, told as stories.
use chrono::{TimeDelta, Utc};
use uuid::Uuid;

use super::{EffortView, FeedItem, Figure, PortalView, project};
use crate::domain::{
    Actor, Audience, Body, CloseReason, Draft, EffortKind, Kind, Member, Refusal, ReplyId, Right, Role,
    RoleDraft, RoleId, Scope, ShareLink, Shown, Story, Target, Terms, Update, UserId, Way, expectation, link,
    member, reply, role, update,
};

mod days;
mod deputy;

fn effort(view: &PortalView) -> &EffortView {
    &view.effort
}

fn feed(view: &PortalView) -> &[FeedItem] {
    effort(view).feed.as_ref().unwrap()
}

fn view(story: &Story, scope: Scope) -> PortalView {
    let mut link = story
        .state()
        .get::<ShareLink>(Story::link("link"))
        .unwrap()
        .clone();
    link.scope = scope;
    // Words that wait are another story.
    let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
    project(&story.state(), &link, story.now.date_naive(), now)
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
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("u"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: "Three strong people in play".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
    story
}

#[test]
fn a_confidential_role_shows_only_through_a_link_made_for_it_while_its_keeper_sees_it() {
    let mut story = story();
    let (priya, tom) = (Story::user("priya"), Story::user("tom"));
    for (user, name) in [(priya, "Priya"), (tom, "Tom")] {
        story.does(Body::Member(member::Command::PutMember(Member {
            user,
            name: name.into(),
            phone: None,
            right: Right::Owner,
            left: None,
        })));
    }
    story.opens("chief", "Chief of Staff");
    story.shares("before", Target::Role(Story::role("chief")), Scope::TeamSafe);
    story.logs("c", "chief", |draft| draft.quantity = 4);
    let only = |who: &[UserId], code_name: &str| {
        Body::Role(role::Command::RestrictRole {
            role: Story::role("chief"),
            audience: Audience::People(who.iter().copied().collect()),
            code_name: Some(code_name.into()),
        })
    };
    story.does(only(&[priya], "Harbour"));
    let whole = |link: &str, who: &str, opens: &[RoleId]| {
        let mut new = Story::link_to(link, Target::Leader(Story::leader("dana")), Scope::Respond);
        new.passcode = Some(String::from("493 021").try_into().unwrap());
        new.opens = opens.iter().copied().collect();
        (
            Actor::User(Story::user(who)),
            Body::Link(link::Command::ShareLink(new)),
        )
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
        let link = state.get::<ShareLink>(Story::link(link)).unwrap();
        let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
        project(&state, link, story.now.date_naive(), now)
            .map(|projection| serde_json::to_string(&projection.view).unwrap())
    };
    assert!(seen(&story, "priyas").unwrap().contains("Harbour"));
    for link in ["link", "locked", "toms"] {
        let text = seen(&story, link).unwrap();
        assert!(!text.contains("Harbour") && !text.contains("Chief"), "{link}");
    }
    assert_eq!(seen(&story, "before"), None, "it was made before, for a team");
    story.does(Body::Role(role::Command::HandOver { role: chief, to: tom }));
    story.actor = Actor::User(tom);
    story.does(only(&[tom], "Harbour"));
    let text = seen(&story, "priyas").unwrap();
    assert!(!text.contains("Harbour"), "its keeper is not named any more");
}

#[test]
fn a_role_that_closed_long_ago_is_on_its_own_page_alone_and_what_was_told_of_it_still_says_so() {
    let mut story = story();
    story.opens("sre", "SRE");
    story.shares("old", Target::Role(Story::role("sre")), Scope::Respond);
    story.now += TimeDelta::hours(1);
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("of sre"),
        leader: Story::leader("dana"),
        roles: vec![Story::role("sre")],
        answers: None,
        text: "It is on hold for good".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
    story.closes("sre", CloseReason::Cancelled);
    let (data, sre) = (Story::role("data"), Story::role("sre"));
    let shown = |story: &Story, link: &str| -> Vec<RoleId> {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link(link)).unwrap();
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        view.head.roles.iter().map(|role| role.id).collect()
    };
    story.now += TimeDelta::days(Role::RECENT_DAYS);
    assert_eq!(shown(&story, "link"), [data, sre]);
    story.now += TimeDelta::days(1);
    assert_eq!(shown(&story, "link"), [data]);
    assert_eq!(shown(&story, "old"), [sre]);
    for scope in [Scope::Read, Scope::TeamSafe] {
        assert_eq!(view(&story, scope).head.roles.len(), 1);
    }
    let updates = view(&story, Scope::Respond).updates.unwrap();
    let about: Vec<_> = updates.into_iter().map(|update| update.said.about).collect();
    assert_eq!(about, [Some("SRE".into()), None]);
}

#[test]
fn a_leader_sees_what_was_done_and_learned_and_when_they_hear_next() {
    let view = view(&story(), Scope::Respond);
    assert_eq!(
        effort(&view).figures,
        [
            Figure {
                count: 12,
                meaning: "people approached".into()
            },
            Figure {
                count: 3,
                meaning: "replied".into()
            },
        ]
    );
    assert_eq!(feed(&view).len(), 1, "private effort stays private");
    assert_eq!(feed(&view)[0].results, ["Pay is the brake"]);
    assert_eq!(effort(&view).weeks.last().unwrap().reached, 12);
    assert_eq!(
        view.head.next_update_by,
        "2026-11-26".parse().ok(),
        "five business days after Thursday's update"
    );
    assert!(!serde_json::to_string(&view).unwrap().contains("hard to reach"));
}

#[test]
fn a_day_that_was_told_and_missed_stays_told() {
    let mut late = story();
    late.now += TimeDelta::days(30);
    let promised = view(&story(), Scope::Respond).head.next_update_by;
    assert_eq!(view(&late, Scope::Respond).head.next_update_by, promised);
    assert!(promised < Some(late.now.date_naive()));
    for scope in [Scope::Read, Scope::TeamSafe] {
        let next = view(&late, scope).head.next_update_by;
        assert_eq!(next, None, "that it was missed is between the two");
    }
}

#[test]
fn a_hold_promises_no_next_day_on_any_page() {
    let mut story = story();
    assert!(view(&story, Scope::Respond).head.next_update_by.is_some());
    let today = story.now.date_naive();
    story.does(Body::Role(role::Command::HoldRole {
        role: Story::role("data"),
        hold: crate::domain::Hold {
            requester: "Finance".into(),
            cause: "Budget review".into(),
            review_on: today + chrono::Days::new(30),
            since: today,
        },
    }));
    for scope in Scope::ALL {
        assert_eq!(view(&story, *scope).head.next_update_by, None, "{scope:?}");
    }
    story.does(Body::Role(role::Command::ResumeRole {
        role: Story::role("data"),
    }));
    assert!(view(&story, Scope::Respond).head.next_update_by.is_some());
}

#[test]
fn counts_are_there_at_once_and_words_when_their_two_minutes_are_over() {
    let story = story();
    let link = story
        .state()
        .get::<ShareLink>(Story::link("link"))
        .unwrap()
        .clone();
    let at = |seconds| {
        let now = story.now.with_timezone(&Utc) + TimeDelta::seconds(seconds);
        project(&story.state(), &link, story.now.date_naive(), now).unwrap()
    };
    let early = at(10);
    assert_eq!(
        (
            feed(&early.view)[0].done[0].quantity,
            feed(&early.view)[0].results.join("")
        ),
        (12, String::new())
    );
    assert_eq!(
        early.until,
        Some(story.now.with_timezone(&Utc) + TimeDelta::seconds(120))
    );
    let late = at(120);
    assert_eq!(
        (feed(&late.view)[0].results.join(""), late.until),
        ("Pay is the brake".into(), None)
    );
}

#[test]
fn a_boss_sees_no_free_text_of_efforts_no_updates_and_no_replies() {
    let view = view(&story(), Scope::Read);
    assert_eq!(
        (feed(&view)[0].done[0].quantity, feed(&view)[0].results.len()),
        (12, 0)
    );
    assert_eq!(view.updates, None, "they were written for the leader");
    assert_eq!(view.head.leader, None, "nobody is named but whom to call");
    assert!(!view.can_reply());
}

#[test]
fn another_link_of_the_leader_shows_what_was_written_and_the_answer_under_it() {
    let mut story = story();
    let dana = Story::leader("dana");
    story.shares("first", Target::Leader(dana), Scope::Respond);
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("first")));
    let asked = ReplyId(Uuid::from_u128(0x71));
    story.does(reply::Command::SendReply {
        reply: asked,
        update: None,
        role: Some(Story::role("data")),
        team: false,
        text: "Is it one person?".into(),
    });
    story.actor = priya;
    story.does(link::Command::RevokeLink {
        link: Story::link("first"),
    });
    story.now += TimeDelta::minutes(1);
    story.does(update::Command::SendUpdate {
        update: Story::update("answer"),
        leader: dana,
        roles: vec![Story::role("data")],
        answers: Some(asked),
        text: "One.".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    let shown = view(&story, Scope::Respond);
    let threads = shown.notes.unwrap().threads;
    let said: Vec<_> = threads[0]
        .iter()
        .map(|one| (one.by.is_some(), one.text.as_str()))
        .collect();
    assert_eq!(said, [(false, "Is it one person?"), (true, "One.")]);
    assert_eq!(
        shown.updates.unwrap().len(),
        1,
        "an answer stands under its question only"
    );
    let boss = view(&story, Scope::Read);
    assert!(boss.updates.is_none() && boss.notes.is_none());
}

#[test]
fn a_teams_page_holds_stage_counts_and_the_next_date_only() {
    let json = serde_json::to_string(&view(&story(), Scope::TeamSafe)).unwrap();
    for private in ["Dana", "Pay is", "strong people", "09:38"] {
        assert!(!json.contains(private), "{private} in {json}");
    }
    assert!(json.contains("people approached") && json.contains("2026-11-26"));
}

#[test]
fn a_date_told_shows_its_words_to_the_leader_alone_and_dates_to_whom_it_is_shown() {
    let mut story = story();
    let yes_by = story.now.date_naive() + chrono::Days::new(90);
    let mut tells = |name: &str, shown| {
        story.now += TimeDelta::minutes(1);
        story.does(expectation::Command::TellExpectation {
            expectation: Story::expectation(name),
            role: Story::role("data"),
            leader: Story::leader("dana"),
            terms: Box::new(Terms {
                because: "Her deputy earns more".into(),
                ours: "Priya calls".into(),
                needed_by: Some(yes_by),
                notice: Some(3),
                ..Story::terms(yes_by)
            }),
            way: Way::Talk,
            shown,
            fits: None,
        });
        [Scope::Respond, Scope::Read, Scope::TeamSafe].map(|scope| view(&story, scope).dates)
    };
    let [respond, read, team] = tells("boss", Shown::Boss);
    assert_eq!(
        respond[0].words.as_ref().unwrap().because,
        "Her deputy earns more"
    );
    assert_eq!((read[0].yes_by, read[0].words.as_ref()), (yes_by, None));
    let told = serde_json::to_string(&read).unwrap();
    assert!(
        !told.contains("deputy") && !told.contains("Priya calls"),
        "{told}"
    );
    assert_eq!(team, []);
    // What recruiters keep for themselves leaves the page as it was.
    let [respond, ..] = tells("us", Shown::Us);
    assert_eq!(respond[0].id, Story::expectation("boss"));
    let [respond, read, team] = tells("team", Shown::Team);
    assert_eq!((respond.len(), read.len(), team.len()), (1, 1, 1));
    assert_eq!(team[0].words, None);
}

#[test]
fn an_old_week_leaves_the_figures_and_stays_in_the_chart() {
    let mut story = story();
    story.now += TimeDelta::days(7);
    let view = view(&story, Scope::Respond);
    assert!(effort(&view).figures.is_empty());
    assert_eq!(effort(&view).weeks[4].reached, 12);
}

#[test]
fn that_somebody_tried_to_reach_a_leader_is_the_leaders_alone() {
    let mut story = story();
    story.tells("first", "data", 90);
    let yes_by = story.now.date_naive() + chrono::Days::new(200);
    for _ in 0..2 {
        story.does(expectation::Command::TryToTell {
            expectation: Story::expectation("first"),
            yes_by,
            notice: None,
        });
        story.now += TimeDelta::hours(2);
    }
    story.now += TimeDelta::days(7);
    let new = |scope| view(&story, scope).dates.remove(0).overtaken.unwrap();
    assert_eq!(new(Scope::Respond).yes_by, yes_by);
    assert!(new(Scope::Respond).tried_on.is_some());
    assert_eq!(
        (new(Scope::Read).yes_by, new(Scope::Read).tried_on),
        (yes_by, None)
    );
}

#[test]
fn a_day_is_told_role_by_role_and_each_word_once() {
    let mut story = story();
    story.opens("sre", "Site Reliability Engineer");
    story.now += TimeDelta::days(1);
    let logs = |story: &mut Story, name: &str, role: &str, kind, quantity, result: &str| {
        story.now += TimeDelta::minutes(5);
        story.logs(name, role, |draft| {
            draft.kind = kind;
            draft.quantity = quantity;
            draft.result = result.into();
        });
    };
    logs(&mut story, "one", "data", EffortKind::Screen, 2, "Pay is too low");
    logs(
        &mut story,
        "two",
        "data",
        EffortKind::Outreach,
        7,
        "Pay is too low",
    );
    logs(&mut story, "three", "sre", EffortKind::Outreach, 3, "");
    logs(
        &mut story,
        "four",
        "data",
        EffortKind::Screen,
        4,
        "Nights put off more",
    );
    story.now += TimeDelta::minutes(5);
    let view = view(&story, Scope::Respond);
    let [data, sre, before] = feed(&view) else {
        panic!("{:?}", feed(&view))
    };
    let done: Vec<(EffortKind, u32)> = data.done.iter().map(|done| (done.kind, done.quantity)).collect();
    assert_eq!(done, [(EffortKind::Outreach, 7), (EffortKind::Screen, 6)]);
    assert_eq!(data.results, ["Nights put off more", "Pay is too low"]);
    assert_eq!(data.id, Story::effort("one"), "it stays while more is logged");
    assert_eq!((sre.done[0].quantity, before.done[0].quantity), (3, 12));
    assert_eq!((sre.on, before.on), (data.on, data.on - chrono::Days::new(1)));
}

#[test]
fn a_date_that_was_talked_through_is_work_and_a_talk_is_no_update_that_was_written() {
    let mut story = story();
    story.now += TimeDelta::minutes(1);
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("talk"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: Update::TALKED.into(),
        way: Some(Way::Talk),
        next_by: None,
        mail: None,
    }));
    let talk = |story: &Story| view(story, Scope::Respond).updates.unwrap()[0].clone();
    assert!(talk(&story).is_talk && talk(&story).said.text.is_empty());
    assert!(!view(&story, Scope::Respond).updates.unwrap()[1].is_talk);
    assert!(!feed(&view(&story, Scope::Respond))[0].talked);
    story.tells("told", "data", 90);
    let items = feed(&view(&story, Scope::Respond)).to_vec();
    assert_eq!(
        (items.len(), items[0].talked),
        (1, true),
        "with what else was done that day"
    );
    story.now += TimeDelta::days(1);
    story.tells("again", "data", 100);
    let items = feed(&view(&story, Scope::Respond)).to_vec();
    assert_eq!((items.len(), items[0].talked), (2, true));
    assert!(feed(&view(&story, Scope::Read)).iter().all(|item| !item.talked));
}

#[test]
fn a_page_of_one_role_shows_no_words_of_another() {
    let mut story = Story::begin();
    let (dana, data, sre) = (Story::leader("dana"), Story::role("data"), Story::role("sre"));
    story.opens("sre", "Site Reliability Engineer");
    story.shares("link", Target::Leader(dana), Scope::Respond);
    story.shares("only", Target::Role(data), Scope::Respond);
    let of = |role, title: &str, did: &str, next: &str| RoleDraft {
        role,
        title: title.into(),
        fixed: Vec::new(),
        lines: [did, "", "", "", next].map(str::to_owned),
    };
    let draft = Draft {
        leader: dana,
        name: "Dana".into(),
        channel: None,
        due: story.now.date_naive(),
        answers: None,
        of_all: ["", "", "", "hidden-of-all", ""].map(str::to_owned),
        roles: vec![
            of(
                data,
                "Senior Data Engineer",
                "words-did. Part of it is for Site Reliability Engineer, too.",
                "words-next.",
            ),
            of(sre, "Site Reliability Engineer", "", "You asked: “hidden-asked”"),
        ],
        next: String::new(),
        next_by: story.now.date_naive(),
        slipped: None,
    };
    let tells = |story: &mut Story, name: &str, roles: &[RoleId], answers, text: &str| {
        story.now += TimeDelta::minutes(1);
        story.does(update::Command::SendUpdate {
            update: Story::update(name),
            leader: dana,
            roles: roles.to_vec(),
            answers,
            text: text.into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
    };
    let says = |story: &mut Story, id: u128, link: &str, (update, role, team), text: &str| {
        story.now += TimeDelta::minutes(1);
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(link)));
        story.does(reply::Command::SendReply {
            reply: ReplyId(Uuid::from_u128(id)),
            update,
            role,
            team,
            text: text.into(),
        });
        story.actor = priya;
    };
    let text = draft.text("hidden-own", "hidden-answer", "hidden-team");
    tells(&mut story, "both", &[data, sre], None, &text);
    tells(&mut story, "free", &[data, sre], None, "hidden-free");
    tells(&mut story, "none", &[], None, "hidden-none");
    tells(&mut story, "sre", &[sre], None, "hidden-sre");
    tells(&mut story, "data", &[data], None, "words-data");
    let both = Some(Story::update("both"));
    says(&mut story, 1, "link", (both, None, false), "hidden-to-both");
    says(&mut story, 2, "link", (None, None, false), "hidden-of-all");
    says(&mut story, 3, "link", (None, Some(sre), false), "hidden-of-sre");
    says(&mut story, 4, "link", (None, Some(data), false), "words-of-data");
    says(&mut story, 5, "only", (both, None, false), "words-said-here");
    says(&mut story, 6, "link", (None, Some(sre), true), "hidden-teams");
    let teams = Some(ReplyId(Uuid::from_u128(6)));
    tells(&mut story, "teams", &[data, sre], teams, "hidden-to-team");
    let seen = |link: &str| {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link(link)).unwrap();
        let now = story.now.with_timezone(&Utc);
        project(&state, link, story.now.date_naive(), now).unwrap().view
    };
    let whole = serde_json::to_string(&seen("link")).unwrap();
    let only = seen("only");
    let json = serde_json::to_string(&only).unwrap();
    for words in ["did", "next", "data", "of-data", "said-here"] {
        let words = format!("words-{words}");
        assert!(
            whole.contains(&words) && json.contains(&words),
            "{words} in {json}"
        );
    }
    for words in [
        "asked", "own", "answer", "team", "free", "none", "sre", "to-both", "of-all", "of-sre", "teams",
        "to-team",
    ] {
        // Else nothing was there to be hidden.
        assert!(whole.contains(&format!("hidden-{words}")), "{words} in {whole}");
    }
    for words in ["hidden-", "Site Reliability"] {
        assert!(!json.contains(words), "{words} in {json}");
    }
    // That they were written to stays.
    let told = only.updates.unwrap();
    let told = |name: &str| told.iter().find(|one| one.id == Story::update(name)).unwrap();
    assert!(told("free").said.is_part && told("free").said.text.is_empty());
    assert!(told("both").said.is_part && !told("data").said.is_part);
}
