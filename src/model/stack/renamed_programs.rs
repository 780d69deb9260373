//! Programs that MariaDB renamed, and services that still call them by their former names.
//!
//! Its images have both names up to 10.11. Start with [`Stack::renamed_program_of`].

use super::{PulledImage, Stack};
use crate::syntax::compose::Value;
use crate::syntax::compose::ast::{CommandLine, Service};

/// A program with two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenamedProgram {
    /// That of MySQL, which images from 11 on do not have.
    pub former: &'static str,
    /// Its own.
    pub name: &'static str,
}

/// Source: <https://mariadb.com/kb/en/mariadb-1101-release-notes/> and <https://hub.docker.com/_/mariadb>
const RENAMED: &[RenamedProgram] = &[
    RenamedProgram { former: "mysql", name: "mariadb" },
    RenamedProgram { former: "mysqladmin", name: "mariadb-admin" },
    RenamedProgram { former: "mysqlcheck", name: "mariadb-check" },
    RenamedProgram { former: "mysqld", name: "mariadbd" },
    RenamedProgram { former: "mysqldump", name: "mariadb-dump" },
    RenamedProgram { former: "mysqlimport", name: "mariadb-import" },
    RenamedProgram { former: "mysqlshow", name: "mariadb-show" },
];

impl Stack {
    /// The first program that a service with the image calls by its former name, in its command or health check.
    pub fn renamed_program_of(&self, pulled: &PulledImage<'_>) -> Option<RenamedProgram> {
        let texts = pulled.uses.iter().flat_map(|(service, _)| texts_of(service));
        texts.into_iter().find_map(|text| renamed_in(&text))
    }
}

/// What a service runs, in pieces.
fn texts_of(service: &Service) -> Vec<String> {
    let lines = [&service.entrypoint, &service.command].into_iter().flatten();
    let test = service.at(&["healthcheck", "test"]);
    let items = test.map(|test| test.as_sequence().unwrap_or(std::slice::from_ref(test))).unwrap_or_default();
    lines.flat_map(CommandLine::texts).map(str::to_owned).chain(items.iter().filter_map(Value::to_text)).collect()
}

/// The first word that is one of the programs: alone or at the end of a path.
fn renamed_in(text: &str) -> Option<RenamedProgram> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')' | '"' | '\'' | '`'));
    let mut names = words.filter_map(|word| word.rsplit('/').next().filter(|_| !word.starts_with(['-', '.'])));
    names.find_map(|name| RENAMED.iter().find(|program| program.former == name)).copied()
}

#[cfg(test)]
mod tests {
    use super::renamed_in;

    #[test]
    fn programs_are_whole_words() {
        for text in
            ["mysqladmin ping", "/usr/bin/mysqladmin", "exit | mysqladmin -p$$X ping", "sh -c 'mysqladmin ping'"]
        {
            assert_eq!(renamed_in(text).map(|program| program.name), Some("mariadb-admin"), "{text}");
        }
        for text in ["mariadb-admin ping", "--datadir=/var/lib/mysql", "-hmysql", "mysql_native_password"] {
            assert_eq!(renamed_in(text), None, "{text}");
        }
    }
}
