//! What one has in the room: a screen for each question, before them how one goes in, and after them how it was. Links lead from
//! one to the next, so that it needs neither script nor network; what is noted there stays on the device, by whom one met and
//! what was asked, so that it is under no other name or question when either moves.

use leptos::prelude::*;

use super::{
    prepared::{card, hints, otherwise, screen, signs},
    visit::Own,
};
use crate::domain::CriterionId;
use crate::portal::{
    gesture::About,
    lead::spoken,
    view::{PortalView, PrepPart, PrepQuestion, PrepView, RoomView},
};

/// What is noted there hangs on this.
fn about(room: &RoomView, what: &str) -> Option<String> {
    Some(format!("{}/{what}", room.key))
}

/// A question as its screen has it.
struct Asked<'a> {
    id: CriterionId,
    minutes: u16,
    what: &'a str,
    question: &'a PrepQuestion,
    other: &'a PrepQuestion,
    anchors: &'a [String; 3],
}

fn asked(part: &PrepPart) -> Option<Asked<'_>> {
    match part {
        PrepPart::Said { .. } => None,
        PrepPart::Asked {
            id,
            minutes,
            what,
            question,
            other,
            anchors,
        } => Some(Asked {
            id: *id,
            minutes: *minutes,
            what,
            question,
            other,
            anchors,
        }),
    }
}

/// A room for each meeting.
pub fn rooms(prep: &PrepView, view: &PortalView) -> impl IntoView + use<> {
    let rooms = prep.rooms.iter().map(|one| room(prep, one, view));
    rooms.collect_view()
}

