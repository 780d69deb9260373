//! What a stage downloads: from which address, where to, and what becomes of it.
//!
//! Knows `curl`, `wget` and `ADD` of an address. Start with [`Build::downloads_of`]; how the command lines read
//! is in `fetch`, what is done with files in `uses`.

mod checks;
mod fetch;
mod texts;
mod uses;

pub use fetch::{Fetch, FetchOption, OptionValue, Program};
pub(in crate::model) use texts::Settings;
pub use uses::Use;
pub(in crate::model) use uses::Uses;

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use crate::knowledge::addresses::{Address, FileKind};
use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind, Transfer};
use crate::syntax::shell::{Nesting, RedirectKind};
use crate::text::Span;
use checks::last_part;
use texts::Texts;

/// How many addresses of one command are looked at: each is held against all of its options.
const MOST_ADDRESSES: usize = 100;

/// Something that is downloaded.
pub struct Download<'a> {
    /// The step that does it.
    pub step: &'a Step,
    /// Who does it.
    pub source: DownloadSource<'a>,
    /// The word that says from where.
    pub word: &'a Word,
    /// Its text: variables have their values where these are known, and read `${NAME}` elsewhere.
    pub address: String,
    /// The same, but arguments of the build are left as variables whatever their default.
    pub written: String,
    /// Where it goes.
    pub body: Body,
    /// The file it goes to as the author wrote it, quotes around it left out.
    pub written_file: Option<String>,
}

/// Who downloads.
pub enum DownloadSource<'a> {
    /// A command of a RUN.
    Command(Arc<Fetch<'a>>),
    /// An ADD.
    Add(&'a Instruction),
}

/// Where what is downloaded goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// To a file; the path as it is written, variables replaced as in [`Download::address`].
    File(String),
    /// Into the next command of a pipeline.
    Pipe,
    /// Into a value: `$(curl ...)`.
    Value,
    /// To the log of the build.
    Log,
    /// Nowhere.
    Nowhere,
}

/// The downloads of a stage and what it does with files.
pub struct Downloads<'a> {
    /// In order.
    pub all: Vec<Download<'a>>,
    build: &'a Build,
    uses: &'a Uses,
    /// The names of the files.
    names: HashSet<String>,
}

impl Build {
    /// What the RUN and ADD instructions of a stage download.
    pub fn downloads_of<'a>(&'a self, stage: &Stage) -> Downloads<'a> {
        let mut all = Vec::new();
        for step in self.steps_of(stage) {
            self.add_downloads_of(step, &mut all);
        }
        // Where nothing is downloaded, nothing is asked of files.
        static NO_USES: LazyLock<Uses> = LazyLock::new(Uses::default);
        let stage = self.stage(stage.id).filter(|_| !all.is_empty());
        let uses = stage.map_or(&*NO_USES, |stage| stage.uses.get(|| Uses::of(self, stage)));
        let names = all.iter().filter_map(Download::file).map(|path| last_part(path).to_owned()).collect();
        Downloads { all, build: self, uses, names }
    }

    fn add_downloads_of<'a>(&'a self, step: &'a Step, all: &mut Vec<Download<'a>>) {
        let Some(instruction) = self.instruction(step) else { return };
        if let Kind::Add(transfer) = &instruction.kind {
            let has_address = transfer.sources.iter().any(|word| word.raw.contains(['$', ':']));
            if has_address {
                let texts = self.texts_of(step);
                let sources = transfer.sources.iter();
                all.extend(sources.filter_map(|word| added(step, instruction, transfer, word, &texts)));
            }
            return;
        }
        let commands = self.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run);
        let mut texts: Option<[Texts<'a>; 3]> = None;
        for fetch in commands.filter_map(Fetch::of) {
            let texts = texts.get_or_insert_with(|| self.texts_of(step));
            fetched(step, Arc::new(fetch), texts, all);
        }
    }

    fn texts_of<'a>(&'a self, step: &'a Step) -> [Texts<'a>; 3] {
        let texts = Texts::of(self, step);
        [texts, texts.without_arguments(), texts.unread()]
    }
}

