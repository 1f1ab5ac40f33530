//! Coming in: by the link's secret, and by its passcode where it has one.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    door::{Door, PASSED, by_secret, cookie_name, proof, set_cookie},
    page::{ask_passcode, gone, private, unavailable},
};
use crate::domain::Passcode;
use crate::server::{app::App, store::Tried};

/// `GET /p/{link}/{secret}`: keeps the secret in a cookie and takes it out of the address.
pub async fn open(State(app): State<App>, Path((link, secret)): Path<(String, String)>) -> Response {
    let link = match by_secret(&app, &link, &secret).await {
        Ok(Some((.., link))) => link,
        Ok(None) => return gone(None),
        Err(error) => return unavailable(&error),
    };
    let mut response = Redirect::to(&format!("/p/{}", link.id)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::SET_COOKIE,
        set_cookie(&app, cookie_name(&app), &secret, link.id),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    private(response)
}

#[derive(Deserialize)]
pub struct PasscodeForm {
    #[serde(default)]
    passcode: String,
}

/// `POST /p/{link}/passcode`: by a plain form, before anything is shown.
pub async fn passcode(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
    form: Result<Form<PasscodeForm>, FormRejection>,
) -> Response {
    let (link, secret) = match Door::find(&app, &link, &headers).await {
        Ok(Some(Door::Locked { link, secret })) => (link, secret),
        Ok(Some(Door::Open(opened))) => {
            return private(Redirect::to(&format!("/p/{}", opened.link)).into_response());
        }
        Ok(None) => return gone(None),
        Err(error) => return unavailable(&error),
    };
    // What cannot be one costs no try: a slip of the leader's shuts nobody out.
    let given = form.map(|Form(form)| form.passcode).unwrap_or_default();
    let Ok(passcode) = Passcode::try_from(given) else {
        return ask_passcode(
            StatusCode::UNPROCESSABLE_ENTITY,
            link,
            Some("A passcode has six digits. Your recruiter can tell it to you."),
        );
    };
    let tried = app
        .store
        .try_passcode(link, passcode.digits(), app.clock.now())
        .await;
    match tried {
        Ok(Tried::Right) => {
            let hash = app
                .store
                .passcode_hash(link)
                .await
                .ok()
                .flatten()
                .unwrap_or_default();
            let passed = set_cookie(&app, PASSED, &proof(&secret, &hash), link);
            let mut response = Redirect::to(&format!("/p/{link}")).into_response();
            response.headers_mut().insert(header::SET_COOKIE, passed);
            private(response)
        }
        Ok(Tried::Wrong) => ask_passcode(
            StatusCode::FORBIDDEN,
            link,
            Some("This is not the passcode. It has six digits; your recruiter can tell it to you."),
        ),
        Ok(Tried::Resting) => ask_passcode(
            StatusCode::TOO_MANY_REQUESTS,
            link,
            Some(
                "Too many wrong passcodes. Wait a quarter of an hour, or ask your recruiter for a new link.",
            ),
        ),
        // A try that could not be counted is none.
        Err(error) => {
            tracing::error!(%error, "a passcode could not be tried");
            ask_passcode(
                StatusCode::SERVICE_UNAVAILABLE,
                link,
                Some("It could not be checked just now. Try again in a while."),
            )
        }
    }
}
