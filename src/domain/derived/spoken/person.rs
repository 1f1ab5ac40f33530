//! What commands say of leaders.

use super::saying::{Spoken, leader_of};
use crate::domain::{Away, Channel, LeaderDetails, State, leader};

/// What is said of a leader.
pub(super) fn person(spoken: Spoken, details: &LeaderDetails, base: Option<&LeaderDetails>) -> Spoken {
    let LeaderDetails {
        name,
        team,
        phone,
        email,
        no_mail,
        channel,
        usual_day,
        longest_silence,
        away,
        likes,
    } = details;
    let wants = |no_mail: &bool| if *no_mail { "no" } else { "yes" }.to_owned();
    let days = |days: &Option<u32>| days.map_or_else(|| "as for everybody".into(), |days| days.to_string());
    let day = |day: &Option<chrono::Weekday>| day.map_or_else(|| "not said".into(), |day| day.to_string());
    let absence = |away: &Option<Away>| away.as_ref().map_or_else(|| "no".into(), Away::words);
    let hears = |channel: &Option<Channel>| channel.map_or("not said", Channel::label).to_owned();
    spoken
        .changes("Name", name, base.map(|base| &base.name), String::clone)
        .changes("Team", team, base.map(|base| &base.team), String::clone)
        .changes("Phone number", phone, base.map(|base| &base.phone), String::clone)
        .changes("E-mail", email, base.map(|base| &base.email), String::clone)
        .changes("Wants e-mail", no_mail, base.map(|base| &base.no_mail), wants)
        .changes("Hears by", channel, base.map(|base| &base.channel), hears)
        .changes("Hears on", usual_day, base.map(|base| &base.usual_day), day)
        .changes(
            "Longest silence, in business days",
            longest_silence,
            base.map(|base| &base.longest_silence),
            days,
        )
        .changes("Away", away, base.map(|base| &base.away), absence)
        .changes("What to know", likes, base.map(|base| &base.likes), String::clone)
}

pub(super) fn of_leader(command: &leader::Command, state: &State) -> Spoken {
    match command {
        leader::Command::AddLeader {
            leader: _,
            details,
            audience: _,
        } => person(Spoken::new("Add a leader"), details, None),
        leader::Command::EditLeader {
            leader,
            details,
            base,
        } => {
            let spoken = Spoken::new("Change a leader").about([leader_of(state, *leader)]);
            person(spoken, details, base.as_ref())
        }
        leader::Command::TellAway { away } => Spoken::new("Say when they are away")
            .says("Away", away.as_ref().map_or_else(|| "no".into(), Away::words)),
        leader::Command::EraseLeader { leader } => {
            Spoken::new("Erase a leader").about([leader_of(state, *leader)])
        }
    }
}
