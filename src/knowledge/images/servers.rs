//! Web servers, proxies and message brokers.
//!
//! `drops_privileges` is true where the entrypoint or the program starts as root and works as another user.

use super::base::{ALPINE, DEBIAN, DISTROLESS, FAMILY, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["nginx"],
        facts: NGINX,
        variants: &[
            Variant {
                tag: TagPattern::Words(&["alpine", "slim"]),
                facts: Facts { tools: &[&["apk", "nginx"]], ..NGINX_ALPINE },
            },
            Variant { tag: TagPattern::Word("alpine"), facts: NGINX_ALPINE },
        ],
        support: Support::Calendar(&calendars::NGINX),
        source: "https://github.com/nginx/docker-nginx",
        ..SERVER
    },
    Family {
        names: &["nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged"],
        facts: Facts { user: NGINX_USER, drops_privileges: false, ..NGINX },
        variants: &[
            Variant {
                tag: TagPattern::Words(&["alpine", "slim"]),
                facts: Facts { user: NGINX_USER, drops_privileges: false, tools: &[&["apk", "nginx"]], ..NGINX_ALPINE },
            },
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { user: NGINX_USER, drops_privileges: false, ..NGINX_ALPINE },
            },
        ],
        support: Support::Calendar(&calendars::NGINX),
        source: "https://github.com/nginx/docker-nginx-unprivileged",
        ..SERVER
    },
    Family {
        names: &["openresty/openresty"],
        facts: Facts { exhaustive: false, drops_privileges: true, ..DEBIAN_SERVICE },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { exhaustive: false, drops_privileges: true, ..ALPINE_SERVICE },
        }],
        source: "https://github.com/openresty/docker-openresty",
        ..SERVER
    },
    Family {
        names: &["httpd"],
        facts: Facts {
            tools: &[&["httpd"]],
            workdir: "/usr/local/apache2",
            environment: &["HTTPD_PREFIX", "HTTPD_VERSION"],
            drops_privileges: true,
            ..DEBIAN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                tools: &[&["apk", "httpd"]],
                users: &[("www-data", 82)],
                workdir: "/usr/local/apache2",
                environment: &["HTTPD_PREFIX", "HTTPD_VERSION"],
                drops_privileges: true,
                ..ALPINE_SERVICE
            },
        }],
        support: Support::Calendar(&calendars::HTTPD),
        source: "https://github.com/docker-library/httpd",
        ..SERVER
    },
    Family {
        names: &["caddy"],
        facts: Facts { tools: &[&["apk", "caddy"]], sometimes: &["curl"], workdir: "/srv", ..ALPINE_SERVICE },
        variants: &[Variant {
            tag: TagPattern::Word("builder"),
            facts: Facts { tools: &[&["apk", "go", "git", "xcaddy"]], exhaustive: false, ..ALPINE },
        }],
        source: "https://github.com/caddyserver/caddy-docker",
        ..SERVER
    },
    Family {
        names: &["traefik"],
        facts: Facts { tools: &[&["apk"]], ..ALPINE_SERVICE },
        variants: &[Variant {
            tag: TagPattern::Below(2),
            facts: Facts { distribution: Distribution::Unknown, ..UNKNOWN_SERVICE },
        }],
        support: Support::Calendar(&calendars::TRAEFIK),
        source: "https://github.com/traefik/traefik-library-image",
        ..SERVER
    },
    Family {
        names: &["haproxy"],
        facts: Facts {
            user: DefaultUser::Named { name: "haproxy", uid: 99 },
            users: &[("haproxy", 99)],
            workdir: "/var/lib/haproxy",
            ..DEBIAN_SERVICE
        },
        variants: &[
            Variant {
                tag: TagPattern::BelowWith(2, &["alpine"]),
                facts: Facts { drops_privileges: true, exhaustive: false, ..ALPINE_SERVICE },
            },
            Variant {
                tag: TagPattern::Below(2),
                facts: Facts { drops_privileges: true, exhaustive: false, ..DEBIAN_SERVICE },
            },
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts {
                    user: DefaultUser::Named { name: "haproxy", uid: 99 },
                    users: &[("haproxy", 99)],
                    workdir: "/var/lib/haproxy",
                    ..ALPINE_SERVICE
                },
            },
        ],
        support: Support::Calendar(&calendars::HAPROXY),
        source: "https://github.com/docker-library/haproxy",
        ..SERVER
    },
    Family {
        names: &["varnish"],
        facts: Facts {
            user: DefaultUser::Named { name: "varnish", uid: 1000 },
            users: &[("varnish", 1000)],
            exhaustive: false,
            ..DEBIAN_SERVICE
        },
        support: Support::Calendar(&calendars::VARNISH),
        source: "https://github.com/varnish/docker-varnish",
        ..SERVER
    },
    Family {
        names: &["envoyproxy/envoy"],
        facts: Facts {
            users: &[("envoy", 101)],
            exhaustive: false,
            drops_privileges: true,
            distribution: Distribution::Ubuntu,
            ..DEBIAN_SERVICE
        },
        variants: &[Variant {
            tag: TagPattern::Word("distroless"),
            facts: Facts { service: true, command: true, user: DefaultUser::Unknown, ..DISTROLESS },
        }],
        source: "https://github.com/envoyproxy/envoy/blob/main/distribution/docker/Dockerfile-envoy",
        ..SERVER
    },
    Family {
        names: &["rabbitmq"],
        facts: Facts {
            users: &[("rabbitmq", 999)],
            tools: &[&["rabbitmq-diagnostics", "rabbitmqctl", "rabbitmq-server", "openssl"]],
            sometimes: &["gosu", "python3", "curl", "wget", "ps", "pgrep", "pkill", "top"],
            drops_privileges: true,
            data_directories: &["/var/lib/rabbitmq"],
            environment: &["RABBITMQ_DATA_DIR", "RABBITMQ_VERSION", "RABBITMQ_HOME", "HOME"],
            service: true,
            command: true,
            ..UBUNTU
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                users: &[("rabbitmq", 100)],
                tools: &[&["apk", "bash", "openssl", "rabbitmq-diagnostics", "rabbitmqctl", "rabbitmq-server"]],
                sometimes: &["su-exec", "python3", "curl"],
                drops_privileges: true,
                data_directories: &["/var/lib/rabbitmq"],
                ..ALPINE_SERVICE
            },
        }],
        support: Support::Calendar(&calendars::RABBITMQ),
        source: "https://github.com/docker-library/rabbitmq",
        ..SERVER
    },
    Family {
        names: &["nats"],
        facts: Facts { distribution: Distribution::Bare, exhaustive: true, ..UNKNOWN_SERVICE },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: ALPINE_SERVICE }],
        source: "https://github.com/nats-io/nats-docker",
        ..SERVER
    },
    Family {
        names: &["apache/kafka", "zookeeper", "confluentinc/*", "apache/activemq-classic"],
        facts: Facts { user: DefaultUser::Unknown, tools: &[&["java", "bash"]], ..UNKNOWN_SERVICE },
        source: "https://github.com/apache/kafka/tree/trunk/docker",
        ..SERVER
    },
];

const SERVER: Family = Family { kind: Kind::Server, ..FAMILY };
const DEBIAN_SERVICE: Facts = Facts { service: true, command: true, ..DEBIAN };
const ALPINE_SERVICE: Facts = Facts { service: true, command: true, ..ALPINE };
const UNKNOWN_SERVICE: Facts = Facts { service: true, command: true, ..UNKNOWN };

const NGINX_USER: DefaultUser = DefaultUser::Named { name: "nginx", uid: 101 };
const NGINX: Facts = Facts {
    users: &[("nginx", 101)],
    tools: &[&["nginx", "curl", "envsubst"]],
    drops_privileges: true,
    environment: &["NGINX_VERSION", "NJS_VERSION", "PKG_RELEASE"],
    ..DEBIAN_SERVICE
};
const NGINX_ALPINE: Facts = Facts {
    users: &[("nginx", 101)],
    tools: &[&["apk", "nginx", "curl", "envsubst"]],
    drops_privileges: true,
    environment: &["NGINX_VERSION", "NJS_VERSION", "PKG_RELEASE"],
    ..ALPINE_SERVICE
};
