//! Keys that `docker compose up` passes over.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Grant, Service};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ineffective-key",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ineffective_key.md"),
    check: Check::Service(check),
};

/// Keys of `deploy` that only a swarm looks at.
const OF_SWARMS: &[&str] = &["placement", "update_config", "rollback_config", "endpoint_mode"];

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let deploy = service.at(&["deploy"]).and_then(|deploy| deploy.as_mapping());
    for key in OF_SWARMS.iter().filter(|_| !is_for_swarm(stack)) {
        let Some(member) = deploy.and_then(|deploy| deploy.member(key)) else { continue };
        let message = format!("`docker compose up` passes over `deploy.{key}`, which is for a swarm");
        checker.report_at(member.key, message);
    }
    let grants = service.secrets.iter().map(|grant| (grant, stack.project.secrets.get(&grant.source.value)));
    let configs = service.configs.iter().map(|grant| (grant, stack.project.configs.get(&grant.source.value)));
    for (grant, object) in grants.chain(configs) {
        let Some(file) = object.and_then(|object| object.file.as_ref()) else { continue };
        for (key, place) in owners(grant) {
            let message = format!("`{key}` changes nothing for a file that Docker Compose mounts");
            let help = format!("change the file itself, with `chown` and `chmod` of `{}`", file.value);
            checker.report_at(place, message).help(help);
        }
    }
}

/// Whose it is to be, and who may read it.
fn owners(grant: &Grant) -> impl Iterator<Item = (&'static str, Place)> {
    let uid = grant.uid.as_ref().map(|uid| ("uid", uid.place));
    let gid = grant.gid.as_ref().map(|gid| ("gid", gid.place));
    let mode = grant.mode.as_ref().map(|mode| ("mode", mode.place));
    uid.into_iter().chain(gid).chain(mode)
}

/// Whether the file says that it is for a swarm.
fn is_for_swarm(stack: &Stack) -> bool {
    let is_overlay = |driver: &str| driver == "overlay";
    let mut networks = stack.project.networks.values();
    let objects = stack.project.secrets.values().chain(stack.project.configs.values());
    networks.any(|network| network.driver.as_ref().is_some_and(|driver| is_overlay(&driver.value)))
        || objects.into_iter().any(|object| object.is_external())
}
