//! Packages of Debian, Ubuntu, Alpine and Red Hat.
//!
//! Sources: <https://packages.debian.org>, <https://pkgs.alpinelinux.org>, <https://packages.fedoraproject.org>.
//! Names of the three worlds stand side by side: where two of them share a name, they mean the same thing.

use crate::knowledge::images::PackageManager;

/// Packages that are needed to build and not to run.
const BUILD_PACKAGES: &[&str] = &[
    "alpine-sdk",
    "ant",
    "autoconf",
    "autogen",
    "automake",
    "autotools-dev",
    "binutils",
    "bison",
    "build-base",
    "build-essential",
    "cargo",
    "ccache",
    "clang",
    "clang++",
    "cmake",
    "cpp",
    "debhelper",
    "default-jdk",
    "default-jdk-headless",
    "devscripts",
    "dpkg-dev",
    "fakeroot",
    "flex",
    "g++",
    "gcc",
    "gcc-c++",
    "gcc-multilib",
    "gfortran",
    "go",
    "golang",
    "golang-go",
    "gradle",
    "gyp",
    "intltool",
    "lld",
    "llvm",
    "linux-headers",
    "m4",
    "make",
    "maven",
    "meson",
    "musl-dev",
    "nasm",
    "ninja",
    "ninja-build",
    "node-gyp",
    "patch",
    "patchelf",
    "pkg-config",
    "pkgconf",
    "pkgconfig",
    "protobuf-compiler",
    "rpm-build",
    "rust",
    "rustc",
    "rustup",
    "scons",
    "swig",
    "yasm",
    "qemu-user-static",
    "texinfo",
];

/// Packages that end like headers and are something else.
const NOT_BUILD_PACKAGES: &[&str] = &["makedev", "udev", "eudev", "systemd-dev", "init-system-helpers-dev"];

/// What a package puts on the path, where its name does not say it.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("apache2", &["apache2", "apache2ctl", "apachectl"]),
    ("apache2-utils", &["ab", "htpasswd"]),
    ("bash", &["bash"]),
    ("bind-tools", &["dig", "host", "nslookup"]),
    ("bind-utils", &["dig", "host", "nslookup"]),
    ("bind9-dnsutils", &["dig", "nslookup"]),
    ("bind9-host", &["host"]),
    ("build-base", &["gcc", "g++", "cc", "make"]),
    ("build-essential", &["gcc", "g++", "cc", "make"]),
    ("busybox", &["busybox"]),
    ("busybox-extras", &["busybox-extras", "telnet", "ftpget", "httpd"]),
    ("ca-certificates", &["update-ca-certificates"]),
    ("coreutils", &["timeout", "sha256sum", "env"]),
    ("curl", &["curl"]),
    ("curl-minimal", &["curl"]),
    ("default-jdk", &["java", "javac"]),
    ("default-jdk-headless", &["java", "javac"]),
    ("default-jre", &["java"]),
    ("default-jre-headless", &["java"]),
    ("default-mysql-client", &["mysql", "mysqladmin", "mariadb", "mariadb-admin"]),
    ("dnsutils", &["dig", "host", "nslookup"]),
    ("dumb-init", &["dumb-init"]),
    ("git", &["git"]),
    ("git-core", &["git"]),
    ("gosu", &["gosu"]),
    ("httpd", &["httpd", "apachectl"]),
    ("inetutils-ping", &["ping"]),
    ("inetutils-telnet", &["telnet"]),
    ("iproute", &["ip", "ss"]),
    ("iproute2", &["ip", "ss"]),
    ("iputils", &["ping"]),
    ("iputils-ping", &["ping"]),
    ("mariadb-client", &["mysql", "mysqladmin", "mariadb", "mariadb-admin"]),
    ("mariadb-client-compat", &["mysql", "mysqladmin"]),
    ("mysql", &["mysql", "mysqladmin"]),
    ("mysql-client", &["mysql", "mysqladmin"]),
    ("mysql-community-client", &["mysql", "mysqladmin"]),
    ("mongodb-mongosh", &["mongosh"]),
    ("nc", &["nc"]),
    ("ncat", &["ncat"]),
    ("net-tools", &["netstat", "ifconfig"]),
    ("netcat", &["nc", "netcat"]),
    ("netcat-openbsd", &["nc", "netcat"]),
    ("netcat-traditional", &["nc", "netcat"]),
    ("nmap-ncat", &["nc", "ncat"]),
    ("nodejs", &["node"]),
    ("npm", &["npm", "npx"]),
    ("openssh-client", &["ssh", "scp", "ssh-keyscan"]),
    ("openssh-clients", &["ssh", "scp", "ssh-keyscan"]),
    ("postgresql", &["pg_isready", "psql", "pg_dump"]),
    ("postgresql-client", &["pg_isready", "psql", "pg_dump"]),
    ("procps", &["ps", "pgrep", "pkill", "top", "free", "watch"]),
    ("procps-ng", &["ps", "pgrep", "pkill", "top", "free", "watch"]),
    ("py3-pip", &["pip", "pip3"]),
    ("python-is-python3", &["python"]),
    ("python3", &["python3"]),
    ("python3-pip", &["pip", "pip3"]),
    ("redis", &["redis-cli", "redis-server"]),
    ("redis-server", &["redis-server"]),
    ("redis-tools", &["redis-cli"]),
    ("runit", &["chpst", "runsvdir", "sv"]),
    ("shadow", &["useradd", "groupadd", "usermod"]),
    ("shadow-utils", &["useradd", "groupadd", "usermod"]),
    ("su-exec", &["su-exec"]),
    ("supervisor", &["supervisord", "supervisorctl"]),
    ("telnet", &["telnet"]),
    ("tini", &["tini"]),
    ("util-linux", &["setpriv", "runuser"]),
    ("vim", &["vim"]),
    ("wget", &["wget"]),
    ("wget2-wget", &["wget"]),
    ("xz", &["xz"]),
    ("xz-utils", &["xz"]),
];

