//! Stories of calendars and tables.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::Story;

/// Priya's week: it is Thursday 19 November 2026, 18:00.
fn read_in(story: &Story, text: &str) -> Result<Day, Unreadable> {
    let last = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    let window = Window {
        first: last - TimeDelta::days(6),
        last,
        now: last.and_hms_opt(18, 0, 0).unwrap(),
        local: &|at| at.naive_utc() + TimeDelta::hours(1),
        zoned: &|zone, said| {
            let hours = match zone {
                "Europe/Berlin" => 1,
                "America/New_York" => -5,
                _ => return None,
            };
            Some(said.and_utc() - TimeDelta::hours(hours))
        },
    };
    of(story, text, &window, &[Story::role("data")])
}

fn of(story: &Story, text: &str, window: &Window, roles: &[RoleId]) -> Result<Day, Unreadable> {
    let named = Named::default().and(&story.state(), roles);
    let was_logged = |roles: &[RoleId], kind, on| logged(&story.state(), roles, kind, on);
    proposals(text, window, &named, &was_logged)
}

fn story() -> Story {
    let mut story = Story::begin();
    let early = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    story.does(crate::domain::role::Command::EditRole {
        role: Story::role("data"),
        details: Story::details("Senior Data Engineer", early),
        base: None,
    });
    story
}

