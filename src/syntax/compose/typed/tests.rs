use std::time::Duration;

use super::super::ast::{Condition, Form, MountKind, Namespace, PortRange, Project, RestartPolicy, Service, TestForm};
use super::super::canonical::canonical;
use super::super::{Located, testing};
use super::project;
use crate::text::Place;

fn read(text: &str) -> Project {
    project(&testing::value(text))
}

/// A project with one service that has these keys.
fn service(keys: &str) -> Service {
    let text = format!("services:\n  app:\n    {}", keys.trim().replace('\n', "\n    "));
    read(&text).services.swap_remove("app").unwrap()
}

fn slice(keys: &str, place: Place) -> String {
    let text = format!("services:\n  app:\n    {}", keys.trim().replace('\n', "\n    "));
    text[place.span.start as usize..place.span.end as usize].to_owned()
}

fn values(items: &[Located<String>]) -> Vec<&str> {
    items.iter().map(|item| item.value.as_str()).collect()
}

#[test]
fn every_leaf_has_its_place() {
    let keys =
        "image: nginx:1.29\nhostname: web\nprivileged: true\nmem_limit: 512m\nstop_grace_period: 1m30s\nx-note: 1";
    let service = service(keys);
    let image = service.image.clone().unwrap();
    assert_eq!((image.value.as_str(), slice(keys, image.place)), ("nginx:1.29", "nginx:1.29".to_owned()));
    assert_eq!(service.privileged.as_ref().map(|flag| slice(keys, flag.place)), Some("true".to_owned()));
    assert_eq!(service.mem_limit.as_ref().map(|bytes| bytes.value), Some(512 << 20));
    assert_eq!(service.stop_grace_period.as_ref().map(|it| it.value), Some(Duration::from_secs(90)));
    assert_eq!(slice(keys, service.key("privileged").unwrap()), "privileged");
    assert_eq!(slice(keys, service.name.place), "app");
    assert_eq!(service.text("hostname").map(|text| text.value), Some("web".to_owned()));
    assert!(service.key("restart").is_none() && service.has("x-note"));
}

#[test]
fn what_does_not_fit_is_left_out() {
    let service =
        service("privileged: [1]\nports: [{published: \"80\"}, {target: 80}]\nhealthcheck: none\nmem_limit: much");
    assert!(service.privileged.is_none() && service.healthcheck.is_none() && service.mem_limit.is_none());
    assert_eq!(service.ports.len(), 1);
    assert_eq!(read("[]").services.len(), 0);
    assert_eq!(read("services: {a: , b: 1, c: []}").services.len(), 3);
}

#[test]
fn commands_keep_their_form() {
    let form = |keys: &str| service(keys).command.map(|command| (command.form, command.words.len()));
    assert_eq!(form("command: [npm, start]"), Some((Form::List, 2)));
    assert_eq!(form("command: [npm]"), Some((Form::List, 1)));
    assert_eq!(form("command: [\"npm start\"]"), Some((Form::List, 1)));
    assert_eq!(form("command: [a, a]"), Some((Form::List, 2)));
    assert_eq!(form("command:\n  - npm\n"), Some((Form::List, 1)));
    assert_eq!(form("command: npm  start"), Some((Form::Text, 2)));
    assert_eq!(form("command: []"), Some((Form::Cleared, 0)));
    assert_eq!(form("command: ''"), Some((Form::Cleared, 0)));
    assert_eq!(form("command: null"), None);
}

#[test]
fn words_of_a_split_text_are_told_from_items() {
    let command = |keys: &str| {
        let mut root = testing::value(&format!("services: {{a: {{command: {keys}}}}}"));
        canonical(&mut root, &mut Vec::new());
        project(&root).services.swap_remove("a").unwrap().command.unwrap()
    };
    let text = command("npm  'run it'");
    assert_eq!((text.form, values(&text.words)), (Form::Text, vec!["npm", "run it"]));
    assert_eq!(text.written.map(|written| written.value), Some("npm  'run it'".to_owned()));
    for one_word in ["sh", "'sh'", "\"sh\"", "\"s\\u0068\"", "'\"a b\"'"] {
        assert_eq!(command(one_word).form, Form::Text, "{one_word}");
    }
    assert_eq!(
        (command("[sh]").form, command("['a b']").form, command("''").form),
        (Form::List, Form::List, Form::Cleared)
    );
}

