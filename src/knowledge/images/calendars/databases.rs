//! Calendars of databases, caches and search engines; see the parent for what a date means.
//!
//! A bare major version is listed where it can only mean a cycle that is over (`python:2`).

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// PostgreSQL.
pub const POSTGRESQL: Calendar = Calendar {
    product: "PostgreSQL",
    cycles: &[
        Cycle { names: &["8.4", "8"], end: Date::new(2014, 7, 24) },
        Cycle { names: &["9.0"], end: Date::new(2015, 10, 8) },
        Cycle { names: &["9.1"], end: Date::new(2016, 10, 27) },
        Cycle { names: &["9.2"], end: Date::new(2017, 11, 9) },
        Cycle { names: &["9.3"], end: Date::new(2018, 11, 8) },
        Cycle { names: &["9.4"], end: Date::new(2020, 2, 13) },
        Cycle { names: &["9.5"], end: Date::new(2021, 2, 11) },
        Cycle { names: &["9.6", "9"], end: Date::new(2021, 11, 11) },
        Cycle { names: &["10"], end: Date::new(2022, 11, 10) },
        Cycle { names: &["11"], end: Date::new(2023, 11, 9) },
        Cycle { names: &["12"], end: Date::new(2024, 11, 21) },
        Cycle { names: &["13"], end: Date::new(2025, 11, 13) },
        Cycle { names: &["14"], end: Date::new(2026, 11, 12) },
        Cycle { names: &["15"], end: Date::new(2027, 11, 11) },
        Cycle { names: &["16"], end: Date::new(2028, 11, 9) },
        Cycle { names: &["17"], end: Date::new(2029, 11, 8) },
        Cycle { names: &["18"], end: Date::new(2030, 11, 14) },
    ],
    current: &[],
    long_term: &[],
    source: "https://www.postgresql.org/support/versioning/",
};

/// MySQL; an innovation release is over when the next one appears.
pub const MYSQL: Calendar = Calendar {
    product: "MySQL",
    cycles: &[
        Cycle { names: &["5.5"], end: Date::new(2018, 12, 31) },
        Cycle { names: &["5.6"], end: Date::new(2021, 2, 28) },
        Cycle { names: &["8.1"], end: Date::new(2023, 10, 25) },
        Cycle { names: &["5.7", "5"], end: Date::new(2023, 10, 31) },
        Cycle { names: &["8.2"], end: Date::new(2023, 12, 14) },
        Cycle { names: &["8.3"], end: Date::new(2024, 4, 10) },
        Cycle { names: &["9.0"], end: Date::new(2024, 10, 15) },
        Cycle { names: &["9.1"], end: Date::new(2025, 1, 21) },
        Cycle { names: &["9.2"], end: Date::new(2025, 4, 15) },
        Cycle { names: &["9.3"], end: Date::new(2025, 7, 22) },
        Cycle { names: &["9.4"], end: Date::new(2025, 10, 21) },
        Cycle { names: &["9.5"], end: Date::new(2026, 1, 20) },
        Cycle { names: &["9.6"], end: Date::new(2026, 4, 21) },
        Cycle { names: &["8.0"], end: Date::new(2026, 4, 30) },
        Cycle { names: &["8.4"], end: Date::new(2032, 4, 30) },
    ],
    current: &["9.7"],
    long_term: &["8.4", "9.7"],
    source: "https://www.oracle.com/us/support/library/lifetime-support-technology-069183.pdf",
};

/// MariaDB.
pub const MARIADB: Calendar = Calendar {
    product: "MariaDB",
    cycles: &[
        Cycle { names: &["10.0"], end: Date::new(2019, 3, 31) },
        Cycle { names: &["5.5", "5"], end: Date::new(2020, 4, 11) },
        Cycle { names: &["10.1"], end: Date::new(2020, 10, 17) },
        Cycle { names: &["10.2"], end: Date::new(2022, 5, 23) },
        Cycle { names: &["10.7"], end: Date::new(2023, 2, 9) },
        Cycle { names: &["10.8"], end: Date::new(2023, 5, 20) },
        Cycle { names: &["10.3"], end: Date::new(2023, 5, 25) },
        Cycle { names: &["10.9"], end: Date::new(2023, 8, 22) },
        Cycle { names: &["10.10"], end: Date::new(2023, 11, 17) },
        Cycle { names: &["11.3"], end: Date::new(2024, 5, 29) },
        Cycle { names: &["11.0"], end: Date::new(2024, 6, 6) },
        Cycle { names: &["10.4"], end: Date::new(2024, 6, 18) },
        Cycle { names: &["11.1"], end: Date::new(2024, 8, 21) },
        Cycle { names: &["11.2"], end: Date::new(2024, 11, 21) },
        Cycle { names: &["11.5"], end: Date::new(2024, 11, 21) },
        Cycle { names: &["11.6"], end: Date::new(2025, 2, 13) },
        Cycle { names: &["10.5"], end: Date::new(2025, 6, 24) },
        Cycle { names: &["10.6"], end: Date::new(2026, 7, 6) },
        Cycle { names: &["10.11"], end: Date::new(2028, 2, 16) },
        Cycle { names: &["11.8"], end: Date::new(2028, 6, 4) },
        Cycle { names: &["11.4"], end: Date::new(2029, 5, 29) },
    ],
    current: &[],
    long_term: &[],
    source: "https://mariadb.org/about/#maintenance-policy",
};

