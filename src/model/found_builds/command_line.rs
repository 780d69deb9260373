//! What the words after `docker build` say, in the dialects of Docker, Podman, Buildah and nerdctl.
//!
//! Knows flags, not folders: paths stay as they are written. Source:
//! <https://docs.docker.com/reference/cli/docker/buildx/build/>,
//! <https://docs.podman.io/en/latest/markdown/podman-build.1.html>. Start with [`order_of`].

use super::arguments::{Argument, Extent};

/// What a command orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Build(Options),
    Bake(BakeOptions),
}

/// What a command says of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub file: Option<Argument>,
    pub context: Option<Argument>,
    pub target: Option<Argument>,
    pub arguments: Vec<Argument>,
    pub platforms: Vec<Argument>,
    pub secrets: Vec<Argument>,
    pub named_contexts: Vec<Argument>,
    /// Whether there may be more than these.
    pub has_hidden: bool,
    pub dialect: Dialect,
}

/// Whose flags and habits they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    #[default]
    Docker,
    /// A `Containerfile` comes before a `Dockerfile`.
    Podman,
    /// The context is a flag.
    Kaniko,
}

/// What a command says of a bake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BakeOptions {
    pub files: Vec<Argument>,
    pub targets: Vec<Argument>,
    pub has_hidden: bool,
}

/// Flags in front of the subcommand that take the next word.
const GLOBAL: &[&str] = &[
    "config",
    "context",
    "c",
    "host",
    "H",
    "log-level",
    "l",
    "tlscacert",
    "tlscert",
    "tlskey",
    "builder",
    "connection",
    "identity",
    "root",
    "runroot",
    "storage-driver",
    "storage-opt",
    "url",
    "namespace",
    "n",
    "address",
    "a",
    "cgroup-manager",
    "conmon",
    "events-backend",
    "hooks-dir",
    "module",
    "network-cmd-path",
    "network-config-dir",
    "out",
    "runtime",
    "ssh",
    "tmpdir",
    "volumepath",
    "registries-conf",
    "signature-policy",
];

/// Flags of a build that take the next word; those that mean something here stand in [`Options::take`].
const VALUED: &[&str] = &[
    "add-host",
    "allow",
    "annotation",
    "attest",
    "builder",
    "cache-from",
    "cache-to",
    "call",
    "cgroup-parent",
    "cpu-period",
    "cpu-quota",
    "cpu-shares",
    "c",
    "cpuset-cpus",
    "cpuset-mems",
    "iidfile",
    "isolation",
    "label",
    "memory",
    "m",
    "memory-swap",
    "metadata-file",
    "network",
    "no-cache-filter",
    "output",
    "o",
    "policy",
    "progress",
    "provenance",
    "sbom",
    "security-opt",
    "shm-size",
    "ssh",
    "tag",
    "t",
    "ulimit",
    "arch",
    "authfile",
    "cap-add",
    "cap-drop",
    "cert-dir",
    "cpp-flag",
    "creds",
    "decryption-key",
    "device",
    "dns",
    "dns-option",
    "dns-search",
    "env",
    "format",
    "from",
    "group-add",
    "hooks-dir",
    "ignorefile",
    "ipc",
    "jobs",
    "layer-label",
    "logfile",
    "manifest",
    "os",
    "os-feature",
    "os-version",
    "pid",
    "retry",
    "retry-delay",
    "runtime",
    "runtime-flag",
    "sign-by",
    "signature-policy",
    "source-date-epoch",
    "timestamp",
    "unsetenv",
    "unsetlabel",
    "userns",
    "userns-gid-map",
    "userns-uid-map",
    "userns-gid-map-group",
    "userns-uid-map-user",
    "uts",
    "variant",
    "volume",
    "v",
    "cache-ttl",
    "cgroupns",
    "set",
    "cw",
    "blob-cache",
    "context",
    "dockerfile",
    "d",
    "destination",
    "custom-platform",
    "customPlatform",
    "context-sub-path",
    "git",
];

const TOLD: &[&str] = &["file", "f", "target", "build-arg", "platform", "secret", "build-context", "build-arg-file"];

/// What a command orders, its program included; `None` where it is no build.
pub(super) fn order_of(words: &[Argument]) -> Option<Order> {
    let (program, rest) = words.split_first()?;
    let program = program.text()?.rsplit(['/', '\\']).next()?.trim_end_matches(".exe");
    if program == "executor" {
        let mut options = Options { dialect: Dialect::Kaniko, ..Options::default() };
        read(rest, |item| options.take_of_kaniko(item));
        return options.context.is_some().then_some(Order::Build(options));
    }
    let dialect = if matches!(program, "podman" | "buildah") { Dialect::Podman } else { Dialect::Docker };
    let (verb, rest) = subcommand(rest)?;
    let rest = match (program, verb) {
        ("docker" | "podman" | "nerdctl" | "finch", "build") => rest,
        ("docker" | "podman", "image" | "buildx" | "builder") | ("nerdctl" | "finch", "image" | "builder") => {
            let (inner, rest) = subcommand(rest)?;
            match (verb, inner) {
                ("buildx", "bake" | "f") => return Some(Order::Bake(BakeOptions::of(rest))),
                ("image" | "builder", "build") | ("buildx", "build" | "b") => rest,
                _ => return None,
            }
        }
        ("docker-buildx" | "buildx", "build" | "b") | ("buildah", "build" | "bud" | "build-using-dockerfile") => rest,
        ("docker-buildx" | "buildx", "bake" | "f") => return Some(Order::Bake(BakeOptions::of(rest))),
        _ => return None,
    };
    let mut options = Options { dialect, ..Options::default() };
    let mut hidden = 0;
    read(rest, |item| {
        hidden += usize::from(matches!(item, Item::Hidden));
        options.take(item);
    });
    // There must be a context: a single variable in its place is nothing else.
    if hidden == 1 && options.context.is_none() && dialect == Dialect::Docker {
        (options.context, options.has_hidden) = (Some(Argument::hidden()), false);
    }
    Some(Order::Build(options))
}

