//! What commands say of pain points and of what is behind them.

use super::saying::{CIRCLE, Spoken, role_of};
use crate::domain::{
    BriefDetails, Cause, Facts, Fix, FixDetails, FixId, Mark, PainDetails, PainId, PainPoint, Prompt, Remedy,
    Spec, State, Verdict, Why, WhyDetails, WhyId, brief, fix, full_date, pain, why,
};

/// What is said of a pain point.
pub(super) fn pain(spoken: Spoken, details: &PainDetails, base: Option<&PainDetails>) -> Spoken {
    let PainDetails {
        what,
        severity,
        said_by,
        said_on,
        better,
        shown,
    } = details;
    spoken
        .changes("What hurts", what, base.map(|base| &base.what), String::clone)
        .changes(
            "How much",
            severity,
            base.map(|base| &base.severity),
            |severity| {
                severity.map_or_else(String::new, |severity| {
                    format!("{severity} of {}", PainPoint::WORST)
                })
            },
        )
        .changes(
            "Who said it",
            said_by,
            base.map(|base| &base.said_by),
            String::clone,
        )
        .changes("When", said_on, base.map(|base| &base.said_on), |day| {
            full_date(*day)
        })
        .changes(
            "Better when",
            better,
            base.map(|base| &base.better),
            String::clone,
        )
        .changes(CIRCLE, shown, base.map(|base| &base.shown), |shown| {
            shown.label().into()
        })
}

/// The role of a pain point, and what hurts.
pub(super) fn pain_of(state: &State, pain: PainId) -> Vec<Option<String>> {
    match state.get::<PainPoint>(pain) {
        Ok(pain) => vec![role_of(state, pain.role), Some(pain.details.what.clone())],
        Err(_) => vec![],
    }
}

pub(super) fn of_pain(command: &pain::Command, state: &State) -> Spoken {
    match command {
        pain::Command::AddPain {
            pain: _,
            role,
            leader: _,
            details,
        } => pain(
            Spoken::new("Add a pain point").about([role_of(state, *role)]),
            details,
            None,
        ),
        pain::Command::EditPain {
            pain: id,
            details,
            base,
        } => {
            let spoken = Spoken::new("Change a pain point").about(pain_of(state, *id));
            pain(spoken, details, base.as_ref())
        }
        pain::Command::RemovePain { pain } => Spoken::new("Remove a pain point").about(pain_of(state, *pain)),
        pain::Command::TellPain { pain: _, role, what } => Spoken::new("Answer what hurts")
            .about([role_of(state, *role)])
            .says("What hurts", what),
        pain::Command::TellBetter { pain, better } => Spoken::new("Answer how it will be noticed")
            .about(pain_of(state, *pain))
            .says("Better when", better),
    }
}

/// What is said of an answer to a why.
pub(super) fn why(spoken: Spoken, details: &WhyDetails, base: Option<&WhyDetails>) -> Spoken {
    let WhyDetails {
        answer,
        mark,
        owner,
        cause,
        hire,
        shown,
    } = details;
    let label = |label: Option<&'static str>| label.unwrap_or_default().to_owned();
    spoken
        .changes("Answer", answer, base.map(|base| &base.answer), String::clone)
        .changes(
            "Mark",
            &label(mark.map(Mark::label)),
            base.map(|base| label(base.mark.map(Mark::label))).as_ref(),
            String::clone,
        )
        .changes(
            "Who could change it",
            owner,
            base.map(|base| &base.owner),
            String::clone,
        )
        .changes(
            "Kind of cause",
            &label(cause.map(Cause::label)),
            base.map(|base| label(base.cause.map(Cause::label))).as_ref(),
            String::clone,
        )
        .changes(
            "Does a hire fix it?",
            &label(hire.map(Remedy::label)),
            base.map(|base| label(base.hire.map(Remedy::label))).as_ref(),
            String::clone,
        )
        .changes(CIRCLE, shown, base.map(|base| &base.shown), |shown| {
            shown.label().into()
        })
}

pub(super) fn why_of(state: &State, why: WhyId) -> Vec<Option<String>> {
    match state.get::<Why>(why) {
        Ok(why) => pain_of(state, why.pain),
        Err(_) => vec![],
    }
}

pub(super) fn of_why(command: &why::Command, state: &State) -> Spoken {
    match command {
        why::Command::AddWhy {
            why: _,
            pain,
            under: _,
            details,
        } => why(
            Spoken::new("Answer a why").about(pain_of(state, *pain)),
            details,
            None,
        ),
        why::Command::EditWhy {
            why: id,
            details,
            base,
        } => {
            let spoken = Spoken::new("Change an answer").about(why_of(state, *id));
            why(spoken, details, base.as_ref())
        }
        why::Command::TellWhy { why: _, pain, answer } => Spoken::new("Answer why it hurts")
            .about(pain_of(state, *pain))
            .says("Answer", answer),
        why::Command::RemoveWhy { why } => {
            let answer = state.get::<Why>(*why).map(|why| why.details.answer.clone());
            Spoken::new("Remove an answer")
                .about(why_of(state, *why))
                .says("Answer", answer.unwrap_or_default())
        }
    }
}

