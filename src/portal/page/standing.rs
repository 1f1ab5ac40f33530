//! "Do you know where you stand?"

use leptos::prelude::*;

use super::{reply::reply_place, section::Section, visit::Visit};
use crate::domain::Moment;
use crate::portal::{gesture::About, view::PortalView};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let standing = view.standing.as_ref()?;
    let about = About::Standing(standing.role, standing.asked);
    let place = reply_place(view, about, visit)?;
    let key = format!("p-stands-{}-{}", standing.role, about.number());
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let recruiter = view.head.recruiter.as_ref();
    let who = recruiter.map_or("your recruiter", |who| who.name.as_str());
    let asked = match standing.asked {
        Moment::Search => "You are asked once now, and once when somebody says yes.",
        Moment::Yes => "You are not asked again.",
    };
    let content = view! {
        <section id=key.clone() class="card stack asked" aria-labelledby=labelled>
            <div>
                <p class="small quiet" dir="auto">{standing.title.clone()}</p>
                <h2 id=heading>"Do you know where you stand?"</h2>
            </div>
            <p class="small quiet" dir="auto">{format!("It goes to {who}’s team and is on no page. {asked}")}</p>
            {place}
        </section>
    };
    Some(Section::new(key, content))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::domain::{LinkId, Scope, ShareLink, Stage, Story, Target};
    use crate::portal::{html, project};

    fn page(story: &Story) -> String {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("link")).unwrap();
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        let visit = Visit {
            link: LinkId(Uuid::nil()),
            confirmed: true,
            seed: Uuid::nil(),
            as_of: "09:41".into(),
            returned: None,
        };
        html(|| section(&view, Some(&visit)).map(|section| section.content))
    }

    #[test]
    fn only_what_is_still_to_come_is_said_to_be_asked() {
        let mut story = Story::begin();
        story.joins("priya");
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.moves("data", Stage::Source, None, None).unwrap();
        story.now += TimeDelta::days(21);
        let search = page(&story);
        assert!(search.contains("once when somebody says yes"), "{search}");
        story.moves("data", Stage::FollowUp, None, None).unwrap();
        let yes = page(&story);
        assert!(yes.contains("You are not asked again."), "{yes}");
        assert!(!yes.contains("says yes"), "{yes}");
    }
}
