//! What was decided for good, and is carried out anew in a workspace that came back from a backup.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{
    Body, Changes, LinkId, Member, Right, RowKey, ShareLink, State, UserId, erasure::erased_again, link,
    member, scorecard,
};

/// A decision that no restore undoes. It stands, whoever may see what it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settled {
    /// A person, by their row's key.
    Erased(RowKey),
    Revoked(LinkId),
    LetGo {
        member: UserId,
        /// Who took over, if they are here.
        successor: UserId,
    },
}

/// What a decision changes here.
#[derive(Debug)]
pub enum Anew {
    /// It stands already.
    Stands,
    /// What it is about is not here; should it come back, the decision is to be remembered under this key.
    NotHere(RowKey),
    /// A command of this person, as if they gave it now.
    Changes(UserId, Box<Body>, Changes),
    /// Nobody could take over: somebody else must be made an owner first.
    NoSuccessor,
}

impl Settled {
    pub fn carried_out(self, state: &State, today: NaiveDate) -> Anew {
        let state = &state.seen_by(None);
        let owner = |than: Option<UserId>| {
            let mut owners = state.members().filter(|member| member.right == Right::Owner);
            owners
                .find(|member| Some(member.user) != than)
                .map(|member| member.user)
        };
        match self {
            Self::Erased(person) => match erased_again(state, person) {
                Some((body, changes)) => {
                    let owner = owner(None).unwrap_or(UserId::THIS_DEVICE);
                    Anew::Changes(owner, Box::new(body), changes)
                }
                None => Anew::NotHere(person),
            },
            Self::Revoked(link) => match state.get::<ShareLink>(link) {
                Ok(found) if found.revoked => Anew::Stands,
                Ok(found) => Anew::Changes(
                    found.keeper,
                    Box::new(link::Command::RevokeLink { link }.into()),
                    state.put_hanging(found.revoked()),
                ),
                Err(_) => Anew::NotHere(ShareLink::key(link)),
            },
            Self::LetGo { member, successor } => match state.member(member) {
                None => Anew::NotHere(Member::key(member)),
                Some(found) if found.left.is_some() => Anew::Stands,
                Some(found) => {
                    let is_last_owner = found.right == Right::Owner && owner(Some(member)).is_none();
                    let heir = Some(successor)
                        .filter(|heir| *heir != member && state.present(*heir).is_ok())
                        .or_else(|| owner(Some(member)))
                        .filter(|_| !is_last_owner);
                    let Some(successor) = heir else {
                        return Anew::NoSuccessor;
                    };
                    let replace = BTreeSet::new();
                    let changes = Member::passed_on(state, found, successor, &replace, today);
                    let changes = scorecard::handed_round(changes, state);
                    let body = member::Command::RemoveMember {
                        member,
                        successor,
                        replace,
                    };
                    Anew::Changes(
                        owner(Some(member)).unwrap_or(successor),
                        Box::new(body.into()),
                        changes,
                    )
                }
            },
        }
    }
}
