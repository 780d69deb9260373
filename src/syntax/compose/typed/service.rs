//! Services.

use super::super::Member;
use super::super::ast::Service;
use super::build::build;
use super::command::command;
use super::deploy::deploy;
use super::environment::{environment_file, variables};
use super::health::healthcheck;
use super::lifecycle::{hook, watch};
use super::ports::port;
use super::read::{self, Keys};
use super::{mounts, networks, objects, relations, resources};

/// A service, whatever its body is.
pub(super) fn service(name: &str, member: &Member) -> Service {
    let keys = Keys(&member.value);
    Service {
        name: read::located(name, member.key),
        value: member.value.clone(),
        image: keys.text("image"),
        build: keys.value("build").and_then(build),
        command: keys.value("command").and_then(command),
        entrypoint: keys.value("entrypoint").and_then(command),
        working_dir: keys.text("working_dir"),
        user: keys.text("user"),
        platform: keys.text("platform"),
        pull_policy: keys.text("pull_policy"),
        runtime: keys.text("runtime"),
        provider: keys.value("provider").and_then(relations::provider),
        extends: keys.value("extends").and_then(relations::extends),
        container_name: keys.text("container_name"),
        hostname: keys.text("hostname"),
        domainname: keys.text("domainname"),
        scale: keys.integer("scale"),
        profiles: keys.texts("profiles"),
        restart: keys.value("restart").and_then(resources::restart),
        stop_grace_period: keys.duration("stop_grace_period"),
        stop_signal: keys.text("stop_signal"),
        init: keys.flag("init"),
        tty: keys.flag("tty"),
        stdin_open: keys.flag("stdin_open"),
        attach: keys.flag("attach"),
        environment: variables(keys.value("environment")),
        env_files: keys.items("env_file").iter().filter_map(environment_file).collect(),
        labels: keys.pairs("labels"),
        label_files: keys.texts("label_file"),
        annotations: keys.pairs("annotations"),
        secrets: keys.items("secrets").iter().filter_map(objects::grant).collect(),
        configs: keys.items("configs").iter().filter_map(objects::grant).collect(),
        models: objects::model_uses(keys.value("models")),
        ports: keys.items("ports").iter().filter_map(port).collect(),
        expose: keys.texts("expose"),
        networks: networks::attachments(keys.value("networks")),
        network_mode: keys.namespace("network_mode"),
        extra_hosts: keys.hosts("extra_hosts"),
        dns: keys.texts("dns"),
        dns_search: keys.texts("dns_search"),
        mac_address: keys.text("mac_address"),
        links: keys.items("links").iter().filter_map(relations::link).collect(),
        external_links: keys.items("external_links").iter().filter_map(relations::external_link).collect(),
        depends_on: relations::dependencies(keys.value("depends_on")),
        volumes: keys.items("volumes").iter().filter_map(mounts::mount).collect(),
        volumes_from: keys.items("volumes_from").iter().filter_map(relations::volumes_from).collect(),
        tmpfs: keys.texts("tmpfs"),
        devices: keys.items("devices").iter().filter_map(mounts::device).collect(),
        device_cgroup_rules: keys.texts("device_cgroup_rules"),
        storage_opt: keys.pairs("storage_opt"),
        gpus: keys.items("gpus").iter().filter_map(resources::device_request).collect(),
        shm_size: keys.bytes("shm_size"),
        privileged: keys.flag("privileged"),
        read_only: keys.flag("read_only"),
        cap_add: keys.texts("cap_add"),
        cap_drop: keys.texts("cap_drop"),
        security_opt: keys.texts("security_opt"),
        group_add: keys.texts("group_add"),
        pid: keys.namespace("pid"),
        ipc: keys.namespace("ipc"),
        uts: keys.namespace("uts"),
        userns_mode: keys.namespace("userns_mode"),
        cgroup: keys.namespace("cgroup"),
        cgroup_parent: keys.text("cgroup_parent"),
        use_api_socket: keys.flag("use_api_socket"),
        sysctls: keys.pairs("sysctls"),
        cpus: keys.number("cpus"),
        cpu_quota: keys.number("cpu_quota"),
        cpu_period: keys.number("cpu_period"),
        cpu_shares: keys.number("cpu_shares"),
        mem_limit: keys.bytes("mem_limit"),
        memswap_limit: keys.value("memswap_limit").and_then(read::bytes_or_unlimited),
        mem_reservation: keys.bytes("mem_reservation"),
        mem_swappiness: keys.integer("mem_swappiness"),
        pids_limit: keys.integer("pids_limit"),
        oom_kill_disable: keys.flag("oom_kill_disable"),
        oom_score_adj: keys.integer("oom_score_adj"),
        ulimits: resources::ulimits(keys.value("ulimits")),
        healthcheck: keys.value("healthcheck").and_then(healthcheck),
        logging: keys.value("logging").and_then(resources::logging),
        deploy: keys.value("deploy").and_then(deploy),
        post_start: keys.items("post_start").iter().filter_map(hook).collect(),
        pre_stop: keys.items("pre_stop").iter().filter_map(hook).collect(),
        watch: keys.body("develop").into_iter().flat_map(|develop| develop.items("watch")).filter_map(watch).collect(),
    }
}
