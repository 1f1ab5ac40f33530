use chrono::{Days, NaiveDate};

use super::*;
use crate::domain::{
    Actor, Audience, Body, Changes, Ending, LeaderDetails, Overlay, Refusal, Story, WhyDetails, candidate,
    inverse, leader, member, role, why,
};

const PAY: Cause = Cause::Compensation;

/// What is behind a pain of this role, two whys down.
fn behind(story: &mut Story, role: &str, cause: Cause) {
    let (pain, why) = (format!("p-{role}"), format!("w-{role}"));
    let root = format!("r-{role}");
    story.hurts(&pain, role, "It takes too long");
    story.explains(&why, &pain, None, "They say no");
    story.does(why::Command::AddWhy {
        why: Story::why(&root),
        pain: Story::pain(&pain),
        under: Some(Story::why(&why)),
        details: WhyDetails {
            cause: Some(cause),
            ..WhyDetails::answer("Others pay more")
        },
    });
}

/// So many roles, pay behind so many of them and too much work behind the others.
fn roles(pay: usize, of: usize) -> Story {
    let mut story = Story::begin();
    for at in 0..of {
        let role = format!("role{at}");
        story.opens(&role, &role);
        behind(&mut story, &role, if at < pay { PAY } else { Cause::Capacity });
    }
    story
}

fn of_pay(story: &Story) -> Option<Proposal> {
    let proposals = story.state().proposals();
    proposals.into_iter().find(|one| one.category == PAY)
}

fn seen(title: &str, roles: &[&str]) -> ProblemDetails {
    ProblemDetails::seen(title, PAY, roles.iter().map(|role| Story::role(role)))
}

fn raises(story: &mut Story, name: &str, details: ProblemDetails) -> Result<Changes, Refusal> {
    story.tries(Command::RaiseProblem {
        problem: Story::problem(name),
        details: details.into(),
    })
}

fn edits(story: &mut Story, name: &str, edit: impl FnOnce(&mut ProblemDetails)) -> Result<Changes, Refusal> {
    let mut details = found(story, name).details;
    edit(&mut details);
    story.tries(Command::EditProblem {
        problem: Story::problem(name),
        details,
        base: None,
    })
}

fn merges(story: &mut Story, name: &str, into: &str) -> Result<Changes, Refusal> {
    story.tries(Command::MergeProblem {
        problem: Story::problem(name),
        into: Story::problem(into),
    })
}

fn found(story: &Story, name: &str) -> Problem {
    story
        .state()
        .get::<Problem>(Story::problem(name))
        .unwrap()
        .clone()
}

fn turned_down(story: &mut Story, name: &str, role: &str, because: &str) {
    story.finds(name, role, name);
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate(name),
        ending: Ending::TurnedDown,
        because: because.into(),
    });
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn what_is_behind_pains_is_proposed_once_it_recurs_and_below_six_roles_only_said() {
    let seen = of_pay(&roles(2, 3)).unwrap();
    assert_eq!(
        (seen.recurs, seen.words().as_str()),
        (false, "Seen in 2 of 3 roles")
    );
    assert!(!of_pay(&roles(5, 5)).unwrap().recurs, "five of five are five");
    assert!(of_pay(&roles(6, 6)).unwrap().recurs);
    assert!(!of_pay(&roles(2, 9)).unwrap().recurs);
    assert_eq!(of_pay(&roles(1, 9)), None);
}

#[test]
fn a_role_counts_once_whatever_else_is_behind_its_pains() {
    let mut story = roles(1, 6);
    for at in 0..4 {
        let pain = format!("again{at}");
        story.hurts(&pain, "role0", "It takes too long again");
        story.explains(&format!("x{at}"), &pain, None, "They say no");
        story.does(why::Command::AddWhy {
            why: Story::why(&format!("y{at}")),
            pain: Story::pain(&pain),
            under: Some(Story::why(&format!("x{at}"))),
            details: WhyDetails {
                cause: Some(PAY),
                ..WhyDetails::answer("Pay")
            },
        });
    }
    assert_eq!(of_pay(&story), None);
}

