//! Servers of data that are told on their command line where to listen.

use super::{Channel, SERVER, Server};

/// The rows.
pub(super) const SERVERS: &[Server] = &[Server {
    name: "redis-server",
    calls: &[&["redis-server"], &["valkey-server"], &["keydb-server"]],
    port: Channel { flags: &["--port"], variables: &[] },
    host: Channel { flags: &["--bind"], variables: &[] },
    default_port: Some(6379),
    configured: true,
    open_words: "--bind 0.0.0.0",
    source: "https://redis.io/docs/latest/operate/oss_and_stack/management/config/",
    ..SERVER
}];
