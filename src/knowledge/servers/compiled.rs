//! Tools of compiled languages that build, watch and run in one.

use super::{Channel, Host, SERVER, Server};

const BINARY: &str = "compile in a stage of its own and start what comes out";
const JAR: &str = "build the jar in a stage of its own and start it:\nCMD [\"java\", \"-jar\", \"app.jar\"]";
const PUBLISHED: &str =
    "publish in a stage of its own (`dotnet publish`) and start what comes out:\nENTRYPOINT [\"dotnet\", \"App.dll\"]";

/// The rows.
pub(super) const SERVERS: &[Server] = &[
    Server {
        name: "hugo server",
        calls: &[&["hugo", "server"], &["hugo", "serve"]],
        development: Some("build the pages (`hugo`) and let a web server serve them"),
        port: Channel { flags: &["-p", "--port"], variables: &[] },
        host: Channel { flags: &["--bind"], variables: &[] },
        default_port: Some(1313),
        default_host: Host::Loopback,
        open_words: "--bind 0.0.0.0",
        source: "https://gohugo.io/commands/hugo_server/",
        ..SERVER
    },
    Server {
        name: "air",
        calls: &[&["air"], &["CompileDaemon"], &["gow"]],
        development: Some(BINARY),
        source: "https://github.com/air-verse/air",
        ..SERVER
    },
    Server {
        name: "cargo watch",
        calls: &[&["cargo", "watch"], &["cargo-watch"], &["watchexec"], &["bacon"]],
        development: Some(BINARY),
        source: "https://github.com/watchexec/cargo-watch",
        ..SERVER
    },
    Server {
        name: "go run",
        calls: &[&["go", "run"]],
        development: Some(BINARY),
        source: "https://pkg.go.dev/cmd/go#hdr-Compile_and_run_Go_program",
        ..SERVER
    },
    Server {
        name: "cargo run",
        calls: &[&["cargo", "run"]],
        development: Some(BINARY),
        source: "https://doc.rust-lang.org/cargo/commands/cargo-run.html",
        ..SERVER
    },
    Server {
        name: "dotnet watch",
        calls: &[&["dotnet", "watch"], &["dotnet-watch"]],
        development: Some(PUBLISHED),
        source: "https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-watch",
        ..SERVER
    },
    Server {
        name: "dotnet run",
        calls: &[&["dotnet", "run"]],
        development: Some(PUBLISHED),
        source: "https://learn.microsoft.com/en-us/dotnet/core/tools/dotnet-run",
        ..SERVER
    },
    Server {
        name: "spring-boot:run",
        calls: &[
            &["mvn", "spring-boot:run"],
            &["mvnw", "spring-boot:run"],
            &["gradle", "bootRun"],
            &["gradlew", "bootRun"],
            &["mvn", "quarkus:dev"],
            &["mvnw", "quarkus:dev"],
        ],
        development: Some(JAR),
        source: "https://docs.spring.io/spring-boot/maven-plugin/run.html",
        ..SERVER
    },
];
