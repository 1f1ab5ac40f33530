use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, CloseReason, ImportedRole, LeaderDetails, MailFault, Matter, Member, NewLink, Posted, ReplyId,
    Right, Scope, SendMail, SkipReason, Stage, Story, Target, Way, WhyNot, leader, link, pain, reply, role,
    update,
};

fn owed(story: &Story) -> Owed {
    story.state().owed(Whose::Team, story.now.date_naive())
}

/// What this person is to do, and for whom.
fn due_to(story: &Story, user: &str) -> Vec<String> {
    let owed = story
        .state()
        .owed(Whose::Of(Story::user(user)), story.now.date_naive());
    owed.you.iter().map(|debt| debt.name.clone()).collect()
}

/// With what is behind the first role written down, so that nothing is to be asked.
fn understood() -> Story {
    let mut story = Story::begin();
    story.tells("told", "data", 90);
    story.hurts("late", "data", "Reports arrive two days late");
    story.explains("jobs", "late", None, "Nobody maintains the night jobs");
    story.explains("left", "late", Some("jobs"), "Two people left since autumn");
    story
}

fn tells(story: &mut Story, update: &str, leader: &str) {
    story.does(update::Command::SendUpdate {
        update: Story::update(update),
        leader: Story::leader(leader),
        roles: vec![],
        answers: None,
        text: "Two replied.".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
}

fn replies(story: &mut Story, link: &str, text: &str) {
    let priya = story.actor;
    story.actor = Actor::Link(Story::link(link));
    story.does(reply::Command::SendReply {
        reply: ReplyId(Story::update(text).0),
        update: None,
        role: None,
        team: false,
        text: text.into(),
    });
    story.actor = priya;
}

fn joins(story: &mut Story, name: &str) {
    story.does(Member {
        user: Story::user(name),
        name: name.into(),
        phone: None,
        right: Right::Owner,
        left: None,
    });
}

fn adds(story: &mut Story, role: &str, leader: &str) {
    let leader_id = Story::leader(leader);
    if story.state().get::<Leader>(leader_id).is_err() {
        story.does(leader::Command::add(leader_id, LeaderDetails::named(leader)));
    }
    let details = Story::details(role, story.now.date_naive());
    story.does(role::Command::add(Story::role(role), leader_id, details));
}

fn imports(story: &mut Story, leaders: &[&str], owner: &str) {
    let opened_on = story.now.date_naive() - Days::new(90);
    for name in leaders {
        let leader = Story::leader(name);
        story.does(leader::Command::add(leader, LeaderDetails::named(*name)));
        story.does(role::Command::ImportRoles {
            roles: vec![ImportedRole {
                role: Story::role(name),
                leader,
                owner: Some(Story::user(owner)),
                details: Story::details(name, opened_on),
                stage: Stage::Source,
                close: None,
                held: false,
            }],
        });
    }
}

#[test]
fn nothing_is_owed_on_the_day_a_role_opens() {
    assert_eq!(owed(&understood()), Owed::default());
}

#[test]
fn an_update_is_owed_per_leader_for_all_their_roles() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    story.now += TimeDelta::days(8);
    let [debt] = &owed(&story).you[..] else {
        panic!("one leader, one debt")
    };
    assert_eq!(
        (debt.pace, debt.due.to_string().as_str()),
        (Pace::Late, "2026-11-26")
    );
    let What::Update { roles, last, .. } = &debt.what else {
        panic!("not an update")
    };
    assert_eq!((roles.len(), *last), (2, None));
}

#[test]
fn what_was_done_and_is_shared_is_counted_since_the_leader_heard() {
    let mut story = Story::begin();
    story.logs("call", "data", |draft| draft.quantity = 11);
    story.logs("screen", "data", |draft| draft.kind = EffortKind::Screen);
    story.logs("secret", "data", |draft| draft.shared = false);
    let state = story.state();
    let done = state.done_since(&state.last_told(), |_| true);
    let words = tally_words(&done[&Story::leader("dana")]).unwrap();
    assert_eq!(words, "11 people approached, 1 first talk");
}

#[test]
fn a_leader_who_wrote_is_answered_first_and_an_update_settles_it() {
    let mut story = understood();
    let leader = Story::leader("dana");
    story.shares("page", Target::Leader(leader), Scope::Respond);
    story.now += TimeDelta::minutes(1);
    replies(&mut story, "page", "When do I meet them?");
    let [debt] = &owed(&story).you[..] else {
        panic!("one debt")
    };
    assert_eq!(
        debt.what,
        What::Answer {
            leader,
            text: "When do I meet them?".into(),
            others: 0
        }
    );
    assert_eq!(debt.pace, Pace::Soon);
    story.now += TimeDelta::days(2);
    assert_eq!(owed(&story).you[0].pace, Pace::Late);
    tells(&mut story, "answer", "dana");
    assert_eq!(owed(&story), Owed::default());
}

#[test]
fn updates_and_holds_are_their_roles_owners() {
    let mut story = Story::begin();
    joins(&mut story, "priya");
    joins(&mut story, "tom");
    story.actor = Actor::User(Story::user("tom"));
    adds(&mut story, "buyer", "jonas");
    story.now += TimeDelta::days(9);
    assert_eq!(due_to(&story, "priya"), ["Dana Whitfield"]);
    assert_eq!(due_to(&story, "tom"), ["jonas"]);
    assert_eq!(owed(&story).you.len(), 2);
    // Each of two recruiters of one leader has their own roles in mind.
    adds(&mut story, "planner", "dana");
    story.now += TimeDelta::days(9);
    let titles = |user: &str| {
        let owed = story
            .state()
            .owed(Whose::Of(Story::user(user)), story.now.date_naive());
        let of_dana = owed.you.into_iter().find_map(|debt| match debt.what {
            What::Update { leader, roles, .. } if leader == Story::leader("dana") => Some(roles),
            _ => None,
        });
        of_dana.unwrap()
    };
    assert_eq!(titles("priya"), ["Senior Data Engineer"]);
    assert_eq!(titles("tom"), ["planner"]);
    // What was handed over is the successor's.
    for (role, to) in [("data", "tom"), ("planner", "tom")] {
        story.actor = Actor::User(story.state().get::<Role>(Story::role(role)).unwrap().owner);
        let to = Story::user(to);
        let role = Story::role(role);
        story.does(role::Command::HandOver { role, to });
    }
    assert_eq!(due_to(&story, "priya"), [] as [&str; 0]);
}

#[test]
fn a_reply_is_answered_by_whoever_looks_after_the_leaders_roles() {
    let mut story = Story::begin();
    joins(&mut story, "priya");
    joins(&mut story, "tom");
    let dana = Story::leader("dana");
    story.shares("page", Target::Leader(dana), Scope::Respond);
    replies(&mut story, "page", "When do I meet them?");
    assert_eq!(due_to(&story, "priya"), ["Dana Whitfield"]);
    assert_eq!(due_to(&story, "tom"), [] as [&str; 0]);
    // Nothing of hers is open: whoever looked after the last of it.
    story.closes("data", CloseReason::Filled);
    assert_eq!(due_to(&story, "priya"), ["Dana Whitfield"]);
    assert_eq!(due_to(&story, "tom"), [] as [&str; 0]);
    story.actor = Actor::User(Story::user("tom"));
    adds(&mut story, "buyer", "dana");
    assert_eq!(due_to(&story, "priya"), [] as [&str; 0]);
    assert_eq!(due_to(&story, "tom"), ["Dana Whitfield"]);
}

#[test]
fn a_reply_about_a_role_is_answered_by_whoever_looks_after_it() {
    let mut story = Story::begin();
    joins(&mut story, "priya");
    joins(&mut story, "tom");
    let priya = story.actor;
    story.actor = Actor::User(Story::user("tom"));
    adds(&mut story, "buyer", "dana");
    story.actor = priya;
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.actor = Actor::Link(Story::link("page"));
    story.does(reply::Command::SendReply {
        reply: ReplyId(Story::update("r").0),
        update: None,
        role: Some(Story::role("buyer")),
        team: false,
        text: "Must they know Ariba?".into(),
    });
    story.actor = priya;
    let answers = |user: &str| {
        owed_by(&story, user)
            .iter()
            .any(|debt| matches!(debt.what, What::Answer { .. }))
    };
    assert!(answers("tom"));
    assert!(!answers("priya"));
}

#[test]
fn whoever_stands_in_for_a_leader_is_answered_by_their_own_name() {
    let mut story = understood();
    let page = Story::link_to("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.does(link::Command::ShareLink(NewLink {
        label: "Sam".into(),
        expires_on: Some(story.now.date_naive() + Days::new(14)),
        deputy: true,
        ..page
    }));
    story.leaves(1, "Sam");
    story.now += TimeDelta::minutes(1);
    replies(&mut story, "page", "Two more days, please");
    assert_eq!(owed(&story).you[0].name, "Sam for Dana Whitfield");
    // The role's own page says the same.
    let state = story.state();
    let dana = state.get::<Leader>(Story::leader("dana")).unwrap();
    let wrote = state.wrote_last(dana, Story::role("data"));
    assert_eq!(wrote.as_deref(), Some("Sam for Dana Whitfield"));
}

