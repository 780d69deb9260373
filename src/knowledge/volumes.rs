//! Volumes that well-known images declare.
//!
//! Knows what `docker image inspect` tells of their configuration. Start with [`volumes_of`].

use super::images::{Image, TagPattern};

/// Repositories and their volumes, which all of their current versions declare.
///
/// Source: the Dockerfiles behind <https://hub.docker.com/u/library> and <https://hub.docker.com/r/jenkins/jenkins>
const VOLUMES: &[(&str, &[&str])] = &[
    ("cassandra", &["/var/lib/cassandra"]),
    ("couchdb", &["/opt/couchdb/data"]),
    ("eclipse-mosquitto", &["/mosquitto/data", "/mosquitto/log"]),
    ("ghost", &["/var/lib/ghost/content"]),
    ("gradle", &["/home/gradle/.gradle"]),
    ("jenkins/jenkins", &["/var/jenkins_home"]),
    ("mariadb", &["/var/lib/mysql"]),
    ("mongo", &["/data/db", "/data/configdb"]),
    ("mysql", &["/var/lib/mysql"]),
    ("nextcloud", &["/var/www/html"]),
    ("postgres", &["/var/lib/postgresql"]),
    ("rabbitmq", &["/var/lib/rabbitmq"]),
    ("redis", &["/data"]),
    ("registry", &["/var/lib/registry"]),
    ("valkey/valkey", &["/data"]),
    ("wordpress", &["/var/www/html"]),
];

/// What `postgres` declared before version 18.
///
/// Source: <https://github.com/docker-library/postgres/pull/1259>
const POSTGRES_BEFORE_18: &[&str] = &["/var/lib/postgresql/data"];

/// The volumes that an image declares, as far as they are known.
pub fn volumes_of(image: &Image<'_>) -> &'static [&'static str] {
    let name = image.repository.trim_start_matches("library/");
    if name == "postgres" && image.tag.is_some_and(|tag| TagPattern::Below(18).matches(tag)) {
        return POSTGRES_BEFORE_18;
    }
    VOLUMES.iter().find(|(repository, _)| *repository == name).map_or(&[], |(_, volumes)| volumes)
}

#[cfg(test)]
mod tests {
    use super::volumes_of;
    use crate::knowledge::images::lookup;

    #[test]
    fn images_declare_volumes() {
        let volumes = |name, tag| lookup(name, tag).map(|image| volumes_of(&image));
        assert_eq!(volumes("postgres", Some("17-alpine")), Some(&["/var/lib/postgresql/data"][..]));
        assert_eq!(volumes("postgres", Some("18")), Some(&["/var/lib/postgresql"][..]));
        assert_eq!(volumes("postgres", None), Some(&["/var/lib/postgresql"][..]));
        assert_eq!(volumes("docker.io/library/redis", Some("8")), Some(&["/data"][..]));
        assert_eq!(volumes("node", Some("24")), Some(&[][..]));
    }
}
