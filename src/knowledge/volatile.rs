//! Names of build arguments whose value is new with every build: the commit, the date, the number of the build.
//!
//! Knows names and values as texts. Start with [`names_this_build`].

/// Words of names that say which commit or which build it is.
const TELLING: &[&str] = &[
    "BUILDDATE",
    "BUILDNUMBER",
    "BUILDTIME",
    "COMMIT",
    "CREATED",
    "DATE",
    "HASH",
    "ID",
    "NUMBER",
    "REF",
    "REVISION",
    "SHA",
    "TIME",
    "TIMESTAMP",
];

/// Those of them that say it only beside another word: `ID` alone may be anything.
const VAGUE: &[&str] = &["DATE", "HASH", "ID", "NUMBER", "REF", "REVISION", "SHA", "TIME", "TIMESTAMP"];

/// Words that may stand beside them. With any other, the name is that of something else: `LLVM_COMMIT`.
const NEUTRAL: &[&str] = &[
    "APP",
    "APPLICATION",
    "BUILD",
    "CI",
    "DOCKER",
    "GIT",
    "GITHUB",
    "GITLAB",
    "HEAD",
    "IMAGE",
    "SCM",
    "SHORT",
    "SOURCE",
    "VCS",
];

/// Whether an argument of that name says which commit or which build this is.
pub fn names_this_build(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let is_telling = |word: &&str| TELLING.contains(word) && (!VAGUE.contains(word) || words.len() > 1);
    words.iter().any(is_telling) && words.iter().all(|word| TELLING.contains(word) || NEUTRAL.contains(word))
}

/// Whether a value looks like a commit that somebody has pinned.
pub fn is_commit(value: &str) -> bool {
    value.len() >= 7 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::names_this_build;

    #[test]
    fn names_of_this_build_are_told_from_others() {
        for name in ["GIT_SHA", "git_commit", "COMMIT", "BUILD_DATE", "CI_COMMIT_SHORT_SHA", "VCS_REF", "BUILDTIME"] {
            assert!(names_this_build(name), "{name}");
        }
        for name in ["ID", "SHA", "USER_ID", "LLVM_COMMIT", "GIT_VERSION", "JAVA_SHA256", "BUILD_TYPE", "GIT", ""] {
            assert!(!names_this_build(name), "{name}");
        }
    }
}
