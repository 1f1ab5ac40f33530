//! E-mail addresses, as they are typed.

use crate::server::http::error::ApiError;

/// The address without what stands around it.
///
/// # Errors
/// When it is not complete, or longer than addresses are.
pub fn email(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let sound = text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if sound {
        Ok(text.into())
    } else {
        Err(ApiError::bad_request(
            "The e-mail address is not complete: it needs an @.",
        ))
    }
}
