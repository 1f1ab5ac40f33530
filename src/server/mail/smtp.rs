//! One letter handed to the mail server, step by step, so that it is known how far it came.
//!
//! Until the text itself is sent nothing can have gone out. Once it is, only the server's answer tells.

use std::{error::Error as _, future::Future, io};

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use tokio::time::timeout;

use super::through::{Secured, Through};
use crate::domain::{MailFault, Posted, WhyNot};

pub async fn hand_over(through: &Through, message: &Message) -> Posted {
    let mut connection = match opened(through).await {
        Ok(connection) => connection,
        Err(posted) => return posted,
    };
    let bytes = message.formatted();
    if let Err(posted) = addressed(through, &mut connection, message, &bytes).await {
        return posted;
    }
    match timeout(through.patience, connection.message(&bytes)).await {
        Ok(Ok(_)) => {
            // Whether it says goodbye matters to nobody.
            let _ = timeout(through.patience, connection.quit()).await;
            Posted::Taken
        }
        Ok(Err(error)) if error.status().is_some() => refused(&error, WhyNot::Rejected),
        Ok(Err(_)) | Err(_) => Posted::Unclear,
    }
}

/// A connection that is safe, if it is to be, and signed in.
async fn opened(through: &Through) -> Result<AsyncSmtpConnection, Posted> {
    let me = ClientId::default();
    let tls = || TlsParameters::new(through.host.clone()).map_err(|error| later(WhyNot::Insecure, &error));
    let at_once = (through.secured == Secured::AtOnce).then(tls).transpose()?;
    let connecting = AsyncSmtpConnection::connect_tokio1(
        (through.host.as_str(), through.port),
        Some(through.patience),
        &me,
        at_once,
        None,
    );
    let mut connection = step(through, connecting, WhyNot::Unreachable).await?;
    if through.secured == Secured::StartTls {
        let starting = connection.starttls(tls()?, &me);
        step(through, starting, WhyNot::Insecure).await?;
    }
    if let Some(credentials) = &through.credentials {
        let signing_in = connection.auth(DEFAULT_MECHANISMS, credentials);
        step(through, signing_in, WhyNot::Login).await?;
    }
    Ok(connection)
}

/// All that is said before the text.
async fn addressed(
    through: &Through,
    connection: &mut AsyncSmtpConnection,
    message: &Message,
    bytes: &[u8],
) -> Result<(), Posted> {
    let envelope = message.envelope();
    let mut options = Vec::new();
    let takes = |extension| connection.server_info().supports_feature(extension);
    let all = envelope.from().into_iter().chain(envelope.to());
    if !all
        .into_iter()
        .all(|address| AsRef::<str>::as_ref(address).is_ascii())
    {
        if !takes(Extension::SmtpUtfEight) {
            let fault = MailFault::new(WhyNot::Rejected, "this address has letters that it does not know");
            return Err(Posted::Never(fault));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() && takes(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let from = connection.command(Mail::new(envelope.from().cloned(), options));
    step(through, from, WhyNot::Rejected).await?;
    for to in envelope.to() {
        let to = connection.command(Rcpt::new(to.clone(), Vec::new()));
        step(through, to, WhyNot::Rejected).await?;
    }
    let data = connection.command(Data);
    step(through, data, WhyNot::Rejected).await?;
    Ok(())
}

/// A step before the text: when it fails, nothing has gone out.
async fn step<T>(
    through: &Through,
    going: impl Future<Output = Result<T, Error>>,
    otherwise: WhyNot,
) -> Result<T, Posted> {
    match timeout(through.patience, going).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(refused(&error, otherwise)),
        Err(_) => Err(Posted::NotYet(MailFault::new(WhyNot::Unreachable, ""))),
    }
}

/// What an error says of what went wrong, and whether it is worth trying again.
fn refused(error: &Error, otherwise: WhyNot) -> Posted {
    if error.is_permanent() && otherwise == WhyNot::Rejected {
        return Posted::Never(MailFault::new(WhyNot::Rejected, &said(error)));
    }
    if error.is_transient() {
        return later(WhyNot::Busy, error);
    }
    if error.is_tls() || is_insecure(error) {
        return later(WhyNot::Insecure, error);
    }
    match otherwise {
        // Without an answer it is the line that broke.
        WhyNot::Rejected | WhyNot::Unreachable if error.status().is_none() => {
            Posted::NotYet(MailFault::new(WhyNot::Unreachable, ""))
        }
        why => later(why, error),
    }
}

fn later(why: WhyNot, error: &Error) -> Posted {
    Posted::NotYet(MailFault::new(why, &said(error)))
}

/// Whether TLS itself said no: its errors come as data that cannot be read.
fn is_insecure(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return error.kind() == io::ErrorKind::InvalidData;
        }
        source = error.source();
    }
    false
}

/// Its words: what the server answered, else what broke.
fn said(error: &Error) -> String {
    let source = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    match error.status() {
        Some(code) => format!("{code} {source}"),
        None => source,
    }
}
