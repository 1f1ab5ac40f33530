//! What whoever was hired is asked at a day after they started, on a page of their own. Of what they sent it shows nothing, since others may
//! have its address; nor of the role, its leader and anybody else but whoever reads it.

use chrono::NaiveDate;
use serde::Serialize;

use super::head::HeadView;
use crate::domain::{Form, HireId, Item, ShareLink, State};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CheckInView {
    pub hire: HireId,
    pub day: u8,
    /// Who alone reads it.
    pub reader: String,
    /// Whom they chose instead by now: then nothing is asked here, and what that reader had not opened is deleted.
    pub now_reads: Option<String>,
    /// How far it is; none while nothing was sent.
    pub form: Option<Form>,
    pub edition: u32,
    pub questions: Vec<Item>,
    pub asks_to_talk: bool,
    /// They talked about this day already: then nothing of it is asked.
    pub talked: bool,
    /// Whether this day is asked about now; if not, and it is to come, when it is.
    pub is_asked: bool,
    pub may_talk: bool,
    pub comes_on: Option<NaiveDate>,
    /// The last day on which the page opens.
    pub until: Option<NaiveDate>,
}

impl CheckInView {
    /// Whether they may write.
    pub fn is_open(&self) -> bool {
        let is_unsent = matches!(self.form, None | Some(Form::TakenBack | Form::GivenBack));
        self.is_asked && !self.talked && is_unsent
    }

    /// Where their browser keeps what they write, whichever link they come by.
    pub fn drafts(&self) -> String {
        format!("form {} {}", self.hire, self.day)
    }
}

