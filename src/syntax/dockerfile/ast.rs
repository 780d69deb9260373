//! The tree of a Dockerfile.
//!
//! Lossless: the [`Item`]s tile the file, and the [`Piece`]s of an instruction tile the instruction, so
//! putting them one after the other gives the file back. Every leaf has its bytes. No node borrows.

use crate::syntax::{Joined, Word};
use crate::text::{Span, Spanned};

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dockerfile {
    /// What the file is made of, in order, without gaps.
    pub items: Vec<Item>,
    /// The character that continues lines and escapes others.
    pub escape: Escape,
    /// The language the file is a template of, where it is one.
    pub template: Option<Spanned<TemplateLanguage>>,
}

/// One piece of the file on the outermost level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A byte order mark at the very start.
    ByteOrderMark(Span),
    /// `# name=value` at the top, where BuildKit obeys it.
    Directive(Directive),
    /// `# text`
    Comment(Comment),
    /// A line of blanks or nothing.
    Blank(Span),
    /// Everything else.
    Instruction(Box<Instruction>),
}

/// A parser directive.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#parser-directives>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Which one.
    pub name: Spanned<DirectiveName>,
    /// What follows the `=`.
    pub value: Spanned<String>,
    /// The whole line with its end.
    pub span: Span,
}

/// The directives BuildKit knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectiveName {
    /// `# syntax=docker/dockerfile:1`
    Syntax,
    /// `` # escape=` ``
    Escape,
    /// `# check=skip=all`
    Check,
}

/// A comment line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What follows the `#`, without the line end.
    pub text: Spanned<String>,
    /// The whole line with its end.
    pub span: Span,
}

impl Comment {
    /// Name and value, where it has the form of a directive: `syntax` and `docker/dockerfile:1`.
    pub fn name_and_value(&self) -> Option<(&str, &str)> {
        let (name, value) = self.text.value.split_once('=')?;
        Some((name.trim(), value.trim()))
    }

    /// Whether it would ask for a version of the Dockerfile syntax, stood it on the first line.
    pub fn asks_for_syntax(&self) -> bool {
        self.name_and_value().is_some_and(|(name, value)| name.eq_ignore_ascii_case("syntax") && is_frontend(value))
    }
}

/// Whether a text names the image that reads Dockerfiles.
pub fn is_frontend(value: &str) -> bool {
    value.strip_prefix("docker.io/").unwrap_or(value).starts_with("docker/dockerfile")
}

/// The character that continues lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escape {
    /// `\`
    #[default]
    Backslash,
    /// `` ` ``, for Windows paths.
    Backtick,
}

impl Escape {
    /// The character itself.
    pub fn character(self) -> char {
        match self {
            Self::Backslash => '\\',
            Self::Backtick => '`',
        }
    }
}

/// A language that Dockerfiles are generated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateLanguage {
    /// `{{ }}` or `{% %}`: Go templates, Jinja, Handlebars.
    Braces,
    /// `<% %>`: ERB, EJS.
    Percent,
    /// `%%NAME%%`: substitution by a script.
    Placeholder,
    /// `@NAME@`: autoconf, CMake.
    At,
}

/// One instruction with its arguments, continued lines and heredocs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Its first word.
    pub keyword: Spanned<Keyword>,
    /// The keyword as written.
    pub keyword_text: String,
    /// `--name=value` words in front of the arguments.
    pub flags: Vec<Flag>,
    /// Its arguments.
    pub kind: Kind,
    /// The here-documents that follow it.
    pub heredocs: Vec<Heredoc>,
    /// What stands after the keyword and the flags, with continued lines joined and comments gone.
    pub arguments: Joined,
    /// What it is made of, in order, without gaps; together they are all its lines with their ends. Empty
    /// for the instruction inside an ONBUILD.
    pub pieces: Vec<Piece>,
    /// From the keyword to the last byte that is no line end.
    pub span: Span,
    /// All its physical lines with their ends.
    pub lines: Span,
    /// Comments that stand on the lines directly above it.
    pub comments_above: usize,
}

/// A stretch of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes.
    pub span: Span,
}

/// What a stretch of an instruction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Keyword, flags and arguments; blanks before and between them.
    Text,
    /// The escape character at the end of a line, blanks after it, and the line end.
    Continuation,
    /// A whole comment line between continued lines.
    Comment,
    /// A whole blank line between continued lines: BuildKit warns of it.
    Blank,
    /// The line end that ends the instruction.
    LineEnd,
    /// The lines of a here-document.
    HeredocBody,
    /// The line that ends a here-document.
    HeredocEnd,
}

/// The instructions BuildKit knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    StopSignal,
    User,
    Volume,
    Workdir,
    /// None of them.
    Unknown,
}

