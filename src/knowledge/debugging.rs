//! What makes a program show itself: variables that turn its development mode on, debuggers that wait for
//! somebody, and packages that bring one.
//!
//! Knows names and texts, nothing of files. Start with [`development_mode`] and [`open_debugger`].

use super::servers::{Host, host, split_address};

/// Variables with the values that turn a development mode on, and the value for production.
const MODES: &[(&str, &[&str], &str)] = &[
    ("APP_DEBUG", TRUE, "false"),
    ("APP_ENV", DEVELOPMENT, "production"),
    ("ASPNETCORE_ENVIRONMENT", DEVELOPMENT, "Production"),
    ("CI_ENVIRONMENT", DEVELOPMENT, "production"),
    ("DEBUG", TRUE, "false"),
    ("DJANGO_DEBUG", TRUE, "false"),
    ("DOTNET_ENVIRONMENT", DEVELOPMENT, "Production"),
    ("FLASK_DEBUG", TRUE, "0"),
    ("FLASK_ENV", DEVELOPMENT, "production"),
    ("GIN_MODE", &["debug"], "release"),
    ("MICRONAUT_ENVIRONMENTS", DEVELOPMENT, "prod"),
    ("MIX_ENV", DEVELOPMENT, "prod"),
    ("NODE_ENV", DEVELOPMENT, "production"),
    ("PYTHONDEVMODE", TRUE, "0"),
    ("QUARKUS_PROFILE", DEVELOPMENT, "prod"),
    ("RACK_ENV", DEVELOPMENT, "production"),
    ("RAILS_ENV", DEVELOPMENT, "production"),
    ("ROCKET_ENV", DEVELOPMENT, "production"),
    ("ROCKET_PROFILE", &["debug"], "release"),
    ("SPRING_PROFILES_ACTIVE", DEVELOPMENT, "prod"),
    ("SYMFONY_ENV", DEVELOPMENT, "prod"),
    ("WORDPRESS_DEBUG", TRUE, "0"),
    ("YII_DEBUG", TRUE, "false"),
    ("YII_ENV", DEVELOPMENT, "prod"),
];

const TRUE: &[&str] = &["1", "on", "true", "yes"];
const DEVELOPMENT: &[&str] = &["dev", "develop", "development", "local"];

/// The value for production of a variable that turns a development mode on with this value.
pub fn development_mode(name: &str, value: &str) -> Option<&'static str> {
    let value = value.trim().to_ascii_lowercase();
    let (_, values, other) = MODES.iter().find(|(known, ..)| *known == name)?;
    values.contains(&value.as_str()).then_some(*other)
}

/// Ports that debuggers, profilers and reloading pages of development servers use, mostly without being told.
const TOOL_PORTS: &[u16] = &[5005, 5678, 5858, 9000, 9003, 9090, 9091, 9100, 9222, 9229, 9230, 9464, 24678, 35729];

/// Whether a port is one that a tool of developers, or who measures the application, opens within another program.
pub fn is_of_tool(port: u16) -> bool {
    TOOL_PORTS.contains(&port)
}

/// A debugger that waits for somebody to connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDebugger {
    /// What it is, as in a sentence: `Java debugger`.
    pub name: &'static str,
    /// The address as it is written.
    pub address: String,
    /// Whether that is every address; otherwise it depends on the version.
    pub is_surely_open: bool,
}

/// The debugger that a command line opens to others; one on the loopback interface is none.
///
/// Sources: <https://docs.oracle.com/en/java/javase/21/docs/specs/jpda/conninv.html>,
/// <https://nodejs.org/en/learn/getting-started/debugging>, <https://github.com/microsoft/debugpy>,
/// <https://github.com/go-delve/delve/blob/master/Documentation/usage/dlv_debug.md>
pub fn open_debugger(words: &[String]) -> Option<OpenDebugger> {
    let flag = words.iter().find_map(|word| java_debugger(word).or_else(|| node_debugger(word)));
    flag.or_else(|| {
        let has = |name: &str| words.iter().any(|word| word.rsplit('/').next() == Some(name));
        let listens = |name: &'static str, flag: &str| {
            let after = words.iter().skip_while(|word| *word != flag).nth(1).map(String::as_str);
            let joined = words.iter().find_map(|word| word.strip_prefix(flag)?.strip_prefix('='));
            on_address(name, joined.or(after)?)
        };
        if has("debugpy") {
            return listens("Python debugger", "--listen");
        }
        // A port alone is one of the loopback interface.
        (has("dlv") && has("--headless") || has("--headless=true")).then(|| listens("Go debugger", "--listen"))?
    })
}

