//! Containers, hooks and builds that nothing holds back.

use crate::knowledge::servers::program_name;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Build, CommandLine, Hook, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "privileged-container",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0002", "ae5b6871-7f45-42e0-bb4c-ab300c4d2026"],
    options: &[],
    since: "0.1.0",
    page: include_str!("privileged_container.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if let Some(flag) = set(&service.privileged) {
        let message = "the container is privileged: root in it is root of the machine";
        let severity = if is_engine_image(stack, service) { Severity::Warning } else { Severity::Error };
        checker.report_at(flag.place, message).help(advice_for(stack, service)).severity(severity);
    } else {
        check_hooks(service, checker);
    }
    if let Some(build) = &service.build {
        check_build(build, checker);
    }
}

fn advice_for(stack: &Stack, service: &Service) -> &'static str {
    let image = stack.pulled_image_of(service);
    match image.as_ref().map(|image| image.normalized()) {
        Some(_) if is_engine_image(stack, service) && runs_engine(service) => {
            match image.as_ref().and_then(|image| image.tag()).is_some_and(|tag| tag.contains("rootless")) {
                true => "an engine in a container cannot do without it",
                false => {
                    "an engine in a container cannot do without it; in `docker:dind-rootless` it is at least not root \
                     there"
                }
            }
        }
        Some("gcr.io/cadvisor/cadvisor" | "ghcr.io/google/cadvisor" | "google/cadvisor") => {
            "take it away: without it only messages of the kernel are missing, which a device gives:\ndevices:\n  - /dev/kmsg"
        }
        Some(_) | None if stack.runs_program(service, "mount") => {
            "let Docker mount it, as a volume that the container needs no right for, such as:\nvolumes:\n  data:\n    \
             driver_opts:\n      type: nfs\n      o: addr=nfs.example.com,rw\n      device: \":/export\""
        }
        Some(_) | None if service.build.is_some() => {
            "an engine that runs in it, such as Docker's, cannot do without it; any other program is given only what it then \
             says is missing, such as:\ncap_add:\n  - NET_ADMIN\ndevices:\n  - /dev/fuse"
        }
        Some(_) | None => {
            "take it away, and give it only what it then says is missing, such as:\ncap_add:\n  - NET_ADMIN\ndevices:\n  - /dev/fuse"
        }
    }
}

/// Whether it is the official image with an engine.
fn is_engine_image(stack: &Stack, service: &Service) -> bool {
    let image = stack.pulled_image_of(service);
    image.is_some_and(|image| image.normalized() == "docker" && image.tag().is_some_and(|tag| tag.contains("dind")))
}

/// Whether what such an image starts is still its engine: options alone are handed to it.
fn runs_engine(service: &Service) -> bool {
    let first = |line: &CommandLine| line.texts().next().unwrap_or_default().to_owned();
    let is_engine = |word: String| matches!(program_name(&word), "dockerd" | "dockerd-entrypoint.sh");
    service.entrypoint.as_ref().is_none_or(|line| is_engine(first(line)))
        && service.command.as_ref().is_none_or(|line| first(line).starts_with('-') || is_engine(first(line)))
}

/// A hook has privileges of its own, whatever the container has.
fn check_hooks(service: &Service, checker: &mut Checker<'_>) {
    let watched = service.watch.iter().filter_map(|watch| watch.exec.as_ref());
    let hooks = service.pre_start.iter().chain(&service.post_start).chain(&service.pre_stop).chain(watched);
    for flag in hooks.filter_map(|hook: &Hook| set(&hook.privileged)) {
        checker
            .report_at(flag.place, "the command is privileged, though the container is not")
            .aliases(&[])
            .help("take it away: `user: root` alone is enough to change owners and modes of files");
    }
}

fn check_build(build: &Build, checker: &mut Checker<'_>) {
    let help = "leave it out unless a step says `RUN --security=insecure`: what needs it can often be done at run time";
    if let Some(flag) = set(&build.privileged) {
        let message = "the build is privileged: its steps are root of the machine that builds";
        checker.report_at(flag.place, message).aliases(&[]).help(help).severity(Severity::Warning);
    }
    for right in build.entitlements.iter().filter(|right| right.is_known() && right.value == "security.insecure") {
        let message = "`security.insecure` lets steps of the build be root of the machine that builds";
        checker.report_at(right.place, message).aliases(&[]).help(help).severity(Severity::Warning);
    }
}

fn set(flag: &Option<Located<bool>>) -> Option<&Located<bool>> {
    flag.as_ref().filter(|flag| flag.value && flag.is_known())
}