/// System users that installing a package creates.
const USERS: &[(&str, &[&str])] = &[
    ("amavisd-new", &["amavis"]),
    ("apache2", &["www-data", "apache"]),
    ("avahi-daemon", &["avahi"]),
    ("bind9", &["bind"]),
    ("chrony", &["chrony", "_chrony"]),
    ("clamav", &["clamav", "clamupdate"]),
    ("clamav-daemon", &["clamav"]),
    ("couchdb", &["couchdb"]),
    ("dbus", &["messagebus", "dbus"]),
    ("dnsmasq", &["dnsmasq"]),
    ("dovecot-core", &["dovecot", "dovenull"]),
    ("elasticsearch", &["elasticsearch"]),
    ("exim4", &["Debian-exim"]),
    ("fluent-bit", &["fluent-bit"]),
    ("grafana", &["grafana"]),
    ("haproxy", &["haproxy"]),
    ("httpd", &["apache"]),
    ("jenkins", &["jenkins"]),
    ("kibana", &["kibana"]),
    ("lighttpd", &["www-data", "lighttpd"]),
    ("mariadb", &["mysql"]),
    ("mariadb-server", &["mysql"]),
    ("memcached", &["memcache", "memcached"]),
    ("mongodb-org", &["mongodb", "mongod"]),
    ("mongodb-org-server", &["mongodb", "mongod"]),
    ("mosquitto", &["mosquitto"]),
    ("mysql", &["mysql"]),
    ("mysql-community-server", &["mysql"]),
    ("mysql-server", &["mysql"]),
    ("nginx", &["nginx", "www-data"]),
    ("nginx-core", &["www-data"]),
    ("ntp", &["ntp"]),
    ("openldap", &["ldap", "openldap"]),
    ("openssh", &["sshd"]),
    ("openssh-server", &["sshd"]),
    ("openvpn", &["openvpn"]),
    ("php-fpm", &["apache", "www-data"]),
    ("pipewire", &["pipewire"]),
    ("postfix", &["postfix"]),
    ("postgresql", &["postgres"]),
    ("postgresql-server", &["postgres"]),
    ("privoxy", &["privoxy"]),
    ("proftpd", &["proftpd", "ftp"]),
    ("prometheus", &["prometheus"]),
    ("rabbitmq-server", &["rabbitmq"]),
    ("redis", &["redis"]),
    ("redis-server", &["redis"]),
    ("rsyslog", &["syslog"]),
    ("rtkit", &["rtkit"]),
    ("slapd", &["openldap"]),
    ("squid", &["squid", "proxy"]),
    ("systemd", &["systemd-network", "systemd-resolve", "systemd-timesync", "systemd-journal"]),
    ("telegraf", &["telegraf"]),
    ("tomcat9", &["tomcat"]),
    ("tomcat10", &["tomcat"]),
    ("tor", &["tor", "debian-tor", "toranon"]),
    ("transmission-daemon", &["transmission", "debian-transmission"]),
    ("unbound", &["unbound"]),
    ("unit", &["unit"]),
    ("uuid-runtime", &["uuidd"]),
    ("valkey", &["valkey"]),
    ("varnish", &["varnish", "vcache", "varnishlog"]),
    ("vault", &["vault"]),
    ("vsftpd", &["ftp"]),
    ("zabbix-agent", &["zabbix"]),
];

