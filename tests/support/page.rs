//! Reading a rule's page and holding it to its word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use plimsoll::lint::{Checked, FixSupport, FixedFile, Policy, Profile, Rule, Safety, Settings, engine, fix};
use plimsoll::model::containers::ServiceUse;
use plimsoll::model::stack::{ProjectFiles, names};
use plimsoll::model::{IgnoreRequest, IgnoredDockerfile, Project, SharedContext};
use plimsoll::text::Source;

use super::{LISTING, Texts, compose_project, describe, load_options, settings_with};

/// A page taken apart.
#[derive(Debug)]
pub struct Page {
    pub title: String,
    pub headings: Vec<String>,
    pub blocks: Vec<Block>,
    lines: Vec<String>,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The words behind the fence: `dockerfile bad`.
    pub words: Vec<String>,
    pub body: String,
    /// The nearest `##` heading above it.
    pub section: String,
    /// A number that blocks under one heading of any level share.
    pub group: usize,
    /// The lines of its fences, from 0.
    pub first_line: usize,
    pub last_line: usize,
}

impl Block {
    pub fn is(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    pub fn path(&self) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix("path="))
    }

    /// Whether it is an example of a Compose file.
    pub fn is_compose(&self) -> bool {
        self.is("yaml")
    }

    /// Whether it is an example of an ignore file.
    pub fn is_ignore_file(&self) -> bool {
        self.is("dockerignore")
    }

    fn is_example(&self) -> bool {
        let has_rules = self.is("dockerfile") || self.is_compose() || self.is_ignore_file();
        has_rules && (self.is("bad") || self.is("good"))
    }

    /// The word of its language.
    fn language(&self) -> &'static str {
        match (self.is_compose(), self.is_ignore_file()) {
            (true, _) => "yaml",
            (_, true) => "dockerignore",
            (false, false) => "dockerfile",
        }
    }

    /// The path of the example itself.
    fn own_path(&self) -> &str {
        self.path().unwrap_or(match self.language() {
            "yaml" => "compose.yaml",
            "dockerignore" => ".dockerignore",
            _ => "Dockerfile",
        })
    }
}

/// A place where a page does not tell the truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl Page {
    pub fn parse(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut page = Self { title: String::new(), headings: Vec::new(), blocks: Vec::new(), lines };
        let (mut section, mut group) = (String::new(), 0);
        let mut open: Option<Block> = None;
        for (number, line) in page.lines.iter().enumerate() {
            if let Some(block) = &mut open {
                if line.trim_end() == "```" {
                    block.last_line = number;
                    page.blocks.extend(open.take());
                } else {
                    block.body.push_str(line);
                    block.body.push('\n');
                }
            } else if let Some(info) = line.strip_prefix("```") {
                open = Some(Block {
                    words: info.split_whitespace().map(str::to_owned).collect(),
                    body: String::new(),
                    section: section.clone(),
                    group,
                    first_line: number,
                    last_line: number,
                });
            } else if let Some(title) = line.strip_prefix("# ") {
                page.title = title.to_owned();
            } else if line.starts_with("##") {
                group += 1;
                if let Some(heading) = line.strip_prefix("## ") {
                    section = heading.to_owned();
                    page.headings.push(heading.to_owned());
                }
            }
        }
        page
    }

    /// The block that follows another and has a word, before the next example.
    fn follower(&self, index: usize, word: &str) -> Option<&Block> {
        self.followers(index, word).next()
    }

    /// Every such block.
    fn followers(&self, index: usize, word: &str) -> impl Iterator<Item = &Block> {
        self.blocks.iter().skip(index + 1).take_while(|block| !block.is_example()).filter(move |block| block.is(word))
    }

    /// The files beside an example: blocks with a path under the same heading, and the names of all files there are
    /// where a block `files` lists them.
    pub fn context_of(&self, example: &Block) -> Texts {
        let is_beside = |block: &&Block| block.group == example.group && !block.is_example() && !block.is("fixed");
        let path = |block: &Block| match block.is("files") {
            true => Some(LISTING.to_owned()),
            false => block.path().map(str::to_owned),
        };
        let beside = self.blocks.iter().filter(is_beside);
        Texts(beside.filter_map(|block| Some((path(block)?, block.body.clone()))).collect())
    }

    /// The settings that hold for an example: those of the last `toml` block above it in its section.
    fn settings_for(&self, rule: &'static Rule, example: &Block) -> Settings {
        let above = self.blocks.iter().take_while(|block| block.first_line < example.first_line);
        let toml = above.filter(|block| block.section == example.section && block.is("toml")).last();
        settings_with(vec![rule], toml.map_or("", |block| block.body.as_str()))
    }
}

