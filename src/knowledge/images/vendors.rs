//! Families of whole vendors: distroless, Chainguard, Bitnami, .NET, UBI, CUDA.
//!
//! A vendor's images share a user and a shape, so one row speaks of many repositories.

use super::base::{ALPINE, DEBIAN, DISTROLESS, DISTROLESS_NONROOT, FAMILY, NONROOT, RED_HAT, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["gcr.io/distroless/java*"],
        facts: Facts { tools: &[&["java"]], command: true, ..DISTROLESS },
        variants: DISTROLESS_JAVA,
        source: DISTROLESS_SOURCE,
        ..DISTROLESS_FAMILY
    },
    Family {
        names: &["gcr.io/distroless/nodejs*"],
        facts: Facts { tools: &[&["node"]], command: true, ..DISTROLESS },
        variants: &[
            Variant {
                tag: TagPattern::Words(&["debug", "nonroot"]),
                facts: Facts { tools: &[&["node"]], command: true, ..DEBUG_NONROOT },
            },
            Variant { tag: TagPattern::Word("debug"), facts: Facts { tools: &[&["node"]], command: true, ..DEBUG } },
            Variant {
                tag: TagPattern::Word("nonroot"),
                facts: Facts { tools: &[&["node"]], command: true, ..DISTROLESS_NONROOT },
            },
        ],
        source: DISTROLESS_SOURCE,
        ..DISTROLESS_FAMILY
    },
    Family {
        names: &["gcr.io/distroless/python3*"],
        facts: Facts { tools: &[PYTHON_TOOLS], command: true, ..DISTROLESS },
        variants: &[
            Variant {
                tag: TagPattern::Word("debug"),
                facts: Facts { tools: &[PYTHON_TOOLS], user: DefaultUser::Unknown, command: true, ..DEBUG },
            },
            Variant {
                tag: TagPattern::Word("nonroot"),
                facts: Facts { tools: &[PYTHON_TOOLS], command: true, ..DISTROLESS_NONROOT },
            },
        ],
        source: DISTROLESS_SOURCE,
        ..DISTROLESS_FAMILY
    },
    Family {
        names: &["gcr.io/distroless/static*"],
        facts: Facts { distribution: Distribution::Bare, users: STATIC_USERS, ..DISTROLESS },
        variants: &[
            Variant { tag: TagPattern::Words(&["debug", "nonroot"]), facts: DEBUG_NONROOT },
            Variant { tag: TagPattern::Word("debug"), facts: DEBUG },
            Variant {
                tag: TagPattern::Word("nonroot"),
                facts: Facts { distribution: Distribution::Bare, users: STATIC_USERS, ..DISTROLESS_NONROOT },
            },
        ],
        source: DISTROLESS_SOURCE,
        ..DISTROLESS_FAMILY
    },
    Family {
        names: &["gcr.io/distroless/*"],
        facts: DISTROLESS,
        variants: DISTROLESS_TAGS,
        source: DISTROLESS_SOURCE,
        ..DISTROLESS_FAMILY
    },
    Family {
        names: &["cgr.dev/chainguard/*", "chainguard/*"],
        facts: Facts { user: NONROOT, exhaustive: false, ..DISTROLESS },
        variants: &[Variant {
            tag: TagPattern::Word("dev"),
            facts: Facts { user: NONROOT, distribution: Distribution::Wolfi, tools: &[&["apk", "bash"]], ..UNKNOWN },
        }],
        versions: Versions::MovingTags,
        source: "https://edu.chainguard.dev/chainguard/chainguard-images/",
        ..LANGUAGE
    },
    Family {
        names: &["bitnami/kubectl"],
        kind: Kind::Tool,
        facts: Facts { command: true, service: false, ..BITNAMI },
        versions: BITNAMI_VERSIONS,
        source: BITNAMI_WITHDRAWN,
        ..FAMILY
    },
    Family {
        names: &["bitnamilegacy/*"],
        kind: Kind::Server,
        facts: BITNAMI,
        deprecated: Some("another maker's image: this repository is frozen since August 2025"),
        source: BITNAMI_WITHDRAWN,
        ..FAMILY
    },
    Family {
        names: &["bitnami/*"],
        kind: Kind::Server,
        facts: BITNAMI,
        versions: BITNAMI_VERSIONS,
        source: BITNAMI_WITHDRAWN,
        ..FAMILY
    },
    Family {
        names: &["public.ecr.aws/bitnami/*", "bitnamisecure/*"],
        kind: Kind::Server,
        facts: BITNAMI,
        source: BITNAMI_SOURCE,
        ..FAMILY
    },
    Family {
        names: &["mcr.microsoft.com/dotnet/sdk"],
        facts: Facts { tools: &[DOTNET_SDK_TOOLS], ..DOTNET },
        variants: &[
            Variant {
                tag: TagPattern::BelowWith(8, &["alpine"]),
                facts: Facts {
                    users: &[],
                    tools: &[&["apk"], DOTNET_SDK_TOOLS],
                    distribution: Distribution::Alpine,
                    ..DOTNET
                },
            },
            Variant { tag: TagPattern::Below(8), facts: Facts { users: &[], tools: &[DOTNET_SDK_TOOLS], ..DOTNET } },
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { tools: &[&["apk"], DOTNET_SDK_TOOLS], distribution: Distribution::Alpine, ..DOTNET },
            },
            Variant { tag: TagPattern::Word("azurelinux"), facts: DOTNET_AZURE },
        ],
        support: Support::Calendar(&calendars::DOTNET),
        source: DOTNET_SOURCE,
        ..LANGUAGE
    },
    Family {
        names: &[
            "mcr.microsoft.com/dotnet/aspnet",
            "mcr.microsoft.com/dotnet/runtime",
            "mcr.microsoft.com/dotnet/runtime-deps",
            "mcr.microsoft.com/dotnet/nightly/*",
        ],
        facts: Facts { tools: &[&["dotnet"]], exhaustive: true, ..DOTNET },
        variants: &[
            Variant {
                tag: TagPattern::AnyWord(&["chiseled", "distroless"]),
                facts: Facts {
                    user: DefaultUser::Named { name: "app", uid: 1654 },
                    users: &[("app", 1654)],
                    environment: DOTNET_ENVIRONMENT,
                    ..DISTROLESS
                },
            },
            Variant {
                tag: TagPattern::BelowWith(8, &["alpine"]),
                facts: Facts { tools: &[&["apk", "dotnet"]], environment: DOTNET_ENVIRONMENT, ..ALPINE },
            },
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts {
                    users: &[("app", 1654)],
                    tools: &[&["apk", "dotnet"]],
                    environment: DOTNET_ENVIRONMENT,
                    ..ALPINE
                },
            },
            Variant { tag: TagPattern::Word("azurelinux"), facts: DOTNET_AZURE },
            Variant {
                tag: TagPattern::Below(8),
                facts: Facts { users: &[], tools: &[&["dotnet"]], exhaustive: true, ..DOTNET },
            },
        ],
        support: Support::Calendar(&calendars::DOTNET),
        source: DOTNET_SOURCE,
        ..LANGUAGE
    },
    Family {
        names: &["mcr.microsoft.com/dotnet/core/*", "microsoft/dotnet", "microsoft/dotnet*", "microsoft/aspnetcore*"],
        facts: Facts { tools: &[&["dotnet"]], users: &[], ..DOTNET },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { tools: &[&["apk", "dotnet"]], exhaustive: false, ..ALPINE },
        }],
        support: Support::Calendar(&calendars::DOTNET),
        deprecated: Some("`mcr.microsoft.com/dotnet/sdk`, `aspnet` or `runtime`"),
        source: DOTNET_SOURCE,
        ..LANGUAGE
    },
    Family {
        names: &["registry.access.redhat.com/ubi7*", "registry.access.redhat.com/rhel7*", "redhat/ubi7*"],
        facts: Facts { tools: &[&["curl", "yum"]], ..RED_HAT },
        deprecated: Some("`registry.access.redhat.com/ubi9/ubi`"),
        source: UBI_SOURCE,
        ..SYSTEM
    },
    Family {
        names: &[
            "registry.access.redhat.com/ubi8-micro",
            "registry.access.redhat.com/ubi8/ubi-micro",
            "registry.access.redhat.com/ubi9-micro",
            "registry.access.redhat.com/ubi9/ubi-micro",
            "registry.access.redhat.com/ubi10-micro",
            "registry.access.redhat.com/ubi10/ubi-micro",
            "redhat/ubi8-micro",
            "redhat/ubi9-micro",
        ],
        facts: Facts { tools: &[], exhaustive: true, ..RED_HAT },
        source: UBI_SOURCE,
        ..SYSTEM
    },
    Family {
        names: &[
            "registry.access.redhat.com/ubi8-minimal",
            "registry.access.redhat.com/ubi8/ubi-minimal",
            "registry.access.redhat.com/ubi9-minimal",
            "registry.access.redhat.com/ubi9/ubi-minimal",
            "registry.access.redhat.com/ubi10-minimal",
            "registry.access.redhat.com/ubi10/ubi-minimal",
            "redhat/ubi8-minimal",
            "redhat/ubi9-minimal",
            "redhat/ubi10-minimal",
        ],
        facts: Facts { tools: &[&["curl", "microdnf"]], ..RED_HAT },
        source: UBI_SOURCE,
        ..SYSTEM
    },
    Family {
        names: &[
            "registry.access.redhat.com/ubi8",
            "registry.access.redhat.com/ubi8/ubi",
            "registry.access.redhat.com/ubi8/ubi-init",
            "registry.access.redhat.com/ubi8-init",
            "registry.access.redhat.com/ubi9",
            "registry.access.redhat.com/ubi9/ubi",
            "registry.access.redhat.com/ubi9/ubi-init",
            "registry.access.redhat.com/ubi9-init",
            "registry.access.redhat.com/ubi10",
            "registry.access.redhat.com/ubi10/ubi",
            "redhat/ubi8",
            "redhat/ubi9",
            "redhat/ubi10",
        ],
        facts: Facts { tools: &[&["curl", "dnf", "yum"]], ..RED_HAT },
        source: UBI_SOURCE,
        ..SYSTEM
    },
    Family {
        names: &[
            "quay.io/sclorg/s2i-*",
            "quay.io/fedora/s2i-*",
            "registry.access.redhat.com/ubi8/s2i-*",
            "registry.access.redhat.com/ubi9/s2i-*",
            "registry.access.redhat.com/ubi10/s2i-*",
        ],
        // To build images of languages on: those set the user.
        facts: Facts { user: DefaultUser::Root, workdir: "/opt/app-root/src", ..RED_HAT },
        source: "https://github.com/sclorg/s2i-base-container",
        ..LANGUAGE
    },
    Family {
        names: &[
            "registry.access.redhat.com/ubi8/*",
            "registry.access.redhat.com/ubi9/*",
            "registry.access.redhat.com/ubi10/*",
            "registry.redhat.io/*",
            "quay.io/sclorg/*",
        ],
        facts: Facts { user: DefaultUser::Named { name: "1001", uid: 1001 }, workdir: "/opt/app-root/src", ..RED_HAT },
        source: "https://github.com/sclorg/s2i-base-container",
        ..LANGUAGE
    },
    Family {
        names: &["nvidia/cuda", "nvcr.io/nvidia/cuda"],
        facts: Facts {
            exhaustive: false,
            environment: &["CUDA_VERSION", "LD_LIBRARY_PATH", "NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES"],
            ..UBUNTU
        },
        variants: &[Variant {
            tag: TagPattern::AnyWord(&["ubi", "ubi8", "ubi9", "rockylinux", "centos", "oraclelinux"]),
            facts: RED_HAT,
        }],
        source: "https://gitlab.com/nvidia/container-images/cuda",
        ..SYSTEM
    },
    Family {
        names: &["nvcr.io/nvidia/distroless/*"],
        facts: Facts { distribution: Distribution::Distroless, user: DefaultUser::Unknown, ..UNKNOWN },
        source: "https://catalog.ngc.nvidia.com/orgs/nvidia/teams/distroless/containers/go",
        ..SYSTEM
    },
    Family {
        names: &["nvcr.io/nvidia/pytorch", "nvcr.io/nvidia/tensorflow"],
        facts: Facts { workdir: "/workspace", ..NVIDIA },
        source: "https://docs.nvidia.com/deeplearning/frameworks/",
        ..LANGUAGE
    },
    Family {
        names: &["nvcr.io/nvidia/tritonserver"],
        facts: Facts { workdir: "/opt/tritonserver", ..NVIDIA },
        source: "https://github.com/triton-inference-server/server/blob/main/build.py",
        ..LANGUAGE
    },
    Family {
        names: &["rocm/*", "intel/*"],
        facts: Facts { exhaustive: false, ..UBUNTU },
        source: "https://github.com/ROCm/ROCm-docker",
        ..LANGUAGE
    },
];

