//! Images to build with, and those on which runs what they make.
//!
//! Knows names and tags, nothing of builds. Checked on 2026-11-21. Start with [`runtime_of`].

/// Images that are there to build with.
pub const BUILD_IMAGES: &[&str] =
    &["golang", "rust", "maven", "gradle", "mcr.microsoft.com/dotnet/sdk", "haskell", "sbtscala/scala-sbt", "clojure"];

/// Parts of an image's name that say that people compile in it.
pub const WORKSHOPS: &[&str] = &[
    "jupyter",
    "devcontainer",
    "gitpod",
    "rocker",
    "r-base",
    "julia",
    "cimg",
    "jenkins",
    "runner",
    "emscripten",
    "manylinux",
    "sagemath",
];

/// The image to run what one to build with made, by its repository and tag; `None` where it is none, or where the tag
/// does not tell which version of the language it has.
///
/// Sources: <https://hub.docker.com/_/golang>, <https://hub.docker.com/_/rust>, <https://hub.docker.com/_/maven>,
/// <https://hub.docker.com/_/gradle>, <https://learn.microsoft.com/dotnet/architecture/microservices/net-core-net-framework-containers/official-net-docker-images>
pub fn runtime_of(repository: &str, tag: Option<&str>) -> Option<String> {
    let tag = tag.unwrap_or_default();
    match repository {
        "golang" | "rust" => Some(if tag.contains("alpine") { "alpine:3.23" } else { "debian:13-slim" }.to_owned()),
        "maven" | "gradle" => Some(format!("eclipse-temurin:{}-jre", java_of(tag)?)),
        "mcr.microsoft.com/dotnet/sdk" if !tag.is_empty() => Some(format!("mcr.microsoft.com/dotnet/aspnet:{tag}")),
        "node" if tag.contains("slim") || tag.contains("alpine") => Some(format!("node:{tag}")),
        "node" if tag.is_empty() || tag == "latest" => Some("node:slim".to_owned()),
        "node" => Some(format!("node:{tag}-slim")),
        _ => None,
    }
}

/// The version of Java that a tag names: `21` in `3.9-eclipse-temurin-21-alpine` and `8.14-jdk21`.
fn java_of(tag: &str) -> Option<&str> {
    let mut words = tag
        .split('-')
        .skip_while(|word| !["temurin", "corretto", "openjdk", "jdk"].iter().any(|it| word.starts_with(it)));
    let first = words.next()?.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let version = if first.is_empty() { words.next()? } else { first };
    version.bytes().all(|byte| byte.is_ascii_digit()).then_some(version)
}

/// Images of which one half, by a word of the tag, is there to build with: `devel`, beside `runtime`.
const HALVED_IMAGES: &[&str] = &["nvidia/cuda", "nvcr.io/nvidia/cuda", "pytorch/pytorch"];

/// The tag of the half that is there to run, where this one is there to build with.
pub fn runtime_half(repository: &str, tag: &str) -> Option<String> {
    let is_for_building = HALVED_IMAGES.contains(&repository) && tag.split('-').any(|word| word == "devel");
    is_for_building.then(|| tag.replace("devel", "runtime"))
}

#[cfg(test)]
mod tests {
    use super::runtime_of;

    #[test]
    fn images_to_build_with_have_one_to_run() {
        for (repository, tag, runtime) in [
            ("golang", Some("1.25-alpine"), Some("alpine:3.23")),
            ("rust", None, Some("debian:13-slim")),
            ("maven", Some("3.9-eclipse-temurin-21"), Some("eclipse-temurin:21-jre")),
            ("gradle", Some("8.14-jdk17-alpine"), Some("eclipse-temurin:17-jre")),
            ("maven", Some("3.9"), None),
            ("mcr.microsoft.com/dotnet/sdk", Some("9.0"), Some("mcr.microsoft.com/dotnet/aspnet:9.0")),
            ("node", Some("24.11"), Some("node:24.11-slim")),
            ("node", Some("24.11-alpine"), Some("node:24.11-alpine")),
            ("haskell", Some("9"), None),
        ] {
            assert_eq!(runtime_of(repository, tag).as_deref(), runtime, "{repository} {tag:?}");
        }
    }
}
