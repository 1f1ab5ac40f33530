//! What is kept about the leader, for them to read.

use serde::Serialize;

use super::seen::Alone;
use crate::domain::Kind;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct KeptView {
    /// What it is, and what it says; only what is known.
    pub facts: Vec<(&'static str, String)>,
    /// What else there is: `what you wrote`.
    pub kinds: Vec<&'static str>,
}

/// What rows of a kind are to the leader; none for what is never about one.
fn called(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Workspace | Kind::Settings | Kind::Member | Kind::Leader | Kind::Scorecard => return None,
        Kind::Role => "your roles",
        Kind::Update => "what was written to you",
        Kind::Link => "the links to pages made for you",
        Kind::Reply => "what you wrote",
        Kind::Decision => "what you were asked and what you asked, with the answers",
        Kind::PainPoint => "what hurts, as it was noted",
        Kind::Why => "what is behind it",
        Kind::Fix => "what is done about it",
        Kind::Brief => "whom you look for",
        Kind::Kit => "the questions for your interviews",
        Kind::Expectation => "the dates you were told",
        Kind::Funnel => "how many people stand where",
        Kind::Candidate => "whom you were shown, and what you said",
        Kind::Interview => "when you meet them",
        Kind::Interviewer => "who judges in your interviews",
        Kind::SitInTalk => "what the two of you said after an interview",
        Kind::Effort => "what was done for you",
        Kind::Hire => "whom you hired, and when they start",
        Kind::CheckIn => "what you said in their first ninety days",
        Kind::Problem => "what comes back from role to role, with yours among them",
    })
}

/// None for whoever answers for the leader: it is not theirs to read.
pub fn section(seen: Alone) -> Option<KeptView> {
    let leader = seen.kept()?;
    let details = &leader.details;
    let stood = match leader.stood.len() {
        0 => String::new(),
        1 => "your answer".to_owned(),
        count => format!("your {count} answers"),
    };
    let channel = details.channel.map(|channel| channel.label().to_owned());
    let away = details
        .away
        .as_ref()
        .filter(|away| !away.is_over(seen.all().today()));
    let away = away.map(|away| match away.deputy.as_str() {
        "" => "noted".to_owned(),
        deputy => format!("noted, with {deputy} answering"),
    });
    let silence = details
        .longest_silence
        .map(|days| format!("{days} business days"));
    let facts = [
        ("Name", details.name.clone()),
        ("Team", details.team.clone()),
        ("Phone", details.phone.clone()),
        ("E-mail", details.email.clone()),
        ("You hear by", channel.unwrap_or_default()),
        ("Longest silence", silence.unwrap_or_default()),
        ("Days away", away.unwrap_or_default()),
        ("Good to know", details.likes.clone()),
        ("Whether you know where you stand", stood),
    ];
    Some(KeptView {
        facts: facts.into_iter().filter(|(_, says)| !says.is_empty()).collect(),
        kinds: seen.kept_kinds().filter_map(called).collect(),
    })
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use crate::domain::{LeaderDetails, Scope, ShareLink, Story, Target, leader};
    use crate::portal::project;

    #[test]
    fn a_leader_reads_what_is_kept_about_them_and_nobody_else_does() {
        let mut story = Story::begin();
        story.does(leader::Command::EditLeader {
            leader: Story::leader("dana"),
            details: LeaderDetails {
                team: "Platform".into(),
                likes: "Bad news by phone".into(),
                ..LeaderDetails::named("Dana Whitfield")
            },
            base: None,
        });
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        let kept = |edit: fn(&mut ShareLink)| {
            let state = story.state();
            let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
            edit(&mut link);
            let now = story.now.with_timezone(&Utc);
            project(&state, &link, story.now.date_naive(), now)
                .unwrap()
                .view
                .kept
        };
        let hers = kept(|_| {}).unwrap();
        let says = |says: &str| says.to_owned();
        assert_eq!(
            hers.facts,
            [
                ("Name", says("Dana Whitfield")),
                ("Team", says("Platform")),
                ("Good to know", says("Bad news by phone")),
            ]
        );
        assert_eq!(hers.kinds, ["the links to pages made for you"]);
        assert_eq!(kept(|link| link.deputy = true), None);
        assert_eq!(kept(|link| link.scope = Scope::Read), None);
        assert_eq!(kept(|link| link.scope = Scope::TeamSafe), None);
    }
}
