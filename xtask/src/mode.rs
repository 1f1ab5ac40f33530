//! How well things are compiled, and by what.

use std::process::Command;

/// Arguments for each Cargo call that compiles views. Erased components compile in half the time and make a
/// smaller bundle.
pub const VIEWS: [&str; 2] = [
    "--config",
    r#"target."cfg(all())".rustflags=["--cfg","erase_components"]"#,
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Dev,
    Release,
}

impl Mode {
    /// Cargo's folder for the server's profile.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// What compiles the package. Clippy is the compiler that says more: by it something is linted and compiled in one go, where
/// `cargo clippy` would have everything that it stands on checked first, and compiled after that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Compiler {
    Rustc,
    /// Every warning is an error.
    Clippy,
}

impl Compiler {
    /// Lets Cargo call this one.
    pub fn compiles(self, cargo: &mut Command) {
        if self == Self::Clippy {
            cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
            cargo.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings");
        }
    }
}
