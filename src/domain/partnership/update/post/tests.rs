use std::collections::BTreeSet;

use chrono::{TimeDelta, Weekday};

use super::*;
use crate::domain::{
    Actor, Kind, LeaderDetails, MailFault, Member, Right, Scope, SendMail, Silence, Story, Target, WhyNot,
    leader, member, update,
};

const ADDRESS: &str = "dana@example.com";

fn dana() -> crate::domain::LeaderId {
    Story::leader("dana")
}

/// Dana has this address.
fn lives_at(story: &mut Story, email: &str) -> Result<Changes, Refusal> {
    let details = LeaderDetails {
        email: email.into(),
        usual_day: Some(Weekday::Tue),
        ..LeaderDetails::named("Dana Whitfield")
    };
    story.tries(leader::Command::EditLeader {
        leader: dana(),
        details,
        base: None,
    })
}

fn begin() -> Story {
    let mut story = Story::begin();
    story.does(member::Command::PutMember(Member {
        user: Story::user("priya"),
        name: "Priya Nair".into(),
        phone: None,
        right: Right::Owner,
        left: None,
    }));
    lives_at(&mut story, ADDRESS).unwrap();
    story
}

fn send(name: &str, after: Option<UpdateId>) -> update::Command {
    update::Command::SendUpdate {
        update: Story::update(name),
        leader: dana(),
        roles: vec![Story::role("data")],
        answers: None,
        text: "19 approached, 4 first talks.".into(),
        way: None,
        next_by: None,
        mail: Some(SendMail { after }),
    }
}

fn row(story: &Story) -> Update {
    story
        .state()
        .get::<Update>(Story::update("tuesday"))
        .unwrap()
        .clone()
}

type Is = (MailState, u32, Option<MailFault>);

fn is(story: &Story) -> Is {
    let mail = row(story).mail.unwrap();
    (mail.state, mail.tries, mail.fault)
}

fn waits(tries: u32, fault: Option<MailFault>) -> Is {
    (MailState::Waits, tries, fault)
}

fn busy() -> MailFault {
    MailFault::new(WhyNot::Busy, "451 greylisted")
}

/// The next step of the only letter; what is written in it.
fn hands_over(story: &mut Story) -> Option<Letter> {
    let [job] = std::mem::take(&mut story.letters).try_into().unwrap();
    let (changes, rest) = Job::page(&job, &story.state(), 10);
    story.confirm(changes);
    let letter = rest.as_ref().and_then(|job| job.letter(&story.state()));
    story.letters.extend(rest);
    letter
}

fn comes_out(story: &mut Story, posted: &Posted) {
    let [job] = std::mem::take(&mut story.letters).try_into().unwrap();
    let changes = job.posted(&story.state(), posted, story.now);
    story.letters = Job::following(&changes, &story.state());
    story.confirm(changes);
}

fn silence(story: &Story) -> Silence {
    let standings = story.state().standings(story.now.date_naive());
    standings[&Story::role("data")].silence.unwrap()
}

#[test]
fn a_letter_tells_once_it_was_taken() {
    let mut story = begin();
    story.now += TimeDelta::days(4);
    let due = silence(&story).due;
    story.does(send("tuesday", None));
    assert_eq!(is(&story), waits(0, None));
    let letter = hands_over(&mut story).unwrap();
    assert_eq!(
        (letter.to.as_str(), letter.name.as_str()),
        (ADDRESS, "Dana Whitfield")
    );
    assert_eq!(
        (letter.by, letter.from.as_str()),
        (Story::user("priya"), "Priya Nair")
    );
    assert_eq!(
        (letter.text.as_str(), letter.next_by),
        ("19 approached, 4 first talks.", row(&story).next_by)
    );
    assert_eq!(is(&story), (MailState::UnderWay, 0, None));
    assert_eq!(silence(&story).due, due, "nobody was told by asking for it");

    story.now += TimeDelta::minutes(1);
    comes_out(&mut story, &Posted::Taken);
    let told = row(&story);
    assert_eq!((told.way, told.told_at), (Some(Way::Mail), Some(story.now)));
    assert!(silence(&story).due > due);
    assert!(story.letters.is_empty());
    for wanted in [true, false] {
        let again = update::Command::MailUpdate {
            update: told.id,
            wanted,
        };
        assert!(story.does(again).is_empty(), "what was sent was sent");
    }
    let untold = update::Command::TellUpdate {
        update: told.id,
        way: None,
    };
    assert!(story.does(untold).is_empty());
}

