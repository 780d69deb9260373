//! Long forms as Docker Compose 5.6 prints them.

use super::{canonical, defaults};
use crate::syntax::compose::testing::{at, json, value};
use crate::syntax::compose::{ComposeProblem, Value};

fn service(body: &str) -> (Value, Vec<ComposeProblem>) {
    let mut root = value(&format!("services: {{a: {{{body}}}}}"));
    let mut problems = Vec::new();
    canonical(&mut root, &mut problems);
    defaults(&mut root);
    let once = json(&root);
    canonical(&mut root, &mut Vec::new());
    assert_eq!(json(&root), once, "twice is like once");
    (root.at(&["services", "a"]).unwrap().clone(), problems)
}

fn shown(body: &str) -> String {
    let (service, problems) = service(body);
    assert_eq!(problems, [], "{body}");
    let (_, first) = service.as_mapping().unwrap().iter().next().unwrap();
    json(&first.value)
}

fn refused(body: &str) -> Vec<String> {
    let (_, problems) = service(body);
    let text = format!("services: {{a: {{{body}}}}}");
    problems.iter().map(|problem| at(&text, problem.place).to_owned()).collect()
}

#[test]
fn ports_are_long() {
    let tcp = r#""protocol":"tcp""#;
    let cases = [
        ("ports: [80]", format!(r#"[{{"target":80,{tcp},"mode":"ingress"}}]"#)),
        ("ports: ['8080:80']", format!(r#"[{{"mode":"ingress","target":80,"published":"8080",{tcp}}}]"#)),
        (
            "ports: ['[::1]:9-10:90-91']",
            format!(
                r#"[{{"mode":"ingress","host_ip":"::1","target":90,"published":"9",{tcp}}},{{"mode":"ingress","host_ip":"::1","target":91,"published":"10",{tcp}}}]"#
            ),
        ),
        (
            "ports: [{target: 80, published: 8080}]",
            format!(r#"[{{"target":80,"published":"8080",{tcp},"mode":"ingress"}}]"#),
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(refused("ports: ['localhost:80:80', '80:80/http', '90:90']"), ["localhost", "http"]);
}

#[test]
fn volumes_are_long() {
    let cases = [
        (
            "volumes: ['./a:/b:ro,z']",
            r#"[{"type":"bind","source":"./a","target":"/b","read_only":true,"bind":{"selinux":"z"}}]"#,
        ),
        ("volumes: [data:/b/]", r#"[{"type":"volume","source":"data","target":"/b","volume":{}}]"#),
        ("volumes: [/b]", r#"[{"type":"volume","target":"/b"}]"#),
        ("volumes: ['d:/data']", r#"[{"type":"volume","target":"d:/data","volume":{}}]"#),
        (
            "volumes: ['./a:/b:rprivate,nocopy']",
            r#"[{"type":"bind","source":"./a","target":"/b","bind":{"propagation":"rprivate"},"volume":{"nocopy":true}}]"#,
        ),
        (
            "volumes: [{type: tmpfs, target: /b/, tmpfs: {size: 10m}}]",
            r#"[{"type":"tmpfs","target":"/b","tmpfs":{"size":"10485760"}}]"#,
        ),
        (
            "volumes: ['./a:/b:readonly']",
            r#"[{"type":"bind","source":"./a","target":"/b","bind":{},"x-unknown-options":["readonly"]}]"#,
        ),
        (
            "devices: ['/a', '/a:/b:r', '/a::r']",
            r#"[{"source":"/a","target":"/a","permissions":"rwm"},{"source":"/a","target":"/b","permissions":"r"},{"source":"/a","target":"/a","permissions":"r"}]"#,
        ),
        (
            "secrets: [s, {source: s, mode: 0440}]",
            r#"[{"source":"s","target":"/run/secrets/s"},{"source":"s","mode":"0670","target":"/run/secrets/s"}]"#,
        ),
        ("configs: [{source: s, mode: 292}]", r#"[{"source":"s","mode":"0444"}]"#),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(refused("volumes: ['./a:/b:ro:z']"), ["./a:/b:ro:z"].map(|text| text.to_owned()));
    assert_eq!(refused("devices: ['/a:/b:r:x']"), ["'/a:/b:r:x'"].map(|text| text.to_owned()));
}

#[test]
fn lists_of_pairs_are_mappings_of_texts() {
    let cases = [
        ("environment: [A=1, B, 'C=', D=a=b, A=2]", r#"{"A":"2","B":null,"C":"","D":"a=b"}"#),
        (
            "environment: {A: 1, B: , C: '', D: true, E: 1e3, F: 1.10, G: 1e6}",
            r#"{"A":"1","B":null,"C":"","D":"true","E":"1000","F":"1.1","G":"1e+06"}"#,
        ),
        ("labels: [A=1, B, 'C=']", r#"{"A":"1","B":"","C":""}"#),
        ("sysctls: {a: 1, b: }", r#"{"a":"1","b":""}"#),
        (
            "build: {context: ., args: [A=1, B], ssh: [default, k=/p], additional_contexts: [a=b]}",
            r#"{"context":".","args":{"A":"1","B":null},"ssh":{"default":null,"k":"/p"},"additional_contexts":{"a":"b"}}"#,
        ),
        ("extra_hosts: ['h:::1', 'h=1.2.3.4,5.6.7.8', 'b=[::1]']", r#"["b=::1","h=1.2.3.4","h=5.6.7.8","h=::1"]"#),
        ("extra_hosts: {h: [1.2.3.4, '::1'], a: 1.1.1.1}", r#"["a=1.1.1.1","h=1.2.3.4","h=::1"]"#),
        ("expose: [80, '81']", r#"["80","81"]"#),
        ("logging: {driver: d, options: {n: 5, a: }}", r#"{"driver":"d","options":{"n":"5","a":""}}"#),
        ("provider: {type: x, options: {a: 1, b: [x, y]}}", r#"{"type":"x","options":{"a":["1"],"b":["x","y"]}}"#),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(refused("environment: ['A =1']"), ["A "]);
    assert_eq!(refused("extra_hosts: [h, '=1']"), ["h", "'=1'"]);
    assert_eq!(refused("build: {ssh: [x], additional_contexts: [b], ulimits: {n: '1'}}"), ["x", "b", "'1'"]);
}

#[test]
fn commands_are_words() {
    let cases = [
        ("command: npm start && rm x", r#"["npm","start"]"#),
        ("entrypoint: ''", "[]"),
        ("command: ~", "null"),
        ("command: [a b]", r#"["a b"]"#),
        ("healthcheck: {test: curl -f x, interval: 90s}", r#"{"test":["CMD-SHELL","curl -f x"],"interval":"1m30s"}"#),
        ("healthcheck: {test: [CMD, a]}", r#"{"test":["CMD","a"]}"#),
        ("post_start: [{command: a b, environment: [A=1]}]", r#"[{"command":["a","b"],"environment":{"A":"1"}}]"#),
        ("pre_stop: [{command: [a], privileged: 'yes'}]", r#"[{"command":["a"],"privileged":true}]"#),
        (
            "pre_start: [{command: a 'b c', env_file: a, per_replica: 'no', shm_size: 1k}]",
            r#"[{"command":["a","b c"],"env_file":[{"path":"a"}],"per_replica":false,"shm_size":"1024"}]"#,
        ),
        (
            "pre_start: [{entrypoint: '', networks: [n], secrets: [s], volumes: ['./a:/b:ro']}]",
            r#"[{"entrypoint":[],"networks":{"n":null},"secrets":[{"source":"s"}],"volumes":[{"type":"bind","source":"./a","target":"/b","read_only":true,"bind":{}}]}]"#,
        ),
        ("develop: {watch: [{path: ., ignore: a}]}", r#"{"watch":[{"path":".","ignore":["a"]}]}"#),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(refused("command: 'echo (b)'"), ["("]);
    assert_eq!(refused("healthcheck: {interval: 10 s, timeout: '5'}"), ["10 s", "'5'"].map(|text| text.to_owned()));
}

#[test]
fn a_word_knows_its_place_and_the_string_it_is_from() {
    let text = "services: {a: {command: npm 'run x' && b}}";
    let mut root = value(text);
    canonical(&mut root, &mut Vec::new());
    let words = root.at(&["services", "a", "command"]).unwrap().items();
    let places: Vec<_> = words.iter().map(|word| at(text, word.place)).collect();
    assert_eq!(places, ["npm", "'run x'"]);
    assert_eq!(
        words.iter().map(|word| word.as_scalar().unwrap().written.to_string()).collect::<Vec<_>>(),
        ["npm 'run x' && b"; 2]
    );
    assert_eq!(at(text, words.first().unwrap().part(1..2)), "p");
}

#[test]
fn parts_of_short_forms_have_exact_places() {
    let text =
        "services: {a: {ports: [\"127.0.0.1:8080:80/udp\"], environment: [KEY=some value], volumes: ['./a:/b:ro']}}";
    let mut root = value(text);
    canonical(&mut root, &mut Vec::new());
    let service = root.at(&["services", "a"]).unwrap();
    let port = service.get("ports").unwrap().items().first().unwrap();
    let place = |value: &Value, key: &str| at(text, value.get(key).unwrap().place).to_owned();
    assert_eq!(
        ["host_ip", "published", "target", "protocol"].map(|key| place(port, key)),
        ["127.0.0.1", "8080", "80", "udp"]
    );
    let variable = service.get("environment").and_then(Value::as_mapping).and_then(|all| all.member("KEY")).unwrap();
    assert_eq!((at(text, variable.key), at(text, variable.value.place)), ("KEY", "some value"));
    let volume = service.get("volumes").unwrap().items().first().unwrap();
    assert_eq!(["source", "target", "read_only"].map(|key| place(volume, key)), ["./a", "/b", "ro"]);
}

#[test]
fn references_are_mappings() {
    let cases = [
        ("depends_on: [b]", r#"{"b":{"condition":"service_started","required":true}}"#),
        ("depends_on: {b: {condition: service_healthy}}", r#"{"b":{"condition":"service_healthy","required":true}}"#),
        ("networks: [n]", r#"{"n":null}"#),
        ("networks: {n: {driver_opts: {a: 1}}}", r#"{"n":{"driver_opts":{"a":"1"}}}"#),
        ("models: [m]", r#"{"m":null}"#),
        ("extends: b", r#"{"service":"b"}"#),
        ("env_file: a", r#"[{"path":"a"}]"#),
        ("env_file: [a, {path: b, required: false}]", r#"[{"path":"a"},{"path":"b","required":false}]"#),
        ("dns: 1.1.1.1", r#"["1.1.1.1"]"#),
        ("tmpfs: /a", r#"["/a"]"#),
        ("build: dir", r#"{"context":"dir"}"#),
        ("build: {dockerfile: d}", r#"{"dockerfile":"d","context":"."}"#),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
}

#[test]
fn resources_have_their_normal_text() {
    let cases = [
        ("stop_grace_period: 1d", r#""24h0m0s""#),
        ("mem_limit: 512m", r#""536870912""#),
        ("memswap_limit: -1", r#""-1""#),
        ("gpus: all", r#"[{"count":-1}]"#),
        ("gpus: [{driver: x, options: [a=b]}]", r#"[{"driver":"x","options":{"a":"b"},"count":-1}]"#),
        ("gpus: [{device_ids: ['0']}]", r#"[{"device_ids":["0"]}]"#),
        (
            "deploy: {labels: [a=1], resources: {limits: {memory: 1g}, reservations: {devices: [{capabilities: [gpu]}]}}, restart_policy: {window: 60s}}",
            r#"{"labels":{"a":"1"},"resources":{"limits":{"memory":"1073741824"},"reservations":{"devices":[{"capabilities":["gpu"],"count":-1}]}},"restart_policy":{"window":"1m0s"}}"#,
        ),
        (
            "blkio_config: {device_read_bps: [{path: /a, rate: 10mb}]}",
            r#"{"device_read_bps":[{"path":"/a","rate":"10485760"}]}"#,
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(shown(body), expected, "{body}");
    }
    assert_eq!(refused("mem_limit: 512Mi"), ["512Mi"]);
    assert_eq!(refused("gpus: [{count: x}, {count: 1, device_ids: ['0']}]"), ["x", "device_ids"]);
}

#[test]
fn resources_of_the_project_are_long() {
    let mut problems = Vec::new();
    let mut root = value(
        "include: [a, {path: b, env_file: c}]\nvolumes: {v: {external: {name: q}, labels: [a=1]}}\nnetworks: {n: {external: {name: q}, name: z}}",
    );
    canonical(&mut root, &mut problems);
    assert_eq!(json(root.get("include").unwrap()), r#"[{"path":["a"]},{"path":["b"],"env_file":["c"]}]"#);
    assert_eq!(json(root.get("volumes").unwrap()), r#"{"v":{"external":true,"labels":{"a":"1"},"name":"q"}}"#);
    assert_eq!(problems.len(), 1);
}

#[test]
fn ranges_of_many_services_stay_within_bounds() {
    let services: String = (0..20).map(|at| format!("  s{at}: {{ports: ['1-65535']}}\n")).collect();
    let mut root = value(&format!("services:\n{services}"));
    canonical(&mut root, &mut Vec::new());
    let count: usize = root
        .get("services")
        .and_then(Value::as_mapping)
        .unwrap()
        .iter()
        .map(|(_, member)| member.value.get("ports").unwrap().items().len())
        .sum();
    assert!(count < 140_000, "{count}");
}
