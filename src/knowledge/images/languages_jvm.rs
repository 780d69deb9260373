//! Java and the tools that build it.
//!
//! Temurin's default is Ubuntu and brings curl; its tags also name Alpine and UBI.

use super::base::{ALPINE, BUILDPACK_SCM, DEBIAN, FAMILY, RED_HAT, UBUNTU, UNKNOWN};
use super::calendars;
use super::{DefaultUser, Distribution, Facts, Family, Kind, Support, TagPattern, Variant, Versions};

/// The rows.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &["eclipse-temurin"],
        facts: TEMURIN,
        variants: &[
            Variant { tag: TagPattern::Word("alpine"), facts: TEMURIN_ALPINE },
            Variant { tag: TagPattern::AnyWord(&["ubi", "centos"]), facts: TEMURIN_UBI },
        ],
        support: Support::Calendar(&calendars::JAVA),
        source: "https://github.com/adoptium/containers",
        ..LANGUAGE
    },
    Family {
        names: &["openjdk"],
        facts: Facts { exhaustive: false, sometimes: OPENJDK_SOMETIMES, ..UNKNOWN },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { sometimes: OPENJDK_SOMETIMES, environment: JAVA_ENVIRONMENT, ..ALPINE },
            },
            Variant {
                tag: TagPattern::Word("slim"),
                facts: Facts { tools: &[JAVA_TOOLS], environment: JAVA_ENVIRONMENT, ..DEBIAN },
            },
            Variant {
                tag: TagPattern::AnyWord(&["buster", "bullseye", "bookworm", "trixie", "stretch"]),
                facts: Facts { exhaustive: false, environment: JAVA_ENVIRONMENT, ..BUILDPACK_SCM },
            },
            Variant { tag: TagPattern::AnyWord(&["oracle", "oraclelinux"]), facts: RED_HAT },
        ],
        deprecated: Some(super::ECLIPSE_TEMURIN),
        source: "https://hub.docker.com/_/openjdk",
        ..LANGUAGE
    },
    Family {
        names: &["java"],
        facts: Facts { exhaustive: false, ..DEBIAN },
        deprecated: Some(super::ECLIPSE_TEMURIN),
        source: "https://hub.docker.com/_/java",
        ..LANGUAGE
    },
    Family {
        names: &["adoptopenjdk", "adoptopenjdk/*"],
        facts: Facts { exhaustive: false, ..UNKNOWN },
        variants: &[Variant { tag: TagPattern::Word("alpine"), facts: Facts { exhaustive: false, ..ALPINE } }],
        deprecated: Some(super::ECLIPSE_TEMURIN),
        source: "https://hub.docker.com/_/adoptopenjdk",
        ..LANGUAGE
    },
    Family {
        names: &["amazoncorretto", "public.ecr.aws/amazoncorretto/amazoncorretto"],
        facts: Facts { tools: &[JAVA_TOOLS, &["curl"]], environment: &["JAVA_HOME", "LANG"], ..RED_HAT },
        variants: &[Variant {
            tag: TagPattern::Word("alpine"),
            facts: Facts { tools: &[JAVA_TOOLS, &["apk"]], environment: &["JAVA_HOME", "LANG"], ..ALPINE },
        }],
        support: Support::Calendar(&calendars::CORRETTO),
        source: "https://github.com/corretto/corretto-docker",
        ..LANGUAGE
    },
    Family {
        names: &["bellsoft/*", "ibmjava", "ibm-semeru-runtimes", "sapmachine", "azul/*", "ghcr.io/graalvm/*"],
        facts: Facts { tools: &[JAVA_TOOLS], ..UNKNOWN },
        source: "https://hub.docker.com/_/ibm-semeru-runtimes",
        ..LANGUAGE
    },
    Family {
        names: &["oracle/serverjre", "oracle/jdk", "container-registry.oracle.com/java/*"],
        facts: Facts { tools: &[JAVA_TOOLS, &["curl"]], ..RED_HAT },
        source: "https://github.com/oracle/docker-images/tree/main/OracleJava",
        ..LANGUAGE
    },
    Family {
        names: &["maven"],
        facts: Facts { tools: &[MAVEN_TOOLS], exhaustive: false, ..MAVEN },
        variants: &[
            Variant {
                tag: TagPattern::Word("alpine"),
                facts: Facts { distribution: Distribution::Alpine, tools: &[MAVEN_TOOLS, &["apk"]], ..MAVEN },
            },
            Variant {
                tag: TagPattern::AnyWord(&["amazoncorretto", "corretto", "oracle", "graalvm", "ibm", "semeru"]),
                facts: Facts { distribution: Distribution::Unknown, tools: &[MAVEN_TOOLS], ..MAVEN },
            },
        ],
        source: "https://github.com/carlossg/docker-maven",
        ..LANGUAGE
    },
    Family {
        names: &["gradle"],
        facts: GRADLE,
        variants: &[
            Variant { tag: TagPattern::Word("alpine"), facts: Facts { distribution: Distribution::Alpine, ..GRADLE } },
            Variant {
                tag: TagPattern::AnyWord(&["ubi", "corretto", "graal"]),
                facts: Facts { distribution: Distribution::RedHat, ..GRADLE },
            },
        ],
        support: Support::Calendar(&calendars::GRADLE),
        source: "https://github.com/gradle/docker-gradle",
        ..LANGUAGE
    },
    Family {
        names: &["tomcat"],
        kind: Kind::Server,
        facts: Facts { tools: &[JAVA_TOOLS, &["curl", "catalina.sh"]], ..TOMCAT },
        variants: &[
            Variant { tag: TagPattern::Word("alpine"), facts: Facts { distribution: Distribution::Alpine, ..TOMCAT } },
            Variant {
                tag: TagPattern::AnyWord(&["corretto", "al2", "openjdk", "slim"]),
                facts: Facts { distribution: Distribution::Unknown, ..TOMCAT },
            },
        ],
        support: Support::Calendar(&calendars::TOMCAT),
        source: "https://github.com/docker-library/tomcat",
        ..LANGUAGE
    },
    Family {
        names: &["jetty"],
        kind: Kind::Server,
        facts: Facts {
            user: DefaultUser::Named { name: "jetty", uid: 999 },
            users: &[("jetty", 999)],
            distribution: Distribution::Unknown,
            service: true,
            command: true,
            workdir: "/var/lib/jetty",
            environment: &["JETTY_HOME", "JETTY_BASE", "JETTY_VERSION", "TMPDIR"],
            ..UNKNOWN
        },
        support: Support::Calendar(&calendars::JETTY),
        source: "https://github.com/jetty/jetty.docker",
        ..LANGUAGE
    },
    Family {
        names: &["quay.io/wildfly/wildfly", "jboss/wildfly"],
        kind: Kind::Server,
        facts: Facts {
            user: DefaultUser::Named { name: "jboss", uid: 1000 },
            users: &[("jboss", 1000)],
            service: true,
            command: true,
            workdir: "/opt/jboss",
            ..RED_HAT
        },
        versions: Versions::WholeTags,
        support: Support::Calendar(&calendars::WILDFLY),
        source: "https://github.com/jboss-dockerfiles/wildfly",
        ..LANGUAGE
    },
];

