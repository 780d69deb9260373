//! The tables against themselves, and the answers that rules rely on.

use super::calendars::{self, Calendar};
use super::{
    AS_OF, DefaultUser, Distribution, Image, Kind, Libc, PackageManager, ShellKind, Support, families, lookup,
};

fn image(reference: &'static str) -> Image<'static> {
    let (repository, tag) = match reference.rsplit_once(':') {
        Some((repository, tag)) => (repository, Some(tag)),
        None => (reference, None),
    };
    lookup(repository, tag).unwrap_or_else(|| panic!("{reference} is not in the tables"))
}

fn ended(reference: &'static str) -> Vec<String> {
    image(reference).ended_support().iter().map(|end| format!("{} {}", end.product, end.cycle)).collect()
}

#[test]
fn every_cycle_table_is_sorted_and_its_days_exist() {
    for calendar in calendars::ALL {
        assert!(calendar.cycles.is_sorted_by_key(|cycle| cycle.end), "{} is not sorted", calendar.product);
        for cycle in calendar.cycles {
            assert!(!cycle.names.is_empty(), "{} has a cycle without a name", calendar.product);
            assert!(cycle.end.exists(), "{} {:?} ends on {}", calendar.product, cycle.names, cycle.end);
            assert!(cycle.end.year() > 2008 && cycle.end.year() < 2040);
        }
        assert!(calendar.source.starts_with("https://"), "{} has no source", calendar.product);
    }
}

#[test]
fn no_cycle_name_stands_twice() {
    for calendar in calendars::ALL {
        let mut names: Vec<&str> = calendar.cycles.iter().flat_map(|cycle| cycle.names).copied().collect();
        names.extend(calendar.current);
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{} has a name twice", calendar.product);
    }
}

#[test]
fn every_family_with_a_calendar_has_a_living_cycle() {
    let lives =
        |calendar: &Calendar| !calendar.current.is_empty() || calendar.cycles.iter().any(|cycle| cycle.end >= AS_OF);
    for family in families() {
        if let Support::Calendar(calendar) = family.support {
            assert!(lives(calendar) || family.deprecated.is_some(), "{:?} is over", family.names);
        }
    }
}

#[test]
fn every_row_has_a_name_and_a_source_and_no_name_stands_twice() {
    let mut all: Vec<&str> = families().flat_map(|family| family.names).copied().collect();
    all.sort_unstable();
    let count = all.len();
    all.dedup();
    assert_eq!(all.len(), count, "a repository stands in two rows");
    for family in families() {
        assert!(!family.names.is_empty(), "a row has no name: {}", family.source);
        assert!(family.source.starts_with("https://"), "{:?} has no source", family.names);
        for name in family.names {
            assert_eq!(*name, name.to_lowercase());
            assert!(!name.starts_with("docker.io/") && !name.starts_with("library/"), "{name} is not normalised");
        }
    }
    assert!(families().count() >= 100, "{} families", families().count());
}

#[test]
fn every_name_finds_its_own_row() {
    for family in families() {
        for name in family.names {
            let found = lookup(name.trim_end_matches('*'), None).map(|image| image.family.source);
            if !name.ends_with('*') {
                assert_eq!(found, Some(family.source), "{name} is hidden by an earlier row");
            }
        }
    }
}

#[test]
fn a_default_user_with_a_name_is_known_as_a_user() {
    for family in families() {
        for facts in std::iter::once(&family.facts).chain(family.variants.iter().map(|variant| &variant.facts)) {
            let DefaultUser::Named { name, uid } = facts.user else { continue };
            let image = Image { family, facts, repository: family.names[0], tag: None };
            if name.parse::<u32>().is_err() && facts.distribution != Distribution::Unknown {
                assert_eq!(image.user_id(name), Some(uid), "{:?}", family.names);
            }
        }
    }
}

#[test]
fn an_image_is_found_under_all_the_names_it_goes_by() {
    for repository in [
        "node",
        "library/node",
        "docker.io/node",
        "docker.io/library/node",
        "public.ecr.aws/docker/library/node",
        "mirror.gcr.io/library/node",
        "arm64v8/node",
    ] {
        assert_eq!(lookup(repository, None).map(|image| image.family.names[0]), Some("node"), "{repository}");
    }
    assert!(lookup("example/node", None).is_none());
    assert!(lookup("amd64/example/node", None).is_none());
    assert!(lookup("scratch", None).is_none());
    assert!(lookup("", None).is_none());
}

#[test]
fn full_language_images_have_download_tools_and_compilers() {
    for reference in ["python:3.12", "node:22", "ruby:3.4", "rust:1.90", "golang:1.27", "node:22-bookworm"] {
        for tool in ["curl", "wget", "git", "bash", "ps", "gcc"] {
            assert_eq!(image(reference).has_tool(tool), Some(true), "{tool} in {reference}");
        }
        assert_eq!(image(reference).has_tool("nc"), Some(false), "nc in {reference}");
    }
}

#[test]
fn slim_images_have_no_download_tools() {
    for reference in ["python:3.12-slim", "node:22-bookworm-slim", "ruby:3.4-slim", "rust:1-slim", "debian:12-slim"] {
        for tool in ["curl", "wget", "git", "ps", "nc", "ping"] {
            assert_eq!(image(reference).has_tool(tool), Some(false), "{tool} in {reference}");
        }
        assert_eq!(image(reference).shell(), ShellKind::Dash);
    }
    assert_eq!(image("node:22-slim").has_tool("node"), Some(true));
    assert_eq!(image("python:3.12-slim").has_tool("python"), Some(true));
}

#[test]
fn alpine_images_have_busybox_and_neither_curl_nor_bash() {
    for reference in ["alpine:3.22", "node:22-alpine", "python:3.12-alpine3.22", "eclipse-temurin:21-jre-alpine"] {
        for (tool, present) in [("wget", true), ("nc", true), ("ps", true), ("sh", true), ("curl", false)] {
            assert_eq!(image(reference).has_tool(tool), Some(present), "{tool} in {reference}");
        }
        assert_eq!(image(reference).libc(), Libc::Musl);
        assert_eq!(image(reference).package_manager(), Some(PackageManager::Apk));
    }
    assert_eq!(image("alpine").has_tool("bash"), Some(false));
}

#[test]
fn servers_have_the_probes_they_bring() {
    for (reference, tool, present) in [
        ("nginx", "curl", Some(true)),
        ("nginx", "wget", Some(false)),
        ("nginx:1.29-alpine", "curl", Some(true)),
        ("nginx:1.29-alpine", "wget", Some(true)),
        ("nginx:1.29-alpine-slim", "curl", Some(false)),
        ("httpd:2.4", "curl", Some(false)),
        ("httpd:2.4", "wget", Some(false)),
        ("postgres:17", "pg_isready", Some(true)),
        ("postgres:17", "curl", Some(false)),
        ("postgres:17-alpine", "pg_isready", Some(true)),
        ("redis:8", "redis-cli", Some(true)),
        ("redis:8", "curl", Some(false)),
        ("mysql:8.4", "mysqladmin", Some(true)),
        ("php:8.4-fpm", "curl", Some(true)),
        ("php:8.4-fpm-alpine", "curl", Some(true)),
        ("php:8.4", "wget", Some(false)),
        ("eclipse-temurin:21-jre", "curl", Some(true)),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "curl", Some(false)),
        ("ubuntu:24.04", "curl", Some(false)),
        ("ubuntu:24.04", "ps", None),
        ("fedora:43", "wget", None),
        ("amazonlinux:2023", "curl", Some(true)),
        ("bitnami/redis", "wget", None),
        ("node:22-slim", "some-program-of-yours", None),
    ] {
        assert_eq!(image(reference).has_tool(tool), present, "{tool} in {reference}");
    }
}

