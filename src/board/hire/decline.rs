//! Why somebody declined an offer.

use leptos::prelude::*;

use super::amend::edits;
use crate::board::{
    desk::desk,
    kit::{Area, Base, Form, Radio, SaveOrCancel, heed, said},
};
use crate::browser::clock;
use crate::domain::{Cause, HireDetails, HireId};

/// Of all causes those for which somebody says no.
const CAUSES: [Cause; 6] = [
    Cause::Compensation,
    Cause::Overload,
    Cause::SlowDecisions,
    Cause::Culture,
    Cause::Drift,
    Cause::Closing,
];

#[component]
pub fn Decline(id: HireId, was: Box<HireDetails>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let cause = RwSignal::new(was.cause);
    let because = RwSignal::new(was.because.clone());
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let was = base.get();
        let details = Box::new(HireDetails {
            declined_on: Some(clock::today()),
            cause: cause.get_untracked(),
            because: because.get_untracked(),
            ..(*was).clone()
        });
        let saved = base.submit(edits(id, details, was)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("They declined. Their card says that they withdrew.", undo);
            done.run(());
        }
    };
    let causes = CAUSES.map(|one| {
        view! {
            <Radio name="declined" checked=Signal::derive(move || cause.get() == Some(one)) choose=move |()| cause.set(Some(one))>
                {one.label()}
            </Radio>
        }
    });
    view! {
        <Form class="amend stack" save>
            <div class="ticks" role="radiogroup" aria-label="What was it about?">{causes}</div>
            <Area label="What did they say?" value=because rows=2/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