/// Whether the package is needed to build software and not to run it: compilers, make, headers, development kits.
///
/// The name is without version, architecture and repository.
pub fn is_build_package(name: &str) -> bool {
    let name = without_qualifiers(name);
    if NOT_BUILD_PACKAGES.contains(&name) {
        return false;
    }
    BUILD_PACKAGES.contains(&name) || has_build_name(name)
}

/// Whether the package brings a compiler or a build system, not just headers or small tools.
pub fn is_compiler_package(name: &str) -> bool {
    let name = without_qualifiers(name);
    let is_small = matches!(
        name,
        "autoconf"
            | "autogen"
            | "autotools-dev"
            | "binutils"
            | "bison"
            | "cpp"
            | "dpkg-dev"
            | "fakeroot"
            | "flex"
            | "gyp"
            | "intltool"
            | "linux-headers"
            | "m4"
            | "make"
            | "musl-dev"
            | "patch"
            | "patchelf"
            | "pkg-config"
            | "pkgconf"
            | "pkgconfig"
            | "protobuf-compiler"
            | "qemu-user-static"
            | "texinfo"
    );
    is_build_package(name) && !is_small && !is_headers(name)
}

/// The programs a package puts on the path, as far as they matter to rules; a package may be named like its program.
pub fn programs_of(package: &str) -> &'static [&'static str] {
    let package = without_qualifiers(package);
    find(PROGRAMS, package).or_else(|| find(PROGRAMS, unversioned(package))).unwrap_or_default()
}

/// The package that brings a program: on Debian and Ubuntu, and on Alpine.
const PACKAGES: &[(&str, &str, &str)] = &[
    ("addgroup", "adduser", "busybox"),
    ("adduser", "adduser", "busybox"),
    ("bash", "bash", "bash"),
    ("bzip2", "bzip2", "bzip2"),
    ("cargo", "cargo", "cargo"),
    ("cmake", "cmake", "cmake"),
    ("cron", "cron", "dcron"),
    ("curl", "curl", "curl"),
    ("dig", "bind9-dnsutils", "bind-tools"),
    ("envsubst", "gettext-base", "gettext-envsubst"),
    ("file", "file", "file"),
    ("g++", "g++", "g++"),
    ("gcc", "gcc", "gcc"),
    ("git", "git", "git"),
    ("go", "golang-go", "go"),
    ("gosu", "gosu", "gosu"),
    ("gpg", "gnupg", "gnupg"),
    ("groupadd", "passwd", "shadow"),
    ("ifconfig", "net-tools", "net-tools"),
    ("ip", "iproute2", "iproute2"),
    ("java", "default-jre-headless", "openjdk21-jre-headless"),
    ("jq", "jq", "jq"),
    ("locale-gen", "locales", "musl-locales"),
    ("make", "make", "make"),
    ("mysql", "default-mysql-client", "mysql-client"),
    ("mysqladmin", "default-mysql-client", "mysql-client"),
    ("nc", "netcat-openbsd", "netcat-openbsd"),
    ("netcat", "netcat-openbsd", "netcat-openbsd"),
    ("nginx", "nginx", "nginx"),
    ("node", "nodejs", "nodejs"),
    ("npm", "npm", "npm"),
    ("nslookup", "bind9-dnsutils", "bind-tools"),
    ("openssl", "openssl", "openssl"),
    ("patch", "patch", "patch"),
    ("perl", "perl", "perl"),
    ("pg_isready", "postgresql-client", "postgresql-client"),
    ("pgrep", "procps", "procps"),
    ("php", "php-cli", "php"),
    ("ping", "iputils-ping", "iputils"),
    ("pip", "python3-pip", "py3-pip"),
    ("pip3", "python3-pip", "py3-pip"),
    ("pkill", "procps", "procps"),
    ("ps", "procps", "procps"),
    ("psql", "postgresql-client", "postgresql-client"),
    ("python", "python3", "python3"),
    ("python3", "python3", "python3"),
    ("redis-cli", "redis-tools", "redis"),
    ("rsync", "rsync", "rsync"),
    ("ruby", "ruby", "ruby"),
    ("scp", "openssh-client", "openssh-client-default"),
    ("ssh", "openssh-client", "openssh-client-default"),
    ("ssh-keygen", "openssh-client", "openssh-client-default"),
    ("ssh-keyscan", "openssh-client", "openssh-client-default"),
    ("su-exec", "", "su-exec"),
    ("sudo", "sudo", "sudo"),
    ("supervisord", "supervisor", "supervisor"),
    ("svn", "subversion", "subversion"),
    ("tini", "tini", "tini"),
    ("dumb-init", "dumb-init", "dumb-init"),
    ("top", "procps", "procps"),
    ("tree", "tree", "tree"),
    ("unzip", "unzip", "unzip"),
    ("useradd", "passwd", "shadow"),
    ("usermod", "passwd", "shadow"),
    ("vim", "vim", "vim"),
    ("wget", "wget", "wget"),
    ("xz", "xz-utils", "xz"),
    ("zip", "zip", "zip"),
    ("zstd", "zstd", "zstd"),
];

