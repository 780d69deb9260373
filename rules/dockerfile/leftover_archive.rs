//! Archives and packages that stay in the image beside what came out of them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
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
    if !build.reaches_target(stage) {
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
        let edit = removal(build, checker, download, path).filter(|_| is_last_use);
        let is_known = !path.contains("$(") && !path.contains('*');
        let help = match download.source {
            DownloadSource::Add(_) => {
                format!(
                    "ADD --unpack=true {} <directory> unpacks it at once; or download, unpack and remove it in one RUN",
                    download.word.raw
                )
            }
            DownloadSource::Command(_) => {
                if is_known {
                    format!("end this RUN with `rm {path}`")
                } else {
                    "end this RUN with `rm` of the file".to_owned()
                }
            }
        };
        let name = if is_known { format!("`{path}`") } else { "the file".to_owned() };
        checker
            .report(download.word.span, format!("{name} stays in the image after it is {fate}"))
            .label(opener.span, format!("{fate} here"))
            .help(help)
            .fix(Safety::Safe, "remove the file in the same RUN", edit);
    }
}

/// Removes the file at the end of the RUN, where that surely is the same file.
fn removal(build: &Build, checker: &Checker<'_>, download: &Download<'_>, path: &str) -> Option<Edit> {
    let fetch = download.fetch()?;
    let is_plain =
        path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    let [script] = download.step.scripts.as_slice() else { return None };
    if !is_plain || fetch.command.placement.depth > 0 || !script.is_chain(&download.step.before) {
        return None;
    }
    let sudo = if fetch.command.wrappers.iter().any(|wrapper| wrapper == "sudo") { "sudo " } else { "" };
    checker.edits().append_command(build.instruction(download.step)?, script, &format!("{sudo}rm {path}"))
}