#[test]
fn images_without_a_shell_say_so() {
    for reference in ["gcr.io/distroless/static-debian12", "mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled"] {
        assert_eq!(image(reference).shell(), ShellKind::None);
        for tool in ["sh", "bash", "curl", "cat", "apt-get"] {
            assert_eq!(image(reference).has_tool(tool), Some(false), "{tool} in {reference}");
        }
    }
    assert_eq!(image("gcr.io/distroless/base-debian12:debug").shell(), ShellKind::BusyboxAsh);
    assert_eq!(image("gcr.io/distroless/base-debian12:debug").has_tool("wget"), Some(true));
    assert_eq!(image("cgr.dev/chainguard/python:latest-dev").shell(), ShellKind::BusyboxAsh);
}

#[test]
fn default_users_are_known() {
    let named = |name, uid| DefaultUser::Named { name, uid };
    for (reference, user) in [
        ("node:22", DefaultUser::Root),
        ("postgres:17", DefaultUser::Root),
        ("nginx", DefaultUser::Root),
        ("nginxinc/nginx-unprivileged:1.29-alpine", named("nginx", 101)),
        ("gcr.io/distroless/static-debian12:nonroot", named("nonroot", 65532)),
        ("gcr.io/distroless/static-debian12", DefaultUser::Root),
        ("cgr.dev/chainguard/node", named("nonroot", 65532)),
        ("bitnami/redis:latest", named("1001", 1001)),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", DefaultUser::Root),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", named("app", 1654)),
        ("jenkins/jenkins:lts", named("jenkins", 1000)),
        ("memcached:1.6-alpine", named("memcache", 11211)),
        ("elasticsearch:8.15.0", named("elasticsearch", 1000)),
        ("registry.access.redhat.com/ubi9/nodejs-20", named("1001", 1001)),
        ("registry.access.redhat.com/ubi9/ubi-minimal", DefaultUser::Root),
    ] {
        assert_eq!(image(reference).facts.user, user, "{reference}");
    }
}

