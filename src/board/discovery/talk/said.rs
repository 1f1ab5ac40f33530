//! The questions of a talk in their order, and what was answered to them so far.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::board::discovery::draft::Draft;
use crate::browser::page;
use crate::domain::{PainId, PainPoint, Remedy, RoleId, State, Why};

/// What the last asks for is two answers: what they must bring, and whether a hire fixes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Question {
    Pain,
    Why,
    WhyAgain,
    NeededBy,
    Cover,
    Rest,
}

impl Question {
    const ALL: [Self; 6] = [
        Self::Pain,
        Self::Why,
        Self::WhyAgain,
        Self::NeededBy,
        Self::Cover,
        Self::Rest,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Pain => "What hurts most?",
            Self::Why => "Why is that?",
            Self::WhyAgain => "And why is that?",
            Self::NeededBy => "By when is somebody needed?",
            Self::Cover => "Who covers it until then?",
            Self::Rest => "What must they bring?",
        }
    }

    /// The words that are half typed in answer to it; those that stand already, while none are.
    pub fn draft(self, role: RoleId, said: &Said) -> Draft {
        let of = said
            .pain
            .as_ref()
            .map_or_else(String::new, |pain| pain.id.to_string());
        match self {
            Self::Pain => Draft::of(role, &format!("pain.{of}")),
            Self::Why => Draft::of(role, &format!("why.{of}")),
            Self::WhyAgain => Draft::of(role, &format!("again.{of}")),
            Self::NeededBy => Draft::of(role, "needed"),
            Self::Cover => Draft::of(role, "cover"),
            Self::Rest => Draft::of(role, "must"),
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or(0)
    }

    pub fn before(self) -> Option<Self> {
        Self::ALL.get(self.place().checked_sub(1)?).copied()
    }

    /// Where a talk begins: where words are half typed, else with what was not answered yet.
    pub fn begins(role: RoleId, said: &Said) -> Self {
        let kept = Self::ALL
            .into_iter()
            .find(|question| question.draft(role, said).is_kept());
        kept.or_else(|| said.open_from(0)).unwrap_or(Self::Rest)
    }
}

/// What was said so far.
#[derive(Clone, PartialEq)]
pub struct Said {
    pub pain: Option<PainPoint>,
    /// The answers to why, each to the one before.
    pub whys: Vec<Why>,
    pub needed_by: Option<NaiveDate>,
    pub cover: String,
    pub musts: Vec<String>,
}

impl Said {
    pub fn of(state: &State, role: RoleId, pain: Option<PainId>) -> Self {
        let brief = state.brief(role);
        let pains = state.pains(role);
        let pain = pains.into_iter().find(|one| Some(one.id) == pain);
        let ladder = pain.map_or_else(Vec::new, |pain| state.ladder(pain.id));
        // Down the first branch.
        let branch = ladder.into_iter().enumerate();
        let branch = branch.take_while(|(at, rung)| rung.depth == at + 1);
        Self {
            whys: branch.map(|(_, rung)| rung.why.clone()).collect(),
            pain: pain.cloned(),
            needed_by: brief.needed_by,
            cover: brief.cover,
            musts: brief.spec.musts.into_iter().map(|must| must.what).collect(),
        }
    }

    /// Whether a hire takes away what is behind it.
    pub fn hire(&self) -> Option<Remedy> {
        self.whys.last()?.details.hire
    }

    /// One for each question; for the last, two.
    pub fn answered(&self) -> [bool; 7] {
        [
            self.pain.is_some(),
            !self.whys.is_empty(),
            self.whys.len() > 1,
            self.needed_by.is_some(),
            !self.cover.is_empty(),
            !self.musts.is_empty(),
            self.hire().is_some(),
        ]
    }

    /// The first that is not answered, from this place on.
    fn open_from(&self, place: usize) -> Option<Question> {
        let all = Question::ALL.into_iter().zip(self.answered()).skip(place);
        let mut open = all.filter(|(_, answered)| !answered);
        open.next().map(|(question, _)| question)
    }
}

/// What all parts of a talk share.
#[derive(Clone, Copy)]
pub struct Talking {
    pub role: RoleId,
    /// The pain that is talked about; none while it is still to be said.
    pub pain: RwSignal<Option<PainId>>,
    pub said: Memo<Said>,
    pub at: RwSignal<Question>,
}

/// Where an answer is typed.
pub const FIELD: &str = "#talk-field, #must";

impl Talking {
    pub fn ask(self, question: Question) {
        self.at.set(question);
        page::focus(FIELD.into());
    }

    /// To the next that is not answered.
    pub fn goes_on(self) {
        let next = self.at.get_untracked().place() + 1;
        let open = self.said.with_untracked(|said| said.open_from(next));
        self.ask(open.unwrap_or(Question::Rest));
    }

    /// Which of the answers is asked for.
    pub fn step(self) -> usize {
        let at = self.at.get();
        let said_musts = self.said.with(|said| !said.musts.is_empty());
        at.place() + usize::from(at == Question::Rest && said_musts)
    }
}
