//! What is counted, over roles.

use std::collections::BTreeSet;

use crate::domain::{
    Brief, Called, CloseReason, Hire, Leader, LeaderId, PainPoint, Role, RoleId, Stage, State, Voice,
    labelled,
};

/// Fewest roles, or leaders where they were asked themselves, of whom anything is said: of fewer, somebody may be known by it.
pub const FEWEST: usize = 5;

/// Fewest roles of which it is said how dates came true: at eight in ten, chance alone moves it far.
const FEWEST_DATES: usize = 20;

/// The day after the start by which a pain is to have eased.
const EASED_BY: u8 = 90;

labelled! {
    Measure {
        Changed = "What is asked for changed after the search began",
        Again = "Sought again after somebody had said yes",
        Unsaid = "Not wanted for what the brief does not say",
        Held = "Said yes by the date that was told first",
        Eased = "What hurts less at day 90",
        Solved = "Solved without a hire",
        Stood = "Leaders who knew where they stood",
    }
}

/// A role in which something was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Behind {
    pub role: RoleId,
    pub title: String,
    /// What was seen there; nothing where that is one person's answer.
    pub says: String,
}

/// How often something was so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub measure: Measure,
    hits: u32,
    of: u32,
    /// How many speak, each for themselves: roles, or leaders.
    voices: usize,
    /// What the numbers were before and after, added up over all.
    worth: (u32, u32),
    /// Where it was seen, also where it was not so.
    pub behind: Vec<Behind>,
}

impl Measure {
    fn fewest(self) -> usize {
        match self {
            Self::Held => FEWEST_DATES,
            _ => FEWEST,
        }
    }

    fn voice(self) -> &'static str {
        match self {
            Self::Stood => "leader",
            _ => "role",
        }
    }
}

impl Behind {
    pub(super) fn of(role: &Role, says: String) -> Self {
        Self {
            role: role.id,
            title: role.called().to_owned(),
            says,
        }
    }
}

impl Fact {
    fn new(measure: Measure) -> Self {
        Self {
            measure,
            hits: 0,
            of: 0,
            voices: 0,
            worth: (0, 0),
            behind: Vec::new(),
        }
    }

    /// Over all roles that have something to say: how often it was so, of how many, and what is said of that.
    fn over(measure: Measure, roles: &[&Role], seen: impl Fn(&Role) -> Option<(u32, u32, String)>) -> Self {
        let mut fact = Self::new(measure);
        for role in roles {
            if let Some((hits, of, says)) = seen(role) {
                fact.hits += hits;
                fact.of += of;
                fact.behind.push(Behind::of(role, says));
            }
        }
        fact.voices = fact.behind.len();
        fact
    }

    pub fn is_enough(&self) -> bool {
        self.voices >= self.measure.fewest()
    }

    /// How often it was so, of how many, and what hurt on average before and after; nothing where too few speak.
    pub(super) fn numbers(&self) -> [String; 4] {
        if !self.is_enough() {
            return Default::default();
        }
        let average = |sum: u32| match self.measure {
            Measure::Eased => format!("{:.1}", f64::from(sum) / f64::from(self.of.max(1))),
            _ => String::new(),
        };
        [
            self.hits.to_string(),
            self.of.to_string(),
            average(self.worth.0),
            average(self.worth.1),
        ]
    }

    /// What it says, with its numbers.
    pub fn words(&self, called: Called) -> String {
        let (hits, of) = (self.hits, self.of);
        let voices = self.voices;
        if !self.is_enough() {
            let (fewest, voice) = (self.measure.fewest(), called.ours(self.measure.voice()));
            let said = match voices {
                0 => "none yet".to_owned(),
                1 => format!("1 {voice}"),
                many => format!("{many} {voice}s"),
            };
            return format!("Too few to judge: {said}; from {fewest} on it says something.");
        }
        match self.measure {
            Measure::Changed => format!("In {hits} of {of} roles in which somebody was sought by a brief."),
            Measure::Again => format!("In {hits} of {of} roles in which somebody had said yes."),
            Measure::Unsaid => format!("{hits} of {of} people who were not wanted, in {voices} roles."),
            Measure::Held => {
                format!("In {hits} of {of} roles. At 8 in 10, one in five takes longer by design.")
            }
            Measure::Eased => {
                let average = |sum: u32| f64::from(sum) / f64::from(of.max(1));
                format!(
                    "{hits} of {of} pains, in {voices} roles; on average from {:.1} to {:.1} of 10.",
                    average(self.worth.0),
                    average(self.worth.1)
                )
            }
            Measure::Solved => format!("{hits} of {of} roles that were closed: solved without a hire."),
            Measure::Stood => {
                let leaders = called.ours("leaders");
                format!("“Yes” in {hits} of {of} answers, from {voices} {leaders}.")
            }
        }
    }
}