#[test]
fn it_is_tried_again_while_nothing_went_out_and_given_up_at_last() {
    let mut story = begin();
    story.does(send("tuesday", None));
    for tries in 1..MOST_TRIES {
        assert!(hands_over(&mut story).is_some());
        comes_out(&mut story, &Posted::NotYet(busy()));
        assert_eq!(is(&story), waits(tries, Some(busy())));
    }
    hands_over(&mut story);
    comes_out(&mut story, &Posted::NotYet(busy()));
    assert_eq!(is(&story), (MailState::Failed, MOST_TRIES, Some(busy())));
    assert!(story.letters.is_empty());
    let words = row(&story).mail.unwrap().stopped().unwrap();
    assert_eq!(
        words,
        "The mail server asks us to come back later. It said: 451 greylisted"
    );
    assert_eq!(row(&story).told_at, None);
}

#[test]
fn what_may_have_arrived_is_sent_again_by_a_person_only() {
    for lost in ["the line", "the server"] {
        let mut story = begin();
        story.does(send("tuesday", None));
        hands_over(&mut story);
        if lost == "the line" {
            comes_out(&mut story, &Posted::Unclear);
        } else {
            // It comes back, and finds a letter that it had handed over.
            assert_eq!(hands_over(&mut story), None);
        }
        assert_eq!(is(&story).0, MailState::Unclear, "{lost}");
        assert!(story.letters.is_empty() && row(&story).stands());
        let update = Story::update("tuesday");
        story.does(update::Command::MailUpdate { update, wanted: true });
        assert_eq!((is(&story), story.letters.len()), (waits(0, None), 1));
    }
}

#[test]
fn one_that_was_said_to_have_arrived_is_told_and_goes_no_more() {
    let mut story = begin();
    story.does(send("tuesday", None));
    hands_over(&mut story);
    comes_out(&mut story, &Posted::Unclear);
    story.does(update::Command::TellUpdate {
        update: Story::update("tuesday"),
        way: Some(Way::Mail),
    });
    assert_eq!(
        (is(&story).0, row(&story).way),
        (MailState::Unclear, Some(Way::Mail))
    );
    let again = update::Command::MailUpdate {
        update: Story::update("tuesday"),
        wanted: true,
    };
    assert!(story.does(again).is_empty(), "they know");
    // That is taken back with the doubt.
    story.does(update::Command::TellUpdate {
        update: Story::update("tuesday"),
        way: None,
    });
    assert_eq!((is(&story).0, row(&story).told_at), (MailState::Unclear, None));
}

#[test]
fn whoever_was_told_another_way_gets_no_letter_unless_it_is_under_way() {
    for is_under_way in [false, true] {
        let mut story = begin();
        story.does(send("tuesday", None));
        if is_under_way {
            hands_over(&mut story);
        }
        story.does(update::Command::TellUpdate {
            update: Story::update("tuesday"),
            way: Some(Way::Talk),
        });
        assert_eq!(row(&story).mail.is_some(), is_under_way);
        if is_under_way {
            comes_out(&mut story, &Posted::Taken);
            assert_eq!(
                (is(&story).0, row(&story).way),
                (MailState::Sent, Some(Way::Talk))
            );
        } else {
            assert_eq!(hands_over(&mut story), None);
        }
    }
}

#[test]
fn whoever_says_got_it_on_their_page_gets_no_letter() {
    let mut story = begin();
    story.shares("page", Target::Leader(dana()), Scope::Respond);
    story.does(send("tuesday", None));
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
    story.does(update::Command::GotIt {
        update: Story::update("tuesday"),
        thanks: false,
    });
    story.actor = priya;
    assert_eq!((row(&story).mail, hands_over(&mut story)), (None, None));
}

#[test]
fn one_that_was_put_off_is_not_tried_again_once_they_know() {
    let mut story = begin();
    story.does(send("tuesday", None));
    hands_over(&mut story);
    story.does(update::Command::TellUpdate {
        update: Story::update("tuesday"),
        way: Some(Way::Talk),
    });
    comes_out(&mut story, &Posted::NotYet(busy()));
    assert_eq!((row(&story).mail, story.letters.len()), (None, 0));
}

#[test]
fn a_letter_goes_to_where_its_leader_is_by_then() {
    let mut story = begin();
    story.does(send("tuesday", None));
    lives_at(&mut story, "new@example.com").unwrap();
    assert_eq!(hands_over(&mut story).unwrap().to, "new@example.com");
}

