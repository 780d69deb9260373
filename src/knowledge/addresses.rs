//! What an address on the web tells by itself: its scheme, its host, what kind of file it names, whether that
//! file may be another one tomorrow.
//!
//! Knows addresses, nothing of commands. Variables whose value is not known stand in it as `${NAME}`. Start
//! with [`Address::new`].

/// An address, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// Whether it says `http://`; `None` where the scheme is another one or not known.
    pub is_encrypted: Option<bool>,
    /// The name or number of the server, without user and port; empty where it is not known.
    pub host: &'a str,
    /// What follows the server, without the question and the fragment.
    pub path: &'a str,
}

/// What kind of file an address or a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Keys, signatures, checksums, lists: what is read and not run.
    Data,
    /// Something to unpack.
    Archive,
    /// A package of the distribution.
    Package,
    /// A program or script.
    Program,
}

/// Ends of server names that no public name has.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc6762#appendix-G>, <https://www.rfc-editor.org/rfc/rfc6761>
const PRIVATE_ENDS: &[&str] = &[
    ".corp",
    ".docker",
    ".home",
    ".internal",
    ".intranet",
    ".invalid",
    ".lan",
    ".local",
    ".localhost",
    ".private",
    ".test",
];

const ARCHIVES: &[&str] = &[
    ".tar",
    ".tar.gz",
    ".tgz",
    ".tar.bz2",
    ".tbz2",
    ".tbz",
    ".tar.xz",
    ".txz",
    ".tar.zst",
    ".tar.lz",
    ".tar.lzma",
    ".zip",
    ".gz",
    ".bz2",
    ".xz",
    ".zst",
    ".7z",
    ".rar",
];

const PACKAGES: &[&str] = &[".deb", ".rpm", ".apk", ".pkg.tar.zst", ".pkg.tar.xz"];

const PROGRAMS: &[&str] =
    &[".appimage", ".bash", ".bin", ".exe", ".jar", ".msi", ".phar", ".pl", ".py", ".run", ".sh", ".war", ".whl"];

const DATA: &[&str] = &[
    ".asc",
    ".cer",
    ".conf",
    ".crt",
    ".csv",
    ".gpg",
    ".html",
    ".ini",
    ".json",
    ".key",
    ".list",
    ".md",
    ".md5",
    ".pem",
    ".pub",
    ".repo",
    ".sha1",
    ".sha256",
    ".sha256sum",
    ".sha512",
    ".sig",
    ".sign",
    ".sources",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
];

/// Servers of source code.
const CODE_HOSTS: &[&str] = &["bitbucket.org", "codeload.github.com", "github.com", "gitlab.com", "www.github.com"];

/// Names that branches go by.
const BRANCHES: &[&str] = &["HEAD", "develop", "main", "master", "trunk"];