fn calendar(events: &[&str]) -> String {
    let events: String = events
        .iter()
        .map(|event| {
            format!(
                "BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n",
                event.replace('\n', "\r\n")
            )
        })
        .collect();
    format!("\u{feff}BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn read(events: &[&str]) -> Day {
    read_in(&story(), &calendar(events)).unwrap()
}

/// Day of the month, how many and of what.
fn short(day: &Day) -> Vec<String> {
    let lines = day.proposals.iter();
    lines
        .map(|line| {
            format!(
                "{} {} {}",
                line.on.format("%d"),
                line.quantity,
                line.kind.unit(line.quantity)
            )
        })
        .collect()
}

#[test]
fn talks_of_one_day_are_gathered() {
    let talk = |hour: u32| {
        format!(
            "DTSTART;TZID=Europe/Berlin:20261118T{hour:02}0000\nDURATION:PT30M\nSUMMARY:Screen: Sam {hour}\\, Senior Da\n ta Engineer"
        )
    };
    let day = read(&[&talk(9), &talk(10), &talk(11)]);
    assert_eq!(short(&day), ["18 3 first talks"]);
    let line = &day.proposals[0];
    assert_eq!(
        (line.minutes, line.roles.clone()),
        (90, vec![Story::role("data")])
    );
    assert_eq!(line.titles[0], "Screen: Sam 9, Senior Data Engineer");
    assert_eq!(line.at.to_string(), "2026-11-18 09:00:00");
}

#[test]
fn what_is_no_work_or_not_over_is_left_out() {
    let day = read(&[
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Lunch with Dana Whitfield",
        "DTSTART;VALUE=DATE:20261118\nSUMMARY:Screening day",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Team meeting",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Screen\nCLASS:PRIVATE",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Screen\nCLASS:CONFIDENTIAL",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Screen\nSTATUS:CANCELLED",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Canceled: Screen",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Screen\nTRANSP:TRANSPARENT",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Screen\nATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org",
        "DTSTART:20261119T174500\nDURATION:PT1H\nSUMMARY:Screen",
        "DTSTART:20261112T120000\nDURATION:PT1H\nSUMMARY:Screen",
    ]);
    assert_eq!(short(&day), [""; 0]);
    assert_eq!((day.without_date, day.before_opened), (0, 0));
}

#[test]
fn a_leader_or_a_role_is_enough_to_be_proposed() {
    let day = read(&[
        "DTSTART:20261117T120000Z\nDURATION:PT1H\nSUMMARY:Catch up\nATTENDEE;CN=\"Dana Whitfield\":mailto:dana@example.org",
        "DTSTART:20261118T230000Z\nDURATION:PT1H\nSUMMARY:About the Senior Data Engineer",
        "DTSTART:20261118T120000\nDURATION:PT1H\nSUMMARY:Erstgespräch",
    ]);
    let expected = ["17 1 intake talk", "18 1 first talk", "19 1 first talk"];
    assert_eq!(short(&day), expected);
    let told: Vec<_> = day
        .proposals
        .iter()
        .map(|line| (line.is_sure, line.roles.len()))
        .collect();
    assert_eq!(told, [(false, 1), (true, 0), (false, 1)]);
}

#[test]
fn what_repeats_is_looked_at_within_the_window_only() {
    let day = read(&[
        "UID:a\nDTSTART:19900101T090000\nDURATION:PT30M\nRRULE:FREQ=DAILY\nSUMMARY:Screen\nEXDATE:20261114T090000,20261115T090000",
        "UID:a\nRECURRENCE-ID:20261118T090000\nDTSTART:20261118T100000\nDURATION:PT30M\nSUMMARY:Debrief",
        "UID:a\nRECURRENCE-ID:20261117T090000\nDTSTART:20261117T090000\nSUMMARY:Screen\nSTATUS:CANCELLED",
        "UID:b\nDTSTART:20261102T090000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261115T000000Z\nSUMMARY:Intake",
        "UID:c\nDTSTART:20260113T090000\nDURATION:PT30M\nRRULE:FREQ=MONTHLY\nSUMMARY:Intake",
    ]);
    let expected = [
        "13 1 first talk",
        "16 1 first talk",
        "18 1 debrief",
        "19 1 first talk",
    ];
    assert_eq!(short(&day), expected);
}

#[test]
fn what_makes_no_sense_is_counted() {
    let day = read(&[
        "DTSTART:soon\nSUMMARY:Screen",
        "SUMMARY:Screen",
        "DTSTART:20261118T120000\nDTEND:20261118T110000\nSUMMARY:Screen",
        "DTSTART:20261118T120000\nSUMMARY:Screen\nBEGIN:VALARM\nDURATION:nonsense\nEND:VALARM",
    ]);
    assert_eq!(
        (short(&day), day.without_date),
        (vec!["18 1 first talk".into()], 3)
    );
    assert_eq!(day.proposals[0].minutes, 30);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let story = story();
    let read = |text: &str| read_in(&story, text).unwrap_err();
    assert_eq!(read("\u{feff} \r\n"), Unreadable::Empty);
    assert_eq!(read("\u{feff}"), Unreadable::Empty);
    assert_eq!(read("Dear all,\nno dates here\n"), Unreadable::Neither);
    assert_eq!(read("one line"), Unreadable::Neither);
    assert_eq!(read("PK\u{3}\u{4}\u{0}"), Unreadable::Neither);
    assert_eq!(read(&calendar(&[])), Unreadable::NoEvents);
    assert_eq!(read(&"x".repeat(MAX_DAY + 1)), Unreadable::TooLarge);
    assert!(
        Unreadable::TooLarge
            .to_string()
            .contains("export the last week only")
    );
}

#[test]
fn a_number_of_times_that_cannot_be_counts_once_and_is_said() {
    let story = story();
    let text = "Date,Activity,Count,Role\n18.11.2026,Outreach,-4,Senior Data Engineer\n19.11.2026,Outreach,99999999999,Senior Data Engineer\n17.11.2026,Outreach,,Senior Data Engineer\n16.11.2026,Outreach,7,Senior Data Engineer\n";
    let day = read_in(&story, text).unwrap();
    let mut counts: Vec<u32> = day.proposals.iter().map(|one| one.quantity).collect();
    counts.sort_unstable();
    assert_eq!((counts, day.without_count), (vec![1, 1, 1, 7], 2));
}

#[test]
fn a_table_is_read_by_its_headings_or_its_cells() {
    let story = story();
    let text = "Datum;Aktivität;Anzahl;Minuten;Stelle\n18.11.2026;Erstgespräch;3;90;Senior Data Engineer\nbald;Screening;1;;\n19.11.2026;Sourcing;12;;Dana Whitfield\n";
    let day = read_in(&story, text).unwrap();
    assert_eq!(short(&day), ["18 3 first talks", "19 12 people approached"]);
    assert_eq!(day.without_date, 1);
    assert!(
        day.proposals
            .iter()
            .all(|line| line.roles == [Story::role("data")])
    );
    assert_eq!(day.proposals[0].minutes, 90);
    let bare = "2026-11-18,Phone screen\n2026-11-18,Phone screen\n";
    assert_eq!(short(&read_in(&story, bare).unwrap()), ["18 2 first talks"]);
}

#[test]
fn what_was_logged_already_is_marked() {
    let mut story = story();
    story.logs("call", "data", |draft| {
        draft.kind = EffortKind::Screen;
        draft.quantity = 2;
    });
    let text =
        "date,what,role\n2026-11-19,Screen,Senior Data Engineer\n2026-11-18,Screen,Senior Data Engineer\n";
    let day = read_in(&story, text).unwrap();
    assert_eq!(
        day.proposals.iter().map(|line| line.logged).collect::<Vec<_>>(),
        [0, 2]
    );
}

#[test]
fn nothing_was_done_for_a_role_before_it_was_opened() {
    let mut story = Story::begin();
    let late = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    story.does(crate::domain::role::Command::EditRole {
        role: Story::role("data"),
        details: Story::details("Senior Data Engineer", late),
        base: None,
    });
    let text =
        "date,what,role\n2026-11-13,Screen,Senior Data Engineer\n2026-11-19,Screen,Senior Data Engineer\n";
    let day = read_in(&story, text).unwrap();
    assert_eq!(
        (short(&day), day.before_opened),
        (vec!["19 1 first talk".into()], 1)
    );
}

#[test]
fn a_hundred_thousand_events_are_read_in_one_go() {
    let event = "BEGIN:VEVENT\nDTSTART:20261118T090000\nSUMMARY:Screen\nRRULE:FREQ=DAILY\nEND:VEVENT\n";
    let text = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", event.repeat(100_000));
    let day = read_in(&story(), &text).unwrap();
    assert_eq!(short(&day), ["18 10000 first talks", "19 10000 first talks"]);
}

proptest! {
    #[test]
    fn no_text_breaks_it(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("BEGIN:VEVENT".to_owned()), Just("END:VEVENT".to_owned()), Just("SUMMARY:Screen".to_owned()),
                "DTSTART:2026111[0-9]T[0-2][0-9]0000Z?", "DTEND:2026111[0-9]T[0-2][0-9]0000",
                "DURATION:-?P[0-9]{0,9}[DW]?T?[0-9]{0,9}[HMS]?",
                "RRULE:FREQ=(DAILY|WEEKLY);(INTERVAL|COUNT)=[0-9]{1,7}(;BYDAY=(MO|TH),SU)?",
                "2026-11-1[0-9],Screen,[0-9]{1,12}", ".{0,40}",
            ],
            0..40,
        ),
        is_calendar: bool,
    ) {
        let head = if is_calendar { "BEGIN:VCALENDAR\n" } else { "" };
        let text = format!("{head}{}", lines.join("\n"));
        if let Ok(day) = read_in(&story(), &text) {
            let last = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
            for line in day.proposals {
                prop_assert!((last - TimeDelta::days(6)..=last).contains(&line.on));
                prop_assert_eq!(line.at.date(), line.on);
                prop_assert!((1..=Effort::MAX_QUANTITY).contains(&line.quantity));
            }
        }
    }
}

