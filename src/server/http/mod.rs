//! Every request, whoever sends it: routes, headers, limits, errors, and the files of the site.

pub mod call;
pub mod client_address;
pub mod connections;
pub mod cookie;
pub mod error;
pub mod kept_open;
pub mod router;
pub mod security;
pub mod shell;
pub mod site;
pub mod streams;
pub mod tally;
pub mod watchers;
