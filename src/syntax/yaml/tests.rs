//! What the tree holds, and where its nodes say they are.

use super::*;
use crate::text::Span;

/// The tree as one line: `{key: value}`, `[item]`, `*alias`, `&anchor`, `!tag`, quotes where they are written.
fn shape(node: &Node) -> String {
    let inner = match &node.kind {
        NodeKind::Scalar { value, style } => match style {
            ScalarStyle::Plain => value.to_string(),
            ScalarStyle::SingleQuoted => format!("'{value}'"),
            ScalarStyle::DoubleQuoted => format!("{value:?}"),
            ScalarStyle::Literal => format!("|{value:?}"),
            ScalarStyle::Folded => format!(">{value:?}"),
        },
        NodeKind::Sequence { items, .. } => {
            format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Mapping { entries, .. } => {
            let entry = |entry: &Entry| format!("{}: {}", shape(&entry.key), shape(&entry.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        NodeKind::Alias { name, target } => format!("*{name}{}", if target.is_some() { "" } else { "?" }),
    };
    let anchor = node.anchor.as_deref().map_or_else(String::new, |(_, name)| format!("&{} ", name.value));
    let tag = node.tag.as_ref().map_or_else(String::new, |tag| format!("{} ", tag.value));
    format!("{anchor}{tag}{inner}")
}

fn shapes(text: &str) -> Vec<String> {
    parse(text).tree.documents.iter().map(shape).collect()
}

fn problems(text: &str) -> Vec<(String, String)> {
    let parsed = parse(text);
    parsed.problems.iter().map(|problem| (problem.span.of(text).to_owned(), problem.message.clone())).collect()
}

/// Every node, outside in.
fn nodes(yaml: &Yaml) -> Vec<&Node> {
    let mut found = Vec::new();
    let mut rest: Vec<&Node> = yaml.documents.iter().collect();
    while let Some(node) = rest.pop() {
        found.push(node);
        rest.extend(node.items().into_iter().flatten());
        rest.extend(node.entries().into_iter().flatten().flat_map(|entry| [&entry.key, &entry.value]));
    }
    found
}

#[test]
fn every_kind_of_node_is_read() {
    assert_eq!(
        shapes("a: 1\nb: [x, 'y', \"z\\n\"]\nc:\n- d: e\n  f:\n"),
        ["{a: 1, b: [x, 'y', \"z\\n\"], c: [{d: e, f: }]}"]
    );
    assert_eq!(shapes("a: |\n  x\n\n  y\nb: >-\n  x\n  y\n"), ["{a: |\"x\\n\\ny\\n\", b: >\"x y\"}"]);
    assert_eq!(shapes("a: &x !!str 1\nb: *x\n<<: *x\n"), ["{a: &x !!str 1, b: *x, <<: *x}"]);
    assert_eq!(
        shapes("a: &x\n  b: 1\nc: !reset\n- d\ne: !override {}\n"),
        ["{a: &x {b: 1}, c: !reset [d], e: !override {}}"]
    );
    assert_eq!(shapes("? a\n: b\n{c: d}: e\n"), ["{a: b, {c: d}: e}"]);
    assert_eq!(shapes("&r\na: &k\nb: &l [&i 1]\n"), ["&r {a: &k , b: &l [&i 1]}"]);
    assert_eq!(shapes("---\na: 1\n---\n- b\n...\n"), ["{a: 1}", "[b]"]);
    assert_eq!(shapes("text"), ["text"]);
    assert_eq!(shapes(""), Vec::<String>::new());
    assert_eq!(shapes("# nothing\n"), Vec::<String>::new());
    assert_eq!(shapes("\u{feff}a: 1\r\nb: 2\r\n"), ["{a: 1, b: 2}"]);
}

#[test]
fn places_are_bytes() {
    let text = "\u{feff}# ñ\nports:\n  - \"80:80\" # public\n  - 1\nempty:\nflow: { a: [1, 2] }\nscript: |\n  cd /x\n\n# end\nlast: &a !t\n  k: v\n\n";
    let yaml = parse(text).tree;
    let root = yaml.root().unwrap();
    let place = |key: &str| root.get(key).unwrap().span.of(text);
    assert_eq!(place("ports"), "\"80:80\" # public\n  - 1");
    assert_eq!(root.get("ports").unwrap().items().unwrap()[0].span.of(text), "\"80:80\"");
    assert_eq!(place("flow"), "{ a: [1, 2] }");
    assert_eq!(root.get("flow").unwrap().get("a").unwrap().span.of(text), "[1, 2]");
    assert_eq!(place("script"), "cd /x");
    assert_eq!(place("last"), "k: v");
    let last = root.get("last").unwrap();
    assert_eq!(last.tag.as_ref().unwrap().span.of(text), "!t");
    assert_eq!(last.anchor.as_ref().unwrap().1.span.of(text), "&a");
    assert!(root.get("empty").unwrap().span.is_empty() && root.get("empty").unwrap().is_null());
    assert!(root.span.of(text).starts_with("ports:") && root.span.of(text).ends_with("k: v"));
    let comments: Vec<&str> = yaml.comments.iter().map(|comment| comment.span.of(text)).collect();
    assert_eq!(comments, ["# ñ", "# public", "# end"]);
    assert_eq!(yaml.comments[0].text, " ñ");
}

#[test]
fn anchors_are_told_apart() {
    let yaml = parse("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").tree;
    let anchors = yaml.anchors();
    let value = |key: &str| match yaml.root().unwrap().get(key).map(|node| &node.kind) {
        Some(NodeKind::Alias { target: Some(id), .. }) => anchors[id].as_str().unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!((value("b"), value("d")), ("1", "2"));
}

#[test]
fn what_plain_scalars_say() {
    let yaml = parse("[true, \"true\", False, yes, ~, null, '', !!str null]").tree;
    let items = yaml.root().unwrap().items().unwrap();
    let said: Vec<_> = items.iter().map(|item| (item.as_bool(), item.is_null())).collect();
    let nothing = (None, false);
    assert_eq!(
        said,
        [(Some(true), false), nothing, (Some(false), false), nothing, (None, true), (None, true), nothing, nothing]
    );
}

#[test]
fn a_key_that_is_written_twice_is_kept_and_told() {
    let text = "a: 1\nb: 2\na: 3\n";
    assert_eq!(shapes(text), ["{a: 1, b: 2, a: 3}"]);
    assert_eq!(problems(text), [("a".to_owned(), "the key `a` stands here a second time".to_owned())]);
    assert_eq!(parse(text).problems[0].span, Span::new(10, 11));
    assert_eq!(parse(text).tree.root().unwrap().get("a").unwrap().as_str(), Some("3"));
}

#[test]
fn what_stands_around_an_error_is_kept() {
    for (text, shape, place, message) in [
        ("a: 1\nb: [1, 2\nc: 3\n", "{a: 1, b: , c: 3}", "[1, 2", "the bracket that opens here is never closed"),
        ("a: 1\nb: \"x\n", "{a: 1, b: x}", "\"x", "the quote that opens here is never closed"),
        ("a: 'x\nb: 1\n", "{a: x, b: 1}", "'x", "the quote that opens here is never closed"),
        ("a: *nope\n", "{a: *nope?}", "*nope", "`*nope` refers to an anchor that does not stand above it"),
        ("a: b: c\nd: 1\n", "{a: b: c, d: 1}", ": c", "a second `key:` cannot stand here"),
        ("a: 1\nb\n", "{a: 1}", "b", "this line has no `:` where a key with its value belongs"),
        (
            "a:\n  b: 1\n c: 2\nd: 3\n",
            "{a: {b: 1}, d: 3}",
            "c: 2",
            "this line is no `key: value` of the mapping above it",
        ),
        ("- a\nb: 1\n- c\n", "[a, c]", "b: 1", "this line is no `- item` of the list above it"),
        ("a: @x\nb: 1\n", "{a: @x, b: 1}", "@x", "a value cannot start with this character"),
        ("a: [${Z}]\nb: 1\n", "{a: , b: 1}", "{Z}]", "a `,` or the closing bracket is missing here"),
        (
            "s:\n  web\n    image: x\n    ports:\n    - 1\n  db:\n    image: y\n",
            "{s: {db: {image: y}}}",
            "web",
            "this line has no `:` where a key with its value belongs",
        ),
        (
            "s:\n\tweb:\n\t\timage: x\n\tdb: y\nv: 1\n",
            "{s: {web: {image: x}, db: y}, v: 1}",
            "\t",
            "a tab stands where YAML takes blanks alone",
        ),
        (
            "s:\n  web:\n    image: 'x\n    ports: ['1']\n  db: 2\n",
            "{s: {web: {image: x, ports: ['1']}, db: 2}}",
            "'x",
            "the quote that opens here is never closed",
        ),
        (
            "s:\n  ports: [\"80\"\n  image: x\nv: 1\n",
            "{s: {ports: , image: x}, v: 1}",
            "[\"80\"",
            "the bracket that opens here is never closed",
        ),
        (
            "s:\n  image: x\n   ports: 1\n  init: y\n",
            "{s: {image: x, init: y}}",
            "ports: 1",
            "this line is indented deeper than the one above, which has a value already",
        ),
        ("a: \"x\" y\nb: 1\n", "{a: \"x\", b: 1}", "y", "text follows the closing quote"),
        ("a: \"C:\\d\\q\\n\"\nb: 1\n", "{a: \"C:/d/q\\n\", b: 1}", "\\d", "double quotes do not know this `\\` escape"),
        ("a: &k \"x\nb: *k\n", "{a: &k x, b: *k}", "\"x", "the quote that opens here is never closed"),
        ("a: x\0y\n", "{a: x\0y}", "\0", "a control character (`\\x00`) stands here"),
        ("\u{feff}a: 1\r\nb: 'x\r\nc: 2\r\n", "{a: 1, b: x, c: 2}", "'x", "the quote that opens here is never closed"),
    ] {
        let found = problems(text);
        assert_eq!(shapes(text), [shape], "{text:?}");
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert_eq!(found[0].1, message, "{text:?}: {found:?}");
        assert_eq!(found[0].0, place, "{text:?}: {found:?}");
    }
}

#[test]
fn several_errors_are_told_but_not_without_end() {
    assert_eq!(problems("a: @x\nb: 1\nc: 2\nd: 'y\ne: 3\nf: 4\ng: h: i\n").len(), 3);
    assert!(
        problems(&"a: @x\nb: 1\nc: d: e\n".repeat(3000))
            .iter()
            .filter(|(_, said)| !said.contains("second time"))
            .count()
            <= 8
    );
}

#[test]
fn nothing_makes_it_fail_or_loop() {
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "a:\n".repeat(1000),
        "? ".repeat(10_000),
        "a: &a [*a]\n".to_owned(),
        "# c\n".repeat(20_000) + "a: 1",
        "\0".to_owned(),
        "\u{1a}: x".to_owned(),
        "%YAML 9.9\n---\na".to_owned(),
        "a: !<x".to_owned(),
        "é: 'ü".to_owned(),
    ] {
        let parsed = parse(&text);
        for node in nodes(&parsed.tree) {
            assert!(node.span.is_empty() || !node.span.of(&text).is_empty(), "{:?}", node.span);
        }
        for problem in &parsed.problems {
            assert!(problem.span.is_empty() || !problem.span.of(&text).is_empty(), "{problem:?}");
        }
    }
}

/// Cut anywhere and with any byte gone, the tree still says where it is.
#[test]
fn every_place_of_a_damaged_text_is_in_it() {
    let text = "# ñ\na: &x [1, {b: 'c'}]\nd:\n  - |\n    t\n  - *x\n? e\n: !t \"f\\n\"\n";
    let mut damaged: Vec<String> = (0..text.len()).filter_map(|at| text.get(..at).map(str::to_owned)).collect();
    for (at, c) in text.char_indices() {
        damaged.push(format!("{}{}", &text[..at], &text[at + c.len_utf8()..]));
        damaged.push(format!("{}\t{}", &text[..at], &text[at..]));
        damaged.push(format!("{}: {}", &text[..at], &text[at..]));
    }
    for text in damaged {
        let parsed = parse(&text);
        let places = nodes(&parsed.tree).into_iter().map(|node| node.span);
        for span in places.chain(parsed.problems.iter().map(|problem| problem.span)) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
        }
    }
}

/// The value oracle: another reader sees the same values.
#[test]
fn another_reader_sees_the_same() {
    fn same(ours: &Node, theirs: &serde_yaml::Value) -> bool {
        use serde_yaml::Value;
        match (&ours.kind, theirs) {
            (NodeKind::Scalar { value, .. }, Value::String(text)) => **value == **text,
            (NodeKind::Scalar { .. }, Value::Null) => ours.is_null(),
            (NodeKind::Scalar { .. }, Value::Bool(value)) => ours.as_bool() == Some(*value),
            (NodeKind::Scalar { value, .. }, Value::Number(number)) => **value == *number.to_string(),
            (NodeKind::Sequence { items, .. }, Value::Sequence(values)) => {
                items.len() == values.len() && items.iter().zip(values).all(|(item, value)| same(item, value))
            }
            (NodeKind::Mapping { entries, .. }, Value::Mapping(values)) => {
                entries.len() == values.len()
                    && entries
                        .iter()
                        .zip(values)
                        .all(|(entry, (key, value))| same(&entry.key, key) && same(&entry.value, value))
            }
            (_, Value::Tagged(tagged)) => same(ours, &tagged.value),
            _ => false,
        }
    }
    for text in [
        "a: 1\nb:\n  - x: 'it''s'\n    y: \"\\u00e9\\t\"\n  -\nc: >\n  folded\n  text\n\n  more\nd: |-\n  a\n   b\n\n",
        "services:\n  web:\n    command: [\"a\", b c]\n    environment:\n      A: \"1\"\n      B:\n",
        "{a: [1, 2, {b: c}], \"d\": }",
        "plain text\n  on two lines\n",
        "a: !t x\nb: ''\nc: ~\n",
    ] {
        let theirs: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
        let ours = parse(text);
        assert!(ours.problems.is_empty(), "{text:?}: {:?}", ours.problems);
        assert!(same(ours.tree.root().unwrap(), &theirs), "{text:?}: {}", shape(ours.tree.root().unwrap()));
    }
}
