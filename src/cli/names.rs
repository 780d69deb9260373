//! Which names are taken for Dockerfiles, for Compose files and for ignore files.
//!
//! Where a name alone does not tell, the text is looked at. Start with [`kind_of_found`] and [`kind_of_named`].

use std::path::Path;

use super::discover::Kind;
use crate::model::stack::names::{BASES, OVERRIDES};
use crate::syntax::yaml;
use crate::text::Source;

/// Endings of templates: what they make is a Dockerfile, they are not.
const TEMPLATES: &[&str] = &[
    "j2",
    "jinja",
    "jinja2",
    "tmpl",
    "tpl",
    "template",
    "templ",
    "erb",
    "ejs",
    "in",
    "mustache",
    "hbs",
    "handlebars",
    "gotmpl",
    "liquid",
    "mako",
    "m4",
    "dist",
    "njk",
];
/// Endings of editor and merge leftovers.
const LEFTOVERS: &[&str] = &["bak", "backup", "orig", "rej", "swp", "swo", "tmp", "temp", "old", "save"];
/// Endings of files in another language, of data and of documents.
const OTHERS: &[&str] = &[
    "adoc",
    "bash",
    "bat",
    "c",
    "cc",
    "cfg",
    "class",
    "cmd",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "dart",
    "diff",
    "dockerignore",
    "ex",
    "exs",
    "gif",
    "go",
    "gradle",
    "groovy",
    "gz",
    "h",
    "hpp",
    "hs",
    "htm",
    "html",
    "ini",
    "ipynb",
    "java",
    "jpg",
    "jpeg",
    "js",
    "json",
    "jsonnet",
    "jsx",
    "kt",
    "kts",
    "less",
    "lock",
    "log",
    "lua",
    "md",
    "mdx",
    "mjs",
    "nix",
    "patch",
    "pdf",
    "php",
    "pl",
    "png",
    "properties",
    "proto",
    "ps1",
    "py",
    "pyc",
    "rb",
    "rs",
    "rst",
    "sarif",
    "sass",
    "scala",
    "scss",
    "sha256",
    "sh",
    "sig",
    "snap",
    "sql",
    "sum",
    "svg",
    "swift",
    "tar",
    "tf",
    "tgz",
    "toml",
    "ts",
    "tsv",
    "tsx",
    "vim",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zip",
    "zsh",
];

/// What a file in a searched directory is taken for, if for anything. `read` is asked where its name does not tell.
pub fn kind_of_found(name: &str, read: impl FnOnce() -> Option<Vec<u8>>) -> Option<Kind> {
    if is_dockerfile(name) {
        return Some(Kind::Dockerfile);
    }
    if is_ignore_file(name) {
        return Some(Kind::Ignore);
    }
    let is_known = BASES.contains(&name) || OVERRIDES.contains(&name);
    let is_compose = is_known || (is_compose(name) && read().is_none_or(looks_like_compose));
    is_compose.then_some(Kind::Compose)
}

/// What a file that somebody names is taken for.
pub fn kind_of_named(path: &Path, read: impl FnOnce() -> Option<Vec<u8>>) -> Kind {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if is_ignore_file(&name) {
        return Kind::Ignore;
    }
    let is_yaml = stem_of_yaml(&name.to_ascii_lowercase()).is_some();
    match is_compose(&name) || (is_yaml && !read().is_some_and(looks_like_dockerfile)) {
        true => Kind::Compose,
        false => Kind::Dockerfile,
    }
}

/// Whether a file of that name is an ignore file: the one of a folder, or that of one Dockerfile.
pub fn is_ignore_file(name: &str) -> bool {
    name == ".dockerignore" || name.strip_suffix(".dockerignore").is_some_and(is_dockerfile)
}

/// Whether a text is a Compose file: whatever else it has, services or other files with services.
fn looks_like_compose(bytes: Vec<u8>) -> bool {
    let source = Source::new("", bytes);
    let tree = yaml::parse(source.text()).tree;
    let has = |key: &str| tree.documents.iter().any(|document| document.get(key).is_some());
    let is_block = |line: &str| line.starts_with("services:");
    // A file with an error in it is one all the same.
    has("services") || has("include") || source.text().lines().any(is_block)
}

