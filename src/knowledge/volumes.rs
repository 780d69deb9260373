//! Volumes that well-known images declare.
//!
//! Knows what `docker image inspect` tells of their configuration. Start with [`volumes_of`].

use super::images::Image;

/// Repositories and their volumes, which all of their current versions declare.
///
/// Source: the Dockerfiles behind <https://hub.docker.com/u/library> and <https://hub.docker.com/r/jenkins/jenkins>
const VOLUMES: &[(&str, &[&str])] = &[
    ("cassandra", &["/var/lib/cassandra"]),
    ("couchdb", &["/opt/couchdb/data"]),
    ("eclipse-mosquitto", &["/mosquitto/data", "/mosquitto/log"]),
    ("ghost", &["/var/lib/ghost/content"]),
    ("jenkins/jenkins", &["/var/jenkins_home"]),
    ("mariadb", &["/var/lib/mysql"]),
    ("mongo", &["/data/db", "/data/configdb"]),
    ("mysql", &["/var/lib/mysql"]),
    ("nextcloud", &["/var/www/html"]),
    ("postgres", &["/var/lib/postgresql/data"]),
    ("rabbitmq", &["/var/lib/rabbitmq"]),
    ("redis", &["/data"]),
    ("registry", &["/var/lib/registry"]),
    ("wordpress", &["/var/www/html"]),
];

/// The volumes that an image declares, as far as they are known.
pub fn volumes_of(image: &Image<'_>) -> &'static [&'static str] {
    let name = image.repository.trim_start_matches("library/");
    VOLUMES.iter().find(|(repository, _)| *repository == name).map_or(&[], |(_, volumes)| volumes)
}
