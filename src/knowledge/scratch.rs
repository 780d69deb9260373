//! Paths that images write to while they run, beside the volumes that keep their data.
//!
//! Knows repositories. Without a place to write there, the program does not start. Start with [`lookup`].

use super::images;

/// What an image writes to.
#[derive(Debug)]
pub struct Scratch {
    /// Its repositories, normalised.
    names: &'static [&'static str],
    /// A word of the tag without which the row does not hold; empty where every tag does.
    tag: &'static str,
    /// The directories, `/run` where the image may say `/var/run`.
    pub directories: &'static [&'static str],
    /// The programs that write there.
    programs: &'static [&'static str],
    /// Files and directories of settings that may say other directories.
    settings: &'static [&'static str],
    /// What words of a command have in them that say others.
    words: &'static [&'static str],
}

/// The rows, from the Dockerfiles and entrypoints of the images.
const ROWS: &[Scratch] = &[
    // https://github.com/nginx/docker-nginx
    Scratch {
        names: &["nginx"],
        tag: "",
        directories: &["/run", "/var/cache/nginx"],
        programs: &["nginx", "nginx-debug"],
        settings: &["/etc/nginx/nginx.conf"],
        words: &["pid ", ".conf"],
    },
    // https://github.com/nginx/docker-nginx-unprivileged
    Scratch {
        names: &["nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged"],
        tag: "",
        directories: &["/tmp"],
        programs: &["nginx", "nginx-debug"],
        settings: &["/etc/nginx/nginx.conf"],
        words: &["pid ", ".conf"],
    },
    // https://github.com/docker-library/httpd
    Scratch {
        names: &["httpd"],
        tag: "",
        directories: &["/usr/local/apache2/logs"],
        programs: &["httpd", "httpd-foreground"],
        settings: &["/usr/local/apache2/conf/httpd.conf"],
        words: &[".conf", "PidFile"],
    },
    // https://github.com/docker-library/php/blob/master/apache2-foreground
    Scratch {
        names: &["php"],
        tag: "apache",
        directories: &["/run/apache2", "/run/lock", "/tmp"],
        programs: &["apache2-foreground"],
        settings: &["/etc/apache2/apache2.conf", "/etc/apache2/envvars"],
        words: &[".conf"],
    },
    // https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh
    Scratch {
        names: &["postgres", "postgis/postgis", "pgvector/pgvector"],
        tag: "",
        directories: &["/run/postgresql"],
        programs: &["postgres"],
        settings: &[],
        words: &["unix_socket_directories", "config_file"],
    },
    // https://github.com/docker-library/mysql and https://github.com/MariaDB/mariadb-docker
    Scratch {
        names: &["mariadb", "mysql"],
        tag: "",
        directories: &["/run/mysqld", "/tmp"],
        programs: &["mariadbd", "mysqld"],
        settings: &["/etc/mysql", "/etc/my.cnf"],
        words: &["socket", "tmpdir", "defaults"],
    },
    // https://github.com/docker-library/mongo: the socket of the server stands in /tmp.
    Scratch {
        names: &["mongo"],
        tag: "",
        directories: &["/tmp"],
        programs: &["mongod"],
        settings: &["/etc/mongod.conf"],
        words: &["unixsocket", "unixSocket", "--config", "-f"],
    },
];

/// What is known of an image; the repository is without tag and digest.
pub fn lookup(repository: &str, tag: Option<&str>) -> Option<&'static Scratch> {
    let repository = images::normalised(repository);
    let has_word = |word: &str| word.is_empty() || tag.is_some_and(|tag| tag.split('-').any(|part| part == word));
    ROWS.iter().find(|row| row.names.contains(&repository) && has_word(row.tag))
}

impl Scratch {
    /// Whether what is mounted at a path may say other directories.
    pub fn is_moved_by_file(&self, path: &str) -> bool {
        let is_within = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !path.is_empty() && self.settings.iter().any(|setting| is_within(path, setting) || is_within(setting, path))
    }

    /// Whether a command runs something else, or says other directories. Options alone are those of the program.
    pub fn is_moved_by_command<'a>(&self, mut words: impl Iterator<Item = &'a str>) -> bool {
        let Some(program) = words.next() else { return false };
        let is_other = !program.starts_with('-') && !self.programs.contains(&program);
        let says_other = |word: &str| self.words.iter().any(|part| word.contains(part));
        is_other || says_other(program) || words.any(says_other)
    }
}

#[cfg(test)]
mod tests {
    use super::lookup;

    #[test]
    fn images_write_somewhere() {
        let directories = |name, tag| lookup(name, tag).map(|row| row.directories);
        assert_eq!(directories("docker.io/library/postgres", Some("18")), Some(&["/run/postgresql"][..]));
        assert_eq!(directories("nginx", None), Some(&["/run", "/var/cache/nginx"][..]));
        assert_eq!(directories("php", Some("8.4-apache")).map(<[_]>::len), Some(3));
        assert_eq!(directories("php", Some("8.4-fpm")), None);
        assert_eq!(directories("redis", None), None);
    }

    #[test]
    fn settings_and_commands_say_other_places() {
        let nginx = lookup("nginx", None).unwrap();
        assert!(nginx.is_moved_by_file("/etc/nginx") && nginx.is_moved_by_file("/etc/nginx/nginx.conf"));
        assert!(!nginx.is_moved_by_file("/etc/nginx/conf.d/default.conf") && !nginx.is_moved_by_file(""));
        let moves = |line: &str| lookup("postgres", None).unwrap().is_moved_by_command(line.split_whitespace());
        assert!(moves("psql -h db") && moves("-c unix_socket_directories=/data"));
        assert!(!moves("") && !moves("postgres -c max_connections=200") && !moves("-c max_connections=200"));
    }
}
