//! Whoever was made an offer, and what was said in their first ninety days. Of this the leader reads the name, where it is on their page,
//! what they said themselves, and what was passed on.

use super::{Reads, text};
use crate::domain::*;

pub fn plant_hire(hire: &mut Hire) {
    let Hire {
        id: _,
        role: _,
        candidate: _,
        details,
        moved_back: _,
        reader: _,
        agreed_on: _,
        read_before: _,
        by: _,
        at: _,
        removed: _,
    } = hire;
    let HireDetails {
        name,
        approved,
        pay_told,
        matters,
        calls,
        accept_by: _,
        yes_on: _,
        declined_on: _,
        cause: _,
        because,
        signed_on: _,
        starts_on: _,
        left_on: _,
        touched_on: _,
        ready,
        without: _,
        shown: _,
    } = &mut **details;
    (*approved, *pay_told) = (true, true);
    *name = text(Reads::Leader, "hire");
    *matters = text(Reads::Us, "hire-matters");
    *calls = text(Reads::Us, "hire-calls");
    *because = text(Reads::Us, "hire-because");
    *ready = vec![Ready {
        what: text(Reads::Us, "hire-ready"),
        done: false,
    }];
}

pub fn plant_check_in(one: &mut CheckIn) {
    let CheckIn {
        id: _,
        hire: _,
        role: _,
        day: _,
        voice,
        reader: _,
        leader: _,
        link,
        form,
        edition: _,
        details,
        by: _,
        at: _,
    } = one;
    let CheckInDetails {
        scores: _,
        words,
        nothing: _,
        called: _,
        talk: _,
    } = &mut **details;
    // The leader reads what they wrote on the page, and not how a recruiter put it.
    *link = (*voice == Voice::Leader).then(|| Story::link("link"));
    *words = match voice {
        Voice::Hire if form.is_some() => text(Reads::Hired, "form"),
        Voice::Hire => text(Reads::Us, "check-in-of-hire"),
        Voice::Leader => text(Reads::Leader, "check-in-of-leader"),
        Voice::PassedOn => text(Reads::Leader, "check-in-passed-on"),
    };
}