#[test]
fn it_can_be_taken_back_until_somebody_begins() {
    let mut story = begin();
    story.does(send("tuesday", None));
    let update = Story::update("tuesday");
    let not = update::Command::MailUpdate {
        update,
        wanted: false,
    };
    story.does(not.clone());
    assert_eq!((row(&story).mail, hands_over(&mut story)), (None, None));
    story.does(update::Command::MailUpdate { update, wanted: true });
    hands_over(&mut story);
    assert!(story.does(not).is_empty());
}

#[test]
fn nothing_is_mailed_past_what_another_wrote_meanwhile() {
    let mut story = begin();
    story.does(send("tuesday", None));
    story.now += TimeDelta::minutes(1);
    assert_eq!(story.tries(send("twice", None)), Err(Refusal::WrittenMeanwhile));
    story.does(send("wednesday", Some(Story::update("tuesday"))));
}

#[test]
fn whoever_has_no_address_gets_no_mail_and_an_address_is_one() {
    let mut story = begin();
    lives_at(&mut story, "").unwrap();
    assert_eq!(story.tries(send("tuesday", None)), Err(Refusal::NoMailAddress));
    for bad in [
        "dana",
        "@example.com",
        "dana@",
        "dana@a@b",
        "dana@a..b",
        "da na@example.com",
        "Dana <dana@example.com>",
        "dana@example.com\nBcc: all@example.com",
        "a@b.c,d@e.f",
        ".dana@example.com",
        "da..na@example.com",
    ] {
        assert!(
            matches!(lives_at(&mut story, bad), Err(Refusal::Malformed { .. })),
            "{bad}"
        );
    }
    lives_at(&mut story, " dana.w+jobs@mail.example.co.uk ").unwrap();
}

#[test]
fn an_erased_leader_gets_no_letter() {
    let mut story = begin();
    story.does(send("tuesday", None));
    hands_over(&mut story);
    story.does(leader::Command::EraseLeader { leader: dana() });
    comes_out(&mut story, &Posted::Taken);
    assert!(story.letters.is_empty());
}

fn wants_no_mail(story: &mut Story) {
    let by = story.actor;
    let (user, body) = unwanted(&story.state(), Story::update("tuesday")).unwrap();
    story.actor = Actor::User(user);
    story.does(body);
    story.actor = by;
}

#[test]
fn whoever_wants_no_more_letters_gets_none_that_waits_nor_another() {
    let mut story = begin();
    story.does(send("tuesday", None));
    wants_no_mail(&mut story);
    assert_eq!(hands_over(&mut story), None);
    let mail = row(&story).mail.unwrap();
    assert_eq!(
        (mail.state, mail.fault.map(|fault| fault.why)),
        (MailState::Failed, Some(WhyNot::Unwanted))
    );
    let update = Story::update("tuesday");
    let again = update::Command::MailUpdate { update, wanted: true };
    assert_eq!(story.tries(again), Err(Refusal::WantsNoMail));
    let state = story.state();
    let leader = state.get::<Leader>(dana()).unwrap();
    assert!(!leader.details.hears_by_mail());
    assert_eq!(unwanted(&state, update), None, "once is enough");
    assert_eq!(unwanted(&state, Story::update("another")), None);
}

#[test]
fn a_letter_whose_writer_left_is_answered_for_by_an_owner() {
    let mut story = begin();
    story.does(send("tuesday", None));
    let writer = story.actor.user().unwrap();
    assert_eq!(
        unwanted(&story.state(), Story::update("tuesday")).unwrap().0,
        writer
    );
    let owner = Member {
        user: Story::user("olga"),
        name: "Olga".into(),
        phone: None,
        right: Right::Owner,
        left: None,
    };
    story.does(member::Command::PutMember(owner));
    story.actor = Actor::User(Story::user("olga"));
    story.does(member::Command::RemoveMember {
        member: writer,
        successor: Story::user("olga"),
        replace: BTreeSet::new(),
    });
    assert_eq!(
        unwanted(&story.state(), Story::update("tuesday")).unwrap().0,
        Story::user("olga")
    );
}

#[test]
fn where_nobody_is_left_who_knows_the_leader_nobody_stops_a_letter() {
    let mut story = begin();
    story.does(send("tuesday", None));
    let update = Story::update("tuesday");
    assert!(unwanted(&story.state(), update).is_some());
    let rows = std::mem::take(&mut story.rows).into_iter();
    story.rows = rows.filter(|(key, _)| key.kind != Kind::Member).collect();
    assert_eq!(unwanted(&story.state(), update), None);
}
