//! Services that run as root because nobody said otherwise.

use crate::knowledge::images::{DefaultUser, Distribution, Image};
use crate::lint::accounts::{handed_over, ownership};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, Origin, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "root-user",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["CKV_DOCKER_3", "DS-0002"],
    options: &[],
    since: "0.1.0",
    page: include_str!("root_user.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let starts_as_root = match build.root_base(stage) {
        Base::Scratch => true,
        Base::Image(_) => build.base_image(stage).is_some_and(|image| image.facts.user == DefaultUser::Root),
        Base::Stage(_) | Base::Dynamic(_) | Base::Missing => false,
    };
    let is_for_others = build.is_workshop(stage) || has_triggers(build, stage);
    if !starts_as_root || stage.after.user.is_some() || is_for_others || !build.is_service(stage) {
        return;
    }
    if build.manages_privileges(stage) || build.is_left_to_services(|service| service.runs_without_root) {
        return;
    }
    let Some(from) = build.lineage(stage).last() else { return };
    let image = build.base_image(stage);
    let directories = build.data_directories(stage);
    let help = match build.created_users(stage).as_slice() {
        [own] => {
            let distribution = image.map_or(Distribution::Unknown, |image| image.facts.distribution);
            let ownership = ownership(distribution, &directories, &own.name);
            format!(
                "switch to the user that is created here{ownership}:{}\nUSER {}",
                handed_over(&directories, &own.name),
                own.name
            )
        }
        _ => help(image, &directories),
    };
    let home = build.start_in_home_of_root(stage);
    let help = match &home {
        Some(path) => format!(
            "`{path}` is in the home of root, which others cannot enter: put the program elsewhere (`WORKDIR /app`), and {help}"
        ),
        None => help,
    };
    let Some(step) = build.start(stage).step() else {
        let message = format!("the image runs as root: `{}` starts as root", stage_base(from));
        checker.report(stage.base_span, message).note("no USER follows").help(help);
        return;
    };
    // Windows has other users.
    let Some(instruction) = build.instruction(step).filter(|_| step.interpreter.dialect().is_some()) else { return };
    let edits = checker.edits();
    let finding = checker
        .report(instruction.keyword.span, "the image runs as root")
        .note("this runs with uid 0")
        .label(from.base_span, "starts as root, and no USER follows")
        .help(help);
    if let Some((name, _)) = own_user(image)
        // Another user could not write to them.
        && directories.is_empty()
        && home.is_none()
        && is_last_work(build, stage, step)
    {
        let line = format!("USER {name}");
        finding.fix(Safety::Unsafe, format!("run as `{name}`"), [edits.add_line_before(instruction, &line)]);
    }
}

fn stage_base(stage: &Stage) -> String {
    match &stage.base {
        Base::Image(image) => image.value.to_string(),
        Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => "scratch".to_owned(),
    }
}

/// Whether the image is made to be built upon.
fn has_triggers(build: &Build, stage: &Stage) -> bool {
    let is_trigger = |step: &Step| build.instruction(step).is_some_and(|known| matches!(known.kind, Kind::OnBuild(_)));
    build.steps_of(stage).iter().any(is_trigger)
}

/// Whether nothing is run behind the step while the image is built, which a USER before it would change.
fn is_last_work(build: &Build, stage: &Stage, step: &Step) -> bool {
    let runs = |later: &Step| build.commands_of(later).iter().any(|command| command.form.instruction == Origin::Run);
    step.stage == stage.id && !build.steps_of(stage).iter().any(|later| later.id > step.id && runs(later))
}

/// A user the base image brings for this very purpose.
fn own_user(image: Option<Image<'_>>) -> Option<(&'static str, u32)> {
    image?.facts.users.iter().copied().find(|(_, uid)| *uid != 0)
}

/// The lines to write: the user, what has to be given to it, and the USER.
fn help(image: Option<Image<'_>>, directories: &[String]) -> String {
    let distribution = image.map_or(Distribution::Unknown, |image| image.facts.distribution);
    if let Some((name, uid)) = own_user(image) {
        let ownership = ownership(distribution, directories, name);
        let handed_over = handed_over(directories, name);
        return format!("the base image has a user for it (uid {uid}){ownership}:{handed_over}\nUSER {name}");
    }
    let ownership = ownership(distribution, directories, "10001:10001");
    let create = match distribution {
        Distribution::Alpine => "adduser -D -H -u 10001 app",
        Distribution::Debian
        | Distribution::Ubuntu
        | Distribution::RedHat
        | Distribution::Suse
        | Distribution::Arch
        | Distribution::Photon => "useradd --no-create-home --uid 10001 app",
        Distribution::Distroless | Distribution::DistrolessDebug | Distribution::Wolfi => {
            return "the base image has a user for it:\nUSER 65532:65532".to_owned();
        }
        Distribution::Busybox
        | Distribution::Bare
        | Distribution::WindowsServer
        | Distribution::NanoServer
        | Distribution::Unknown => {
            return format!("switch to a number, which needs no entry in /etc/passwd{ownership}:\nUSER 10001:10001");
        }
    };
    let handed_over = handed_over(directories, "10001");
    format!("create a user and switch to it{ownership}:\nRUN {create}{handed_over}\nUSER 10001:10001")
}
