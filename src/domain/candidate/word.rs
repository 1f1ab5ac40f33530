//! What candidates say of themselves.

use super::{Candidate, CandidateDetails, Command, Wish};
use crate::domain::{
    Audience, Body, CandidateId, Erasure, Goal, Hit, Kind, Leader, LeaderId, Role, RowKey, ShareLink, State,
    UserId, Word, erasure, mentions,
};

impl Word for Candidate {
    type Id = CandidateId;
    const VERSION: u16 = 1;

    fn id(&self) -> CandidateId {
        self.id
    }

    /// On the links of what was said, too: what was written behind a passcode stays with those who see what it shows.
    fn hangs_on(&self) -> Vec<RowKey> {
        let links = self.wishes.iter().filter_map(|wished| wished.link);
        [Role::key(self.role)]
            .into_iter()
            .chain(links.map(ShareLink::key))
            .collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    /// To whom the card was shown and who said something of it, who may need the role no more.
    fn spoke_of(&self) -> Vec<RowKey> {
        let shown = self.shown.map(|shown| shown.leader);
        let wished = self.wishes.iter().filter_map(|wished| wished.leader);
        shown.into_iter().chain(wished).map(Leader::key).collect()
    }

    fn for_readers(mut self, readers: &Audience, written_for: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        let is_known = |leader: &LeaderId| written_for(&[Leader::key(*leader)]).covers(readers);
        self.shown = self.shown.filter(|shown| is_known(&shown.leader));
        for wished in &mut self.wishes {
            wished.leader = wished.leader.filter(is_known);
        }
        self
    }

    /// Who added them, and who noted what was said, stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// The card stays without whoever read it, and without their words.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let name = &leader.details.name;
        let mut card = self.clone();
        card.shown = card.shown.filter(|shown| shown.leader != leader.id);
        for wished in &mut card.wishes {
            let is_theirs = wished.leader == Some(leader.id);
            if is_theirs {
                (wished.leader, wished.link) = (None, None);
            }
            if is_theirs && !wished.because.is_empty() || mentions(&wished.because, name) {
                erasure::WORDS.clone_into(&mut wished.because);
            }
        }
        let CandidateDetails {
            lines,
            evidence,
            question,
            ..
        } = &mut *card.details;
        let evidence = evidence.iter_mut().map(|evidence| &mut evidence.what);
        let because = card.ended.iter_mut().map(|ended| &mut ended.because);
        for words in [lines, question].into_iter().chain(evidence).chain(because) {
            if mentions(words, name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if card == *self {
            Erasure::Kept("it says nothing of them")
        } else {
            Erasure::Scrubbed(card)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let CandidateDetails {
            name,
            lines,
            question,
            ..
        } = &*self.details;
        Some(format!("{name} {} {lines} {question}", self.alias()))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = state.get::<Role>(self.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Candidate,
            title: self.details.name.clone(),
            detail: format!("{} for {role}", self.alias()),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let candidate = now.id;
        let Some(before) = before else {
            let edition = now.edition;
            return Some(Command::TakeBackCandidate { candidate, edition }.into());
        };
        if before.details != now.details {
            let edit = Command::EditCandidate {
                candidate,
                details: before.details.clone(),
                base: Some(now.details.clone()),
            };
            return Some(edit.into());
        }
        if before.wishes != now.wishes {
            return match before.wishes.get(now.wishes.len()) {
                // What was taken back is noted again.
                Some(wished) => Some(
                    Command::NoteWish {
                        candidate,
                        wish: wished.wish,
                        because: wished.because.clone(),
                        instead_of: now.wish().map(|was| was.at),
                    }
                    .into(),
                ),
                // What was said on a page was read.
                None => {
                    let is_noted = now.wishes.last().is_some_and(|wished| wished.by.is_some());
                    is_noted.then(|| Command::TakeBackWish { candidate }.into())
                }
            };
        }
        if before.shown != now.shown {
            let leader = before.shown.or(now.shown)?.leader;
            let shown = before.shown.is_some();
            return Some(
                Command::ShowCandidate {
                    candidate,
                    leader,
                    shown,
                }
                .into(),
            );
        }
        if before.ended != now.ended {
            return Some(match &before.ended {
                None => Command::ReopenCandidate { candidate }.into(),
                Some(ended) => Command::EndCandidate {
                    candidate,
                    ending: ended.ending,
                    because: ended.because.clone(),
                }
                .into(),
            });
        }
        if before.named != now.named {
            let named = before.named;
            return Some(Command::NameCandidate { candidate, named }.into());
        }
        (before.told_source != now.told_source).then(|| {
            Command::TellSource {
                candidate,
                on: before.told_source,
            }
            .into()
        })
    }
}

impl Candidate {
    /// Whether the leader waits for a call.
    pub fn waits_for_call(&self) -> bool {
        let is_open = self.ended.is_none();
        is_open && self.wish().is_some_and(|wished| wished.wish == Wish::Call)
    }
}
