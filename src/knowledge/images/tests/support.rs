//! How long images are looked after: the calendars, and what follows from them.

use super::super::calendars::{self, Calendar};
use super::super::{AS_OF, Support, families};
use super::image;

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
fn whole_families_that_nobody_looks_after_name_a_successor() {
    for reference in ["openjdk:17-slim", "centos:8", "java:8", "microsoft/dotnet"] {
        assert!(image(reference).family.deprecated.is_some(), "{reference}");
    }
    assert!(image("node").family.deprecated.is_none());
}