#[test]
fn a_role_whose_owner_is_not_here_is_everybodys() {
    let mut story = Story::begin();
    story.now += TimeDelta::days(9);
    // A board without an account: whoever holds the device.
    assert_eq!(due_to(&story, "anybody"), ["Dana Whitfield"]);
    joins(&mut story, "priya");
    assert_eq!(due_to(&story, "anybody"), [] as [&str; 0]);
    assert!(!story.state().has_team());
    joins(&mut story, "tom");
    assert!(story.state().has_team());
}

#[test]
fn leaders_of_imported_roles_are_greeted_a_few_a_day_and_are_never_late() {
    let mut story = understood();
    tells(&mut story, "before", "dana");
    joins(&mut story, "priya");
    joins(&mut story, "tom");
    imports(&mut story, &["ann", "ben", "cy", "di"], "priya");
    imports(&mut story, &["eve"], "tom");
    assert_eq!(due_to(&story, "tom"), ["eve"]);
    let today_for = |story: &Story| match &owed_by(story, "priya")[..] {
        [
            Debt {
                pace: Pace::Calm,
                what: What::Hello { strangers, today, .. },
                ..
            },
        ] => (*strangers, today.clone()),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        today_for(&story),
        (4, vec!["ann".into(), "ben".into(), "cy".into()])
    );
    tells(&mut story, "hello", "ann");
    assert_eq!(today_for(&story), (3, vec!["ben".into(), "cy".into()]));
    tells(&mut story, "hello ben", "ben");
    tells(&mut story, "hello cy", "cy");
    assert_eq!(owed_by(&story, "priya"), [], "enough for today");
    story.now += TimeDelta::days(1);
    assert_eq!(today_for(&story), (1, vec!["di".into()]));
    story.now += TimeDelta::days(60);
    assert!(
        owed_by(&story, "priya")
            .iter()
            .all(|debt| debt.pace != Pace::Late || debt.name != "di")
    );
}