/// A source of an ADD that is an address and no repository.
fn added<'a>(
    step: &'a Step,
    instruction: &'a Instruction,
    transfer: &Transfer,
    word: &'a Word,
    [known, written, raw]: &[Texts<'a>; 3],
) -> Option<Download<'a>> {
    let address = known.text(word);
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    let parts = Address::new(&address)?;
    if !is_web || parts.path.ends_with(".git") {
        return None;
    }
    let path = |texts: &Texts<'_>, name: &str| {
        let destination = transfer.destination.as_ref().map(|word| texts.text(word)).unwrap_or_default();
        match destination.ends_with('/') || transfer.sources.len() > 1 {
            true => format!("{}/{name}", destination.trim_end_matches('/')),
            false => destination,
        }
    };
    let body = Body::File(path(known, parts.file_name()));
    let written_file = Address::new(&raw.text(word)).map(|parts| path(raw, parts.file_name()));
    let (source, written) = (DownloadSource::Add(instruction), written.text(word));
    Some(Download { step, source, word, address, written, body, written_file })
}

/// The downloads of a command, one an address.
fn fetched<'a>(
    step: &'a Step,
    fetch: Arc<Fetch<'a>>,
    [known, written, raw]: &[Texts<'a>; 3],
    all: &mut Vec<Download<'a>>,
) {
    let named = fetch.options.iter().filter(|option| option.name == "url").filter_map(|option| option.value);
    let words: Vec<&Word> = fetch.operands.iter().copied().chain(named.map(|value| value.word)).collect();
    let outputs: Vec<OptionValue<'a>> = fetch
        .options
        .iter()
        .filter(|it| matches!(it.name.as_str(), "o" | "output"))
        .filter_map(|it| it.value)
        .collect();
    let is_vague = fetch.is_vague();
    for (at, word) in words.into_iter().take(MOST_ADDRESSES).enumerate() {
        let address = known.text(word);
        // What stands in a variable alone may be options.
        if address.starts_with('-') || (address.starts_with("${") && is_vague) || address.is_empty() {
            continue;
        }
        let body = body_of(&fetch, outputs.get(at), &address, known);
        let written_file = match body_of(&fetch, outputs.get(at), &raw.text(word), raw) {
            Body::File(path) => Some(path),
            Body::Pipe | Body::Value | Body::Log | Body::Nowhere => None,
        };
        let source = DownloadSource::Command(Arc::clone(&fetch));
        all.push(Download { step, source, word, address, written: written.text(word), body, written_file });
    }
}

fn body_of(fetch: &Fetch<'_>, output: Option<&OptionValue<'_>>, address: &str, texts: &Texts<'_>) -> Body {
    let value = |value: &OptionValue<'_>| texts.text(value.word).get(value.skip..).unwrap_or_default().to_owned();
    let directory = |names: &[&str]| fetch.option(names).and_then(|option| option.value.as_ref()).map(value);
    let name = Address::new(address).map_or("", |parts| parts.file_name());
    let in_directory = |directory: Option<String>, name: &str| match directory {
        Some(directory) => Body::File(format!("{}/{name}", directory.trim_end_matches('/'))),
        None => Body::File(name.to_owned()),
    };
    let file = match fetch.program {
        Program::Curl if fetch.has(&["I", "head", "T", "upload-file"]) => return Body::Nowhere,
        Program::Wget if fetch.has(&["spider"]) => return Body::Nowhere,
        Program::Curl => match output.map(value) {
            Some(path) => Some(path),
            None if fetch.has(&["O", "remote-name", "remote-name-all"]) => {
                return in_directory(directory(&["output-dir"]), name);
            }
            None => None,
        },
        Program::Wget => match fetch.option(&["O", "output-document"]).and_then(|option| option.value.as_ref()) {
            Some(path) => Some(value(path)),
            None => return in_directory(directory(&["P", "directory-prefix"]), name),
        },
    };
    match file {
        Some(path) if path == "-" || path == "/dev/stdout" => output_of(fetch.command, texts),
        Some(path) if path == "/dev/null" => Body::Nowhere,
        Some(path) => Body::File(path),
        None => output_of(fetch.command, texts),
    }
}

