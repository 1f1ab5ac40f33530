//! What a board weighs on its way to a browser, and how much it may.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, Result, bail};

use crate::site::Site;
use crate::wasm::{Groups, LOADER, MODULE};

/// What must have come before a board or Today is painted: 370 KiB with the first nine words, and at most 5 for each of the sixteen
/// that came since, which would be 450; 7 for whose each thing of a team's day is, and since when; 4 by which an effort is drawn on its
/// own card alone, and what lies over the page keeps the focus; 2 by which a card is told alone what changes for it, and a leader that a role was closed; and 4 by which a
/// change of a line elsewhere, or another folder, moves what the compiler makes of the rest.
const FIRST_PAINT: usize = 467 * 1024;
/// That and all other pages and sheets, which come when they are idle or asked for; with the 10 by which another folder moves them.
const ALL: usize = 1_900 * 1024;

/// What a leader's page loads besides itself: its script, its sheet and its worker. With the page, a first visit is at
/// most 30 KiB.
const PORTAL: usize = 16 * 1024;
/// The portal's script alone.
const PORTAL_SCRIPT: usize = 8 * 1024;

/// Bytes with brotli, by address.
pub type Sizes = BTreeMap<String, usize>;

/// The files of a board, and who needs them.
pub struct Board {
    first: BTreeMap<String, usize>,
    /// By group. Some files are needed by several.
    groups: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Board {
    /// # Errors
    /// When the site lacks a file that somebody needs.
    pub fn of(site: &Site, groups: &Groups, sizes: &Sizes) -> Result<Self> {
        let weigh = |address: &str| {
            let bytes = *sizes
                .get(address)
                .with_context(|| format!("the site has no {address}"))?;
            let name = address.rsplit('/').next().unwrap_or(address);
            Ok((name.to_owned(), bytes))
        };
        let beside = |name: &str| match site.js.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        };
        let first = [&site.wasm, &site.js, &beside(LOADER), &site.css, &site.boot];
        let first = first.map(|address| weigh(address));
        let groups = groups.iter().map(|(group, files)| {
            let files = files.iter().map(|file| weigh(&beside(file)));
            Ok((group.clone(), files.collect::<Result<_>>()?))
        });
        Ok(Self {
            first: first.into_iter().collect::<Result<_>>()?,
            groups: groups.collect::<Result<_>>()?,
        })
    }

    /// What the module that every page needs weighs.
    pub fn module(&self) -> usize {
        self.first.get(MODULE).copied().unwrap_or_default()
    }

    fn first_paint(&self) -> usize {
        self.first.values().sum()
    }

    fn all(&self) -> usize {
        let later: BTreeSet<_> = self.groups.values().flatten().collect();
        self.first_paint() + later.into_iter().map(|(_, bytes)| bytes).sum::<usize>()
    }

    /// A line for the first paint, for each group and for all; below each the files that it needs.
    pub fn report(&self) -> String {
        let mut report = String::from("    With brotli:\n");
        let mut part = |title: &str, files: &BTreeMap<String, usize>| {
            let sum = kibibytes(files.values().sum());
            let _ = writeln!(report, "    {title:<22} {sum:>10}");
            for (name, bytes) in files {
                let _ = writeln!(report, "      {name:<30} {:>10}", kibibytes(*bytes));
            }
        };
        part("first paint", &self.first);
        for (group, files) in &self.groups {
            part(&format!("then, for `{group}`"), files);
        }
        let _ = writeln!(report, "    {:<22} {:>10}", "all together", kibibytes(self.all()));
        report
    }

    /// # Errors
    /// When a budget is exceeded.
    pub fn within_budgets(&self) -> Result<()> {
        for (title, bytes, budget) in [
            ("the first paint", self.first_paint(), FIRST_PAINT),
            ("all of the board", self.all(), ALL),
        ] {
            if bytes > budget {
                bail!(
                    "{title} weighs {} with brotli, over its budget of {}",
                    kibibytes(bytes),
                    kibibytes(budget)
                );
            }
        }
        Ok(())
    }
}

/// A line for what a leader's page loads.
///
/// # Errors
/// When it is over its budget.
pub fn portal(site: &Site, sizes: &Sizes) -> Result<String> {
    let weigh = |address: &str| sizes.get(address).copied().unwrap_or_default();
    let script = weigh(&site.portal_js);
    let together = script + weigh(&site.portal_css) + weigh("/p/sw.js");
    let told = format!(
        "    a leader's page loads  {:>10}, its script {}\n",
        kibibytes(together),
        kibibytes(script)
    );
    if script > PORTAL_SCRIPT || together > PORTAL {
        bail!(
            "{told}over its budget of {}, its script {}",
            kibibytes(PORTAL),
            kibibytes(PORTAL_SCRIPT)
        );
    }
    Ok(told)
}

pub fn kibibytes(bytes: usize) -> String {
    format!("{:.1} KiB", bytes as f64 / 1024.0)
}
