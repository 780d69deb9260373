//! Programs that need a C library which their image does not have.

use crate::knowledge::images::Libc;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Compilation, Compiler, Delivery, Host};

/// The rule.
pub static RULE: Rule = Rule {
    name: "libc-mismatch",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("libc_mismatch.md"),
    check: Check::Build(check),
};

/// What makes a Go program static, or keeps it from the C library.
const STATIC_GO: &[&str] = &["CGO_ENABLED", "static", "netgo", "GOFLAGS", "ldflags", "LDFLAGS", "xx-go"];
/// What makes a Rust program static.
const STATIC_CARGO: &[&str] =
    &["musl", "crt-static", "RUSTFLAGS", "CARGO_BUILD_TARGET", "--target", "CARGO_BUILD_RUSTFLAGS"];
/// Packages of Alpine that let programs for the GNU C library run, more or less.
const BRIDGES: &[&str] = &["gcompat", "libc6-compat", "glibc"];
/// Folders of installed dependencies, parts of which may be compiled.
const DEPENDENCIES: &[&str] = &["node_modules", "site-packages", "dist-packages", "venv", ".venv"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    for delivery in build.deliveries() {
        let (Host::Known(from), Host::Known(to)) = (build.host(delivery.from), build.host(delivery.to)) else {
            continue;
        };
        match (from, to) {
            (Libc::Glibc, Libc::Musl | Libc::None) if !has_bridge(build, &delivery) => {
                program(build, &delivery, to, checker);
                dependencies(&delivery, from, to, checker);
            }
            (Libc::Musl, Libc::Glibc) => dependencies(&delivery, from, to, checker),
            _ => {}
        }
    }
}

fn has_bridge(build: &Build, delivery: &Delivery<'_>) -> bool {
    let mut steps = build.image_steps(delivery.to).into_iter();
    steps.any(|step| build.orders_of(step).any(|order| order.package_names().any(|it| BRIDGES.contains(&it.as_str()))))
        || build.copies_libraries(delivery.to)
}

fn program(build: &Build, delivery: &Delivery<'_>, to: Libc, checker: &mut Checker<'_>) {
    let needs_library = |made: &Compilation<'_>| {
        let excuses = if made.compiler == Compiler::Go { STATIC_GO } else { STATIC_CARGO };
        !build.is_said_for(made, excuses)
    };
    let Some(made) = build.compilations(delivery.from).into_iter().rfind(needs_library) else { return };
    let Some(source) = delivery.product(&made) else { return };
    // `build` or `install`; in front of it stands the toolchain, as in `cargo +nightly build`.
    let is_verb = |word: &&str| matches!(*word, "build" | "install");
    let verb = made.command.args.iter().map(|word| word.raw.as_str()).find(is_verb).unwrap_or("build");
    let (message, help) = match made.compiler {
        Compiler::Go => (
            "this program may need the GNU C library, as soon as it uses the network or looks up users",
            format!("compile it without C:\nCGO_ENABLED=0 go {verb} ..."),
        ),
        Compiler::Cargo => (
            "this program needs the GNU C library",
            format!(
                "compile it for musl (`cargo {verb} --target x86_64-unknown-linux-musl`), or start from debian:13-slim or gcr.io/distroless/cc-debian13"
            ),
        ),
    };
    // Go needs it for some packages only, Rust always.
    let (severity, profile) = match made.compiler {
        Compiler::Go => (Severity::Warning, Profile::Production),
        Compiler::Cargo => (Severity::Error, RULE.profile),
    };
    checker
        .report(made.command.span, message)
        .severity(severity)
        .from_profile(profile)
        .label(source, "copied into an image without it")
        .label(delivery.to.base_span, what(to))
        .help(help);
}

fn dependencies(delivery: &Delivery<'_>, from: Libc, to: Libc, checker: &mut Checker<'_>) {
    if to == Libc::None {
        return;
    }
    for source in delivery.sources_with(DEPENDENCIES) {
        checker
            .report(source.span, "compiled parts of these dependencies cannot run here")
            .from_profile(Profile::Production)
            .label(delivery.from.base_span, what(from))
            .label(delivery.to.base_span, what(to))
            .help("install them in a stage of the same system");
    }
}

fn what(libc: Libc) -> &'static str {
    match libc {
        Libc::Glibc => "has the GNU C library",
        Libc::Musl => "has musl",
        Libc::None | Libc::Windows | Libc::Unknown => "has no C library",
    }
}