fn on_address(name: &'static str, address: &str) -> Option<OpenDebugger> {
    let is_open = match split_address(address) {
        (Some(address), _) => host(address)? == Host::All,
        // `:2345`, but not `2345`.
        (None, _) => address.starts_with(':'),
    };
    is_open.then(|| OpenDebugger { name, address: address.to_owned(), is_surely_open: true })
}

fn java_debugger(word: &str) -> Option<OpenDebugger> {
    let (_, options) = word.split_once("-agentlib:jdwp=").or_else(|| word.split_once("-Xrunjdwp:"))?;
    let options = options.split([' ', '"', '\'']).next().unwrap_or(options);
    let value = |key: &str| options.split(',').find_map(|option| option.strip_prefix(key)?.strip_prefix('='));
    if value("server") != Some("y") {
        return None;
    }
    let address = value("address").unwrap_or_default();
    let (place, port) = split_address(address);
    let is_surely_open = match place {
        Some(place) => host(place)? == Host::All,
        None => false,
    };
    // Before Java 9 a port alone meant every address.
    let is_told = is_surely_open || place.is_none() && port.is_some();
    is_told.then(|| OpenDebugger { name: "Java debugger", address: address.to_owned(), is_surely_open })
}

fn node_debugger(word: &str) -> Option<OpenDebugger> {
    let flags = ["--inspect=", "--inspect-brk=", "--inspect-wait="];
    let mut parts = word.split_whitespace();
    parts.find_map(|part| {
        let address = flags.iter().find_map(|flag| part.strip_prefix(flag))?;
        on_address("JavaScript debugger", address)
    })
}

/// What a package is called that brings a debugger, without version and prefix of its language.
pub fn debugger_of_package(package: &str) -> Option<&'static str> {
    let name = package.rsplit('/').next().unwrap_or(package);
    match name.split(['=', '@', '<', '>', '~', '[', ':']).next().unwrap_or(name) {
        name if name == "xdebug" || name.starts_with("php") && name.ends_with("-xdebug") => Some("Xdebug"),
        name if name.starts_with("xdebug-") => Some("Xdebug"),
        "debugpy" => Some("debugpy"),
        "pydevd" | "pydevd-pycharm" => Some("pydevd"),
        "dlv" | "delve" => Some("Delve"),
        "gdbserver" | "gdb-gdbserver" => Some("gdbserver"),
        _ => None,
    }
}

/// What a program is that waits for somebody to debug with, by its path.
pub fn debugger_of_program(path: &str) -> Option<&'static str> {
    match path.rsplit('/').next().unwrap_or(path) {
        "dlv" => Some("Delve"),
        "gdbserver" => Some("gdbserver"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{debugger_of_package, development_mode, open_debugger};

    fn is_open(line: &str) -> Option<bool> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        open_debugger(&words).map(|found| found.is_surely_open)
    }

    #[test]
    fn debuggers_wait_for_somebody() {
        assert_eq!(is_open("java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005"), Some(true));
        assert_eq!(is_open("-Xrunjdwp:transport=dt_socket,server=y,address=5005"), Some(false));
        assert_eq!(is_open("-agentlib:jdwp=server=y,address=localhost:5005"), None);
        assert_eq!(is_open("-agentlib:jdwp=server=n,address=ide:5005"), None);
        assert_eq!(is_open("node --inspect=0.0.0.0:9229 a.js"), Some(true));
        assert_eq!(is_open("node --inspect=9229 a.js"), None);
        assert_eq!(is_open("node --inspect a.js"), None);
        assert_eq!(is_open("python -m debugpy --listen 0.0.0.0:5678 a.py"), Some(true));
        assert_eq!(is_open("python -m debugpy --listen 5678 a.py"), None);
        assert_eq!(is_open("dlv --listen=:2345 --headless exec ./a"), Some(true));
    }

    #[test]
    fn modes_and_packages_are_known() {
        assert_eq!(development_mode("NODE_ENV", "development"), Some("production"));
        assert_eq!(development_mode("NODE_ENV", "test"), None);
        assert_eq!(development_mode("DEBUG", "app:*"), None);
        assert_eq!(debugger_of_package("php8.4-xdebug"), Some("Xdebug"));
        assert_eq!(debugger_of_package("debugpy==1.8.0"), Some("debugpy"));
        assert_eq!(debugger_of_package("github.com/go-delve/delve/cmd/dlv@latest"), Some("Delve"));
        assert_eq!(debugger_of_package("gdb"), None);
    }
}
