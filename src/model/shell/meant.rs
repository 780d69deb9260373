//! What is meant as it stands: lists that are to be split, texts that another program expands.
//!
//! Knows where a finding stands in its script, which command is given the text, and what the script puts into
//! its variables. Nothing of ENV and ARG. Start with [`Meaning::is_meant`].

use std::collections::HashSet;

use crate::model::StepScript;
use crate::model::commands::interpreter::base_name;
use crate::model::commands::wrappers::{Inner, unwrap};
use crate::syntax::shell::lint::Target;
use crate::syntax::shell::{Assignment, Command, Connector, Place, Script, SimpleCommand};
use crate::syntax::{Part, PartKind, Quoting, Word};
use crate::text::Span;

/// Programs whose operands are lists of packages.
const MANAGERS: &[&str] = &[
    "apk",
    "apt",
    "apt-get",
    "apt-mark",
    "aptitude",
    "conda",
    "dnf",
    "docker-php-ext-install",
    "dpkg",
    "gem",
    "mamba",
    "microdnf",
    "micromamba",
    "npm",
    "opkg",
    "pacman",
    "pecl",
    "pip",
    "pip3",
    "pnpm",
    "rpm",
    "tdnf",
    "yarn",
    "yum",
    "zypper",
];

/// What is asked of them with such a list.
const VERBS: &[&str] = &[
    "-P",
    "-S",
    "-e",
    "-i",
    "-r",
    "add",
    "auto",
    "autoremove",
    "build-dep",
    "del",
    "download",
    "erase",
    "hold",
    "in",
    "install",
    "manual",
    "mark",
    "purge",
    "reinstall",
    "remove",
    "uninstall",
    "upgrade",
];

/// Flags of theirs whose value is one word.
const SINGLE_VALUES: &[&str] = &[
    "--constraint",
    "--extra-index-url",
    "--index-url",
    "--prefix",
    "--requirement",
    "--root",
    "--target",
    "--virtual",
    "-c",
    "-f",
    "-r",
    "-t",
];

/// Programs that take each word for one thing, or put the words together again.
const SINGLE_OPERANDS: &[&str] = &["[", "cd", "echo", "mkdir", "printf", "pushd", "test"];

/// Builtins that read `NAME=value` as the assignment it is, in every shell that is known.
const DECLARATIONS: &[&str] = &["declare", "export", "local", "readonly", "typeset"];

/// Programs with a language of their own in which `$` has a meaning.
const LANGUAGES: &[&str] =
    &["awk", "envsubst", "gawk", "jq", "mawk", "nawk", "node", "perl", "php", "powershell", "pwsh", "ruby", "yq"];

/// Programs of Windows' shell, whose words are no business of ours.
const POWERSHELLS: &[&str] = &["powershell", "powershell.exe", "pwsh", "pwsh.exe"];

/// Files that a shell reads when it starts.
const STARTUP_FILES: &[&str] =
    &["bashrc", ".bash_profile", ".profile", "/etc/profile", ".zprofile", ".zshenv", ".zshrc", "/zshrc"];

/// What a script means, as far as its tree shows.
pub(in crate::model) struct Meaning<'a> {
    script: &'a StepScript,
    commands: Vec<(&'a SimpleCommand, Place<'a>)>,
    /// The variables that the script puts a list of words into.
    lists: HashSet<&'a str>,
}

/// Where a finding stands.
struct Spot<'a> {
    simple: &'a SimpleCommand,
    place: Place<'a>,
    /// The word of the command, and its place among them; `None` in assignments and redirects.
    word: Option<(usize, &'a Word)>,
}

impl<'a> Meaning<'a> {
    pub(in crate::model) fn of(script: &'a StepScript) -> Self {
        let commands = script.script.commands();
        let assignments = commands.iter().flat_map(|(simple, _)| &simple.assignments);
        let lists = assignments.filter(|assignment| is_list(assignment)).map(|one| one.name.as_str()).collect();
        Self { script, commands, lists }
    }

    /// Whether what a code warns of at a place is what the script wants there.
    pub(in crate::model) fn is_meant(&self, code: u16, span: Span, target: Target) -> bool {
        if code == 1007 {
            return self.is_before_assignment(span);
        }
        // Nothing follows that could go on in the wrong directory.
        if code == 2164 {
            let whole = self.commands.iter().find(|(simple, _)| simple.span.contains(span));
            return whole.is_some_and(|(_, place)| place.is_last_in_script());
        }
        let Some(spot) = self.spot(span) else { return false };
        match code {
            2046 | 2086 => spot.is_declaration(target) || spot.is_of(POWERSHELLS),
            2016 => spot.is_program_text() || spot.is_for_startup_file(),
            2153 | 2154 => spot.is_of(POWERSHELLS),
            _ => false,
        }
    }