/// Whether a text is a Dockerfile, whatever its name says.
fn looks_like_dockerfile(bytes: Vec<u8>) -> bool {
    let source = Source::new("", bytes);
    source.text().lines().any(|line| line.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("FROM ")))
}

/// Whether a file of that name may be a Compose file: `compose.yaml`, `docker-compose.prod.yml`, `dev.compose.yaml`.
pub fn is_compose(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some(stem) = stem_of_yaml(&name) else { return false };
    let is_separator = |c: char| matches!(c, '.' | '-' | '_');
    ["docker-compose", "docker_compose", "compose"].iter().any(|word| {
        let starts = stem.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_separator));
        let ends = stem.strip_suffix(word).is_some_and(|rest| rest.len() > 1 && rest.ends_with(is_separator));
        starts || ends
    })
}

/// The name of a YAML file without its ending.
fn stem_of_yaml(name: &str) -> Option<&str> {
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))
}

/// Whether a file of that name is taken for a Dockerfile.
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if name.ends_with('~') || name.ends_with('#') {
        return false;
    }
    let is_stem = |text: &str| matches!(text, "dockerfile" | "containerfile");
    let (rest, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    if is_stem(ending) {
        return !rest.is_empty();
    }
    if [TEMPLATES, LEFTOVERS, OTHERS].iter().any(|endings| endings.contains(&ending)) {
        return false;
    }
    let suffix = name.strip_prefix("dockerfile").or_else(|| name.strip_prefix("containerfile"));
    suffix.is_some_and(|suffix| suffix.is_empty() || (suffix.len() > 1 && suffix.starts_with(['.', '-', '_'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_or_do_not() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "Dockerfile.dev",
            "api.Dockerfile",
            "x.dockerfile",
            "Containerfile",
            "Containerfile.prod",
            "x.Containerfile",
            "x.containerfile",
            "Dockerfile-prod",
            "Dockerfile_prod",
            "Dockerfile.3.12",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in [
            "Dockerfile.dockerignore",
            ".dockerignore",
            "Dockerfile~",
            "Dockerfile.bak",
            "Dockerfile.j2",
            "Dockerfile.in",
            "api.Dockerfile.tmpl",
            "Dockerfile.go",
            "Dockerfile.md",
            "dockerfile_test.go",
            "Dockerfiles",
            "mydockerfile",
            ".Dockerfile.swp",
            "Dockerfile.",
            "dockerfile.rs",
            "README",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn names_of_compose_files_count() {
        for name in [
            "compose.yaml",
            "compose.yml",
            "Docker-Compose.yml",
            "docker-compose.override.yml",
            "compose.prod.yaml",
            "docker-compose-dev.yaml",
            "docker-compose_ci.yml",
            "dev.compose.yaml",
            "test-docker-compose.yml",
        ] {
            assert!(is_compose(name), "{name}");
        }
        for name in ["composer.yml", "compose.json", "compose", "decompose.yaml", ".compose.yaml", "compose.yaml.bak"] {
            assert!(!is_compose(name), "{name}");
        }
    }

    #[test]
    fn a_text_tells_where_a_name_does_not() {
        let services = || Some(b"services:\n  web: {image: x}\n".to_vec());
        let other = || Some(b"steps: []\n".to_vec());
        assert_eq!(kind_of_found("compose-values.yaml", services), Some(Kind::Compose));
        assert_eq!(kind_of_found("compose-values.yaml", other), None);
        assert_eq!(kind_of_found("compose.yaml", other), Some(Kind::Compose));
        assert_eq!(kind_of_found("stack.yaml", services), None);
        assert_eq!(kind_of_named(Path::new("a/stack.yaml"), services), Kind::Compose);
        assert_eq!(kind_of_named(Path::new("a/stack.yaml"), other), Kind::Compose);
        assert_eq!(kind_of_named(Path::new("a/image.yml"), || Some(b"FROM scratch\n".to_vec())), Kind::Dockerfile);
        assert_eq!(kind_of_named(Path::new("a/stack"), services), Kind::Dockerfile);
    }
}
