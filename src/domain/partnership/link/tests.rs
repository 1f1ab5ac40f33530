//! Stories of links.

use super::*;
use crate::domain::LeaderDetails;
use crate::domain::{Actor, Audience, Body, Story, leader, role};

fn link(edit: impl FnOnce(&mut NewLink)) -> Body {
    let mut link = Story::link_to("link", Target::Role(Story::role("data")), Scope::Respond);
    edit(&mut link);
    Body::Link(Command::ShareLink(link))
}

fn passcode(text: &str) -> Passcode {
    text.to_owned().try_into().unwrap()
}

#[test]
fn a_confidential_role_is_shared_only_with_a_passcode() {
    let mut story = Story::begin();
    story.does(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    assert_eq!(story.tries(link(|_| {})), Err(Refusal::PasscodeNeeded));
    story.does(link(|link| link.passcode = Some(passcode("493 021"))));
    let state = story.state();
    let shared = state.get::<ShareLink>(Story::link("link")).unwrap();
    assert!(shared.locked && shared.opens.contains(&Story::role("data")));
}

#[test]
fn a_confidential_role_goes_into_no_file() {
    let mut story = Story::begin();
    let role = Story::role("data");
    assert_eq!(story.state().may_be_sealed(role), Ok(()));
    story.does(role::Command::RestrictRole {
        role,
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    assert_eq!(story.state().may_be_sealed(role), Err(Refusal::NoEnvelope));
}

#[test]
fn a_passcode_has_six_digits_and_is_in_no_row_and_no_journal() {
    for wrong in ["", "49302", "4930211", "49302a", "４９３０２１"] {
        assert!(Passcode::try_from(wrong.to_owned()).is_err(), "{wrong}");
    }
    assert_eq!(passcode(" 493 021 ").digits(), "493021");
    let mut story = Story::begin();
    let body = link(|link| link.passcode = Some(passcode("493021")));
    story.does(body.clone());
    let rows = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
    let journal = serde_json::to_string(&body.journaled()).unwrap();
    assert!(!rows.contains("493021") && !journal.contains("493021"));
    assert!(!format!("{body:?}").contains("493021"));
}

#[test]
fn a_secret_is_32_bytes_as_base64url_and_nothing_else() {
    let secret = BASE64URL_NOPAD.encode(&[7; 32]);
    assert!(is_secret(&secret));
    for wrong in [
        "",
        "open sesame",
        &secret[1..],
        &format!("{secret}="),
        &format!("{secret}; Path=/"),
    ] {
        assert!(!is_secret(wrong), "{wrong}");
    }
}

#[test]
fn a_links_last_day_is_today_or_later() {
    let mut story = Story::begin();
    let today = story.now.date_naive();
    let yesterday = today.pred_opt().unwrap();
    assert_eq!(
        story.tries(link(|link| link.expires_on = Some(yesterday))),
        Err(Refusal::DatePassed {
            date: yesterday.to_string()
        })
    );
    story.does(link(|link| link.expires_on = Some(today)));
}

#[test]
fn a_link_with_an_id_that_is_there_is_refused_and_so_is_one_for_somebody_elses_role() {
    let mut story = Story::begin();
    story.does(link(|_| {}));
    assert_eq!(
        story.tries(link(|_| {})),
        Err(Refusal::Exists { what: Kind::Link })
    );
    story.does(leader::Command::add(
        Story::leader("eve"),
        LeaderDetails::named("Eve"),
    ));
    let forged = link(|link| {
        (link.id, link.target) = (Story::link("other"), Target::Leader(Story::leader("eve")));
        link.opens.insert(Story::role("data"));
        link.passcode = Some(passcode("493021"));
    });
    assert_eq!(story.tries(forged), Err(Refusal::Unknown { what: Kind::Role }));
}

#[test]
fn a_link_is_made_for_nobody_but_the_leader_for_whom_it_is_meant() {
    let mut story = Story::begin();
    let (dana, eve) = (Story::leader("dana"), Story::leader("eve"));
    story.does(leader::Command::add(eve, LeaderDetails::named("Eve")));
    let of_dana = link(|link| link.leader = Some(dana));
    let role = Story::role("data");
    story.does(role::Command::GiveRole { role, leader: eve });
    assert_eq!(story.tries(of_dana.clone()), Err(Refusal::LeaderChanged));
    let both = link(|link| (link.target, link.leader) = (Target::Leader(eve), Some(dana)));
    assert_eq!(story.tries(both), Err(Refusal::LeaderChanged));
    story.does(leader::Command::EraseLeader { leader: eve });
    assert_eq!(
        story.tries(of_dana.clone()),
        Err(Refusal::LeaderChanged),
        "nobody's"
    );
    story.does(role::Command::GiveRole { role, leader: dana });
    story.does(of_dana);
    assert_eq!(
        story
            .state()
            .get::<ShareLink>(Story::link("link"))
            .unwrap()
            .leader,
        dana
    );
}

#[test]
fn an_address_of_this_computer_is_told_from_one_that_others_open() {
    for here in [
        "http://localhost:3000",
        "http://127.0.0.1:3000/p/a/b",
        "http://127.1.2.3",
        "http://[::1]:3000/p",
        "https://fulcrum.localhost",
    ] {
        assert!(opens_only_here(here), "{here}");
    }
    for elsewhere in [
        "https://fulcrum.example",
        "http://192.168.1.20:3000",
        "https://localhost.example",
        "https://127.example:443",
        "",
    ] {
        assert!(!opens_only_here(elsewhere), "{elsewhere}");
    }
}

#[test]
fn a_revoked_link_is_seen_by_whoever_saw_it_and_by_nobody_else() {
    let mut story = Story::begin();
    let only = Audience::People([Story::user("priya")].into());
    let (key, id) = (ShareLink::key(Story::link("link")), Story::link("link"));
    story.does(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: only.clone(),
        code_name: None,
    });
    story.does(link(|link| link.passcode = Some(passcode("493021"))));
    assert_eq!(story.state().audience(&key), Some(&only));
    story.does(Command::RevokeLink { link: id });
    assert_eq!(story.state().audience(&key), Some(&only));
    assert_eq!(
        story
            .state()
            .get::<ShareLink>(id)
            .unwrap()
            .state(story.now.date_naive()),
        LinkState::Revoked
    );
    assert!(
        story.does(Command::RevokeLink { link: id }).is_empty(),
        "once is enough"
    );
}

fn forward(name: &str, scope: Scope) -> Body {
    Body::Link(Command::ForwardLink {
        link: Story::link(name),
        scope,
        secret_hash: secret_hash("open another"),
    })
}

/// Dana's page, at which it is she who does something.
fn at_page(edit: impl FnOnce(&mut NewLink)) -> Story {
    let mut story = Story::begin();
    let mut new = Story::link_to("link", Target::Leader(Story::leader("dana")), Scope::Respond);
    edit(&mut new);
    story.does(Command::ShareLink(new));
    story.actor = Actor::Link(Story::link("link"));
    story
}

#[test]
fn a_leader_passes_their_page_on_to_whoever_sees_less_of_it() {
    let last = "2026-12-24".parse().ok();
    let mut story = at_page(|link| link.expires_on = last);
    for (name, scope) in [("boss", Scope::Read), ("team", Scope::TeamSafe)] {
        story.does(forward(name, scope));
        let state = story.state();
        let made = state.get::<ShareLink>(Story::link(name)).unwrap();
        assert_eq!((made.scope, made.forwarded), (scope, Some(Story::link("link"))));
        assert_eq!(made.label, "Passed on by Dana Whitfield");
        assert_eq!((made.keeper, made.expires_on), (Story::user("priya"), last));
        assert_eq!(made.secret_hash, secret_hash("open another"));
    }
    assert_eq!(
        story.tries(forward("all", Scope::Respond)),
        Err(Refusal::LinkForbids)
    );
    let no_hash = Body::Link(Command::ForwardLink {
        link: Story::link("bare"),
        scope: Scope::Read,
        secret_hash: "open another".into(),
    });
    assert!(matches!(story.tries(no_hash), Err(Refusal::Malformed { .. })));
    // Who got it passes it on to nobody, and a recruiter makes links of their own.
    for actor in [
        Actor::Link(Story::link("boss")),
        Actor::User(Story::user("priya")),
    ] {
        story.actor = actor;
        assert_eq!(
            story.tries(forward("more", Scope::TeamSafe)),
            Err(Refusal::LinkForbids)
        );
    }
}

#[test]
fn neither_a_deputy_nor_whoever_has_a_passcode_passes_a_page_on() {
    let mut story = at_page(|link| {
        link.deputy = true;
        link.expires_on = "2026-12-24".parse().ok();
    });
    story.leaves(1, "Dana");
    assert_eq!(
        story.tries(forward("team", Scope::TeamSafe)),
        Err(Refusal::LinkForbids)
    );
    let mut story = at_page(|link| link.passcode = Some(passcode("493021")));
    assert_eq!(
        story.tries(forward("team", Scope::TeamSafe)),
        Err(Refusal::NotPassedOn)
    );
}

#[test]
fn what_was_passed_on_goes_with_the_link_through_which_it_was() {
    let mut story = at_page(|_| {});
    for at in 0..ShareLink::MOST_FORWARDED {
        story.does(forward(&format!("team{at}"), Scope::TeamSafe));
    }
    let most = ShareLink::MOST_FORWARDED;
    let what = Kind::Link;
    assert_eq!(
        story.tries(forward("more", Scope::TeamSafe)),
        Err(Refusal::TooMany { what, most })
    );
    story.actor = Actor::User(Story::user("priya"));
    let revoke = |name: &str| Command::RevokeLink {
        link: Story::link(name),
    };
    story.does(revoke("team0"));
    let open = |story: &Story| {
        let links = story.state().links().into_iter();
        links.filter(|link| !link.revoked).count()
    };
    assert_eq!(open(&story), most, "the leader's own stays");
    story.actor = Actor::Link(Story::link("link"));
    story.does(forward("more", Scope::TeamSafe));
    story.actor = Actor::User(Story::user("priya"));
    story.does(revoke("link"));
    assert_eq!(open(&story), 0);
}

#[test]
fn the_link_of_whoever_was_hired_is_its_makers_alone() {
    use crate::domain::{Right, member};
    let mut story = Story::begin();
    for owner in ["priya", "ola"] {
        story.joins(owner);
    }
    story.joins_as("tom", Right::Recruiter);
    story.hires("sam", "data", "Sam Reed", 30);
    for link in ["first", "second"] {
        story.asks_hired(link, "sam", "data");
    }
    let (first, second) = (Story::link("first"), Story::link("second"));
    let holders = |story: &Story, link| {
        let state = story.state();
        ["priya", "ola", "tom"].map(|user| {
            let user = Story::user(user);
            let stored = story.rows.get(&ShareLink::key(link)).unwrap();
            let held = stored.for_person(user, &state).is_some();
            assert_eq!(held, state.seen_by(Some(user)).get::<ShareLink>(link).is_ok());
            held
        })
    };
    assert_eq!(holders(&story, first), [true, false, false]);
    let revoke = Body::Link(Command::RevokeLink { link: first });
    for other in ["ola", "tom"] {
        story.actor = Actor::User(Story::user(other));
        let refused = Err(Refusal::Unknown { what: Kind::Link });
        assert_eq!(story.tries(revoke.clone()), refused);
    }
    story.actor = Actor::User(Story::user("priya"));
    story.does(revoke);
    assert_eq!(holders(&story, first), [false, false, false], "it has ended");
    // Whoever answers for the role next is not who reads.
    story.does(role::Command::HandOver {
        role: Story::role("data"),
        to: Story::user("tom"),
    });
    assert_eq!(holders(&story, second), [true, false, false]);
    story.actor = Actor::User(Story::user("ola"));
    story.does(member::Command::RemoveMember {
        member: Story::user("priya"),
        successor: Story::user("tom"),
        replace: [].into(),
    });
    assert!(story.state().get::<ShareLink>(second).unwrap().revoked);
    assert_eq!(holders(&story, second), [false, false, false]);
}
