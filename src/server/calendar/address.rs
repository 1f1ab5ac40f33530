//! Making and ending the address of one's own calendar.

use crate::calls::told::{CalendarDesk, Done, NewCalendar, Secret};
use crate::domain::{WorkspaceId, secret_hash};
use crate::server::{
    accounts::{
        secret,
        session::{AtWorkspace, InWorkspace},
    },
    http::{call::Asked, error::ApiError},
    store::CalendarAddress,
};

/// # Errors
/// When they do not belong to the workspace.
pub async fn ask(mut asked: Asked, ws: WorkspaceId) -> Result<CalendarDesk, ApiError> {
    let at = enters(&mut asked, ws).await?;
    let address = asked.app.store.calendar_of(at.session.user, ws).await?;
    Ok(CalendarDesk {
        named: address.as_ref().is_some_and(|address| address.named),
        made_at: address.map(|address| address.made_at),
    })
}

/// The one before ends with it.
///
/// # Errors
/// When they do not belong to the workspace.
pub async fn make(mut asked: Asked, ws: WorkspaceId, named: bool) -> Result<NewCalendar, ApiError> {
    let at = enters(&mut asked, ws).await?;
    let secret = secret::draw();
    let address = CalendarAddress {
        secret_hash: secret_hash(&secret),
        named,
        made_at: asked.app.clock.now(),
    };
    let store = &asked.app.store;
    store.put_calendar(at.session.user, ws, Some(address)).await?;
    Ok(NewCalendar {
        secret: Secret(secret),
    })
}

/// # Errors
/// When they do not belong to the workspace. One that is not there is no error.
pub async fn end(mut asked: Asked, ws: WorkspaceId) -> Result<Done, ApiError> {
    let at = enters(&mut asked, ws).await?;
    asked.app.store.put_calendar(at.session.user, ws, None).await?;
    Ok(Done {})
}

async fn enters(asked: &mut Asked, ws: WorkspaceId) -> Result<InWorkspace, ApiError> {
    let session = asked.read().await?;
    AtWorkspace { session, ws }.enter(&asked.app).await
}
