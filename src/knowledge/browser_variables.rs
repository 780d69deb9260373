//! Variables that builds of web pages put into what browsers load: once built, nothing reads them again.
//!
//! Knows names, programs and texts, nothing of files. Start with [`is_of_bundle`].

/// How the names of such variables begin. Nuxt is not among them: its server reads `NUXT_PUBLIC_` when it starts.
///
/// Sources: <https://vite.dev/guide/env-and-mode>, <https://create-react-app.dev/docs/adding-custom-environment-variables/>,
/// <https://nextjs.org/docs/app/guides/environment-variables>, <https://cli.vuejs.org/guide/mode-and-env.html>,
/// <https://www.gatsbyjs.com/docs/how-to/local-development/environment-variables/>,
/// <https://docs.expo.dev/guides/environment-variables/>
const PREFIXES: &[&str] = &["EXPO_PUBLIC_", "GATSBY_", NEXT, "REACT_APP_", "VITE_", "VUE_APP_"];

/// The ones of Next.js.
const NEXT: &str = "NEXT_PUBLIC_";

/// Programs that build pages, or have them built, with the word that says so.
const BUILDERS: &[(&str, &str)] = &[
    ("craco", "build"),
    ("gatsby", "build"),
    ("next", "build"),
    ("react-scripts", "build"),
    ("turbo", "build"),
    ("vite", "build"),
    ("vue-cli-service", "build"),
];

/// Images that serve files as they are.
const SERVERS: &[&str] = &[
    "bitnami/nginx",
    "caddy",
    "halverneus/static-file-server",
    "httpd",
    "joseluisq/static-web-server",
    "nginx",
    "nginxinc/nginx-unprivileged",
];

/// Programs of those images.
const PROGRAMS: &[&str] = &["caddy", "httpd", "httpd-foreground", "nginx", "static-web-server"];

/// Words of files that put values into built pages when a container starts.
const LATE_WRITERS: &[&str] = &[
    "docker-entrypoint.d",
    "env-config",
    "env.js",
    "env.sh",
    "env.template",
    "env2js",
    "envsubst",
    "import-meta-env",
    "inject-env",
    "next-public-env",
    "next-runtime-env",
    "placeholder",
    "react-env",
    "replace-env",
    "replace-variables",
    "runtime-config",
    "runtime-env",
    "runtime_env",
    "runtimeconfig",
    "window._env",
    "window.env",
];

/// Whether a variable is put into what browsers load.
pub fn is_of_bundle(variable: &str) -> bool {
    PREFIXES.iter().any(|prefix| variable.len() > prefix.len() && variable.starts_with(prefix))
}

/// Whether it is one of Next.js, whose server runs on and reads others.
pub fn is_of_next(variable: &str) -> bool {
    variable.starts_with(NEXT)
}

/// Whether a program with its first argument builds pages.
pub fn builds_pages(program: &str, argument: &str) -> bool {
    BUILDERS.iter().any(|(name, word)| *name == program && *word == argument)
}

/// Whether an image serves files as they are.
pub fn serves_files(repository: &str) -> bool {
    SERVERS.contains(&repository)
}

/// Whether a program does.
pub fn is_file_server(program: &str) -> bool {
    PROGRAMS.contains(&program)
}

/// Whether a text speaks of a way to put values into built pages later.
pub fn writes_later(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    LATE_WRITERS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{builds_pages, is_of_bundle, is_of_next, writes_later};

    #[test]
    fn names_tell() {
        assert!(is_of_bundle("VITE_API_URL") && is_of_bundle("NEXT_PUBLIC_URL") && is_of_next("NEXT_PUBLIC_URL"));
        assert!(!is_of_bundle("NUXT_PUBLIC_URL") && !is_of_bundle("VITE_") && !is_of_bundle("INVITE_URL"));
        assert!(builds_pages("vite", "build") && !builds_pages("vite", "preview"));
        assert!(writes_later("RUN apk add gettext && envsubst < a > b") && !writes_later("RUN npm run build"));
    }
}
