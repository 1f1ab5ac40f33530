//! "Do you know where you stand?"

use leptos::prelude::*;

use super::{reply::reply_place, section::Section, visit::Visit};
use crate::portal::{gesture::About, view::PortalView};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let standing = view.standing.as_ref()?;
    let about = About::Standing(standing.role, standing.asked);
    let place = reply_place(view, about, visit)?;
    let key = format!("p-stands-{}-{}", standing.role, about.number());
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let recruiter = view.head.recruiter.as_ref();
    let who = recruiter.map_or("your recruiter", |who| who.name.as_str());
    let content = view! {
        <section id=key.clone() class="card stack asked" aria-labelledby=labelled>
            <div>
                <p class="small quiet" dir="auto">{standing.title.clone()}</p>
                <h2 id=heading>"Do you know where you stand?"</h2>
            </div>
            <p class="small quiet" dir="auto">{format!("It goes to {who}’s team and is on no page. You are asked once now, and once when somebody says yes.")}</p>
            {place}
        </section>
    };
    Some(Section::new(key, content))
}