#[test]
fn users_in_passwd_are_known_and_missing_ones_are_told() {
    for (reference, user, known) in [
        ("node:22-alpine", "node", Some(true)),
        ("python:3.12-slim", "node", Some(false)),
        ("python:3.12-slim", "www-data", Some(true)),
        ("alpine:3.22", "www-data", Some(false)),
        ("php:8.4-fpm-alpine", "www-data", Some(true)),
        ("ubuntu:24.04", "ubuntu", None),
        ("postgres:17-alpine", "postgres", Some(true)),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "app", Some(true)),
        ("mcr.microsoft.com/dotnet/aspnet:6.0", "app", Some(false)),
        ("gcr.io/distroless/base-debian12", "nonroot", Some(true)),
        ("fedora:43", "example", None),
    ] {
        assert_eq!(image(reference).has_user(user), known, "{user} in {reference}");
    }
    assert_eq!(image("postgres:17").user_id("postgres"), Some(999));
    assert_eq!(image("postgres:17-alpine").user_id("postgres"), Some(70));
}

#[test]
fn windows_tags_are_windows_whatever_the_family() {
    assert!(image("golang:1.27-windowsservercore-ltsc2022").facts.distribution.is_windows());
    assert_eq!(image("golang:1.27-nanoserver-ltsc2022").facts.distribution, Distribution::NanoServer);
    assert_eq!(image("mcr.microsoft.com/windows/servercore:ltsc2022").shell(), ShellKind::Cmd);
}

