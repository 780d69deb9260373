//! Programs for the machine that builds, in an image for another one.

use crate::knowledge::images::Libc;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Compilation, Compiler, Delivery, Host};

/// The rule.
pub static RULE: Rule = Rule {
    name: "foreign-binary",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("foreign_binary.md"),
    check: Check::Build(check),
};

/// What names the processor to compile for, in variables or arguments.
const GO: &[&str] = &["GOARCH", "TARGETARCH", "TARGETPLATFORM", "xx-go"];
const CARGO: &[&str] = &["--target", "CARGO_BUILD_TARGET", "TARGETARCH", "TARGETPLATFORM", "xx-cargo", "--platform"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let deliveries = build.deliveries();
    for (number, delivery) in deliveries.iter().enumerate() {
        let is_first = !deliveries.iter().take(number).any(|earlier| earlier.from.id == delivery.from.id);
        let crosses = build.is_on_build_platform(delivery.from) && !build.is_on_build_platform(delivery.to);
        let runs = build.host(delivery.to) != Host::Known(Libc::None) || build.start(delivery.to).step().is_some();
        if is_first && crosses && runs {
            report(build, delivery, checker);
        }
    }
}

fn report(build: &Build, delivery: &Delivery<'_>, checker: &mut Checker<'_>) {
    let is_native = |made: &Compilation<'_>| {
        let names = if made.compiler == Compiler::Go { GO } else { CARGO };
        !build.is_said_for(made, names) && !made.command.wrappers.iter().any(|name| name.starts_with("xx-"))
    };
    // A tool of the build is made to run on the machine that builds.
    let Some(made) = build.compilations(delivery.from).into_iter().rfind(is_native) else { return };
    let Some(source) = delivery.product(&made) else { return };
    let installs = made.command.subcommand().as_deref() == Some("install");
    let help = match made.compiler {
        // `go install` puts programs for other machines into a folder of their own.
        Compiler::Go if installs => {
            "say for which machine, and where to put it:\nARG TARGETOS\nARG TARGETARCH\nRUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /go/bin/ ..."
        }
        Compiler::Go => {
            "say for which machine:\nARG TARGETOS\nARG TARGETARCH\nRUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build ..."
        }
        Compiler::Cargo => {
            "compile for $TARGETARCH with `cargo build --target ...`, or leave --platform=$BUILDPLATFORM out"
        }
    };
    checker
        .report(made.command.span, "this makes a program for the machine that builds, not for the one that runs it")
        .label(delivery.from.base_span, "runs on the machine that builds")
        .label(source, "copied from there")
        .help(help);
}
