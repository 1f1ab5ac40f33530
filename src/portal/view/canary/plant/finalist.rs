//! Who may fill a role, and when they meet its leader.

use super::{Reads, text};
use crate::domain::*;

/// One whose name is shared, and whom the leader wants to meet.
pub fn plant_candidate(candidate: &mut Candidate) {
    let Candidate {
        id: _,
        role: _,
        nth: _,
        details,
        edition: _,
        shown,
        named,
        wishes,
        ended: _,
        told_source: _,
        by: _,
        at,
    } = candidate;
    let CandidateDetails {
        name,
        lines,
        evidence,
        question,
        cv,
        approached: _,
    } = &mut **details;
    *name = text(Reads::Leader, "candidate");
    *lines = text(Reads::Leader, "candidate-lines");
    *question = text(Reads::Leader, "candidate-question");
    *cv = format!("https://{}.example", text(Reads::Leader, "candidate-cv"));
    *evidence = vec![Evidence {
        must: Story::must("a"),
        what: text(Reads::Leader, "candidate-evidence"),
    }];
    *named = true;
    let leader = shown.map(|shown| shown.leader);
    *wishes = vec![Wished {
        wish: Wish::Meet,
        because: text(Reads::Leader, "candidate-because"),
        leader,
        at: *at,
        link: None,
        by: Some(Story::user("tom")),
    }];
}

/// One whose time was chosen on the page.
pub fn plant_interview(interview: &mut Interview) {
    let Interview {
        id: _,
        role: _,
        candidate: _,
        leader: _,
        details,
        zone,
        offer,
        edition,
        answers,
        starts,
        moved_from: _,
        off: _,
        untold: _,
        held: _,
        debrief,
        help,
        revision: _,
        by: _,
        at,
    } = interview;
    let Help {
        offered,
        wanted,
        prepared: _,
        sit_in: SitIn { speaks, told: _ },
    } = &mut **help.insert(Box::default());
    *offered = Some(*at);
    *speaks = text(Reads::Leader, "interview-speaks");
    *wanted = Some(Wanted {
        way: HelpWay::SitIn,
        at: *at,
        link: None,
        by: Some(Story::user("tom")),
    });
    let InterviewDetails {
        round: _,
        how,
        minutes: _,
    } = &mut **details;
    *how = text(Reads::Leader, "interview-how");
    *zone = text(Reads::Leader, "interview-zone");
    let mut time = *at;
    if let Some(offer) = offer {
        let Offer {
            times,
            due: _,
            otherwise,
            at: _,
        } = &mut **offer;
        time = times.first().copied().unwrap_or(time);
        *otherwise = text(Reads::Leader, "interview-otherwise");
    }
    *starts = Some(time);
    if let Some(debrief) = debrief {
        let Debrief {
            concluded: _,
            because,
            at: _,
            by: _,
        } = &mut **debrief;
        *because = text(Reads::Us, "debrief-because");
    }
    *answers = vec![Chosen {
        of: *edition,
        time: Some(time),
        because: text(Reads::Leader, "interview-because"),
        at: *at,
        link: None,
        by: Some(Story::user("tom")),
    }];
}

/// Guests are called by their name to each other, and to no leader.
pub fn plant_interviewer(one: &mut Interviewer) {
    let Interviewer {
        id: _,
        role: _,
        candidate: _,
        interview: _,
        who,
        details: _,
        handed_in: _,
        off: _,
        by: _,
        at: _,
    } = one;
    if let Who::Guest(name) = who {
        *name = text(Reads::Panel, "guest-name");
    }
}

/// What each writes tells whose it is.
pub fn plant_card(card: &mut Scorecard) {
    let Scorecard {
        id,
        candidate: _,
        details: CardDetails { remarks, notes },
        later,
        at: _,
    } = card;
    let whose = id.0.as_bytes().iter().take_while(|byte| **byte > 0);
    let whose: String = whose.map(|byte| char::from(*byte)).collect();
    // Of the cards the leader reads their own, and no other.
    let reads = if whose == "leads" {
        Reads::Leader
    } else {
        Reads::Panel
    };
    let words = |what: &str| text(reads, &format!("{whose}-{what}"));
    for remark in remarks {
        let Remark {
            id: _,
            what,
            asked,
            rating: _,
            evidence,
        } = remark;
        (*what, *asked) = (words("what"), words("asked"));
        *evidence = words("evidence");
    }
    (*notes, *later) = (words("notes"), words("later"));
}

/// What Priya said to the leader, who alone reads it besides her.
pub fn plant_talk(talk: &mut SitInTalk) {
    let SitInTalk {
        id: _,
        interview: _,
        candidate: _,
        role: _,
        leader: _,
        by: _,
        words,
        at: _,
    } = talk;
    let TalkWords { went_well, to_try } = &mut **words;
    *went_well = text(Reads::Leader, "talk-well");
    *to_try = text(Reads::Leader, "talk-try");
}
