//! The tables against themselves, and the answers that rules rely on.

mod support;
mod without_calendar;

use super::{DefaultUser, Distribution, Image, Kind, Libc, PackageManager, ShellKind, families, lookup};

fn image(reference: &'static str) -> Image<'static> {
    let (repository, tag) = match reference.rsplit_once(':') {
        Some((repository, tag)) => (repository, Some(tag)),
        None => (reference, None),
    };
    lookup(repository, tag).unwrap_or_else(|| panic!("{reference} is not in the tables"))
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
fn an_answer_for_all_tags_needs_all_tags() {
    assert_eq!(image("golang").family.of_all_tags(|facts| facts.workdir), Some("/go"));
    assert_eq!(image("php").family.of_all_tags(|facts| facts.workdir), None);
}

#[test]
fn servers_serve_and_systems_do_not() {
    assert!(image("postgres:17").facts.drops_privileges && image("postgres:17").facts.service);
    assert!(image("nginx").facts.service);
    assert!(!image("python:3.12").facts.service && !image("python:3.12").facts.command);
    assert_eq!(image("debian").family.kind, Kind::OperatingSystem);
    assert_eq!(image("redis").facts.data_directories, ["/data"]);
}

#[test]
fn images_have_their_working_directories() {
    for (reference, directory) in [
        ("golang:1.27", "/go"),
        ("gcr.io/distroless/static-debian13", ""),
        ("gcr.io/distroless/static-debian13:nonroot", "/home/nonroot"),
        ("gcr.io/distroless/java21-debian13:debug-nonroot", "/home/nonroot"),
        ("gcr.io/distroless/python3-debian13:nonroot", "/home/nonroot"),
        ("nvcr.io/nvidia/pytorch:25.10-py3", "/workspace"),
        ("nvcr.io/nvidia/tritonserver:25.10-py3", "/opt/tritonserver"),
    ] {
        assert_eq!(image(reference).facts.workdir, directory, "{reference}");
    }
}
