//! Merges as Docker Compose 5.6 makes them.

use super::{merge, merge_container, strip, unique};
use crate::syntax::compose::canonical::canonical;
use crate::syntax::compose::testing::{at, json, value};
use crate::syntax::compose::{ComposeProblem, Value};

fn merged(base: &str, over: &str) -> (Value, Vec<ComposeProblem>) {
    let mut problems = Vec::new();
    let mut root = merge(value(base), value(over), &mut problems);
    strip(&mut root);
    unique(&mut root);
    canonical(&mut root, &mut problems);
    unique(&mut root);
    (root, problems)
}

/// The first key of the service that both write, after the merge.
fn service(base: &str, over: &str) -> String {
    let (root, problems) = merged(&format!("services: {{a: {{{base}}}}}"), &format!("services: {{a: {{{over}}}}}"));
    assert_eq!(problems, [], "{base} + {over}");
    let service = root.at(&["services", "a"]).unwrap();
    let first = base.split(':').next().unwrap();
    service.get(first).map_or_else(|| "gone".to_owned(), json)
}

#[test]
fn services_are_merged_key_by_key() {
    let cases = [
        ("command: a b", "command: c", r#"["c"]"#),
        ("command: a", "command: ~", "null"),
        ("environment: [A=1, B=2]", "environment: {A: 3, C: }", r#"{"A":"3","B":"2","C":null}"#),
        ("environment: {A: x}", "environment: {A: ~}", r#"{"A":null}"#),
        ("environment: {A: 1}", "environment: [A]", r#"{"A":null}"#),
        ("environment: {A: 1}", "environment: ~", r#"{"A":"1"}"#),
        ("environment: {A: 1}", "environment: x", r#"{"A":"1","x":null}"#),
        ("labels: {a: 1}", "labels: [a=2, b]", r#"{"a":"2","b":""}"#),
        ("build: .", "build: {dockerfile: d}", r#"{"context":".","dockerfile":"d"}"#),
        (
            "build: {context: c, args: [A=1]}",
            "build: {args: {B: 2, A: 3}}",
            r#"{"context":"c","args":{"A":"3","B":"2"}}"#,
        ),
        ("build: {context: c}", "build: d", r#"{"context":"d"}"#),
        (
            "logging: {driver: x, options: {a: b}}",
            "logging: {driver: y, options: {c: d}}",
            r#"{"driver":"y","options":{"c":"d"}}"#,
        ),
        (
            "logging: {options: {a: b}}",
            "logging: {driver: y, options: {c: d}}",
            r#"{"options":{"a":"b","c":"d"},"driver":"y"}"#,
        ),
        ("ulimits: {n: {soft: 1, hard: 2}}", "ulimits: {n: 3}", r#"{"n":3}"#),
        (
            "ulimits: {n: {soft: 1, hard: 2}}",
            "ulimits: {n: {soft: 5, hard: 6}, m: 1}",
            r#"{"n":{"soft":5,"hard":6},"m":1}"#,
        ),
        (
            "depends_on: {b: {condition: service_healthy}}",
            "depends_on: [b, c]",
            r#"{"b":{"condition":"service_started","required":true},"c":{"condition":"service_started","required":true}}"#,
        ),
        ("networks: {n: {aliases: [q]}}", "networks: [n, m]", r#"{"n":{"aliases":["q"]},"m":null}"#),
        ("networks: {n: {aliases: [q]}}", "networks: {n: {aliases: [q, r]}}", r#"{"n":{"aliases":["q","r"]}}"#),
        (
            "healthcheck: {test: a, interval: 1s}",
            "healthcheck: {test: [CMD, b]}",
            r#"{"test":["CMD","b"],"interval":"1s"}"#,
        ),
        ("user: x", "user: ~", r#""x""#),
        ("user: x", "user: ''", r#""""#),
        ("extra_hosts: ['h=1.1.1.1']", "extra_hosts: {h: 2.2.2.2}", r#"["h=1.1.1.1","h=2.2.2.2"]"#),
    ];
    for (base, over, expected) in cases {
        assert_eq!(service(base, over), expected, "{base} + {over}");
    }
}

#[test]
fn lists_grow_and_keep_the_last_of_each_key() {
    let cases = [
        ("dns: 1.1.1.1", "dns: 8.8.8.8", r#"["1.1.1.1","8.8.8.8"]"#),
        ("dns: [1.1.1.1]", "dns: [1.1.1.1, 8.8.8.8]", r#"["1.1.1.1","8.8.8.8"]"#),
        ("tmpfs: /a", "tmpfs: [/a, /b]", r#"["/a","/b"]"#),
        ("env_file: a", "env_file: [b, {path: a, required: false}]", r#"[{"path":"a","required":false},{"path":"b"}]"#),
        ("security_opt: [a, b]", "security_opt: [b, a, c]", r#"["a","b","c"]"#),
        ("security_opt: [a]", "security_opt: [b, b]", r#"["a","b"]"#),
        ("group_add: ['1']", "group_add: ['1', 2]", r#"["1","2"]"#),
        ("cap_add: [A=1, A=2]", "tty: true", r#"["A=2"]"#),
        (
            "secrets: [s]",
            "secrets: [{source: t, target: /run/secrets/s}]",
            r#"[{"source":"t","target":"/run/secrets/s"}]"#,
        ),
        ("configs: [s]", "configs: [{source: t, target: /s}]", r#"[{"source":"t","target":"/s"}]"#),
        ("volumes: ['./a:/x/']", "volumes: [{type: tmpfs, target: /x}]", r#"[{"type":"tmpfs","target":"/x"}]"#),
        ("devices: ['/a']", "devices: ['/c:/a:r']", r#"[{"source":"/c","target":"/a","permissions":"r"}]"#),
        ("expose: [80]", "expose: ['80', 81]", r#"["80","81"]"#),
        ("post_start: [{command: a}]", "post_start: [{command: a}]", r#"[{"command":["a"]}]"#),
    ];
    for (base, over, expected) in cases {
        assert_eq!(service(base, over), expected, "{base} + {over}");
    }
}

#[test]
fn containers_before_a_service_complete_what_it_has() {
    let cases = [
        ("cap_add: [A, B]", "cap_add: [B, C]", r#"["A","B","C"]"#),
        ("command: [a]", "command: ~", "null"),
        ("command: [a]", "tty: true", r#"["a"]"#),
        ("environment: {A: a, B: b}", "environment: {A: ~, C: c}", r#"{"A":null,"B":"b","C":"c"}"#),
        ("dns: [a]", "dns: [a, b]", r#"["a","b"]"#),
        ("env_file: [{path: a}]", "env_file: [{path: b}, {path: a}]", r#"[{"path":"a"},{"path":"b"}]"#),
        ("tmpfs: [/a]", "tmpfs: [/b, /a]", r#"["/a","/b"]"#),
        (
            "secrets: [{source: s, target: t}]",
            "secrets: [{source: s}]",
            r#"[{"source":"s","target":"t"},{"source":"s"}]"#,
        ),
        (
            "networks: {a: {aliases: [x]}}",
            "networks: {a: {aliases: [y]}, b: }",
            r#"{"a":{"aliases":["x","y"]},"b":null}"#,
        ),
        ("logging: {driver: a, options: {b: c}}", "logging: {driver: d}", r#"{"driver":"d"}"#),
        ("ulimits: {n: {soft: 1, hard: 2}}", "ulimits: {n: 3}", r#"{"n":3}"#),
        ("privileged: true", "privileged: false", "false"),
    ];
    for (service, container, expected) in cases {
        let merged = merge_container(value(&format!("{{{service}}}")), value(&format!("{{{container}}}")));
        let key = service.split(':').next().unwrap();
        assert_eq!(merged.get(key).map(json).unwrap(), expected, "{service} + {container}");
    }
}

#[test]
fn ports_are_the_same_by_address_ports_and_protocol() {
    let count = |base: &str, over: &str| {
        let (root, _) =
            merged(&format!("services: {{a: {{ports: {base}}}}}"), &format!("services: {{a: {{ports: {over}}}}}"));
        root.at(&["services", "a", "ports"]).unwrap().items().len()
    };
    assert_eq!(count("['80:80']", "['81:80', '80:80']"), 2);
    assert_eq!(count("[80]", "['80']"), 1);
    assert_eq!(count("['80-82:80-82']", "['81:81', '81:81/udp', '127.0.0.1:81:81']"), 5);
}

#[test]
fn directives_reset_and_override() {
    let cases = [
        ("ports: ['80:80']", "ports: !reset []", "gone"),
        ("ports: ['80:80']", "ports: !override [{target: 1}]", r#"[{"target":1}]"#),
        ("ports: !reset ['80']", "user: x", "gone"),
        ("ports: !override [{target: 1}]", "user: x", r#"[{"target":1}]"#),
        ("user: !reset x", "user: y", r#""y""#),
        ("user: y", "user: !reset x", "gone"),
        ("environment: {A: 1, B: 2}", "environment: {A: !reset null}", r#"{"B":"2"}"#),
        ("environment: {A: 1}", "environment: !override {B: 2}", r#"{"B":"2"}"#),
        ("environment: {A: !reset 1, B: 2}", "tty: true", r#"{"B":"2"}"#),
        ("labels: [!reset a=1, b=2]", "tty: true", r#"{"b":"2"}"#),
        ("labels: [!override a=1, b=2]", "tty: true", r#"{"a":"1","b":"2"}"#),
        ("security_opt: [!reset a, b]", "security_opt: [c]", r#"["b","c"]"#),
        (
            "healthcheck: {test: a, interval: 1s}",
            "healthcheck: {interval: !reset null}",
            r#"{"test":["CMD-SHELL","a"]}"#,
        ),
        ("healthcheck: {test: a, interval: 1s}", "healthcheck: !override {test: b}", r#"{"test":["CMD-SHELL","b"]}"#),
        ("depends_on: [b]", "depends_on: {b: !reset null}", "{}"),
        ("logging: {driver: a, options: {x: b}}", "logging: {driver: !reset null}", r#"{"options":{"x":"b"}}"#),
        ("env_file: [a]", "env_file: !override b", r#"[{"path":"b"}]"#),
    ];
    for (base, over, expected) in cases {
        assert_eq!(service(base, over), expected, "{base} + {over}");
    }
}

#[test]
fn other_forms_cannot_be_merged() {
    for (base, over) in
        [("deploy: {replicas: 2}", "deploy: [a]"), ("cap_add: [a]", "cap_add: b"), ("ports: [80]", "ports: {a: b}")]
    {
        let text = format!("services: {{a: {{{over}}}}}");
        let (_, problems) = merged(&format!("services: {{a: {{{base}}}}}"), &text);
        let places: Vec<_> = problems.iter().map(|problem| at(&text, problem.place)).collect();
        assert_eq!(places, [over.split_once(": ").unwrap().1]);
    }
}

#[test]
fn address_ranges_are_merged_by_subnet() {
    let (root, _) = merged(
        "networks: {n: {ipam: {config: [{subnet: a, ip_range: b}, {subnet: c}]}}}",
        "networks: {n: {ipam: {config: [{subnet: a, gateway: g}, {subnet: d}]}}}",
    );
    let expected = r#"[{"subnet":"a","ip_range":"b","gateway":"g"},{"subnet":"d"}]"#;
    assert_eq!(json(root.at(&["networks", "n", "ipam", "config"]).unwrap()), expected);
}

#[test]
fn what_was_replaced_stands_where_the_later_file_writes_it() {
    let over = "services: {a: {image: later, labels: [x=2]}}";
    let (root, _) = merged("services: {a: {image: early, labels: {x: 1}}}", over);
    let service = root.at(&["services", "a"]).unwrap();
    assert_eq!(at(over, service.get("image").unwrap().place), "later");
    let label = service.get("labels").and_then(Value::as_mapping).and_then(|labels| labels.member("x")).unwrap();
    assert_eq!((at(over, label.key), at(over, label.value.place)), ("x", "2"));
}
