//! Applications that run as they are: content management, monitoring, build servers.
//!
//! Many of them bring a user of their own and start as it.

use super::base::{ALPINE, CURL_TOOLS, DEBIAN, DISTROLESS, FAMILY, RED_HAT, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["wordpress", "joomla"],
        facts: CONTENT,
        variants: CONTENT_ALPINE,
        source: "https://github.com/docker-library/wordpress",
        ..SERVER
    },
    Family {
        names: &["drupal"],
        facts: CONTENT,
        variants: CONTENT_ALPINE,
        support: Support::Calendar(&calendars::DRUPAL),
        source: "https://github.com/docker-library/drupal",
        ..SERVER
    },
    Family {
        names: &["nextcloud"],
        facts: CONTENT,
        variants: CONTENT_ALPINE,
        support: Support::Calendar(&calendars::NEXTCLOUD),
        source: "https://github.com/nextcloud/docker",
        ..SERVER
    },
    Family {
        names: &["ghost"],
        facts: Facts {
            users: &[("node", 1000)],
            tools: &[&["node", "npm", "npx", "yarn", "gosu"]],
            sometimes: &["curl"],
            drops_privileges: true,
            workdir: "/var/lib/ghost",
            data_directories: &["/var/lib/ghost/content"],
            ..DEBIAN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                users: &[("node", 1000)],
                tools: &[&["apk", "node", "npm", "npx", "yarn", "bash"]],
                sometimes: &["gosu", "su-exec", "curl"],
                drops_privileges: true,
                workdir: "/var/lib/ghost",
                data_directories: &["/var/lib/ghost/content"],
                ..ALPINE_SERVICE
            },
        }],
        source: "https://github.com/docker-library/ghost",
        ..SERVER
    },
    Family {
        names: &["redmine"],
        facts: Facts {
            users: &[("redmine", 999)],
            tools: &[&["ruby", "gem", "bundle", "curl", "wget", "git", "hg", "svn", "ssh", "tini", "gosu"]],
            exhaustive: false,
            drops_privileges: true,
            workdir: "/usr/src/redmine",
            data_directories: &["/usr/src/redmine/files"],
            ..DEBIAN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { exhaustive: false, drops_privileges: true, ..ALPINE_SERVICE },
        }],
        source: "https://github.com/docker-library/redmine",
        ..SERVER
    },
    Family {
        names: &["odoo"],
        facts: Facts {
            user: DefaultUser::Named { name: "odoo", uid: 101 },
            users: &[("odoo", 101)],
            tools: &[&["curl", "python3"]],
            exhaustive: false,
            data_directories: &["/var/lib/odoo"],
            ..DEBIAN_SERVICE
        },
        source: "https://github.com/odoo/docker",
        ..SERVER
    },
    Family {
        names: &["sonarqube"],
        facts: Facts {
            user: DefaultUser::Named { name: "sonarqube", uid: 1000 },
            users: &[("sonarqube", 1000)],
            tools: &[&["java"]],
            sometimes: &["curl", "wget"],
            exhaustive: false,
            workdir: "/opt/sonarqube",
            data_directories: &["/opt/sonarqube/data", "/opt/sonarqube/extensions", "/opt/sonarqube/logs"],
            ..UNKNOWN_SERVICE
        },
        source: "https://github.com/SonarSource/docker-sonarqube",
        ..SERVER
    },
    Family {
        names: &["jenkins/jenkins"],
        facts: JENKINS,
        variants: &[
            Variant { tag: TagPattern::Word("alpine"), facts: Facts { distribution: Distribution::Alpine, ..JENKINS } },
            Variant {
                tag: TagPattern::AnyWord(&["rhel", "centos", "almalinux"]),
                facts: Facts { distribution: Distribution::RedHat, ..JENKINS },
            },
        ],
        source: "https://github.com/jenkinsci/docker",
        ..SERVER
    },
    Family {
        names: &["jenkins"],
        facts: JENKINS,
        deprecated: Some("`jenkins/jenkins`"),
        source: "https://hub.docker.com/_/jenkins",
        ..SERVER
    },
    Family {
        names: &["registry"],
        facts: Facts { tools: &[&["apk"]], data_directories: &["/var/lib/registry"], ..ALPINE_SERVICE },
        source: "https://github.com/distribution/distribution-library-image",
        ..SERVER
    },
    Family {
        names: &["vault", "consul"],
        facts: Facts { drops_privileges: true, exhaustive: false, ..ALPINE_SERVICE },
        deprecated: Some("`hashicorp/vault` and `hashicorp/consul`"),
        source: "https://hub.docker.com/_/vault",
        ..SERVER
    },
    Family {
        names: &["hashicorp/vault", "hashicorp/consul", "hashicorp/boundary", "hashicorp/waypoint"],
        facts: Facts { exhaustive: false, drops_privileges: true, ..ALPINE_SERVICE },
        source: "https://github.com/hashicorp/vault/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["telegraf"],
        facts: Facts {
            tools: &[CURL_TOOLS, &["ping", "ps", "pgrep", "pkill", "top"]],
            exhaustive: false,
            drops_privileges: true,
            ..DEBIAN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { exhaustive: false, drops_privileges: true, ..ALPINE_SERVICE },
        }],
        source: "https://github.com/influxdata/influxdata-docker",
        ..SERVER
    },
    Family {
        names: &[
            "prom/*",
            "quay.io/prometheus/prometheus",
            "quay.io/prometheus/alertmanager",
            "quay.io/prometheus/node-exporter",
        ],
        facts: Facts {
            user: DefaultUser::Named { name: "nobody", uid: 65534 },
            distribution: Distribution::Busybox,
            exhaustive: false,
            ..UNKNOWN_SERVICE
        },
        source: "https://github.com/prometheus/prometheus/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise"],
        facts: Facts {
            user: DefaultUser::Named { name: "grafana", uid: 472 },
            users: &[("grafana", 472)],
            tools: &[&["apk", "bash", "curl"]],
            exhaustive: false,
            workdir: "/usr/share/grafana",
            data_directories: &["/var/lib/grafana"],
            environment: &["GF_PATHS_CONFIG", "GF_PATHS_DATA", "GF_PATHS_HOME", "GF_PATHS_LOGS", "GF_PATHS_PLUGINS"],
            ..ALPINE_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("ubuntu"),
            facts: Facts {
                user: DefaultUser::Named { name: "grafana", uid: 472 },
                users: &[("grafana", 472)],
                distribution: Distribution::Ubuntu,
                exhaustive: false,
                workdir: "/usr/share/grafana",
                data_directories: &["/var/lib/grafana"],
                ..UNKNOWN_SERVICE
            },
        }],
        versions: Versions::WholeTags,
        support: Support::Calendar(&calendars::GRAFANA),
        source: "https://github.com/grafana/grafana/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["grafana/loki", "grafana/tempo", "grafana/mimir"],
        facts: Facts { user: DefaultUser::Named { name: "10001", uid: 10001 }, ..UNKNOWN_SERVICE },
        source: "https://github.com/grafana/loki/blob/main/cmd/loki/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["fluent/fluentd"],
        facts: Facts {
            user: DefaultUser::Named { name: "fluent", uid: 999 },
            users: &[("fluent", 999)],
            tools: &[&["ruby", "gem", "tini"]],
            ..UNKNOWN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Below(1),
            facts: Facts { user: DefaultUser::Unknown, ..UNKNOWN_SERVICE },
        }],
        source: "https://github.com/fluent/fluentd-docker-image",
        ..SERVER
    },
    Family {
        names: &["fluent/fluent-bit"],
        facts: Facts { service: true, command: true, ..DISTROLESS },
        variants: &[Variant {
            tag: TagPattern::Word("debug"),
            facts: Facts { service: true, command: true, exhaustive: false, ..DEBIAN },
        }],
        source: "https://docs.fluentbit.io/manual/installation/docker",
        ..SERVER
    },
    Family {
        names: &["keycloak/keycloak", "quay.io/keycloak/keycloak"],
        facts: Facts {
            user: DefaultUser::Named { name: "1000", uid: 1000 },
            tools: &[&["java", "bash"]],
            exhaustive: false,
            command: true,
            service: false,
            ..RED_HAT
        },
        support: Support::Calendar(&calendars::KEYCLOAK),
        source: "https://github.com/keycloak/keycloak/blob/main/quarkus/container/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["minio/minio", "quay.io/minio/minio"],
        facts: Facts { service: false, tools: &[&["curl"]], data_directories: &["/data"], ..UNKNOWN_SERVICE },
        source: "https://github.com/minio/minio/blob/master/Dockerfile.release",
        ..SERVER
    },
    Family {
        names: &["louislam/uptime-kuma"],
        facts: Facts { healthcheck: true, exhaustive: false, workdir: "/app", ..DEBIAN_SERVICE },
        source: "https://github.com/louislam/uptime-kuma",
        ..SERVER
    },
    Family {
        names: &["portainer/portainer-ce", "portainer/portainer"],
        facts: Facts { distribution: Distribution::Bare, data_directories: &["/data"], ..UNKNOWN_SERVICE },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE_SERVICE } }],
        source: "https://github.com/portainer/portainer/tree/develop/build/linux",
        ..SERVER
    },
    Family {
        names: &["spark", "apache/spark"],
        facts: Facts {
            user: DefaultUser::Named { name: "spark", uid: 185 },
            users: &[("spark", 185)],
            tools: &[&["java", "tini", "wget", "bash"]],
            command: true,
            workdir: "/opt/spark/work-dir",
            ..UNKNOWN
        },
        source: "https://github.com/apache/spark-docker",
        ..SERVER
    },
];