/// What is said of a fix.
pub(super) fn fix(spoken: Spoken, details: &FixDetails, base: Option<&FixDetails>) -> Spoken {
    let FixDetails {
        what,
        owner,
        due,
        state,
        shown,
    } = details;
    spoken
        .changes("What", what, base.map(|base| &base.what), String::clone)
        .changes("Who does it", owner, base.map(|base| &base.owner), String::clone)
        .changes("By when", due, base.map(|base| &base.due), |day| full_date(*day))
        .changes("State", state, base.map(|base| &base.state), |state| {
            state.label().into()
        })
        .changes(CIRCLE, shown, base.map(|base| &base.shown), |shown| {
            shown.label().into()
        })
}

pub(super) fn fix_of(state: &State, fix: FixId) -> Vec<Option<String>> {
    match state.get::<Fix>(fix) {
        Ok(fix) => pain_of(state, fix.pain),
        Err(_) => vec![],
    }
}

pub(super) fn of_fix(command: &fix::Command, state: &State) -> Spoken {
    match command {
        fix::Command::AddFix {
            fix: _,
            pain,
            details,
        } => fix(
            Spoken::new("Add a fix").about(pain_of(state, *pain)),
            details,
            None,
        ),
        fix::Command::EditFix {
            fix: id,
            details,
            base,
        } => {
            let spoken = Spoken::new("Change a fix").about(fix_of(state, *id));
            fix(spoken, details, base.as_ref())
        }
        fix::Command::RemoveFix { fix } => {
            let what = state.get::<Fix>(*fix).map(|fix| fix.details.what.clone());
            Spoken::new("Remove a fix")
                .about(fix_of(state, *fix))
                .says("What", what.unwrap_or_default())
        }
    }
}

/// What is said of a brief.
pub(super) fn brief(spoken: Spoken, details: &BriefDetails, base: Option<&BriefDetails>) -> Spoken {
    let BriefDetails {
        spec:
            Spec {
                musts,
                nice,
                pay,
                places,
                decides,
            },
        facts: Facts {
            team,
            vacant,
            left,
            notice,
        },
        needed_by,
        cover,
        profiles,
        shown,
    } = details;
    let number = |number: &Option<u16>| number.map_or_else(String::new, |number| number.to_string());
    let spec = base.map(|base| &base.spec);
    let facts = base.map(|base| &base.facts);
    spoken
        .changes("Must-haves", musts, spec.map(|spec| &spec.musts), |musts| {
            let musts = musts.iter().map(|must| must.what.clone());
            musts.collect::<Vec<_>>().join(", ")
        })
        .changes("Nice to have", nice, spec.map(|spec| &spec.nice), String::clone)
        .changes("Pay range", pay, spec.map(|spec| &spec.pay), String::clone)
        .changes("Places", places, spec.map(|spec| &spec.places), String::clone)
        .changes(
            "Who decides",
            decides,
            spec.map(|spec| &spec.decides),
            String::clone,
        )
        .changes("Team", team, facts.map(|facts| &facts.team), number)
        .changes("Vacant", vacant, facts.map(|facts| &facts.vacant), number)
        .changes("Left in a year", left, facts.map(|facts| &facts.left), number)
        .changes(
            "Months of notice",
            notice,
            facts.map(|facts| &facts.notice),
            number,
        )
        .changes("Needed by", needed_by, base.map(|base| &base.needed_by), |day| {
            day.map_or_else(String::new, full_date)
        })
        .changes(
            "Cover until then",
            cover,
            base.map(|base| &base.cover),
            String::clone,
        )
        .changes(
            "Example profiles",
            profiles,
            base.map(|base| &base.profiles),
            |profiles| {
                let profiles = profiles.iter().map(|profile| {
                    let verdict = profile.verdict.map_or("", Verdict::label);
                    let said = [profile.lines.as_str(), verdict, profile.because.as_str()];
                    let said = said.into_iter().filter(|words| !words.is_empty());
                    said.collect::<Vec<_>>().join(", ")
                });
                profiles.collect::<Vec<_>>().join("; ")
            },
        )
        .changes(CIRCLE, shown, base.map(|base| &base.shown), |shown| {
            shown.label().into()
        })
}

pub(super) fn of_brief(command: &brief::Command, state: &State) -> Spoken {
    match command {
        brief::Command::EditBrief {
            role,
            leader: _,
            details,
            base,
            prompt,
        } => {
            let spoken = Spoken::new("Change the brief").about([role_of(state, *role)]);
            brief(spoken, details, base.as_deref()).chose("Why", prompt.map_or("", Prompt::label), state)
        }
        brief::Command::JudgeProfile {
            role,
            profile: _,
            verdict,
            because,
        } => Spoken::new("Answer an example")
            .about([role_of(state, *role)])
            .says("Would they talk", verdict.label())
            .says("Because", because),
    }
}
