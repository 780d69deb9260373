//! Variables without which images do not start, and those that they do not take twice.
//!
//! What their entrypoints ask for before anything else. The rows follow the page that each names; tags of the time
//! before they asked are left out. Start with [`missing_of`].

use super::super::images;

/// What an image asks for at its first start.
#[derive(Debug)]
pub struct StartupVariables {
    names: &'static [&'static str],
    /// Of each group one variable has to be set; the first is the usual one.
    pub groups: &'static [&'static [&'static str]],
    /// Programs whose start asks for it; a command that begins with another word does not.
    pub programs: &'static [&'static str],
    /// The least version that asks, where older ones are still in use.
    since: (u32, u32),
    /// What the image does without, as in a sentence: `stops at its first start`.
    pub effect: &'static str,
}

const FIRST_START: &str = "stops at its first start";
const EVERY_START: &str = "stops at every start";

const ROWS: &[StartupVariables] = &[
    // https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh; since February 2020.
    StartupVariables {
        names: &["postgres", "postgis/postgis", "pgvector/pgvector", "timescale/timescaledb*"],
        groups: &[&["POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD"]],
        programs: &["postgres"],
        since: (13, 0),
        effect: FIRST_START,
    },
    // https://github.com/docker-library/mysql/blob/master/docker-entrypoint.sh
    StartupVariables {
        names: &["mysql", "percona"],
        groups: &[&[
            "MYSQL_ROOT_PASSWORD",
            "MYSQL_ROOT_PASSWORD_FILE",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_RANDOM_ROOT_PASSWORD",
        ]],
        programs: &["mysqld"],
        since: (0, 0),
        effect: FIRST_START,
    },
    // https://github.com/MariaDB/mariadb-docker/blob/master/docker-entrypoint.sh
    StartupVariables {
        names: &["mariadb"],
        groups: &[&[
            "MARIADB_ROOT_PASSWORD",
            "MARIADB_ROOT_PASSWORD_FILE",
            "MARIADB_ROOT_PASSWORD_HASH",
            "MARIADB_ROOT_PASSWORD_HASH_FILE",
            "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
            "MARIADB_RANDOM_ROOT_PASSWORD",
            "MYSQL_ROOT_PASSWORD",
            "MYSQL_ROOT_PASSWORD_FILE",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_RANDOM_ROOT_PASSWORD",
        ]],
        programs: &["mariadbd", "mysqld"],
        since: (0, 0),
        effect: FIRST_START,
    },
    // https://learn.microsoft.com/sql/linux/sql-server-linux-configure-environment-variables
    StartupVariables {
        names: &["mcr.microsoft.com/mssql/server"],
        groups: &[&["ACCEPT_EULA"], &["MSSQL_SA_PASSWORD", "SA_PASSWORD", "MSSQL_SA_PASSWORD_FILE"]],
        programs: &["/opt/mssql/bin/sqlservr"],
        since: (0, 0),
        effect: FIRST_START,
    },
    // https://github.com/gvenzl/oci-oracle-free
    StartupVariables {
        names: &["gvenzl/oracle-free", "gvenzl/oracle-xe"],
        groups: &[&["ORACLE_PASSWORD", "ORACLE_PASSWORD_FILE", "ORACLE_RANDOM_PASSWORD"]],
        programs: &[],
        since: (0, 0),
        effect: FIRST_START,
    },
    // https://github.com/pgadmin-org/pgadmin4/blob/master/pkg/docker/entrypoint.sh; a database of its settings elsewhere
    // may have its users already.
    StartupVariables {
        names: &["dpage/pgadmin4"],
        groups: &[
            &["PGADMIN_DEFAULT_EMAIL", "PGADMIN_CONFIG_CONFIG_DATABASE_URI", "PGADMIN_CONFIG_CONFIG_DATABASE_URI_FILE"],
            &[
                "PGADMIN_DEFAULT_PASSWORD",
                "PGADMIN_DEFAULT_PASSWORD_FILE",
                "PGADMIN_CONFIG_CONFIG_DATABASE_URI",
                "PGADMIN_CONFIG_CONFIG_DATABASE_URI_FILE",
            ],
        ],
        programs: &[],
        since: (0, 0),
        effect: FIRST_START,
    },
    // https://github.com/confluentinc/kafka-images/tree/7.9.x/zookeeper/include/etc/confluent/docker
    StartupVariables {
        names: &["confluentinc/cp-zookeeper"],
        groups: &[&["ZOOKEEPER_CLIENT_PORT", "ZOOKEEPER_SECURE_CLIENT_PORT"]],
        programs: &[],
        since: (0, 0),
        effect: EVERY_START,
    },
];

/// Images whose entrypoint ends with an error where a variable is set and a file is named too.
const EXCLUSIVE: &[&str] = &[
    "dpage/pgadmin4",
    "grafana/grafana",
    "grafana/grafana-oss",
    "mariadb",
    "mongo",
    "mysql",
    "nextcloud",
    "percona",
    "postgis/postgis",
    "pgvector/pgvector",
    "postgres",
    "redmine",
    "timescale/timescaledb*",
];

/// What an image asks for at its start; `None` where nothing is known to, and where the tag may be of an older time.
pub fn startup_variables(repository: &str, tag: Option<&str>) -> Option<&'static StartupVariables> {
    let repository = images::normalised(repository);
    let row = ROWS.iter().find(|row| row.names.iter().any(|name| images::names(name, repository)))?;
    let is_new = tag.and_then(version).is_none_or(|version| version >= row.since);
    (is_new || row.names.first() == Some(&"postgres") && tag.is_some_and(follows_fixes)).then_some(row)
}

/// Whether the image of a repository ends with an error where both a variable and a file in its stead are given.
pub fn refuses_both(repository: &str, variable: &str) -> bool {
    let repository = images::normalised(repository);
    let is_known = EXCLUSIVE.iter().any(|name| images::names(name, repository));
    is_known && super::lookup(repository).is_some_and(|known| known.file_variable(variable).is_some())
}

/// The first two numbers of a tag; what comes after a missing one counts as most.
fn version(tag: &str) -> Option<(u32, u32)> {
    let numbers = tag.split('-').find(|part| part.starts_with(|c: char| c.is_ascii_digit()))?;
    let mut numbers = numbers.trim_start_matches('v').split('.').map(str::parse);
    let first = numbers.next()?.ok()?;
    Some((first, numbers.next().and_then(Result::ok).unwrap_or(u32::MAX)))
}

/// Whether a tag of PostgreSQL before 13 is one that was built anew after it began to ask: `12`, `9.6`.
fn follows_fixes(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("9.5" | "9.6" | "10" | "11" | "12"))
}

#[cfg(test)]
mod tests {
    use super::{refuses_both, startup_variables};

    #[test]
    fn tags_of_former_times_ask_for_nothing() {
        let asks = |name, tag| startup_variables(name, tag).is_some();
        assert!(asks("postgres", Some("18.1-alpine")) && asks("postgres", None) && asks("postgres", Some("12-alpine")));
        assert!(!asks("postgres", Some("11.2")) && !asks("postgres", Some("9.4")));
        assert!(asks("mysql", Some("5.7")) && !asks("redis", None));
    }

    #[test]
    fn both_are_refused_by_some() {
        assert!(refuses_both("postgres", "POSTGRES_PASSWORD") && !refuses_both("postgres", "PGDATA"));
        assert!(refuses_both("dpage/pgadmin4", "PGADMIN_DEFAULT_PASSWORD"));
        assert!(!refuses_both("wordpress", "WORDPRESS_DB_PASSWORD"));
    }
}
