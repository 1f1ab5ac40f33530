//! The browser half: compiled to WebAssembly, split into what is fetched first
//! and what follows, joined to its JavaScript glue, and made small.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use crate::mode::{Compiler, Mode, VIEWS};
use crate::parallel;
use crate::process;
use crate::repo::Repo;
use crate::tools;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The module and its glue, which every page needs, and the script that fetches the others.
pub const MODULE: &str = "fulcrum_bg.wasm";
pub const GLUE: &str = "fulcrum.js";
pub const LOADER: &str = "split.js";

/// The files that each group of pages needs besides the first ones, by the group's name.
pub type Groups = BTreeMap<String, Vec<String>>;

/// What rustc and wasm-bindgen may use. Every browser of the last three years
/// has these; wasm-opt refuses input that uses a feature it was not told of.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Adds the compilation target if this toolchain lacks it.
pub fn ensure_target() -> Result<()> {
    let installed =
        process::probe(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
            .is_some_and(|folder| Path::new(&folder).is_dir());
    if installed {
        return Ok(());
    }
    if process::probe(Command::new("rustup").arg("--version")).is_none() {
        bail!(
            "this Rust cannot compile for {TARGET}, and rustup is not installed to add it. Install Rust with \
             rustup, or install your distribution's package of the standard library for that target"
        );
    }
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
}

/// Compiles the library for the browser; returns the module's path.
pub fn compile(repo: &Repo, mode: Mode, compiler: Compiler) -> Result<PathBuf> {
    let (profile, folder) = match mode {
        Mode::Dev => ("dev", "debug"),
        Mode::Release => ("wasm-release", "wasm-release"),
    };
    // Only here is the library a module of its own; the server's build need not link one.
    let mut cargo = repo.cargo([
        "rustc",
        "--lib",
        "--crate-type",
        "cdylib",
        "--features",
        "csr",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    // The split needs to know what refers to what, which the linker otherwise forgets.
    cargo.args(VIEWS).args(["--", "-Clink-args=--emit-relocs"]);
    compiler.compiles(&mut cargo);
    process::run(&mut cargo)?;
    Ok(repo.target(TARGET).join(folder).join("fulcrum.wasm"))
}

/// Takes the groups of pages out of the module, each into a file of its own, and what several of them need into
/// others. All go into a fresh folder; what is left is for [`bindgen`].
pub fn split(repo: &Repo, module: &Path, folder: &Path) -> Result<(PathBuf, Groups)> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let input = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let first = repo.target("xtask/first.wasm");
    let (loader, glue) = (format!("./{LOADER}"), format!("./{GLUE}"));
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = &loader;
    options.main_module = &glue;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:?}"))?;
    let files = split.prefetch_map.into_iter().map(|(group, files)| {
        let files = files.into_iter().map(|file| format!("{file}.wasm"));
        (group, files.collect())
    });
    Ok((first, files.collect()))
}

/// Adds the module and its glue.
///
/// The module and this tool must use the very same wasm-bindgen. Both manifests
/// pin `=0.2.130` and share one lockfile; a test below reads that lockfile.
pub fn bindgen(module: &Path, folder: &Path, mode: Mode) -> Result<()> {
    let release = mode == Mode::Release;
    Bindgen::new()
        .input_path(module)
        .out_name("fulcrum")
        .web(true)?
        .typescript(false)
        // The boot script passes the hashed address; the glue must not guess one.
        .omit_default_module_path(true)
        // By these the other files find what they share with this one.
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(folder)?;
    let glue = folder.join(GLUE);
    let text = fs::read_to_string(&glue).with_context(|| format!("cannot read {}", glue.display()))?;
    fs::write(&glue, lean(&text)).with_context(|| format!("cannot write {}", glue.display()))
}

/// The glue without its comments and indentation, which wasm-bindgen puts on lines of their own. As it is where a text
/// runs over several lines.
fn lean(glue: &str) -> String {
    if glue.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return glue.to_owned();
    }
    let mut is_comment = false;
    let code = glue.lines().map(str::trim).filter(|line| {
        is_comment |= line.starts_with("/**");
        let is_code = !is_comment && !line.is_empty() && !line.starts_with("//");
        is_comment &= !line.ends_with("*/");
        is_code
    });
    code.collect::<Vec<_>>().join("\n")
}

