//! Applications of ASP.NET Core, which are no program of their own: `dotnet` starts them from a file.

use super::{Channel, Host, SERVER, Server};

/// Since version 8, whose images set `ASPNETCORE_HTTP_PORTS`.
///
/// Source: <https://learn.microsoft.com/en-us/dotnet/core/compatibility/containers/8.0/aspnet-port>
const APPLICATION: Server = Server {
    name: "ASP.NET Core",
    calls: &[&["dotnet"]],
    port: Channel { flags: &[], variables: &["ASPNETCORE_HTTP_PORTS"] },
    bind: &["--urls"],
    bind_variables: &["ASPNETCORE_URLS"],
    default_port: Some(8080),
    default_host: Host::All,
    is_of_image: true,
    exposed_in_vain: &[443, 8081],
    source: "https://learn.microsoft.com/en-us/aspnet/core/fundamentals/servers/kestrel/endpoints",
    ..SERVER
};

/// Before, when they set `ASPNETCORE_URLS`.
const OLD_APPLICATION: Server =
    Server { port: Channel { flags: &[], variables: &[] }, default_port: Some(80), ..APPLICATION };

static ROWS: [Server; 2] = [APPLICATION, OLD_APPLICATION];

/// Whether a variable says more of where an application listens than the rows have: settings of the project by their
/// names, and ports for HTTPS, which need a certificate.
pub(super) fn says_more(variable: &str) -> bool {
    let lower = variable.to_ascii_lowercase();
    lower.contains("kestrel__")
        || matches!(lower.as_str(), "urls" | "dotnet_urls" | "http_ports")
        || lower.ends_with("https_ports")
        || lower.ends_with("https_port")
}

/// The row for the version that a tag names.
pub(super) fn web_application(tag: &str) -> Option<&'static Server> {
    let version: u32 = tag.split(['.', '-']).next()?.parse().ok()?;
    if version >= 8 { ROWS.first() } else { ROWS.last() }
}

#[cfg(test)]
mod tests {
    use super::web_application;

    #[test]
    fn the_port_changed_with_version_8() {
        let port = |tag| web_application(tag).and_then(|server| server.default_port);
        assert_eq!(port("10.0-noble-chiseled"), Some(8080));
        assert_eq!(port("6.0"), Some(80));
        assert_eq!(port("latest"), None);
    }
}