fn room(prep: &PrepView, room: &RoomView, view: &PortalView) -> AnyView {
    let asked = prep.parts.iter().filter_map(asked);
    let asked: Vec<Asked> = asked.filter(|one| !room.others_ask.contains(&one.id)).collect();
    let count = asked.len();
    let meets = room
        .meets
        .as_ref()
        .map(|(called, on)| format!("With {called}, {}", spoken(*on, view)));
    let felt = |when: &str, says: &str| {
        let about = about(room, &format!("{when}-{}", prep.key));
        view! { <Own name="felt" about asked=Some(says.to_owned())/> }
    };
    let before = view! {
        <h2>"Before you go in"</h2>
        <p>"Say how it goes: who you are, what you will ask, and that you write things down. Then the questions, in this order."</p>
        {felt("before", "Before the interview I felt confident:")}
    };
    let after = view! {
        <h2>"Afterwards"</h2>
        <p>"Write down what was said while you remember it; judge after that, one question at a time."</p>
        {felt("after", "After the interview I felt confident:")}
        <Own name="noted" about=about(room, "") asked=Some("Noted to a question that is no longer asked: ".into())/>
        <p>{match room.card {
            Some(card) => view! { <a href=format!("#p-scorecard-{card}")>"To your scorecard"</a> },
            None => view! { <a href=format!("#{}", About::Page.place())>"Write about it"</a> },
        }}</p>
    };
    let ids = asked.iter().map(|one| one.id.to_string());
    let ids: Vec<String> = [String::from("before")]
        .into_iter()
        .chain(ids)
        .chain([String::from("after")])
        .map(|what| screen(room, prep, &what))
        .collect();
    let questions = asked.iter().zip(1..).map(|(one, at)| {
        let about = about(room, &one.id.to_string());
        view! {
            <p class="small quiet">{format!("Question {at} of {count}, {} minutes", one.minutes)}</p>
            <h2><bdi>{one.question.words.clone()}</bdi></h2>
            {hints(&one.question.hints)}
            <p class="small quiet">"Somebody who " <bdi>{one.what.to_owned()}</bdi></p>
            {otherwise(one.other)}
            <Own name="jot" about asked=Some(one.question.words.clone())/>
            <details class="prep">
                <summary class="small">"What good looks like"</summary>
                {signs(one.anchors)}
            </details>
        }
        .into_any()
    });
    let screens = [before.into_any()]
        .into_iter()
        .chain(questions)
        .chain([after.into_any()]);
    let to = |at: Option<usize>| at.and_then(|at| ids.get(at)).map(|id| format!("#{id}"));
    let screens = screens.enumerate().map(|(at, inside)| {
        let back = to(at.checked_sub(1)).map(|back| view! { <a class="button" href=back>"← Back"</a> });
        let next = to(Some(at + 1)).map(|next| view! { <a class="button primary" href=next>"Next →"</a> });
        let meets = meets.clone();
        let meets = meets.map(|words| view! { <p class="small quiet" dir="auto">{words}</p> });
        view! {
            <div id=ids.get(at).cloned() class="room stack" role="region" aria-label=format!("In the room, {} of {}", at + 1, count + 2)>
                {meets}
                {inside}
                <p class="row between">{back} <a href=format!("#{}", card(prep))>"Close"</a> {next}</p>
            </div>
        }
    });
    screens.collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use crate::domain::{
        KitDetails, Scope, ShareLink, Shown, Story, Target, Who, interview, interviewer,
        kit::{self, bank::BANK},
    };
    use crate::portal::{html, project, sections};

    fn edits(story: &mut Story, edit: impl FnOnce(&mut KitDetails)) {
        let base = story.state().kit(Story::role("data"));
        let mut details = base.clone();
        edit(&mut details);
        story.does(kit::Command::EditKit {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(details),
            base: Some(Box::new(base)),
        });
    }

    /// Of a leader who meets two.
    fn story() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        edits(&mut story, |kit| {
            let criteria = BANK.iter().zip(["a", "b", "c", "d"]);
            kit.criteria = criteria
                .map(|(one, id)| one.criterion(Story::criterion(id)))
                .collect();
            kit.shown = Shown::Leader;
        });
        for (name, hours) in [("sam", 30), ("mina", 50)] {
            story.finds(name, "data", name);
            story.shows(name);
            story.does(interview::Command::SetInterview {
                interview: Story::interview(name),
                candidate: Story::candidate(name),
                leader: Story::leader("dana"),
                details: Box::new(Story::slot()),
                zone: "Europe/London".into(),
                time: story.in_hours(hours),
            });
        }
        story
    }

    fn section(story: &Story, is_paper: bool) -> String {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("page")).unwrap();
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        let view = if is_paper { view.on_paper() } else { view };
        let all = sections(&view, None).into_iter();
        html(|| {
            all.filter(|section| section.key == "p-prep")
                .map(|section| section.content)
                .collect::<Vec<_>>()
        })
    }

    /// Where something is noted, with the question under which it stands.
    fn noted(page: &str) -> Vec<(String, String)> {
        let places = page.split("data-own=\"jot\"").skip(1);
        let of = |place: &str, name: &str| {
            let (_, rest) = place.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        places
            .map(|place| (of(place, "data-about"), of(place, "data-asked")))
            .collect()
    }

    #[test]
    fn a_note_hangs_on_whom_one_meets_and_what_is_asked_wherever_the_question_stands() {
        let mut story = story();
        let before = noted(&section(&story, false));
        assert_eq!(before.len(), 8, "four questions to each of two");
        for (at, (about, _)) in before.iter().enumerate() {
            assert!(
                before[..at].iter().all(|(other, _)| other != about),
                "{about} twice"
            );
        }
        let of_sam = format!("{}/{}", Story::interview("sam"), Story::criterion("b"));
        assert_eq!(before[1], (of_sam.clone(), BANK[1].happened.to_owned()));
        edits(&mut story, |kit| {
            kit.criteria[1].happened.words = "When was it late?".into();
            kit.criteria.swap(0, 1);
            kit.criteria.remove(2);
        });
        let after = noted(&section(&story, false));
        assert_eq!(after[0], (of_sam, "When was it late?".to_owned()));
        let gone = format!("/{}", Story::criterion("c"));
        assert!(after.iter().all(|(about, _)| !about.ends_with(&gone)));
        for (about, asked) in &after[1..3] {
            assert!(
                before.contains(&(about.clone(), asked.clone())),
                "{about}: {asked}"
            );
        }
    }

    #[test]
    fn where_the_questions_were_divided_each_room_has_ones_own_and_leads_to_the_scorecard() {
        let mut story = story();
        story.does(interviewer::Command::AskInterviewer {
            interviewer: Story::interviewer("leads"),
            interview: Story::interview("sam"),
            who: Who::Leader,
            details: interviewer::Asks {
                criteria: vec![Story::criterion("c")],
                due: story.now.date_naive() + chrono::Days::new(5),
            },
        });
        let page = section(&story, false);
        let of = |name: &str| {
            let room = format!("{}/", Story::interview(name));
            noted(&page)
                .iter()
                .filter(|(about, _)| about.starts_with(&room))
                .count()
        };
        assert_eq!((of("sam"), of("mina")), (1, 4));
        let card = format!("href=\"#p-scorecard-{}\"", Story::interviewer("leads"));
        assert_eq!(page.matches(&card).count(), 1, "{page}");
    }

    #[test]
    fn beside_a_question_that_was_pointed_out_stands_why_and_what_to_ask_instead() {
        let mut story = story();
        assert!(!section(&story, false).contains("prep-hint"));
        edits(&mut story, |kit| {
            kit.criteria[0].happened.words = "Are you planning a family?".into();
        });
        let page = section(&story, false);
        let hint = "<b>This asks about family and its plans</b>. Whether somebody has a family";
        assert_eq!(
            page.matches(hint).count(),
            3,
            "on the card, and in each room: {page}"
        );
        assert!(section(&story, true).contains(hint));
    }

    #[test]
    fn a_card_names_its_role_and_leader_and_leads_into_a_room_for_each_meeting() {
        let story = story();
        let page = section(&story, false);
        assert!(
            page.contains("<bdi>Senior Data Engineer</bdi> · for <bdi>Dana Whitfield</bdi>"),
            "{page}"
        );
        for name in ["sam", "mina"] {
            let id = format!("room-{}-{}-1-before", Story::interview(name), Story::role("data"));
            assert!(
                page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("id=\"{id}\"")),
                "{page}"
            );
        }
        let paper = section(&story, true);
        assert!(
            paper.contains("Dana Whitfield") && !paper.contains("room-"),
            "{paper}"
        );
    }
}