impl<'a> Address<'a> {
    /// Takes an address apart; `None` where the text holds none. A scheme may be missing.
    pub fn new(text: &'a str) -> Option<Self> {
        let (is_encrypted, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Some(false), rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Some(true), rest),
            Some((_, rest)) => (None, rest),
            None => (None, text),
        };
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let server = authority.rsplit_once('@').map_or(authority, |(_, server)| server);
        let host = match server.strip_prefix('[') {
            Some(number) => number.split(']').next().unwrap_or(number),
            None => server.split(':').next().unwrap_or(server),
        };
        // `${BASE}/file`: the variable may hold more than a name.
        let host = if host.contains(['$', '{', '`', '*']) { "" } else { host };
        (!authority.is_empty()).then_some(Self { is_encrypted, host, path })
    }

    /// The last part of its path, which most tools name the file after.
    pub fn file_name(&self) -> &'a str {
        base_name(self.path)
    }

    /// Whether the server can only be one of the builder's own network: `localhost`, a name without a dot, a
    /// private number. A server that is not known counts.
    pub fn is_private(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        let is_number = host.contains(':') || host.split('.').all(|part| part.parse::<u8>().is_ok());
        if is_number {
            return host.contains(':') || is_private_number(&host);
        }
        !host.contains('.') || PRIVATE_ENDS.iter().any(|end| host.ends_with(end))
    }

    /// Whether the server is the machine itself.
    pub fn is_local(&self) -> bool {
        matches!(self.host, "localhost" | "127.0.0.1" | "::1" | "0.0.0.0")
    }

    /// Whether the server is known to answer with another address.
    ///
    /// Sources: <https://docs.github.com/repositories/releasing-projects-on-github/linking-to-releases>,
    /// <https://docs.github.com/rest/repos/contents#download-a-repository-archive-tar>,
    /// <https://go.dev/doc/install/source>, <https://sourceforge.net/p/forge/documentation/File%20Management/>
    pub fn redirects(&self) -> bool {
        let has = |part: &str| self.path.contains(part);
        match self.host {
            "github.com" | "www.github.com" => {
                ["/releases/download/", "/releases/latest", "/archive/", "/raw/", "/tarball/", "/zipball/"]
                    .iter()
                    .any(|part| has(part))
            }
            "api.github.com" => has("/tarball") || has("/zipball"),
            "go.dev" | "golang.org" => self.path.starts_with("/dl/") && self.path.len() > 4,
            "dl.k8s.io" | "aka.ms" | "bit.ly" | "git.io" | "tinyurl.com" | "downloads.sourceforge.net" => true,
            "sourceforge.net" => self.path.ends_with("/download"),
            _ => {
                self.is_encrypted == Some(false) && matches!(self.host, "raw.githubusercontent.com" | "get.docker.com")
            }
        }
    }

    /// What its makers call the file: SourceForge puts `download` behind the name.
    pub fn published_name(&self) -> &'a str {
        let is_wrapped = self.host.ends_with("sourceforge.net");
        let path = self.path.strip_suffix("/download").filter(|_| is_wrapped);
        base_name(path.unwrap_or(self.path))
    }

    /// Whether the server is one of source code.
    pub fn is_code(&self) -> bool {
        CODE_HOSTS.contains(&self.host) || self.host == "raw.githubusercontent.com" || self.host.starts_with("gitlab.")
    }

    /// Whether the server may well not answer over HTTPS: mirrors of distributions and of archives.
    pub fn may_lack_encryption(&self) -> bool {
        let is_mirror = |part: &str| part.starts_with("mirror") || part == "ftp" || part == "mirrorlist";
        self.host.ends_with("archive.ubuntu.com")
            || matches!(self.host, "security.ubuntu.com" | "ports.ubuntu.com" | "old-releases.ubuntu.com")
            || self.host.split('.').any(is_mirror)
    }

    /// Whether the server has one file under that address, always the newest.
    ///
    /// Sources: <https://learn.microsoft.com/sysinternals/>,
    /// <https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html>
    fn is_always_newest(&self) -> bool {
        let name = self.file_name();
        let has_version = name.contains('$') || name.trim_end_matches(".zip").trim_end_matches(".pkg").contains('.');
        match self.host {
            "live.sysinternals.com" => self.path.len() > 1,
            "awscli.amazonaws.com" => !has_version,
            _ => false,
        }
    }

    /// The part of its path that stands for whatever is newest: `latest`, `nightly`, a branch.
    pub fn moving_part(&self) -> Option<&'a str> {
        let parts: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| is_commit(part) || has_date(part)) {
            return None;
        }
        let named = parts.iter().find(|part| {
            **part == "stable.txt"
                || !has_full_version(part)
                    && part.split(['-', '_', '.']).any(|word| word == "latest" || word == "nightly")
        });
        let newest = || Some(self.file_name()).filter(|_| self.is_always_newest());
        named.copied().or_else(|| self.branch(&parts)).or_else(newest)
    }

    /// The branch whose files it names, on servers of source code.
    fn branch(&self, parts: &[&'a str]) -> Option<&'a str> {
        let is_branch = |part: &&&str| BRANCHES.contains(*part);
        if self.host == "raw.githubusercontent.com" {
            let reference = parts.get(2..).unwrap_or_default();
            return match reference {
                ["refs", "heads", branch, ..] => Some(branch),
                [branch, ..] => Some(*branch).filter(|branch| BRANCHES.contains(branch)),
                [] => None,
            };
        }
        if !CODE_HOSTS.contains(&self.host) && !self.host.starts_with("gitlab.") {
            return None;
        }
        let at = parts
            .iter()
            .position(|part| matches!(*part, "archive" | "raw" | "tarball" | "zipball" | "tar.gz" | "zip"))?;
        let rest = parts.get(at + 1..).unwrap_or_default();
        match rest {
            ["refs", "heads", branch, ..] => Some(branch),
            [file]
                if BRANCHES.iter().any(|branch| file.strip_prefix(branch).is_some_and(|end| end.starts_with('.'))) =>
            {
                Some(file)
            }
            _ => rest.first().filter(is_branch).copied(),
        }
    }

    /// Whether a part of it is a commit's full name, whose content can never change.
    pub fn names_a_commit(&self) -> bool {
        self.path.split('/').any(is_commit)
    }
}

impl FileKind {
    /// What the end of a file's name says; `None` where it says nothing.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = base_name(name).to_ascii_lowercase();
        let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        match () {
            () if ends(PACKAGES) => Some(Self::Package),
            () if ends(ARCHIVES) => Some(Self::Archive),
            () if ends(PROGRAMS) => Some(Self::Program),
            () if ends(DATA) => Some(Self::Data),
            () => None,
        }
    }
}

/// The name of a processor in a text that names a file: `x86_64` in `tool-linux-x86_64.tar.gz`.
///
/// What a variable stands for is not looked at.
pub fn processor_in(text: &str) -> Option<&str> {
    const PROCESSORS: &[&str] =
        &["amd64", "x86_64", "x86-64", "x64", "arm64", "aarch64", "armv7", "armhf", "i386", "i686", "ppc64le", "s390x"];
    PROCESSORS.iter().find_map(|name| {
        text.match_indices(name).find_map(|(at, found)| {
            let before = text.get(..at)?.chars().next_back();
            let after = text.get(at + found.len()..)?.chars().next();
            // `linux64x64`? A word of its own, but for `linuxx64` and `linuxamd64`.
            let starts = before.is_none_or(|letter| !letter.is_ascii_alphanumeric())
                || text.get(..at).is_some_and(|start| start.ends_with("linux"));
            let ends =
                after.is_none_or(|letter| !letter.is_ascii_alphanumeric() || (*name == "armv7" && letter == 'l'));
            (starts && ends).then_some(found)
        })
    })
}