#[test]
fn the_day_that_the_page_of_somebody_new_here_says_is_kept() {
    let mut story = Story::begin();
    imports(&mut story, &["ann"], "priya");
    let ann = Story::leader("ann");
    let page_says = |story: &Story| {
        let opened = story
            .state()
            .get::<Role>(Story::role("ann"))
            .unwrap()
            .clock_starts();
        story.state().next_update_by(ann, opened)
    };
    story.does(update::Command::SendUpdate {
        update: Story::update("first"),
        leader: ann,
        roles: vec![],
        answers: None,
        text: "Two replied.".into(),
        way: None,
        next_by: None,
        mail: None,
    });
    assert!(
        due_to(&story, "priya").iter().all(|name| name != "ann"),
        "not today"
    );
    let due = page_says(&story);
    story.now = due.and_hms_opt(9, 0, 0).unwrap().and_utc().fixed_offset();
    let state = story.state();
    let owed = state.owed(Whose::Team, due);
    let stands = owed.you.iter().find_map(|debt| match debt.what {
        What::Update {
            leader, stands, last, ..
        } if leader == ann => Some((stands.map(|(id, _)| id), last)),
        _ => None,
    });
    assert_eq!(stands, Some((Some(Story::update("first")), None)));
    let drafts = state.drafts(Whose::Team, &Lapses::new(), due);
    assert!(drafts.iter().any(|draft| draft.leader == ann));
}

