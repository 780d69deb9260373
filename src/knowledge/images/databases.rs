//! Databases and caches.
//!
//! Their entrypoints start as root to own the data directory and hand over to their own user by themselves.

use super::base::{ALPINE, DEBIAN, FAMILY, RED_HAT, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Facts, Family, Kind, Support, TagPattern, Variant};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["postgres"],
        facts: POSTGRES,
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: POSTGRES_ALPINE }],
        support: Support::Calendar(&calendars::POSTGRESQL),
        source: "https://github.com/docker-library/postgres",
        ..DATABASE
    },
    Family {
        names: &["postgis/postgis"],
        facts: Facts { exhaustive: false, ..POSTGRES },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..POSTGRES_ALPINE } }],
        support: Support::Calendar(&calendars::POSTGRESQL),
        source: "https://github.com/postgis/docker-postgis",
        ..DATABASE
    },
    Family {
        names: &["pgvector/pgvector", "timescale/*", "ghcr.io/immich-app/postgres"],
        facts: Facts { exhaustive: false, ..POSTGRES },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..POSTGRES_ALPINE } }],
        source: "https://github.com/pgvector/pgvector/blob/master/Dockerfile",
        ..DATABASE
    },
    Family {
        names: &["mysql"],
        facts: Facts {
            users: &[("mysql", 999)],
            tools: &[&["mysql", "mysqladmin", "mysqld", "gosu", "curl", "microdnf"]],
            drops_privileges: true,
            service: true,
            command: true,
            data_directories: &["/var/lib/mysql"],
            environment: &["GOSU_VERSION", "MYSQL_MAJOR", "MYSQL_VERSION", "MYSQL_SHELL_VERSION"],
            ..RED_HAT
        },
        variants: &[
            Variant {
                tag: TagPattern::AnyWord(&["debian", "bullseye", "buster"]),
                facts: Facts {
                    users: &[("mysql", 999)],
                    tools: &[&["mysql", "mysqladmin", "mysqld", "gosu"]],
                    exhaustive: false,
                    data_directories: &["/var/lib/mysql"],
                    ..DEBIAN_DATABASE
                },
            },
            // Debian first, Oracle Linux with the last patches of 5.7.
            Variant {
                tag: TagPattern::Below(6),
                facts: Facts {
                    users: &[("mysql", 999)],
                    tools: &[&["mysql", "mysqladmin", "mysqld", "gosu"]],
                    service: true,
                    command: true,
                    drops_privileges: true,
                    data_directories: &["/var/lib/mysql"],
                    ..UNKNOWN
                },
            },
        ],
        support: Support::Calendar(&calendars::MYSQL),
        source: "https://github.com/docker-library/mysql",
        ..DATABASE
    },
    Family {
        names: &["mysql/mysql-server", "container-registry.oracle.com/mysql/*"],
        facts: Facts {
            tools: &[&["mysql", "mysqladmin", "mysqld"]],
            healthcheck: true,
            service: true,
            command: true,
            drops_privileges: true,
            data_directories: &["/var/lib/mysql"],
            ..RED_HAT
        },
        support: Support::Calendar(&calendars::MYSQL),
        source: "https://github.com/mysql/mysql-docker",
        ..DATABASE
    },
    Family {
        names: &["mariadb", "quay.io/mariadb-foundation/mariadb-devel"],
        facts: Facts {
            users: &[("mysql", 999)],
            tools: &[&["mariadb", "mariadb-admin", "mariadbd", "gosu", "socat", "healthcheck.sh"]],
            sometimes: &["mysql", "mysqladmin", "ps", "pgrep", "pkill", "lsof", "rsync"],
            data_directories: &["/var/lib/mysql"],
            environment: &["GOSU_VERSION", "LANG", "MARIADB_VERSION"],
            ..UBUNTU_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::AnyWord(&["ubi", "ubi9"]),
            facts: Facts {
                service: true,
                command: true,
                drops_privileges: true,
                data_directories: &["/var/lib/mysql"],
                ..RED_HAT
            },
        }],
        support: Support::Calendar(&calendars::MARIADB),
        source: "https://github.com/MariaDB/mariadb-docker",
        ..DATABASE
    },
    Family {
        names: &["mongo"],
        facts: Facts {
            users: &[("mongodb", 999)],
            tools: &[&["mongod", "gosu", "jq", "ps", "pgrep", "pkill", "numactl"]],
            sometimes: &["mongo", "mongosh", "curl", "openssl"],
            data_directories: &["/data/db", "/data/configdb"],
            environment: &["GOSU_VERSION", "JSYAML_VERSION", "MONGO_PACKAGE", "MONGO_REPO", "MONGO_VERSION", "HOME"],
            ..UBUNTU_DATABASE
        },
        support: Support::Calendar(&calendars::MONGODB),
        source: "https://github.com/docker-library/mongo",
        ..DATABASE
    },
    Family {
        names: &["redis"],
        facts: REDIS,
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: REDIS_ALPINE }],
        support: Support::Calendar(&calendars::REDIS),
        source: "https://github.com/redis/docker-library-redis",
        ..DATABASE
    },
    Family {
        names: &["valkey/valkey"],
        facts: Facts {
            users: &[("valkey", 999)],
            tools: &[&["valkey-cli", "valkey-server"]],
            sometimes: &["redis-cli", "gosu", "setpriv"],
            workdir: "/data",
            data_directories: &["/data"],
            ..DEBIAN_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                users: &[("valkey", 999)],
                tools: &[&["apk", "valkey-cli", "valkey-server"]],
                sometimes: &["redis-cli", "gosu", "su-exec"],
                workdir: "/data",
                data_directories: &["/data"],
                ..ALPINE_DATABASE
            },
        }],
        support: Support::Calendar(&calendars::VALKEY),
        source: "https://github.com/valkey-io/valkey-container",
        ..DATABASE
    },
    Family {
        names: &["redis/redis-stack", "redis/redis-stack-server"],
        facts: Facts {
            tools: &[&["redis-cli"]],
            service: true,
            command: true,
            data_directories: &["/data"],
            exhaustive: false,
            ..UBUNTU
        },
        source: "https://hub.docker.com/r/redis/redis-stack",
        ..DATABASE
    },
    Family {
        names: &["memcached"],
        facts: Facts {
            user: DefaultUser::Named { name: "memcache", uid: 11211 },
            users: &[("memcache", 11211)],
            drops_privileges: false,
            ..DEBIAN_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                user: DefaultUser::Named { name: "memcache", uid: 11211 },
                users: &[("memcache", 11211)],
                drops_privileges: false,
                ..ALPINE_DATABASE
            },
        }],
        support: Support::Calendar(&calendars::MEMCACHED),
        source: "https://github.com/docker-library/memcached",
        ..DATABASE
    },
    Family {
        names: &["cassandra"],
        facts: Facts {
            users: &[("cassandra", 999)],
            tools: &[&["java", "python3", "gosu", "cqlsh", "nodetool", "ps", "pgrep", "pkill", "ip", "ss"]],
            sometimes: &["wget", "curl", "python", "openssl"],
            data_directories: &["/var/lib/cassandra"],
            environment: &["CASSANDRA_HOME", "CASSANDRA_CONF", "CASSANDRA_VERSION", "GPG_KEYS"],
            ..UBUNTU_DATABASE
        },
        support: Support::Calendar(&calendars::CASSANDRA),
        source: "https://github.com/docker-library/cassandra",
        ..DATABASE
    },
    Family {
        names: &["influxdb"],
        facts: Facts {
            users: &[("influxdb", 1000)],
            tools: &[&["influx", "influxd", "gosu"]],
            sometimes: &["curl", "wget", "gpg"],
            exhaustive: false,
            data_directories: &["/var/lib/influxdb2", "/etc/influxdb2"],
            ..DEBIAN_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                exhaustive: false,
                data_directories: &["/var/lib/influxdb2", "/etc/influxdb2"],
                ..ALPINE_DATABASE
            },
        }],
        source: "https://github.com/influxdata/influxdata-docker",
        ..DATABASE
    },
    Family {
        names: &["neo4j"],
        facts: Facts {
            users: &[("neo4j", 7474)],
            tools: &[&["java", "neo4j", "cypher-shell", "tini", "wget", "jq"]],
            exhaustive: false,
            workdir: "/var/lib/neo4j",
            data_directories: &["/data", "/logs"],
            ..DEBIAN_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::AnyWord(&["ubi", "ubi8", "ubi9"]),
            facts: Facts {
                service: true,
                command: true,
                drops_privileges: true,
                data_directories: &["/data", "/logs"],
                ..RED_HAT
            },
        }],
        support: Support::Calendar(&calendars::NEO4J),
        source: "https://github.com/neo4j/docker-neo4j",
        ..DATABASE
    },
    Family {
        names: &["couchdb", "apache/couchdb"],
        facts: Facts {
            users: &[("couchdb", 5984)],
            tools: &[&["tini"]],
            sometimes: &["curl"],
            exhaustive: false,
            data_directories: &["/opt/couchdb/data"],
            ..DEBIAN_DATABASE
        },
        support: Support::Calendar(&calendars::COUCHDB),
        source: "https://github.com/apache/couchdb-docker",
        ..DATABASE
    },
    Family {
        names: &["clickhouse", "clickhouse/clickhouse-server"],
        facts: Facts {
            users: &[("clickhouse", 101)],
            tools: &[&["clickhouse", "clickhouse-client", "wget"]],
            exhaustive: false,
            data_directories: &["/var/lib/clickhouse"],
            ..UBUNTU_DATABASE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { exhaustive: false, data_directories: &["/var/lib/clickhouse"], ..ALPINE_DATABASE },
        }],
        source: "https://github.com/ClickHouse/ClickHouse/tree/master/docker/server",
        ..DATABASE
    },
    Family {
        names: &["mcr.microsoft.com/mssql/server"],
        facts: Facts {
            user: DefaultUser::Named { name: "mssql", uid: 10001 },
            users: &[("mssql", 10001)],
            exhaustive: false,
            drops_privileges: false,
            data_directories: &["/var/opt/mssql"],
            ..UBUNTU_DATABASE
        },
        source: "https://learn.microsoft.com/sql/linux/sql-server-linux-docker-container-security",
        ..DATABASE
    },
    Family {
        names: &["rethinkdb", "cockroachdb/cockroach", "arangodb", "couchbase", "crate", "aerospike"],
        facts: Facts { service: true, command: true, user: DefaultUser::Unknown, ..UNKNOWN },
        source: "https://hub.docker.com/_/rethinkdb",
        ..DATABASE
    },
];