/// The last part of a path.
pub fn base_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// Whether a text is a commit's full name.
fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a text holds a version in three numbers: `tool-latest-toolchain-4.0.9`.
fn has_full_version(text: &str) -> bool {
    let is_number = |text: &str| text.trim_start_matches('v').starts_with(|letter: char| letter.is_ascii_digit());
    let is_version = |word: &str| word.split('.').take_while(|number| is_number(number)).count() >= 3;
    text.split(['-', '_']).any(is_version)
}

/// Whether a text holds a day: `nightly-2024-05-01`, `20240501`.
fn has_date(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.len() >= 8 && digits.starts_with("20")
}

/// The numbers that are handed out inside of networks only.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc1918>, <https://www.rfc-editor.org/rfc/rfc3927>
fn is_private_number(host: &str) -> bool {
    let mut parts = host.split('.').filter_map(|part| part.parse::<u8>().ok());
    match (parts.next(), parts.next()) {
        (Some(0 | 10 | 127), _) | (Some(192), Some(168)) | (Some(169), Some(254)) => true,
        (Some(172), Some(second)) => (16..32).contains(&second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, FileKind, processor_in};

    fn address(text: &str) -> Address<'_> {
        Address::new(text).unwrap()
    }

    #[test]
    fn an_address_is_taken_apart() {
        let parts = address("https://me:x@example.com:8443/a/b.tgz?c=/d#e");
        assert_eq!((parts.is_encrypted, parts.host, parts.path), (Some(true), "example.com", "/a/b.tgz"));
        assert_eq!(parts.file_name(), "b.tgz");
        assert_eq!(address("HTTP://[::1]:80/").host, "::1");
        assert_eq!(address("https://${HOST}/a").host, "");
        assert_eq!(address("example.com/a").is_encrypted, None);
    }

    #[test]
    fn private_servers_are_told() {
        for text in
            ["http://localhost:80", "http://nexus/a", "http://10.1.2.3/a", "http://172.20.0.1", "http://a.lan/b"]
        {
            assert!(address(text).is_private(), "{text}");
        }
        for text in ["http://example.com", "http://172.33.0.1/a", "http://8.8.8.8/a"] {
            assert!(!address(text).is_private(), "{text}");
        }
    }

    #[test]
    fn moving_parts_are_found() {
        for (text, part) in [
            ("https://github.com/a/b/releases/latest/download/c", Some("latest")),
            ("https://example.com/tool-latest-linux.sh", Some("tool-latest-linux.sh")),
            ("https://raw.githubusercontent.com/a/b/master/c.sh", Some("master")),
            ("https://raw.githubusercontent.com/a/b/refs/heads/x/c.sh", Some("x")),
            ("https://github.com/a/b/archive/main.tar.gz", Some("main.tar.gz")),
            ("https://github.com/a/b/archive/refs/heads/next.zip", Some("heads/next.zip").map(|_| "next.zip")),
            ("https://github.com/a/b/raw/main/c", Some("main")),
            ("https://raw.githubusercontent.com/a/main/v1.2/c.sh", None),
            ("https://example.com/tool-latest-toolchain-4.0.9.tar.xz", None),
            ("https://live.sysinternals.com/tool.exe", Some("tool.exe")),
            ("https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip", Some("awscli-exe-linux-x86_64.zip")),
            ("https://awscli.amazonaws.com/awscli-exe-linux-x86_64-2.31.0.zip", None),
            ("https://example.com/debian/pool/main/a.deb", None),
            ("https://example.com/nightly/2024-05-01/tool", None),
            ("https://example.com/latest-3f/3f2504e04f8911d39a0c0305e82c33014f8911d3/a", None),
            ("https://github.com/a/b/releases/download/v1/c", None),
        ] {
            assert_eq!(address(text).moving_part(), part, "{text}");
        }
    }

    #[test]
    fn processors_are_words() {
        assert_eq!(processor_in("tool-linux-x86_64.tar.gz"), Some("x86_64"));
        assert_eq!(processor_in("tool_linuxamd64"), Some("amd64"));
        assert_eq!(processor_in("tool.armv7l"), Some("armv7"));
        assert_eq!(processor_in("tool-max64.zip"), None);
        assert_eq!(processor_in("tool-${ARCH}.zip"), None);
    }

    #[test]
    fn kinds_are_told_by_the_end() {
        assert_eq!(FileKind::of_name("/a/b.tar.gz"), Some(FileKind::Archive));
        assert_eq!(FileKind::of_name("b.DEB"), Some(FileKind::Package));
        assert_eq!(FileKind::of_name("install.sh"), Some(FileKind::Program));
        assert_eq!(FileKind::of_name("b.tar.gz.asc"), Some(FileKind::Data));
        assert_eq!(FileKind::of_name("kubectl"), None);
    }
}
