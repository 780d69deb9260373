//! Official images of Docker Hub, by name only.

use super::lookup;

/// Those of which nothing else is known here.
///
/// Source: <https://github.com/docker-library/official-images/tree/master/library>
const NAMES: &[&str] = &[
    "alt",
    "api-firewall",
    "backdrop",
    "bonita",
    "chronograf",
    "cirros",
    "clefos",
    "clojure",
    "convertigo",
    "eggdrop",
    "emqx",
    "express-gateway",
    "flink",
    "fluentd",
    "friendica",
    "gazebo",
    "geonetwork",
    "groovy",
    "haxe",
    "hello-world",
    "hitch",
    "hylang",
    "irssi",
    "jruby",
    "kapacitor",
    "known",
    "kong",
    "krakend",
    "lightstreamer",
    "liquibase",
    "mageia",
    "matomo",
    "mediawiki",
    "mongo-express",
    "monica",
    "nats-streaming",
    "neurodebian",
    "notary",
    "open-liberty",
    "orientdb",
    "percona",
    "php-zendserver",
    "plone",
    "postfixadmin",
    "rakudo-star",
    "rocket.chat",
    "ros",
    "satosa",
    "silverpeas",
    "sl",
    "spiped",
    "storm",
    "swipl",
    "teamspeak",
    "thrift",
    "tomee",
    "unit",
    "valkey",
    "websphere-liberty",
    "xwiki",
    "yourls",
    "znc",
];

/// Whether Docker Hub has an official image of that name; `name` is without registry, tag and digest.
pub fn is_official(name: &str) -> bool {
    !name.contains('/') && (NAMES.contains(&name) || lookup(name, None).is_some())
}

#[cfg(test)]
mod tests {
    use super::{NAMES, is_official};
    use crate::knowledge::images::lookup;

    #[test]
    fn official_images_stand_in_one_place() {
        assert!(NAMES.is_sorted());
        for name in NAMES {
            assert!(lookup(name, None).is_none(), "{name} has a row");
        }
        assert!(is_official("node") && is_official("yourls"));
        assert!(!is_official("app-base") && !is_official("org/app"));
    }
}
