//! Archives and packages that stay in the image beside what came out of them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::directories::joined;
use crate::model::downloads::{Download, DownloadSource, Use};
use crate::model::{Build, Command, Stage};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "leftover-archive",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("leftover_archive.md"),
    check: Check::Stage(check),
};

/// Programs that put what they unpack into the place of the archive.
const REPLACING: &[&str] = &["gunzip", "bunzip2", "unxz", "gzip", "bzip2", "xz"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    if !build.reaches_target(stage) || build.is_exported_elsewhere(stage) {
        return;
    }
    let downloads = build.downloads_of(stage);
    for download in &downloads.all {
        let Some(path) = download.file() else { continue };
        let is_added = download.fetch().is_none();
        let uses: Vec<(Use, &Command)> = downloads.uses(download).collect();
        let is_own = |command: &Command| is_added || command.step == download.step.id;
        let opened = uses.iter().find(|(used, command)| {
            matches!(used, Use::Unpacked | Use::Installed) && is_own(command) && !command.is_any(REPLACING)
        });
        let Some((used, opener)) = opened else { continue };
        let is_removed = uses.iter().any(|(used, it)| *used == Use::Removed && it.step == download.step.id);
        let directory = path.rsplit_once('/').map_or("/", |(directory, _)| directory);
        if is_removed || build.is_mounted(download.step, directory) {
            continue;
        }
        let fate = if *used == Use::Installed { "installed" } else { "unpacked" };
        let is_last_use = uses.iter().all(|(_, command)| command.step == download.step.id);
        let name = removable(build, download);
        let edit = name.as_deref().and_then(|name| removal(build, checker, download, name)).filter(|_| is_last_use);
        let help = match (&download.source, &name) {
            (DownloadSource::Add(_), _) if is_plain_tar(opener) => format!(
                "ADD --unpack=true {} <directory> unpacks it at once; or download, unpack and remove it in one RUN",
                download.word.raw
            ),
            (DownloadSource::Add(_), _) => format!("download it, have it {fate} and remove it in one RUN"),
            // In a loop or a branch, the end of the RUN knows another file or none.
            (DownloadSource::Command(fetch), Some(name)) if fetch.command.placement.depth > 0 => {
                format!("remove it behind what needs it: `rm {name}`")
            }
            (DownloadSource::Command(_), Some(name)) => format!("end this RUN with `rm {name}`"),
            (DownloadSource::Command(_), None) => "end this RUN with `rm` of the file".to_owned(),
        };
        let shown =
            download.written_file.as_deref().filter(|text| !text.contains(['*', '"', '`']) && !text.contains("$("));
        let shown = shown.map_or_else(|| "the file".to_owned(), |text| format!("`{text}`"));
        checker
            .report(download.word.span, format!("{shown} stays in the image after it is {fate}"))
            .label(opener.span, format!("{fate} here"))
            .help(help)
            .fix(Safety::Safe, "remove the file in the same RUN", edit);
    }
}

/// Whether a command unpacks all of an archive as it is, as ADD does.
fn is_plain_tar(command: &Command) -> bool {
    command.is_any(&["tar", "bsdtar"])
        && !command.has_flag(&["strip-components", "strip", "transform", "exclude", "to-stdout", "O"])
}

/// What `rm` is to be given at the end of the RUN: the name as the author wrote it, whole where a `cd` follows;
/// `None` where the directory or a part of the name is not known there.
fn removable(build: &Build, download: &Download<'_>) -> Option<String> {
    let written = download.written_file.as_deref()?;
    if written.contains(['*', '"', '\'', '`', ' ']) || written.contains("$(") {
        return None;
    }
    let commands = build.commands_of(download.step);
    let moves = commands.iter().any(|command| command.is_any(&["cd", "pushd", "popd"]));
    let path = if written.starts_with(['/', '$']) || !moves {
        written.to_owned()
    } else {
        let directory = build.directory_of(download.step, download.fetch()?.command)?;
        let is_whole = directory.starts_with('/') && !commands.iter().any(|command| command.is_any(&["pushd"]));
        is_whole.then(|| joined(&directory, written))?
    };
    Some(if path.contains('$') { format!("\"{path}\"") } else { path })
}

/// Removes the file at the end of the RUN, where that surely is the same file.
fn removal(build: &Build, checker: &Checker<'_>, download: &Download<'_>, name: &str) -> Option<Edit> {
    let fetch = download.fetch()?;
    let [script] = download.step.scripts.as_slice() else { return None };
    let is_whole = name.trim_start_matches('"').starts_with('/');
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-${}\"".contains(&byte));
    // A variable of the script may have another value at its end.
    let is_same = !name.contains('$') || script.script.assigned_variables().is_empty();
    if !is_whole
        || !is_plain
        || !is_same
        || fetch.command.placement.depth > 0
        || !script.is_chain(&download.step.before)
    {
        return None;
    }
    let sudo = if fetch.command.wrappers.iter().any(|wrapper| wrapper == "sudo") { "sudo " } else { "" };
    checker.edits().append_command(build.instruction(download.step)?, script, &format!("{sudo}rm {name}"))
}
