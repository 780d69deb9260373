//! YAML that findings of several rules suggest.

use crate::syntax::compose::ast::Variable;

/// A health check that runs these words.
pub fn healthcheck(words: &[String]) -> String {
    let test = test(words);
    format!("healthcheck:\n  {test}\n  interval: 10s\n  timeout: 5s\n  retries: 5\n  start_period: 30s")
}

/// The line of a health check that runs these words.
pub fn test(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("test: [\"CMD\", {}]", quoted.join(", "))
}

/// A variable of a container, in the form in which the one is written that it stands beside.
pub fn variable(beside: Option<&Variable>, name: &str, value: &str) -> String {
    match beside.is_some_and(|variable| variable.is_item) {
        true => format!("- {name}={value}"),
        false => format!("{name}: {value}"),
    }
}

/// A service that reads a secret from a file, in its three places: the variable that names the file, the secrets of the
/// service, and where the secret is from.
pub fn secret_file(service: &str, variable: &str, secret: &str, source: &str) -> String {
    format!(
        "services:\n  {service}:\n    environment:\n      {variable}\n    secrets:\n      - {secret}\nsecrets:\n  \
         {secret}:\n    {source}"
    )
}

/// The same lines further in.
pub fn indented(text: &str, blanks: usize) -> String {
    let lead = " ".repeat(blanks);
    text.split('\n').map(|line| format!("{lead}{line}")).collect::<Vec<_>>().join("\n")
}

/// A number of bytes as Compose takes it: `512m`, `1536m`, `2g`.
pub fn bytes(bytes: u64) -> String {
    let units = [(1u64 << 30, "g"), (1 << 20, "m"), (1 << 10, "k")];
    let unit = units.iter().find(|(factor, _)| bytes >= *factor && bytes.is_multiple_of(*factor));
    unit.map_or_else(|| bytes.to_string(), |(factor, name)| format!("{}{name}", bytes / factor))
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn bytes_are_short() {
        assert_eq!([bytes(2 << 30), bytes(1536 << 20), bytes(512), bytes(0)], ["2g", "1536m", "512", "0"]);
    }
}
