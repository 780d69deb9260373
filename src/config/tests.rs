use std::path::Path;

use super::{Config, schema};
use crate::lint::{
    Category, Check, Name, OptionKind, OptionScope, OptionSpec, Profile, Rule, Severity, names::UnknownName,
};

const ALLOW: OptionSpec =
    OptionSpec { name: "allow", summary: "What is fine.", kind: OptionKind::Texts, scope: OptionScope::Rule };
const LABELS: OptionSpec = OptionSpec {
    name: "labels",
    summary: "Which labels.",
    kind: OptionKind::Pairs { words: &["text", "url"] },
    scope: OptionScope::Project,
};

static RULE: Rule = Rule {
    name: "some-rule",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: crate::lint::FixSupport::Never,
    aliases: &["DL0001", "DL0002"],
    options: &[ALLOW, LABELS],
    since: "0.1.0",
    page: "# some-rule\n\nReports nothing.\n",
    check: Check::File(|_, _| {}),
};

fn config(text: &str) -> Config {
    Config::parse(text, &[&RULE]).unwrap()
}

/// The mistakes, each with the text it points at.
fn mistakes(text: &str) -> Vec<String> {
    let mistakes = Config::parse(text, &[&RULE]).err().unwrap_or_default();
    mistakes.into_iter().map(|mistake| format!("{}: {}", mistake.span.of(text), mistake.message)).collect()
}

#[test]
fn everything_can_be_said() -> Result<(), UnknownName> {
    let config = config(
        r#"
profile = "production"
select = ["all"]
extend-select = ["dl0001", "style"]
ignore = ["some-rule"]
fail-on = "never"
inline-ignores = false
exclude = ["vendor/"]
labels = { "org.label" = "url" }

[per-file-ignores]
"tests/**" = ["DL0002"]

[rules.some-rule]
severity = "error"
allow = ["vim"]

[rules.DL0002]
severity = "warning"
"#,
    );
    assert_eq!(
        (config.profile, config.fail_on, config.inline_ignores),
        (Some(Profile::Production), Some(None), Some(false))
    );
    assert_eq!(config.select, [Name::All]);
    assert_eq!(config.extend_select, [Name::Alias(&RULE, "DL0001"), Name::Category(Category::Style)]);
    assert_eq!(config.ignore, [Name::Rule(&RULE)]);
    assert!(config.exclude.matches(Path::new("a/vendor/Dockerfile")));
    assert!(config.per_file_ignores[0].0.matches(Path::new("tests/a/Dockerfile")));
    assert_eq!(config.per_file_ignores[0].1, [Name::parse(&[&RULE], "DL0002")?]);
    let severities = [(Name::Alias(&RULE, "DL0002"), Severity::Warning), (Name::Rule(&RULE), Severity::Error)];
    assert_eq!(config.severities, severities);
    assert_eq!(config.options.texts("some-rule", &ALLOW), ["vim"]);
    let labels = config.options.pairs("some-rule", &LABELS).into_iter().flatten();
    assert_eq!(labels.map(|(name, kind)| format!("{name}={kind}")).collect::<Vec<_>>(), ["org.label=url"]);
    Ok(())
}

#[test]
fn an_empty_file_says_nothing() {
    let policy = config("\u{feff}# nothing\n").policy();
    assert_eq!(
        (policy.profile, policy.fail_on, policy.inline_ignores),
        (Profile::Recommended, Some(Severity::Warning), true)
    );
}

#[test]
fn every_mistake_is_told_at_its_place() {
    for (text, told) in [
        ("proflie = \"strict\"", "proflie: there is no key `proflie`; did you mean `profile`?"),
        ("profile = \"strickt\"", "\"strickt\": `profile` is one of \"recommended\", \"production\", \"strict\""),
        ("profile = 3", "3: `profile` is one of \"recommended\", \"production\", \"strict\""),
        ("ignore = [\"DL0003\"]", "\"DL0003\": no rule is called `DL0003`; did you mean `DL0001` (`some-rule`)?"),
        ("ignore = \"DL0001\"", "\"DL0001\": `ignore` is a list of texts in brackets, not a text"),
        ("ignore = [1]", "1: `ignore` is a list of texts, not of a number"),
        ("inline-ignores = \"no\"", "\"no\": `inline-ignores` is `true` or `false`, not a text"),
        ("exclude = [\"a\", \"[z-a]\"]", "\"[z-a]\": the pattern cannot be read: invalid range; 'z' > 'a'"),
        ("ignore = [\"All\"]", "\"All\": no rule is called `All`; did you mean `all`?"),
        ("exclude = [\"\"]", "\"\": an empty pattern means no file; write one such as `vendor/`"),
        ("exclude = [\"#a\"]", "\"#a\": a pattern with `#` is a comment and means no file; write `\\\\#` for the sign"),
        (
            "per-file-ignores = { \"!a\" = [] }",
            "\"!a\": a pattern with `!` takes files out of a list, and here it stands alone; write the files that are meant",
        ),
        ("[rules.some-rule]\nalow = []", "alow: `some-rule` has no option `alow`; did you mean `allow`?"),
        ("[rules.some-rule]\nallow = -1", "-1: `allow` is a list of texts in brackets, not a number"),
        ("[rules.some-rule]\nlabels = {}", "labels: `some-rule` has no option `labels`; there are `allow`, `severity`"),
        ("[rules.other]\n", "other: no rule is called `other`; `plimsoll rules` lists them"),
        ("rules = 1", "1: `rules` is a table, not a number"),
        ("labels = { a = \"uri\" }", "\"uri\": `a` is one of \"text\", \"url\""),
    ] {
        assert_eq!(mistakes(text), [told], "{text}");
    }
    assert_eq!(mistakes("a = 1\nb = 2\n").len(), 2, "all at once");
    assert_eq!(mistakes("profile = \n").len(), 1);
    assert_eq!(mistakes("ignore = []\nignore = []\n").len(), 1);
}

#[test]
fn the_schema_knows_every_key() {
    let schema = schema(&[&RULE]);
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let told = mistakes("x-y-z-y-x = 1").remove(0);
    for key in &keys {
        assert!(told.contains(&format!("`{key}`")), "{key}: {told}");
    }
    assert_eq!(keys.len(), told.matches('`').count() / 2 - 1);
    assert_eq!(schema["properties"]["labels"]["additionalProperties"]["enum"][1], "url");
    assert_eq!(schema["properties"]["rules"]["properties"]["DL0001"]["properties"]["allow"]["type"], "array");
}