fn times(count: u32) -> String {
    match count {
        0 => "not once".into(),
        1 => "once".into(),
        times => format!("{times} times"),
    }
}

fn yes_or_no(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.into()
}

/// How often what is asked for changed after the search began; none where nobody was sought, or nothing is written down.
pub(super) fn changed(state: &State, role: &Role) -> Option<u32> {
    let brief = state.get::<Brief>(role.id).ok()?;
    role.sourced_since()?;
    let count = brief.changed_after_sourcing();
    (!brief.versions.is_empty()).then(|| u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether somebody is sought again, or was, although somebody had said yes; none where nobody has. A role that was opened again
/// without that leaves nothing by which it would be known.
pub(super) fn again(state: &State, role: &Role) -> Option<bool> {
    let hires = state.hires(role.id);
    let said_yes: Vec<&Hire> = hires
        .into_iter()
        .filter(|hire| hire.details.yes_on.is_some())
        .collect();
    if said_yes.is_empty() {
        return None;
    }
    let is_sought = role.hold.is_none() && (Stage::Source..=Stage::Offer).contains(&role.placement.stage);
    let was_replaced = |hire: &Hire| {
        let Some(left_on) = hire.details.left_on else {
            return false;
        };
        let mut others = said_yes.iter().filter(|other| other.id != hire.id);
        others.any(|other| other.details.yes_on.is_some_and(|yes_on| left_on <= yes_on))
    };
    Some(is_sought || said_yes.iter().any(|hire| was_replaced(hire)))
}

/// The pains of a role that its leader scored at day 90: how many there are, how many hurt less, and both sums.
fn eased(state: &State, role: &Role) -> Option<(u32, u32, (u32, u32))> {
    let (mut hits, mut of, mut worth) = (0, 0, (0, 0));
    for hire in state.hires(role.id) {
        let Some(said) = state.check_in(hire.id, EASED_BY, Voice::Leader) else {
            continue;
        };
        for pain in state.on::<PainPoint>(Role::key(role.id)) {
            if let (Some(before), Some(now)) = (pain.at_yes_of(hire.id), said.details.pain(pain.id)) {
                of += 1;
                hits += u32::from(now < before);
                worth.0 += u32::from(before);
                worth.1 += u32::from(now);
            }
        }
    }
    (of > 0).then_some((hits, of, worth))
}

fn all_eased(state: &State, roles: &[&Role]) -> Fact {
    let mut fact = Fact::over(Measure::Eased, roles, |role| {
        let (hits, of, _) = eased(state, role)?;
        Some((hits, of, String::new()))
    });
    for (_, _, (before, after)) in roles.iter().filter_map(|role| eased(state, role)) {
        fact.worth.0 += before;
        fact.worth.1 += after;
    }
    fact
}

fn all_stood(state: &State, roles: &[&Role]) -> Fact {
    let mut fact = Fact::new(Measure::Stood);
    let mut leaders: BTreeSet<LeaderId> = BTreeSet::new();
    for role in roles {
        let leaders_who_said = state.all::<Leader>().flat_map(|leader| {
            let of_role = leader.stood.iter().filter(|stood| stood.role == role.id);
            of_role.map(|stood| (leader.id, stood.knows))
        });
        let answers: Vec<(LeaderId, bool)> = leaders_who_said.collect();
        for (leader, knows) in &answers {
            fact.of += 1;
            fact.hits += u32::from(*knows);
            leaders.insert(*leader);
        }
        if !answers.is_empty() {
            fact.behind.push(Behind::of(role, String::new()));
        }
    }
    fact.voices = leaders.len();
    fact
}

pub(super) fn all(state: &State, roles: &[&Role]) -> Vec<Fact> {
    vec![
        Fact::over(Measure::Changed, roles, |role| {
            let count = changed(state, role)?;
            Some((u32::from(count > 0), 1, times(count)))
        }),
        Fact::over(Measure::Again, roles, |role| {
            let again = again(state, role)?;
            Some((u32::from(again), 1, yes_or_no(again)))
        }),
        Fact::over(Measure::Unsaid, roles, |role| {
            let (unsaid, all) = state.unsaid(role.id);
            (all > 0).then(|| (unsaid, all, yes_or_no(unsaid > 0)))
        }),
        Fact::over(Measure::Held, roles, |role| {
            let turnout = state.turnout(role)?;
            let held = turnout.came <= turnout.told;
            Some((u32::from(held), 1, turnout.words()))
        }),
        all_eased(state, roles),
        Fact::over(Measure::Solved, roles, |role| {
            let close = role.placement.close.as_ref()?;
            let solved = close.reason == CloseReason::SolvedWithoutHire;
            Some((u32::from(solved), 1, close.reason.label().to_lowercase()))
        }),
        all_stood(state, roles),
    ]
}
