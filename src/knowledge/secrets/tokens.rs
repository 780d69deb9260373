//! Names that BuildKit takes for those of secrets, word by word.
//!
//! Wider than [`super::names_secret`]: it asks for one of few words between underscores, whatever the rest says.
//! Source: <https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/>

const SECRET: &[&str] =
    &["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];

const HARMLESS: &[&str] = &["public", "file", "version"];

/// Whether a word between the underscores of a name is one for secrets, and none says that it is something else.
pub fn has_secret_token(name: &str) -> bool {
    let has = |words: &[&str]| name.split('_').any(|token| words.iter().any(|word| token.eq_ignore_ascii_case(word)));
    has(SECRET) && !has(HARMLESS)
}

#[cfg(test)]
mod tests {
    use super::has_secret_token;

    #[test]
    fn one_word_is_enough() {
        for name in ["TOKEN", "SSH_AUTH_SOCK", "SIGNING_KEY_ID", "CACHE_KEY", "GPG_KEY", "sa_password", "NPM_Token"] {
            assert!(has_secret_token(name), "{name}");
        }
    }

    #[test]
    fn parts_of_words_and_harmless_company_are_not() {
        for name in ["TOKENIZER", "MONKEY", "PUBLIC_KEY", "PASSWORD_FILE", "KEY_VERSION", "AUTHOR", "jwtSecret", "KEYS"]
        {
            assert!(!has_secret_token(name), "{name}");
        }
    }
}
