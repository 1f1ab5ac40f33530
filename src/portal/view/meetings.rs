//! When the leader meets somebody: which times they are asked about, and what is settled. Others see days.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

use super::{
    seen::{Alone, Meeting, Seen, SeenSlot},
    turns::{DecidedView, decided_by},
};
use crate::domain::{HelpWay, Interview, InterviewId, SitIn, at_time, time_of_day};

/// Which time suits the leader.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SlotView {
    pub id: InterviewId,
    /// Of a leader with several roles, which it is for.
    pub role: Option<String>,
    /// Whom they meet, as they know them.
    pub called: String,
    pub place: PlaceView,
    /// Those that are still to come.
    pub times: Vec<DateTime<FixedOffset>>,
    /// Which offer this is: an answer names it.
    pub edition: u32,
    pub due: NaiveDate,
    pub otherwise: String,
    pub answer: Option<DecidedView>,
}

/// An interview that has a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MeetingView {
    /// Of several roles, which it is for.
    pub role: Option<String>,
    pub on: NaiveDate,
    /// The leader's alone.
    pub words: Option<MeetingWords>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MeetingWords {
    pub called: String,
    pub id: InterviewId,
    /// `15:00`.
    pub time: String,
    /// When it was to begin before it was moved.
    pub moved_from: Option<String>,
    pub place: PlaceView,
    /// What a calendar is told.
    pub calendar: CalendarView,
    /// Where it was offered.
    pub help: Option<HelpView>,
    /// Why it does not take place.
    pub off: Option<&'static str>,
}

/// An interview as it stands in a calendar: whoever looks over the leader's shoulder reads no more of a page with a passcode than
/// that there is one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CalendarView {
    pub title: String,
    pub starts: DateTime<FixedOffset>,
    /// How often it has changed.
    pub revision: u32,
    /// Where the page has it; none where there is no page.
    pub path: Option<String>,
}

/// What may help the leader with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HelpView {
    /// Who looks after its role.
    pub who: Option<String>,
    pub wanted: Option<(HelpWay, DecidedView)>,
    /// What was to be done beforehand is done.
    pub prepared: bool,
    /// Who speaks when, where a recruiter sits in; may be empty.
    pub speaks: String,
    /// The candidate knows who will be there.
    pub told: bool,
}

/// What it is, for how long, and where.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlaceView {
    pub round: &'static str,
    pub minutes: u16,
    pub how: String,
    /// Where it is opened.
    pub address: Option<String>,
    /// By the clock of which zone, where that is not the page's.
    pub zone: Option<String>,
}

impl PlaceView {
    /// `Interview, 45 minutes, by video`.
    pub fn said(&self) -> String {
        let mut words = format!("{}, {} minutes", self.round, self.minutes);
        if !self.how.is_empty() {
            words.push_str(&format!(", {}", self.how));
        }
        if let Some(zone) = &self.zone {
            let zone = zone.rsplit_once('/').map_or(zone.as_str(), |(_, place)| place);
            words.push_str(&format!(", by the clock in {}", zone.replace('_', " ")));
        }
        words
    }
}

pub fn slots(seen: Alone) -> Vec<SlotView> {
    seen.slots().iter().map(|slot| slot_view(seen, slot)).collect()
}

pub fn meetings(seen: &Seen) -> Vec<MeetingView> {
    let all = seen.meetings().into_iter();
    all.map(|meeting| meeting_view(seen, meeting)).collect()
}

fn slot_view(seen: Alone, slot: &SeenSlot) -> SlotView {
    let one = slot.interview;
    let offer = one.offer.as_ref();
    SlotView {
        id: one.id,
        role: slot.about.clone(),
        called: slot.called.clone(),
        place: place(seen.all(), one),
        times: slot.times.clone(),
        edition: one.edition,
        due: slot.due,
        otherwise: offer.map(|offer| offer.otherwise.clone()).unwrap_or_default(),
        answer: one.answer().map(|chosen| DecidedView {
            said: chosen.said(),
            on: chosen.at.date_naive(),
            by: decided_by(seen, chosen.link, chosen.by),
        }),
    }
}