/// MongoDB.
pub const MONGODB: Calendar = Calendar {
    product: "MongoDB",
    cycles: &[
        Cycle { names: &["2.6", "2"], end: Date::new(2016, 10, 31) },
        Cycle { names: &["3.0"], end: Date::new(2018, 2, 28) },
        Cycle { names: &["3.2"], end: Date::new(2018, 9, 30) },
        Cycle { names: &["3.4"], end: Date::new(2020, 1, 31) },
        Cycle { names: &["3.6", "3"], end: Date::new(2021, 4, 30) },
        Cycle { names: &["4.0"], end: Date::new(2022, 4, 30) },
        Cycle { names: &["4.2"], end: Date::new(2023, 4, 30) },
        Cycle { names: &["4.4", "4"], end: Date::new(2024, 2, 29) },
        Cycle { names: &["5.0"], end: Date::new(2024, 10, 31) },
        Cycle { names: &["6.0"], end: Date::new(2025, 7, 31) },
        Cycle { names: &["8.2"], end: Date::new(2026, 7, 31) },
        Cycle { names: &["7.0"], end: Date::new(2027, 8, 31) },
        Cycle { names: &["8.0"], end: Date::new(2029, 10, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://www.mongodb.com/legal/support-policy/lifecycles",
};

/// Redis as published by its makers: an old version is over when the second major version after it appears.
pub const REDIS: Calendar = Calendar {
    product: "Redis",
    cycles: &[
        Cycle { names: &["2.8", "2"], end: Date::new(2016, 5, 6) },
        Cycle { names: &["3.0"], end: Date::new(2017, 7, 14) },
        Cycle { names: &["3.2", "3"], end: Date::new(2018, 10, 17) },
        Cycle { names: &["4.0", "4"], end: Date::new(2020, 4, 30) },
        Cycle { names: &["5.0", "5"], end: Date::new(2022, 4, 27) },
        Cycle { names: &["6.0"], end: Date::new(2023, 8, 15) },
        Cycle { names: &["7.0"], end: Date::new(2024, 7, 29) },
        Cycle { names: &["8.0"], end: Date::new(2026, 2, 11) },
    ],
    current: &["6.2", "7.2", "7.4", "8.2", "8.4", "8.6"],
    long_term: &[],
    source: "https://github.com/redis/redis/security",
};

/// Valkey, to the end of security support.
pub const VALKEY: Calendar = Calendar {
    product: "Valkey",
    cycles: &[
        Cycle { names: &["8.0"], end: Date::new(2027, 9, 15) },
        Cycle { names: &["9.0"], end: Date::new(2028, 10, 21) },
        Cycle { names: &["7.2"], end: Date::new(2029, 4, 16) },
        Cycle { names: &["8.1"], end: Date::new(2030, 3, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://valkey.io/topics/releases/",
};

/// Memcached: only the newest minor version gets fixes.
pub const MEMCACHED: Calendar = Calendar {
    product: "Memcached",
    cycles: &[
        Cycle { names: &["1.4"], end: Date::new(2017, 7, 21) },
        Cycle { names: &["1.5"], end: Date::new(2020, 3, 9) },
    ],
    current: &["1.6"],
    long_term: &[],
    source: "https://endoflife.date/memcached",
};

/// Cassandra: the last three versions are looked after.
pub const CASSANDRA: Calendar = Calendar {
    product: "Cassandra",
    cycles: &[
        Cycle { names: &["3.0"], end: Date::new(2024, 9, 5) },
        Cycle { names: &["3.11", "3"], end: Date::new(2024, 9, 5) },
    ],
    current: &["4.0", "4.1", "5.0"],
    long_term: &[],
    source: "https://cassandra.apache.org/_/download.html",
};

/// CouchDB: the last two versions are looked after.
pub const COUCHDB: Calendar = Calendar {
    product: "CouchDB",
    cycles: &[
        Cycle { names: &["3.0"], end: Date::new(2021, 10, 8) },
        Cycle { names: &["3.1"], end: Date::new(2022, 12, 28) },
        Cycle { names: &["3.2"], end: Date::new(2024, 9, 20) },
        Cycle { names: &["3.3"], end: Date::new(2025, 5, 5) },
    ],
    current: &["3.4", "3.5"],
    long_term: &[],
    source: "https://docs.couchdb.org/en/stable/cve/index.html",
};

/// Neo4j, of version 5 its last minor version alone.
pub const NEO4J: Calendar = Calendar {
    product: "Neo4j",
    cycles: &[
        Cycle { names: &["4.0"], end: Date::new(2021, 7, 14) },
        Cycle { names: &["4.1"], end: Date::new(2021, 12, 22) },
        Cycle { names: &["4.2"], end: Date::new(2022, 5, 16) },
        Cycle { names: &["4.3"], end: Date::new(2022, 12, 16) },
        Cycle { names: &["4.4", "4"], end: Date::new(2025, 11, 30) },
    ],
    current: &["5.26"],
    long_term: &[],
    source: "https://neo4j.com/developer/kb/neo4j-supported-versions/",
};

/// Elasticsearch, Kibana and Logstash.
pub const ELASTICSEARCH: Calendar = Calendar {
    product: "Elastic Stack",
    cycles: &[
        Cycle { names: &["5"], end: Date::new(2019, 3, 11) },
        Cycle { names: &["6"], end: Date::new(2022, 2, 10) },
        Cycle { names: &["7"], end: Date::new(2026, 1, 15) },
        Cycle { names: &["8"], end: Date::new(2027, 7, 15) },
    ],
    current: &["9"],
    long_term: &[],
    source: "https://www.elastic.co/support/eol",
};

/// OpenSearch and its dashboards.
pub const OPENSEARCH: Calendar = Calendar {
    product: "OpenSearch",
    cycles: &[Cycle { names: &["1"], end: Date::new(2025, 4, 29) }],
    current: &["2", "3"],
    long_term: &[],
    source: "https://opensearch.org/releases.html",
};
