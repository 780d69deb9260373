//! Servers that Dockerfiles start: where they listen unless told otherwise, how they are told, and which of them
//! are made to develop with.
//!
//! Knows command lines as words, nothing of files. The rows, as of November 2026, live in files by language; each
//! follows the program's own `--help` and the page it names. Start with [`find`].

mod compiled;
mod databases;
mod dotnet;
mod node;
mod php_and_ruby;
mod python;

/// A server, or another way to keep a program running, as it is called.
#[derive(Debug)]
pub struct Server {
    /// As people call it: `flask run`.
    pub name: &'static str,
    /// The words it is called with, program first; flags may stand between them.
    pub calls: &'static [&'static [&'static str]],
    /// Flags without one of which the words mean something else; empty where the words are enough.
    pub requires: &'static [&'static str],
    /// What to do instead, where it is made to develop with.
    pub development: Option<&'static str>,
    /// Flags and variables that name the port.
    pub port: Channel,
    /// Flags and variables that name the address.
    pub host: Channel,
    /// Flags that name both: `0.0.0.0:8000`.
    pub bind: &'static [&'static str],
    /// Variables that name both, several behind each other with `;` between them.
    pub bind_variables: &'static [&'static str],
    /// What says in which mode it works, where it listens on the loopback interface in the mode to develop with,
    /// which it takes unless it is told another.
    pub mode: Channel,
    /// Flags that open it to every address without a value.
    pub opens: &'static [&'static str],
    /// What a first argument that is no flag names.
    pub operand: Operand,
    /// The port it listens on unless told otherwise.
    pub default_port: Option<u16>,
    /// Where it listens unless told otherwise.
    pub default_host: Host,
    /// Whether a file of the project may tell it so too.
    pub configured: bool,
    /// Flags that make it watch its files or show what it does to whoever asks.
    pub debug: &'static [&'static str],
    /// Whether the row speaks of one image, so that what its maker sets is in it.
    pub is_of_image: bool,
    /// Ports that templates of Dockerfiles expose for it though nothing listens there until more is set.
    pub exposed_in_vain: &'static [u16],
    /// The words that open it to every address.
    pub open_words: &'static str,
    /// Where this is documented.
    pub source: &'static str,
}

/// The ways to give a server a value.
#[derive(Clone, Copy, Debug)]
pub struct Channel {
    /// Flags that take it.
    pub flags: &'static [&'static str],
    /// Variables that hold it.
    pub variables: &'static [&'static str],
}

/// What the first argument of a server that is no flag means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Something else: a directory, an application.
    Other,
    /// Port, or address and port: `8000`, `0.0.0.0:8000`.
    Address,
}

/// Where a server listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// On every address of the container.
    All,
    /// On the loopback interface, which nobody outside of the container reaches.
    Loopback,
    /// Not known.
    Unknown,
}

const NOTHING: Channel = Channel { flags: &[], variables: &[] };

/// A row to be completed.
const SERVER: Server = Server {
    name: "",
    calls: &[],
    requires: &[],
    development: None,
    port: NOTHING,
    host: NOTHING,
    bind: &[],
    bind_variables: &[],
    mode: NOTHING,
    opens: &[],
    operand: Operand::Other,
    default_port: None,
    default_host: Host::Unknown,
    configured: false,
    debug: &[],
    is_of_image: false,
    exposed_in_vain: &[],
    open_words: "--host 0.0.0.0",
    source: "",
};

/// All rows.
pub fn servers() -> impl Iterator<Item = &'static Server> {
    [python::SERVERS, node::SERVERS, php_and_ruby::SERVERS, compiled::SERVERS, databases::SERVERS].into_iter().flatten()
}

/// What listens in an image of ASP.NET Core, by the tag of the image.
pub fn web_application(tag: &str) -> Option<&'static Server> {
    dotnet::web_application(tag)
}

/// Whether a variable says more of where an application of ASP.NET Core listens than its row has.
pub fn tells_web_application(variable: &str) -> bool {
    dotnet::says_more(variable)
}

/// The server that words start, program first, and how many of the words say so; a word that is not known is
/// `None`.
pub fn find(words: &[Option<&str>]) -> Option<(&'static Server, usize)> {
    let program = program_name(words.first().copied().flatten()?);
    let rows = servers().filter(|server| server.calls.iter().any(|call| call.first().copied() == Some(program)));
    // The longest call says most: `flask run` before `flask`.
    rows.filter_map(|server| Some((server, server.length_in(program, words)?))).max_by_key(|(_, length)| *length)
}

/// What a script of a package.json that cannot be read is, as far as its name tells.
pub fn find_script(name: &str) -> Option<&'static Server> {
    node::is_script_to_develop(name).then_some(&node::SCRIPT)
}