/// Makes each module of the folder small and quick, in place: on the wire, with brotli, this is smaller than `-Oz`.
pub fn optimise(repo: &Repo, folder: &Path, required: bool) -> Result<()> {
    if tools::wasm_opt(repo).is_none() {
        if required {
            bail!("wasm-opt is missing. It comes with the browser tests: `cd end2end && npm ci`");
        }
        println!(
            "    wasm-opt is missing, so the bundle is about a tenth larger; `cd end2end && npm ci` brings it"
        );
    }
    let mut modules = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "wasm") {
            modules.push((entry.metadata()?.len(), path));
        }
    }
    modules.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    parallel::each(&modules, |(_, module)| match tools::wasm_opt(repo) {
        Some(mut wasm_opt) => process::run(
            wasm_opt
                .arg("-O3")
                .args(FEATURES)
                .arg(module)
                .arg("-o")
                .arg(module),
        ),
        None => Ok(fs::write(module, without_custom_sections(&fs::read(module)?)?)?),
    })
    .map(drop)
}

/// The module without names and other notes, which are two fifths of what the split writes and run nothing.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8).context("a module has a head")?;
    let mut kept = head.to_vec();
    while let Some((&kind, after)) = rest.split_first() {
        let (length, digits) = leb128(after).context("a section says how long it is")?;
        let whole = 1 + digits + length;
        let (section, others) = rest
            .split_at_checked(whole)
            .context("a section is as long as it says")?;
        if kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = others;
    }
    Ok(kept)
}

/// A number, and of how many bytes it is made.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = bytes.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let digit = |(at, byte): (usize, &u8)| usize::from(byte & 0x7f).checked_shl(7 * u32::try_from(at).ok()?);
    let number = bytes[..digits]
        .iter()
        .enumerate()
        .try_fold(0, |sum, next| Some(sum | digit(next)?))?;
    Some((number, digits))
}

#[cfg(test)]
mod tests {
    use super::{lean, without_custom_sections};

    #[test]
    fn glue_leaves_its_comments_behind_unless_a_text_has_several_lines() {
        let glue = "/**\n * @returns {number}\n */\nget a() {\n    // why\n    return `/** ${b} */`;\n}\n";
        assert_eq!(lean(glue), "get a() {\nreturn `/** ${b} */`;\n}");
        assert_eq!(lean("/** one */\n a"), "a");
        let long = "a = `\n  b`";
        assert_eq!(lean(long), long);
    }

    #[test]
    fn names_are_taken_out_and_the_rest_stays() {
        let head = b"\0asm\x01\0\0\0";
        let (types, names, code) = (&[1, 2, 9, 9][..], &[0, 5, 4, b'n', b'a', b'm', b'e'], &[10, 1, 0]);
        // As long as 128 bytes, which takes two to say.
        let long = [&[0, 0x80, 0x01][..], &[7; 128]].concat();
        let module = [head, types, names, &long, code].concat();
        assert_eq!(
            without_custom_sections(&module).unwrap(),
            [head, types, code].concat()
        );
        assert!(without_custom_sections(&module[..module.len() - 1]).is_err());
    }

    /// The versions of a package in the lockfile.
    fn locked<'a>(lock: &'a str, name: &str) -> Vec<&'a str> {
        let head = format!("name = \"{name}\"");
        let mut versions = Vec::new();
        let mut lines = lock.lines();
        while let Some(line) = lines.next() {
            if line == head {
                let version = lines.next().and_then(|line| line.strip_prefix("version = "));
                versions.extend(version.map(|version| version.trim_matches('"')));
            }
        }
        versions
    }

    #[test]
    fn both_halves_of_wasm_bindgen_are_locked_to_one_version() {
        let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
        let library = locked(&lock, "wasm-bindgen");
        assert_eq!(
            library.len(),
            1,
            "the lockfile has several wasm-bindgen: {library:?}"
        );
        assert_eq!(library, locked(&lock, "wasm-bindgen-cli-support"));
    }
}
