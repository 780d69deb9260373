//! Files of a context that hold credentials, by name and by what is in them.
//!
//! A name alone convicts only where nothing else is called so. A `.pem` counts with a private key in it, a `.env` with a
//! value that looks like a secret, settings of package managers with a token. Start with [`ContextUse::secret_files`].

use std::collections::BTreeSet;

use super::{BuildContext, ContextTree, ContextUse, EntryId, EntryKind, IgnoreUse};
use crate::knowledge::ignored_paths::is_for_trying;
use crate::knowledge::secrets::{
    SecretFile, is_placeholder, is_secret_file, may_be_secret_file, names_secret, written_secrets,
};

/// A file that holds credentials.
#[derive(Clone, Debug)]
pub struct FoundSecret {
    /// Its path in the context; a folder's ends with `/`.
    pub path: String,
    /// What it holds.
    pub file: SecretFile,
    /// Whether there is no doubt: a file of that name always does, or its text says so.
    pub is_certain: bool,
}

/// Folders of what others wrote.
const OTHERS_FOLDERS: &[&str] = &["node_modules", "site-packages", "third_party", "vendor"];

/// No file has so many secrets that a reader wants to see all of them.
const MOST_FOUND: usize = 200;

impl ContextUse<'_> {
    /// The received files with credentials, in the order of their paths.
    pub fn secret_files(&self) -> Vec<FoundSecret> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let mut found: Vec<FoundSecret> = Vec::new();
        let mut open: Vec<EntryId> = tree.children(tree.root()).rev().collect();
        while let Some(id) = open.pop().filter(|_| found.len() < MOST_FOUND) {
            let Some(entry) = tree.entry(id).filter(|_| tree.is_received(id)) else { continue };
            let is_folder = entry.kind == EntryKind::Directory;
            if is_folder && (is_for_trying(entry.name) || OTHERS_FOLDERS.contains(&entry.name)) {
                continue;
            }
            let path = || tree.path(id);
            let secret = if may_be_secret_file(entry.name) { is_secret_file(&path()) } else { None };
            match secret {
                Some(file) if is_folder => {
                    let holds = tree.children(id).any(|child| {
                        tree.entry(child).is_some_and(|it| it.kind == EntryKind::Directory || is_private(it.name))
                    });
                    if holds {
                        found.push(FoundSecret { path: format!("{}/", path()), file, is_certain: true });
                    }
                }
                Some(file) => found.extend(judged(self.context(), path(), file)),
                None => open.extend(tree.children(id).rev()),
            }
        }
        found
    }
}

impl IgnoreUse<'_> {
    /// The received files that hold credentials by their names and that no COPY takes.
    pub fn uncopied_secrets(&self) -> Vec<String> {
        let Some(tree) = self.tree().filter(|_| self.is_use_known()) else { return Vec::new() };
        let taker = self.taker();
        let suspects = tree.files().filter(|id| tree.entry(*id).is_some_and(|entry| may_be_secret_file(entry.name)));
        let is_secret = |path: &String| is_secret_file(path).is_some_and(|secret| secret.certain);
        let is_left = |path: &String| is_secret(path) && !is_for_trying(path) && !taker.takes(path);
        suspects.map(|id| tree.path(id)).filter(is_left).collect()
    }
}

/// Whether a file of a folder of keys is one.
fn is_private(name: &str) -> bool {
    !name.ends_with(".pub") && !matches!(name, "known_hosts" | "config" | "authorized_keys" | ".gitkeep" | ".gitignore")
}

/// What a file's text makes of a suspicion; `None` where it clears it, or does not bear it out.
fn judged(context: &dyn BuildContext, path: String, file: SecretFile) -> Option<FoundSecret> {
    let text = context.read(&path);
    let is_environment = file.kind == "environment file";
    let is_certain = match &text {
        Some(text) if is_environment => has_secret_variable(text).then_some(true)?,
        Some(text) if is_key(&path) => text.contains("PRIVATE KEY").then_some(!text.contains("EXAMPLE"))?,
        Some(text) if text.trim().is_empty() => return None,
        Some(text) if !file.certain => has_written_secret(text).then_some(true)?,
        Some(text) if is_settings(&path) => has_written_secret(text).then_some(true)?,
        // An environment file of which nothing but the name is known may hold a port.
        None if is_environment => return None,
        Some(_) | None => file.likely.then_some(file.certain)?,
    };
    Some(FoundSecret { path, file, is_certain })
}

fn is_key(path: &str) -> bool {
    [".pem", ".key"].iter().any(|ending| path.ends_with(ending)) && !path.ends_with("master.key")
        || path.rsplit('/').next().is_some_and(|name| name.starts_with("id_"))
}

/// Whether it is a file that may say where to log in without saying how.
fn is_settings(path: &str) -> bool {
    [".pypirc", ".netrc", "_netrc", "config.json", ".dockercfg", ".s3cfg"].iter().any(|name| path.ends_with(name))
}

/// Whether a text of settings has a secret in it: `_authToken=...`, `password ...`, `"auth": "..."`.
fn has_written_secret(text: &str) -> bool {
    const MARKS: &[&str] = &["_authtoken", "_auth", "password", "secret", "token", "\"auth\""];
    let behind = |line: &str, mark: &str| {
        let at = line.to_ascii_lowercase().find(mark)? + mark.len();
        let value = line.get(at..)?.trim_start_matches([' ', '\t', '=', ':', '"', '\'']);
        Some(is_value(value.split(['"', '\'', ',']).next().unwrap_or_default().trim()))
    };
    let is_one = |line: &str| MARKS.iter().any(|mark| behind(line, mark).unwrap_or(false));
    !written_secrets(text).is_empty() || text.lines().any(is_one)
}

fn has_secret_variable(text: &str) -> bool {
    let is_one = |line: &str| {
        let line = line.trim().trim_start_matches("export ");
        let (name, value) = line.split_once('=').filter(|_| !line.starts_with('#'))?;
        Some(names_secret(name.trim()) && is_value(value.trim().trim_matches(['"', '\''])))
    };
    !written_secrets(text).is_empty() || text.lines().any(|line| is_one(line).unwrap_or(false))
}

/// Whether a value is one that somebody would rather keep.
fn is_value(value: &str) -> bool {
    value.len() >= 6 && !value.contains(['$', '<', '{', ' ']) && !is_placeholder(value)
}

impl ContextTree {
    /// The patterns that keep environment files out: all of them where there are others than `.env`, but for examples.
    pub fn environment_patterns(&self) -> Vec<String> {
        let names = self.files().filter_map(|id| self.entry(id)).map(|entry| entry.name);
        let others: BTreeSet<&str> = names.filter(|name| name.starts_with(".env.")).collect();
        let (secrets, examples): (Vec<&str>, Vec<&str>) =
            others.into_iter().partition(|name| is_secret_file(name).is_some());
        if secrets.is_empty() {
            return vec!["**/.env".to_owned()];
        }
        let exceptions = examples.into_iter().map(|name| format!("!**/{name}"));
        std::iter::once("**/.env*".to_owned()).chain(exceptions).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_bear_names_out_or_clear_them() {
        assert!(has_secret_variable("PORT=80\nDB_PASSWORD=hunter2-x9\n"));
        assert!(!has_secret_variable("PORT=80\nDB_PASSWORD=\n# API_KEY=abcdefgh\n"));
        assert!(!has_secret_variable("DB_PASSWORD=${PASSWORD}\n"));
        assert!(has_written_secret("//registry.npmjs.org/:_authToken=npm-4f9a8b7c6d5e\n"));
        assert!(!has_written_secret("//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nregistry=https://r.example\n"));
    }
}
