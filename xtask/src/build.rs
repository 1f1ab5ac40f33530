//! `cargo xtask build`: the browser bundle, then one server binary that carries it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::compress::{Compressor, is_compressible};
use crate::mode::{Compiler, Mode, VIEWS};
use crate::parallel;
use crate::process;
use crate::repo::Repo;
use crate::shares::Shares;
use crate::site::{self, Inputs, Site};
use crate::sizes::{self, Board, Sizes};
use crate::steps::Steps;
use crate::wasm;

/// The source of the board's page; see [`Inputs::shell`].
const SHELL: &str = "src/server/http/shell.rs";

#[derive(clap::Args, Clone, Copy)]
pub struct Args {
    /// Compile quickly instead of well: no optimisation, no wasm-opt.
    #[arg(long)]
    dev: bool,
    /// Only the browser's half, and what it weighs.
    #[arg(long)]
    browser: bool,
    /// Fail if wasm-opt is missing, instead of making a larger bundle.
    #[arg(long, conflicts_with = "dev")]
    require_wasm_opt: bool,
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    let mode = if args.dev { Mode::Dev } else { Mode::Release };
    if args.browser {
        let site = Wanted {
            mode,
            compiler: Compiler::Rustc,
            require_wasm_opt: args.require_wasm_opt,
        };
        return browser(repo, site, &mut Steps::new()).map(drop);
    }
    all(repo, mode, args.require_wasm_opt)
}

/// Builds everything.
pub fn all(repo: &Repo, mode: Mode, require_wasm_opt: bool) -> Result<()> {
    let mut steps = Steps::new();
    let site = Wanted {
        mode,
        compiler: Compiler::Rustc,
        require_wasm_opt,
    };
    let build = browser(repo, site, &mut steps)?;
    let binary = steps.run("Compile the server with the site inside", || {
        server(repo, mode, &build)
    })?;
    println!("\n{}", binary.display());
    Ok(())
}

/// How the site is made.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub mode: Mode,
    pub compiler: Compiler,
    pub require_wasm_opt: bool,
}

/// Builds the site into `target/site`; returns the id of the build.
pub fn browser(repo: &Repo, wanted: Wanted, steps: &mut Steps) -> Result<String> {
    let Wanted {
        mode,
        compiler,
        require_wasm_opt,
    } = wanted;
    steps.run("Check the WebAssembly target", wasm::ensure_target)?;
    let module = steps.run("Compile the browser half to WebAssembly", || {
        wasm::compile(repo, mode, compiler)
    })?;
    let folder = repo.target("xtask/bindgen");
    let (first, groups) = steps.run("Split it into what is fetched first and what follows", || {
        wasm::split(repo, &module, &folder)
    })?;
    steps.run("Join it to its glue (wasm-bindgen)", || {
        wasm::bindgen(&first, &folder, mode)
    })?;
    if mode == Mode::Release {
        steps.run("Make it small (wasm-opt)", || {
            wasm::optimise(repo, &folder, require_wasm_opt)
        })?;
    }
    let inputs = || -> Result<Inputs> {
        Ok(Inputs {
            bindgen: site::read_files(&folder)?,
            css: style_sheet(repo, |_| true)?,
            portal_css: style_sheet(repo, |path| !path.starts_with("board/"))?,
            public: site::read_files(&repo.path("public"))?,
            shell: shell_source(repo),
        })
    };
    let mut site = steps.run("Assemble the site", || site::assemble(inputs()?))?;
    let sizes = steps.run("Compress and write target/site", || {
        let sizes = compress(repo, mode, &mut site)?;
        site::write_files(&repo.site(), &site.files)?;
        Ok(sizes)
    })?;
    let board = Board::of(&site, &groups, &sizes)?;
    print!("{}", board.report());
    if mode == Mode::Release {
        print!("{}", Shares::of(&fs::read(&first)?)?.report(board.module())?);
    }
    if mode == Mode::Release {
        board.within_budgets()?;
    }
    print!("{}", sizes::portal(&site, &sizes)?);
    Ok(site.build)
}

