//! "Where is this from": what speaks of a problem, each with its roles.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk, ours},
    kit::counted,
};
use crate::domain::{Role, RoleId, Sort, Source};

#[component]
pub fn Origin(
    #[prop(into)] sources: Signal<Vec<Source>>,
    /// Where it was seen.
    #[prop(into)]
    roles: Signal<Vec<RoleId>>,
) -> impl IntoView {
    let titled = move || {
        let all = roles.get();
        desk().tab().with(|state| {
            let titles = all.into_iter().filter_map(|id| {
                let title = state.get::<Role>(id).ok()?.called().to_owned();
                Some((id, title))
            });
            titles.collect::<Vec<(RoleId, String)>>()
        })
    };
    let seen = move || {
        let titled = titled();
        let count = titled.len();
        let lines = titled.into_iter().map(|(id, title)| {
            view! { <li><Link to=Route::Role(id)><bdi>{title}</bdi></Link></li> }
        });
        view! {
            <details class="more">
                <summary>{format!("Seen in {}", counted(count, "role"))}</summary>
                <ul class="origin">{lines.collect_view()}</ul>
            </details>
        }
    };
    let said = move || {
        let (all, titled) = (sources.get(), titled());
        let sorts = Sort::ALL.iter().filter_map(|sort| {
            let of: Vec<&Source> = all.iter().filter(|source| source.sort == *sort).collect();
            (!of.is_empty()).then(|| {
                let lines = of.iter().map(|source| {
                    let title = titled.iter().find(|(id, _)| *id == source.role);
                    let title = title.map_or_else(String::new, |(_, title)| title.clone());
                    view! {
                        <li>
                            <Link to=Route::Role(source.role)><bdi>{title}</bdi></Link>
                            ": " <span dir="auto">{source.words.clone()}</span>
                        </li>
                    }
                });
                view! {
                    <details class="more">
                        <summary>{format!("{}: {}", ours(sort.label()), of.len())}</summary>
                        <ul class="origin">{lines.collect_view()}</ul>
                    </details>
                }
            })
        });
        sorts.collect_view()
    };
    view! {
        <div class="stack" role="group" aria-label="Where is this from">
            <p class="small quiet">"Where is this from?"</p>
            {seen}
            {said}
        </div>
    }
    .into_any()
}
