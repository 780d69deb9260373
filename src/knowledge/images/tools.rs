//! Programs that do their work and end, and images that only carry a binary.

use super::base::{ALPINE, DEBIAN, FAMILY, RED_HAT, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["docker"],
        facts: Facts {
            tools: &[&["apk", "docker", "openssl", "git", "ssh", "dockerd"]],
            service: true,
            command: true,
            data_directories: &["/var/lib/docker"],
            environment: &["DOCKER_VERSION", "DOCKER_BUILDX_VERSION", "DOCKER_COMPOSE_VERSION", "DOCKER_TLS_CERTDIR"],
            exhaustive: false,
            ..ALPINE
        },
        variants: &[
            Variant {
                tag: TagPattern::AnyWord(&["cli", "git"]),
                facts: Facts {
                    tools: &[&["apk", "docker", "ssh"]],
                    sometimes: &["git", "openssl"],
                    environment: &["DOCKER_VERSION", "DOCKER_BUILDX_VERSION", "DOCKER_TLS_CERTDIR"],
                    ..ALPINE
                },
            },
            Variant {
                tag: TagPattern::Word("rootless"),
                facts: Facts {
                    user: DefaultUser::Named { name: "rootless", uid: 1000 },
                    users: &[("rootless", 1000)],
                    service: true,
                    command: true,
                    exhaustive: false,
                    ..ALPINE
                },
            },
        ],
        support: Support::Calendar(&calendars::DOCKER),
        source: "https://github.com/docker-library/docker",
        ..FAMILY
    },
    Family {
        names: &["docker/buildx-bin", "docker/compose-bin", "dockereng/cli-bin", "moby/moby-bin", "tonistiigi/xx"],
        facts: BINARY,
        source: "https://hub.docker.com/r/tonistiigi/xx",
        ..FAMILY
    },
    Family {
        names: &["moby/buildkit"],
        facts: Facts { command: true, exhaustive: false, ..ALPINE },
        source: "https://github.com/moby/buildkit/blob/master/Dockerfile",
        ..FAMILY
    },
    Family {
        names: &["tianon/gosu", "tianon/true"],
        facts: BINARY,
        source: "https://github.com/tianon/gosu",
        ..FAMILY
    },
    Family {
        names: &["bash"],
        facts: Facts { tools: &[&["apk", "bash"]], ..ALPINE },
        source: "https://github.com/tianon/docker-bash",
        ..FAMILY
    },
    Family {
        names: &["alpine/git"],
        facts: Facts { tools: &[&["apk", "git", "ssh"]], command: true, exhaustive: false, ..ALPINE },
        source: "https://github.com/alpine-docker/git",
        ..FAMILY
    },
    Family {
        names: &["curlimages/curl", "quay.io/curl/curl"],
        facts: Facts {
            user: DefaultUser::Named { name: "curl_user", uid: 100 },
            users: &[("curl_user", 100)],
            tools: &[&["apk", "curl"]],
            command: true,
            exhaustive: false,
            ..ALPINE
        },
        source: "https://github.com/curl/curl-container",
        ..FAMILY
    },
    Family {
        names: &["ghcr.io/astral-sh/uv", "astral/uv"],
        facts: Facts { command: true, ..BINARY },
        variants: &[
            Variant {
                tag: TagPattern::Words(&["python", "alpine"]),
                facts: Facts { tools: &[&["apk", "uv", "uvx", "python", "python3"]], ..ALPINE },
            },
            Variant { tag: TagPattern::Word("alpine"), facts: Facts { tools: &[&["apk", "uv", "uvx"]], ..ALPINE } },
            Variant {
                tag: TagPattern::Contains("slim"),
                facts: Facts { tools: &[UV_TOOLS], sometimes: &["python", "python3", "pip", "pip3"], ..DEBIAN },
            },
            Variant {
                tag: TagPattern::AnyWord(&["bookworm", "trixie", "debian"]),
                facts: Facts { tools: &[UV_TOOLS], exhaustive: false, ..DEBIAN },
            },
        ],
        source: "https://docs.astral.sh/uv/guides/integration/docker/",
        ..FAMILY
    },
    Family {
        names: &["hashicorp/terraform", "hashicorp/packer"],
        facts: Facts { tools: &[&["apk", "git", "ssh"]], command: true, exhaustive: false, ..ALPINE },
        source: "https://github.com/hashicorp/terraform/blob/main/Dockerfile",
        ..FAMILY
    },
    Family {
        names: &["amazon/aws-cli", "public.ecr.aws/aws-cli/aws-cli"],
        facts: Facts { tools: &[&["aws", "yum", "curl"]], command: true, workdir: "/aws", ..RED_HAT },
        source: "https://github.com/aws/aws-cli/blob/v2/docker/Dockerfile",
        ..FAMILY
    },
    Family {
        names: &["public.ecr.aws/lambda/*", "amazon/aws-lambda-*"],
        facts: Facts { command: true, workdir: "/var/task", ..RED_HAT },
        source: "https://github.com/aws/aws-lambda-base-images",
        ..FAMILY
    },
    Family {
        names: &[
            "google/cloud-sdk",
            "gcr.io/google.com/cloudsdktool/*",
            "gcr.io/google.com/cloudsdktool/google-cloud-cli",
        ],
        facts: Facts { tools: &[&["gcloud", "curl", "git", "python3"]], exhaustive: false, ..DEBIAN },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                tools: &[&["apk", "gcloud", "bash", "curl", "git", "python3"]],
                exhaustive: false,
                ..ALPINE
            },
        }],
        source: "https://github.com/GoogleCloudPlatform/cloud-sdk-docker",
        ..FAMILY
    },
    Family {
        names: &["mcr.microsoft.com/azure-cli"],
        facts: Facts { tools: &[&["az", "bash", "curl"]], distribution: Distribution::Unknown, ..UNKNOWN },
        source: "https://github.com/Azure/azure-cli/blob/dev/azure-linux.dockerfile",
        ..FAMILY
    },
    Family {
        names: &["mcr.microsoft.com/powershell"],
        facts: Facts { exhaustive: false, ..UBUNTU },
        source: "https://github.com/PowerShell/PowerShell-Docker",
        ..FAMILY
    },
    Family {
        names: &["mcr.microsoft.com/playwright", "mcr.microsoft.com/playwright/*"],
        facts: Facts {
            users: &[("pwuser", 1000)],
            tools: &[&["curl", "git", "wget"]],
            sometimes: &["node", "npm", "python3", "java"],
            exhaustive: false,
            ..UBUNTU
        },
        source: "https://playwright.dev/docs/docker",
        ..FAMILY
    },
    Family {
        names: &["mcr.microsoft.com/devcontainers/*", "mcr.microsoft.com/vscode/devcontainers/*"],
        facts: Facts {
            users: &[("vscode", 1000)],
            sometimes: &["node", "vscode"],
            tools: &[&["bash", "curl", "git", "sudo", "wget", "ps"]],
            ..UNKNOWN
        },
        variants: &[Variant {
            tag: TagPattern::AnyWord(&["bullseye", "bookworm", "trixie", "buster", "debian"]),
            facts: Facts {
                sometimes: &["node", "vscode"],
                tools: &[&["bash", "curl", "git", "sudo", "wget", "ps"]],
                exhaustive: false,
                ..DEBIAN
            },
        }],
        source: "https://github.com/devcontainers/images",
        ..FAMILY
    },
    Family {
        names: &["selenium/*"],
        kind: Kind::Server,
        facts: Facts {
            user: DefaultUser::Named { name: "seluser", uid: 1200 },
            users: &[("seluser", 1200)],
            tools: &[&["bash", "curl", "wget", "sudo", "supervisord", "jq", "unzip"]],
            exhaustive: false,
            service: true,
            command: true,
            ..UBUNTU
        },
        source: "https://github.com/SeleniumHQ/docker-selenium",
        ..FAMILY
    },
    Family {
        names: &["cypress/*"],
        facts: Facts { users: &[("node", 1000)], tools: &[&["node", "npm", "npx"]], exhaustive: false, ..DEBIAN },
        source: "https://github.com/cypress-io/cypress-docker-images",
        ..FAMILY
    },
    Family {
        names: &["golangci/golangci-lint"],
        facts: Facts { tools: &[&["golangci-lint", "go", "curl", "git", "wget", "gcc"]], exhaustive: false, ..DEBIAN },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { tools: &[&["apk", "golangci-lint", "go", "git"]], exhaustive: false, ..ALPINE },
        }],
        source: "https://github.com/golangci/golangci-lint/tree/main/build",
        ..FAMILY
    },
    Family {
        names: &["squidfunk/mkdocs-material"],
        facts: Facts { tools: &[&["apk", "python", "git"]], command: true, exhaustive: false, ..ALPINE },
        source: "https://github.com/squidfunk/mkdocs-material/blob/master/Dockerfile",
        ..FAMILY
    },
    Family {
        names: &["koalaman/shellcheck", "hadolint/hadolint", "mikefarah/yq", "rancher/kubectl", "registry.k8s.io/*"],
        facts: Facts { command: true, user: DefaultUser::Unknown, ..UNKNOWN },
        source: "https://hub.docker.com/r/koalaman/shellcheck",
        ..FAMILY
    },
    Family {
        names: &["circleci/*"],
        facts: Facts {
            user: DefaultUser::Named { name: "circleci", uid: 3434 },
            users: &[("circleci", 3434)],
            ..UNKNOWN
        },
        deprecated: Some("`cimg/*`"),
        source: "https://circleci.com/docs/circleci-images/",
        ..FAMILY
    },
    Family {
        names: &["cimg/*"],
        facts: Facts {
            user: DefaultUser::Named { name: "circleci", uid: 3434 },
            users: &[("circleci", 3434)],
            tools: &[&["bash", "curl", "git", "sudo", "wget", "jq", "unzip"]],
            exhaustive: false,
            workdir: "/home/circleci/project",
            ..UBUNTU
        },
        source: "https://circleci.com/developer/images",
        ..FAMILY
    },
];

const BINARY: Facts = Facts { distribution: Distribution::Bare, exhaustive: true, ..UNKNOWN };
const UV_TOOLS: &[&str] = &["uv", "uvx"];
