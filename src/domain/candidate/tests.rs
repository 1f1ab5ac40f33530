use chrono::{Days, TimeDelta};

use super::{
    funnel::{Funnel, Place},
    *,
};
use crate::domain::{
    Actor, Away, Body, BriefDetails, Changes, LeaderDetails, Must, NewLink, Overlay, Role, Scope, Settings,
    Stage, State, Story, Target, brief, forgets_sure, forgotten, funnel, inverse, leader, link, role,
    settings,
};

/// Sam may be a data engineer; Dana has a page.
fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.finds("sam", "data", "Sam Reed");
    story
}

fn shown() -> Story {
    let mut story = begin();
    story.shows("sam");
    story
}

fn card(story: &Story, name: &str) -> Candidate {
    let found = story.state().get::<Candidate>(Story::candidate(name));
    found.unwrap().clone()
}

fn through(story: &mut Story, page: &str, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
    let answer = story.tries(body.into());
    story.actor = priya;
    answer
}

fn says(wish: Wish, because: &str) -> Command {
    Command::SayWish {
        candidate: Story::candidate("sam"),
        read: 0,
        wish,
        because: because.into(),
    }
}

fn notes(wish: Wish, because: &str) -> Command {
    Command::NoteWish {
        candidate: Story::candidate("sam"),
        wish,
        because: because.into(),
        instead_of: None,
    }
}

fn ends(ending: Ending, because: &str) -> Command {
    Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending,
        because: because.into(),
    }
}

fn edits(story: &mut Story, edit: impl FnOnce(&mut CandidateDetails)) -> Result<Changes, Refusal> {
    let mut details = *card(story, "sam").details;
    edit(&mut details);
    story.tries(Command::EditCandidate {
        candidate: Story::candidate("sam"),
        details: details.into(),
        base: None,
    })
}

fn forgets() -> Command {
    Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    }
}

#[test]
fn letters_go_on_after_z_and_never_end() {
    let named = [0, 25, 26, 51, 52, 701, 702, u32::MAX].map(letters);
    assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "MWLQKWV"]);
}

#[test]
fn a_letter_is_given_once_in_a_role_also_when_its_candidate_is_forgotten() {
    let mut story = begin();
    story.finds("kim", "data", "Kim Ito");
    story.does(Command::ForgetCandidate {
        candidate: Story::candidate("kim"),
    });
    story.finds("lee", "data", "Lee Oba");
    story.opens("sre", "SRE");
    story.finds("ana", "sre", "Ana Lima");
    let aliases = ["sam", "lee", "ana"].map(|name| card(&story, name).alias());
    assert_eq!(aliases, ["Candidate A", "Candidate C", "Candidate A"]);
}

#[test]
fn a_leader_may_change_their_mind_and_only_what_was_read_is_replaced() {
    let mut story = begin();
    story.shows("sam");
    through(&mut story, "page", says(Wish::Meet, "")).unwrap();
    let at = card(&story, "sam").wish().unwrap().at;
    let instead = |at, because: &str| Command::NoteWish {
        candidate: Story::candidate("sam"),
        wish: Wish::Not,
        because: because.into(),
        instead_of: Some(at),
    };
    let earlier = at - TimeDelta::minutes(1);
    assert!(matches!(
        story.tries(instead(earlier, "Too far")),
        Err(Refusal::Wished { .. })
    ));
    story.now += TimeDelta::minutes(5);
    story.does(instead(at, "Too far"));
    let said = |story: &Story| card(story, "sam").wish().unwrap().said();
    assert_eq!(said(&story), "Not, because: Too far");
    // A second who read the same is told of the first.
    assert!(matches!(
        story.tries(instead(at, "Too junior")),
        Err(Refusal::Wished { .. })
    ));
    story.does(Command::TakeBackWish {
        candidate: Story::candidate("sam"),
    });
    assert_eq!(said(&story), "Meet");
}

