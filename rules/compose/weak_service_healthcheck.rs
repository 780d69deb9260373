//! Health checks of services that say well where nothing is.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{HealthCommands, Stack};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Healthcheck, Service};
use std::time::Duration;

/// The rule.
pub static RULE: Rule = Rule {
    name: "weak-service-healthcheck",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("weak_service_healthcheck.md"),
    check: Check::Service(check),
};

/// A check more often than this costs more than it tells.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(5);

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(healthcheck) = service.healthcheck.as_ref().filter(|healthcheck| !healthcheck.is_disabled()) else {
        return;
    };
    if let Some(commands) = stack.health_commands_of(service) {
        check_result(&commands, checker);
    }
    check_zeros(healthcheck, checker);
    check_times(healthcheck, checker);
}

fn check_result(commands: &HealthCommands<'_>, checker: &mut Checker<'_>) {
    if let Some(success) = commands.cannot_fail() {
        let Some(place) = commands.place(success.command.span) else { return };
        let text = success.command.as_written();
        if success.is_whole {
            checker
                .report_at(place, format!("`{text}` always succeeds, so this checks nothing"))
                .help("ask the service itself; where no check is wanted, say so:\nhealthcheck:\n  disable: true")
                .severity(Severity::Info)
                .from_profile(Profile::Production);
        } else {
            checker
                .report_at(place, format!("`{text}` makes the check succeed, whatever came before"))
                .help("leave it out, or end in `|| exit 1`");
        }
        return;
    }
    for command in commands.tolerant_downloads() {
        let span = command.program.span;
        let Some(place) = commands.place(span) else { continue };
        let edits = checker.edits_in(place.file);
        let edit = match commands.item(span) {
            Some(item) => edits.add_item_after(item.place, "\"--fail\""),
            None => edits.replace_scalar(place, "curl --fail").filter(|_| command.program_path == "curl"),
        };
        checker
            .report_at(place, "`curl` succeeds at any answer, such as `500 Internal Server Error`")
            .help("let it fail at answers from 400 on, and ask for a page that answers with less: curl --fail")
            // A page that answers 401 or 404 was well enough before.
            .fix(Safety::Unsafe, "let the check fail at answers from 400 on", edit);
    }
    if let Some(search) = commands.process_search()
        && let Some(place) = commands.place(search.program.span)
    {
        let name = &search.program.value;
        checker
            .report_at(place, format!("`{name}` sees a process that hangs as well as one that works"))
            .help("ask the service itself, such as by its port")
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
}

/// What is zero counts as not written.
fn check_zeros(healthcheck: &Healthcheck, checker: &mut Checker<'_>) {
    let is_zero = |time: &&Located<Duration>| time.is_known() && time.value.is_zero();
    let times = [("interval", &healthcheck.interval), ("timeout", &healthcheck.timeout)];
    let times = times.map(|(name, time)| (name, time.as_ref().filter(is_zero).map(|time| time.place), "30s"));
    let retries = healthcheck.retries.as_ref().filter(|retries| retries.is_known() && retries.value == 0);
    let retries = ("retries", retries.map(|retries| retries.place), "3");
    for (name, place, default) in times.into_iter().chain([retries]) {
        let Some(place) = place else { continue };
        checker
            .report_at(
                place,
                format!("`{name}` of 0 is not taken: Docker reads it as nothing said, which is `{default}`"),
            )
            .help(format!("leave it out, or say what is meant, such as:\n{name}: {default}"))
            .severity(Severity::Info);
    }
}

/// Times of which the interval is the longer one.
fn help_for_times(interval: Duration, timeout: Duration) -> &'static str {
    match (interval <= SHORTEST_INTERVAL, timeout <= SHORTEST_INTERVAL) {
        (_, true) => "check less often:\ninterval: 10s",
        (true, false) => {
            "a healthy answer takes seconds, and once in a while is often enough:\ninterval: 10s\ntimeout: 5s"
        }
        (false, false) => "a healthy answer takes seconds:\ntimeout: 5s",
    }
}

fn check_times(healthcheck: &Healthcheck, checker: &mut Checker<'_>) {
    let known = |time: &Option<Located<Duration>>| time.clone().filter(|time| time.is_known() && !time.value.is_zero());
    let Some(interval) = known(&healthcheck.interval) else { return };
    if interval.value < SHORTEST_INTERVAL {
        checker
            .report_at(interval.place, "a program is started in the container every few seconds, for as long as it runs")
            .help("10s to 30s is soon enough; to know at once when it has started, check more often until then:\ninterval: 30s\nstart_period: 30s\nstart_interval: 1s")
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
    if let Some(timeout) = known(&healthcheck.timeout).filter(|timeout| timeout.value > interval.value) {
        checker
            .report_at(timeout.place, "a check that hangs is waited for longer than the interval between two")
            .label_at(interval.place, "the interval")
            .help(help_for_times(interval.value, timeout.value))
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
}
