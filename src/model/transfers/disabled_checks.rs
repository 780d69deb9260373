//! What switches off that a tool checks whom it talks to, or whose packages it installs.
//!
//! Knows the flags, settings and variables of package managers, download tools and their kin. Start with
//! [`Build::disabled_checks`]; each row of the tables is in the tool's own manual.

use crate::model::transfers::downloads::{Fetch, Program};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// What is not checked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The certificate of the server.
    Certificate,
    /// The signature of packages.
    Signature,
}

/// Something that switches a check off.
#[derive(Clone, Debug)]
pub struct DisabledCheck<'a> {
    /// Which check.
    pub trust: Trust,
    /// What does it, as people say it: `--no-check-certificate`, `GIT_SSL_NO_VERIFY`.
    pub switch: String,
    /// Where it stands.
    pub span: Span,
    /// The command it belongs to; `None` for ENV and ARG.
    pub command: Option<&'a Command>,
    /// What Checkov calls it; empty where it does not know it.
    pub checkov: &'static str,
}

/// A flag of some programs.
struct Switch {
    programs: &'static [&'static str],
    /// As written; the value of `--name value` is left to the program.
    flags: &'static [&'static str],
    trust: Trust,
    checkov: &'static str,
}

/// A variable that switches a check off.
struct Variable {
    /// In capitals.
    name: &'static str,
    /// The values that do; any value where there is none.
    values: &'static [&'static str],
    trust: Trust,
    checkov: &'static str,
}

const PIP: &[&str] = &["pip", "pip2", "pip3", "python", "python3", "uv"];
const APT: &[&str] = &["apt", "apt-get", "aptitude"];
const DNF: &[&str] = &["dnf", "dnf5", "microdnf", "tdnf", "yum"];
const OFF: &[&str] = &["0", "false", "no", "off"];

const SWITCHES: &[Switch] = &[
    certificate(&["wget", "wget2"], &["--no-check-certificate"], "CKV2_DOCKER_3"),
    certificate(PIP, &["--trusted-host", "--allow-insecure-host"], "CKV2_DOCKER_4"),
    certificate(&["npm", "yarn", "pnpm"], &["--strict-ssl=false", "--no-strict-ssl"], ""),
    certificate(&["git"], &["http.sslVerify=false", "http.sslverify=false", "http.sslVerify=0"], ""),
    certificate(DNF, &["--setopt=sslverify=0", "--setopt=sslverify=false", "--setopt=sslverify=no"], "CKV2_DOCKER_15"),
    certificate(APT, &["Acquire::https::Verify-Peer=false", "-oAcquire::https::Verify-Peer=false"], ""),
    certificate(&["helm", "kubectl", "oc"], &["--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true"], ""),
    certificate(&["aws"], &["--no-verify-ssl"], ""),
    certificate(&["podman", "skopeo", "buildah"], &["--tls-verify=false", "--src-tls-verify=false"], ""),
    certificate(&["mvn", "mvnw"], &["-Dmaven.wagon.http.ssl.insecure=true"], ""),
    signature(APT, &["--allow-unauthenticated"], "CKV2_DOCKER_8"),
    signature(APT, &["--force-yes"], "CKV2_DOCKER_11"),
    signature(
        APT,
        &[
            "--allow-insecure-repositories",
            "APT::Get::AllowUnauthenticated=true",
            "Acquire::AllowInsecureRepositories=true",
        ],
        "",
    ),
    signature(&["apk"], &["--allow-untrusted"], "CKV2_DOCKER_7"),
    signature(DNF, &["--nogpgcheck", "--no-gpgchecks"], "CKV2_DOCKER_9"),
    signature(DNF, &["--setopt=gpgcheck=0", "--setopt=*.gpgcheck=0"], ""),
    signature(&["zypper"], &["--no-gpg-checks", "--allow-unsigned-rpm"], ""),
    signature(&["rpm"], &["--nodigest", "--nosignature", "--noverify", "--nofiledigest"], "CKV2_DOCKER_10"),
    signature(&["dpkg"], &["--force-bad-verify"], ""),
];