const LANGUAGE: Family = Family { kind: Kind::Language, ..FAMILY };

const JAVA_TOOLS: &[&str] = &["java"];
const JAVA_ENVIRONMENT: &[&str] = &["JAVA_HOME", "JAVA_VERSION", "LANG"];
const TEMURIN_ENVIRONMENT: &[&str] = &["JAVA_HOME", "JAVA_VERSION", "LANG", "LANGUAGE", "LC_ALL"];
const OPENJDK_SOMETIMES: &[&str] = &["curl", "wget", "bash", "git", "java", "javac"];

const TEMURIN: Facts = Facts {
    tools: &[JAVA_TOOLS, &["curl", "openssl"]],
    sometimes: &["javac", "wget", "python3", "python"],
    environment: TEMURIN_ENVIRONMENT,
    ..UBUNTU
};
// Bash is in some releases only, where the certificates are kept in step with it.
const TEMURIN_ALPINE: Facts =
    Facts { tools: &[JAVA_TOOLS, &["apk"]], sometimes: &["javac", "bash"], environment: TEMURIN_ENVIRONMENT, ..ALPINE };
const TEMURIN_UBI: Facts =
    Facts { tools: &[JAVA_TOOLS, &["curl", "microdnf"]], environment: TEMURIN_ENVIRONMENT, ..RED_HAT };

const MAVEN_TOOLS: &[&str] = &["java", "javac", "mvn", "curl", "git"];
const MAVEN: Facts = Facts {
    exhaustive: false,
    command: true,
    environment: &["MAVEN_HOME", "MAVEN_CONFIG", "JAVA_HOME", "JAVA_VERSION"],
    ..UBUNTU
};
const GRADLE: Facts = Facts {
    users: &[("gradle", 1000)],
    tools: &[&["java", "javac", "gradle", "git", "wget", "unzip"]],
    exhaustive: false,
    command: true,
    workdir: "/home/gradle",
    data_directories: &["/home/gradle/.gradle"],
    environment: &["GRADLE_HOME", "GRADLE_VERSION", "JAVA_HOME", "JAVA_VERSION"],
    ..UBUNTU
};
const TOMCAT: Facts = Facts {
    tools: &[&["java", "catalina.sh"]],
    exhaustive: false,
    service: true,
    command: true,
    workdir: "/usr/local/tomcat",
    environment: &["CATALINA_HOME", "TOMCAT_NATIVE_LIBDIR", "LD_LIBRARY_PATH", "TOMCAT_MAJOR", "TOMCAT_VERSION"],
    ..UBUNTU
};