/// The first word that is no flag, and what follows it.
fn subcommand(words: &[Argument]) -> Option<(&str, &[Argument])> {
    let mut rest = words;
    loop {
        let (first, behind) = rest.split_first()?;
        let text = first.text()?;
        let Some(flag) = text.strip_prefix('-') else { return Some((text, behind)) };
        let name = flag.strip_prefix('-').unwrap_or(flag);
        let takes_next = !name.contains('=') && GLOBAL.contains(&name);
        rest = behind.get(usize::from(takes_next)..)?;
    }
}

/// A piece of a command line.
enum Item<'a> {
    /// A flag with its value, if it takes one.
    Flag(&'a str, Option<Argument>),
    /// A word that is no flag.
    Operand(&'a Argument),
    /// What may be anything.
    Hidden,
}

/// Takes words apart.
fn read<'a>(words: &'a [Argument], mut take: impl FnMut(Item<'a>)) {
    let mut words = words.iter();
    let mut has_flags = true;
    while let Some(word) = words.next() {
        if word.extent == Extent::Hidden && word.prefix.is_empty() {
            take(Item::Hidden);
        } else if has_flags && word.is("--") {
            has_flags = false;
        } else if let Some(flag) = word.prefix.strip_prefix('-').filter(|flag| has_flags && !flag.is_empty()) {
            match flag.strip_prefix('-') {
                Some(name) => long(word, name, &mut words, &mut take),
                None => cluster(word, flag, &mut words, &mut take),
            }
        } else if has_flags && word.extent != Extent::Whole && word.prefix == "-" {
            take(Item::Hidden);
        } else {
            take(Item::Operand(word));
        }
    }
}

fn takes_value(name: &str) -> bool {
    TOLD.contains(&name) || VALUED.contains(&name)
}

/// `--name=value`, `--name value`
fn long<'a>(
    word: &'a Argument,
    name: &'a str,
    rest: &mut std::slice::Iter<'a, Argument>,
    take: &mut impl FnMut(Item<'a>),
) {
    if let Some((name, _)) = name.split_once('=') {
        return take(Item::Flag(name, Some(word.behind(name.len() + 3))));
    }
    if word.extent != Extent::Whole {
        return take(Item::Hidden);
    }
    let value = if takes_value(name) { rest.next().cloned() } else { None };
    take(Item::Flag(name, value));
}

/// `-qf file`, `-ffile`, `-f=file`
fn cluster<'a>(
    word: &'a Argument,
    letters: &'a str,
    rest: &mut std::slice::Iter<'a, Argument>,
    take: &mut impl FnMut(Item<'a>),
) {
    for (at, letter) in letters.char_indices() {
        let end = at + letter.len_utf8();
        let Some(name) = letters.get(at..end) else { return };
        if !takes_value(name) {
            take(Item::Flag(name, None));
            continue;
        }
        let behind = word.behind(end + 1);
        let is_here = !behind.prefix.is_empty() || behind.extent != Extent::Whole;
        let value = match behind.prefix.strip_prefix('=') {
            Some(_) => Some(behind.behind(1)),
            None if is_here => Some(behind),
            None => rest.next().cloned(),
        };
        return take(Item::Flag(name, value));
    }
    if word.extent != Extent::Whole {
        take(Item::Hidden);
    }
}

impl Options {
    fn take(&mut self, item: Item<'_>) {
        match item {
            Item::Hidden => self.has_hidden = true,
            // Docker takes no more than one; the last is what somebody meant to add.
            Item::Operand(word) => self.context = Some(word.clone()),
            Item::Flag(name, Some(value)) => match name {
                "file" | "f" => self.file = Some(value),
                "target" => self.target = Some(value),
                "build-arg" => self.arguments.push(value),
                "platform" => self.platforms.push(value),
                "secret" => self.secrets.push(value),
                "build-context" => self.named_contexts.push(value),
                "build-arg-file" => self.arguments.push(Argument::hidden()),
                _ => {}
            },
            Item::Flag(_, None) => {}
        }
    }

    /// A flag of `/kaniko/executor`.
    fn take_of_kaniko(&mut self, item: Item<'_>) {
        match item {
            Item::Flag("context" | "c", Some(value)) => self.context = Some(value),
            Item::Flag("context-sub-path", Some(_)) => self.context = Some(Argument::hidden()),
            Item::Flag("dockerfile", value) => self.file = value,
            Item::Flag("custom-platform" | "customPlatform", Some(value)) => self.platforms.push(value),
            Item::Operand(_) => {}
            Item::Flag(..) | Item::Hidden => self.take(item),
        }
    }
}

impl BakeOptions {
    fn of(words: &[Argument]) -> Self {
        let mut options = Self::default();
        read(words, |item| match item {
            Item::Hidden => options.has_hidden = true,
            Item::Operand(word) => options.targets.push(word.clone()),
            Item::Flag("file" | "f", Some(value)) => options.files.push(value),
            Item::Flag(_, _) => {}
        });
        options
    }
}