const VARIABLES: &[Variable] = &[
    variable("GIT_SSL_NO_VERIFY", &[], Trust::Certificate, "CKV2_DOCKER_14"),
    variable("NODE_TLS_REJECT_UNAUTHORIZED", &["0"], Trust::Certificate, "CKV2_DOCKER_6"),
    variable("NPM_CONFIG_STRICT_SSL", OFF, Trust::Certificate, "CKV2_DOCKER_12"),
    variable("YARN_ENABLE_STRICT_SSL", OFF, Trust::Certificate, ""),
    variable("PIP_TRUSTED_HOST", &[], Trust::Certificate, "CKV2_DOCKER_16"),
    variable("UV_INSECURE_HOST", &[], Trust::Certificate, ""),
    variable("PYTHONHTTPSVERIFY", &["0"], Trust::Certificate, "CKV2_DOCKER_5"),
    variable("CONDA_SSL_VERIFY", OFF, Trust::Certificate, ""),
    variable("BUNDLE_SSL_VERIFY_MODE", &["0"], Trust::Certificate, ""),
    variable("GOINSECURE", &[], Trust::Certificate, ""),
    variable("GOSUMDB", &["off"], Trust::Signature, ""),
    variable("GONOSUMCHECK", &["1"], Trust::Signature, ""),
    variable("GONOSUMDB", &["*"], Trust::Signature, ""),
];

/// What a setting that is written into a file of a package manager says, and which check that is.
const SETTINGS: &[(&str, Trust)] = &[
    ("trusted=yes", Trust::Signature),
    ("gpgcheck=0", Trust::Signature),
    ("AllowUnauthenticated \"true\"", Trust::Signature),
    ("sslverify=0", Trust::Certificate),
    ("sslverify=false", Trust::Certificate),
    ("strict-ssl=false", Trust::Certificate),
    (":ssl_verify_mode: 0", Trust::Certificate),
    ("Verify-Peer \"false\"", Trust::Certificate),
];

/// Programs whose words end up in a file, or in the input of one that writes it.
const WRITERS: &[&str] = &["cat", "echo", "printf", "sed", "tee"];

const fn certificate(
    programs: &'static [&'static str],
    flags: &'static [&'static str],
    checkov: &'static str,
) -> Switch {
    Switch { programs, flags, trust: Trust::Certificate, checkov }
}

const fn signature(programs: &'static [&'static str], flags: &'static [&'static str], checkov: &'static str) -> Switch {
    Switch { programs, flags, trust: Trust::Signature, checkov }
}

const fn variable(
    name: &'static str,
    values: &'static [&'static str],
    trust: Trust,
    checkov: &'static str,
) -> Variable {
    Variable { name, values, trust, checkov }
}

impl Build {
    /// What a step switches off: in its variables, or in the commands of a RUN.
    pub fn disabled_checks<'a>(&'a self, step: &'a Step) -> Vec<DisabledCheck<'a>> {
        let mut found = Vec::new();
        let Some(instruction) = self.instruction(step) else { return found };
        match &instruction.kind {
            Kind::Env(pairs) => {
                for pair in &pairs.pairs {
                    let (name, value) = (pair.key.known().unwrap_or_default(), self.expanded(step, &pair.value));
                    found.extend(by_variable(&name, value, pair.span, None));
                }
            }
            Kind::Arg(arg) => {
                for definition in &arg.definitions {
                    let Some(value) = &definition.value else { continue };
                    let value = self.expanded(step, value);
                    found.extend(by_variable(&definition.name.value, value, definition.span, None));
                }
            }
            _ => {}
        }
        for command in self.commands_of(step).iter().filter(|it| it.form.instruction == Origin::Run) {
            self.add_switches(step, command, &mut found);
        }
        found
    }

    fn add_switches<'a>(&self, step: &Step, command: &'a Command, found: &mut Vec<DisabledCheck<'a>>) {
        for assignment in &command.assignments {
            let value = self.expanded(step, &assignment.value);
            found.extend(by_variable(&assignment.name, value, assignment.span, Some(command)));
        }
        let program = command.program.value.as_str();
        match program {
            "export" => found.extend(command.args.iter().filter_map(|word| {
                let text = self.expanded(step, word)?;
                let (name, value) = text.split_once('=')?;
                by_variable(name, Some(value.to_owned()), word.span, Some(command))
            })),
            "curl" => found.extend(by_curl(command)),
            _ => {}
        }
        found.extend(by_flag(command));
        found.extend(by_setting(command));
        found.extend(by_text(command));
    }
}

