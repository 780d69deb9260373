//! Log drivers of the Docker engine, and what each of them can be told.
//!
//! The engine refuses to create a container whose driver does not know an option. Drivers that are plugins are not
//! known here. Start with [`takes`].
//! Source: <https://docs.docker.com/engine/logging/configure/> and the engine's own checks of version 29

/// What every driver takes: it is about the way to the driver, and about the copy that the engine keeps.
const ANY: &[&str] = &["mode", "max-buffer-size"];
/// The start of options of that copy.
const CACHE: &str = "cache-";
/// What is written beside each line.
const ATTRIBUTES: &[&str] = &["labels", "labels-regex", "env", "env-regex", "tag"];

/// A driver.
struct Driver {
    name: &'static str,
    /// What it takes beside what most of them take.
    options: &'static [&'static str],
    /// The start of options that are its own, where they are many.
    prefix: Option<&'static str>,
}

const FILES: &[&str] = &["max-size", "max-file", "compress"];

const DRIVERS: &[Driver] = &[
    Driver { name: "json-file", options: FILES, prefix: None },
    Driver { name: "local", options: FILES, prefix: None },
    Driver { name: "journald", options: &[], prefix: None },
    Driver { name: "syslog", options: &[], prefix: Some("syslog-") },
    Driver { name: "gelf", options: &[], prefix: Some("gelf-") },
    Driver { name: "fluentd", options: &[], prefix: Some("fluentd-") },
    Driver { name: "awslogs", options: &[], prefix: Some("awslogs-") },
    Driver { name: "splunk", options: &[], prefix: Some("splunk-") },
    Driver { name: "gcplogs", options: &[], prefix: Some("gcp-") },
];

/// Whether a driver takes an option; `None` where the driver is not known.
pub fn takes(driver: &str, option: &str) -> Option<bool> {
    let driver = DRIVERS.iter().find(|known| known.name == driver)?;
    Some(
        ANY.contains(&option)
            || ATTRIBUTES.contains(&option)
            || driver.options.contains(&option)
            || option.starts_with(CACHE)
            || driver.prefix.is_some_and(|prefix| option.starts_with(prefix)),
    )
}

/// The driver whose own option that is.
pub fn owner(option: &str) -> Option<&'static str> {
    let is_own = |driver: &&Driver| {
        driver.prefix.is_some_and(|prefix| option.starts_with(prefix)) || driver.options.contains(&option)
    };
    DRIVERS.iter().find(is_own).map(|driver| driver.name)
}

#[cfg(test)]
mod tests {
    use super::{owner, takes};

    #[test]
    fn drivers_take_their_own() {
        assert_eq!(takes("json-file", "max-size"), Some(true));
        assert_eq!(takes("json-file", "syslog-address"), Some(false));
        assert_eq!(takes("fluentd", "max-file"), Some(false));
        assert_eq!(takes("fluentd", "cache-max-size"), Some(true));
        assert_eq!(takes("loki", "loki-url"), None);
        assert_eq!(owner("syslog-address"), Some("syslog"));
        assert_eq!(owner("max-sise"), None);
    }
}