/// Compiles the server; returns the binary's path.
pub fn server(repo: &Repo, mode: Mode, build: &str) -> Result<PathBuf> {
    let mut cargo = repo.cargo(["build", "--bin", "fulcrum", "--features", "ssr"]);
    cargo.args(VIEWS);
    if mode == Mode::Release {
        // The server reads this with `option_env!`, so that Cargo sees when the site it embeds is another.
        cargo.arg("--release").env("FULCRUM_SITE_BUILD", build);
    }
    process::run(&mut cargo)?;
    if mode == Mode::Release {
        carries(repo, build)?;
    }
    Ok(repo.server(mode.folder()))
}

/// # Errors
/// When the released binary does not hold the site of this build.
pub fn carries(repo: &Repo, build: &str) -> Result<()> {
    let binary = repo.server(Mode::Release.folder());
    let bytes = fs::read(&binary).with_context(|| format!("cannot read {}", binary.display()))?;
    let mut windows = bytes.windows(build.len());
    if !windows.any(|window| window == build.as_bytes()) {
        bail!("the server was compiled without the site of build {build}; does it still embed target/site?");
    }
    Ok(())
}

/// The style sheets that are wanted, in the order of their names.
fn style_sheet(repo: &Repo, is_wanted: fn(&str) -> bool) -> Result<Vec<u8>> {
    let sheets = site::read_files(&repo.path("style"))?;
    let sheets: Vec<_> = sheets
        .into_iter()
        .filter(|(path, _)| path.ends_with(".css") && is_wanted(path))
        .map(|(_, css)| css)
        .collect();
    if sheets.is_empty() {
        bail!("style/ has no .css files");
    }
    let joined = String::from_utf8(sheets.join(&b'\n')).context("a style sheet is not UTF-8")?;
    Ok(lean(&joined).into_bytes())
}

/// A sheet as browsers need it: without comments, indentation, and spaces that say nothing. No string of ours holds any of these
/// marks.
fn lean(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let code = parts.fold(first, |code, part| {
        code + part.split_once("*/").map_or("", |(_, after)| after)
    });
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.collect::<Vec<_>>().join("\n");
    lines.replace(": ", ":").replace(" {", "{").replace(", ", ",")
}

fn shell_source(repo: &Repo) -> Vec<u8> {
    fs::read(repo.path(SHELL)).unwrap_or_else(|_| {
        println!("    note: {SHELL} is missing: a change in the page's head alone makes no new build");
        Vec::new()
    })
}

/// Adds the compressed copies; returns what each file weighs with brotli.
fn compress(repo: &Repo, mode: Mode, site: &mut Site) -> Result<Sizes> {
    let compressor = Compressor::new(repo, mode)?;
    let mut sizes = Sizes::new();
    let mut copies = site::Files::new();
    // The server reads site.json for itself and never sends it.
    let sent = site.files.iter();
    let mut sent: Vec<_> = sent
        .filter(|(path, _)| is_compressible(path) && *path != "site.json")
        .collect();
    sent.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    let made = parallel::each(&sent, |(_, bytes)| {
        Ok((compressor.brotli(bytes)?, compressor.gzip(bytes)?))
    })?;
    for ((path, _), (brotli, gzip)) in sent.iter().zip(made) {
        sizes.insert(format!("/{path}"), brotli.len());
        copies.insert(format!("{path}.br"), brotli);
        copies.insert(format!("{path}.gz"), gzip);
    }
    compressor.prune()?;
    site.files.extend(copies);
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn a_sheet_leaves_its_comments_behind() {
        let sheet = "/* What it is. */\n@layer board {\n  .a {\n    /* two\n       lines */\n    gap: 4px; /* why */\n  }\n}\n";
        assert_eq!(lean(sheet), "@layer board{\n.a{\ngap:4px;\n}\n}");
        assert_eq!(lean("a, b { c: d }"), "a,b{ c:d }");
    }
}