/// The package that brings a program, where that is known; `None` for managers other than those of Debian and
/// Alpine, too.
pub fn package_of(program: &str, manager: PackageManager) -> Option<&'static str> {
    let (_, debian, alpine) = PACKAGES.iter().find(|(name, _, _)| *name == program)?;
    let package = match manager {
        PackageManager::Apt => debian,
        PackageManager::Apk => alpine,
        _ => return None,
    };
    Some(*package).filter(|package| !package.is_empty())
}

/// Programs that many packages need, so that they come along unnamed.
const NEEDED_BY_OTHERS: &[&str] = &[
    "bash", "bundle", "cargo", "cc", "g++", "gcc", "gem", "go", "java", "javac", "make", "node", "npm", "npx", "php",
    "pip", "pip3", "python", "python3", "ruby", "rustc",
];

/// Packages that need none of those.
const SELF_CONTAINED: &[&str] = &[
    "busybox-extras",
    "ca-certificates",
    "curl",
    "dumb-init",
    "gcompat",
    "git",
    "gosu",
    "gzip",
    "iproute2",
    "iputils-ping",
    "jq",
    "less",
    "libc6-compat",
    "libpq-dev",
    "libpq5",
    "libssl-dev",
    "libstdc++",
    "locales",
    "musl-dev",
    "nano",
    "netcat-openbsd",
    "openssh-client",
    "openssl",
    "pkg-config",
    "procps",
    "rsync",
    "su-exec",
    "tini",
    "tzdata",
    "unzip",
    "wget",
    "xz-utils",
    "zip",
    "zlib1g-dev",
];

/// Whether a package may bring a program that no table says it brings, because it cannot do without.
pub fn may_need(package: &str, program: &str) -> bool {
    let package = without_qualifiers(package);
    NEEDED_BY_OTHERS.contains(&program) && !SELF_CONTAINED.contains(&package)
        || package.starts_with("php") && program == "curl"
}

/// The system users that installing a package creates.
pub fn users_of(package: &str) -> &'static [&'static str] {
    let package = without_qualifiers(package);
    find(USERS, package).or_else(|| find(USERS, unversioned(package))).unwrap_or_default()
}

fn find(table: &[(&str, &'static [&'static str])], package: &str) -> Option<&'static [&'static str]> {
    table.iter().find(|(name, _)| *name == package).map(|(_, found)| *found)
}

/// `gcc:amd64`, `curl=8.5.0-r0` and `redis@edge` without what follows the name.
fn without_qualifiers(package: &str) -> &str {
    package.split(['=', ':', '@', '~', '<', '>', '*']).next().unwrap_or_default()
}

/// `postgresql-client` of `postgresql-client-16`, `postgresql` of `postgresql16`.
fn unversioned(package: &str) -> &str {
    // `postgresql16-client` is Alpine's way to write it.
    if package.starts_with("postgresql") && package.ends_with("-client") {
        return "postgresql-client";
    }
    if package.starts_with("postgresql") && package.ends_with("-server") {
        return "postgresql-server";
    }
    package.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').trim_end_matches('-')
}

