//! A page for whoever owns a problem: what they are told, and whom to call about it.

use leptos::prelude::*;

use super::{
    call::Call,
    head::live_mark,
    section::Section,
    visit::{Own, Visit},
};
use crate::portal::view::{OwnerView, PortalView};
use crate::ui::day;

pub fn sections(view: &PortalView, owner: &OwnerView, visit: Option<&Visit>) -> Vec<Section> {
    let whose = format!("{} · for {}", view.head.workspace, view.head.reader());
    let told = format!("Written {}", day::dated(owner.on, view.today));
    let fixed = owner.fixed_on.map(|on| {
        let words = format!("It is fixed, since {}. Thank you.", day::dated(on, view.today));
        view! { <p><b>{words}</b></p> }
    });
    let paragraphs = owner
        .text
        .split("\n\n")
        .map(|words| view! { <p dir="auto">{words.to_owned()}</p> });
    let call = view
        .head
        .recruiter
        .clone()
        .map(|contact| view! { <div><Call contact/></div> });
    let content = view! {
        <header id="p-head" class="portal-head stack">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1>"Something that comes back, and what we ask of you"</h1>
            {fixed}
            <div class="card stack">{paragraphs.collect_view()}</div>
            <p class="small quiet">{told}</p>
            {call}
        </header>
    };
    vec![Section::new("p-head", content)]
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        Body, Cause, LinkId, NewLink, ProblemDetails, Scope, ShareLink, Story, Target, ToldOwner, link,
        problem,
    };
    use crate::portal::{html, page::PortalPage, project};

    #[test]
    fn who_wrote_it_is_said_once_where_there_is_no_number_to_call() {
        let mut story = Story::begin();
        story.joins("priya");
        let seen = ProblemDetails::seen("Pay is too low", Cause::Compensation, [Story::role("data")]);
        story.does(problem::Command::RaiseProblem {
            problem: Story::problem("pay"),
            details: Box::new(seen),
        });
        story.does(Body::Link(link::Command::ShareLink(NewLink {
            expires_on: story.now.date_naive().checked_add_days(chrono::Days::new(90)),
            brief: Some(Box::new(ToldOwner {
                problem: Story::problem("pay"),
                text: "Pay is too low in five roles.".into(),
            })),
            ..Story::link_to("sara", Target::Role(Story::role("data")), Scope::Respond)
        })));
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("sara")).unwrap();
        let now = story.now.with_timezone(&chrono::Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        let visit = Visit {
            link: LinkId(Uuid::nil()),
            confirmed: true,
            seed: Uuid::nil(),
            as_of: "09:41".into(),
            returned: None,
        };
        let page = html(|| view! { <PortalPage view visit/> });
        assert_eq!(page.matches("priya").count(), 1, "{page}");
    }
}