#[test]
fn a_card_is_five_lines_and_a_cv_with_https() {
    let mut story = begin();
    let long = "é".repeat(10_000);
    let six = "one\ntwo\nthree\nfour\nfive\nsix";
    assert!(matches!(
        edits(&mut story, |details| details.lines = six.into()),
        Err(Refusal::OutOfRange { max: 5, .. })
    ));
    for at in 0..4 {
        let too_long = edits(&mut story, |details| {
            let field = match at {
                0 => &mut details.name,
                1 => &mut details.lines,
                2 => &mut details.question,
                _ => &mut details.cv,
            };
            *field = if at == 3 {
                format!("https://example.com/{long}")
            } else {
                long.clone()
            };
        });
        assert!(
            matches!(too_long, Err(Refusal::TooLong { .. })),
            "{at}: {too_long:?}"
        );
    }
    for cv in [
        "http://example.com",
        "javascript:alert(1)",
        "https://",
        "https:///cv",
        "https://sam:secret@example.com",
        "https://example.com/a b",
    ] {
        let tried = edits(&mut story, |details| details.cv = cv.into());
        assert!(matches!(tried, Err(Refusal::Malformed { .. })), "{cv}");
    }
    edits(&mut story, |details| {
        details.name = "سام\nريد".into();
        details.lines = " Six years \n\n\u{202e}Two teams\t ".into();
        details.cv = " HTTPS://例え.jp/cv?id=1#top ".into();
        details.question = "  ".into();
    })
    .unwrap();
    let details = card(&story, "sam").details;
    assert_eq!(details.name, "سام ريد");
    assert_eq!(details.lines, "Six years\nTwo teams");
    assert_eq!(details.cv, "HTTPS://例え.jp/cv?id=1#top");
    assert_eq!(details.question, "");
}

#[test]
fn two_people_change_a_card_each_in_another_place() {
    let mut story = begin();
    let base = *card(&story, "sam").details;
    edits(&mut story, |details| details.lines = "Six years".into()).unwrap();
    let edit = |question: &str, lines: &str| Command::EditCandidate {
        candidate: Story::candidate("sam"),
        details: Box::new(CandidateDetails {
            question: question.into(),
            lines: lines.into(),
            ..base.clone()
        }),
        base: Some(base.clone().into()),
    };
    story.does(edit("Notice?", ""));
    let details = card(&story, "sam").details;
    assert_eq!(
        (details.lines.as_str(), details.question.as_str()),
        ("Six years", "Notice?")
    );
    assert!(matches!(
        story.tries(edit("Notice?", "Eight years")),
        Err(Refusal::EditedMeanwhile { .. })
    ));
}

#[test]
fn a_candidate_is_answered_once_whoever_answers() {
    let mut story = begin();
    let page = Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond);
    let expires_on = Some(story.now.date_naive() + Days::new(9));
    story.does(link::Command::ShareLink(NewLink {
        label: "Kai".into(),
        expires_on,
        deputy: true,
        ..page
    }));
    let unknown = Refusal::Unknown {
        what: crate::domain::Kind::Candidate,
    };
    assert_eq!(
        through(&mut story, "page", says(Wish::Meet, "")),
        Err(unknown),
        "not shown yet"
    );
    story.shows("sam");
    assert_eq!(
        through(&mut story, "deputy", says(Wish::Meet, "")),
        Err(Refusal::NotStandingIn)
    );
    let today = story.now.date_naive();
    let away = Some(Away {
        from: today,
        until: today,
        deputy: "Kai".into(),
    });
    through(&mut story, "page", leader::Command::TellAway { away }).unwrap();
    assert!(matches!(
        through(&mut story, "page", says(Wish::Not, " ")),
        Err(Refusal::Empty { .. })
    ));
    through(&mut story, "deputy", says(Wish::Not, "No team yet")).unwrap();
    let said = "Not, because: No team yet".to_owned();
    // The same, sent twice, is there once; anything else comes too late, and is told what was said.
    assert_eq!(
        through(&mut story, "deputy", says(Wish::Not, "No team yet")),
        Ok(Changes::new())
    );
    for late in [
        through(&mut story, "page", says(Wish::Meet, "")),
        story.tries(notes(Wish::Meet, "")),
    ] {
        assert_eq!(late, Err(Refusal::Wished { said: said.clone() }));
    }
    assert_eq!(card(&story, "sam").wishes.len(), 1);
}

#[test]
fn an_answer_is_to_the_card_that_was_read() {
    let mut story = shown();
    edits(&mut story, |details| details.lines = "Six years".into()).unwrap();
    assert_eq!(
        through(&mut story, "page", says(Wish::Meet, "")),
        Err(Refusal::CardChanged)
    );
    let read_anew = Command::SayWish {
        candidate: Story::candidate("sam"),
        read: 1,
        wish: Wish::Meet,
        because: String::new(),
    };
    through(&mut story, "page", read_anew).unwrap();
}

#[test]
fn of_whoever_withdrew_or_was_forgotten_nothing_is_answered() {
    let mut story = shown();
    story.does(ends(Ending::Withdrew, ""));
    let over = through(&mut story, "page", says(Wish::Meet, "")).unwrap_err();
    assert!(over.to_string().contains("have withdrawn"), "{over}");
    assert_eq!(story.tries(notes(Wish::Meet, "")), Err(over));
    story.does(Command::ReopenCandidate {
        candidate: Story::candidate("sam"),
    });
    assert!(matches!(
        story.tries(ends(Ending::TurnedDown, " ")),
        Err(Refusal::Empty { .. })
    ));
    story.does(forgets());
    assert!(matches!(
        through(&mut story, "page", says(Wish::Meet, "")),
        Err(Refusal::Unknown { .. })
    ));
}