    /// Whether the text at a place is surely a list, which is to be split.
    pub(in crate::model) fn is_list(&self, span: Span) -> bool {
        let Some(spot) = self.spot(span) else { return false };
        spot.is_package_list() || spot.part(span).is_some_and(|part| self.holds_list(part))
    }

    /// Whether quotes at a place would not turn a list into one word.
    pub(in crate::model) fn is_surely_one(&self, span: Span) -> bool {
        let Some(spot) = self.spot(span) else { return true };
        let Some((_, word)) = spot.word else { return true };
        let is_text = |part: &Part| matches!(&part.kind, PartKind::Literal(text) if !text.is_empty());
        word.parts.iter().any(is_text) || spot.is_of(SINGLE_OPERANDS)
    }

    fn spot(&self, span: Span) -> Option<Spot<'a>> {
        let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
        self.commands.iter().rev().filter(|_| self.script.exact).find_map(|(simple, place)| {
            let word = simple.words.iter().enumerate().find(|(_, word)| holds(word.span));
            let is_elsewhere = || {
                simple.assignments.iter().any(|assignment| holds(assignment.span))
                    || simple.redirects.iter().any(|redirect| {
                        holds(redirect.span) || redirect.body.as_ref().is_some_and(|body| holds(body.span))
                    })
            };
            (word.is_some() || is_elsewhere()).then_some(Spot { simple, place: *place, word })
        })
    }

    /// Whether `A=` stands before `B=b`: both are set, for the program behind them or for good.
    fn is_before_assignment(&self, span: Span) -> bool {
        let found = self.commands.iter().find_map(|(simple, _)| {
            let mut assignments = simple.assignments.iter();
            let at = assignments.position(|one| one.span.start <= span.start && span.start <= one.span.end);
            at.map(|at| at + 1 < simple.assignments.len())
        });
        found.unwrap_or(false)
    }

    /// Whether the script puts a list of words into the variable, or a command prints one word or none.
    fn holds_list(&self, part: &Part) -> bool {
        match &part.kind {
            PartKind::Variable(variable) => self.lists.contains(variable.name.as_str()),
            PartKind::Substitution(script) => is_optional(script),
            PartKind::Literal(_) | PartKind::Opaque => false,
        }
    }
}

impl<'a> Spot<'a> {
    /// The program and its arguments, wrappers such as `sudo` taken off.
    fn words(&self) -> &'a [Word] {
        let mut words = self.simple.words.as_slice();
        while let Some(Inner::Program(index)) = unwrap(words) {
            words = words.get(index.max(1)..).unwrap_or_default();
        }
        words
    }

    fn program(&self) -> Option<String> {
        self.words().first()?.known().map(|name| base_name(&name).to_owned())
    }

    fn is_of(&self, programs: &[&str]) -> bool {
        self.program().is_some_and(|name| programs.contains(&name.as_str()))
    }

    /// The part of the word that is meant.
    fn part(&self, span: Span) -> Option<&'a Part> {
        let words = self.simple.redirects.iter().map(|redirect| &redirect.target);
        let words = words.chain(self.simple.assignments.iter().map(|assignment| &assignment.value));
        let parts = self.word.map(|(_, word)| word).into_iter().chain(words).flat_map(|word| &word.parts);
        let mut parts = parts.filter(|part| part.quoting == Quoting::None);
        parts.find(|part| part.span.start <= span.start && span.end <= part.span.end)
    }

    /// Whether it is the value in `export NAME=value`.
    fn is_declaration(&self, target: Target) -> bool {
        let Some((index, word)) = self.word else { return false };
        let prefix = word.known_prefix();
        let is_assignment = prefix.split_once('=').is_some_and(|(name, _)| is_name(name));
        let is_declared = self.simple.program().is_some_and(|name| DECLARATIONS.iter().any(|other| name.is(other)));
        target != Target::Posix && index > 0 && is_assignment && is_declared
    }

    /// Whether it is an argument of its own in the list that a package manager is given.
    fn is_package_list(&self) -> bool {
        let Some((index, word)) = self.word.filter(|(_, word)| word.parts.len() == 1) else { return false };
        let mut words = self.words();
        if self.program().is_some_and(|name| name.starts_with("python"))
            && words.get(1).is_some_and(|flag| flag.is("-m"))
        {
            words = words.get(2..).unwrap_or_default();
        }
        let name = words.first().and_then(Word::known).unwrap_or_default();
        let name = base_name(&name);
        let before = index.checked_sub(1).and_then(|index| self.simple.words.get(index)).and_then(Word::known);
        let is_value = before.is_some_and(|flag| SINGLE_VALUES.contains(&flag.as_str())) && name != "rpm";
        let arguments = words.get(1..).unwrap_or_default();
        let is_given = arguments.iter().any(|argument| argument.span == word.span);
        let is_asked = arguments.iter().filter_map(Word::known).any(|text| VERBS.contains(&text.as_str()));
        is_given && !is_value && MANAGERS.contains(&name) && (is_asked || name == "docker-php-ext-install")
    }

    /// Whether another program reads the `$`.
    fn is_program_text(&self) -> bool {
        let Some((_, word)) = self.word else { return false };
        self.is_of(LANGUAGES) || (self.is_of(&["sed", "gsed"]) && !names_variable(word))
    }

    /// Whether it is written to a file that a shell reads when it starts.
    fn is_for_startup_file(&self) -> bool {
        let is_startup = |word: &Word| {
            let path = word.raw.trim_matches(['"', '\'']);
            path.contains("/profile.d/") || STARTUP_FILES.iter().any(|name| path.ends_with(name))
        };
        let next = self.place.pipeline.commands.get(self.place.index + 1);
        let tee = match next {
            Some(Command::Simple(next)) => next.words.as_slice(),
            Some(Command::Compound(_)) | None => &[],
        };
        self.is_of(&["echo", "printf"])
            && (self.simple.redirects.iter().any(|redirect| is_startup(&redirect.target)) || tee.iter().any(is_startup))
    }
}

