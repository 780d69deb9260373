//! Reading a rule's page and holding it to its word.

use std::fmt::Write as _;

use plimsoll::lint::{Checked, FixSupport, Profile, Rule, Safety, Settings, engine};
use plimsoll::text::Source;

use super::{Texts, apply_fixes_with, check_recommended, describe, project, settings_with};

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

    fn is_example(&self) -> bool {
        self.is("dockerfile") && (self.is("bad") || self.is("good"))
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
        self.blocks.iter().skip(index + 1).take_while(|block| !block.is_example()).find(|block| block.is(word))
    }

    /// The files beside an example: blocks with a path under the same heading.
    fn context_of(&self, example: &Block) -> Texts {
        let beside = self.blocks.iter().filter(|block| block.group == example.group && !block.is("dockerfile"));
        Texts(beside.filter_map(|block| Some((block.path()?.to_owned(), block.body.clone()))).collect())
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
        let checked = run(&block.body, &page.settings_for(rule, block), &context);
        let source = Source::new("Dockerfile", block.body.clone().into_bytes());
        findings += checked.diagnostics.len();
        fixes.extend(checked.diagnostics.iter().filter_map(|diagnostic| Some(diagnostic.fix.as_ref()?.safety)));
        if block.is("good") {
            for diagnostic in &checked.diagnostics {
                say(block.first_line, format!("a good block is reported: {}", describe(&source, diagnostic)));
            }
            if !block.is("alone") {
                let all = check_recommended(&block.body, recommended.to_vec(), &context);
                for diagnostic in &all.diagnostics {
                    let described = describe(&source, diagnostic);
                    say(block.first_line, format!("a good block displeases `{}`: {described}", diagnostic.rule.name));
                }
            }
            continue;
        }
        if checked.diagnostics.is_empty() {
            say(block.first_line, "a bad block is not reported".to_owned());
        }
        let told = page.follower(index, "report").map(|report| report.body.clone());
        let truth = report(&source, &checked.diagnostics);
        if told.as_deref() != Some(truth.as_str()) {
            say(block.first_line, format!("the report is not (run with BLESS=1):\n{truth}"));
        }
        let after = fixed_text(&page.settings_for(rule, block), &block.body, &context);
        let told = page.follower(index, "fixed").map(|fixed| fixed.body.clone());
        if told != after {
            say(block.first_line, format!("the fixed text is (run with BLESS=1):\n{}", after.unwrap_or_default()));
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

fn run(text: &str, settings: &Settings, context: &Texts) -> Checked {
    engine::run(project(text.as_bytes(), context), settings)
}

fn report(source: &Source, diagnostics: &[plimsoll::lint::Diagnostic]) -> String {
    diagnostics.iter().fold(String::new(), |mut text, diagnostic| {
        let _ = writeln!(text, "{}", describe(source, diagnostic));
        text
    })
}

/// What the fixes make of a text; `None` where they change nothing.
fn fixed_text(settings: &Settings, text: &str, context: &Texts) -> Option<String> {
    let (after, _) = apply_fixes_with(text.as_bytes(), settings, Safety::Unsafe, context);
    let after = String::from_utf8(after).ok()?;
    (after != text).then_some(after)
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
        let source = Source::new("Dockerfile", block.body.clone().into_bytes());
        let mut addition = Vec::new();
        if block.is("bad") {
            let checked = run(&block.body, &page.settings_for(rule, block), &context);
            let truth = report(&source, &checked.diagnostics);
            addition.push(format!("```report\n{truth}```"));
            if let Some(after) = fixed_text(&page.settings_for(rule, block), &block.body, &context) {
                addition.push(format!("```dockerfile fixed\n{after}```"));
            }
        }
        for word in ["report", "fixed"] {
            if let Some(old) = page.follower(index, word) {
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
