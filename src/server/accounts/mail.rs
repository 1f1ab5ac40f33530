//! What a person asks about e-mail: whether this server sends any, and one to try.

use super::session::Session;
use crate::calls::told::{MailDesk, MailTest};
use crate::domain::Posted;
use crate::server::http::{call::Asked, error::ApiError};

/// Whether this server sends e-mail.
///
/// # Errors
/// When nobody is signed in.
pub async fn desk(mut asked: Asked) -> Result<MailDesk, ApiError> {
    let _: Session = asked.read().await?;
    Ok(MailDesk {
        from: asked.app.courier.address(),
    })
}

/// Sends an e-mail to the person themselves, and says what came of it.
///
/// # Errors
/// When nobody is signed in, or it could not be sent, saying why.
pub async fn test(mut asked: Asked) -> Result<MailTest, ApiError> {
    let session: Session = asked.read().await?;
    let app = &asked.app;
    let to = app.store.address_of(session.user).await?;
    let to = to.ok_or_else(ApiError::not_found)?;
    match app.courier.try_out(&to, app.clock.now().fixed_offset()).await {
        Posted::Taken => Ok(MailTest { to }),
        Posted::NotYet(fault) | Posted::Never(fault) => Err(ApiError::bad_request(fault.words())),
        Posted::Unclear => Err(ApiError::bad_request(
            "The connection broke while it was sent: it may have arrived, or not.",
        )),
    }
}
