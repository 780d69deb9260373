//! What a build does again after a change, for people and for programs.
//!
//! Knows verdicts and puts them into words and order; decides none. The types that are written as JSON are
//! described in `docs/cache.md`. Start with [`CacheReport`].

use std::cmp::Reverse;

use serde::Serialize;
use textwrap::core::display_width;

use super::plain::visible;
use super::{Look, to_json};
use crate::model::rebuild::{Change, Fate, Reason, Verdict, Work};
use crate::model::{Build, Stage, StageId, StepId};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Source;

/// The version of the JSON.
const VERSION: u32 = 1;
/// How many steps are listed for one change; JSON has all.
const MOST_LISTED: usize = 20;
/// How many bytes of an instruction are looked at to show it.
const MOST_SHOWN: usize = 400;
/// How wide the text of an instruction is shown at most, and how wide at least.
const TEXT_WIDTH: (usize, usize) = (46, 20);

/// A build and what changes lead to in it.
#[derive(Clone, Debug)]
pub struct CacheReport<'a> {
    /// The Dockerfile.
    pub source: &'a Source,
    /// What it is resolved to.
    pub build: &'a Build,
    /// What is built.
    pub target: &'a Stage,
    /// The changes, in the order they are shown.
    pub pictures: Vec<Picture>,
}

/// What one change leads to.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where the change comes from.
    pub kind: PictureKind,
    /// What changes.
    pub change: Change,
    /// What becomes of each step.
    pub verdicts: Vec<Verdict>,
    /// Paths that change too, but that the builder never receives.
    pub left_out: Vec<LeftOut>,
}

/// A path that the ignore file leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The path.
    pub path: String,
    /// The pattern that excludes it.
    pub pattern: String,
    /// Where that stands.
    pub ignore_file: String,
    /// On which line.
    pub line: u32,
}

/// Where a change comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// The user names it.
    Given,
    /// An edit of sources in these folders; in none: of any file that no step names.
    Sources(Vec<String>),
    /// An edit of manifests and lock files.
    Dependencies,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    file: &'a str,
    target: Place<'a>,
    changes: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    index: u32,
    name: Option<&'a str>,
    line: u32,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    paths: Vec<String>,
    arguments: &'a [String],
    rebuilt: usize,
    perhaps: usize,
    cached: usize,
    /// Changed paths that the ignore file leaves out.
    left_out: &'a [LeftOut],
    steps: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    line: u32,
    stage: Place<'a>,
    instruction: String,
    work: &'static str,
    fate: &'static str,
    reason: Option<Why>,
}

#[derive(Serialize)]
struct Why {
    kind: &'static str,
    text: String,
    /// The line that the reason lies on: of the step or definition that it names.
    line: Option<u32>,
}

/// How many steps meet each fate.
#[derive(Clone, Copy, Default)]
struct Counts {
    rebuilt: usize,
    perhaps: usize,
    cached: usize,
}

impl Picture {
    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for verdict in &self.verdicts {
            match verdict.fate {
                Fate::Rebuilt(_) => counts.rebuilt += 1,
                Fate::Perhaps(_) => counts.perhaps += 1,
                Fate::Cached => counts.cached += 1,
            }
        }
        counts
    }

    /// What changes, as the start of a sentence.
    fn subject(&self) -> String {
        match &self.kind {
            PictureKind::Given => {
                let paths = self.change.paths.iter().map(|path| quoted(&path.to_string()));
                let left_out = self.left_out.iter().map(|it| quoted(&it.path));
                let arguments = self.change.arguments.iter().map(|name| format!("--build-arg {}", visible(name)));
                paths.chain(left_out).chain(arguments).collect::<Vec<_>>().join(", ")
            }
            PictureKind::Sources(folders) if folders.is_empty() => "a source file".to_owned(),
            PictureKind::Sources(folders) => {
                let folders: Vec<String> = folders.iter().map(|folder| quoted(folder)).collect();
                format!("a source file ({})", folders.join(", "))
            }
            PictureKind::Dependencies => {
                let paths: Vec<String> = self.change.paths.iter().map(|path| quoted(&path.to_string())).collect();
                format!("a dependency ({})", paths.join(", "))
            }
        }
    }
}

