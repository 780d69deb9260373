//! The report for people: totals, a tree by size, what each instruction takes, the largest files.

use std::cmp::Reverse;

use textwrap::core::display_width;

use super::{ContextReport, TakenSource, is_nothing};
use crate::lint::Severity;
use crate::model::{Entry, EntryId, EntryKind, Totals};
use crate::report::Look;
use crate::report::human::{Paint, counted, painted};
use crate::report::plain::visible;

/// How many rows the tree has at each depth.
const ROWS: [usize; 2] = [10, 3];
/// How many sources of instructions are listed; JSON has all.
const MOST_SOURCES: usize = 20;
/// How many of the largest files are listed.
const MOST_FILES: usize = 5;
/// So few files need no list of the largest.
const SHORT: u32 = 10;

/// A row of the tree: how much, and what.
struct Row {
    totals: Totals,
    is_folder: bool,
    depth: usize,
    text: String,
}

impl ContextReport<'_> {
    /// The report for people.
    pub fn human(&self, look: Look) -> String {
        if !self.why.is_empty() {
            return self.why.iter().map(|path| self.explained(&self.decided(path))).collect();
        }
        let mut text = self.header(look);
        self.add_tree(&mut text);
        self.add_sources(&mut text, look);
        self.add_largest(&mut text, look);
        text
    }

    fn header(&self, look: Look) -> String {
        let received = self.amount(self.tree.totals());
        let title = format!("{}: the builder receives {received}", visible(&self.root));
        format!("{}\n{}\n", title_of(&title, look), self.left_out())
    }

    /// What the ignore file does.
    fn left_out(&self) -> String {
        let Some((name, file)) = self.ignore_name.as_ref().zip(self.tree.ignore_file()) else {
            return "there is no ignore file: everything is sent".to_owned();
        };
        let patterns = counted(file.tree.patterns().count(), "pattern", "patterns");
        let (excluded, unlisted) = (self.tree.excluded(), self.tree.unlisted() as usize);
        let folders = match unlisted {
            0 => None,
            1 => Some("1 folder that was not looked into".to_owned()),
            _ => Some(format!("{unlisted} folders that were not looked into")),
        };
        let files = (excluded.files > 0).then(|| self.amount(excluded));
        let what: Vec<String> = files.into_iter().chain(folders).collect();
        let what = if what.is_empty() { "nothing".to_owned() } else { what.join(" and ") };
        format!("{} ({patterns}) leaves out {what}", visible(name))
    }

    /// `12 files, 48.1 kB`
    fn amount(&self, totals: Totals) -> String {
        let files = counted(totals.files as usize, "file", "files");
        if self.tree.has_sizes() { format!("{files}, {}", size(totals.bytes)) } else { files }
    }

    fn add_tree(&self, text: &mut String) {
        let mut rows = Vec::new();
        self.add_rows(self.tree.root(), 0, &mut rows);
        if rows.is_empty() {
            return;
        }
        text.push('\n');
        let has_sizes = self.tree.has_sizes();
        for Row { totals, is_folder, depth, text: name } in rows {
            let bytes = if has_sizes { format!("{:>9}  ", size(totals.bytes)) } else { String::new() };
            let files = if is_folder { counted(totals.files as usize, "file", "files") } else { String::new() };
            text.push_str(&format!("{bytes}{files:>12}  {}{name}\n", "  ".repeat(depth)));
        }
    }

    fn add_rows(&self, directory: EntryId, depth: usize, rows: &mut Vec<Row>) {
        let Some(most) = ROWS.get(depth) else { return };
        let entry = |id: EntryId| self.tree.entry(id).map(|entry| (id, entry));
        let received = self.tree.children(directory).filter(|id| self.tree.is_received(*id));
        let mut entries: Vec<(EntryId, Entry<'_>)> = received.filter_map(entry).collect();
        entries.sort_by_key(|(_, entry)| Reverse((entry.received.bytes, entry.received.files)));
        // One row less would only be told of.
        let shown = if entries.len() == most + 1 { entries.len() } else { *most };
        for (id, entry) in entries.iter().take(shown) {
            let is_folder = entry.kind == EntryKind::Directory;
            let text = format!("{}{}", visible(entry.name), if is_folder { "/" } else { "" });
            rows.push(Row { totals: entry.received, is_folder, depth, text });
            self.add_rows(*id, depth + 1, rows);
        }
        let others = entries.get(shown..).unwrap_or_default();
        if !others.is_empty() {
            let totals = others.iter().map(|(_, entry)| entry.received).fold(Totals::default(), Totals::plus);
            rows.push(Row { totals, is_folder: true, depth, text: format!("... {} more", others.len()) });
        }
    }

    fn add_sources(&self, text: &mut String, look: Look) {
        let Some((source, _)) = self.build else { return };
        let sources = self.sources();
        if sources.is_empty() {
            text.push_str(&format!("\n{} takes nothing of it\n", visible(source.name())));
            return;
        }
        text.push_str(&format!("\n{}\n", title_of(&format!("{} takes", visible(source.name())), look)));
        let shown = sources.get(..MOST_SOURCES.min(sources.len())).unwrap_or_default();
        let written: Vec<String> =
            shown.iter().map(|it| format!("{} {}", visible(it.keyword), visible(&it.written))).collect();
        let width = written.iter().map(|text| display_width(text)).max().unwrap_or_default();
        let digits = shown.iter().map(|it| it.line.to_string().len()).max().unwrap_or_default();
        for (it, written) in shown.iter().zip(&written) {
            let gap = " ".repeat(width.saturating_sub(display_width(written)));
            text.push_str(&format!("  line {:>digits$}  {written}{gap}  {}\n", it.line, self.taken(it, look)));
        }
        if sources.len() > shown.len() {
            text.push_str(&format!("  and {} more; --format json lists all\n", sources.len() - shown.len()));
        }
    }

    /// What a source takes.
    fn taken(&self, source: &TakenSource<'_>, look: Look) -> String {
        let Some(taken) = &source.taken else { return "only the build knows".to_owned() };
        if !is_nothing(taken) {
            return self.amount(taken.totals);
        }
        let text = match source.excluded_by {
            Some(index) => format!("nothing: left out by {}", self.pattern(index)),
            None => "nothing matches".to_owned(),
        };
        if look.color { painted(Paint::Severity(Severity::Warning), &text) } else { text }
    }

    fn add_largest(&self, text: &mut String, look: Look) {
        let largest = self.tree.largest(MOST_FILES);
        // A short tree has shown them.
        if largest.is_empty() || self.tree.totals().files <= SHORT {
            return;
        }
        text.push_str(&format!("\n{}\n", title_of("largest files", look)));
        for id in largest {
            let bytes = self.tree.entry(id).map_or(0, |entry| entry.received.bytes);
            text.push_str(&format!("{:>9}  {}\n", size(bytes), visible(&self.tree.path(id))));
        }
    }
}

fn title_of(text: &str, look: Look) -> String {
    if look.color { painted(Paint::Strong, text) } else { text.to_owned() }
}

/// `48.1 kB`, in powers of ten as Docker says it.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut tenths = bytes / 100;
    let mut unit = UNITS.iter();
    let mut name = unit.next();
    while tenths >= 10_000 {
        tenths /= 1000;
        name = unit.next().or(name);
    }
    let name = name.copied().unwrap_or_default();
    if tenths < 1000 { format!("{}.{} {name}", tenths / 10, tenths % 10) } else { format!("{} {name}", tenths / 10) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_three_digits() {
        let shown = [0, 999, 1000, 1049, 48_130, 123_456, 999_999, 1_000_000, 12_345_678_901].map(size);
        assert_eq!(shown, ["0 B", "999 B", "1.0 kB", "1.0 kB", "48.1 kB", "123 kB", "999 kB", "1.0 MB", "12.3 GB"]);
    }
}
