//! Why somebody declined an offer.

use leptos::prelude::*;

use super::amend::edits;
use crate::board::{
    desk::desk,
    kit::{Area, Base, Form, SaveOrCancel, heed, said},
};
use crate::browser::clock;
use crate::domain::{Cause, Hire, HireDetails, HireId};

#[component]
pub fn Decline(id: HireId, was: Box<HireDetails>, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let because = RwSignal::new(was.because.clone());
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let note = move |cause: Option<Cause>| {
        let was = base.get();
        let details = Box::new(HireDetails {
            declined_on: Some(clock::today()),
            cause,
            because: because.get_untracked(),
            ..(*was).clone()
        });
        let saved = base.submit(edits(id, details, was)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            let has_card = desk().tab().peek(|state| {
                let hire = state.get::<Hire>(id);
                hire.is_ok_and(|hire| hire.candidate.is_some())
            });
            let words = if has_card {
                "They declined. Their card says that they withdrew."
            } else {
                "They declined."
            };
            desk().done(words, undo);
            done.run(());
        }
    };
    let causes = Cause::DECLINED.map(|one| {
        view! { <button type="button" class="tap" on:click=move |_| note(Some(one))>{one.label()}</button> }
    });
    view! {
        <Form class="amend stack" save=move |()| note(None)>
            <Area label="What did they say? It may be left out" value=because rows=2/>
            <div class="taps" role="group" aria-label="What was it about? One tap notes that they declined">
                <span class="small quiet">"What was it about? One tap notes it:"</span>
                {causes}
            </div>
            <SaveOrCancel problem words="No reason given" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
