use super::{Connection, EdgeKind, LogGrowth, Stack, published_on_all_interfaces};
use crate::syntax::compose::ast::{Condition, Service};
use crate::syntax::compose::testing;
use crate::text::FileId;

fn stack(text: &str) -> Stack {
    Stack::new(FileId(0), vec![FileId(0)], testing::value(text), Vec::new(), Vec::new())
}

fn service<'a>(stack: &'a Stack, name: &str) -> &'a Service {
    stack.service(name).unwrap()
}

/// A project of one service with these keys.
fn one(keys: &str) -> Stack {
    stack(&format!("services: {{app: {{{keys}}}}}"))
}

fn app(stack: &Stack) -> &Service {
    service(stack, "app")
}

#[test]
fn profiles_decide_what_runs_together() {
    let stack = stack("services: {a: , b: {profiles: [x, y]}, c: {profiles: [y]}, d: {profiles: [z]}}");
    let together = |one, other| stack.can_run_together(service(&stack, one), service(&stack, other));
    assert!(together("a", "b") && together("b", "c") && together("c", "b"));
    assert!(!together("b", "d"));
    let always = |one, other| stack.always_runs_with(service(&stack, one), service(&stack, other));
    assert!(always("c", "b") && always("d", "a") && !always("b", "c") && !always("a", "b"));
}

#[test]
fn dependencies_are_seen_from_both_sides() {
    let stack = stack(
        "services:\n  web: {depends_on: {db: {condition: service_healthy}, gone: {condition: service_started}}, links: ['cache:c']}\n\
         \x20 db:\n  cache: {network_mode: 'service:db'}",
    );
    let web: Vec<_> =
        stack.dependencies_of(service(&stack, "web")).map(|edge| (edge.kind, edge.to.name.value.as_str())).collect();
    assert_eq!(web, [(EdgeKind::DependsOn(0), "db"), (EdgeKind::Link, "cache")]);
    let db: Vec<_> = stack.dependents_of(service(&stack, "db")).collect();
    assert_eq!(db.iter().map(|edge| edge.from.name.value.as_str()).collect::<Vec<_>>(), ["web", "cache"]);
    assert_eq!((db[0].condition(), db[1].condition()), (&Condition::Healthy, &Condition::Started));
    assert!(db[0].dependency().is_some() && db[1].dependency().is_none());
}

#[test]
fn networks_follow_namespaces() {
    let stack = stack(
        "services:\n  a:\n  b: {networks: {back: }}\n  c: {network_mode: 'service:b'}\n  d: {network_mode: host}\n\
         \x20 e: {network_mode: 'service:f'}\n  f: {network_mode: 'service:e'}\n  g: {networks: {back: , default: }}\n\
         \x20 h: {provider: {type: x}}\n",
    );
    let networks = |name| stack.networks_of(service(&stack, name));
    assert_eq!(networks("a"), Connection::Networks(["default"].into()));
    assert_eq!(networks("c"), Connection::Networks(["back"].into()));
    assert_eq!((networks("d"), networks("h")), (Connection::Host, Connection::None));
    assert!(matches!(networks("e"), Connection::Other(_)));
    let shares = |one, other| stack.shares_network(service(&stack, one), service(&stack, other));
    assert!(shares("c", "g") && shares("a", "g") && shares("b", "c"));
    assert!(!shares("a", "b") && !shares("d", "a") && !shares("h", "h"));
    assert_eq!(stack.network_owner(service(&stack, "c")).name.value, "b");
}

#[test]
fn idle_services_are_known() {
    let is_idle = |keys: &str| {
        let stack = one(keys);
        stack.is_idle(app(&stack))
    };
    assert!(is_idle("command: sleep infinity") && is_idle("command: tail -f /dev/null"));
    assert!(is_idle("command: [sh, -c, 'while sleep 1000; do :; done']"));
    assert!(is_idle("entrypoint: [/bin/sh, -c], command: ['trap : TERM INT; sleep infinity & wait']"));
    assert!(!is_idle("command: [sh, -c, 'sleep 5; ./start']") && !is_idle("image: example/api"));
    assert!(!is_idle("command: [sh, -c, 'sleep 5 && ./start']") && !is_idle("command: tail -f /var/log/x"));
}

