//! `fulcrum reset-password`.

use std::io::BufRead;

use anyhow::bail;

use super::{backup::open, config::Config};
use crate::server::{accounts::password::hash_password, store::People};

/// `fulcrum reset-password EMAIL`: reads the new password from standard input and ends the account's sessions.
///
/// # Errors
/// When there is no such account or the password will not do.
pub async fn reset_password(config: &Config, email: &str, input: &mut dyn BufRead) -> anyhow::Result<()> {
    let mut password = String::new();
    input.read_line(&mut password)?;
    let hash = hash_password(password.trim_end_matches(['\r', '\n']).to_owned())
        .await
        .map_err(|_| anyhow::anyhow!("use 10 to 200 characters, on one line of standard input"))?;
    let store = open(config).await?;
    let done = store.set_password(email, &hash).await?;
    store.close().await;
    if !done {
        bail!("no account has the e-mail address {email}");
    }
    Ok(())
}