#[test]
fn after_a_call_a_recruiter_notes_what_came_of_it() {
    let mut story = shown();
    through(&mut story, "page", says(Wish::Call, "")).unwrap();
    assert!(matches!(
        through(&mut story, "page", says(Wish::Meet, "")),
        Err(Refusal::Wished { .. })
    ));
    let before = story.rows.clone();
    let noted: Body = notes(Wish::Meet, "on Thursday").into();
    story.does(noted.clone());
    assert_eq!(card(&story, "sam").wish().unwrap().said(), "Meet: on Thursday");
    let nothing = Overlay::new();
    let undo = inverse(&State::new(&before, &nothing), &story.state(), &noted).unwrap();
    story.does(undo);
    assert!(
        card(&story, "sam").waits_for_call(),
        "the call is still asked for"
    );
    assert!(
        story
            .tries(Command::TakeBackWish {
                candidate: Story::candidate("sam")
            })
            .is_err(),
        "it was said on a page"
    );
}

#[test]
fn a_name_is_known_from_the_shortlist_on_where_somebody_shares_it() {
    let mut story = shown();
    let called = |story: &Story| story.state().candidate_called(&card(story, "sam"));
    let names = |named| Command::NameCandidate {
        candidate: Story::candidate("sam"),
        named,
    };
    story.does(names(true));
    assert_eq!(called(&story), "Candidate A", "nobody wants to meet them yet");
    through(&mut story, "page", says(Wish::Meet, "")).unwrap();
    assert_eq!(called(&story), "Sam Reed");
    story.does(names(false));
    assert_eq!(called(&story), "Candidate A");
    story.does(settings::Command::PutSettings(Settings {
        candidates: Keeping {
            names: true,
            ..Keeping::default()
        },
        ..Settings::default()
    }));
    assert_eq!(called(&story), "Sam Reed");
}

#[test]
fn whoever_gets_the_role_next_is_shown_nothing_and_asked_anew() {
    let mut story = shown();
    through(&mut story, "page", says(Wish::Not, "No team yet")).unwrap();
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: jonas,
    });
    let show = |leader: &str| Command::ShowCandidate {
        candidate: Story::candidate("sam"),
        leader: Story::leader(leader),
        shown: true,
    };
    assert_eq!(story.tries(show("dana")), Err(Refusal::LeaderChanged));
    assert!(!story.state().is_wished_for(&card(&story, "sam")));
    story.does(show("jonas"));
    let sam = card(&story, "sam");
    assert!(story.state().is_wished_for(&sam));
    assert_eq!((sam.over_on(), sam.wishes.len()), (None, 1));
}

#[test]
fn what_is_done_is_taken_back_step_by_step() {
    let mut story = begin();
    let nothing = Overlay::new();
    let candidate = Story::candidate("kim");
    let on = Some(story.now.date_naive());
    let steps: Vec<Body> = vec![
        Command::AddCandidate {
            candidate,
            role: Story::role("data"),
            details: Box::new(CandidateDetails::named("Kim Ito")),
        }
        .into(),
        Command::TellSource { candidate, on }.into(),
        Command::NameCandidate {
            candidate,
            named: true,
        }
        .into(),
        Command::ShowCandidate {
            candidate,
            leader: Story::leader("dana"),
            shown: true,
        }
        .into(),
        Command::NoteWish {
            candidate,
            wish: Wish::Meet,
            because: String::new(),
            instead_of: None,
        }
        .into(),
        Command::EndCandidate {
            candidate,
            ending: Ending::Withdrew,
            because: String::new(),
        }
        .into(),
    ];
    let mut undos = Vec::new();
    for body in steps {
        let before = story.rows.clone();
        story.does(body.clone());
        let undo = inverse(&State::new(&before, &nothing), &story.state(), &body).unwrap();
        undos.push((before, undo));
    }
    let first = undos.first().unwrap().1.clone();
    assert_eq!(
        story.tries(first),
        Err(Refusal::ChangedSince),
        "others built on it"
    );
    for (before, undo) in undos.into_iter().rev() {
        story.does(undo);
        let was = State::new(&before, &nothing)
            .get::<Candidate>(candidate)
            .ok()
            .cloned();
        assert_eq!(story.state().get::<Candidate>(candidate).ok().cloned(), was);
    }
}

