//! Files that every user of a container may change.

use crate::knowledge::modes::Mode;
use crate::knowledge::places::{Place, is_private_key, is_read_only, place_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, MeantWriter, PermissionChange, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "world-writable",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("world_writable.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let changes = build.permission_changes(step);
    for change in changes.iter().filter(|change| change.mode.lets_others_write() && !change.mode.is_sticky()) {
        let open =
            change.paths.iter().filter(|path| !build.is_mounted(step, path) && !build.is_of_tool_chain(step, path));
        let place = |path: &str| match place_of(path) {
            Place::Data if build.holds_sources(step, path) => Place::Code,
            place => place,
        };
        let worst = open.rev().map(|path| (place(path), path)).max_by_key(|(place, _)| *place);
        match worst {
            Some((Place::Temporary, _)) | None => {}
            Some((Place::Shared, path)) => shared(path, change, checker),
            Some((place @ (Place::Data | Place::Code | Place::System), path)) => {
                open_to_all(build, step, change, (place, path), checker);
            }
        }
    }
}

/// `/tmp` without its sticky bit.
fn shared(path: &str, change: &PermissionChange<'_>, checker: &mut Checker<'_>) {
    let message = format!("without the sticky bit, every user can remove and replace the files of others in `{path}`");
    let is_number = change.word.known().is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let edit = checker.edits().replace(change.word.span, "1777");
    let edits = (is_number && change.paths.len() == 1).then_some(edit);
    checker.report(change.word.span, message).from_profile(Profile::Production).help(format!("chmod 1777 {path}")).fix(
        Safety::Safe,
        "set the sticky bit",
        edits,
    );
}

fn open_to_all(
    build: &Build,
    step: &Step,
    change: &PermissionChange<'_>,
    (place, path): (Place, &str),
    checker: &mut Checker<'_>,
) {
    let others = match change.paths.len() {
        0 | 1 => String::new(),
        2 => " and one more path".to_owned(),
        count => format!(" and {} more paths", count - 1),
    };
    let what = if change.recursive && change.command.is_some() { "everything in " } else { "" };
    let message = format!("every user of the container can change {what}`{path}`{others}");
    let replacement = change.mode_instead(path);
    let edit = replacement.clone().map(|mode| checker.edits().replace(change.word.span, mode));
    let reaches_image = build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage));
    let finding = checker.report(change.word.span, message).help(help(build, step, change, (place, path), replacement));
    match place {
        _ if !reaches_image => finding.severity(Severity::Info).from_profile(Profile::Strict),
        Place::System => finding,
        // Unknown users may be meant to write here, as a cluster may start the container as anybody.
        Place::Data | Place::Shared | Place::Temporary => {
            finding.severity(Severity::Info).from_profile(Profile::Strict)
        }
        Place::Code => finding.from_profile(Profile::Production),
    }
    .fix(Safety::Unsafe, "take write access away from all others", edit.filter(|_| place >= Place::Code));
}

fn help(
    build: &Build,
    step: &Step,
    change: &PermissionChange<'_>,
    (place, path): (Place, &str),
    owners: Option<String>,
) -> String {
    let flag = if change.recursive { " -R" } else { "" };
    let is_key = is_private_key(path);
    let writer = build.meant_writer(step, path);
    if change.command.is_none() {
        let mode = if is_key { "600".to_owned() } else { owners.unwrap_or_else(|| "755".to_owned()) };
        return match writer {
            MeantWriter::User(user) | MeantWriter::Owner(user) => {
                format!("give it to the one user that needs more, if any: `--chown={user} --chmod={mode}`")
            }
            MeantWriter::Later(user) => {
                format!("`--chmod={mode}`, and below the line that creates `{user}` also `--chown={user}`")
            }
            MeantWriter::Unknown if is_key => {
                "give it to the one user that reads it: `--chown=USER --chmod=600`".to_owned()
            }
            MeantWriter::Unknown => format!("`--chmod={mode}`"),
        };
    }
    let mode = owners.unwrap_or_else(|| "go-w".to_owned());
    match (writer, change.word.known().and_then(|text| Mode::for_owner_alone(&text))) {
        (_, Some(_)) if place >= Place::Code => {
            format!("nobody but its owner has to change it: `chmod{flag} {mode} {path}`")
        }
        (_, None) if place >= Place::Code => format!("everybody can read and run it with `chmod{flag} a+rX {path}`"),
        (MeantWriter::Owner(user), _) if change.recursive => {
            format!("its owner, `{user}`, can write without that: `chmod -R go-w {path}`")
        }
        (MeantWriter::Owner(user), _) => {
            format!("its owner, `{user}`, can write without that: `chmod{flag} {mode} {path}`")
        }
        (MeantWriter::User(user), _) => {
            format!("give it to the one user that writes there: `chown{flag} {user} {path}`")
        }
        (MeantWriter::Later(user), _) => format!(
            "give it to the one user that writes there, below the line that creates it: `chown{flag} {user} {path}`"
        ),
        (MeantWriter::Unknown, _) => {
            // Without leave to enter it, it is a file.
            let is_file = change.word.known().is_some_and(|mode| mode.ends_with(['2', '4', '6'])) || path.contains('*');
            let open = match change.recursive || is_file || is_read_only(path) {
                true => String::new(),
                false => format!("; a directory for any `--user`: `chmod 1777 {path}`"),
            };
            "give it to the user that writes there: ".to_owned()
                + &format!("`chown{flag} USER {path}`; where a cluster chooses the user, to its group: ")
                + &format!("`chgrp{flag} 0 {path} && chmod{flag} g=u {path}`{}", open)
        }
    }
}