const SERVER: Family = Family { kind: Kind::Server, ..FAMILY };
const DEBIAN_SERVICE: Facts = Facts { service: true, command: true, ..DEBIAN };
const ALPINE_SERVICE: Facts = Facts { service: true, command: true, ..ALPINE };
const UNKNOWN_SERVICE: Facts = Facts { service: true, command: true, ..UNKNOWN };

const JENKINS: Facts = Facts {
    user: DefaultUser::Named { name: "jenkins", uid: 1000 },
    users: &[("jenkins", 1000)],
    tools: &[&["java", "curl", "git", "tini", "bash", "unzip"]],
    exhaustive: false,
    data_directories: &["/var/jenkins_home"],
    environment: &["JENKINS_HOME", "JENKINS_UC", "JENKINS_VERSION", "REF", "JAVA_HOME"],
    ..DEBIAN_SERVICE
};

const CONTENT: Facts = Facts {
    tools: &[&["php", "curl"]],
    sometimes: &["git", "rsync"],
    exhaustive: false,
    drops_privileges: true,
    workdir: "/var/www/html",
    data_directories: &["/var/www/html"],
    environment: &["PHP_VERSION", "PHP_INI_DIR", "GPG_KEYS"],
    ..DEBIAN_SERVICE
};
const CONTENT_ALPINE: &[Variant] = &[Variant {
    tag: TagPattern::Word("alpine"),
    facts: Facts {
        tools: &[&["apk", "php", "curl"]],
        users: &[("www-data", 82)],
        exhaustive: false,
        drops_privileges: true,
        workdir: "/var/www/html",
        data_directories: &["/var/www/html"],
        ..ALPINE_SERVICE
    },
}];