#[test]
fn people_are_counted_together_and_never_below_none() {
    let mut story = begin();
    let counts = |by| funnel::Command::CountPeople {
        role: Story::role("data"),
        place: Place::FirstTalk,
        by,
    };
    let counted = |story: &Story| {
        let funnel = Funnel::of(&story.state(), Story::role("data"));
        (funnel.count(Place::FirstTalk), funnel.letters)
    };
    story.does(counts(2));
    let before = story.rows.clone();
    story.does(counts(1));
    let nothing = Overlay::new();
    let undo = inverse(&State::new(&before, &nothing), &story.state(), &counts(1).into()).unwrap();
    // What a colleague counted meanwhile stays.
    story.does(counts(4));
    story.does(undo);
    assert_eq!(counted(&story), (6, 1));
    for by in [-7, 9_994, i32::MIN] {
        assert!(matches!(
            story.tries(counts(by)),
            Err(Refusal::OutOfRange {
                min: 0,
                max: 9_999,
                ..
            })
        ));
    }
    story.does(counts(-6));
    assert_eq!(counted(&story), (0, 1));
}

#[test]
fn all_that_is_kept_of_somebody_is_told_in_one_text() {
    let mut story = shown();
    let mut details = BriefDetails::default();
    details.spec.musts = vec![Must {
        id: Story::must("sql"),
        what: "Writes SQL".into(),
        pain: None,
    }];
    story.does(brief::Command::EditBrief {
        role: Story::role("data"),
        leader: Some(Story::leader("dana")),
        details: details.into(),
        base: None,
        prompt: None,
    });
    edits(&mut story, |details| {
        details.lines = "Six years".into();
        details.question = "Notice?".into();
        details.cv = "https://example.com/sam".into();
        details.approached = true;
        details.evidence = ["sql", "dropped"]
            .map(|must| Evidence {
                must: Story::must(must),
                what: format!("{must} shown"),
            })
            .into();
    })
    .unwrap();
    story.does(ends(Ending::TurnedDown, "Pay"));
    let kept = story.state().kept_of(&card(&story, "sam"));
    for said in [
        "What is kept about Sam Reed",
        "Called there: Candidate A",
        "Card: Six years",
        "Speaks for “Writes SQL”: sql shown",
        "Speaks for “something asked for earlier”: dropped shown",
        "Open question: Notice?",
        "CV: https://example.com/sam",
        "Turned down: 19 Nov 2026. Pay",
        "Kept until: 18 May 2027",
    ] {
        assert!(kept.contains(said), "{said} in {kept}");
    }
    assert!(!kept.contains("Dana"), "{kept}");
}

#[test]
fn what_names_somebody_besides_is_told_before_they_are_forgotten() {
    let mut story = begin();
    story.finds("kim", "data", "Kim Lund");
    story.logs("talk", "data", |draft| {
        draft.result = "Spoke with Sam Reed: wants remote".into()
    });
    story.logs("other", "data", |draft| draft.result = "Two want to talk".into());
    let (sam, kim) = (card(&story, "sam"), card(&story, "kim"));
    let named = |one: &Candidate| {
        let hits = story.state().also_named_in(Candidate::key(one.id));
        hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>()
    };
    assert_eq!(named(&sam), ["Spoke with Sam Reed: wants remote"]);
    assert_eq!(named(&kim), Vec::<String>::new());
    assert!(story.state().kept_of(&sam).contains("Spoke with Sam Reed"));
    assert!(forgets_sure("Sam Reed", "", 1).contains("stays: 1 text"));
    assert!(!forgets_sure("Sam Reed", "", 0).contains("stays"));
    assert!(forgotten(1).contains("but for 1 text"));
}

#[test]
fn a_role_with_four_hundred_finalists_has_room_for_more() {
    let mut story = begin();
    for nth in 0..400 {
        story.finds(&format!("n{nth}"), "data", "Somebody");
    }
    let all = story.state().candidates(Story::role("data"));
    assert_eq!(all.len(), 401);
    assert_eq!(all.last().unwrap().alias(), "Candidate OK");
    assert!(all.iter().all(|one| story.state().get::<Role>(one.role).is_ok()));
}

#[test]
fn once_somebody_said_yes_nobody_is_asked_about_anybody_else() {
    let mut story = begin();
    story.shows("sam");
    assert!(story.state().is_wished_for(&card(&story, "sam")));
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    assert!(!story.state().is_wished_for(&card(&story, "sam")));
    // Nobody is told that a card stands on a page that does not show it.
    let another = CandidateId(uuid::Uuid::from_u128(77));
    story.does(Command::AddCandidate {
        candidate: another,
        role: Story::role("data"),
        details: Box::new(CandidateDetails::named("Kim Lund")),
    });
    let shows = Command::ShowCandidate {
        candidate: another,
        leader: Story::leader("dana"),
        shown: true,
    };
    assert_eq!(story.tries(shows.clone()), Err(Refusal::NotSought));
    story.moves("data", Stage::Interview, None, None).unwrap();
    assert!(story.state().is_wished_for(&card(&story, "sam")));
    story.does(shows);
}
