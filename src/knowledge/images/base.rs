//! The facts that many rows share, to be completed with struct update.

use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, Versions};

/// Nothing known besides that nobody set a user.
pub const UNKNOWN: Facts = Facts {
    user: DefaultUser::Root,
    users: &[],
    distribution: Distribution::Unknown,
    tools: &[],
    sometimes: &[],
    exhaustive: false,
    healthcheck: false,
    service: false,
    command: false,
    drops_privileges: false,
    workdir: "",
    data_directories: &[],
    environment: &[],
};

/// A row with nothing in it.
pub const FAMILY: Family = Family {
    names: &[],
    kind: Kind::Tool,
    facts: UNKNOWN,
    variants: &[],
    versions: Versions::Tags,
    support: Support::Unknown,
    deprecated: None,
    source: "",
};

/// Plain Debian, slim or not.
pub const DEBIAN: Facts = Facts { distribution: Distribution::Debian, exhaustive: true, ..UNKNOWN };
/// Plain Ubuntu.
pub const UBUNTU: Facts = Facts { distribution: Distribution::Ubuntu, exhaustive: true, ..UNKNOWN };
/// Plain Alpine; `apk` is part of it.
pub const ALPINE: Facts = Facts { distribution: Distribution::Alpine, tools: &[&["apk"]], exhaustive: true, ..UNKNOWN };
/// Red Hat and its kin; what else they bring differs too much to be exhaustive.
pub const RED_HAT: Facts = Facts { distribution: Distribution::RedHat, tools: &[&["curl"]], ..UNKNOWN };
/// Libraries and no shell, running as root.
pub const DISTROLESS: Facts = Facts { distribution: Distribution::Distroless, exhaustive: true, ..UNKNOWN };
/// Libraries and no shell, running as `nonroot`.
pub const DISTROLESS_NONROOT: Facts = Facts { user: NONROOT, workdir: "/home/nonroot", ..DISTROLESS };
/// Windows Server Core.
pub const WINDOWS_SERVER: Facts =
    Facts { user: DefaultUser::Unknown, distribution: Distribution::WindowsServer, ..UNKNOWN };
/// Windows Nano Server.
pub const NANO_SERVER: Facts = Facts { user: DefaultUser::Unknown, distribution: Distribution::NanoServer, ..UNKNOWN };

/// The user of distroless and Chainguard images.
pub const NONROOT: DefaultUser = DefaultUser::Named { name: "nonroot", uid: 65532 };

/// What `buildpack-deps:curl` adds to Debian.
pub const CURL_TOOLS: &[&str] = &["curl", "wget", "gpg", "openssl"];
/// What `buildpack-deps:scm` adds to that.
pub const SCM_TOOLS: &[&str] = &["git", "hg", "svn", "ssh", "ps", "pgrep", "pkill", "top", "python3"];
/// What `buildpack-deps` adds to that.
pub const COMPILER_TOOLS: &[&str] = &["gcc", "g++", "cc", "make", "autoconf", "patch", "unzip", "xz", "bzip2", "file"];

/// Debian with download tools, version control and compilers, as the full language images are made of.
pub const BUILDPACK: Facts =
    Facts { tools: &[CURL_TOOLS, SCM_TOOLS, COMPILER_TOOLS], sometimes: BUILDPACK_SOMETIMES, ..DEBIAN };
/// Debian with download tools and version control.
pub const BUILDPACK_SCM: Facts = Facts { tools: &[CURL_TOOLS, SCM_TOOLS], sometimes: BUILDPACK_SOMETIMES, ..DEBIAN };
/// Programs that come and go with the releases underneath.
pub const BUILDPACK_SOMETIMES: &[&str] = &["rsync", "python", "lsof"];
