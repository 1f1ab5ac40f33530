//! What each column of a table is taken for.

use leptos::prelude::*;

use super::ended::Ended;
use super::preview::preview;
use super::reading::Import;
use crate::board::{
    desk::ours,
    kit::{chosen, options},
};
use crate::domain::import::{Column, DateOrder, Table};

/// Lines of the table that are shown.
const SHOWN: usize = 3;

const COLUMNS: &[Option<Column>] = &[
    None,
    Some(Column::Title),
    Some(Column::Leader),
    Some(Column::Team),
    Some(Column::Recruiter),
    Some(Column::Opened),
    Some(Column::Closed),
    Some(Column::Days),
    Some(Column::Status),
    Some(Column::Seniority),
    Some(Column::Number),
];

#[component]
pub fn Check(import: Import) -> impl IntoView {
    let busy = move || import.working.with(Option::is_some);
    let headings = Memo::new(move |_| {
        import.table.with(|table| {
            table
                .as_ref()
                .map(|table| table.headings.clone())
                .unwrap_or_default()
        })
    });
    let missing = move || {
        import
            .table
            .with(|table| table.as_ref().map(Table::missing))
            .filter(|missing| !missing.is_empty())
            .map(|missing| format!("Say which column holds {}.", missing.join(", and which ")))
    };
    let has = move |column| {
        import.table.with(|table| {
            table
                .as_ref()
                .is_some_and(|table| table.columns.contains(&Some(column)))
        })
    };
    let nameless = move || {
        (!has(Column::Leader)).then(|| {
            ours(if has(Column::Team) {
                "No column holds the hiring leader. Each role becomes that of its team’s head, such as “Head of Finance”: \
                 name them later on their page, or choose the column above."
            } else {
                "No column holds the hiring leader. All roles become those of one leader, “Name unknown”: \
                 name them later on their page, or choose the column above."
            })
        })
    };
    view! {
        <section class="card stack" aria-labelledby="columns">
            <div class="row between wrap">
                <h2 id="columns" dir="auto">{move || import.name.get()}</h2>
                <button disabled=busy on:click=move |_| import.restart()>"Another file"</button>
            </div>
            <p class="small quiet">"What each column is taken for, with its first lines. Change what is wrong."</p>
            {move || columns(import, headings.get())}
            <DateOrderChoice import/>
            {move || nameless().map(|words| view! { <p>{words}</p> })}
            {move || missing().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
        </section>
        <Ended import/>
        {move || import.plan.with(|plan| plan.as_ref().map(|plan| preview(import, plan)))}
    }
    .into_any()
}

/// One column of the table; it stays in the page while others are corrected.
fn columns(import: Import, headings: Vec<String>) -> AnyView {
    let of = move |index: usize| {
        import.table.with(|table| {
            table
                .as_ref()
                .and_then(|table| table.columns.get(index).copied().flatten())
        })
    };
    let items = headings.into_iter().enumerate().map(|(index, heading)| {
        let column = Memo::new(move |_| of(index));
        let cells = import.table.with_untracked(|table| {
            let lines = table.iter().flat_map(|table| table.sample.iter().take(SHOWN));
            let cells = lines.map(|line| line.get(index).cloned().unwrap_or_default());
            cells.collect::<Vec<_>>()
        });
        let heading = if heading.is_empty() { format!("Column {}", index + 1) } else { heading };
        let change = move |event| {
            if let Some(column) = chosen(COLUMNS, &event) {
                import.correct(index, column);
            }
        };
        let value = move || {
            let at = COLUMNS.iter().position(|known| *known == column.get());
            at.unwrap_or(0).to_string()
        };
        view! {
            <li class:passed=move || column.get().is_none()>
                <label class="field"><span dir="auto">{heading}</span>
                    <select prop:value=value on:change=change>{options(COLUMNS, column_name, column.get_untracked())}</select>
                </label>
                {cells.into_iter().map(|cell| view! { <p class="small quiet cell" dir="auto">{cell}</p> }).collect_view()}
            </li>
        }
    });
    view! { <ul class="import-columns">{items.collect_view()}</ul> }.into_any()
}

fn column_name(column: Option<Column>) -> &'static str {
    ours(column.map_or("Leave out", Column::label))
}

/// Shown when every date could be read both ways.
#[component]
fn DateOrderChoice(import: Import) -> impl IntoView {
    let unsure = move || {
        import
            .table
            .with(|table| table.as_ref().is_some_and(|table| table.has_unclear_dates()))
    };
    let change = move |event| {
        if let Some(order) = chosen(DateOrder::ALL, &event) {
            import.order.set(order);
            import.read();
        }
    };
    move || {
        unsure().then(|| {
            view! {
                <label class="field inline">"03/04/2026 is"
                    <select on:change=change>{options(DateOrder::ALL, DateOrder::label, import.order.get_untracked())}</select>
                </label>
            }
        })
    }
}