fn has_build_name(name: &str) -> bool {
    // `gcc-12` is a compiler, `gcc-12-base` is a directory that everything depends on.
    let numbered = |start: &str| {
        name.strip_prefix(start)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    };
    let java = (name.starts_with("openjdk") || name.starts_with("java-") || name.starts_with("temurin-"))
        && (name.ends_with("-jdk") || name.ends_with("-jdk-headless"));
    let compiler = ["gcc-", "g++-", "clang-", "golang-", "gcc-toolset-", "llvm-", "gfortran-"];
    is_headers(name) || java || name.ends_with("-build-deps") || compiler.into_iter().any(numbered)
}

fn is_headers(name: &str) -> bool {
    name.ends_with("-dev") || name.ends_with("-devel") || name.starts_with("linux-headers-")
}

#[cfg(test)]
mod tests {
    use super::{BUILD_PACKAGES, PROGRAMS, USERS, is_build_package, is_compiler_package, programs_of, users_of};

    #[test]
    fn compilers_are_told_from_headers() {
        for name in
            ["gcc", "g++-12", "build-essential", "cmake", "golang-1.22", "cargo", "openjdk-17-jdk", "gcc=12.2.0-1"]
        {
            assert!(is_compiler_package(name), "{name}");
        }
        for name in ["libpq-dev", "python3-devel", "make", "binutils", "musl-dev", "curl", "linux-headers-generic"] {
            assert!(!is_compiler_package(name), "{name}");
        }
    }

    #[test]
    fn build_packages_are_told() {
        for name in [
            "build-essential",
            "gcc",
            "g++",
            "make",
            "cmake",
            "python3-dev",
            "libpq-dev",
            "postgresql-devel",
            "musl-dev",
            "rustc",
            "cargo",
            "golang",
            "maven",
            "default-jdk",
            "openjdk-17-jdk",
            "openjdk-21-jdk-headless",
            "build-base",
            "alpine-sdk",
            "gcc-12",
            "g++-11",
            "clang-18",
            "linux-headers-generic",
            "gcc=12.2.0-1",
            "libc6-dev:amd64",
            "java-17-openjdk-devel",
            "golang-1.22",
            "pkg-config",
        ] {
            assert!(is_build_package(name), "{name}");
        }
    }

    #[test]
    fn packages_to_run_are_not() {
        for name in [
            "",
            "git",
            "curl",
            "ca-certificates",
            "wget",
            "tzdata",
            "openjdk-17-jre",
            "openjdk-17-jre-headless",
            "libpq5",
            "python3",
            "python3-pip",
            "gcc-12-base",
            "libgcc-s1",
            "nginx",
            "udev",
            "makedev",
            "gosu",
            "dev",
            "nodejs",
            "java-17-openjdk-headless",
            "device-mapper",
            "developer-tools",
        ] {
            assert!(!is_build_package(name), "{name}");
        }
    }

    #[test]
    fn packages_bring_programs_under_other_names() {
        assert_eq!(programs_of("netcat-openbsd"), ["nc", "netcat"]);
        assert_eq!(programs_of("nmap-ncat"), ["nc", "ncat"]);
        assert!(programs_of("procps").contains(&"ps") && programs_of("procps-ng").contains(&"pgrep"));
        assert!(programs_of("postgresql-client-16").contains(&"pg_isready"));
        assert!(programs_of("postgresql16-client").contains(&"psql"));
        assert!(programs_of("postgresql-client=16+257").contains(&"psql"));
        assert!(programs_of("redis-tools").contains(&"redis-cli"));
        assert!(programs_of("default-mysql-client").contains(&"mysqladmin"));
        assert!(programs_of("dnsutils").contains(&"nslookup") && programs_of("bind-tools").contains(&"dig"));
        assert!(programs_of("some-package").is_empty());
    }

    #[test]
    fn packages_create_users() {
        assert_eq!(users_of("redis-server"), ["redis"]);
        assert_eq!(users_of("postgresql-16"), ["postgres"]);
        assert_eq!(users_of("postgresql16"), ["postgres"]);
        assert!(users_of("apache2").contains(&"www-data"));
        assert_eq!(users_of("mysql-server"), ["mysql"]);
        assert!(users_of("memcached").contains(&"memcache"));
        assert!(users_of("curl").is_empty());
    }

    #[test]
    fn tables_have_no_package_twice() {
        for table in [PROGRAMS, USERS] {
            let mut names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.len());
        }
        let mut build = BUILD_PACKAGES.to_vec();
        build.sort_unstable();
        build.dedup();
        assert_eq!(build.len(), BUILD_PACKAGES.len());
    }
}