/// Where the output of a command goes.
fn output_of(command: &Command, texts: &Texts<'_>) -> Body {
    let is_output = |kind| matches!(kind, RedirectKind::Output | RedirectKind::Append);
    let redirect =
        command.redirects.iter().rev().find(|it| is_output(it.kind) && matches!(it.descriptor, None | Some(1)));
    match redirect.map(|redirect| texts.text(&redirect.target)) {
        Some(path) if path == "/dev/null" => return Body::Nowhere,
        Some(path) => return Body::File(path),
        None => {}
    }
    let place = &command.placement;
    match place.nesting {
        _ if place.index + 1 < place.pipeline_length => Body::Pipe,
        Nesting::Substitution => Body::Value,
        _ => Body::Log,
    }
}

impl<'a> Download<'a> {
    /// The command that fetches it; `None` for an ADD.
    pub fn fetch(&self) -> Option<&Fetch<'a>> {
        match &self.source {
            DownloadSource::Command(fetch) => Some(fetch),
            DownloadSource::Add(_) => None,
        }
    }

    /// The address, taken apart.
    pub fn parts(&self) -> Option<Address<'_>> {
        Address::new(&self.address)
    }

    /// The file it is saved to.
    pub fn file(&self) -> Option<&str> {
        match &self.body {
            Body::File(path) => Some(path),
            Body::Pipe | Body::Value | Body::Log | Body::Nowhere => None,
        }
    }

    /// Where it stands: the address in an ADD, the command otherwise.
    pub fn span(&self) -> Span {
        self.fetch().map_or(self.word.span, |fetch| fetch.command.span)
    }
}

impl<'a> Downloads<'a> {
    /// Whether something checks what was downloaded: a checksum in ADD, or a command behind it that names the file,
    /// that reads a list, or that stands in the same step and names no other download.
    pub fn is_checked(&self, download: &Download<'_>) -> bool {
        match &download.source {
            DownloadSource::Add(instruction) if instruction.flag("checksum").is_some() => true,
            DownloadSource::Add(_) | DownloadSource::Command(_) => self.is_checked_later(download),
        }
    }

    fn is_checked_later(&self, download: &Download<'_>) -> bool {
        let (step, place, checks) = (download.step.id, download.span().start, &self.uses.checks);
        // What an answer is for is not known.
        if download.body == Body::Value {
            return checks.follow(step, place, |_| true);
        }
        let published = download.parts().map(|parts| parts.file_name());
        let saved = download.file().map(last_part);
        let readers = self.readers(download);
        let targets = readers.iter().flat_map(|it| {
            let words = it.args.iter().filter(|_| it.is_any(&["tee", "gpg", "dd"]));
            words.chain(it.redirects.iter().map(|redirect| &redirect.target))
        });
        let names: Vec<&str> =
            published.into_iter().chain(saved).chain(targets.map(|word| last_part(&word.raw))).collect();
        checks.is_checked_after(&names, step, place, &self.names)
    }

    /// Whether commands of the stage before a place check files that they do not name.
    pub fn may_be_checked_before(&self, place: Span) -> bool {
        self.uses.checks.is_listed_before(place.start)
    }

    /// Whether commands of the stage before a command check a file, which these words name.
    pub fn is_checked_before(&self, command: &Command, word: &Word) -> bool {
        let Some(step) = self.build.step(command.step) else { return false };
        let text = Texts::of(self.build, step).text(word);
        self.uses.checks.is_named_before(last_part(&text), command.span.start)
    }

