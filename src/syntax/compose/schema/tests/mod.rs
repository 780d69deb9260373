mod keys;

use super::{cast, check};
use crate::syntax::compose::lower::lower;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Data, Value};
use crate::syntax::yaml;
use crate::text::{FileId, Place};

/// The first document of a text.
fn value(text: &str) -> Value {
    let lowered = lower(&yaml::parse(text).tree, FileId(0));
    lowered.documents.into_iter().next().unwrap_or_else(|| Value::null(Place::default()))
}

fn problems(text: &str) -> Vec<ComposeProblem> {
    let mut root = value(text);
    cast(&mut root);
    check(&root)
}

/// The only problem, as its place, message, help and replacement.
fn only(text: &str) -> (String, String, String, Option<String>) {
    let mut problems = problems(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = problems.remove(0);
    let span = problem.place.span;
    let place = text[span.start as usize..span.end as usize].to_owned();
    (place, problem.message, problem.help.unwrap_or_default(), problem.replacement)
}

fn service(keys: &str) -> String {
    format!("services:\n  web:\n    image: nginx\n    {}\n", keys.replace('\n', "\n    "))
}

#[track_caller]
fn says(keys: &str, place: &str, message: &str, help: &str, replacement: Option<&str>) {
    let expected = (place.to_owned(), message.to_owned(), help.to_owned(), replacement.map(str::to_owned));
    assert_eq!(only(&service(keys)), expected);
}

#[track_caller]
fn accepts(keys: &str) {
    assert_eq!(problems(&service(keys)), []);
}

#[test]
fn a_misspelt_key_is_told_by_the_nearest_one() {
    says("restrat: x", "restrat", "`restrat` is no key of a service", "did you mean `restart`?", Some("restart"));
    let help = "`image` is set beside it already: remove one of them";
    says("imagee: x", "imagee", "`imagee` is no key of a service", help, None);
    says(
        "depends-on: [db]",
        "depends-on",
        "`depends-on` is no key of a service",
        "did you mean `depends_on`?",
        Some("depends_on"),
    );
    says("env: [A=1]", "env", "`env` is no key of a service", "did you mean `environment`?", Some("environment"));
    says("quite_another: 1", "quite_another", "`quite_another` is no key of a service", "", None);
}

#[test]
fn a_key_that_belongs_elsewhere_is_sent_there() {
    says("replicas: 2", "replicas", "`replicas` is no key of a service", "it belongs under `deploy`", None);
    let (place, _, help, _) = only("services: {}\ndepends_on: [db]\n");
    assert_eq!((place.as_str(), help.as_str()), ("depends_on", "it belongs in a service"));
    let (_, message, help, _) = only("services: {}\nmine: {a: 1}\n");
    assert_eq!(message, "`mine` is no key of a Compose file");
    assert_eq!(help, "a key of your own must start with `x-`: `x-mine`");
    let (_, _, help, _) = only("services: {}\nshop: {image: x}\n");
    assert_eq!(help, "if it is a service, indent it beneath `services`");
}

#[test]
fn the_first_layout_is_one_problem() {
    let problems = problems("web:\n  image: nginx\n  links: [db]\ndb:\n  build: .\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ComposeProblemKind::NotAProject);
    assert_eq!(check(&value("- a\n"))[0].kind, ComposeProblemKind::NotAProject);
    assert!(check(&value("")).is_empty());
}

#[test]
fn a_number_where_a_text_belongs_is_put_in_quotes() {
    says("user: 1000", "1000", "`user` must be a text, not the number `1000`", "put it in quotes", Some("\"1000\""));
    says(
        "user: 2024-01-01",
        "2024-01-01",
        "`user` must be a text, not the date `2024-01-01`",
        "put it in quotes",
        Some("\"2024-01-01\""),
    );
    accepts("environment: {DAY: 2024-01-01, PORT: 80, ON: true, HOST: }");
}

#[test]
fn durations_and_sizes_have_units() {
    let message = "`interval` must be a duration such as `30s`, not the number `30`";
    says("healthcheck:\n  interval: 30", "30", message, "write its unit: `30s` for seconds", Some("30s"));
    let message = "`interval` must be a duration such as `30s`, not `30`";
    says("healthcheck:\n  interval: \"30\"", "\"30\"", message, "write its unit so: `30s`", Some("30s"));
    let message = "`mem_limit` must be a size such as `512m`, not `512Mi`";
    says("mem_limit: 512Mi", "512Mi", message, "did you mean `512M`?", Some("512M"));
    accepts("stop_grace_period: 1d12h\nmem_limit: 512mb\nmemswap_limit: -1");
}

#[test]
fn a_list_that_holds_mappings_by_mistake_says_how_to_write_them() {
    let message = "an item of `environment` must be a text, not a mapping";
    says(
        "environment:\n  - KEY: some",
        "KEY: some",
        message,
        "write it as `KEY=some`, or leave out the dash before every key",
        Some("KEY=some"),
    );
    says(
        "ports: 80:80",
        "80:80",
        "`ports` must be a list, not `80:80`",
        "write it as an item of a list",
        Some("[\"80:80\"]"),
    );
    says(
        "deploy:\n  - replicas: 2",
        "replicas: 2",
        "`deploy` must be a mapping, not a list",
        "leave out the dashes: it has keys, not items",
        None,
    );
}

#[test]
fn a_key_without_a_value_is_the_culprit_itself() {
    says(
        "environment:",
        "environment",
        "`environment` must be a mapping or a list, and there is nothing",
        "write what belongs beneath the key, or remove the key",
        None,
    );
    accepts("command:\ndeploy:\nnetworks:\n  default:");
}

#[test]
fn what_is_missing_stands_at_the_key_or_the_first_of_an_item() {
    says(
        "depends_on:\n  db: {}",
        "db",
        "`db` has no `condition`",
        "add `condition:` with `service_started`, `service_healthy` or `service_completed_successfully`",
        None,
    );
    says(
        "volumes:\n  - source: a\n    target: /a",
        "source",
        "a volume of a service has no `type`",
        "add `type:` with `bind`, `volume`, `tmpfs`, `cluster`, `npipe` or `image`",
        None,
    );
}

#[test]
fn words_and_forms_are_held_where_compose_holds_them() {
    let message = "`condition` must be `service_started`, `service_healthy` or `service_completed_successfully`, not `service_health`";
    says(
        "depends_on:\n  db:\n    condition: service_health",
        "service_health",
        message,
        "did you mean `service_healthy`?",
        Some("service_healthy"),
    );
    accepts("container_name: \"-bad name!\"\nrestart: allways\ncap_add: [NO_SUCH]\npull_policy: every_3d12h");
    assert_eq!(problems(&service("container_name: a")).len(), 1);
    assert_eq!(problems(&service("pull_policy: every_x")).len(), 1);
}

#[test]
fn a_repeated_item_points_at_the_first() {
    let text = service("security_opt: [a, b, a]");
    let problems = problems(&text);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ComposeProblemKind::RepeatedItem);
    assert_eq!(problems[0].place.span.start as usize, text.rfind('a').unwrap());
    assert_eq!(problems[0].labels.len(), 1);
    accepts("group_add: [5, \"5\"]");
}

#[test]
fn texts_are_cast_where_compose_casts_them() {
    let mut root =
        value(&service("privileged: \"yes\"\nscale: \"2\"\ncpus: \"0.5\"\nports: [{target: \"80\"}]\nuser: \"1\""));
    cast(&mut root);
    let data = |key: &str| root.at(&["services", "web", key]).and_then(Value::data).cloned();
    assert_eq!(data("privileged"), Some(Data::Boolean(true)));
    assert_eq!(data("scale"), Some(Data::Integer(2)));
    assert_eq!(data("cpus"), Some(Data::Float(0.5)));
    assert_eq!(data("user"), Some(Data::Text("1".into())));
    let port = root.at(&["services", "web", "ports"]).and_then(|ports| ports.items()[0].get("target")).unwrap();
    assert_eq!(port.data(), Some(&Data::Integer(80)));
    says("privileged: maybe", "maybe", "`privileged` must be `true` or `false`, not `maybe`", "", None);
    says("scale: two", "two", "`scale` must be a whole number, not `two`", "", None);
}

#[test]
fn extensions_go_where_the_specification_has_room_for_them() {
    accepts("x-mine: 1\nhealthcheck: {x-mine: 1}\ndeploy: {x-mine: 1}");
    assert_eq!(problems(&service("blkio_config: {x-mine: 1}")).len(), 1);
    assert_eq!(problems(&service("ports:\n  - 8080: 80")).len(), 1);
    assert_eq!(problems("services:\n  my web:\n    image: x\n").len(), 1);
}