/// The option of curl that does it.
fn by_curl(command: &Command) -> Option<DisabledCheck<'_>> {
    let fetch = Fetch::of(command).filter(|fetch| fetch.program == Program::Curl)?;
    let option = fetch.option(&["k", "insecure", "proxy-insecure"])?;
    let dashes = if option.name.len() == 1 { "-" } else { "--" };
    let switch = format!("{dashes}{}", option.name);
    Some(found(Trust::Certificate, switch, option.word.span, Some(command), "CKV2_DOCKER_2"))
}

fn by_flag(command: &Command) -> Option<DisabledCheck<'_>> {
    let switches = SWITCHES.iter().filter(|switch| command.is_any(switch.programs));
    switches.into_iter().find_map(|switch| {
        let says = |word: &&Word| {
            let text = word.known_prefix();
            let name = if text.starts_with("--") { text.split('=').next().unwrap_or_default() } else { "" };
            switch.flags.iter().any(|flag| *flag == text || *flag == name)
        };
        let word = command.args.iter().find(says)?;
        let text = word.known_prefix();
        let named = switch.flags.iter().find(|flag| text.starts_with(**flag)).copied().unwrap_or(&text);
        Some(found(switch.trust, named.to_owned(), word.span, Some(command), switch.checkov))
    })
}

/// `npm config set strict-ssl false`, `git config --global http.sslVerify false` and their kin.
fn by_setting(command: &Command) -> Option<DisabledCheck<'_>> {
    let is_config = command.args.iter().any(|word| word.is("config") || word.is("config-manager"));
    if !is_config && !command.is_any(&["yum-config-manager"]) {
        return None;
    }
    let (name, values, checkov): (&str, &[&str], &'static str) = match command.program.value.as_str() {
        "git" => ("http.sslverify", OFF, ""),
        "npm" | "yarn" | "pnpm" => ("strict-ssl", OFF, "CKV2_DOCKER_13"),
        "conda" | "mamba" => ("ssl_verify", OFF, ""),
        "composer" => ("disable-tls", &["true", "1"], ""),
        "bundle" => ("ssl_verify_mode", &["0"], ""),
        "pip" | "pip3" => ("global.trusted-host", &[], "CKV2_DOCKER_4"),
        "dnf" | "dnf5" | "yum-config-manager" => ("sslverify", OFF, "CKV2_DOCKER_15"),
        _ => return None,
    };
    let at = command.args.iter().position(|word| {
        let text = word.known_prefix().to_ascii_lowercase();
        text.split(['=', '.']).any(|part| part == name) || text.split('=').any(|part| part.ends_with(name))
    })?;
    let word = command.args.get(at)?;
    let text = word.known()?.to_ascii_lowercase();
    let inline = text.rsplit_once('=').map(|(_, value)| value.to_owned()).filter(|value| !value.contains(name));
    let value = inline.or_else(|| command.args.get(at + 1).and_then(Word::known))?.to_ascii_lowercase();
    let disables = values.is_empty() || values.contains(&value.as_str());
    disables.then(|| found(Trust::Certificate, format!("{name} {value}"), word.span, Some(command), checkov))
}

/// A line that is written into the settings of a package manager.
fn by_text(command: &Command) -> Vec<DisabledCheck<'_>> {
    let bodies = command.redirects.iter().filter_map(|redirect| redirect.body.as_ref());
    let words = command.args.iter().filter(|_| command.is_any(WRITERS));
    let setting_in = |word: &Word| {
        let is_local = word.raw.contains("file:");
        SETTINGS.iter().find(|(text, _)| word.raw.contains(text) && !(is_local && *text == "trusted=yes"))
    };
    // What sed looks for is not what it writes.
    let is_search = |word: &Word, text: &str| command.is_any(&["sed"]) && !is_written_by_sed(&word.raw, text);
    bodies
        .chain(words)
        .filter_map(|word| {
            let (text, trust) = setting_in(word)?;
            let is_written = !is_search(word, text);
            is_written.then(|| found(*trust, (*text).to_owned(), word.span, Some(command), ""))
        })
        .collect()
}