    /// What is done with the file of a download, and by which command, in order.
    pub fn uses<'d>(&'d self, download: &'d Download<'_>) -> impl Iterator<Item = (Use, &'a Command)> + 'd {
        let place = download.span().end;
        let uses = download.file().into_iter().flat_map(move |path| self.uses.after(path, place));
        uses.filter_map(|it| Some((it.kind, self.build.commands.get(it.command)?)))
    }

    /// The same, as far as the step goes that downloads it.
    pub fn uses_in_step<'d>(&'d self, download: &'d Download<'_>) -> impl Iterator<Item = (Use, &'a Command)> + 'd {
        self.uses(download).filter(|(_, command)| command.step == download.step.id)
    }

    /// What kind of file a download is, told by what is done with it, then by its name.
    pub fn kind(&self, download: &Download<'_>) -> Option<FileKind> {
        let path = match &download.body {
            Body::File(path) => path,
            Body::Pipe => return self.piped_kind(download),
            Body::Value | Body::Log | Body::Nowhere => return None,
        };
        let used = self.uses(download).filter_map(|(used, _)| match used {
            Use::Unpacked => Some(FileKind::Archive),
            Use::Installed => Some(FileKind::Package),
            Use::Run => Some(FileKind::Program),
            Use::Removed => None,
        });
        let is_in_bin = || path.split('/').rev().skip(1).any(|part| matches!(part, "bin" | "sbin"));
        let named = || FileKind::of_name(path).or_else(|| FileKind::of_name(download.parts()?.published_name()));
        used.max().or_else(named).or_else(|| is_in_bin().then_some(FileKind::Program))
    }

    fn piped_kind(&self, download: &Download<'_>) -> Option<FileKind> {
        let mut kind = None;
        for reader in self.readers(download) {
            match reader.program.value.as_str() {
                "tar" | "bsdtar" | "gunzip" | "unzip" | "zcat" | "cpio" | "xz" | "unxz" | "bunzip2" | "gzip"
                | "zstd" => {
                    kind = kind.max(Some(FileKind::Archive));
                }
                program if is_shell(program) || is_interpreter(program) => return None,
                _ => kind = kind.or(Some(FileKind::Data)),
            }
        }
        kind
    }

    /// The commands behind a download in its pipeline.
    pub fn readers<'d>(&self, download: &'d Download<'_>) -> Vec<&'a Command> {
        let Some(fetch) = download.fetch() else { return Vec::new() };
        let (place, start) = (fetch.command.placement, fetch.command.span.start);
        let commands = self.build.commands_of(download.step);
        let first = commands.partition_point(|command| command.span.start <= start);
        let near = commands.get(first..).unwrap_or_default().iter().take(20);
        near.filter(|it| it.placement.pipeline == place.pipeline && it.placement.index > place.index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Body;
    use crate::knowledge::addresses::FileKind;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// Address, place, kind, and whether it is checked, of each download of a file.
    fn downloads(lines: &str) -> Vec<(String, Body, Option<FileKind>, bool)> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let downloads = build.downloads_of(&build.stages[0]);
        let tell = |it| (downloads.kind(it), downloads.is_checked(it));
        downloads.all.iter().map(|it| (it.address.clone(), it.body.clone(), tell(it).0, tell(it).1)).collect()
    }

    #[test]
    fn downloads_are_followed() {
        let file = |path: &str| Body::File(path.to_owned());
        for (lines, address, body, kind, is_checked) in [
            ("RUN curl -fo /x u.org/a", "u.org/a", file("/x"), None, false),
            ("RUN curl -fO https://u.org/a.tgz", "https://u.org/a.tgz", file("a.tgz"), Some(FileKind::Archive), false),
            ("RUN wget -P /t https://u.org/a", "https://u.org/a", file("/t/a"), None, false),
            ("RUN wget -qO- https://u.org/a | tar x", "https://u.org/a", Body::Pipe, Some(FileKind::Archive), false),
            ("RUN X=$(curl https://u.org/a)", "https://u.org/a", Body::Value, None, false),
            ("RUN curl https://u.org/a", "https://u.org/a", Body::Log, None, false),
            ("RUN curl -o /dev/null https://u.org/a", "https://u.org/a", Body::Nowhere, None, false),
            ("RUN U=u.org/$V && curl $U/a > /x && sh /x", "u.org/${V}/a", file("/x"), Some(FileKind::Program), false),
            ("RUN curl -o x u.org/a && sha256sum -c y", "u.org/a", file("x"), None, true),
            ("RUN curl -o x u.org/a\nRUN sha256sum -c sums.txt", "u.org/a", file("x"), None, true),
            ("RUN curl -o x u.org/a\nRUN echo \"$S  x\" | sha256sum -c", "u.org/a", file("x"), None, true),
            ("RUN curl -o x u.org/a\nRUN echo \"$S  y\" | sha256sum -c", "u.org/a", file("x"), None, false),
            ("RUN curl -o x u.org/a\nRUN gpg --dearmor < y", "u.org/a", file("x"), None, false),
            ("ADD --checksum=sha256:1 https://u.org/a /x/", "https://u.org/a", file("/x/a"), None, true),
        ] {
            assert_eq!(downloads(lines), [(address.to_owned(), body, kind, is_checked)], "{lines}");
        }
        assert!(downloads("ADD https://u.org/a.git#v1 /x").is_empty());
    }
}