#[test]
fn a_time_of_another_zone_is_when_it_was_here() {
    let at = |zone: &str| {
        let event = format!("DTSTART;TZID={zone}:20261118T080000\nDURATION:PT30M\nSUMMARY:Screen: Sam");
        read(&[&event]).proposals[0].at.to_string()
    };
    assert_eq!(at("America/New_York"), "2026-11-18 14:00:00");
    assert_eq!(at("\"Eastern Standard Time\""), "2026-11-18 14:00:00");
    assert_eq!(at("Europe/Berlin"), "2026-11-18 08:00:00");
    assert_eq!(at("Somewhere/Else"), "2026-11-18 08:00:00", "as it is written");
    // Late in the evening there it is the next day here; one that has not ended here is none yet.
    let late = "DTSTART;TZID=America/New_York:20261117T200000\nDURATION:PT30M\nSUMMARY:Screen: Sam";
    assert_eq!(short(&read(&[late])), ["18 1 first talk"]);
    let today = "DTSTART;TZID=America/New_York:20261119T150000\nDURATION:PT30M\nSUMMARY:Screen: Sam";
    assert_eq!(read(&[today]).proposals, []);
}

#[test]
fn times_that_are_listed_are_times_as_well() {
    let event = "DTSTART:20261001T090000\nDURATION:PT30M\nSUMMARY:Screen: Sam\nRDATE:20261116T090000,20261117T100000\nRDATE;VALUE=PERIOD:20261118T090000/PT30M\nEXDATE:20261117T100000";
    assert_eq!(short(&read(&[event])), ["16 1 first talk", "18 1 first talk"]);
}

