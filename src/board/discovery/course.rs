//! What came of a pain so far: what is asked for because of it, who brings that, and how much it hurts since somebody came. Each is one
//! tap away, and leads back.

use leptos::prelude::*;

use crate::board::desk::{Turn, desk};
use crate::domain::{Course, PainId, PainPoint, RoleId};

#[component]
pub fn CameOf(pain: PainId) -> impl IntoView {
    let desk = desk();
    let course = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| state.course(pain, today))
    });
    let role = desk
        .tab()
        .peek(|state| state.get::<PainPoint>(pain).ok().map(|pain| pain.role));
    move || {
        let role = role?;
        Some(course.get())
            .filter(|course| !course.is_empty())
            .map(|course| told(course, role))
    }
}

fn told(course: Course, role: RoleId) -> AnyView {
    let asked = course.asked.into_iter().map(|asked| {
        let is_brought = !asked.brought_by.is_empty();
        let brought = asked.brought_by.into_iter().enumerate().map(|(at, (candidate, name))| {
            let before = if at == 0 { " " } else { ", " };
            view! { {before} <Turn role part="candidates" place=format!("#candidate-{candidate}")>{name}</Turn> }
        });
        let brought = is_brought.then(|| {
            view! { <span class="quiet">" · brought by"</span>{brought.collect_view()} }
        });
        view! {
            <li>
                <span class="quiet">"Asked for: "</span>
                <Turn role part="pains" place=format!("#must-{}", asked.must)>{asked.what}</Turn>
                {brought}
            </li>
        }
    });
    let since = course.since.into_iter().map(|since| {
        view! {
            <li>
                <span class="quiet">"Since "<bdi>{since.name}</bdi>": "</span>
                <Turn role part="after" place=format!("#check-in-{}-{}", since.hire, since.last)>{since.words}</Turn>
            </li>
        }
    });
    view! {
        <ul class="came-of small" aria-label="What came of it">
            {asked.collect_view()}
            {since.collect_view()}
        </ul>
    }
    .into_any()
}