const LANGUAGE: Family = Family { kind: Kind::Language, ..FAMILY };
const SYSTEM: Family = Family { kind: Kind::OperatingSystem, ..FAMILY };

const DISTROLESS_FAMILY: Family = Family { versions: Versions::Names(DISTROLESS_NEWEST), ..LANGUAGE };
const DISTROLESS_NEWEST: &[&str] = &[
    "gcr.io/distroless/static-debian13",
    "gcr.io/distroless/base-debian13",
    "gcr.io/distroless/base-nossl-debian13",
    "gcr.io/distroless/cc-debian13",
    "gcr.io/distroless/python3-debian13",
    "gcr.io/distroless/java25-debian13",
    "gcr.io/distroless/java-base-debian13",
    "gcr.io/distroless/nodejs24-debian13",
];

const DISTROLESS_SOURCE: &str = "https://github.com/GoogleContainerTools/distroless";
const BITNAMI_SOURCE: &str = "https://github.com/bitnami/containers";
const BITNAMI_WITHDRAWN: &str = "https://github.com/bitnami/containers/issues/83267";
/// Since August 2025 Docker Hub has `latest` at most.
const BITNAMI_VERSIONS: Versions = Versions::Withdrawn("bitnamilegacy");
const DOTNET_SOURCE: &str = "https://github.com/dotnet/dotnet-docker";
const UBI_SOURCE: &str = "https://catalog.redhat.com/software/base-images";

