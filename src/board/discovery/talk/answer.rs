//! An answer is written down by the ordinary commands, anew or in place of the one that stands. Each can be taken back.

use chrono::NaiveDate;
use leptos::prelude::Set;

use super::said::Talking;
use crate::board::{desk::desk, discovery::amend::tap, kit::said};
use crate::browser::clock;
use crate::domain::{
    Body, Mark, PainDetails, PainId, PainPoint, Remedy, Role, Why, WhyDetails, WhyId, pain, why,
};

type Outcome = Result<(), String>;

fn give(body: Body, words: &str) -> Outcome {
    noted(desk().tab().try_submit(body).map_err(said), words)
}

/// A step of the talk that was saved, with the way back; what stands already is no step.
fn noted(given: Result<Option<Body>, String>, words: &str) -> Outcome {
    if let Some(undo) = given? {
        desk().done(words, Some(undo));
    }
    Ok(())
}

/// What hurts; how much, where that was tapped.
pub fn hurts(talking: Talking, was: Option<&PainPoint>, what: String, severity: Option<u8>) -> Outcome {
    if let Some(was) = was {
        return give(
            Body::PainPoint(pain::Command::EditPain {
                pain: was.id,
                details: PainDetails {
                    what,
                    severity: severity.or(was.details.severity),
                    ..was.details.clone()
                },
                base: Some(was.details.clone()),
            }),
            "Written down: what hurts.",
        );
    }
    let (role, id) = (talking.role, clock::fresh(PainId::new));
    let leader = desk()
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    give(
        Body::PainPoint(pain::Command::AddPain {
            pain: id,
            role,
            leader,
            details: PainDetails {
                severity,
                ..PainDetails::said(what, clock::today())
            },
        }),
        "Written down: what hurts.",
    )?;
    talking.pain.set(Some(id));
    Ok(())
}

/// Why it hurts, under the answer before; and what that rests on, where it was tapped.
pub fn explains(
    pain: PainId,
    under: Option<WhyId>,
    was: Option<&Why>,
    answer: String,
    mark: Option<Mark>,
) -> Outcome {
    if let Some(was) = was {
        return give(
            Body::Why(why::Command::EditWhy {
                why: was.id,
                details: WhyDetails {
                    answer,
                    mark: mark.or(was.details.mark),
                    ..was.details.clone()
                },
                base: Some(was.details.clone()),
            }),
            "Written down: why it hurts.",
        );
    }
    give(
        Body::Why(why::Command::AddWhy {
            why: clock::fresh(WhyId::new),
            pain,
            under,
            details: WhyDetails {
                mark,
                ..WhyDetails::answer(answer)
            },
        }),
        "Written down: why it hurts.",
    )
}

pub fn needed_by(talking: Talking, day: NaiveDate) -> Outcome {
    let given = tap(talking.role, None, |details| details.needed_by = Some(day));
    noted(given, "Written down: by when somebody is needed.")
}

pub fn covers(talking: Talking, words: String) -> Outcome {
    let given = tap(talking.role, None, |details| details.cover = words);
    noted(given, "Written down: who covers it.")
}

/// Whether a hire takes away what is behind it.
pub fn fixes(root: &Why, hire: Remedy) -> Outcome {
    give(
        Body::Why(why::Command::EditWhy {
            why: root.id,
            details: WhyDetails {
                hire: Some(hire),
                ..root.details.clone()
            },
            base: Some(root.details.clone()),
        }),
        "Written down: whether a hire fixes it.",
    )
}