fn meeting_view(seen: &Seen, meeting: Meeting) -> MeetingView {
    MeetingView {
        role: seen.about(&[meeting.role.id()]),
        on: meeting.on,
        words: meeting.words.and_then(|(one, called)| {
            let starts = one.starts?;
            Some(MeetingWords {
                id: one.id,
                calendar: calendar(seen, one, &called, starts),
                help: seen.alone().and_then(|seen| help(seen, one)),
                called,
                time: time_of_day(&starts.naive_local()),
                moved_from: one.moved_from.map(at_time),
                place: place(seen, one),
                off: one.off.as_ref().map(|off| off.cause.to_leader()),
            })
        }),
    }
}

fn calendar(seen: &Seen, one: &Interview, called: &str, starts: DateTime<FixedOffset>) -> CalendarView {
    let is_neutral = seen.alone().is_none_or(Alone::is_locked);
    CalendarView {
        title: if is_neutral {
            one.details.round.label().to_owned()
        } else {
            let role = seen.roles().find(|role| role.id() == one.role);
            let role = role.map_or_else(String::new, |role| format!(", {}", role.title()));
            format!("{}: {called}{role}", one.details.round.label())
        },
        starts,
        revision: one.revision,
        path: seen.page().map(|link| format!("/p/{link}/calendar/{}", one.id)),
    }
}

/// None once it is off.
fn help(seen: Alone, one: &Interview) -> Option<HelpView> {
    let help = one.help.as_ref().filter(|_| one.off.is_none())?;
    help.offered.or(help.wanted.as_ref().map(|wanted| wanted.at))?;
    let wanted = help.wanted.as_ref().map(|wanted| {
        let decided = DecidedView {
            said: wanted.way.label().to_owned(),
            on: wanted.at.date_naive(),
            by: decided_by(seen, wanted.link, wanted.by),
        };
        (wanted.way, decided)
    });
    let sit_in = if one.has_sit_in() {
        help.sit_in.clone()
    } else {
        SitIn::default()
    };
    Some(HelpView {
        who: seen.looks_after(one.role).map(|who| who.name.clone()),
        wanted,
        prepared: one.is_prepared(),
        speaks: sit_in.speaks,
        told: sit_in.told,
    })
}