const PYTHON_TOOLS: &[&str] = &["python", "python3"];
const STATIC_USERS: &[(&str, u32)] = &[("root", 0), ("nobody", 65534), ("nonroot", 65532)];
const DEBUG: Facts = Facts { distribution: Distribution::DistrolessDebug, exhaustive: true, ..UNKNOWN };
const DEBUG_NONROOT: Facts = Facts { user: NONROOT, workdir: "/home/nonroot", ..DEBUG };

const DISTROLESS_TAGS: &[Variant] = &[
    Variant { tag: TagPattern::Words(&["debug", "nonroot"]), facts: DEBUG_NONROOT },
    Variant { tag: TagPattern::Word("debug"), facts: DEBUG },
    Variant { tag: TagPattern::Word("nonroot"), facts: DISTROLESS_NONROOT },
];

const DISTROLESS_JAVA: &[Variant] = &[
    Variant {
        tag: TagPattern::Words(&["debug", "nonroot"]),
        facts: Facts { tools: &[&["java"]], command: true, ..DEBUG_NONROOT },
    },
    Variant { tag: TagPattern::Word("debug"), facts: Facts { tools: &[&["java"]], command: true, ..DEBUG } },
    Variant {
        tag: TagPattern::Word("nonroot"),
        facts: Facts { tools: &[&["java"]], command: true, ..DISTROLESS_NONROOT },
    },
];