/// `--name` or `--name=value` between keyword and arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// What follows the dashes.
    pub name: Spanned<String>,
    /// What follows the `=`; `None` where there is no `=`.
    pub value: Option<Word>,
    /// The keys of a `--mount`; empty for other flags.
    pub mount: Vec<MountOption>,
    /// Dashes, name and value.
    pub span: Span,
}

/// `key=value` or `key` in a `--mount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountOption {
    /// The key, lower-case.
    pub key: Spanned<String>,
    /// What follows the `=`; `None` where there is no `=`.
    pub value: Option<Word>,
    /// Key and value.
    pub span: Span,
}

/// An instruction's arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Kind {
    From(From),
    Arg(Arg),
    Env(Pairs),
    Label(Pairs),
    Run(Run),
    Cmd(CommandLine),
    Entrypoint(CommandLine),
    Copy(Transfer),
    Add(Transfer),
    Expose(Vec<Word>),
    User(Option<Word>),
    Workdir(Option<Word>),
    Volume(Paths),
    StopSignal(Option<Word>),
    Healthcheck(Healthcheck),
    Shell(CommandLine),
    OnBuild(Option<Box<Instruction>>),
    Maintainer(Option<Spanned<String>>),
    /// The keyword is no instruction; its arguments are in [`Instruction::arguments`].
    Unknown,
}

/// `FROM image AS name`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// The image or stage; `None` where nothing follows.
    pub image: Option<Word>,
    /// The word between image and name, `AS` as a rule.
    pub as_keyword: Option<Spanned<String>>,
    /// The stage's name as written.
    pub name: Option<Spanned<String>>,
}

/// `ARG name=value other`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// In order; most often one.
    pub definitions: Vec<Definition>,
}

/// `name` or `name=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name.
    pub name: Spanned<String>,
    /// The default; `None` where there is no `=`.
    pub value: Option<Word>,
    /// Name and value.
    pub span: Span,
}

/// The arguments of ENV and LABEL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// `name value` without `=`: the old form, one pair only.
    pub legacy: bool,
    /// In order.
    pub pairs: Vec<Pair>,
}

/// `key=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: Word,
    /// The value.
    pub value: Word,
    /// Key and value.
    pub span: Span,
}

/// The arguments of RUN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What is run.
    pub command: CommandLine,
}

/// What is run, in one of two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandLine {
    /// A text for the shell.
    Shell(ShellForm),
    /// A JSON array: program and arguments.
    Exec(ExecForm),
    /// Nothing follows.
    Empty,
}

/// A text for the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellForm {
    /// As the shell gets it, here-documents left out.
    pub script: Joined,
    /// Where it is bad JSON that BuildKit quietly hands to the shell: what is wrong, and where.
    pub broken_json: Option<Spanned<String>>,
}

/// A JSON array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecForm {
    /// Program and arguments, cooked.
    pub elements: Vec<Spanned<String>>,
    /// From bracket to bracket.
    pub span: Span,
}

/// The arguments of COPY and ADD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// What is copied, here-documents included as their `<<NAME` words.
    pub sources: Vec<Word>,
    /// Where to; `None` where there is only one argument.
    pub destination: Option<Word>,
    /// Whether they are written as a JSON array.
    pub json: bool,
}

/// The arguments of VOLUME.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// In order.
    pub paths: Vec<Word>,
    /// Whether they are written as a JSON array.
    pub json: bool,
}

/// The arguments of HEALTHCHECK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Healthcheck {
    /// `NONE`
    None(Span),
    /// `CMD` with what is run; the span of the word `CMD`.
    Command(Span, CommandLine),
    /// Another word, or nothing.
    Unknown(Option<Spanned<String>>),
}

/// A here-document.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#here-documents>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The delimiter, without quotes.
    pub name: Spanned<String>,
    /// `<<NAME` with everything that belongs to it.
    pub opener: Span,
    /// The file descriptor before the `<<`.
    pub descriptor: Option<u32>,
    /// Whether the delimiter is unquoted, so that variables are expanded.
    pub expand: bool,
    /// Whether it is `<<-`: tabs at the start of lines go away.
    pub strip_tabs: bool,
    /// The lines between opener and delimiter, with their ends.
    pub body: Span,
    /// The line with the delimiter; `None` where the file ends first.
    pub end: Option<Span>,
}

impl Dockerfile {
    /// The instructions, in order.
    pub fn instructions(&self) -> impl Iterator<Item = &Instruction> {
        self.items.iter().filter_map(|item| match item {
            Item::Instruction(instruction) => Some(&**instruction),
            Item::ByteOrderMark(_) | Item::Directive(_) | Item::Comment(_) | Item::Blank(_) => None,
        })
    }

    /// The comment on the line directly above an instruction, by its place in [`Self::items`].
    pub fn comment_above(&self, item: usize) -> Option<&Comment> {
        match self.items.get(item.checked_sub(1)?)? {
            Item::Comment(comment) => Some(comment),
            Item::ByteOrderMark(_) | Item::Directive(_) | Item::Blank(_) | Item::Instruction(_) => None,
        }
    }