#[test]
fn versions_that_are_over_are_told() {
    for (reference, over) in [
        ("node:18", vec!["Node.js 18"]),
        ("node:20-alpine", vec!["Node.js 20"]),
        ("node:hydrogen-slim", vec!["Node.js 18"]),
        ("node:18-buster", vec!["Node.js 18", "Debian 10"]),
        ("python:3.8-slim", vec!["Python 3.8"]),
        ("python:3.10", vec!["Python 3.10"]),
        ("python:2", vec!["Python 2.7"]),
        ("python:2.7.18-slim-stretch", vec!["Python 2.7", "Debian 9"]),
        ("golang:1.21-alpine3.14", vec!["Go 1.21", "Alpine 3.14"]),
        ("debian:buster", vec!["Debian 10"]),
        ("debian:10-slim", vec!["Debian 10"]),
        ("debian:bullseye-20240101-slim", vec!["Debian 11"]),
        ("ubuntu:18.04", vec!["Ubuntu 18.04"]),
        ("ubuntu:focal-20240216", vec!["Ubuntu 20.04"]),
        ("alpine:3.9", vec!["Alpine 3.9"]),
        ("alpine:3.18.4", vec!["Alpine 3.18"]),
        ("centos:7", vec!["CentOS 7"]),
        ("centos:centos7.9.2009", vec!["CentOS 7"]),
        ("postgres:12-alpine", vec!["PostgreSQL 12"]),
        ("postgres:9.6", vec!["PostgreSQL 9.6"]),
        ("mysql:5.7", vec!["MySQL 5.7"]),
        ("mongo:4.4", vec!["MongoDB 4.4"]),
        ("ruby:2.7", vec!["Ruby 2.7"]),
        ("php:7.4-apache", vec!["PHP 7.4"]),
        ("eclipse-temurin:16-jdk", vec!["Java 16"]),
        ("gradle:8.5-jdk20", vec!["Java 20"]),
        ("mcr.microsoft.com/dotnet/sdk:6.0", vec![".NET 6.0"]),
        ("mcr.microsoft.com/dotnet/aspnet:7.0-alpine3.17", vec![".NET 7.0", "Alpine 3.17"]),
        ("nvidia/cuda:11.0-base-ubuntu18.04", vec!["Ubuntu 18.04"]),
        ("gcr.io/distroless/base-debian10", vec!["Debian 10"]),
        ("registry.access.redhat.com/ubi7/ubi", vec!["Red Hat Enterprise Linux 7"]),
        ("amazonlinux:2", vec!["Amazon Linux 2"]),
        ("elasticsearch:7.17.9", vec!["Elastic Stack 7"]),
        ("nginx:1.9", vec!["nginx 1.9"]),
        ("nginxinc/nginx-unprivileged:1.27-alpine", vec!["nginx 1.27"]),
        ("httpd:2.2", vec!["Apache HTTP Server 2.2"]),
        ("haproxy:2.4.30-alpine", vec!["HAProxy 2.4"]),
        ("traefik:v1.7", vec!["Traefik 1.7"]),
        ("varnish:7.7", vec!["Varnish 7.7"]),
        ("jetty:9.4-jdk17", vec!["Jetty 9.4"]),
        ("quay.io/wildfly/wildfly:26.1.3.Final-jdk17", vec!["WildFly 26"]),
        ("rabbitmq:3-management", vec!["RabbitMQ 3.13"]),
        ("elixir:1.9-alpine", vec!["Elixir 1.9"]),
        ("hexpm/elixir:1.13.4-erlang-24.3-debian-buster-20240513", vec!["Elixir 1.13", "Debian 10"]),
        ("erlang:22", vec!["Erlang/OTP 22"]),
        ("perl:5.30-slim", vec!["Perl 5.30"]),
        ("amazoncorretto:19", vec!["Amazon Corretto 19"]),
        ("gradle:6-jdk11", vec!["Gradle 6"]),
        ("redis:3.2.9", vec!["Redis 3.2"]),
        ("memcached:1.5-alpine", vec!["Memcached 1.5"]),
        ("cassandra:3.11", vec!["Cassandra 3.11"]),
        ("couchdb:3.1", vec!["CouchDB 3.1"]),
        ("neo4j:4.4", vec!["Neo4j 4.4"]),
        ("opensearchproject/opensearch:1.3.20", vec!["OpenSearch 1"]),
        ("postgis/postgis:12-3.2", vec!["PostgreSQL 12"]),
        ("pgvector/pgvector:pg13", vec!["PostgreSQL 13"]),
        ("wordpress:6.4-php8.0-fpm", vec!["PHP 8.0"]),
        ("drupal:9-apache", vec!["Drupal 9.5"]),
        ("nextcloud:29-fpm", vec!["Nextcloud 29"]),
        ("grafana/grafana:10.4.2", vec!["Grafana 10.4"]),
        ("quay.io/keycloak/keycloak:24.0.5", vec!["Keycloak 24.0"]),
        ("docker:20.10-dind", vec!["Docker Engine 20.10"]),
        ("ubuntu:16.10", vec!["Ubuntu 16.10"]),
    ] {
        assert_eq!(ended(reference), over, "{reference}");
    }
}

#[test]
fn versions_that_live_or_move_are_never_over() {
    for reference in [
        "node",
        "node:latest",
        "node:lts",
        "node:lts-alpine",
        "node:22",
        "node:24-bookworm-slim",
        "python:3",
        "python:3-slim",
        "python:3.13",
        "python:3.1",
        "golang:1",
        "golang:1.27-alpine",
        "debian:stable-slim",
        "debian:bookworm",
        "ubuntu:latest",
        "ubuntu:24.04",
        "alpine:3",
        "alpine:edge",
        "alpine:3.23",
        "postgres:16",
        "mysql:8",
        "mysql:8.4",
        "redis:7",
        "redis:8",
        "ruby:3",
        "php:8",
        "eclipse-temurin:21",
        "eclipse-temurin:8-jre",
        "mcr.microsoft.com/dotnet/sdk:10.0",
        "mongo:8.0",
        "mariadb:10",
        "amazonlinux:2023",
        "fedora:43",
        "nginx:1",
        "nginx:stable-alpine",
        "nginx:1.31",
        "traefik:v2.11",
        "traefik:3",
        "neo4j:5",
        "elixir:1",
        "rust:1.50",
        "docker:25.0",
        "drupal:11",
    ] {
        assert_eq!(ended(reference), Vec::<String>::new(), "{reference}");
    }
}

#[test]
fn an_end_in_the_future_is_known_before_it_comes() {
    let ends = image("python:3.12-slim-bookworm").support_ends();
    let dates: Vec<String> = ends.iter().map(|end| end.date.to_string()).collect();
    assert_eq!(dates, ["2028-10-31", "2028-06-30"]);
    assert!(image("python:3.12").end_of_life().is_none());
    assert_eq!(image("node:16").end_of_life().map(|end| end.date.to_string()), Some("2023-09-11".to_owned()));
}

