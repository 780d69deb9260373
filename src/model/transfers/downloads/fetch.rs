//! The command lines of curl and wget: options, their values, and what is left, the addresses.
//!
//! Knows clusters (`-fsSLo x`) and which options take a value. Sources:
//! <https://curl.se/docs/manpage.html>, <https://www.gnu.org/software/wget/manual/wget.html>

use crate::model::Command;
use crate::syntax::{PartKind, Quoting, Word};

/// A program that fetches what is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the program of its name")]
pub enum Program {
    Curl,
    Wget,
}

/// A command that fetches, taken apart.
#[derive(Clone, Debug)]
pub struct Fetch<'a> {
    /// Which program.
    pub program: Program,
    /// The command.
    pub command: &'a Command,
    /// Its options, in order.
    pub options: Vec<FetchOption<'a>>,
    /// What is neither option nor value.
    pub operands: Vec<&'a Word>,
}

/// An option of a command that fetches.
#[derive(Clone, Debug)]
pub struct FetchOption<'a> {
    /// Its letter or long name, without dashes.
    pub name: String,
    /// The word it stands in.
    pub word: &'a Word,
    /// Its value, where it takes one.
    pub value: Option<OptionValue<'a>>,
}

/// The value of an option.
#[derive(Clone, Copy, Debug)]
pub struct OptionValue<'a> {
    /// The word it stands in.
    pub word: &'a Word,
    /// How many bytes of that word come before it: 2 in `-ofile`.
    pub skip: usize,
}

const CURL_LETTERS: &str = "AbcCdDeEFHKmoPQrtTuUwxXyYz";

const CURL_NAMES: &[&str] = &[
    "abstract-unix-socket",
    "aws-sigv4",
    "cacert",
    "capath",
    "cert",
    "cert-type",
    "ciphers",
    "config",
    "connect-timeout",
    "connect-to",
    "continue-at",
    "cookie",
    "cookie-jar",
    "create-file-mode",
    "crlfile",
    "curves",
    "data",
    "data-ascii",
    "data-binary",
    "data-raw",
    "data-urlencode",
    "dns-servers",
    "doh-url",
    "dump-header",
    "expect100-timeout",
    "form",
    "form-string",
    "header",
    "interface",
    "json",
    "keepalive-time",
    "key",
    "key-type",
    "limit-rate",
    "local-port",
    "max-filesize",
    "max-redirs",
    "max-time",
    "netrc-file",
    "noproxy",
    "oauth2-bearer",
    "output",
    "output-dir",
    "parallel-max",
    "pass",
    "pinnedpubkey",
    "preproxy",
    "proto",
    "proto-default",
    "proto-redir",
    "proxy",
    "proxy-header",
    "proxy-user",
    "range",
    "rate",
    "referer",
    "request",
    "request-target",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "socks4",
    "socks4a",
    "socks5",
    "socks5-hostname",
    "speed-limit",
    "speed-time",
    "stderr",
    "time-cond",
    "tls-max",
    "tls13-ciphers",
    "trace",
    "trace-ascii",
    "unix-socket",
    "upload-file",
    "url",
    "url-query",
    "user",
    "user-agent",
    "variable",
    "write-out",
];

const WGET_LETTERS: &str = "aABDeiIlnoOPQRtTUwX";

const WGET_NAMES: &[&str] = &[
    "accept",
    "append-output",
    "base",
    "body-data",
    "body-file",
    "ca-certificate",
    "ca-directory",
    "certificate",
    "connect-timeout",
    "cut-dirs",
    "default-page",
    "directory-prefix",
    "dns-timeout",
    "domains",
    "exclude-directories",
    "execute",
    "header",
    "http-password",
    "http-user",
    "input-file",
    "level",
    "limit-rate",
    "load-cookies",
    "method",
    "output-document",
    "output-file",
    "password",
    "post-data",
    "post-file",
    "private-key",
    "progress",
    "quota",
    "read-timeout",
    "referer",
    "reject",
    "retry-on-http-error",
    "save-cookies",
    "secure-protocol",
    "timeout",
    "tries",
    "user",
    "user-agent",
    "wait",
    "waitretry",
];

impl<'a> Fetch<'a> {
    /// A command taken apart; `None` where it is neither curl nor wget.
    pub fn of(command: &'a Command) -> Option<Self> {
        let program = match command.program.value.as_str() {
            "curl" => Program::Curl,
            "wget" | "wget2" => Program::Wget,
            _ => return None,
        };
        let mut fetch = Self { program, command, options: Vec::new(), operands: Vec::new() };
        let mut words = command.args.iter();
        while let Some(word) = words.next() {
            let text = word.known_prefix();
            if text == "--" && word.parts.len() == 1 {
                fetch.operands.extend(words);
                break;
            }
            if let Some(name) = text.strip_prefix("--") {
                let option = fetch.long(name, word, &mut words);
                fetch.options.push(option);
            } else if text.len() > 1 && text.starts_with('-') {
                fetch.cluster(&text, word, &mut words);
            } else {
                fetch.operands.push(word);
            }
        }
        Some(fetch)
    }