    /// The directives, in order.
    pub fn directives(&self) -> impl Iterator<Item = &Directive> {
        self.items.iter().filter_map(|item| match item {
            Item::Directive(directive) => Some(directive),
            Item::ByteOrderMark(_) | Item::Comment(_) | Item::Blank(_) | Item::Instruction(_) => None,
        })
    }
}

impl Item {
    /// The bytes it covers; those of all items tile the file.
    pub fn span(&self) -> Span {
        match self {
            Self::ByteOrderMark(span) | Self::Blank(span) => *span,
            Self::Directive(directive) => directive.span,
            Self::Comment(comment) => comment.span,
            Self::Instruction(instruction) => instruction.lines,
        }
    }
}

impl Instruction {
    /// The last stretch of its own text, on the line that BuildKit calls its end; here-documents left out.
    pub fn last_text(&self) -> Span {
        let is_text = |piece: &&Piece| piece.kind == PieceKind::Text && !piece.span.is_empty();
        self.pieces.iter().rev().find(is_text).map_or(self.span, |piece| piece.span)
    }

    /// The blank lines between its continued lines.
    pub fn blank_lines(&self) -> impl Iterator<Item = Span> {
        self.pieces.iter().filter(|piece| piece.kind == PieceKind::Blank).map(|piece| piece.span)
    }

    /// The instruction itself or, of an ONBUILD, the one that it puts off.
    pub fn put_off(&self) -> &Self {
        match &self.kind {
            Kind::OnBuild(Some(inner)) => inner,
            _ => self,
        }
    }

    /// The words in which BuildKit replaces variables, once the instruction is run; `--from` is none of them.
    ///
    /// Source: <https://docs.docker.com/reference/dockerfile/#environment-replacement>
    pub fn expanded_words(&self) -> Vec<&Word> {
        let mut words: Vec<&Word> = Vec::new();
        for flag in self.flags.iter().filter(|flag| flag.name.value != "from") {
            match flag.name.value.as_str() {
                "mount" => {
                    let options = flag.mount.iter().filter(|option| option.key.value != "from");
                    words.extend(options.filter_map(|option| option.value.as_ref()));
                }
                _ => words.extend(&flag.value),
            }
        }
        match &self.kind {
            Kind::Arg(arg) => words.extend(arg.definitions.iter().filter_map(|definition| definition.value.as_ref())),
            Kind::Env(pairs) | Kind::Label(pairs) => {
                words.extend(pairs.pairs.iter().flat_map(|pair| [&pair.key, &pair.value]));
            }
            Kind::Copy(transfer) | Kind::Add(transfer) => {
                words.extend(transfer.sources.iter().chain(&transfer.destination))
            }
            Kind::Expose(list) => words.extend(list),
            Kind::User(word) | Kind::Workdir(word) | Kind::StopSignal(word) => words.extend(word),
            Kind::Volume(volume) => words.extend(&volume.paths),
            Kind::From(_)
            | Kind::Run(_)
            | Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Healthcheck(_)
            | Kind::Shell(_)
            | Kind::OnBuild(_)
            | Kind::Maintainer(_)
            | Kind::Unknown => {}
        }
        words
    }

    /// The last flag of that name: where a flag is written twice, BuildKit refuses it.
    pub fn flag(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().rev().find(|flag| flag.name.value == name)
    }

    /// The known value of a flag.
    pub fn flag_value(&self, name: &str) -> Option<&Word> {
        self.flag(name).and_then(|flag| flag.value.as_ref())
    }

    /// The mounts of a RUN.
    pub fn mounts(&self) -> impl Iterator<Item = &Flag> {
        self.flags.iter().filter(|flag| flag.name.value == "mount")
    }
}

impl Flag {
    /// The value of a mount's key; an alias of the key (`dst` for `target`) counts as the key.
    pub fn mount_option(&self, key: &str) -> Option<&MountOption> {
        self.mount.iter().rev().find(|option| canonical_mount_key(&option.key.value) == key)
    }

    /// The mount's type; `bind` where none is named.
    pub fn mount_type(&self) -> String {
        self.mount_option("type").and_then(|option| option.value.as_ref()?.known()).unwrap_or_else(|| "bind".to_owned())
    }
}

/// The name by which BuildKit's reference calls a mount's key.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#run---mount>
fn canonical_mount_key(key: &str) -> &str {
    match key {
        "dst" | "destination" => "target",
        "src" => "source",
        "ro" => "readonly",
        "rw" => "readwrite",
        other => other,
    }
}

impl CommandLine {
    /// Where it stands; `None` where nothing follows the keyword.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Shell(shell) => Some(shell.script.full_span()),
            Self::Exec(exec) => Some(exec.span),
            Self::Empty => None,
        }
    }
}