impl CacheReport<'_> {
    /// The report for people.
    pub fn human(&self, look: Look) -> String {
        let mut text = format!("{}: target {}\n", visible(self.source.name()), self.stage_name(self.target));
        if self.pictures.is_empty() {
            text.push_str("\nno step that the target needs reads files of the build context\n");
        }
        for picture in &self.pictures {
            text.push_str(&self.picture(picture, look));
        }
        let has_perhaps = self.pictures.iter().any(|picture| picture.counts().perhaps > 0);
        if has_perhaps {
            text.push_str(
                "\n\"perhaps\": files from another stage count by their content; where they come out the same, the\n\
                 step is found in the cache\n",
            );
        }
        text
    }

    fn picture(&self, picture: &Picture, look: Look) -> String {
        let Counts { rebuilt, perhaps, cached } = picture.counts();
        let counts = match (rebuilt, perhaps) {
            (0, 0) => format!("nothing is rebuilt, {cached} cached"),
            (_, 0) => format!("{rebuilt} rebuilt, {cached} cached"),
            _ => format!("{rebuilt} rebuilt, {perhaps} perhaps, {cached} cached"),
        };
        let mut text = format!("\n{} changed: {counts}\n", picture.subject());
        let undeclared = picture.change.arguments.iter().filter(|name| !self.declares(name));
        for name in undeclared {
            text.push_str(&format!("  {} is declared by no ARG\n", quoted(name)));
        }
        for LeftOut { path, pattern, ignore_file, line } in &picture.left_out {
            let (path, pattern) = (quoted(path), quoted(pattern));
            text.push_str(&format!(
                "  {path} never reaches the builder: {pattern} ({ignore_file}:{line}) leaves it out\n"
            ));
        }
        let is_all_left_out = picture.change.paths.is_empty() && picture.change.arguments.is_empty();
        if rebuilt + perhaps == 0 && is_all_left_out && !picture.left_out.is_empty() {
            return text;
        }
        if rebuilt + perhaps == 0 {
            text.push_str("  no step that the target needs depends on it\n");
            return text;
        }
        let mut shown: Vec<&Verdict> = picture.verdicts.iter().filter(|it| it.fate != Fate::Cached).collect();
        // What is sure comes first, then what costs most; within that the order of the file stays.
        shown.sort_by_key(|verdict| (Reverse(matches!(verdict.fate, Fate::Rebuilt(_))), verdict.work));
        let rows: Vec<[String; 4]> = shown.iter().take(MOST_LISTED).map(|verdict| self.row(verdict, look)).collect();
        let width = |column: fn(&[String; 4]) -> &String| {
            rows.iter().map(|row| display_width(column(row))).max().unwrap_or_default()
        };
        let (lines, texts) = (width(|[_, line, ..]| line), width(|[_, _, text, _]| text));
        for [fate, line, instruction, reason] in &rows {
            let gap = " ".repeat(texts.saturating_sub(display_width(instruction)));
            text.push_str(&format!("  {fate:<7}  line {line:>lines$}  {instruction}{gap}  {reason}\n"));
        }
        if shown.len() > rows.len() {
            text.push_str(&format!("  and {} more; --format json lists all\n", shown.len() - rows.len()));
        }
        text
    }

    fn row(&self, verdict: &Verdict, look: Look) -> [String; 4] {
        let (most, least) = TEXT_WIDTH;
        let width = (look.width / 2).clamp(least, most);
        let reason = self.why(verdict).map(|why| why.text).unwrap_or_default();
        let instruction = shortened(&self.instruction(verdict.step), width, look.unicode);
        [fate_name(&verdict.fate).to_owned(), self.line(verdict.step).to_string(), instruction, reason]
    }

    /// The report for programs.
    pub fn json(&self) -> String {
        let changes = self.pictures.iter().map(|picture| {
            let Counts { rebuilt, perhaps, cached } = picture.counts();
            let (kind, paths) = match &picture.kind {
                PictureKind::Given => ("given", None),
                PictureKind::Sources(folders) => ("sources", Some(folders.clone())),
                PictureKind::Dependencies => ("dependencies", None),
            };
            let paths = paths.unwrap_or_else(|| picture.change.paths.iter().map(ToString::to_string).collect());
            let steps = picture.verdicts.iter().filter_map(|verdict| self.json_row(verdict)).collect();
            Entry {
                kind,
                paths,
                arguments: &picture.change.arguments,
                rebuilt,
                perhaps,
                cached,
                left_out: &picture.left_out,
                steps,
            }
        });
        let document = Document {
            version: VERSION,
            file: self.source.name(),
            target: self.place(self.target),
            changes: changes.collect(),
        };
        format!("{}\n", to_json(&document))
    }

    fn json_row(&self, verdict: &Verdict) -> Option<Row<'_>> {
        let stage = self.build.stage(self.build.step(verdict.step)?.stage)?;
        Some(Row {
            line: self.line(verdict.step),
            stage: self.place(stage),
            instruction: self.instruction(verdict.step),
            work: match verdict.work {
                Work::Install => "install",
                Work::Run => "run",
                Work::Transfer => "copy",
                Work::Directory => "workdir",
            },
            fate: fate_name(&verdict.fate),
            reason: self.why(verdict),
        })
    }

    fn place<'s>(&self, stage: &'s Stage) -> Place<'s> {
        let name = stage.name.as_ref().map(|name| name.value.as_str());
        Place { index: stage.id.0, name, line: self.source.position(stage.span.start).line }
    }

    fn line(&self, step: StepId) -> u32 {
        let instruction = self.build.step(step).and_then(|step| self.build.instruction(step));
        instruction.map_or(0, |instruction| self.source.position(instruction.span.start).line)
    }

    /// The start of an instruction on one line.
    fn instruction(&self, step: StepId) -> String {
        let instruction = self.build.step(step).and_then(|step| self.build.instruction(step));
        let text = instruction.map(|instruction| self.source.slice(instruction.span)).unwrap_or_default();
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= MOST_SHOWN).unwrap_or(text.len());
        let escape = self.build.dockerfile.escape.character();
        let words = text.get(..end).unwrap_or_default().split_whitespace();
        words.filter(|word| !word.chars().eq([escape])).collect::<Vec<_>>().join(" ")
    }

    fn stage_name(&self, stage: &Stage) -> String {
        match &stage.name {
            Some(name) => quoted(&name.value),
            None => format!("stage {} (line {})", stage.id.0, self.source.position(stage.span.start).line),
        }
    }

    fn stage_called(&self, id: StageId) -> String {
        self.build.stage(id).map(|stage| self.stage_name(stage)).unwrap_or_default()
    }

    fn declares(&self, name: &str) -> bool {
        self.build.dockerfile.instructions().any(|instruction| match &instruction.kind {
            Kind::Arg(arg) => arg.definitions.iter().any(|definition| definition.name.value == name),
            _ => false,
        })
    }

    /// Why a step is done again; `None` where it is not.
    fn why(&self, verdict: &Verdict) -> Option<Why> {
        let (Fate::Perhaps(reason) | Fate::Rebuilt(reason)) = &verdict.fate else { return None };
        let is_sure = matches!(verdict.fate, Fate::Rebuilt(_));
        Some(match reason {
            Reason::Reads { path, written, span } => {
                let path = path.to_string();
                let named = visible(written);
                // A made-up name stands for any file.
                let text = match (path.chars().any(char::is_control), is_sure) {
                    (true, _) => format!("`{named}` holds it"),
                    (false, true) if path == written.trim_start_matches("./") => format!("names {}", quoted(&path)),
                    (false, true) => format!("`{named}` holds {}", quoted(&path)),
                    (false, false) => format!("`{named}` may hold {}", quoted(&path)),
                };
                Why { kind: "reads", text, line: Some(self.source.position(span.start).line) }
            }
            Reason::Variable(found) => {
                let line = self.source.position(found.defined.start).line;
                let name = visible(&found.name);
                let text = match found.is_environment {
                    true => format!("`{name}` (line {line}) is in its environment"),
                    false => format!("uses `{name}` (line {line})"),
                };
                Why { kind: "variable", text, line: Some(line) }
            }
            Reason::Base(stage, name) => {
                let line = self.build.stage(*stage).map(|stage| self.source.position(stage.span.start).line);
                let text = format!("`{}` changes FROM on line {}", visible(name), line.unwrap_or_default());
                Why { kind: "base", text, line }
            }
            Reason::Follows(step) => {
                let line = self.line(*step);
                Why { kind: "follows", text: format!("follows line {line}"), line: Some(line) }
            }
            Reason::Takes(stage, step) => {
                let line = step.map(|step| self.line(step));
                let place = line.map(|line| format!(", rebuilt from line {line} on")).unwrap_or_default();
                Why { kind: "takes", text: format!("takes files from {}{place}", self.stage_called(*stage)), line }
            }
        })
    }
}

fn fate_name(fate: &Fate) -> &'static str {
    match fate {
        Fate::Cached => "cached",
        Fate::Perhaps(_) => "perhaps",
        Fate::Rebuilt(_) => "rebuilt",
    }
}

fn quoted(text: &str) -> String {
    format!("`{}`", visible(text))
}

/// A text that fits a width, with dots where something is left out.
fn shortened(text: &str, width: usize, unicode: bool) -> String {
    let text = visible(text);
    if display_width(&text) <= width {
        return text.into_owned();
    }
    let dots = if unicode { "…" } else { "..." };
    let mut kept = String::new();
    let mut room = width.saturating_sub(display_width(dots));
    for letter in text.chars() {
        let taken = display_width(letter.encode_utf8(&mut [0; 4]));
        if taken > room {
            break;
        }
        room -= taken;
        kept.push(letter);
    }
    format!("{}{dots}", kept.trim_end())
}
