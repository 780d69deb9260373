//! What is spoken on well-known ports, and which ones well-known images listen on.

use super::images::Image;

/// Ports on which something other than HTTP in plain text is spoken.
///
/// Source: <https://www.iana.org/assignments/service-names-port-numbers/>
const OTHER_PROTOCOLS: &[u16] = &[
    20, 21, 22, 23, 25, 53, 69, 88, 110, 111, 123, 135, 137, 138, 139, 143, 161, 162, 179, 389, 443, 445, 464, 465,
    500, 514, 554, 587, 636, 853, 873, 990, 993, 995, 1080, 1194, 1433, 1521, 1723, 1812, 1813, 1883, 1935, 2049, 2181,
    2222, 2379, 2380, 2888, 3268, 3306, 3389, 3478, 3888, 4222, 4317, 4369, 4443, 5005, 5044, 5060, 5061, 5140, 5222,
    5269, 5349, 5353, 5432, 5433, 5671, 5672, 5900, 5901, 6000, 6379, 6380, 6443, 6514, 6667, 6697, 7000, 7687, 8009,
    8125, 8443, 8883, 9042, 9092, 9093, 9142, 9160, 9300, 9443, 11211, 15002, 16379, 24224, 24225, 25565, 25672, 26257,
    26379, 27015, 27017, 27018, 27019, 28015, 33060, 50000, 50051, 51820, 61613, 61616,
];

/// Ports below 1024 that programs, machines and devices ask for without being told: a service of that kind at another port
/// is not found.
///
/// Source: <https://www.iana.org/assignments/service-names-port-numbers/>
const FIXED: &[u16] = &[
    25, 53, 67, 68, 69, 88, 110, 111, 123, 135, 137, 138, 139, 143, 161, 162, 179, 389, 445, 464, 465, 500, 514, 515,
    520, 546, 547, 548, 554, 587, 631, 636, 853, 990, 993, 995,
];

/// Where images listen unless they are told otherwise: the image, a word of its tag or nothing, the port.
///
/// Source: `EXPOSE` in the Dockerfiles of <https://github.com/docker-library/official-images>
const DEFAULTS: &[(&str, &str, u16)] = &[
    ("caddy", "", 80),
    ("cassandra", "", 9042),
    ("couchdb", "", 5984),
    ("drupal", "fpm", 9000),
    ("drupal", "", 80),
    ("ghost", "", 2368),
    ("grafana/grafana", "", 3000),
    ("httpd", "", 80),
    ("influxdb", "", 8086),
    ("jenkins/jenkins", "", 8080),
    ("jetty", "", 8080),
    ("joomla", "fpm", 9000),
    ("joomla", "", 80),
    ("mariadb", "", 3306),
    ("memcached", "", 11211),
    ("mongo", "", 27017),
    ("mysql", "", 3306),
    ("nextcloud", "fpm", 9000),
    ("nextcloud", "", 80),
    ("nginx", "", 80),
    ("nginxinc/nginx-unprivileged", "", 8080),
    ("openresty/openresty", "", 80),
    ("php", "apache", 80),
    ("php", "fpm", 9000),
    ("postgis/postgis", "", 5432),
    ("postgres", "", 5432),
    ("rabbitmq", "", 5672),
    ("redis", "", 6379),
    ("tomcat", "", 8080),
    ("valkey/valkey", "", 6379),
    ("wordpress", "fpm", 9000),
    ("wordpress", "", 80),
];

/// Programs that ask a service in its own language, by its port.
const CLIENTS: &[(u16, &[&str])] = &[
    (3306, &["mysqladmin", "ping", "-h", "127.0.0.1", "--silent"]),
    (3306, &["mariadb-admin", "ping", "-h", "127.0.0.1", "--silent"]),
    (5432, &["pg_isready", "-q"]),
    (6379, &["redis-cli", "ping"]),
    (6379, &["valkey-cli", "ping"]),
    (27017, &["mongosh", "--quiet", "--eval", "db.adminCommand('ping')"]),
];

/// Whether HTTP in plain text may be spoken on a port: nothing else is known to be.
pub fn may_be_http(port: u16) -> bool {
    !OTHER_PROTOCOLS.contains(&port)
}

/// Whether those who ask for a service take this port for granted: mail, names, addresses, files.
pub fn is_fixed(port: u16) -> bool {
    FIXED.contains(&port)
}

/// The port that an image's own service listens on.
pub fn default_port(image: &Image<'_>) -> Option<u16> {
    let has_word =
        |word: &str| word.is_empty() || image.tag.is_some_and(|tag| tag.split(['-', '.']).any(|it| it == word));
    let mut rows = DEFAULTS.iter().filter(|(name, word, _)| image.repository == *name && has_word(word));
    rows.next().map(|(_, _, port)| *port)
}

/// Command lines that ask what listens on a port in its own language.
pub fn clients(port: u16) -> impl Iterator<Item = &'static [&'static str]> {
    CLIENTS.iter().filter(move |(known, _)| *known == port).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::{default_port, is_fixed, may_be_http};
    use crate::knowledge::images::lookup;

    #[test]
    fn images_have_their_ports() {
        let port = |name, tag| lookup(name, Some(tag)).and_then(|image| default_port(&image));
        assert_eq!(port("nginx", "1.29-alpine"), Some(80));
        assert_eq!(port("docker.io/library/httpd", "2.4"), Some(80));
        assert_eq!(port("php", "8.4-fpm-alpine"), Some(9000));
        assert_eq!(port("php", "8.4-apache"), Some(80));
        assert_eq!(port("php", "8.4-cli"), None);
        assert!(may_be_http(8080) && !may_be_http(24224));
        assert!(is_fixed(53) && !is_fixed(22) && !is_fixed(81));
    }
}