#[test]
fn long_forms_are_read_as_canonical_makes_them() {
    let mut root = testing::value(
        "services:\n  a:\n    depends_on: [b]\n    volumes: ['./x:/x:readonly', 'vol:/v']\n    ports: ['127.0.0.1:8000-8001:80-81', 90]\n\
         \x20   healthcheck: {test: curl x, interval: 5s}\n    extra_hosts: ['a:1.1.1.1']\n    secrets: [s]\n    tmpfs: /run\n\
         \x20   devices: [/dev/a]\n    env_file: .env\n    networks: [n]\n    gpus: all\n    build: .\n    ulimits: {nofile: 3}\n",
    );
    canonical(&mut root, &mut Vec::new());
    let service = project(&root).services.swap_remove("a").unwrap();
    assert!(service.depends_on[0].is_short && service.depends_on[0].is_required());
    assert_eq!(values(&service.volumes[0].unknown_options), ["readonly"]);
    assert_eq!((service.volumes[0].host_path().is_some(), service.volumes[1].volume().is_some()), (true, true));
    let ports: Vec<_> = service.ports.iter().map(ToString::to_string).collect();
    assert_eq!(ports, ["127.0.0.1:8000:80", "127.0.0.1:8001:81", "90"]);
    let check = service.healthcheck.unwrap();
    assert!(check.test.unwrap().is_text && check.interval.is_some());
    assert_eq!(service.extra_hosts[0].value.as_ref().unwrap().value, "1.1.1.1");
    assert_eq!((service.secrets[0].source.value.as_str(), service.env_files[0].path.value.as_str()), ("s", ".env"));
    assert_eq!((values(&service.tmpfs), service.devices.len(), service.gpus.len()), (vec!["/run"], 1, 1));
    assert_eq!(service.networks[0].network.value, "n");
    assert_eq!(service.build.unwrap().context.unwrap().value, ".");
}

#[test]
fn environments_are_read_from_mappings_and_lists() {
    for keys in ["environment: {A: 1, B: }", "environment: [A=1, B]"] {
        let service = service(keys);
        let [a, b] = service.environment.as_slice() else { panic!("{keys}") };
        assert_eq!((a.name.value.as_str(), a.known(), b.known()), ("A", Some("1"), None));
        assert_eq!((slice(keys, a.name.place), slice(keys, b.place)).0, "A");
        assert_eq!(slice(keys, a.value.as_ref().unwrap().place), "1");
    }
}

#[test]
fn ports_mounts_and_devices_are_read() {
    let service = service(
        "ports: [{host_ip: '::1', published: 80-90, target: '8080', protocol: udp}, {target: 1}]\n\
         volumes: [{type: bind, source: ./x, target: /x, read_only: true, bind: {create_host_path: false}}, \
         {type: volume, target: /y}, {type: tmpfs, target: /z, tmpfs: {size: 1m}}]\n\
         devices: [/dev/a:/dev/b:r, {source: /dev/c}]",
    );
    let port = &service.ports[0];
    assert_eq!(port.published.as_ref().map(|it| it.value), Some(PortRange { first: 80, last: 90 }));
    assert_eq!(service.ports.iter().map(ToString::to_string).collect::<Vec<_>>(), ["[::1]:80-90:8080/udp", "1"]);
    let kinds: Vec<_> = service.volumes.iter().map(|mount| mount.kind.clone()).collect();
    assert_eq!(kinds, [MountKind::Bind, MountKind::Anonymous, MountKind::Tmpfs]);
    assert!(service.volumes[0].is_read_only() && !service.volumes[0].create_host_path.as_ref().unwrap().value);
    assert_eq!(service.volumes[2].tmpfs_size.as_ref().map(|size| size.value), Some(1 << 20));
    let device = &service.devices[0];
    assert_eq!((device.source.value.as_str(), device.permissions.as_ref().unwrap().value.as_str()), ("/dev/a", "r"));
    assert_eq!(device.target.as_ref().unwrap().value, "/dev/b");
}

#[test]
fn health_checks_are_read() {
    let test = |keys: &str| service(keys).healthcheck.and_then(|check| check.test);
    let shell = test("healthcheck: {test: [CMD-SHELL, curl x]}").unwrap();
    assert_eq!((shell.form, shell.is_text, shell.words[0].value.as_str()), (TestForm::Shell, false, "curl x"));
    assert!(test("healthcheck: {test: curl x}").unwrap().is_text);
    assert_eq!(test("healthcheck: {test: [curl, x]}").unwrap().form, TestForm::Unmarked);
    assert!(service("healthcheck: {test: [NONE]}").healthcheck.unwrap().is_disabled());
    assert!(service("healthcheck: {disable: true}").healthcheck.unwrap().is_disabled());
}

