//! What commands say of the workspace itself.

use super::Spoken;
use crate::domain::{Settings, full_date, settings, workspace};

const CALLED: &str = "What whoever needs somebody is called";

pub(super) fn of_workspace(command: &workspace::Command) -> Spoken {
    let workspace::Command::PutWorkspace(workspace::Workspace { name, zone }) = command;
    Spoken::new("Name the workspace")
        .says("Name", name)
        .says("Zone", zone)
}

pub(super) fn of_settings(command: &settings::Command) -> Spoken {
    let Settings {
        cadence,
        minutes,
        candidates,
        called,
    } = match command {
        settings::Command::PutSettings(settings) => settings,
        settings::Command::CallLeaders { called } => {
            return Spoken::new("Change a word on screen").says(CALLED, called.label());
        }
    };
    let listed = |items: Vec<String>| items.join(", ");
    let weekday = cadence.weekday.map(|day| day.to_string());
    let holidays = cadence.holidays.iter().copied().map(full_date);
    let minutes = minutes
        .iter()
        .map(|(kind, minutes)| format!("{} {minutes}", kind.label()));
    Spoken::new("Change the settings")
        .says(
            "Longest silence, in business days",
            cadence.longest_silence.to_string(),
        )
        .says("Day of the week", weekday.unwrap_or_default())
        .says("Holidays", listed(holidays.collect()))
        .says("Usual minutes", listed(minutes.collect()))
        .says("Days for which candidates are kept", candidates.days.to_string())
        .says(
            "Names of candidates",
            if candidates.names {
                "shared"
            } else {
                "shared one by one"
            },
        )
        .says(CALLED, called.label())
}