#[test]
fn work_is_told_from_services() {
    let is_one_shot = |keys: &str| {
        let stack = one(keys);
        stack.is_one_shot(app(&stack))
    };
    assert!(is_one_shot("command: [npm, run, migrate]"));
    assert!(is_one_shot("command: [python, manage.py, migrate]"));
    assert!(is_one_shot("command: [sh, -c, 'sleep 1 && rails db:seed']"));
    assert!(is_one_shot("command: [./run-migrations.sh]"));
    assert!(is_one_shot("command: [bash, -c, 'python --version']"));
    for brief in [
        "[sleep, '30']",
        "[dpkg, -l]",
        "[nginx, --version]",
        "[python, -c, 'print(1)']",
        r#"[sh, -c, "echo a; python -c 'import os; print(os.name)'"]"#,
        "[bash, -c, 'echo a && sleep 5']",
    ] {
        assert!(is_one_shot(&format!("command: {brief}")), "{brief}");
    }
    for staying in [
        "[sleep, infinity]",
        "[sleep, '86400']",
        "[python, -c, 'app.serve_forever()']",
        "[sh, -c, 'while true; do date; sleep 5; done']",
        "[sh, -c, 'server & sleep 5']",
        "[bash, -c, 'echo a && nginx']",
    ] {
        assert!(!is_one_shot(&format!("command: {staying}")), "{staying}");
    }
    assert!(is_one_shot("deploy: {mode: replicated-job}"));
    assert!(is_one_shot("profiles: [tools], image: example/shell"));
    assert!(!is_one_shot("command: [sh, -c, 'python manage.py migrate && gunicorn app:app']"));
    assert!(!is_one_shot("command: [python, manage.py, migrate], restart: always"));
    assert!(!is_one_shot("command: [dumb-init, node, server.js]"));
    assert!(!is_one_shot("command: [npm, start]"));
    assert!(!is_one_shot("image: 'postgres:18'"));
    assert!(!is_one_shot("profiles: [debug], image: adminer"));
    let stack = stack(
        "services: {a: {depends_on: {b: {condition: service_completed_successfully}}}, b: , c: {provider: {type: x}}}",
    );
    assert!(stack.is_one_shot(service(&stack, "b")) && stack.is_long_running(service(&stack, "a")));
    assert!(!stack.is_long_running(service(&stack, "c")));
}

#[test]
fn images_tell_what_runs() {
    let database = one("image: 'docker.io/library/postgres:18'");
    assert!(database.is_database(app(&database)));
    let built = one("image: postgres, build: {context: .}");
    assert!(built.image_of(app(&built)).is_some() && !built.is_database(app(&built)));
    assert!(one("restart: always").image_of(app(&one("restart: always"))).is_none());
}

#[test]
fn paths_of_the_machine_have_one_spelling() {
    let stack = stack(
        "services: {app: {volumes: [{type: bind, source: /etc/, target: /e, read_only: true}, {type: volume, source: v, target: /v}, {type: volume, source: w, target: /w}]}}\n\
         volumes: {v: {driver_opts: {type: none, o: 'bind,rw', device: /srv/data}}, w: }",
    );
    let paths: Vec<_> = stack.host_paths(app(&stack)).map(|path| (path.path, path.is_read_only)).collect();
    assert_eq!(paths, [("/etc".to_owned(), true), ("/srv/data".to_owned(), false)]);
}

#[test]
fn every_spelling_of_all_interfaces_is_known() {
    let is_open = |address: &str| {
        let stack = one(&format!("ports: [{{host_ip: '{address}', target: 80}}]"));
        published_on_all_interfaces(&app(&stack).ports[0])
    };
    for address in ["", "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0", "*"] {
        assert!(is_open(address), "{address}");
    }
    for address in ["127.0.0.1", "::1", "192.168.0.1"] {
        assert!(!is_open(address), "{address}");
    }
}

#[test]
fn limits_have_two_spellings() {
    let old = one("mem_limit: 1g, cpus: 0.5, pids_limit: 10");
    let new = one("deploy: {resources: {limits: {memory: 1g, cpus: '0.5', pids: 10}}}");
    for stack in [&old, &new] {
        let limits = stack.limits_of(app(stack));
        assert_eq!(limits.memory.map(|it| it.value), Some(1 << 30));
        assert_eq!((limits.cpus.map(|it| it.value), limits.pids.map(|it| it.value)), (Some(0.5), Some(10)));
    }
    let none = one("mem_limit: 0, pids_limit: -1");
    assert_eq!(none.limits_of(app(&none)), super::Limits::default());
    let quota = one("cpu_quota: 50000");
    assert_eq!(quota.limits_of(app(&quota)).cpus.map(|it| it.value), Some(0.5));
}

#[test]
fn logs_grow_or_do_not() {
    let growth = |keys: &str| {
        let stack = one(keys);
        stack.log_growth_of(app(&stack))
    };
    assert_eq!(growth("image: x"), LogGrowth::EngineDefault);
    assert_eq!(growth("logging: {driver: json-file}"), LogGrowth::Unbounded);
    assert_eq!(growth("logging: {driver: json-file, options: {max-size: 10m}}"), LogGrowth::Bounded);
    assert_eq!(growth("logging: {driver: none}"), LogGrowth::Discarded);
    assert_eq!(growth("logging: {driver: syslog}"), LogGrowth::Elsewhere);
}

#[test]
fn thousands_of_services_are_linear() {
    let mut text = "services:\n".to_owned();
    for number in 0..3000 {
        let before = number.max(1) - 1;
        text.push_str(&format!("  s{number}: {{image: redis, depends_on: {{s{before}: {{condition: service_started}}}}, network_mode: 'service:s{before}'}}\n"));
    }
    let value = testing::value(&text);
    let start = std::time::Instant::now();
    let stack = Stack::new(FileId(0), Vec::new(), value, Vec::new(), Vec::new());
    let edges: usize =
        stack.services().map(|it| stack.dependencies_of(it).count() + stack.dependents_of(it).count()).sum();
    assert_eq!(edges, 4 * 3000);
    assert!(stack.services().filter(|it| stack.is_one_shot(it)).count() == 0);
    assert!(stack.services().all(|it| matches!(stack.networks_of(it), Connection::Other(_))));
    assert!(start.elapsed().as_secs() < 5);
}