#[test]
fn successors_are_looked_after_and_made_to_last() {
    let successors = |reference: &'static str| {
        let end = image(reference).end_of_life().unwrap_or_else(|| panic!("{reference} is not over"));
        (end.successor(), end.nearest_successor())
    };
    for (reference, newest, nearest) in [
        ("node:14", "26", Some("22")),
        ("node:25", "26", None),
        ("python:3.7", "3.15", Some("3.11")),
        ("eclipse-temurin:16", "25", Some("17")),
        ("mcr.microsoft.com/dotnet/sdk:8.0", "10.0", None),
        ("mysql:5.7", "9.7", Some("8.4")),
        ("debian:11", "13", None),
        ("opensuse/leap:42.3", "16.0", None),
        ("opensuse/leap:15.3", "16.0", None),
        ("golang:1.20", "1.27", None),
        // 8.2 ends with the year.
        ("php:7.4", "8.5", Some("8.3")),
    ] {
        assert_eq!(successors(reference), (Some(newest), nearest), "{reference}");
    }
    assert_eq!(ended("quay.io/centos/centos:stream8"), ["CentOS Stream 8"]);
}

#[test]
fn runtimes_are_known_by_the_paths_that_bring_them() {
    let end = image("node:16").end_of_life().unwrap_or_else(|| panic!("node:16 is not over"));
    for path in ["/usr/local/bin/node", "/usr/local/bin/", "/usr/local/bin/*", "/usr/local", "/"] {
        assert!(end.is_runtime(path), "{path}");
    }
    for path in ["/usr/local/lib/node_modules", "/app", "/usr/local/bin/yarn", "node"] {
        assert!(!end.is_runtime(path), "{path}");
    }
}

#[test]
fn the_fitting_image_of_dotnet_is_named_first() {
    for (reference, first) in [
        ("mcr.microsoft.com/dotnet/core/aspnet:3.1", "aspnet"),
        ("mcr.microsoft.com/dotnet/core/sdk:3.1", "sdk"),
        ("microsoft/dotnet:2.1-runtime", "runtime"),
        ("microsoft/dotnet:2.1-aspnetcore-runtime", "aspnet"),
        ("microsoft/aspnetcore-build:2.0", "sdk"),
    ] {
        let replacement = image(reference).replacement().unwrap_or_default();
        assert!(
            replacement.starts_with(&format!("`mcr.microsoft.com/dotnet/{first}`, ")),
            "{reference}: {replacement}"
        );
    }
}

#[test]
fn newest_versions_can_be_pulled() {
    for (reference, tag, name) in [
        ("node", Some("26"), None),
        ("quay.io/centos/centos", Some("stream10"), None),
        ("mcr.microsoft.com/windows/nanoserver", Some("ltsc2025"), None),
        ("gcr.io/distroless/base", None, Some("gcr.io/distroless/base-debian13")),
        ("gcr.io/distroless/java", None, Some("gcr.io/distroless/java25-debian13")),
        ("gcr.io/distroless/java11", None, None),
        ("nginx", Some("1.31"), None),
        ("elasticsearch", None, None),
        ("hexpm/elixir", None, None),
        ("rust", None, None),
    ] {
        assert_eq!((image(reference).newest_tag(), image(reference).newest_name()), (tag, name), "{reference}");
    }
    assert!(image("gcr.io/distroless/cc-debian12").has_version_in_name());
    assert!(!image("gcr.io/distroless/cc").has_version_in_name());
}

#[test]
fn an_answer_for_all_tags_needs_all_tags() {
    assert_eq!(image("golang").family.of_all_tags(|facts| facts.workdir), Some("/go"));
    assert_eq!(image("php").family.of_all_tags(|facts| facts.workdir), None);
}

#[test]
fn whole_families_that_nobody_looks_after_name_a_successor() {
    for reference in ["openjdk:17-slim", "centos:8", "java:8", "microsoft/dotnet"] {
        assert!(image(reference).family.deprecated.is_some(), "{reference}");
    }
    assert!(image("node").family.deprecated.is_none());
}

#[test]
fn servers_serve_and_systems_do_not() {
    assert!(image("postgres:17").facts.drops_privileges && image("postgres:17").facts.service);
    assert!(image("nginx").facts.service);
    assert!(!image("python:3.12").facts.service && !image("python:3.12").facts.command);
    assert_eq!(image("debian").family.kind, Kind::OperatingSystem);
    assert_eq!(image("redis").facts.data_directories, ["/data"]);
}
