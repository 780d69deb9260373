//! Languages to build on, except those of the Java world.
//!
//! Most full images stand on `buildpack-deps` and so bring curl, git and compilers; `-slim` stands on plain
//! Debian and brings none of them; `-alpine` has what Busybox has.

use super::base::{
    ALPINE, BUILDPACK, BUILDPACK_SCM, BUILDPACK_SOMETIMES, COMPILER_TOOLS, CURL_TOOLS, DEBIAN, FAMILY, RED_HAT,
    SCM_TOOLS, UBUNTU, UNKNOWN,
};
use super::calendars;
use super::{Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["node"],
        facts: Facts { tools: &[CURL_TOOLS, SCM_TOOLS, COMPILER_TOOLS, NODE_TOOLS], ..NODE },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { distribution: Distribution::Alpine, tools: &[&["apk"], NODE_TOOLS], ..NODE },
            },
            Variant { tag: TagPattern::Word("slim"), facts: Facts { tools: &[NODE_TOOLS], ..NODE } },
        ],
        support: Support::Calendar(&calendars::NODE),
        source: "https://github.com/nodejs/docker-node",
        ..LANGUAGE
    },
    Family {
        names: &["python"],
        facts: Facts {
            tools: &[CURL_TOOLS, SCM_TOOLS, COMPILER_TOOLS, PYTHON_TOOLS],
            environment: PYTHON_ENVIRONMENT,
            ..BUILDPACK
        },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { tools: &[&["apk"], PYTHON_TOOLS], environment: PYTHON_ENVIRONMENT, ..ALPINE },
            },
            Variant {
                tag: TagPattern::Word("slim"),
                facts: Facts { tools: &[PYTHON_TOOLS], environment: PYTHON_ENVIRONMENT, ..DEBIAN },
            },
        ],
        support: Support::Calendar(&calendars::PYTHON),
        source: "https://github.com/docker-library/python",
        ..LANGUAGE
    },
    Family {
        names: &["golang"],
        facts: Facts {
            tools: &[CURL_TOOLS, SCM_TOOLS, &["go", "gofmt", "gcc", "g++", "cc", "make"]],
            workdir: "/go",
            environment: GO_ENVIRONMENT,
            ..BUILDPACK_SCM
        },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts {
                tools: &[&["apk", "go", "gofmt"]],
                sometimes: &["git", "gcc", "g++", "make"],
                workdir: "/go",
                environment: GO_ENVIRONMENT,
                ..ALPINE
            },
        }],
        support: Support::Calendar(&calendars::GO),
        source: "https://github.com/docker-library/golang",
        ..LANGUAGE
    },
    Family {
        names: &["rust"],
        facts: Facts {
            tools: &[CURL_TOOLS, SCM_TOOLS, COMPILER_TOOLS, RUST_TOOLS],
            environment: RUST_ENVIRONMENT,
            ..BUILDPACK
        },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { tools: &[&["apk", "gcc", "cc"], RUST_TOOLS], environment: RUST_ENVIRONMENT, ..ALPINE },
            },
            Variant {
                tag: TagPattern::Word("slim"),
                facts: Facts { tools: &[&["gcc", "cc"], RUST_TOOLS], environment: RUST_ENVIRONMENT, ..DEBIAN },
            },
        ],
        source: "https://github.com/rust-lang/docker-rust",
        ..LANGUAGE
    },
    Family {
        names: &["lukemathwalker/cargo-chef"],
        facts: Facts { exhaustive: false, tools: &[RUST_TOOLS, &["cargo-chef"]], ..DEBIAN },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { exhaustive: false, tools: &[&["apk", "cargo-chef"], RUST_TOOLS], ..ALPINE },
        }],
        source: "https://github.com/LukeMathWalker/cargo-chef",
        ..LANGUAGE
    },
    Family {
        names: &["ruby"],
        facts: Facts {
            tools: &[CURL_TOOLS, SCM_TOOLS, COMPILER_TOOLS, RUBY_TOOLS],
            environment: RUBY_ENVIRONMENT,
            ..BUILDPACK
        },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { tools: &[&["apk"], RUBY_TOOLS], environment: RUBY_ENVIRONMENT, ..ALPINE },
            },
            Variant {
                tag: TagPattern::Word("slim"),
                facts: Facts { tools: &[RUBY_TOOLS], environment: RUBY_ENVIRONMENT, ..DEBIAN },
            },
        ],
        support: Support::Calendar(&calendars::RUBY),
        source: "https://github.com/docker-library/ruby",
        ..LANGUAGE
    },
    Family {
        names: &["php"],
        facts: PHP,
        variants: &[
            Variant {
                tag: TagPattern::Words(&["fpm", "alpine"]),
                facts: Facts {
                    service: true,
                    command: true,
                    drops_privileges: true,
                    workdir: "/var/www/html",
                    ..PHP_ALPINE
                },
            },
            Variant { tag: TagPattern::Word("alpine"), facts: PHP_ALPINE },
            Variant {
                tag: TagPattern::AnyWord(&["fpm", "apache"]),
                facts: Facts { service: true, command: true, drops_privileges: true, workdir: "/var/www/html", ..PHP },
            },
        ],
        support: Support::Calendar(&calendars::PHP),
        source: "https://github.com/docker-library/php",
        ..LANGUAGE
    },
    Family {
        names: &["composer"],
        kind: Kind::Tool,
        facts: Facts {
            tools: &[&["apk", "bash", "composer", "curl", "git", "hg", "php", "ssh", "svn", "tini", "unzip"]],
            exhaustive: false,
            command: true,
            workdir: "/app",
            ..ALPINE
        },
        source: "https://github.com/composer/docker",
        ..LANGUAGE
    },
    Family {
        names: &["perl"],
        facts: Facts { workdir: "/usr/src/app", ..BUILDPACK },
        variants: &[Variant {
            tag: TagPattern::Word("slim"),
            facts: Facts { workdir: "/usr/src/app", exhaustive: false, ..DEBIAN },
        }],
        support: Support::Calendar(&calendars::PERL),
        source: "https://github.com/Perl/docker-perl",
        ..LANGUAGE
    },
    Family {
        names: &["elixir"],
        facts: BUILDPACK,
        variants: BEAM,
        support: Support::Calendar(&calendars::ELIXIR),
        source: "https://github.com/erlef/docker-elixir",
        ..LANGUAGE
    },
    Family {
        names: &["erlang"],
        facts: BUILDPACK,
        variants: BEAM,
        support: Support::Calendar(&calendars::ERLANG),
        source: "https://github.com/erlang/docker-erlang-otp",
        ..LANGUAGE
    },
    Family {
        names: &["hexpm/elixir"],
        facts: UNKNOWN,
        variants: HEXPM,
        versions: Versions::WholeTags,
        support: Support::Calendar(&calendars::ELIXIR),
        source: "https://github.com/hexpm/bob#docker-images",
        ..LANGUAGE
    },
    Family {
        names: &["hexpm/erlang"],
        facts: UNKNOWN,
        variants: HEXPM,
        versions: Versions::WholeTags,
        support: Support::Calendar(&calendars::ERLANG),
        source: "https://github.com/hexpm/bob#docker-images",
        ..LANGUAGE
    },
    Family {
        names: &["haskell"],
        facts: Facts { exhaustive: false, tools: &[&["curl", "gcc", "g++", "git", "make", "ghc", "cabal"]], ..DEBIAN },
        source: "https://github.com/haskell/docker-haskell",
        ..LANGUAGE
    },
    Family {
        names: &["swift"],
        facts: Facts { exhaustive: false, ..UBUNTU },
        variants: &[
            Variant { tag: TagPattern::AnyWord(&["amazonlinux", "rhel", "centos", "fedora"]), facts: RED_HAT },
            Variant { tag: TagPattern::AnyWord(&["bookworm", "trixie"]), facts: Facts { exhaustive: false, ..DEBIAN } },
        ],
        source: "https://github.com/swiftlang/swift-docker",
        ..LANGUAGE
    },
    Family {
        names: &["julia"],
        facts: Facts { tools: &[&["curl", "julia"]], ..DEBIAN },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE } }],
        source: "https://github.com/docker-library/julia",
        ..LANGUAGE
    },
    Family {
        names: &["r-base"],
        facts: Facts { users: &[("docker", 1000)], exhaustive: false, ..DEBIAN },
        source: "https://github.com/rocker-org/rocker",
        ..LANGUAGE
    },
    Family {
        names: &["rocker/r-ver", "rocker/*"],
        facts: Facts { exhaustive: false, ..UBUNTU },
        source: "https://rocker-project.org/images/versioned/r-ver.html",
        ..LANGUAGE
    },
    Family {
        names: &["dart"],
        facts: Facts { tools: &[&["dart", "curl", "git", "ssh", "unzip"]], exhaustive: false, ..DEBIAN },
        source: "https://github.com/dart-lang/dart-docker",
        ..LANGUAGE
    },
    Family { names: &["gcc"], facts: BUILDPACK, source: "https://github.com/docker-library/gcc", ..LANGUAGE },
    Family {
        names: &["silkeh/clang"],
        facts: Facts { exhaustive: false, ..DEBIAN },
        source: "https://hub.docker.com/r/silkeh/clang",
        ..LANGUAGE
    },
    Family {
        names: &["oven/bun"],
        facts: BUN,
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { distribution: Distribution::Alpine, tools: &[&["apk", "bun", "bunx", "node"]], ..BUN },
            },
            Variant {
                tag: TagPattern::Word("distroless"),
                facts: Facts { distribution: Distribution::Distroless, exhaustive: false, ..BUN },
            },
        ],
        source: "https://github.com/oven-sh/bun/tree/main/dockerhub",
        ..LANGUAGE
    },
    Family {
        names: &["denoland/deno"],
        facts: DENO,
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { distribution: Distribution::Alpine, tools: &[&["apk", "deno", "tini"]], ..DENO },
            },
            Variant {
                tag: TagPattern::Word("distroless"),
                facts: Facts { distribution: Distribution::Distroless, exhaustive: false, ..DENO },
            },
            Variant {
                tag: TagPattern::Word("bin"),
                facts: Facts { distribution: Distribution::Bare, exhaustive: true, ..UNKNOWN },
            },
            Variant { tag: TagPattern::Word("ubuntu"), facts: Facts { distribution: Distribution::Ubuntu, ..DENO } },
        ],
        source: "https://github.com/denoland/deno_docker",
        ..LANGUAGE
    },
    Family {
        names: &["pypy"],
        facts: BUILDPACK,
        variants: &[Variant { tag: TagPattern::Word("slim"), facts: Facts { exhaustive: false, ..DEBIAN } }],
        source: "https://github.com/docker-library/pypy",
        ..LANGUAGE
    },
    Family {
        names: &["condaforge/*", "continuumio/miniconda3", "continuumio/anaconda3"],
        facts: Facts { tools: &[&["conda", "python", "python3", "pip"]], exhaustive: false, ..DEBIAN },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE } }],
        source: "https://github.com/ContinuumIO/docker-images",
        ..LANGUAGE
    },
    Family {
        names: &["tensorflow/tensorflow"],
        facts: Facts { tools: &[&["python", "python3", "pip"]], exhaustive: false, ..UBUNTU },
        source: "https://hub.docker.com/r/tensorflow/tensorflow",
        ..LANGUAGE
    },
    Family {
        names: &["pytorch/pytorch"],
        facts: Facts { tools: &[&["python", "python3", "pip"]], exhaustive: false, workdir: "/workspace", ..UBUNTU },
        source: "https://github.com/pytorch/pytorch/blob/main/Dockerfile",
        ..LANGUAGE
    },
    Family {
        names: &["tiangolo/uvicorn-gunicorn*"],
        facts: Facts { service: true, command: true, exhaustive: false, workdir: "/app", ..BUILDPACK },
        variants: &[Variant {
            tag: TagPattern::Word("slim"),
            facts: Facts { service: true, command: true, exhaustive: false, workdir: "/app", ..DEBIAN },
        }],
        deprecated: Some("an image of your own from `python`"),
        source: "https://github.com/tiangolo/uvicorn-gunicorn-fastapi-docker",
        ..LANGUAGE
    },
];

