//! Distributions to build on.
//!
//! Full Debian and `-slim` differ in documentation and locales only, not in programs. What every image of a
//! distribution brings is in [`super::distribution`].

use super::base::{
    ALPINE, BUILDPACK, BUILDPACK_SCM, BUILDPACK_SOMETIMES, CURL_TOOLS, DEBIAN, FAMILY, NANO_SERVER, RED_HAT, UBUNTU,
    UNKNOWN, WINDOWS_SERVER,
};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["alpine"],
        facts: ALPINE,
        support: Support::Calendar(&calendars::ALPINE),
        source: "https://hub.docker.com/_/alpine",
        ..SYSTEM
    },
    Family {
        names: &["debian"],
        facts: DEBIAN,
        support: Support::Calendar(&calendars::DEBIAN),
        source: "https://hub.docker.com/_/debian",
        ..SYSTEM
    },
    Family {
        names: &["bitnami/minideb"],
        facts: DEBIAN,
        support: Support::Calendar(&calendars::DEBIAN),
        source: "https://github.com/bitnami/minideb",
        ..SYSTEM
    },
    Family {
        names: &["ubuntu"],
        facts: UBUNTU,
        support: Support::Calendar(&calendars::UBUNTU),
        source: "https://hub.docker.com/_/ubuntu",
        ..SYSTEM
    },
    Family {
        names: &["busybox"],
        facts: Facts { distribution: Distribution::Busybox, exhaustive: true, ..UNKNOWN },
        source: "https://hub.docker.com/_/busybox",
        ..SYSTEM
    },
    Family {
        names: &["buildpack-deps"],
        facts: BUILDPACK,
        variants: &[
            Variant { tag: TagPattern::Word("scm"), facts: BUILDPACK_SCM },
            Variant {
                tag: TagPattern::Word("curl"),
                facts: Facts { tools: &[CURL_TOOLS], sometimes: BUILDPACK_SOMETIMES, ..DEBIAN },
            },
        ],
        source: "https://github.com/docker-library/buildpack-deps",
        ..SYSTEM
    },
    Family {
        names: &["fedora", "quay.io/fedora/fedora", "registry.fedoraproject.org/fedora"],
        facts: DNF,
        support: Support::Calendar(&calendars::FEDORA),
        source: "https://hub.docker.com/_/fedora",
        ..SYSTEM
    },
    Family {
        names: &["quay.io/fedora/fedora-minimal", "registry.fedoraproject.org/fedora-minimal"],
        facts: MICRODNF,
        support: Support::Calendar(&calendars::FEDORA),
        source: "https://docs.fedoraproject.org/en-US/releases/eol/",
        ..SYSTEM
    },
    Family {
        names: &["centos"],
        facts: YUM,
        support: Support::Calendar(&calendars::CENTOS),
        deprecated: Some("`quay.io/centos/centos`, `rockylinux/rockylinux` or `almalinux`"),
        source: "https://hub.docker.com/_/centos",
        ..SYSTEM
    },
    Family {
        names: &["quay.io/centos/centos"],
        facts: DNF,
        support: Support::Calendar(&calendars::CENTOS),
        source: "https://quay.io/repository/centos/centos",
        ..SYSTEM
    },
    Family {
        names: &["rockylinux", "rockylinux/rockylinux", "quay.io/rockylinux/rockylinux"],
        facts: DNF,
        variants: &[Variant { tag: TagPattern::Word("minimal"), facts: MICRODNF }],
        support: Support::Calendar(&calendars::ROCKY_LINUX),
        source: "https://hub.docker.com/r/rockylinux/rockylinux",
        ..SYSTEM
    },
    Family {
        names: &["almalinux", "almalinux/*", "quay.io/almalinuxorg/almalinux"],
        facts: DNF,
        variants: &[Variant { tag: TagPattern::Word("minimal"), facts: MICRODNF }],
        support: Support::Calendar(&calendars::ALMA_LINUX),
        source: "https://hub.docker.com/_/almalinux",
        ..SYSTEM
    },
    Family {
        names: &["amazonlinux", "public.ecr.aws/amazonlinux/amazonlinux"],
        facts: DNF,
        variants: &[Variant { tag: TagPattern::Below(3), facts: YUM }],
        support: Support::Calendar(&calendars::AMAZON_LINUX),
        source: "https://hub.docker.com/_/amazonlinux",
        ..SYSTEM
    },
    Family {
        names: &["oraclelinux", "ghcr.io/oracle/oraclelinux", "container-registry.oracle.com/os/oraclelinux"],
        facts: DNF,
        variants: &[
            Variant { tag: TagPattern::BelowWith(8, &["slim"]), facts: YUM },
            Variant { tag: TagPattern::Below(8), facts: YUM },
            Variant { tag: TagPattern::Word("slim"), facts: MICRODNF },
        ],
        support: Support::Calendar(&calendars::ORACLE_LINUX),
        source: "https://github.com/oracle/container-images",
        ..SYSTEM
    },
    Family {
        names: &["opensuse/leap", "registry.opensuse.org/opensuse/leap"],
        facts: SUSE,
        support: Support::Calendar(&calendars::OPENSUSE_LEAP),
        source: "https://hub.docker.com/r/opensuse/leap",
        ..SYSTEM
    },
    Family {
        names: &["opensuse/tumbleweed", "registry.opensuse.org/opensuse/tumbleweed", "registry.suse.com/bci/bci-base"],
        facts: SUSE,
        source: "https://hub.docker.com/r/opensuse/tumbleweed",
        ..SYSTEM
    },
    Family {
        names: &["opensuse", "opensuse/archive"],
        facts: SUSE,
        deprecated: Some("`opensuse/leap`"),
        source: "https://hub.docker.com/_/opensuse",
        ..SYSTEM
    },
    Family {
        names: &["archlinux", "archlinux/archlinux", "ghcr.io/archlinux/archlinux"],
        facts: Facts { distribution: Distribution::Arch, ..UNKNOWN },
        source: "https://hub.docker.com/_/archlinux",
        ..SYSTEM
    },
    Family { names: &["photon"], facts: TDNF, source: "https://hub.docker.com/_/photon", ..SYSTEM },
    Family {
        names: &["mcr.microsoft.com/azurelinux/base/core", "mcr.microsoft.com/cbl-mariner/base/core"],
        facts: TDNF,
        source: "https://mcr.microsoft.com/artifact/mar/azurelinux/base/core/about",
        ..SYSTEM
    },
    Family {
        names: &["mcr.microsoft.com/azurelinux/distroless/*"],
        facts: Facts { distribution: Distribution::Distroless, user: DefaultUser::Unknown, ..UNKNOWN },
        source: "https://mcr.microsoft.com/artifact/mar/azurelinux/distroless/base/about",
        ..SYSTEM
    },
    Family {
        names: &["clearlinux"],
        facts: Facts { distribution: Distribution::Unknown, ..UNKNOWN },
        deprecated: Some("another distribution: Clear Linux ended in July 2025"),
        source: "https://hub.docker.com/_/clearlinux",
        ..SYSTEM
    },
    Family {
        names: &["phusion/baseimage"],
        facts: Facts {
            tools: &[&["curl", "vim", "python3", "ps", "ssh"]],
            exhaustive: false,
            command: true,
            service: true,
            ..UBUNTU
        },
        source: "https://github.com/phusion/baseimage-docker",
        ..SYSTEM
    },
    Family {
        names: &["cgr.dev/chainguard/wolfi-base", "chainguard/wolfi-base"],
        facts: Facts { distribution: Distribution::Wolfi, tools: &[&["apk"]], exhaustive: true, ..UNKNOWN },
        versions: Versions::MovingTags,
        source: "https://images.chainguard.dev/directory/image/wolfi-base/overview",
        ..SYSTEM
    },
    Family {
        names: &["mcr.microsoft.com/windows/servercore"],
        facts: WINDOWS_SERVER,
        versions: Versions::TagsWithoutLatest("ltsc2025"),
        source: "https://mcr.microsoft.com/artifact/mar/windows/servercore/tags",
        ..SYSTEM
    },
    Family {
        names: &["mcr.microsoft.com/windows/nanoserver"],
        facts: NANO_SERVER,
        versions: Versions::TagsWithoutLatest("ltsc2025"),
        source: "https://mcr.microsoft.com/artifact/mar/windows/nanoserver/tags",
        ..SYSTEM
    },
    Family {
        names: &[
            "mcr.microsoft.com/windows/servercore/*",
            "mcr.microsoft.com/windows/server",
            "mcr.microsoft.com/windows",
            "mcr.microsoft.com/windows/servercore-insider",
            "mcr.microsoft.com/windowsservercore-insider",
            "mcr.microsoft.com/dotnet/framework/*",
        ],
        facts: WINDOWS_SERVER,
        source: "https://mcr.microsoft.com/artifact/mar/windows/servercore/about",
        ..SYSTEM
    },
    Family {
        names: &["mcr.microsoft.com/windows/nanoserver-insider"],
        facts: NANO_SERVER,
        source: "https://mcr.microsoft.com/artifact/mar/windows/nanoserver/about",
        ..SYSTEM
    },
    Family {
        names: &["microsoft/windowsservercore"],
        facts: WINDOWS_SERVER,
        deprecated: Some("`mcr.microsoft.com/windows/servercore:ltsc2025`"),
        source: "https://hub.docker.com/r/microsoft/windowsservercore",
        ..SYSTEM
    },
    Family {
        names: &["microsoft/iis"],
        facts: WINDOWS_SERVER,
        deprecated: Some("`mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2025`"),
        source: "https://hub.docker.com/r/microsoft/iis",
        ..SYSTEM
    },
    Family {
        names: &["microsoft/aspnet", "microsoft/dotnet-framework"],
        facts: WINDOWS_SERVER,
        deprecated: Some("`mcr.microsoft.com/dotnet/framework/sdk`, `aspnet` or `runtime`"),
        source: "https://hub.docker.com/r/microsoft/dotnet-framework",
        ..SYSTEM
    },
    Family {
        names: &["microsoft/nanoserver"],
        facts: NANO_SERVER,
        deprecated: Some(
            "`mcr.microsoft.com/windows/nanoserver:ltsc2025` (has no PowerShell) or `mcr.microsoft.com/windows/servercore:ltsc2025`",
        ),
        source: "https://hub.docker.com/r/microsoft/nanoserver",
        ..SYSTEM
    },
];

const SYSTEM: Family = Family { kind: Kind::OperatingSystem, ..FAMILY };
const DNF: Facts = Facts { tools: &[&["curl", "dnf", "yum"]], ..RED_HAT };
const MICRODNF: Facts = Facts { tools: &[&["curl", "microdnf"]], ..RED_HAT };
const YUM: Facts = Facts { tools: &[&["curl", "yum"]], ..RED_HAT };
const SUSE: Facts = Facts { distribution: Distribution::Suse, ..UNKNOWN };
const TDNF: Facts = Facts { distribution: Distribution::Photon, tools: &[&["curl", "tdnf"]], ..UNKNOWN };