const DATABASE: Family = Family { kind: Kind::Server, ..FAMILY };

const DEBIAN_DATABASE: Facts = Facts { service: true, command: true, drops_privileges: true, ..DEBIAN };
const UBUNTU_DATABASE: Facts = Facts { service: true, command: true, drops_privileges: true, ..UBUNTU };
const ALPINE_DATABASE: Facts = Facts { service: true, command: true, drops_privileges: true, ..ALPINE };

const POSTGRES: Facts = Facts {
    users: &[("postgres", 999)],
    tools: &[&["postgres", "pg_isready", "psql", "pg_dump", "gosu", "xz", "zstd"]],
    sometimes: &["openssl", "locale"],
    data_directories: &["/var/lib/postgresql/data", "/var/lib/postgresql"],
    environment: &["GOSU_VERSION", "LANG", "PG_MAJOR", "PG_VERSION", "PGDATA"],
    ..DEBIAN_DATABASE
};
const POSTGRES_ALPINE: Facts = Facts {
    users: &[("postgres", 70)],
    tools: &[&["apk", "bash", "postgres", "pg_isready", "psql", "pg_dump"]],
    sometimes: &["gosu", "su-exec", "openssl"],
    data_directories: &["/var/lib/postgresql/data", "/var/lib/postgresql"],
    environment: &["GOSU_VERSION", "LANG", "PG_MAJOR", "PG_VERSION", "PG_SHA256", "PGDATA"],
    ..ALPINE_DATABASE
};
const REDIS: Facts = Facts {
    users: &[("redis", 999)],
    tools: &[&["redis-cli", "redis-server", "redis-benchmark"]],
    sometimes: &["gosu"],
    workdir: "/data",
    data_directories: &["/data"],
    environment: &["REDIS_VERSION", "REDIS_DOWNLOAD_URL", "REDIS_DOWNLOAD_SHA"],
    ..DEBIAN_DATABASE
};
const REDIS_ALPINE: Facts = Facts {
    users: &[("redis", 999)],
    tools: &[&["apk", "redis-cli", "redis-server", "redis-benchmark"]],
    sometimes: &["gosu", "su-exec"],
    workdir: "/data",
    data_directories: &["/data"],
    environment: &["REDIS_VERSION", "REDIS_DOWNLOAD_URL", "REDIS_DOWNLOAD_SHA"],
    ..ALPINE_DATABASE
};
