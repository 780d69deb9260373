//! Programs that need more shared memory than Docker gives.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Namespace, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "small-shared-memory",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("small_shared_memory.md"),
    check: Check::Service(check),
};

/// Where shared memory is mounted.
const PLACE: &str = "/dev/shm";

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let (Some(known), Some(image)) = (stack.known_service(service), &service.image) else { return };
    let is_bounded_elsewhere = matches!(
        service.ipc.as_ref().map(|ipc| &ipc.value),
        Some(Namespace::Host | Namespace::Service(_) | Namespace::Container(_))
    );
    let is_quiet = known.shared_memory.is_empty()
        || is_bounded_elsewhere
        || service.has("shm_size")
        || mounts_shared_memory(service)
        || !stack.is_long_running(service)
        || !stack.is_whole(service)
        || is_old_postgres(stack, service)
        || checker.is_for_development(image.place);
    if is_quiet {
        return;
    }
    checker
        .report_at(image.place, "its 64 MiB of shared memory are too few under load")
        .help(format!("shm_size: {}", known.shared_memory));
}

/// PostgreSQL before 10 runs no query in parallel unless it is told to.
fn is_old_postgres(stack: &Stack, service: &Service) -> bool {
    let Some(image) = stack.pulled_image_of(service) else { return false };
    let is_postgres =
        ["postgres", "postgis", "postgresql"].contains(&image.name().rsplit('/').next().unwrap_or_default());
    let version = image.tag().and_then(|tag| tag.split(['.', '-']).next()?.parse::<u32>().ok());
    is_postgres && version.is_some_and(|version| version < 10)
}

fn mounts_shared_memory(service: &Service) -> bool {
    let mut temporary = service.tmpfs.iter().filter_map(|item| item.value.split(':').next());
    temporary.any(|path| path == PLACE) || service.volumes.iter().any(|mount| mount.target.value == PLACE)
}