/// Every way in which a page lies about its rule. `recommended` are the rules that a good example must please.
pub fn mistakes(rule: &'static Rule, text: &str, recommended: &[&'static Rule]) -> Vec<Mistake> {
    let page = Page::parse(text);
    let mut found = Vec::new();
    let mut say = |line: usize, message: String| found.push(Mistake { line: line + 1, message });
    if page.title != rule.name {
        say(0, format!("the title is `{}`, the rule `{}`", page.title, rule.name));
    }
    for heading in ["Why", "Examples", "Not reported", "Cases"] {
        if !page.headings.iter().any(|known| known == heading) {
            say(0, format!("there is no section `{heading}`"));
        }
    }
    for (section, word) in [("Examples", "bad"), ("Examples", "good"), ("Not reported", "good")] {
        if !page.blocks.iter().any(|block| block.section == section && block.is(word)) {
            say(0, format!("`{section}` has no `{word}` block"));
        }
    }
    let mut findings = 0;
    let mut fixes = Vec::new();
    for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.is_example()) {
        let context = page.context_of(block);
        let settings = page.settings_for(rule, block);
        let checked = run(block, &settings, &context);
        findings += checked.diagnostics.len();
        fixes.extend(checked.diagnostics.iter().filter_map(|diagnostic| Some(diagnostic.fix.as_ref()?.safety)));
        if block.is("good") {
            for diagnostic in &checked.diagnostics {
                say(block.first_line, format!("a good block is reported: {}", describe(&checked.project, diagnostic)));
            }
            if !block.is("alone") {
                let all = run(block, &Settings::of(recommended, Policy::default()), &context);
                for diagnostic in &all.diagnostics {
                    let described = describe(&all.project, diagnostic);
                    say(block.first_line, format!("a good block displeases `{}`: {described}", diagnostic.rule.name));
                }
            }
            continue;
        }
        if checked.diagnostics.is_empty() {
            say(block.first_line, "a bad block is not reported".to_owned());
        }
        let told = page.follower(index, "report").map(|report| report.body.clone());
        let truth = report(&checked);
        if told.as_deref() != Some(truth.as_str()) {
            say(block.first_line, format!("the report is not (run with BLESS=1):\n{truth}"));
        }
        let after = fixed_texts(block, &settings, &context);
        let text = |fixed: &Block| (fixed.path().unwrap_or(block.own_path()).to_owned(), fixed.body.clone());
        if page.followers(index, "fixed").map(text).collect::<BTreeMap<_, _>>() != after {
            let after: Vec<String> = after.into_values().collect();
            say(block.first_line, format!("the fixed text is (run with BLESS=1):\n{}", after.join("---\n")));
        }
    }
    if let Some(message) = support_mistake(rule.fix, findings, &fixes) {
        say(0, message);
    }
    found
}

/// Whether the fixes over all blocks are what the rule declares.
fn support_mistake(declared: FixSupport, findings: usize, fixes: &[Safety]) -> Option<String> {
    let fits = match declared {
        FixSupport::Never => fixes.is_empty(),
        FixSupport::Sometimes(most) => fixes.iter().max() == Some(&most),
        FixSupport::Always(safety) => fixes.len() == findings && fixes.iter().all(|fix| *fix == safety),
    };
    (!fits).then(|| format!("the rule declares {declared:?}, but the fixes of {findings} findings are {fixes:?}"))
}

/// The project of an example.
pub fn project_of(block: &Block, context: &Texts) -> Project {
    if block.is_compose() {
        return compose_project(block.own_path(), &with_own(block, context));
    }
    if block.is_ignore_file() {
        return Project::of_ignore_file(&request_of(block, context), &with_own(block, context));
    }
    let source = Source::new(block.own_path(), block.body.as_bytes().to_vec());
    let (uses, seen) = surroundings_of(block.own_path(), &with_own(block, context));
    Project::of_dockerfile(source, &uses, &seen)
}

/// The services of the Compose files beside a Dockerfile that build it, and what they build it in.
fn surroundings_of(dockerfile: &str, texts: &Texts) -> (Arc<[ServiceUse]>, SharedContext) {
    let base = names::BASES.iter().find(|base| texts.0.contains_key(**base));
    let all = base.map(|base| compose_project(base, texts).service_uses()).unwrap_or_default();
    let own = all.into_iter().filter(|(path, _)| path == Path::new(dockerfile));
    let uses: Arc<[ServiceUse]> = own.map(|(_, service)| service).collect();
    let folder = match uses.first() {
        Some(service) => service.context.clone(),
        None => Path::new(dockerfile).parent().unwrap_or(Path::new("")).to_owned(),
    };
    let seen = texts.context(&folder, Path::new(dockerfile));
    (uses, seen)
}

/// An ignore file that is looked at, and all texts that are there.
pub fn ignored(block: &Block, context: &Texts) -> (IgnoreRequest, Texts) {
    (request_of(block, context), with_own(block, context))
}