const LANGUAGE: Family = Family { kind: Kind::Language, ..FAMILY };

const NODE_TOOLS: &[&str] = &["node", "npm", "npx", "corepack", "yarn"];
const PYTHON_TOOLS: &[&str] = &["python", "python3", "pip", "pip3"];
const RUBY_TOOLS: &[&str] = &["ruby", "gem", "bundle", "irb"];
const RUST_TOOLS: &[&str] = &["cargo", "rustc", "rustup"];
const PYTHON_ENVIRONMENT: &[&str] = &["PYTHON_VERSION", "PYTHON_SHA256", "GPG_KEY"];
const GO_ENVIRONMENT: &[&str] = &["GOLANG_VERSION", "GOTOOLCHAIN", "GOPATH"];
const RUST_ENVIRONMENT: &[&str] = &["RUSTUP_HOME", "CARGO_HOME", "RUST_VERSION"];
const RUBY_ENVIRONMENT: &[&str] =
    &["RUBY_VERSION", "RUBY_DOWNLOAD_URL", "GEM_HOME", "BUNDLE_SILENCE_ROOT_WARNING", "BUNDLE_APP_CONFIG"];

const NODE: Facts = Facts {
    users: &[("node", 1000)],
    sometimes: BUILDPACK_SOMETIMES,
    environment: &["NODE_VERSION", "YARN_VERSION"],
    ..DEBIAN
};
const PHP_ENVIRONMENT: &[&str] = &["PHPIZE_DEPS", "PHP_INI_DIR", "PHP_VERSION", "PHP_URL", "GPG_KEYS"];
const PHP: Facts = Facts {
    tools: &[&["php", "curl", "gcc", "g++", "cc", "make", "autoconf", "xz", "pear", "pecl"]],
    sometimes: &["apache2ctl"],
    environment: PHP_ENVIRONMENT,
    ..DEBIAN
};
const PHP_ALPINE: Facts = Facts {
    tools: &[&["apk", "php", "curl", "openssl", "xz", "pear", "pecl"]],
    users: &[("www-data", 82)],
    environment: PHP_ENVIRONMENT,
    ..ALPINE
};

const BUN: Facts = Facts {
    users: &[("bun", 1000)],
    tools: &[&["bun", "bunx", "node"]],
    workdir: "/home/bun/app",
    environment: &["BUN_RUNTIME_TRANSPILER_CACHE_PATH", "BUN_INSTALL_BIN"],
    ..DEBIAN
};

const DENO: Facts = Facts {
    users: &[("deno", 1993)],
    tools: &[&["deno", "tini"]],
    environment: &["DENO_DIR", "DENO_INSTALL_ROOT", "DENO_VERSION"],
    ..DEBIAN
};
const BEAM: &[Variant] = &[
    Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE } },
    Variant { tag: TagPattern::AnyWord(&["slim"]), facts: Facts { exhaustive: false, ..DEBIAN } },
];
const HEXPM: &[Variant] = &[
    Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE } },
    Variant { tag: TagPattern::Word("debian"), facts: Facts { exhaustive: false, ..DEBIAN } },
    Variant { tag: TagPattern::Word("ubuntu"), facts: Facts { exhaustive: false, ..UBUNTU } },
];