/// Once another reads it says no more than that, and what became of what was sent; none once they were taken out.
pub fn section(state: &State, link: &ShareLink, today: NaiveDate) -> Option<(HeadView, CheckInView)> {
    let asked = link.hire?;
    let (hire, now_reads) = match state.asked_through(link) {
        Some(hire) => (hire, None),
        None => state
            .asked_by_another(link)
            .map(|(hire, reader)| (hire, Some(reader)))?,
    };
    let is_theirs = now_reads.is_none();
    let form = state.form_of(hire.id, asked.day, link.keeper);
    let view = CheckInView {
        hire: hire.id,
        day: asked.day,
        reader: state.member(link.keeper)?.name.clone(),
        now_reads: match now_reads {
            Some(reader) => Some(state.member(reader)?.name.clone()),
            None => None,
        },
        form: form.and_then(|form| form.form),
        edition: form.map_or(0, |form| form.edition),
        questions: Item::at(asked.day).to_vec(),
        asks_to_talk: state.asks_to_talk(hire.id, asked.day, link.keeper),
        talked: state.talk_of(hire.id, asked.day, link.keeper).is_some(),
        is_asked: is_theirs && hire.is_asked_about(asked.day, today),
        may_talk: is_theirs && hire.may_talk_about(asked.day, today),
        comes_on: hire.asked_on(asked.day).filter(|on| *on > today),
        until: link.expires_on,
    };
    // Who gave them this link is called, also where a colleague says that another reads: that is the one to tell if it is not so.
    Some((
        HeadView::of_one(state, link.keeper, hire.details.name.clone()),
        view,
    ))
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::domain::{
        Actor, Body, CommandId, FormStep, Scope, Score, Story, Target, Voice, Whose, check_in,
        forecast::Lapses, hire,
    };
    use crate::portal::{
        gesture::{About, Gesture},
        view::{PortalView, canary, project},
    };

    fn page(story: &Story) -> Option<PortalView> {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("sams")).unwrap();
        let now = story.now.with_timezone(&Utc);
        project(&state, link, story.now.date_naive(), now).map(|projection| projection.view)
    }

    fn shown(story: &Story) -> CheckInView {
        page(story).unwrap().check_in.unwrap()
    }

    fn sam(story: &mut Story, step: FormStep, answers: Vec<Score>, words: &str) {
        let about = About::FormStep(Story::hire("sam"), 30, step, shown(story).edition);
        let gesture = Gesture {
            answers,
            ..Gesture::of(about, words)
        };
        let id = uuid::Uuid::from_u128(about.number());
        let body = gesture.body(CommandId(id)).unwrap();
        let was = std::mem::replace(&mut story.actor, Actor::Link(Story::link("sams")));
        story.does(body);
        story.actor = was;
    }

    fn steps(story: &mut Story, step: FormStep) {
        sam(story, step, Vec::new(), step.label());
    }

    fn low(story: &mut Story) {
        let scores = Item::at(30).iter().map(|item| Score::of(*item, 1));
        sam(story, FormStep::Send, scores.collect(), "The nights are too long");
    }

    fn story() -> Story {
        let mut story = Story::begin();
        for user in ["priya", "tom"] {
            story.joins(user);
        }
        story.hires("sam", "data", "Sam Reed", 30);
        story.asks_hired("sams", "sam", "data");
        story
    }

    #[test]
    fn of_what_whoever_was_hired_sent_and_of_role_and_leader_their_page_shows_nothing() {
        let mut story = canary::story();
        story.asks_hired("sams", "sam", "data");
        let state = story.state();
        let form = state.form_of(Story::hire("sam"), 30, Story::user("priya"));
        assert!(
            form.is_some_and(|form| !form.details.words.is_empty()),
            "they sent something"
        );
        let json = serde_json::to_string(&page(&story).unwrap()).unwrap();
        let words = json.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let mut read: Vec<&str> = words.filter(|word| word.starts_with("canary-")).collect();
        read.sort_unstable();
        read.dedup();
        assert_eq!(
            read,
            [
                "canary-all-member-name",
                "canary-all-member-phone",
                "canary-all-workspace",
                "canary-leader-hire",
            ]
        );
    }

    #[test]
    fn it_is_open_until_it_was_sent_and_again_once_it_was_taken_back() {
        let mut story = story();
        assert!(shown(&story).is_open());
        assert_eq!(shown(&story).questions.len(), 4);
        low(&mut story);
        assert_eq!(
            (shown(&story).form, shown(&story).is_open()),
            (Some(Form::Sent), false)
        );
        steps(&mut story, FormStep::TakeBack);
        assert!(shown(&story).is_open());
        low(&mut story);
        let check_in = story
            .state()
            .form_of(Story::hire("sam"), 30, Story::user("priya"))
            .unwrap()
            .id;
        story.does(check_in::Command::ReadForm { check_in });
        assert_eq!(shown(&story).form, Some(Form::Read));
    }

    #[test]
    fn who_would_rather_talk_sees_that_it_was_told_and_after_the_talk_nothing_is_asked() {
        let mut story = story();
        steps(&mut story, FormStep::Talk);
        assert!(shown(&story).asks_to_talk && shown(&story).is_open());
        story.says("sam", Voice::Hire, "It goes well", &[]);
        assert!(shown(&story).talked && !shown(&story).is_open());
    }

    /// What they did, and how.
    type Case<'a> = (&'a str, &'a dyn Fn(&mut Story));

    /// All that anybody but the reader is shown or told, word by word: each page of the leader's, and what a colleague's board holds and
    /// works out, proposes and counts.
    fn told_to_others(story: &Story) -> Vec<String> {
        let (state, today, tom) = (story.state(), story.now.date_naive(), Story::user("tom"));
        let pages = Scope::ALL.iter().map(|scope| canary::view(story, *scope));
        let mut told: Vec<String> = pages.map(|page| serde_json::to_string(&page).unwrap()).collect();
        let seen = state.seen_by(Some(tom));
        let hired = seen.get::<crate::domain::Hire>(Story::hire("sam")).unwrap();
        for whose in [Whose::Team, Whose::Of(tom)] {
            told.push(format!("{:?}", seen.owed(whose, today)));
            told.push(format!("{:?}", seen.drafts(whose, &Lapses::default(), today)));
        }
        told.extend([
            format!("{:?}", seen.rows().collect::<Vec<_>>()),
            format!("{:?}", seen.proposals()),
            format!("{:?}", seen.sources()),
            format!("{:?}", seen.echoes()),
            seen.lever_csv(tom, None),
            seen.roles_csv(),
            seen.kept_of_hire(hired),
        ]);
        told
    }

    #[test]
    fn silence_a_refusal_and_an_answer_look_alike_on_every_page_and_in_all_that_others_count() {
        let hire = Story::hire("sam");
        let begun = || {
            let mut story = story();
            story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
            story.hurts("late", "data", "The nights are too long");
            story
        };
        let reads = |story: &mut Story| {
            let check_in = story.state().form_of(hire, 30, Story::user("priya")).unwrap().id;
            story.does(check_in::Command::ReadForm { check_in });
        };
        let silent = told_to_others(&begun());
        let cases: [Case; 7] = [
            ("nothing to say", &|story| steps(story, FormStep::Nothing)),
            ("nothing to say, read", &|story| {
                steps(story, FormStep::Nothing);
                reads(story);
            }),
            ("taken back", &|story| {
                low(story);
                steps(story, FormStep::TakeBack);
            }),
            ("sent", &low),
            ("sent and read", &|story| {
                low(story);
                reads(story);
            }),
            ("would rather talk", &|story| steps(story, FormStep::Talk)),
            ("talked", &|story| {
                story.says("sam", Voice::Hire, "It goes well", &[])
            }),
        ];
        for (case, does) in cases {
            let mut story = begun();
            does(&mut story);
            assert_eq!(told_to_others(&story), silent, "{case}");
        }
    }

    #[test]
    fn a_day_that_moved_is_asked_when_it_comes() {
        let mut story = story();
        let hire = Story::hire("sam");
        let now = story.state().get::<crate::domain::Hire>(hire).unwrap().clone();
        let mut details = now.details.clone();
        details.starts_on = Some(story.now.date_naive() - chrono::Days::new(20));
        story.does(hire::Command::EditHire {
            hire,
            details,
            base: Some(now.details),
        });
        let moved = shown(&story);
        assert!(!moved.is_open() && !moved.is_asked);
        assert_eq!(
            moved.comes_on,
            Some(story.now.date_naive() + chrono::Days::new(10))
        );
        story.now += chrono::TimeDelta::days(10);
        assert!(shown(&story).is_open());
    }

    #[test]
    fn once_another_reads_what_they_say_the_link_asks_nothing_and_says_who() {
        let mut story = story();
        low(&mut story);
        story.actor = Actor::User(Story::user("tom"));
        story.does(Body::Hire(hire::Command::AgreeReader {
            hire: Story::hire("sam"),
            agreed_on: story.now.date_naive(),
        }));
        let moved = shown(&story);
        assert_eq!(moved.now_reads.as_deref(), Some("tom"));
        assert!(!moved.is_open() && !moved.is_asked && !moved.may_talk);
        let head = page(&story).unwrap().head;
        let called = head.recruiter.map(|one| one.name);
        assert_eq!(called, Some("priya".into()), "who is told if it is not so");
        story.does(Body::Hire(hire::Command::RemoveHire {
            hire: Story::hire("sam"),
            removed: true,
        }));
        assert_eq!(page(&story), None);
    }
}
