//! What interviewers say of themselves.

use super::{Command, Interviewer, Who};
use crate::domain::{
    Audience, Body, Candidate, Erasure, Goal, Hit, Interview, InterviewerId, Kind, Leader, Role, RowKey,
    State, UserId, Word, erasure, mentions,
};

impl Word for Interviewer {
    type Id = InterviewerId;
    const VERSION: u16 = 1;

    fn id(&self) -> InterviewerId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![
            Role::key(self.role),
            Interview::key(self.interview),
            Candidate::key(self.candidate),
        ]
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// A judgement is one's own: nobody takes it over.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// It goes with the interview that it is about.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let interview = everything.get::<Interview>(self.interview);
        if interview.is_ok_and(|interview| interview.leader == leader.id) {
            return Erasure::Gone;
        }
        match &self.who {
            Who::Guest(name) if mentions(name, &leader.details.name) => Erasure::Scrubbed(Self {
                who: Who::Guest(erasure::SOMEONE.into()),
                ..self.clone()
            }),
            _ => Erasure::Kept("they meet another leader’s candidate"),
        }
    }

    fn text(&self, state: &State) -> Option<String> {
        (!self.off).then(|| format!("interviewer {}", state.interviewer_called(self)))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let candidate = state.get::<Candidate>(self.candidate).ok()?;
        let role = state.get::<Role>(self.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Interviewer,
            title: state.interviewer_called(self),
            detail: format!("Interviews {} for {role}", candidate.details.name),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let interviewer = now.id;
        let command = match before {
            None => Command::ExcuseInterviewer {
                interviewer,
                off: true,
            },
            Some(before) if before.off != now.off => Command::ExcuseInterviewer {
                interviewer,
                off: before.off,
            },
            Some(before) if before.details != now.details => Command::EditInterviewer {
                interviewer,
                details: before.details.clone(),
                base: Some(now.details.clone()),
            },
            // What was handed in may have been read.
            Some(_) => return None,
        };
        Some(command.into())
    }
}