    fn long(&self, text: &str, word: &'a Word, words: &mut std::slice::Iter<'a, Word>) -> FetchOption<'a> {
        // Only wget takes `--name=value`.
        let inline = text.split_once('=').filter(|_| self.program == Program::Wget);
        if let Some((name, _)) = inline {
            let value = OptionValue { word, skip: name.len() + 3 };
            return FetchOption { name: name.to_owned(), word, value: Some(value) };
        }
        let names = match self.program {
            Program::Curl => CURL_NAMES,
            Program::Wget => WGET_NAMES,
        };
        let takes = names.contains(&text) && word.parts.len() == 1;
        let value = takes.then(|| words.next()).flatten().map(|word| OptionValue { word, skip: 0 });
        FetchOption { name: text.to_owned(), word, value }
    }

    fn cluster(&mut self, text: &str, word: &'a Word, words: &mut std::slice::Iter<'a, Word>) {
        let letters = match self.program {
            Program::Curl => CURL_LETTERS,
            Program::Wget => WGET_LETTERS,
        };
        for (at, letter) in text.char_indices().skip(1) {
            let mut option = FetchOption { name: letter.to_string(), word, value: None };
            if !letters.contains(letter) {
                self.options.push(option);
                continue;
            }
            let end = at + letter.len_utf8();
            let is_last = end == text.len() && word.parts.len() == 1;
            // `-nv`, `-nc`, `-nH`: the letter behind belongs to the name.
            if self.program == Program::Wget && letter == 'n' {
                option.name = text.get(at..).unwrap_or_default().to_owned();
            } else if is_last {
                option.value = words.next().map(|word| OptionValue { word, skip: 0 });
            } else {
                option.value = Some(OptionValue { word, skip: end });
            }
            self.options.push(option);
            break;
        }
    }

    /// The last option of one of these names.
    pub fn option(&self, names: &[&str]) -> Option<&FetchOption<'a>> {
        self.options.iter().rev().find(|option| names.contains(&option.name.as_str()))
    }

    /// Whether one of these options is given.
    pub fn has(&self, names: &[&str]) -> bool {
        self.option(names).is_some()
    }

    /// Whether some of its options are not known: they stand in a variable or in a file.
    pub fn is_vague(&self) -> bool {
        let is_variable = |word: &&&Word| {
            word.parts.first().is_some_and(|part| match part.kind {
                PartKind::Literal(_) => false,
                PartKind::Variable(_) => part.quoting == Quoting::None,
                PartKind::Substitution(_) | PartKind::Opaque => true,
            })
        };
        let variables = self.operands.iter().filter(is_variable).count();
        // A variable that stands alone is the address.
        let may_be_options = variables > 1 || variables == 1 && self.operands.len() > 1;
        may_be_options || self.has(&["K", "config"]) || self.options.iter().any(|option| option.name.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Fetch;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// Options with their values, and operands, of a command.
    fn parts(command: &str) -> (String, String) {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let fetch = Fetch::of(&project.builds[0].commands[0]).unwrap();
        let option = |option: &super::FetchOption<'_>| match option.value {
            Some(value) => format!("{}={}", option.name, &value.word.raw[value.skip..]),
            None => option.name.clone(),
        };
        let options: Vec<String> = fetch.options.iter().map(option).collect();
        let operands: Vec<&str> = fetch.operands.iter().map(|word| word.raw.as_str()).collect();
        (options.join(" "), operands.join(" "))
    }

    #[test]
    fn options_are_told_from_addresses() {
        for (command, options, operands) in [
            ("curl -fsSLo x u", "f s S L o=x", "u"),
            ("curl -fsSL u -ox", "f s S L o=x", "u"),
            ("curl -H 'a: b' --retry 3 --fail u v", "H='a: b' retry=3 fail", "u v"),
            ("curl -o- u", "o=-", "u"),
            ("curl -o$X u", "o=$X", "u"),
            ("wget -qO- u", "q O=-", "u"),
            ("wget -nv -O x u", "nv O=x", "u"),
            ("wget --output-document=x --tries 3 u", "output-document=x tries=3", "u"),
            ("wget -c -- u", "c", "u"),
        ] {
            assert_eq!(parts(command), (options.to_owned(), operands.to_owned()), "{command}");
        }
    }
}