#[test]
fn nothing_that_somebody_may_not_see_is_counted_for_them() {
    let mut story = roles(6, 6);
    for user in ["priya", "tom"] {
        story.joins(user);
    }
    for role in ["role0", "role1", "role2"] {
        story.does(role::Command::RestrictRole {
            role: Story::role(role),
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
    }
    let state = story.state();
    let counted = |user: &str| {
        let proposals = state.seen_by(Some(Story::user(user))).proposals();
        proposals
            .into_iter()
            .map(|one| (one.roles.len(), one.of, one.recurs))
            .collect::<Vec<_>>()
    };
    assert_eq!(counted("priya"), [(6, 6, true)]);
    assert_eq!(counted("tom"), [(3, 3, false)]);
    // Whoever takes it takes what everybody sees.
    let state = state.seen_by(Some(Story::user("priya")));
    let taken = state.taken(&state.proposals()[0]);
    assert_eq!(taken.roles, ["role3", "role4", "role5"].map(Story::role).into());
    // A problem of all six is for whoever sees all six, and its paragraph names none that is for few.
    let all: Vec<String> = (0..6).map(|at| format!("role{at}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    raises(&mut story, "pay", seen("Pay is low", &all)).unwrap();
    let state = story.state();
    assert!(state.seen_by(Some(Story::user("tom"))).problems().is_empty());
    let words = state.problem_brief(&found(&story, "pay"));
    assert!(words.contains("role3, role4, role5 and 3 more"), "{words}");
    assert!(!words.contains("role0"), "{words}");
    // Taken out of the confidential roles, its words are not everybody's, whichever they are.
    edits(&mut story, "pay", |details| {
        details.ask = "Ask about role0".into()
    })
    .unwrap();
    let ask = edits(&mut story, "pay", |details| {
        details.title = "Pay".into();
        details.roles = [Story::role("role3")].into();
    });
    assert_eq!(ask, Err(Refusal::WordsForFewer));
    edits(&mut story, "pay", |details| details.ask = String::new()).unwrap();
    let wider = edits(&mut story, "pay", |details| {
        details.roles = [Story::role("role3")].into();
    });
    assert_eq!(wider, Err(Refusal::WordsForFewer));
    edits(&mut story, "pay", |details| {
        details.title = "Pay".into();
        details.roles = [Story::role("role3")].into();
    })
    .unwrap();
    assert_eq!(
        story.state().seen_by(Some(Story::user("tom"))).problems().len(),
        1
    );
}

#[test]
fn what_was_taken_or_called_none_is_not_proposed_again_and_a_further_role_is_said_at_once() {
    let mut story = roles(6, 6);
    let all = of_pay(&story).unwrap();
    let details = ProblemDetails {
        is_none: true,
        ..ProblemDetails::seen("Pay", PAY, all.roles)
    };
    raises(&mut story, "none", details.clone()).unwrap();
    assert_eq!(of_pay(&story), None);
    assert!(story.state().problems().is_empty(), "it is no problem");
    assert_eq!(story.state().no_problems().len(), 1);
    story.does(Command::RemoveProblem {
        problem: Story::problem("none"),
    });
    assert!(of_pay(&story).unwrap().recurs, "that was taken back");

    raises(
        &mut story,
        "pay",
        ProblemDetails {
            is_none: false,
            ..details
        },
    )
    .unwrap();
    assert_eq!(of_pay(&story), None);
    story.opens("late", "Late");
    behind(&mut story, "late", PAY);
    let too = of_pay(&story).unwrap();
    assert_eq!((too.open, too.recurs), (Some(Story::problem("pay")), false));
    assert_eq!(too.roles, [Story::role("late")].into());
}

#[test]
fn a_fix_that_was_done_before_it_began_is_refused_whoever_of_two_said_which() {
    let mut story = Story::begin();
    let refused = raises(
        &mut story,
        "pay",
        ProblemDetails {
            fix: "New ranges".into(),
            begun_on: day("2026-11-10"),
            done_on: day("2026-11-09"),
            ..seen("Pay is low", &["data"])
        },
    );
    assert_eq!(
        refused,
        Err(Refusal::EndsFirst {
            date: "2026-11-10".into()
        })
    );
    raises(&mut story, "pay", seen("Pay is low", &["data"])).unwrap();
    let base = found(&story, "pay").details;
    let without = edits(&mut story, "pay", |details| details.done_on = day("2026-11-09"));
    assert!(
        matches!(without, Err(Refusal::Empty { .. })),
        "done is what: {without:?}"
    );
    edits(&mut story, "pay", |details| {
        details.fix = "New ranges".into();
        details.begun_on = day("2026-11-10");
    })
    .unwrap();
    // Said without having seen that.
    let mut theirs = base.clone();
    theirs.done_on = day("2026-11-09");
    let both = story.tries(Command::EditProblem {
        problem: Story::problem("pay"),
        details: theirs,
        base: Some(base),
    });
    assert!(matches!(both, Err(Refusal::EndsFirst { .. })), "{both:?}");
    edits(&mut story, "pay", |details| details.done_on = day("2026-11-10")).unwrap();
    assert_eq!(found(&story, "pay").done_at, Some(story.now));
    edits(&mut story, "pay", |details| details.done_on = None).unwrap();
    assert_eq!(found(&story, "pay").done_at, None);
    let ahead = edits(&mut story, "pay", |details| details.done_on = day("2026-12-24"));
    assert!(matches!(ahead, Err(Refusal::NotBegun { .. })), "{ahead:?}");
    let over = edits(&mut story, "pay", |details| details.due = day("2026-11-01"));
    assert!(matches!(over, Err(Refusal::DatePassed { .. })), "{over:?}");
}

#[test]
fn two_who_change_different_things_lose_nothing_and_roles_count_one_by_one() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    story.opens("lead", "Lead");
    raises(&mut story, "pay", seen("Pay is low", &["data", "sre"])).unwrap();
    let base = found(&story, "pay").details;
    let gives = |story: &mut Story, edit: &dyn Fn(&mut ProblemDetails)| {
        let mut details = base.clone();
        edit(&mut details);
        story.tries(Command::EditProblem {
            problem: Story::problem("pay"),
            details,
            base: Some(base.clone()),
        })
    };
    gives(&mut story, &|details| {
        details.owner = "Sara Lund".into();
        details.job = "Reward".into();
        details.roles.remove(&Story::role("sre"));
    })
    .unwrap();
    gives(&mut story, &|details| {
        details.ask = "Review the ranges".into();
        details.roles.insert(Story::role("lead"));
    })
    .unwrap();
    let now = found(&story, "pay").details;
    assert_eq!(story.state().owner_of(&now), "Sara Lund, Reward");
    assert_eq!(now.ask, "Review the ranges");
    assert_eq!(now.roles, [Story::role("data"), Story::role("lead")].into());
    let again = gives(&mut story, &|details| details.owner = "Finance".into());
    assert!(
        matches!(&again, Err(Refusal::EditedMeanwhile { theirs, .. }) if theirs == "Sara Lund Reward"),
        "{again:?}"
    );
}

#[test]
fn only_what_is_of_one_kind_is_put_together_and_nothing_with_itself() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    raises(&mut story, "a", seen("Pay is too low", &["data"])).unwrap();
    raises(&mut story, "b", seen("The pay is too low", &["sre"])).unwrap();
    let other = ProblemDetails {
        category: Cause::Closing,
        ..seen("The pay is too low", &["sre"])
    };
    raises(&mut story, "c", other).unwrap();
    let like = |story: &Story, name: &str| -> Vec<ProblemId> {
        story
            .state()
            .like(&found(story, name))
            .iter()
            .map(|one| one.id)
            .collect()
    };
    assert_eq!(like(&story, "a"), [Story::problem("b")], "never across kinds");
    for (one, other) in [("a", "a"), ("a", "c")] {
        assert_eq!(
            merges(&mut story, one, other),
            Err(Refusal::NotTheSame),
            "{one} {other}"
        );
    }
    let before = story.rows.clone();
    let merge = Body::Problem(Command::MergeProblem {
        problem: Story::problem("a"),
        into: Story::problem("b"),
    });
    story.does(merge.clone());
    let undo = inverse(&State::new(&before, &Overlay::new()), &story.state(), &merge).unwrap();
    let state = story.state();
    let whole: Vec<ProblemId> = state.problems().iter().map(|one| one.id).collect();
    assert_eq!(whole, [Story::problem("b"), Story::problem("c")]);
    assert_eq!(state.seen_in(&found(&story, "b")).len(), 2);
    assert_eq!(state.problems_of(Story::role("data"))[0].id, Story::problem("b"));
    assert_eq!(
        merges(&mut story, "b", "a"),
        Err(Refusal::NotTheSame),
        "no way leads back"
    );
    let kind = edits(&mut story, "b", |details| details.category = Cause::Closing);
    assert_eq!(kind, Err(Refusal::NotTheSame));
    story.does(undo);
    assert_eq!(story.rows, before);
    // What is part of something that was removed stands for itself.
    story.does(merge);
    story.does(Command::RemoveProblem {
        problem: Story::problem("b"),
    });
    let whole: Vec<ProblemId> = story.state().problems().iter().map(|one| one.id).collect();
    assert_eq!(whole, [Story::problem("a"), Story::problem("c")]);
}

#[test]
fn undo_takes_back_what_was_raised_changed_or_removed() {
    let mut story = Story::begin();
    let does = |story: &mut Story, body: Body| {
        let before = story.rows.clone();
        story.does(body.clone());
        inverse(&State::new(&before, &Overlay::new()), &story.state(), &body).unwrap()
    };
    let raise = Command::RaiseProblem {
        problem: Story::problem("pay"),
        details: seen("Pay is low", &["data"]).into(),
    };
    let undo = does(&mut story, raise.into());
    let raised = story.rows.clone();
    let edit = Command::EditProblem {
        problem: Story::problem("pay"),
        details: ProblemDetails {
            fix: "New ranges".into(),
            done_on: day("2026-11-19"),
            ..seen("Pay is low", &["data"])
        }
        .into(),
        base: None,
    };
    let back = does(&mut story, edit.into());
    story.does(back);
    assert_eq!(story.rows, raised);
    let remove = Command::RemoveProblem {
        problem: Story::problem("pay"),
    };
    let back = does(&mut story, remove.into());
    assert!(story.state().problems().is_empty());
    story.does(back);
    assert_eq!(story.rows, raised);
    story.does(undo);
    assert!(story.state().problems().is_empty());
}

#[test]
fn what_a_member_owned_goes_to_their_successor_and_a_stranger_owns_nothing() {
    let mut story = Story::begin();
    for user in ["priya", "tom"] {
        story.joins(user);
    }
    let owned = |user: &str| ProblemDetails {
        member: Some(Story::user(user)),
        owner: "Sara Lund".into(),
        ..seen("Pay is low", &["data"])
    };
    assert!(raises(&mut story, "x", owned("ola")).is_err());
    raises(&mut story, "pay", owned("tom")).unwrap();
    assert_eq!(story.state().owner_of(&found(&story, "pay").details), "tom");
    assert_eq!(
        found(&story, "pay").details.owner,
        "",
        "one of us, or somebody outside"
    );
    story.does(member::Command::RemoveMember {
        member: Story::user("tom"),
        successor: Story::user("priya"),
        replace: [].into(),
    });
    assert_eq!(found(&story, "pay").details.member, Some(Story::user("priya")));
}

#[test]
fn the_paragraph_says_numbers_and_the_ask_and_names_nobody() {
    let mut story = roles(6, 8);
    let all = of_pay(&story).unwrap();
    turned_down(&mut story, "sam", "role0", "pay below the market");
    turned_down(&mut story, "kim", "role0", "No team yet");
    let due = story.now.date_naive() + Days::new(30);
    let details = ProblemDetails {
        measure: "offers declined for pay".into(),
        before: "4 of 6".into(),
        ask: "review the ranges".into(),
        due: Some(due),
        ..ProblemDetails::seen("Pay is below the market", PAY, all.roles)
    };
    raises(&mut story, "pay", details).unwrap();
    let words = story.state().problem_brief(&found(&story, "pay"));
    assert_eq!(
        words,
        "Pay is below the market. It came up in 6 of the 8 roles of which we know what is behind them: role0, role1, \
         role2, role3 and 2 more. One candidate was not wanted for it. We measure it by offers declined for pay; today: \
         4 of 6. What we ask of you, by 19 Dec 2026: review the ranges."
    );
}

#[test]
fn an_erased_leader_leaves_what_kind_of_problem_it_was() {
    let mut story = Story::begin();
    let eve = Story::leader("eve");
    story.does(leader::Command::add(eve, LeaderDetails::named("Eve Moss")));
    let details = Story::details("Buyer", story.now.date_naive());
    story.does(role::Command::add(Story::role("buyer"), eve, details));
    raises(&mut story, "hers", seen("They all leave at five", &["data"])).unwrap();
    let both = ProblemDetails {
        owner: "Dana Whitfield".into(),
        ask: "Ask Dana Whitfield".into(),
        ..seen("Pay is low", &["data", "buyer"])
    };
    raises(&mut story, "both", both).unwrap();
    raises(&mut story, "eves", seen("Too far away", &["buyer"])).unwrap();
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let (hers, both, eves) = (
        found(&story, "hers"),
        found(&story, "both"),
        found(&story, "eves"),
    );
    assert!(hers.details.title.contains("erased") && hers.details.category == PAY);
    assert_eq!(
        (both.details.title.as_str(), both.details.owner.as_str()),
        ("Pay is low", "Someone")
    );
    assert!(both.details.ask.contains("erased"));
    assert_eq!(eves.details.title, "Too far away");
}

#[test]
fn no_link_raises_a_problem() {
    let mut story = Story::begin();
    let target = crate::domain::Target::Leader(Story::leader("dana"));
    story.shares("link", target, crate::domain::Scope::Respond);
    story.actor = Actor::Link(Story::link("link"));
    let refused = raises(&mut story, "pay", seen("Pay is low", &["data"]));
    assert_eq!(refused, Err(Refusal::LinkForbids));
}

#[test]
fn what_was_said_of_candidates_in_two_roles_is_heard_until_a_problem_is_raised_of_it() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    turned_down(&mut story, "sam", "data", "Wants to work from home");
    turned_down(&mut story, "kim", "data", "wants to work from home!");
    turned_down(&mut story, "lee", "data", "Too junior");
    assert_eq!(story.state().echoes(), [], "in one role");
    turned_down(&mut story, "ana", "sre", "Wants to work at home");
    let echoes = story.state().echoes();
    assert_eq!(
        (echoes.len(), echoes[0].sources.len(), echoes[0].roles.len()),
        (1, 3, 2)
    );
    let details = story.state().raised_of(&echoes[0]);
    raises(&mut story, "home", details).unwrap();
    assert_eq!(story.state().echoes(), []);
    let sources = story.state().sources_for(&found(&story, "home"));
    assert_eq!(sources.len(), 3);
}

#[test]
fn undo_takes_a_confidential_role_out_again_with_the_words_that_were_everybodys() {
    let mut story = Story::begin();
    story.opens("chief", "Chief of Staff");
    story.does(role::Command::RestrictRole {
        role: Story::role("chief"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    raises(&mut story, "pay", seen("Pay is low", &["data"])).unwrap();
    let before = story.rows.clone();
    let adds = Body::Problem(Command::EditProblem {
        problem: Story::problem("pay"),
        details: seen("Pay is low", &["data", "chief"]).into(),
        base: None,
    });
    story.does(adds.clone());
    let audience = story.state().audience_of::<Problem>(Story::problem("pay"));
    assert!(!audience.is_workspace());
    let undo = inverse(&State::new(&before, &Overlay::new()), &story.state(), &adds).unwrap();
    story.does(undo);
    assert_eq!(story.rows, before);
}

#[test]
fn whoever_owns_it_is_said_by_name_or_by_job() {
    let mut details = ProblemDetails::seen("Pay", Cause::Compensation, []);
    assert!(!details.says_who());
    details.owner = "  ".into();
    assert!(!details.says_who(), "somebody outside is nobody yet");
    details.job = "Reward".into();
    assert!(details.says_who());
    details.job.clear();
    details.member = Some(Story::user("priya"));
    assert!(details.says_who());
}
