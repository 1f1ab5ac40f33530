//! Server functions among our routes: what they find around them, and how their answers leave.

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use leptos::{
    prelude::{expect_context, provide_context},
    server_fn::{
        Protocol, ServerFn,
        axum::{AxumServerFnBackend, register_explicit},
        client::Client,
    },
};
use leptos_axum::{ResponseOptions, handle_server_fns_with_context};
use serde::{Serialize, de::DeserializeOwned};

use super::error::ApiError;
use crate::calls::told::{Call, Failed};
use crate::server::app::App;

/// The route of a server function; its path is its `PATH`.
pub fn call<C>() -> MethodRouter<App>
where
    C: ServerFn<
            Server = AxumServerFnBackend,
            Error = Failed,
            InputStreamError = Failed,
            OutputStreamError = Failed,
        > + 'static,
{
    // Whatever a linker keeps of those that register themselves.
    register_explicit::<C>();
    post(async |State(app): State<App>, mut request: Request| {
        // Whoever would rather have a page is told the same as anybody, instead of being sent to one.
        request.headers_mut().remove(header::ACCEPT);
        handle_server_fns_with_context(move || provide_context(app.clone()), request).await
    })
}

/// Who asks, and what the answer brings besides its words.
pub struct Asked {
    pub app: App,
    parts: Parts,
    response: ResponseOptions,
}

impl Asked {
    /// What the request's head says, such as whose session it is.
    ///
    /// # Errors
    /// As the extractor refuses.
    pub async fn read<T: FromRequestParts<App>>(&mut self) -> Result<T, T::Rejection> {
        T::from_request_parts(&mut self.parts, &self.app).await
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    pub fn set_cookie(&self, cookie: &str) {
        if let Ok(cookie) = HeaderValue::from_str(cookie) {
            self.response.append_header(header::SET_COOKIE, cookie);
        }
    }
}

/// Does what a call asks for. What goes wrong leaves with its own status.
///
/// # Errors
/// What went wrong, as it is told.
pub async fn answer<T, F>(does: impl FnOnce(Asked) -> F) -> Result<T, Failed>
where
    F: Future<Output = Result<T, ApiError>>,
{
    let response: ResponseOptions = expect_context();
    let asked = Asked {
        app: expect_context(),
        parts: expect_context(),
        response: response.clone(),
    };
    does(asked).await.map_err(|error| {
        response.set_status(error.status());
        if let Some(seconds) = error.retry_after() {
            response.insert_header(header::RETRY_AFTER, seconds.into());
        }
        Failed::Told(error.told())
    })
}

impl<Given, Told, C> Protocol<Given, Told, C, AxumServerFnBackend, Failed> for Call
where
    Given: DeserializeOwned + Send,
    Told: Serialize + Send,
    C: Client<Failed>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(request: Request, function: F) -> Result<Response, Failed>
    where
        F: Fn(Given) -> Fut + Send,
        Fut: Future<Output = Result<Told, Failed>> + Send,
    {
        // What cannot be read is put in our words with whatever else the framework refuses.
        let given = match Json::<Given>::from_request(request, &()).await {
            Ok(Json(given)) => given,
            Err(refused) => return Ok(refused.into_response()),
        };
        let told = function(given);
        Ok(match told.await {
            Ok(told) => Json(told).into_response(),
            Err(failed) => Json(failed).into_response(),
        })
    }

    async fn run_client(_: &str, _: Given) -> Result<Told, Failed> {
        Err(Failed::Unreachable)
    }
}
