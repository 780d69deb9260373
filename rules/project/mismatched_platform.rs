//! Services that ask for another platform than their Dockerfile builds.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::syntax::compose::Located;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mismatched-platform",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("mismatched_platform.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let built = service.build.iter().flat_map(|build| &build.platforms);
    let wanted = || service.platform.iter().chain(built.clone()).filter(|wanted| wanted.is_known());
    if let Some((written, span)) = constant_platform(container) {
        let message = format!("the Dockerfile builds for `{written}` whatever is asked for");
        let help = "leave `--platform` out of the Dockerfile, or ask for that platform alone";
        let others = wanted().filter(|wanted| is_other(wanted, &written));
        others.for_each(|wanted| report(container, wanted, (&message, help, span), checker));
    } else if let Some((processor, span)) = container.stage().and_then(|(build, stage)| build.constant_processor(stage))
    {
        let message = format!("the Dockerfile compiles for `{processor}` whatever is asked for");
        let help = "compile for what is asked:\nARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build ...";
        let others = wanted().filter(|wanted| is_other(wanted, &format!("linux/{processor}")));
        others.for_each(|wanted| report(container, wanted, (&message, help, span), checker));
    }
}

fn report(
    container: &Container<'_>,
    wanted: &Located<String>,
    (message, help, span): (&str, &str, Span),
    checker: &mut Checker<'_>,
) {
    let finding = checker.report_at(wanted.place, format!("{message}, not for `{}`", wanted.value)).help(help);
    if let Some(place) = container.place(span) {
        finding.label_at(place, "says so");
    }
}

/// The platform that the image of a service has however it is built, and where that is written.
fn constant_platform(container: &Container<'_>) -> Option<(String, Span)> {
    let (build, target) = container.stage()?;
    let root = build.lineage(target).last()?;
    let flag = build.from_instruction(root)?.flag("platform")?;
    let platform = flag.value.as_ref()?.known().filter(|platform| !platform.is_empty())?;
    Some((platform, flag.span))
}

/// Whether two platforms surely differ, in their system or in their processor.
fn is_other(wanted: &Located<String>, written: &str) -> bool {
    let (Some(wanted), Some(written)) = (parts(&wanted.value), parts(written)) else { return false };
    wanted != written
}

/// System and processor; `None` where one of them is not written.
fn parts(platform: &str) -> Option<(String, String)> {
    let platform = platform.to_lowercase();
    let (system, rest) = platform.split_once('/')?;
    let processor = match rest.split('/').next()? {
        "x86_64" | "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" | "armel" => "arm",
        "i386" => "386",
        other => other,
    };
    Some((system.to_owned(), processor.to_owned()))
}
