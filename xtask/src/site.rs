//! The finished site: hashed names, boot script, service worker, site.json.
//!
//! Assembling is a pure function from inputs to files; writing comes after it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::wasm;

/// Files by their path, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a site is made from.
#[derive(Default)]
pub struct Inputs {
    /// All that one link made: the glue, the modules, perhaps `snippets/…`. They name each other.
    pub bindgen: Files,
    /// The board's style sheets, joined in the order of their names. Its preview shows the portal, too.
    pub css: Vec<u8>,
    /// The portal's, likewise.
    pub portal_css: Vec<u8>,
    /// The public folder. `boot.js` and `sw.js` are templates, `portal.js` gets a hashed name, the rest is copied.
    pub public: Files,
    /// The source of the board's page. The service worker keeps that page, so a
    /// change in it must make a new build even if no asset changed.
    pub shell: Vec<u8>,
}

/// The addresses of one build, as the server and the sizes report need them.
pub struct Site {
    pub build: String,
    pub js: String,
    pub wasm: String,
    pub css: String,
    pub boot: String,
    pub portal_css: String,
    pub portal_js: String,
    pub files: Files,
}

pub fn assemble(mut inputs: Inputs) -> Result<Site> {
    let mut files = Files::new();

    let (js, wasm) = add_board(&mut files, inputs.bindgen)?;
    let css = add_hashed(&mut files, "fulcrum", "css", inputs.css);

    let boot = text(take(&mut inputs.public, "boot.js")?, "public/boot.js")?;
    let boot = fill(&boot, "__FULCRUM_JS__", &js).and_then(|boot| fill(&boot, "__FULCRUM_WASM__", &wasm))?;
    let boot = add_hashed(&mut files, "boot", "js", boot.into_bytes());

    let worker = text(take(&mut inputs.public, "sw.js")?, "public/sw.js")?;
    // What leaders' pages load is nothing to the board: it neither keeps it nor is renewed for it.
    let mut portal = Files::new();
    let portal_js = text(take(&mut inputs.public, "portal.js")?, "public/portal.js")?;
    let portal_js = add_hashed(
        &mut portal,
        "portal",
        "js",
        without_comments(&portal_js).into_bytes(),
    );
    let portal_css = add_hashed(&mut portal, "portal", "css", inputs.portal_css);
    let portal_build = sha256_of(&portal)[..12].to_owned();
    let of_portal = inputs.public.extract_if(.., |path, _| path.starts_with("p/"));
    portal.extend(of_portal);
    files.extend(inputs.public);

    let build = build_id(&files, &worker, &inputs.shell);
    let precache: Vec<String> = std::iter::once("/".to_owned())
        .chain(files.keys().map(|path| format!("/{path}")))
        .collect();
    let worker = fill(&worker, "__FULCRUM_BUILD__", &build)
        .and_then(|worker| fill(&worker, "__FULCRUM_BOOT__", &boot))
        .and_then(|worker| {
            fill(
                &worker,
                "__FULCRUM_PRECACHE__",
                &serde_json::to_string(&precache)?,
            )
        })?;
    files.insert("sw.js".into(), worker.into_bytes());

    let names = json!({
        "build": build, "js": js, "wasm": wasm, "css": css, "boot": boot,
        "portal": portal_build, "portal_css": portal_css, "portal_js": portal_js,
    });
    files.extend(portal);
    files.insert("site.json".into(), format!("{names}\n").into_bytes());
    Ok(Site {
        build,
        js,
        wasm,
        css,
        boot,
        portal_css,
        portal_js,
        files,
    })
}

/// Puts a file under `assets/` with its hash in its name; returns its address.
/// A leader loads it on the way: what is written for whoever reads the source stays here. A comment is a line, or what ends one after
/// ` // `, which stands in no text.
fn without_comments(script: &str) -> String {
    let code = script
        .lines()
        .map(|line| line.split_once(" // ").map_or(line, |(code, _)| code).trim());
    let is_comment = |line: &&str| line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
    let lines = code.filter(|line| !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn add_hashed(files: &mut Files, stem: &str, ending: &str, bytes: Vec<u8>) -> String {
    let path = format!("assets/{stem}-{}.{ending}", &sha256(&bytes)[..12]);
    let address = format!("/{path}");
    files.insert(path, bytes);
    address
}

/// Puts what one link made into a folder named by their hash, where they find each other by their own names; returns
/// the addresses of the glue and of the module that it starts.
fn add_board(files: &mut Files, made: Files) -> Result<(String, String)> {
    let folder = format!("assets/board-{}", &sha256_of(&made)[..12]);
    let address = |name: &str| {
        let is_there = made.contains_key(name);
        is_there
            .then(|| format!("/{folder}/{name}"))
            .with_context(|| format!("{name} is missing"))
    };
    let addresses = (address(wasm::GLUE)?, address(wasm::MODULE)?);
    let placed = made.into_iter();
    files.extend(placed.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    Ok(addresses)
}

fn build_id(files: &Files, worker: &str, shell: &[u8]) -> String {
    let parts = [sha256_of(files), sha256(worker.as_bytes()), sha256(shell)].concat();
    sha256(parts.as_bytes())[..12].to_owned()
}

fn take(files: &mut Files, name: &str) -> Result<Vec<u8>> {
    files.remove(name).with_context(|| format!("{name} is missing"))
}

fn text(bytes: Vec<u8>, name: &str) -> Result<String> {
    String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))
}

fn fill(template: &str, placeholder: &str, value: &str) -> Result<String> {
    if template.matches(placeholder).count() != 1 {
        bail!("a template in public/ must contain {placeholder} exactly once");
    }
    Ok(template.replace(placeholder, value))
}

/// The SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

fn sha256_of(files: &Files) -> String {
    let list: String = files
        .iter()
        .map(|(path, bytes)| format!("{} {path}\n", sha256(bytes)))
        .collect();
    sha256(list.as_bytes())
}

/// Reads a folder and those inside it; names that begin with a dot are left out.
pub fn read_files(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_into(&mut files, folder, "")?;
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            read_into(files, &path, &format!("{prefix}{name}/"))?;
        } else {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}

/// Makes a folder hold exactly these files. What is already right stays
/// untouched, so that Cargo does not rebuild the server for nothing.
pub fn write_files(folder: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for stale in read_files(folder)?
        .keys()
        .filter(|path| !files.contains_key(*path))
    {
        fs::remove_file(folder.join(stale)).with_context(|| format!("cannot remove {stale}"))?;
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|present| present == *bytes) {
            continue;
        }
        let parent = path.parent().context("a file has a folder")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