#[test]
fn of_imported_roles_nobody_is_late_beside_one_that_began_here() {
    let mut story = Story::begin();
    imports(&mut story, &["ann"], "priya");
    story.now += TimeDelta::days(30);
    let today = story.now.date_naive();
    let card = |story: &Story| {
        let standings = story.state().standings(today);
        let anns = standings
            .into_values()
            .find(|standing| standing.role.entered.is_some());
        anns.unwrap().matters(today).remove(0)
    };
    assert_eq!(card(&story), Matter::Hello, "nor does its card turn late");
    adds(&mut story, "buyer", "ann");
    let anns = owed(&story)
        .you
        .into_iter()
        .find(|debt| debt.name == "ann")
        .unwrap();
    assert!(matches!(anns.what, What::Ask { .. }), "{anns:?}");
    assert_eq!(anns.pace, Pace::Calm);
    tells(&mut story, "hello", "ann");
    assert!(
        matches!(card(&story), Matter::Update { .. }),
        "from then on its clock runs"
    );
}

fn owed_by(story: &Story, user: &str) -> Vec<Debt> {
    let whose = Whose::Of(Story::user(user));
    story.state().owed(whose, story.now.date_naive()).you
}

#[test]
fn what_is_asked_next_is_one_calm_line_for_a_leader() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    let asks = |story: &Story| match &owed(story).you[..] {
        [
            Debt {
                pace: Pace::Calm,
                what: What::Ask { title, asks, .. },
                ..
            },
        ] => (title.clone(), *asks),
        other => panic!("{other:?}"),
    };
    // A card says what Today says.
    let asks = |story: &Story| {
        let (title, asks) = asks(story);
        let today = story.now.date_naive();
        let standings = story.state().standings(today).into_values();
        let mut cards = standings.filter(|standing| standing.role.called() == title);
        assert_eq!(cards.next().unwrap().asks_next, Some(asks), "{title}");
        (title, asks)
    };
    let title = "Senior Data Engineer".to_owned();
    assert_eq!(asks(&story), (title.clone(), Asks::Pain));
    story.hurts("late", "data", "Reports arrive two days late");
    assert_eq!(asks(&story), (title.clone(), Asks::HowBad));
    let pain = Story::pain("late");
    let mut details = story
        .state()
        .get::<crate::domain::PainPoint>(pain)
        .unwrap()
        .details
        .clone();
    details.severity = Some(8);
    let base = None;
    story.does(pain::Command::EditPain { pain, details, base });
    assert_eq!(asks(&story), (title.clone(), Asks::Why));
    story.explains("jobs", "late", None, "Nobody maintains the night jobs");
    assert_eq!(asks(&story), (title, Asks::Behind));
    story.explains("left", "late", Some("jobs"), "Two people left since autumn");
    assert_eq!(asks(&story), ("Senior Data Engineer".into(), Asks::Date));
    story.tells("told", "data", 90);
    assert_eq!(asks(&story), ("SRE".into(), Asks::Pain));
    // Whoever is to hear from one is asked on that occasion.
    story.now += TimeDelta::days(8);
    assert!(matches!(
        &owed(&story).you[..],
        [Debt {
            what: What::Update { .. },
            ..
        }]
    ));
}

#[test]
fn what_was_skipped_is_asked_and_what_is_on_hold_or_closed_is_not() {
    let mut story = Story::begin();
    let data = Story::role("data");
    story.does(role::Command::unasked(data, Stage::Interview, SkipReason::Agreed));
    assert!(matches!(owed(&story).you[0].what, What::Ask { .. }));
    story.does(role::Command::HoldRole {
        role: data,
        hold: hold(&story),
    });
    assert_eq!(owed(&story).you, []);
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(owed(&story), Owed::default());
}

#[test]
fn what_is_late_comes_first_and_what_is_asked_last() {
    let mut story = Story::begin();
    story.now += TimeDelta::days(10);
    adds(&mut story, "buyer", "aicha");
    let paces: Vec<_> = owed(&story).you.iter().map(|debt| debt.pace).collect();
    assert_eq!(paces, [Pace::Late, Pace::Calm]);
}

