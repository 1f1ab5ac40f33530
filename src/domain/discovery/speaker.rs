//! A leader who speaks of one of their roles on their page.

use crate::domain::{Ctx, Kind, Refusal, Role, RoleId, ShareLink, State};

/// Through which link, and of which role.
pub(in crate::domain) struct Speaker<'a> {
    pub link: &'a ShareLink,
    pub role: &'a Role,
}

impl<'a> State<'a> {
    /// Whoever speaks of a role through a link: its leader, while their page shows it.
    ///
    /// # Errors
    /// [`Refusal::LinkForbids`] to whoever has no link, [`Refusal::LinkGone`], and [`Refusal::Unknown`] when the role is
    /// not theirs, or the link does not show it.
    pub(in crate::domain) fn speaker(&self, role: RoleId, ctx: &Ctx) -> Result<Speaker<'a>, Refusal> {
        let page = self.at_page(ctx)?;
        let (link, shown) = (page.link, page.shown);
        let role = shown.get::<Role>(role)?;
        let is_on_page = link.target.role().is_none_or(|only| only == role.id);
        if role.leader != Some(link.leader) || !is_on_page {
            return Err(Refusal::Unknown { what: Kind::Role });
        }
        Ok(Speaker { link, role })
    }
}