/// The name of a program without its directory.
pub fn program_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl Server {
    /// Whether it surely answers requests; others run whatever they are given.
    pub fn answers(&self) -> bool {
        self.default_port.is_some() || !self.bind.is_empty()
    }

    /// The variables that say where it listens.
    pub fn host_variables(&self) -> impl Iterator<Item = &'static str> {
        self.host.variables.iter().chain(self.bind_variables).copied()
    }

    fn length_in(&self, program: &str, words: &[Option<&str>]) -> Option<usize> {
        let has_required =
            self.requires.is_empty() || words.iter().flatten().any(|word| self.requires.contains(&flag_name(word)));
        let calls = self.calls.iter().filter(|call| call.first().copied() == Some(program) && has_required);
        calls.filter_map(|call| length_of(call.get(1..)?, words)).max()
    }
}

/// How many words it takes to say the wanted ones behind the program. A word behind a flag may be its value.
fn length_of(wanted: &[&str], words: &[Option<&str>]) -> Option<usize> {
    let mut rest = wanted.iter().peekable();
    let mut follows_flag = false;
    let mut length = 1;
    for (index, word) in words.iter().enumerate().skip(1) {
        if rest.peek().is_none() {
            break;
        }
        let text = (*word)?;
        let is_flag = text.starts_with('-');
        if rest.next_if(|next| **next == text).is_some() {
            length = index + 1;
        } else if !is_flag && !follows_flag {
            return None;
        }
        follows_flag = is_flag && !text.contains('=');
    }
    rest.next().is_none().then_some(length)
}

/// The name of a flag without the value it may hold: `--port` of `--port=80`.
pub fn flag_name(word: &str) -> &str {
    word.split('=').next().unwrap_or(word)
}

/// What an address means; `None` for a name or an address of one interface.
pub fn host(address: &str) -> Option<Host> {
    match address.trim_matches(['[', ']']) {
        "0.0.0.0" | "::" | "*" | "+" | "0" | "all" | "true" => Some(Host::All),
        "localhost" | "::1" | "ip6-localhost" => Some(Host::Loopback),
        numbers if numbers.starts_with("127.") && numbers.split('.').count() == 4 => Some(Host::Loopback),
        _ => None,
    }
}

/// Address and port of `0.0.0.0:8000`, `tcp://[::]:80`, `:8000`, `8000`.
pub fn split_address(text: &str) -> (Option<&str>, Option<u16>) {
    let text = text.split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/');
    if let Ok(port) = text.parse() {
        return (None, Some(port));
    }
    match text.rsplit_once(':') {
        Some((address, port)) if !address.contains(':') || address.ends_with(']') => {
            (Some(address).filter(|address| !address.is_empty()), port.parse().ok())
        }
        Some(_) | None => (Some(text), None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Host, find, host, servers, split_address};

    fn name(line: &str) -> Option<(&'static str, usize)> {
        let words: Vec<Option<&str>> = line.split(' ').map(Some).collect();
        find(&words).map(|(server, length)| (server.name, length))
    }

    #[test]
    fn command_lines_are_recognised() {
        assert_eq!(name("flask run --host 0.0.0.0"), Some(("flask run", 2)));
        assert_eq!(name("flask --app hello run"), Some(("flask run", 4)));
        assert_eq!(name("flask db upgrade"), None);
        assert_eq!(name("manage.py runserver 8000"), Some(("manage.py runserver", 2)));
        assert_eq!(name("manage.py migrate"), None);
        assert_eq!(name("/usr/local/bin/gunicorn app:app"), Some(("gunicorn", 1)));
        assert_eq!(name("next build"), None);
        assert_eq!(name("next dev"), Some(("next dev", 2)));
        assert_eq!(name("php -S 0.0.0.0:80"), Some(("php -S", 1)));
        assert_eq!(name("php index.php"), None);
    }

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(split_address("0.0.0.0:8000"), (Some("0.0.0.0"), Some(8000)));
        assert_eq!(split_address("tcp://[::]:80"), (Some("[::]"), Some(80)));
        assert_eq!(split_address(":8000"), (None, Some(8000)));
        assert_eq!(split_address("8000"), (None, Some(8000)));
        assert_eq!(split_address("unix:/run/app.sock"), (Some("unix"), None));
        assert_eq!(host("127.0.0.1"), Some(Host::Loopback));
        assert_eq!(host("[::]"), Some(Host::All));
        assert_eq!(host("db"), None);
    }

    #[test]
    fn rows_are_whole() {
        for server in servers() {
            assert!(!server.name.is_empty() && !server.calls.is_empty(), "{server:?}");
            assert!(server.source.starts_with("https://"), "{}", server.name);
            let flags = server.port.flags.iter().chain(server.host.flags).chain(server.bind).chain(server.debug);
            let flags = flags.chain(server.mode.flags);
            assert!(flags.chain(server.opens).all(|flag| flag.starts_with('-')), "{}", server.name);
            assert!(server.development.is_none_or(|text| !text.ends_with('.')), "{}", server.name);
        }
    }
}