/// Debian of their own under `/opt/bitnami`; later images stand on Photon, so the system is left open.
const BITNAMI: Facts = Facts {
    user: DefaultUser::Named { name: "1001", uid: 1001 },
    tools: &[&["bash"]],
    service: true,
    command: true,
    ..UNKNOWN
};

const DOTNET_ENVIRONMENT: &[&str] =
    &["APP_UID", "ASPNETCORE_HTTP_PORTS", "ASPNET_VERSION", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_VERSION"];
const DOTNET_SDK_TOOLS: &[&str] = &["dotnet", "curl", "git", "wget", "pwsh"];
// Debian until .NET 9, Ubuntu from .NET 10: the same for every question asked here but one, so Debian stands for both.
const DOTNET: Facts = Facts {
    users: &[("app", 1654)],
    exhaustive: false,
    sometimes: &["ps", "pgrep", "pkill", "top"],
    environment: DOTNET_ENVIRONMENT,
    ..DEBIAN
};
const DOTNET_AZURE: Facts = Facts {
    users: &[("app", 1654)],
    distribution: Distribution::Photon,
    tools: &[&["dotnet", "tdnf"]],
    environment: DOTNET_ENVIRONMENT,
    ..UNKNOWN
};

const NVIDIA: Facts = Facts { tools: &[&["python", "python3", "pip", "curl"]], exhaustive: false, ..UBUNTU };