/// Whether a text stands in what a sed command puts in: behind the second divider of `s/pattern/text/`.
fn is_written_by_sed(script: &str, text: &str) -> bool {
    let replaces = script.trim_start_matches(['\'', '"']).starts_with('s');
    script.match_indices(text).any(|(at, _)| {
        let before = script.get(..at).unwrap_or_default();
        !replaces || before.matches(['/', '|', '#', ',']).count() >= 2
    })
}

fn by_variable<'a>(
    name: &str,
    value: Option<String>,
    span: Span,
    command: Option<&'a Command>,
) -> Option<DisabledCheck<'a>> {
    let value = value?;
    let text = value.to_ascii_lowercase();
    let upper = name.to_ascii_uppercase();
    if upper == "GOFLAGS" {
        return text
            .contains("-insecure")
            .then(|| found(Trust::Signature, format!("{name}=-insecure"), span, command, ""));
    }
    let row = VARIABLES.iter().find(|row| row.name == upper)?;
    let disables = if row.values.is_empty() { !text.is_empty() } else { row.values.contains(&text.as_str()) };
    disables.then(|| found(row.trust, format!("{name}={value}"), span, command, row.checkov))
}

fn found<'a>(
    trust: Trust,
    switch: String,
    span: Span,
    command: Option<&'a Command>,
    checkov: &'static str,
) -> DisabledCheck<'a> {
    DisabledCheck { trust, switch, span, command, checkov }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// What the last instruction switches off.
    fn switches(line: &str) -> Vec<String> {
        let source = Source::new("Dockerfile", format!("FROM a\n{line}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let checks = build.disabled_checks(build.steps.last().unwrap());
        checks.into_iter().map(|it| it.switch).collect()
    }

    #[test]
    fn switches_are_found() {
        for (line, switch) in [
            ("RUN curl -fsSLk u", "-k"),
            ("RUN curl --insecure u", "--insecure"),
            ("RUN wget --no-check-certificate u", "--no-check-certificate"),
            ("RUN pip install --trusted-host=a b", "--trusted-host"),
            ("RUN python3 -m pip install --trusted-host a b", "--trusted-host"),
            ("RUN git config --global http.sslVerify false", "http.sslverify false"),
            ("RUN git -c http.sslVerify=false clone u", "http.sslVerify=false"),
            ("RUN npm config set strict-ssl false", "strict-ssl false"),
            ("RUN npm config set strict-ssl=false", "strict-ssl false"),
            ("RUN yum-config-manager --save --setopt=a.sslverify=0", "sslverify 0"),
            ("RUN export NODE_TLS_REJECT_UNAUTHORIZED=0 && a", "NODE_TLS_REJECT_UNAUTHORIZED=0"),
            ("RUN GIT_SSL_NO_VERIFY=1 git clone u", "GIT_SSL_NO_VERIFY=1"),
            ("ENV PYTHONHTTPSVERIFY=0", "PYTHONHTTPSVERIFY=0"),
            ("RUN apt-get install --allow-unauthenticated a", "--allow-unauthenticated"),
            (
                "RUN apt-get -o Acquire::AllowInsecureRepositories=true update",
                "Acquire::AllowInsecureRepositories=true",
            ),
            ("RUN rpm -i --nosignature a.rpm", "--nosignature"),
            ("RUN echo 'deb [trusted=yes] https://a.example b c' > /etc/apt/sources.list.d/a.list", "trusted=yes"),
            ("RUN sed -i 's/gpgcheck=1/gpgcheck=0/' a.repo", "gpgcheck=0"),
            ("ENV GOSUMDB=off", "GOSUMDB=off"),
        ] {
            assert_eq!(switches(line), [switch], "{line}");
        }
    }

    #[test]
    fn what_checks_is_left_alone() {
        for line in [
            "RUN curl -fsSL u",
            "RUN curl -o k u",
            "RUN npm config set strict-ssl true",
            "RUN git config --global http.sslVerify true",
            "RUN echo 'deb [trusted=yes] file:///packages ./' > /etc/apt/sources.list.d/a.list",
            "RUN sed -i 's/gpgcheck=0/gpgcheck=1/' a.repo",
            "ENV NODE_TLS_REJECT_UNAUTHORIZED=1",
            "HEALTHCHECK CMD curl -k https://localhost",
        ] {
            assert!(switches(line).is_empty(), "{line}");
        }
    }
}
