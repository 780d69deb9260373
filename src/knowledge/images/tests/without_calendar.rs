//! The families without a calendar, each with the reason.

use super::super::{Support, calendars, families};

/// Why a family has no calendar.
#[derive(Debug)]
enum Why {
    /// Rolling, or a tag is only ever the newest build.
    Moves,
    /// Only the newest version gets fixes, and no list says since when the others do not.
    NewestOnly,
    /// There are dates, but not by the version that the tag names.
    Unpublished,
    /// The row speaks of several programs.
    Several,
    /// Words of the tag or the name tell: the release underneath, the version of a program.
    InTheName,
}

/// The families without a calendar, by their first names.
const WITHOUT: &[(Why, &[&str])] = &[
    (
        Why::Moves,
        &[
            "archlinux",
            "buildpack-deps",
            "cgr.dev/chainguard/*",
            "cgr.dev/chainguard/wolfi-base",
            "cimg/*",
            "condaforge/*",
            "docker/buildx-bin",
            "google/cloud-sdk",
            "jupyter/*",
            "quay.io/jupyter/*",
            "linuxserver/*",
            "mcr.microsoft.com/windows/nanoserver-insider",
            "opensuse/tumbleweed",
            "public.ecr.aws/lambda/*",
            "tianon/gosu",
        ],
    ),
    (
        Why::NewestOnly,
        &[
            "adminer",
            "alpine/git",
            "amazon/aws-cli",
            "axllent/mailpit",
            "bash",
            "busybox",
            "caddy",
            "clickhouse",
            "composer",
            "curlimages/curl",
            "dart",
            "denoland/deno",
            "dpage/pgadmin4",
            "eclipse-mosquitto",
            "envoyproxy/envoy",
            "fluent/fluent-bit",
            "fluent/fluentd",
            "gcc",
            "gcr.io/cadvisor/cadvisor",
            "getmeili/meilisearch",
            "ghcr.io/astral-sh/uv",
            "ghost",
            "gitea/gitea",
            "golangci/golangci-lint",
            "haskell",
            "influxdb",
            "jenkins/jenkins",
            "julia",
            "louislam/uptime-kuma",
            "lukemathwalker/cargo-chef",
            "mailhog/mailhog",
            "matrixdotorg/synapse",
            "maven",
            "mcr.microsoft.com/azure-cli",
            "minio/minio",
            "moby/buildkit",
            "n8nio/n8n",
            "nats",
            "nginxproxy/nginx-proxy",
            "ollama/ollama",
            "openresty/openresty",
            "oven/bun",
            "phpmyadmin",
            "portainer/portainer-ce",
            "pypy",
            "pytorch/pytorch",
            "qdrant/qdrant",
            "r-base",
            "redis/redis-stack",
            "redmine",
            "registry",
            "rust",
            "silkeh/clang",
            "solr",
            "sonarqube",
            "squidfunk/mkdocs-material",
            "swift",
            "telegraf",
            "tensorflow/tensorflow",
            "wordpress",
        ],
    ),
    (
        Why::Unpublished,
        &[
            "cypress/*",
            "mcr.microsoft.com/azurelinux/base/core",
            "mcr.microsoft.com/azurelinux/distroless/*",
            "mcr.microsoft.com/mssql/server",
            "mcr.microsoft.com/playwright",
            "mcr.microsoft.com/powershell",
            "mcr.microsoft.com/windows/nanoserver",
            "mcr.microsoft.com/windows/servercore",
            "mcr.microsoft.com/windows/servercore/*",
            "nvcr.io/nvidia/pytorch",
            "nvcr.io/nvidia/tritonserver",
            "odoo",
            "oracle/serverjre",
            "photon",
            "phusion/baseimage",
            "selenium/*",
            "spark",
        ],
    ),
    (
        Why::Several,
        &[
            "apache/kafka",
            "bellsoft/*",
            "bitnami/*",
            "bitnami/kubectl",
            "public.ecr.aws/bitnami/*",
            "grafana/loki",
            "hashicorp/terraform",
            "hashicorp/vault",
            "jaegertracing/*",
            "koalaman/shellcheck",
            "localstack/localstack",
            "mcr.microsoft.com/devcontainers/*",
            "nvcr.io/nvidia/distroless/*",
            "opensearchproject/*",
            "prom/*",
            "rethinkdb",
            "rocker/r-ver",
            "rocm/*",
            "traefik/whoami",
        ],
    ),
    (
        Why::InTheName,
        &[
            "gcr.io/distroless/*",
            "gcr.io/distroless/java*",
            "gcr.io/distroless/nodejs*",
            "gcr.io/distroless/python3*",
            "gcr.io/distroless/static*",
            "nvidia/cuda",
            "pgvector/pgvector",
            "quay.io/sclorg/s2i-*",
            "registry.access.redhat.com/ubi8",
            "registry.access.redhat.com/ubi8-micro",
            "registry.access.redhat.com/ubi8-minimal",
            "registry.access.redhat.com/ubi8/*",
        ],
    ),
];

#[test]
fn every_family_has_a_calendar_or_a_reason_to_have_none() {
    let why = |name: &str| WITHOUT.iter().find(|(_, names)| names.contains(&name)).map(|(why, _)| why);
    for family in families() {
        let name = family.names[0];
        match family.support {
            Support::Calendar(calendar) => {
                assert!(calendars::ALL.iter().any(|known| known.product == calendar.product), "{name}");
                assert!(why(name).is_none(), "{name} has a calendar and a reason to have none");
            }
            Support::Unknown => {
                assert!(
                    why(name).is_some() || family.deprecated.is_some(),
                    "{name} has no calendar, and nothing says why"
                );
            }
        }
    }
    let names: Vec<&str> = WITHOUT.iter().flat_map(|(_, names)| *names).copied().collect();
    for name in names {
        assert!(families().any(|family| family.names[0] == name), "{name} is the first name of no family");
    }
}
