//! Packages of Debian and Ubuntu that ask a question while they are installed.
//!
//! Only packages whose questions are of priority `high` or `critical`, which debconf shows unless it is told
//! otherwise. Knows packages and images, nothing of commands. Checked on 2026-11-21.

use super::images::{Distribution, Image};

/// The variable that tells debconf how to ask, and the value with which it does not.
pub const VARIABLE: &str = "DEBIAN_FRONTEND";
/// See [`VARIABLE`].
pub const SILENT: &str = "noninteractive";

/// What each package asks for.
const QUESTIONS: &[(&str, &str)] = &[
    ("console-setup", "the keyboard"),
    ("iptables-persistent", "whether to save the rules of the firewall"),
    ("jackd2", "whether processes may have realtime priority"),
    ("keyboard-configuration", "the keyboard"),
    ("krb5-config", "the realm"),
    ("krb5-user", "the realm"),
    ("libnss-ldap", "the LDAP server"),
    ("libpam-ldap", "the LDAP server"),
    ("localepurge", "the languages to keep"),
    ("macchanger", "whether to change addresses by itself"),
    ("nslcd", "the LDAP server"),
    ("phpmyadmin", "the web server"),
    ("postfix", "the kind of mail server"),
    ("slapd", "the password of the administrator"),
    ("tzdata", "the time zone"),
    ("wireshark-common", "who may capture packets"),
];

/// What a package asks for when it is installed on top of the image; `None` where it asks nothing.
pub fn question(package: &str, image: &Image<'_>) -> Option<&'static str> {
    // Debian's images have `tzdata` already.
    let is_there = package == "tzdata" && image.facts.distribution != Distribution::Ubuntu;
    QUESTIONS.iter().find(|(name, _)| *name == package && !is_there).map(|(_, question)| *question)
}

/// Whether a build is known to wait for the answer for ever: the time zone on Ubuntu 18.04 to 21.10. On later
/// releases debconf gives up where there is no terminal.
///
/// Source: <https://github.com/tianon/docker-brew-ubuntu-core/issues/181>
pub fn waits_for_ever(package: &str, image: &Image<'_>) -> bool {
    let is_patient = |version: (u32, u32)| ((18, 4)..(22, 4)).contains(&version);
    package == "tzdata"
        && image.facts.distribution == Distribution::Ubuntu
        && image.release().is_some_and(|release| is_patient(release.version))
}

#[cfg(test)]
mod tests {
    use super::{question, waits_for_ever};
    use crate::knowledge::images::lookup;

    #[test]
    fn debian_has_its_time_zones() {
        let debian = lookup("debian", Some("12")).unwrap();
        let ubuntu = lookup("ubuntu", Some("20.04")).unwrap();
        assert_eq!(question("tzdata", &debian), None);
        assert_eq!(question("tzdata", &ubuntu), Some("the time zone"));
        assert_eq!(question("slapd", &debian), Some("the password of the administrator"));
        assert_eq!(question("curl", &ubuntu), None);
        assert!(waits_for_ever("tzdata", &ubuntu));
        assert!(!waits_for_ever("tzdata", &lookup("ubuntu", Some("22.04")).unwrap()));
    }
}
