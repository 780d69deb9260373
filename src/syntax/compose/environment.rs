//! The variables that values are expanded with.
//!
//! Names to values, each with how its value came to be. Knows not where they are from: whoever reads environment files
//! fills it, later entries winning over earlier ones. Names differ by case, as they do on Linux. Start with
//! [`Environment`].

use std::collections::HashMap;

use super::Provenance;

/// Names to values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    variables: HashMap<String, (String, Provenance)>,
}

impl Environment {
    /// One that sets nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a variable; what it was before is forgotten.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>, provenance: Provenance) {
        self.variables.insert(name.into(), (value.into(), provenance));
    }

    /// The value of a variable, where it is set; it may be empty.
    pub fn get(&self, name: &str) -> Option<(&str, Provenance)> {
        self.variables.get(name).map(|(value, provenance)| (value.as_str(), *provenance))
    }

    /// Whether a variable is set.
    pub fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_case_and_the_last_value_wins() {
        let mut environment = Environment::new();
        environment.set("TAG", "1", Provenance::Environment);
        environment.set("TAG", "", Provenance::Unset);
        assert_eq!(environment.get("TAG"), Some(("", Provenance::Unset)));
        assert_eq!(environment.get("tag"), None);
        assert!(environment.has("TAG") && !environment.has("tag"));
    }
}