/// An ignore file with the Dockerfiles among the texts that are built where it is, or beside it.
fn request_of(block: &Block, context: &Texts) -> IgnoreRequest {
    let path = Path::new(block.own_path());
    let own_folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let texts = with_own(block, context);
    let is_dockerfile = |name: &&String| {
        let name = name.rsplit('/').next().unwrap_or_default();
        name.contains("Dockerfile") && !name.ends_with(".dockerignore")
    };
    let specific = block.own_path().strip_suffix(".dockerignore").filter(|own| own.contains("Dockerfile"));
    let mut folder = own_folder.clone();
    let mut dockerfiles = Vec::new();
    let mut strangers = Vec::new();
    let mut all_are_known = specific.is_none();
    let mut has_builds_below = false;
    for name in texts.0.keys().filter(is_dockerfile) {
        let (uses, _) = surroundings_of(name, &texts);
        all_are_known &= !uses.is_empty();
        strangers.push(IgnoredDockerfile { path: name.into(), obeys: false, uses: Arc::clone(&uses) });
        let beside = Path::new(name).parent().unwrap_or(Path::new("")).to_owned();
        let built_in = uses.first().map_or_else(|| beside.clone(), |service| service.context.clone());
        has_builds_below |= !uses.is_empty() && built_in != own_folder && built_in.starts_with(&own_folder);
        let is_shadowed = texts.0.contains_key(&format!("{name}.dockerignore"));
        let obeys = match specific {
            Some(own) => own == name,
            None => built_in == own_folder && !is_shadowed,
        };
        if specific == Some(name) {
            folder = built_in;
        }
        if obeys || (beside == own_folder && !is_shadowed && specific.is_none()) {
            dockerfiles.push(IgnoredDockerfile { path: name.into(), obeys, uses });
        }
    }
    if dockerfiles.is_empty() && all_are_known {
        dockerfiles = strangers;
    }
    IgnoreRequest { path: path.to_owned(), folder, dockerfiles, has_builds_below }
}

/// The files beside a Compose file, and itself.
fn with_own(block: &Block, context: &Texts) -> Texts {
    let mut texts = context.clone();
    texts.0.insert(block.own_path().to_owned(), block.body.clone());
    texts
}

fn run(block: &Block, settings: &Settings, context: &Texts) -> Checked {
    engine::run(project_of(block, context), settings)
}

fn report(checked: &Checked) -> String {
    checked.diagnostics.iter().fold(String::new(), |mut text, diagnostic| {
        let _ = writeln!(text, "{}", describe(&checked.project, diagnostic));
        text
    })
}

/// What the fixes make of the files that they change, by their paths.
fn fixed_texts(block: &Block, settings: &Settings, context: &Texts) -> BTreeMap<String, String> {
    let project = project_of(block, context);
    let texts = with_own(block, context);
    let fixed = if block.is_compose() {
        let paths = names::merged_with(Path::new(block.own_path()), &texts);
        fix::fix_compose(project, settings, Safety::Unsafe, (&paths, &texts, &load_options()))
    } else if block.is_ignore_file() {
        fix::fix_ignore_file(project, settings, Safety::Unsafe, (&request_of(block, context), &texts))
    } else {
        let (uses, seen) = surroundings_of(block.own_path(), &texts);
        fix::fix_dockerfile(project, settings, Safety::Unsafe, (&uses, &seen))
    };
    let text = |file: &FixedFile| Some((file.before.name().to_owned(), String::from_utf8(file.after.clone()).ok()?));
    fixed.files.iter().filter_map(text).collect()
}

/// The page with every report and fixed block told as they are. New blocks go behind their example.
pub fn blessed(rule: &'static Rule, text: &str) -> String {
    let page = Page::parse(text);
    let mut lines: Vec<Vec<String>> = page.lines.iter().map(|line| vec![line.clone()]).collect();
    let blank = |range: std::ops::RangeInclusive<usize>, lines: &mut Vec<Vec<String>>| {
        for number in range {
            lines[number].clear();
        }
    };
    for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.is_example()) {
        let context = page.context_of(block);
        let mut addition = Vec::new();
        if block.is("bad") {
            let settings = page.settings_for(rule, block);
            addition.push(format!("```report\n{}```", report(&run(block, &settings, &context))));
            let language = block.language();
            for (path, after) in fixed_texts(block, &settings, &context) {
                let path = if path == block.own_path() { String::new() } else { format!(" path={path}") };
                addition.push(format!("```{language} fixed{path}\n{after}```"));
            }
        }
        for word in ["report", "fixed"] {
            for old in page.followers(index, word) {
                blank(old.first_line..=old.last_line, &mut lines);
                // The blank line before it goes too; the addition brings its own.
                if old.first_line > 0 && page.lines[old.first_line - 1].is_empty() {
                    lines[old.first_line - 1].clear();
                }
            }
        }
        for text in addition {
            lines[block.last_line].push(String::new());
            lines[block.last_line].push(text);
        }
    }
    let mut text = lines.concat().join("\n");
    text.push('\n');
    text
}

/// The rules of the recommended profile.
pub fn recommended() -> Vec<&'static Rule> {
    plimsoll::rules::all().into_iter().filter(|rule| rule.profile == Profile::Recommended).collect()
}
