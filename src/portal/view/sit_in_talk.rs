//! What a recruiter who sat in said to the leader afterwards: on the leader's own page alone, through a link of whoever said it.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::Alone;
use crate::domain::{SitInTalkId, TalkWords};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SitInTalkView {
    pub id: SitInTalkId,
    /// Whom the two met, as the leader knows them.
    pub called: String,
    /// When they did.
    pub on: NaiveDate,
    /// Who said it.
    pub by: String,
    pub words: TalkWords,
}

pub fn section(seen: Alone) -> Vec<SitInTalkView> {
    let talks = seen.sit_in_talk().into_iter();
    let views = talks.map(|said| SitInTalkView {
        id: said.talk.id,
        called: said.called,
        on: said.on,
        by: seen
            .called(Some(said.talk.by))
            .unwrap_or("your recruiter")
            .to_owned(),
        words: (*said.talk.words).clone(),
    });
    views.collect()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::*;
    use crate::domain::{HelpWay, Scope, ShareLink, Story, Target, interview, sit_in_talk};
    use crate::portal::view::project;

    /// What it shows of what Priya said, through a link of this scope that this member keeps.
    fn shown(story: &Story, edit: impl Fn(&mut ShareLink)) -> Vec<SitInTalkView> {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("page")).unwrap().clone();
        edit(&mut link);
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, &link, story.now.date_naive(), now).unwrap().view;
        assert!(
            view.clone().on_paper().sit_in_talk.is_empty(),
            "paper is passed on"
        );
        view.sit_in_talk
    }

    #[test]
    fn it_stands_on_the_leaders_own_page_and_on_no_other() {
        let mut story = Story::begin();
        for user in ["priya", "tom"] {
            story.joins(user);
        }
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.finds("sam", "data", "Sam Reed");
        story.shows("sam");
        story.offers("slot", "sam", &[48]);
        let interview = Story::interview("slot");
        story.does(interview::Command::NoteTime {
            interview,
            time: Some(story.in_hours(48)),
            because: String::new(),
        });
        story.does(interview::Command::NoteHelp {
            interview,
            way: Some(HelpWay::SitIn),
        });
        story.now += TimeDelta::days(2);
        story.does(sit_in_talk::Command::NoteTalk {
            talk: Story::talk("talk"),
            interview,
            words: Box::new(TalkWords {
                went_well: "You let them finish".into(),
                to_try: String::new(),
            }),
        });
        let said = shown(&story, |_| {});
        assert_eq!(said.len(), 1);
        assert_eq!(
            (said[0].by.as_str(), said[0].called.as_str()),
            ("priya", "Candidate A")
        );
        assert!(
            shown(&story, |link| link.deputy = true).is_empty(),
            "a deputy is somebody else"
        );
        assert!(
            shown(&story, |link| link.keeper = Story::user("tom")).is_empty(),
            "Tom does not hold it"
        );
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert!(shown(&story, |link| link.scope = scope).is_empty());
        }
        story.now += TimeDelta::days(15);
        assert!(shown(&story, |_| {}).is_empty(), "it is over by then");
    }
}
