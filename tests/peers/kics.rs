//! What the Compose queries of KICS (as of October 2025) take for something else. They were read, not run.

use super::{is_quiet, says};

/// A service with these lines.
fn service(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!("services:\n  app:\n    image: example/app:1.4.2\n{lines}")
}

/// The memory, CPU and process queries ask for a `version`, which no file needs.
#[test]
fn kics_asks_for_limits_only_where_there_is_a_version() {
    says(&[("compose.yaml", &service(&[]))], &["compose.yaml:2 missing-resource-limits"]);
}

/// The socket query knows the short form alone, the one of propagation the long form alone.
#[test]
fn kics_knows_one_form_of_a_mount() {
    let socket = ["volumes:", "  - type: bind", "    source: /var/run/docker.sock", "    target: /s"];
    says(&[("compose.yaml", &service(&socket))], &["compose.yaml:6 control-socket"]);
    says(
        &[("compose.yaml", &service(&["volumes: [\"/srv/x:/x:rshared\"]"]))],
        &["compose.yaml:4 shared-mount-propagation"],
    );
}

/// Whatever begins with `/home` or `/var` is sensitive to it.
#[test]
fn kics_takes_every_folder_below_a_sensitive_one_for_sensitive() {
    let volumes = "volumes: [\"/var/lib/shop:/shop\", \"/srv/shop/data:/data\", \"/etc/localtime:/etc/localtime:ro\"]";
    is_quiet(&[("compose.yaml", &service(&[volumes]))], &["sensitive-host-path"]);
}

/// An entry without a dot is open to it, and one with a dot is bound.
#[test]
fn kics_takes_a_dot_for_an_address() {
    is_quiet(&[("compose.yaml", &service(&["ports: [\"[::1]:8080:80\"]"]))], &["port-on-all-interfaces"]);
    says(&[("compose.yaml", &service(&["ports: [\"0.0.0.0:8081:81\"]"]))], &["compose.yaml:4 port-on-all-interfaces"]);
}

/// No policy at all is fine to it, and `on-failure:3` is not.
#[test]
fn kics_misses_a_restart_policy_only_where_there_is_one() {
    let text = service(&["ports: [\"127.0.0.1:8080:80\"]"]);
    says(&[("compose.yaml", &text)], &["compose.yaml:2 missing-restart-policy"]);
    is_quiet(
        &[("compose.yaml", &service(&["restart: on-failure:3"]))],
        &["missing-restart-policy", "uncapped-restart"],
    );
}

/// Any `cap_add` is a finding to it, also what every container has by default.
#[test]
fn kics_takes_every_capability_for_a_dangerous_one() {
    let lines = ["cap_drop: [ALL]", "cap_add: [NET_BIND_SERVICE, CHOWN]"];
    is_quiet(&[("compose.yaml", &service(&lines))], &["dangerous-capability"]);
}

/// A volume that a single service uses is shared, to it.
#[test]
fn kics_takes_a_volume_of_one_service_for_a_shared_one() {
    let text = format!("{}volumes:\n  data:\n", service(&["volumes: [\"data:/data\"]"]));
    is_quiet(&[("compose.yaml", &text)], &["shared-database-volume", "shared-mount-target"]);
}

/// It looks at the texts `host` and `true`, and at `security_opt` only where it is there.
#[test]
fn kics_compares_texts() {
    let lines = ["privileged: ${PRIVILEGED:-true}", "pid: ${PID:-host}"];
    says(
        &[("compose.yaml", &service(&lines))],
        &["compose.yaml:4 privileged-container", "compose.yaml:5 host-namespace"],
    );
    says(
        &[("compose.yaml", &service(&["security_opt: [seccomp=unconfined]"]))],
        &["compose.yaml:4 disabled-confinement"],
    );
    says(&[("compose.yaml", &service(&[]))], &["compose.yaml:2 unhardened-service"]);
}

/// It looks at the service alone, whose image brings the check.
#[test]
fn kics_misses_a_health_check_that_the_image_has() {
    let dockerfile = "FROM alpine:3.23\nHEALTHCHECK CMD [\"wget\", \"-qO-\", \"http://127.0.0.1/\"]\nUSER 10001\nCMD [\"httpd\", \"-f\"]\n";
    let files = [("compose.yaml", "services:\n  app:\n    build: .\n"), ("Dockerfile", dockerfile)];
    is_quiet(&files, &["service-without-healthcheck"]);
}