fn place(seen: &Seen, one: &Interview) -> PlaceView {
    let (how, address) = one.details.address();
    PlaceView {
        round: one.details.round.label(),
        minutes: one.details.minutes,
        how,
        address: address.map(str::to_owned),
        zone: (one.zone != seen.zone()).then(|| one.zone.clone()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use crate::domain::{
        Actor, Ending, Scope, ShareLink, Story, Target, Workspace, candidate, interview::Command, workspace,
    };
    use crate::portal::{Projection, project};

    fn look(story: &Story, scope: Scope) -> Projection {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("page")).unwrap().clone();
        link.scope = scope;
        let (today, now) = (story.now.date_naive(), story.now.with_timezone(&Utc));
        project(&state, &link, today, now).unwrap()
    }

    fn begin() -> Story {
        let mut story = Story::begin();
        story.does(workspace::Command::PutWorkspace(Workspace {
            name: "Northwind".into(),
            zone: "Europe/London".into(),
        }));
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.finds("sam", "data", "Sam Reed");
        story.shows("sam");
        story.offers("slot", "sam", &[24, 48]);
        story
    }

    fn chooses(story: &mut Story, hours: i64) {
        let time = Some(story.in_hours(hours));
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
        story.does(Command::ChooseTime {
            interview: Story::interview("slot"),
            read: 0,
            time,
            because: String::new(),
        });
        story.actor = priya;
    }

    #[test]
    fn which_time_suits_them_is_asked_of_the_leader_alone_and_names_nobody() {
        let story = begin();
        let view = look(&story, Scope::Respond).view;
        let [slot] = &view.slots[..] else {
            panic!("{:?}", view.slots)
        };
        assert_eq!(slot.called, "Candidate A");
        assert_eq!(slot.times, [story.in_hours(24), story.in_hours(48)]);
        assert_eq!(
            slot.place.address.as_deref(),
            Some("https://meet.example.com/room")
        );
        assert_eq!(slot.place.zone, None);
        assert!(view.asks_time(slot.id) && view.meetings.is_empty());
        for scope in [Scope::Read, Scope::TeamSafe] {
            let view = look(&story, scope).view;
            assert!(view.slots.is_empty() && view.meetings.is_empty());
        }
    }

    #[test]
    fn a_time_that_has_passed_is_offered_no_more_and_the_page_looks_again_by_then() {
        let mut story = begin();
        let first = story.in_hours(24).with_timezone(&Utc);
        assert_eq!(look(&story, Scope::Respond).until, Some(first));
        story.now += TimeDelta::hours(25);
        assert_eq!(look(&story, Scope::Respond).view.slots[0].times.len(), 1);
    }

    #[test]
    fn a_boss_reads_the_days_a_team_the_next_one_and_neither_anything_else() {
        let mut story = begin();
        chooses(&mut story, 48);
        story.does(Command::SetInterview {
            interview: Story::interview("last"),
            candidate: Story::candidate("sam"),
            leader: Story::leader("dana"),
            details: Box::new(Story::slot()),
            zone: "Europe/London".into(),
            time: story.in_hours(100),
        });
        let days = |scope| -> Vec<_> {
            let view = look(&story, scope).view;
            view.meetings
                .into_iter()
                .map(|one| (one.on.to_string(), one.words.is_some()))
                .collect()
        };
        let day = |day: &str, words| (day.to_owned(), words);
        assert_eq!(
            days(Scope::Respond),
            [day("2026-11-21", true), day("2026-11-23", true)]
        );
        assert_eq!(
            days(Scope::Read),
            [day("2026-11-21", false), day("2026-11-23", false)]
        );
        assert_eq!(days(Scope::TeamSafe), [day("2026-11-21", false)]);
        // A page that shows a day looks again once that is over, whoever reads it.
        let over = story.in_hours(48).with_timezone(&Utc) + TimeDelta::minutes(45);
        story.now += TimeDelta::hours(25);
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert_eq!(look(&story, scope).until, Some(over), "{scope:?}");
        }
    }

    #[test]
    fn what_is_called_off_is_said_to_the_leader_until_it_would_have_been() {
        let mut story = begin();
        chooses(&mut story, 48);
        story.does(candidate::Command::EndCandidate {
            candidate: Story::candidate("sam"),
            ending: Ending::Withdrew,
            because: String::new(),
        });
        let view = look(&story, Scope::Respond).view;
        assert!(view.slots.is_empty());
        let words = view.meetings[0].words.as_ref().unwrap();
        assert_eq!(words.off, Some("The candidate withdrew"));
        assert!(look(&story, Scope::Read).view.meetings.is_empty());
        story.now += TimeDelta::hours(49);
        assert!(look(&story, Scope::Respond).view.meetings.is_empty());
    }

    #[test]
    fn it_stands_until_it_is_over_and_says_whose_clock_it_goes_by_where_that_is_another() {
        let mut story = begin();
        chooses(&mut story, 24);
        story.now += TimeDelta::hours(24) + TimeDelta::minutes(44);
        assert_eq!(look(&story, Scope::Respond).view.meetings.len(), 1);
        story.does(workspace::Command::PutWorkspace(Workspace {
            name: "Northwind".into(),
            zone: "America/New_York".into(),
        }));
        let view = look(&story, Scope::Respond).view;
        let words = view.meetings[0].words.as_ref().unwrap();
        assert_eq!(words.place.zone.as_deref(), Some("Europe/London"));
        story.now += TimeDelta::minutes(1);
        assert!(look(&story, Scope::Respond).view.meetings.is_empty());
    }
}