#[test]
fn relations_are_read() {
    let service = service(
        "depends_on: {db: {condition: service_healthy, required: false}}\nnetwork_mode: service:vpn\npid: host\n\
         links: [db:database]\nvolumes_from: [a:ro, container:b:ro]\nrestart: on-failure:3",
    );
    let dependency = &service.depends_on[0];
    assert_eq!(dependency.condition.value, Condition::Healthy);
    assert!(!dependency.is_short && !dependency.is_required());
    assert_eq!(service.network_mode.unwrap().value, Namespace::Service("vpn".to_owned()));
    assert_eq!(service.pid.unwrap().value, Namespace::Host);
    assert_eq!(service.links[0].alias.as_ref().unwrap().value, "database");
    let from = &service.volumes_from[1];
    assert!(from.is_container && !service.volumes_from[0].is_container);
    assert_eq!((from.name.value.as_str(), from.alias.as_ref().unwrap().value.as_str()), ("b", "ro"));
    assert_eq!(service.restart.unwrap().value, RestartPolicy::OnFailure(Some(3)));
    assert!(self::service("depends_on: [db]").depends_on[0].is_short);
}

#[test]
fn builds_limits_and_hooks_are_read() {
    let service = service(
        "build: {context: ., args: [A=1, B], secrets: [{source: s}], ssh: [default], extra_hosts: ['a=::1', 'b:1.1.1.1']}\n\
         deploy: {resources: {limits: {cpus: '0.5', memory: 1g, pids: 9}, reservations: {devices: [{count: all}]}}}\n\
         ulimits: {nofile: 20, nproc: {soft: 1, hard: 2}}\nmemswap_limit: -1\ngpus: all\n\
         post_start: [{command: [a], user: root, privileged: true}]\nsecrets: [{source: s, mode: '0440'}]",
    );
    let build = service.build.unwrap();
    assert_eq!((build.args.len(), build.secrets.len(), build.ssh[0].name.value.as_str()), (2, 1, "default"));
    let hosts: Vec<_> = build.extra_hosts.iter().map(|pair| pair.value.as_ref().unwrap().value.as_str()).collect();
    assert_eq!(hosts, ["::1", "1.1.1.1"]);
    let limits = service.deploy.as_ref().and_then(|deploy| deploy.limits.as_ref()).unwrap();
    assert_eq!(limits.cpus.as_ref().map(|cpus| cpus.value), Some(0.5));
    assert_eq!(limits.memory.as_ref().map(|memory| memory.value), Some(1 << 30));
    assert_eq!(service.ulimits[0].hard.as_ref().map(|it| it.value), Some(20));
    assert_eq!(service.ulimits[1].hard.as_ref().map(|it| it.value), Some(2));
    assert_eq!(service.memswap_limit.unwrap().value, -1);
    assert_eq!(service.gpus[0].count.as_ref().map(|it| it.value), Some(-1));
    assert!(service.post_start[0].privileged.as_ref().unwrap().value);
    assert_eq!(service.secrets[0].mode.as_ref().map(|mode| mode.value), Some(0o440));
}

#[test]
fn declarations_are_read() {
    let project = read(
        "name: shop\nx-base: {a: 1}\nnetworks: {back: {internal: true, ipam: {config: [{subnet: 10.0.0.0/8}]}}, out: {external: true, name: edge}}\n\
         volumes: {data: , nfs: {driver_opts: {o: bind, device: /srv}}}\nsecrets: {s: {environment: TOKEN}}\n\
         configs: {c: {content: x}}\nmodels: {m: {model: ai/x, context_size: 8}}",
    );
    assert_eq!(project.name.unwrap().value, "shop");
    assert!(project.networks["back"].is_internal() && project.networks["out"].is_external());
    assert_eq!(project.networks["back"].subnets[0].subnet.as_ref().unwrap().value, "10.0.0.0/8");
    assert_eq!(project.volumes["data"].place, project.volumes["data"].key.place);
    assert_eq!(project.secrets["s"].environment.as_ref().unwrap().value, "TOKEN");
    assert_eq!(project.configs["c"].content.as_ref().unwrap().value, "x");
    assert_eq!(project.models["m"].context_size.as_ref().unwrap().value, 8);
    assert!(project.extensions.contains_key("x-base"));
}