/// Whether a script for `sed` seems to ask for a variable: `s/x/$NAME/`, and not `s/x$/y/`, `$d` or `\$x`. Where
/// other pieces of the word have values put in, whoever wrote it knows the quotes.
fn names_variable(word: &Word) -> bool {
    let is_value = |part: &Part| !matches!(part.kind, PartKind::Literal(_));
    if word.parts.iter().any(is_value) {
        return false;
    }
    let text = word.known().unwrap_or_default();
    let delimiter = text.strip_prefix('s').and_then(|rest| rest.chars().next());
    text.match_indices('$').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let mut letters = text.get(at + 1..).unwrap_or_default().chars();
        let (first, second) = (letters.next(), letters.next());
        let is_end = first == delimiter;
        let begins = first.is_some_and(|letter| letter == '{' || letter == '_' || letter.is_ascii_alphabetic());
        let goes_on = second.is_some_and(|letter| letter == '_' || letter.is_ascii_alphanumeric());
        !before.is_empty() && !before.ends_with(['\\', ';', '\n']) && !is_end && begins && goes_on
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// Whether an assignment makes a list: `deps='gcc make'`, `deps="$deps gcc"`, `kept="$(apt-mark showmanual)"`.
fn is_list(assignment: &Assignment) -> bool {
    let is_own = |part: &Part| matches!(&part.kind, PartKind::Variable(variable) if variable.name == assignment.name);
    let parts = &assignment.value.parts;
    let has_own = parts.iter().any(is_own);
    parts.iter().any(|part| match &part.kind {
        PartKind::Literal(text) if has_own => text.contains(char::is_whitespace),
        PartKind::Literal(_) => {
            let known = assignment.value.known();
            known.is_some_and(|text| text.trim().contains(char::is_whitespace))
        }
        PartKind::Substitution(script) => script.commands().iter().any(|(simple, _)| {
            simple.program().is_some_and(|name| name.is("apt-mark"))
                && simple.arguments().iter().any(|word| word.is("showmanual") || word.is("showauto"))
        }),
        PartKind::Variable(_) | PartKind::Opaque => false,
    })
}

/// Whether a script prints something on a condition alone: `[ -e /a ] && echo --with-a`. In quotes there would be
/// an empty argument.
fn is_optional(script: &Script) -> bool {
    let (Some(first), Some(last)) = (script.body.pipelines.first(), script.body.pipelines.last()) else { return false };
    let starts = |commands: &[Command], names: &[&str]| match commands {
        [Command::Simple(simple)] => simple.program().is_some_and(|name| names.iter().any(|other| name.is(other))),
        _ => false,
    };
    starts(&first.commands, &["[", "test"])
        && matches!(last.connector, Connector::And | Connector::Or)
        && starts(&last.commands, &["echo", "printf"])
}