fn hold(story: &Story) -> Hold {
    let since = story.now.date_naive();
    Hold {
        requester: "Dana".into(),
        cause: "budget".into(),
        review_on: since + Days::new(14),
        since,
    }
}

#[test]
fn a_hold_is_theirs_until_its_review_and_then_ours_and_stops_the_clock() {
    let mut story = Story::begin();
    story.does(role::Command::HoldRole {
        role: Story::role("data"),
        hold: hold(&story),
    });
    story.now += TimeDelta::days(10);
    assert_eq!((owed(&story).you.len(), owed(&story).they.len()), (0, 1));
    story.now += TimeDelta::days(4);
    assert_eq!((owed(&story).you.len(), owed(&story).they.len()), (1, 0));
}

#[test]
fn a_letter_that_was_not_sent_is_looked_at() {
    let mut story = understood();
    let dana = Story::leader("dana");
    story.does(leader::Command::EditLeader {
        leader: dana,
        details: LeaderDetails {
            email: "dana@example.com".into(),
            ..LeaderDetails::named("Dana Whitfield")
        },
        base: None,
    });
    let update = Story::update("tuesday");
    story.does(update::Command::SendUpdate {
        update,
        leader: dana,
        roles: vec![],
        answers: None,
        text: "Two replied.".into(),
        way: None,
        next_by: None,
        mail: Some(SendMail { after: None }),
    });
    let mail = |story: &Story| {
        let owed = owed(story);
        let mut all = owed.you.into_iter().map(|debt| debt.what);
        all.find_map(|what| match what {
            What::Mail { leader } => Some(leader),
            _ => None,
        })
    };
    story.now += TimeDelta::days(7);
    let is_written = |story: &Story| {
        let mut all = owed(story).you.into_iter();
        all.any(|debt| matches!(debt.what, What::Update { .. }))
    };
    assert_eq!(
        (mail(&story), is_written(&story)),
        (None, false),
        "it is still to be sent"
    );
    let drafts = |story: &Story| {
        let today = story.now.date_naive();
        story.state().drafts(Whose::Team, &Lapses::new(), today).len()
    };
    assert_eq!(drafts(&story), 0);
    let job = story.letters.remove(0);
    let (changes, rest) = job.page(&story.state(), 10);
    story.confirm(changes);
    let fault = MailFault::new(WhyNot::Rejected, "550 no such mailbox");
    let changes = rest
        .unwrap()
        .posted(&story.state(), &Posted::Never(fault), story.now);
    story.confirm(changes);
    assert_eq!((mail(&story), is_written(&story)), (Some(dana), false));
    assert_eq!(drafts(&story), 1, "it is drafted anew");
    story.does(update::Command::TellUpdate {
        update,
        way: Some(Way::Talk),
    });
    assert_eq!(mail(&story), None);
}

#[test]
fn what_a_colleague_looks_after_is_said_to_be_theirs() {
    let mut story = Story::begin();
    for name in ["priya", "tom"] {
        joins(&mut story, name);
    }
    let priya = std::mem::replace(&mut story.actor, Actor::User(Story::user("tom")));
    adds(&mut story, "Controller", "Marcus Obi");
    story.actor = priya;
    story.now += TimeDelta::days(7);
    let whose = |story: &Story, user: &str| -> Vec<(String, Option<String>)> {
        let state = story.state();
        let me = Story::user(user);
        let of = |debt: Debt| {
            let by = state.looked_after_by(&debt.what, me);
            let by = by.map(str::to_owned);
            (debt.name, by)
        };
        let mut all: Vec<_> = owed(story).you.into_iter().map(of).collect();
        all.sort();
        all.dedup();
        all
    };
    let (dana, marcus) = (|| "Dana Whitfield".to_owned(), || "Marcus Obi".to_owned());
    let tom = || Some("tom".to_owned());
    assert_eq!(whose(&story, "priya"), [(dana(), None), (marcus(), tom())]);
    assert_eq!(
        whose(&story, "tom"),
        [(dana(), Some("priya".into())), (marcus(), None)]
    );
    // What is about no role in particular is that of whoever has one of theirs.
    adds(&mut story, "Analyst", "Marcus Obi");
    assert_eq!(whose(&story, "priya"), [(dana(), None), (marcus(), None)]);
}
