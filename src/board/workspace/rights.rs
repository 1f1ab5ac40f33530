//! Who may do what.

use leptos::prelude::*;

use crate::board::desk::ours_live;
use crate::domain::{Power, Right};

/// The rights table, as the rules have it.
#[component]
pub fn Rights() -> impl IntoView {
    let heads = Right::ALL
        .iter()
        .map(|right| view! { <th scope="col">{right.label()}</th> });
    let rows = Power::ALL.iter().map(|power| {
        let cells = Right::ALL.iter().map(|right| {
            let words = if right.may(*power) { "yes" } else { "no" };
            view! { <td>{words}</td> }
        });
        view! { <tr><th scope="row">{ours_live(power.label())}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <section class="card stack" aria-labelledby="rights">
            <h2 id="rights">"Who may do what"</h2>
            <table class="listing">
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="small quiet">"Everything else, every member may do on the roles they see."</p>
        </section>
    }
    .into_any()
}
