//! Servers that stand beside an application in a stack: consoles, mail catchers, metrics, object stores.
//!
//! Little is vouched for here but the user, the health check and whether the image serves.

use super::base::{ALPINE, DEBIAN, FAMILY, UBUNTU, UNKNOWN};
use super::{DefaultUser, Distribution, Facts, Family, Kind, TagPattern, Variant};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["adminer"],
        facts: Facts { user: DefaultUser::Unknown, ..ALPINE_SERVICE },
        source: "https://github.com/TimWolla/docker-adminer",
        ..SERVER
    },
    Family {
        names: &["phpmyadmin", "phpmyadmin/phpmyadmin"],
        facts: Facts { tools: &[&["php", "curl"]], drops_privileges: true, ..DEBIAN_SERVICE },
        source: "https://github.com/phpmyadmin/docker",
        ..SERVER
    },
    Family {
        names: &["dpage/pgadmin4"],
        facts: Facts {
            user: DefaultUser::Named { name: "pgadmin", uid: 5050 },
            users: &[("pgadmin", 5050)],
            data_directories: &["/var/lib/pgadmin"],
            ..ALPINE_SERVICE
        },
        source: "https://github.com/pgadmin-org/pgadmin4/blob/master/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["gitea/gitea", "codeberg.org/forgejo/forgejo"],
        facts: Facts {
            users: &[("git", 1000)],
            tools: &[&["apk", "bash", "curl", "git"]],
            drops_privileges: true,
            data_directories: &["/data"],
            ..ALPINE_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("rootless"),
            facts: Facts {
                user: DefaultUser::Named { name: "git", uid: 1000 },
                users: &[("git", 1000)],
                tools: &[&["apk", "bash", "curl", "git"]],
                ..ALPINE_SERVICE
            },
        }],
        source: "https://github.com/go-gitea/gitea/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["mailhog/mailhog"],
        facts: Facts {
            user: DefaultUser::Named { name: "mailhog", uid: 1000 },
            users: &[("mailhog", 1000)],
            ..ALPINE_SERVICE
        },
        source: "https://github.com/mailhog/MailHog/blob/master/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["axllent/mailpit"],
        facts: Facts { healthcheck: true, ..ALPINE_SERVICE },
        source: "https://github.com/axllent/mailpit/blob/develop/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["traefik/whoami", "containous/whoami", "jwilder/whoami"],
        facts: Facts { distribution: Distribution::Bare, ..UNKNOWN_SERVICE },
        source: "https://github.com/traefik/whoami",
        ..SERVER
    },
    Family {
        names: &["nginxproxy/nginx-proxy", "jwilder/nginx-proxy"],
        facts: Facts { users: &[("nginx", 101)], drops_privileges: true, ..DEBIAN_SERVICE },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { users: &[("nginx", 101)], drops_privileges: true, ..ALPINE_SERVICE },
        }],
        source: "https://github.com/nginx-proxy/nginx-proxy",
        ..SERVER
    },
    Family {
        names: &["gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor"],
        facts: Facts { healthcheck: true, ..ALPINE_SERVICE },
        source: "https://github.com/google/cadvisor/blob/master/deploy/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["google/cadvisor"],
        facts: Facts { user: DefaultUser::Unknown, ..UNKNOWN_SERVICE },
        deprecated: Some("`gcr.io/cadvisor/cadvisor`"),
        source: "https://github.com/google/cadvisor",
        ..SERVER
    },
    Family {
        names: &["matrixdotorg/synapse", "ghcr.io/element-hq/synapse"],
        facts: Facts {
            tools: &[&["curl", "gosu", "python", "python3"]],
            healthcheck: true,
            drops_privileges: true,
            data_directories: &["/data"],
            ..DEBIAN_SERVICE
        },
        source: "https://github.com/element-hq/synapse/blob/develop/docker/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["getmeili/meilisearch"],
        facts: Facts { tools: &[&["apk", "curl", "tini"]], data_directories: &["/meili_data"], ..ALPINE_SERVICE },
        source: "https://github.com/meilisearch/meilisearch/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["qdrant/qdrant"],
        facts: Facts { data_directories: &["/qdrant/storage"], ..DEBIAN_SERVICE },
        variants: &[Variant {
            tag: TagPattern::Word("unprivileged"),
            facts: Facts { user: DefaultUser::Named { name: "1000", uid: 1000 }, ..DEBIAN_SERVICE },
        }],
        source: "https://github.com/qdrant/qdrant/blob/master/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["eclipse-mosquitto"],
        facts: Facts { drops_privileges: true, data_directories: &["/mosquitto/data"], ..ALPINE_SERVICE },
        source: "https://github.com/eclipse-mosquitto/mosquitto/tree/master/docker",
        ..SERVER
    },
    Family {
        names: &["localstack/localstack", "vaultwarden/server", "datadog/agent", "gcr.io/datadoghq/agent"],
        facts: Facts { healthcheck: true, ..UNKNOWN_SERVICE },
        source: "https://github.com/localstack/localstack/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["linuxserver/*", "lscr.io/linuxserver/*", "ghcr.io/linuxserver/*"],
        facts: Facts { drops_privileges: true, data_directories: &["/config"], ..UNKNOWN_SERVICE },
        source: "https://docs.linuxserver.io/general/understanding-puid-and-pgid/",
        ..SERVER
    },
    Family {
        names: &["ollama/ollama"],
        facts: Facts { service: true, command: true, exhaustive: false, ..UBUNTU },
        source: "https://github.com/ollama/ollama/blob/main/Dockerfile",
        ..SERVER
    },
    Family {
        names: &["n8nio/n8n", "docker.n8n.io/n8nio/n8n"],
        facts: Facts {
            user: DefaultUser::Named { name: "node", uid: 1000 },
            users: &[("node", 1000)],
            data_directories: &["/home/node/.n8n"],
            ..ALPINE_SERVICE
        },
        source: "https://github.com/n8n-io/n8n/tree/master/docker/images/n8n",
        ..SERVER
    },
    Family {
        names: &["jaegertracing/*", "otel/*", "openzipkin/zipkin"],
        facts: Facts { user: DefaultUser::Unknown, ..UNKNOWN_SERVICE },
        source: "https://www.jaegertracing.io/docs/latest/deployment/",
        ..SERVER
    },
];

const SERVER: Family = Family { kind: Kind::Server, ..FAMILY };
const ALPINE_SERVICE: Facts = Facts { service: true, command: true, exhaustive: false, ..ALPINE };
const DEBIAN_SERVICE: Facts = Facts { service: true, command: true, exhaustive: false, ..DEBIAN };
const UNKNOWN_SERVICE: Facts = Facts { service: true, command: true, ..UNKNOWN };