#[test]
fn one_line_of_a_table_needs_no_head() {
    let day = read_in(&story(), "2026-11-18;Phone screen, Senior Data Engineer;3").unwrap();
    assert_eq!(short(&day), ["18 1 first talk"]);
    assert_eq!(
        read_in(&story(), "date;what;count").unwrap_err(),
        Unreadable::Neither
    );
}

#[test]
fn what_notes_say_is_left_out_and_counted() {
    let day = read_in(
        &story(),
        "date;what;notes\n2026-11-18;Phone screen;pay is too low\n2026-11-17;Phone screen;\n",
    )
    .unwrap();
    assert_eq!((short(&day).len(), day.with_notes), (2, 1));
}

#[test]
fn a_role_is_named_without_its_place() {
    let named = |titles: &[&str], line: &str| {
        let mut story = story();
        let early = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let mut roles = vec![Story::role("data")];
        for (at, title) in titles.iter().enumerate() {
            let name = format!("role-{at}");
            story.opens(&name, title);
            story.does(crate::domain::role::Command::EditRole {
                role: Story::role(&name),
                details: Story::details(title, early),
                base: None,
            });
            roles.push(Story::role(&name));
        }
        let last = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
        let window = Window {
            first: last - TimeDelta::days(6),
            last,
            now: last.and_hms_opt(18, 0, 0).unwrap(),
            local: &|at| at.naive_utc(),
            zoned: &|_, _| None,
        };
        let text = format!("date;what\n2026-11-18;Phone screen, {line}\n");
        let day = of(&story, &text, &window, &roles).unwrap();
        day.proposals[0].roles.clone()
    };
    let leeds = ["Platform Lead, Leeds"];
    assert_eq!(named(&leeds, "Platform Lead"), [Story::role("role-0")]);
    let two = ["Platform Lead, Leeds", "Platform Lead (Berlin)"];
    assert_eq!(named(&two, "Platform Lead"), [], "it is not clear which");
    assert_eq!(named(&two, "Platform Lead Berlin"), [Story::role("role-1")]);
}

#[test]
fn roles_of_two_workspaces_are_told_apart_by_their_names() {
    let (here, mut there) = (story(), Story::begin());
    there.opens("nurse", "Night Nurse");
    let nurse = Story::role("nurse");
    let named = Named::default()
        .and(&here.state(), &[Story::role("data")])
        .and(&there.state(), &[nurse]);
    let last = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    let window = Window {
        first: last - TimeDelta::days(6),
        last,
        now: last.and_hms_opt(18, 0, 0).unwrap(),
        local: &|at| at.naive_utc(),
        zoned: &|_, _| None,
    };
    let text =
        "date;what\n2026-11-19;Phone screen, Night Nurse\n2026-11-19;Phone screen, Senior Data Engineer\n";
    let was_logged = |roles: &[RoleId], _: EffortKind, _: NaiveDate| u32::from(roles == [nurse]);
    let day = proposals(text, &window, &named, &was_logged).unwrap();
    let mut found: Vec<_> = day
        .proposals
        .iter()
        .map(|one| (one.roles.clone(), one.logged))
        .collect();
    found.sort();
    let mut both = [(vec![Story::role("data")], 0), (vec![nurse], 1)];
    both.sort();
    assert_eq!(found, both);
}
