//! The six-part rail of a role, and the written rule for each of its states. It looks at what was recorded, never at where a card was dragged.

use super::{hires::Followed, problems::Solved};
use crate::domain::{Asked, DateTold, Fits, Met, Pace, Silence, Stage, labelled};

labelled! {
    /// The six steps of the partnership: the rail has a part for each.
    Step {
        Understand = "Understand the pain",
        Expect = "Set expectations",
        Update = "Regular updates",
        Prepare = "Prepare interviews",
        Solve = "Solve problems",
        FollowUp = "Follow up",
    }
}

labelled! {
    /// How far one part of the rail is.
    Part {
        NotYet = "not yet",
        Begun = "begun",
        Done = "done",
        /// The role was past it when it was imported.
        NotHere = "not done here",
        /// Somebody will soon be waiting.
        Waiting = "due",
        Late = "late",
        /// The role is on hold: its clocks stand still.
        Paused = "paused",
    }
}

/// The six parts with the rule that put each where it is.
pub type Rail = [(Part, &'static str); 6];

/// What the rail's rules look at: what was recorded, and nothing that a card's place alone would say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Facts {
    pub held: bool,
    /// What is to be asked of what hurts; none once what is behind a pain is known.
    pub asked: Option<Asked>,
    pub date: Option<DateTold>,
    /// An intake talk was logged.
    pub talked: bool,
    /// An ad was rewritten or the market mapped.
    pub improved: bool,
    /// A debrief was logged.
    pub debriefed: bool,
    pub solved: Solved,
    pub met: Met,
    pub followed: Followed,
    pub told: bool,
    pub silence: Option<Silence>,
    pub waits_for_hello: bool,
    /// The stage in which the role was imported; the first, when it began here.
    pub entered: Stage,
}

/// One written rule for each state of each part.
pub(super) fn rail(facts: &Facts) -> Rail {
    let before = |stage: Stage| facts.entered > stage;
    let not_here = (Part::NotHere, "the role was past this step when it was imported");
    let understand = match facts.asked {
        None | Some(Asked::Date) => (Part::Done, "it is written down what hurts, and what is behind it"),
        Some(Asked::Why { .. } | Asked::WhyAgain { .. }) => (
            Part::Begun,
            "it is written down what hurts, not yet what is behind it",
        ),
        Some(Asked::Pain) if facts.talked => (Part::Begun, "an intake talk was logged"),
        Some(Asked::Pain) if before(Stage::Understand) => not_here,
        Some(Asked::Pain) => (Part::NotYet, "nobody has said yet what hurts"),
    };
    let expect = match facts.date.map(|date| date.fits) {
        Some(Some(Fits::Agreed)) => (Part::Done, "a date was told, and agreed"),
        Some(Some(Fits::TooLate)) => (Part::Waiting, "the leader says that the date told is too late"),
        Some(None) => (Part::Done, "a date was told"),
        None if before(Stage::SetExpectations) => not_here,
        None => (Part::NotYet, "no date was told yet"),
    };
    let update = match facts.silence.map(|silence| silence.pace) {
        Some(Pace::Late) => (Part::Late, "the leader should have heard by now"),
        Some(Pace::Soon) => (Part::Waiting, "the leader hears by tomorrow at the latest"),
        Some(Pace::Calm) if facts.told => (
            Part::Done,
            "the leader has heard, and the next update is not due yet",
        ),
        Some(Pace::Calm) => (Part::NotYet, "the first update is not due yet"),
        None if facts.held => (Part::Paused, "the role is on hold"),
        None if facts.told => (Part::Done, "the leader was told"),
        None if facts.waits_for_hello => (Part::NotYet, "the leader has not heard from here yet"),
        None if before(Stage::FollowUp) => not_here,
        None => (Part::NotYet, "nobody was told anything"),
    };
    let prepare = match facts.met {
        _ if facts.debriefed => (Part::Done, "interviews were held, and talked over"),
        Met::Held => (
            Part::Begun,
            "an interview took place, and was not talked over yet",
        ),
        Met::Set => (Part::Begun, "an interview is set, or times for it are offered"),
        Met::NotYet if before(Stage::Interview) => not_here,
        Met::NotYet => (Part::NotYet, "no interview was set yet"),
    };
    let solve = match facts.solved {
        Solved::Fixed => (Part::Done, "what came back was fixed"),
        Solved::Raised => (Part::Begun, "a problem was raised, and is not fixed yet"),
        Solved::NotYet if facts.improved => (Part::Begun, "the ad was rewritten, or the market checked"),
        Solved::NotYet if before(Stage::FollowUp) => not_here,
        Solved::NotYet => (
            Part::NotYet,
            "no problem was raised, no ad rewritten and no market checked",
        ),
    };
    let follow_up = match facts.followed {
        Followed::Asks => (Part::Waiting, "their leader is to be asked how it goes"),
        Followed::Started => (Part::Begun, "somebody started, and their first ninety days go on"),
        Followed::SaidYes => (Part::Begun, "somebody said yes, and has not started yet"),
        Followed::Offered => (Part::Begun, "somebody is made an offer"),
        Followed::Over => (Part::Done, "the first ninety days are over"),
        Followed::NotYet if before(Stage::FollowUp) => not_here,
        Followed::NotYet => (Part::NotYet, "it comes after the hire"),
    };
    [understand, expect, update, prepare, solve, follow_up]
}
