//! Where hadolint's configuration is looked for.

use std::path::{Path, PathBuf};

/// The configuration of a run in the current directory: the first there is.
pub fn configuration(variable: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    places(variable).into_iter().find(|path| path.is_file())
}

/// Every place, in order.
fn places(variable: &dyn Fn(&str) -> Option<String>) -> Vec<PathBuf> {
    let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = folder("HOME").or_else(|| folder("USERPROFILE"));
    let settings = folder("XDG_CONFIG_HOME").or_else(|| home.as_ref().map(|home| home.join(".config")));
    let stems = [
        Some(PathBuf::from(".hadolint")),
        settings.map(|settings| settings.join("hadolint")),
        home.as_ref().map(|home| home.join(".hadolint/hadolint")),
        home.as_ref().map(|home| home.join(".hadolint/config")),
        home.as_ref().map(|home| home.join(".hadolint")),
    ];
    stems.into_iter().flatten().flat_map(|stem| [ending(&stem, "yaml"), ending(&stem, "yml")]).collect()
}

/// A path with something behind its name, whatever dots the name has.
fn ending(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    PathBuf::from(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(set: &'static [(&str, &str)]) -> Vec<String> {
        let variable = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        places(&variable).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn places_come_in_order() {
        assert_eq!(shown(&[]), [".hadolint.yaml", ".hadolint.yml"]);
        assert_eq!(
            shown(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "")]),
            [
                ".hadolint.yaml",
                ".hadolint.yml",
                "/h/.config/hadolint.yaml",
                "/h/.config/hadolint.yml",
                "/h/.hadolint/hadolint.yaml",
                "/h/.hadolint/hadolint.yml",
                "/h/.hadolint/config.yaml",
                "/h/.hadolint/config.yml",
                "/h/.hadolint.yaml",
                "/h/.hadolint.yml",
            ]
        );
        assert_eq!(shown(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/x")])[2], "/x/hadolint.yaml");
    }
}
