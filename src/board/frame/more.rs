//! The rooms that the navigation does not name.

use leptos::prelude::*;

use crate::board::desk::{Link, Route, Sheet, desk, ours_live};
use crate::browser::page;

#[component]
pub fn MorePage() -> impl IntoView {
    page::set_title("More · Fulcrum");
    let desk = desk();
    let lay = move |sheet| move |_| desk.lay(sheet);
    let account = move || {
        (!desk.has_home.get()).then(|| {
            let words = "Share links, use this board on other devices, work with others";
            view! { <li><Link to=Route::SignIn><b>"Sign in"</b> <span>{words}</span></Link></li> }
        })
    };
    view! {
        <h1 tabindex="-1">"More"</h1>
        <ul class="rooms">
            <li><Link to=Route::Review><b>"This week’s updates"</b> <span>{ours_live("What each leader hears next, drafted from what was logged: looked at, and sent together")}</span></Link></li>
            <li><Link to=Route::Effort><b>"What was done"</b> <span>{ours_live("Week by week, by leader or by role: people approached, what was learned, where the time went")}</span></Link></li>
            <li><Link to=Route::Problems><b>"Problems"</b> <span>"What comes back from role to role: proposed, owned, fixed"</span></Link></li>
            <li><Link to=Route::Leverage><b>"Leverage"</b> <span>"Where the time went, what was done twice, what came of it: facts alone, nothing by person"</span></Link></li>
            <li><Link to=Route::Calibration><b>"How dates came true"</b> <span>"Told against what came, and how far the forecast can be trusted"</span></Link></li>
            <li><Link to=Route::Team><b>"Team"</b> <span>"Who works here, and what each may do"</span></Link></li>
            <li><Link to=Route::Settings><b>"Settings"</b> <span>{ours_live("When leaders hear, your calendar, how it looks, what this device keeps")}</span></Link></li>
            <li><Link to=Route::Keeps><b>"What Fulcrum keeps, and why"</b> <span>"Every field, who may read it and until when; to print for a works council"</span></Link></li>
            <li><Link to=Route::Import><b>"Import roles"</b> <span>"From a table of another tracker"</span></Link></li>
            {account}
            <li><button on:click=lay(Sheet::SyncState)><b>"Your data"</b> <span>"What is saved, sent, waiting or refused"</span></button></li>
            <li><button on:click=lay(Sheet::Sweep)><b>"Evening sweep"</b> <span>"What was done today, role by role"</span></button></li>
            <li><button on:click=lay(Sheet::FillDay)><b>"Fill in my day"</b> <span>"From a calendar file or a table: what was done, a tap each"</span></button></li>
            <li><button on:click=lay(Sheet::Help)><b>"Keyboard shortcuts"</b> <span>"What one key does"</span></button></li>
        </ul>
    }
    .into_any()
}
