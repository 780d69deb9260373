//! Search engines, and what is drawn from and fed into them.
//!
//! They are Java programs with a user of their own.

use super::base::{FAMILY, RED_HAT, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["elasticsearch", "docker.elastic.co/elasticsearch/*"],
        facts: Facts {
            user: DefaultUser::Named { name: "elasticsearch", uid: 1000 },
            users: &[("elasticsearch", 1000)],
            workdir: "/usr/share/elasticsearch",
            data_directories: &["/usr/share/elasticsearch/data"],
            ..ELASTIC
        },
        variants: &[Variant {
            tag: TagPattern::Below(8),
            facts: Facts {
                users: &[("elasticsearch", 1000)],
                drops_privileges: true,
                workdir: "/usr/share/elasticsearch",
                data_directories: &["/usr/share/elasticsearch/data"],
                ..ELASTIC
            },
        }],
        ..ELASTIC_STACK
    },
    Family {
        names: &["kibana", "docker.elastic.co/kibana/*"],
        facts: Facts {
            user: DefaultUser::Named { name: "kibana", uid: 1000 },
            users: &[("kibana", 1000)],
            workdir: "/usr/share/kibana",
            ..ELASTIC
        },
        ..ELASTIC_STACK
    },
    Family {
        names: &["logstash", "docker.elastic.co/logstash/*"],
        facts: Facts {
            user: DefaultUser::Named { name: "logstash", uid: 1000 },
            users: &[("logstash", 1000)],
            workdir: "/usr/share/logstash",
            ..ELASTIC
        },
        ..ELASTIC_STACK
    },
    Family {
        names: &["opensearchproject/opensearch", "opensearchproject/opensearch-dashboards"],
        facts: Facts { user: DefaultUser::Named { name: "1000", uid: 1000 }, service: true, command: true, ..RED_HAT },
        support: Support::Calendar(&calendars::OPENSEARCH),
        source: "https://github.com/opensearch-project/opensearch-build/tree/main/docker/release",
        ..ENGINE
    },
    Family {
        names: &["opensearchproject/*"],
        facts: Facts { user: DefaultUser::Named { name: "1000", uid: 1000 }, service: true, command: true, ..RED_HAT },
        source: "https://github.com/opensearch-project/opensearch-build/tree/main/docker",
        ..ENGINE
    },
    Family {
        names: &["solr"],
        facts: Facts {
            user: DefaultUser::Named { name: "solr", uid: 8983 },
            users: &[("solr", 8983)],
            tools: &[&["java", "solr"]],
            exhaustive: false,
            workdir: "/opt/solr",
            data_directories: &["/var/solr"],
            service: true,
            command: true,
            ..UBUNTU
        },
        source: "https://github.com/apache/solr-docker",
        ..ENGINE
    },
];

const ENGINE: Family = Family { kind: Kind::Server, ..FAMILY };

/// Elasticsearch and what is released with it.
const ELASTIC_STACK: Family = Family {
    versions: Versions::WholeTags,
    support: Support::Calendar(&calendars::ELASTICSEARCH),
    source: "https://github.com/elastic/dockerfiles",
    ..ENGINE
};

const ELASTIC: Facts =
    Facts { tools: &[&["bash", "curl"]], distribution: Distribution::Unknown, service: true, command: true, ..UNKNOWN };
