//! What BuildKit does with ignore files, fact by fact.

use super::*;
use crate::syntax::Problem;

fn matcher(text: &str) -> Matcher {
    let parsed = parse(text);
    assert_eq!(parsed.problems, [], "{text:?}");
    Matcher::new(&parsed.tree)
}

/// Whether a file of these lines excludes a path: the same by all directories above and by trails.
fn excludes(text: &str, path: &str) -> bool {
    let matcher = matcher(text);
    let verdict = matcher.verdict(path);
    assert_eq!(matcher.walked(path), verdict, "{text:?} {path}");
    verdict.is_excluded
}

fn cleaned(text: &str) -> Vec<String> {
    let shown = |pattern: &Pattern| format!("{}{}", if pattern.is_exception { "!" } else { "" }, pattern.cleaned);
    parse(text).tree.patterns().map(shown).collect()
}

/// The culprit and the clause of the first problem.
fn refused(text: &str) -> Option<(String, String)> {
    let found: Vec<Problem> = parse(text).problems;
    found.first().map(|problem| (problem.span.of(text).to_owned(), problem.message.clone()))
}

#[test]
fn lines_are_trimmed_and_cleaned() {
    for (line, pattern) in [
        ("a", "a"),
        ("  a\t", "a"),
        ("\u{a0}a\u{3000}", "a"),
        ("./a", "a"),
        ("a/", "a"),
        ("a//b", "a/b"),
        ("a/x/../b", "a/b"),
        ("/a", "a"),
        ("//a/", "a"),
        ("/", "/"),
        (".", "."),
        ("../a", "../a"),
        ("! a", "!a"),
        ("!/a/", "!a"),
        ("!!a", "!!a"),
        ("/!a", "!a"),
        ("./!a", "!a"),
        ("!../a", "!../a"),
        ("! / a", "! a"),
        ("/ a", "a"),
        ("\\#a", "\\#a"),
        (" # a", "# a"),
        ("a # b", "a # b"),
        ("**/", "**"),
    ] {
        assert_eq!(cleaned(line), [pattern], "{line:?}");
    }
}

#[test]
fn lines_know_their_places() {
    let text = "\u{feff}# top\r\n\r\n ! docs/*.md \r\n#x\n\n/a\\";
    let parsed = parse(text);
    let shown = parsed.tree.items.iter().map(|item| match item {
        Item::Comment(span) => format!("comment {:?}", span.of(text)),
        Item::Blank(span) => format!("blank {:?} at {}", span.of(text), span.start),
        Item::Pattern(pattern) => {
            format!("pattern {:?} {:?} {}", pattern.span.of(text), pattern.text.of(text), pattern.is_exception)
        }
    });
    let shown = shown.collect::<Vec<_>>();
    assert_eq!(
        shown,
        [
            "comment \"# top\"",
            "blank \"\" at 10",
            "pattern \"! docs/*.md\" \"docs/*.md\" true",
            "comment \"#x\"",
            "blank \"\" at 30",
            "pattern \"/a\\\\\" \"/a\\\\\" false",
        ]
    );
    assert_eq!(parsed.problems[0].span.of(text), "\\");
    assert_eq!(parsed.tree.pattern(0).unwrap().cleaned, "docs/*.md");
    assert_eq!(parse("").tree.items, []);
    assert_eq!(parse("a\n\u{feff}#b").tree.patterns().count(), 2, "a mark counts on the first line alone");
}

#[test]
fn what_buildkit_refuses_is_a_problem_at_the_culprit() {
    for (text, culprit) in [
        ("a\n!\n", "!"),
        ("! \t", "!"),
        ("!/", "!/"),
        ("a[", "["),
        ("a[b", "["),
        ("[]a]", "[]"),
        ("[^]", "[^]"),
        ("x/[x-]", "x-"),
        ("[-x]", "-"),
        ("[a-b-c]", "-"),
        ("a\\", "\\"),
        ("[a\\", "["),
        ("./a/../[Local-Only]", "l-O"),
        ("src\\packages", "\\p"),
        ("a\\é", "\\é"),
        ("[[:letters:]x]", "[:letters:]"),
        ("*.log\n!z[b-a]", "b-a"),
    ] {
        assert_eq!(refused(text).map(|(culprit, _)| culprit).as_deref(), Some(culprit), "{text:?}");
    }
    assert_eq!(refused("!").unwrap().1, "`!` excepts nothing");
    assert_eq!(refused("[z-a]").unwrap().1, "the range `z-a` ends before it starts");
    // These are read only when a path comes as far.
    for text in ["!z[b-a]\n*", "*\n[b-a]", "**\n!**\n!a\\q", "**/*\n[b-a]"] {
        assert_eq!(refused(text), None, "{text:?}");
    }
    let long = |length: usize| format!("#\n{}", "a".repeat(length));
    assert_eq!(refused(&long((64 << 10) - 1)), None);
    assert_eq!(refused(&long(64 << 10)).unwrap().1, "the line is longer than 64 KiB");
}

#[test]
fn patterns_concern_the_whole_path() {
    for (pattern, path) in [
        ("node_modules", "node_modules/a/b.js"),
        ("/foo/", "foo"),
        ("*", ".env"),
        ("*.log", "a.log"),
        ("a?c", "a.c"),
        ("[a-c]x", "bx"),
        ("[^a]x", "bx"),
        ("[!a]x", "!x"),
        ("\\*x", "*x"),
        ("{a,b}", "{a,b}"),
        ("**/x", "x"),
        ("**/x", "a/b/x"),
        ("a/**/b", "a/b"),
        ("a/**/b", "a/x/y/b"),
        ("dir/**", "dir/a/b"),
        ("abc**", "abcd/e"),
        ("a**/b", "axx/b"),
        ("**foo", "xfoo"),
        ("**", "a"),
        ("**/*.py[cod]", "a/b/c.pyc"),
        ("**/*.log", "x.log"),
        ("*/*/c", "a/b/c/d"),
        ("a.b(c)$+|d", "a.b(c)$+|d"),
        ("a.b*", "a.bc"),
        ("foo^bar", "foo^bar"),
        ("**/.git*", ".gitignore"),
        ("*/a*b*c", "x/a1b2c"),
        ("caf?", "café"),
    ] {
        assert!(excludes(pattern, path), "{pattern} {path}");
    }
    for (pattern, path) in [
        ("node_modules", "web/node_modules/a"),
        ("*.log", "logs/a.log"),
        ("A", "a"),
        ("[!a]x", "bx"),
        ("{a,b}", "a"),
        ("dir/**", "dir"),
        ("../a", "a"),
        (".", "a"),
        ("/", "a"),
        ("a\\b", "a\\b"),
        ("node_modules # deps", "node_modules"),
        ("a.b*", "axbc"),
        ("a/*", "a"),
        ("**/x", "ax"),
        ("?", "/"),
    ] {
        assert!(!excludes(pattern, path), "{pattern} {path}");
    }
    assert!(!matcher("*").verdict(".").is_excluded);
}

/// BuildKit lets a regular expression read what it made of the pattern.
#[test]
fn odd_patterns_mean_what_re2_makes_of_them() {
    for (pattern, path, is_match) in [
        ("[*]", "*", false),
        ("[*]", "[]", true),
        ("[*]", "^^]", true),
        ("[?]", "?", false),
        ("[?]", "^]", true),
        ("\\d*", "7up", true),
        ("\\dx", "dx", false),
        ("[\\w]x", "_x", true),
        ("[[:alpha:]]x", "ax", true),
        ("[[:^alpha:]]x", "1x", true),
        ("\\x41*", "A", true),
        ("\\101*", "A", true),
        ("^a*", "ab", true),
        ("a^*", "a^b", false),
        ("\\Qa*", "a[^/]*$b", true),
        ("\\Qa\\E*", "ab", true),
        ("a\\b-*", "a-b", true),
        ("a\\Bb?", "abc", true),
        ("[a**b]", "*", true),
        ("a]", "a]", true),
        ("***", "a/b", true),
        ("[\\D]x", "ax", true),
        ("[\\D]x", "1x", false),
        ("\\pLx", "éx", true),
        ("a\\z*", "a", true),
    ] {
        assert_eq!(excludes(pattern, path), is_match, "{pattern} {path}");
    }
}

#[test]
fn the_last_pattern_that_counts_decides() {
    let cases: [(&str, &str, bool, Option<usize>); 13] = [
        ("docs\n!docs/keep.md", "docs/keep.md", false, Some(1)),
        ("docs\n!docs/keep.md", "docs/other.md", true, Some(0)),
        ("!keep\n*", "keep", true, Some(1)),
        ("*\n!src\n**/*.md", "src/x.md", true, Some(2)),
        ("*\n!src\n**/*.md", "src/x.rs", false, Some(1)),
        ("*\n!src", "lib/x.rs", true, Some(0)),
        ("a\na/b", "a/b", true, Some(0)),
        ("a", "b", false, None),
        ("!a", "a", false, None),
        ("*\n!a\n!a/b", "a/b", false, Some(1)),
        ("a\n!a/b\na/b/c", "a/b/c/d", true, Some(2)),
        ("**\n!**/*.go", "x/y.go", false, Some(1)),
        ("# none\n\nx\n!x", "x", false, Some(1)),
    ];
    for (text, path, is_excluded, by) in cases {
        let matcher = matcher(text);
        assert_eq!(matcher.verdict(path), Verdict { is_excluded, by }, "{text:?} {path}");
        assert_eq!(matcher.walked(path), Verdict { is_excluded, by }, "{text:?} {path}, walked");
    }
}

#[test]
fn a_walk_forgets_an_exception_that_had_nothing_to_take_back() {
    let matcher = matcher("a/b\n!a");
    assert!(!matcher.verdict("a/b").is_excluded);
    assert!(matcher.walked("a/b").is_excluded);
}

#[test]
fn walks_look_only_where_an_exception_may_reach() {
    for (text, directory, may) in [
        ("node_modules", "node_modules", false),
        ("node_modules\n!node_modules/keep", "node_modules", true),
        ("node_modules\n!node_modules/keep", "node_modules/x", false),
        ("*\n!src/*.rs", "src", true),
        ("*\n!src/*.rs", "src/deep", false),
        ("*\n!src/*.rs", "lib", false),
        ("*\n!src/**", "src", true),
        ("*\n!src/**", "lib", false),
        ("*\n!**/keep", "lib", true),
        ("!**/keep\nnode_modules", "node_modules", false),
        ("*\n!a*/b", "abc", true),
        ("*\n!a*/b", "xbc", false),
        ("*\n!a/**/b", "a/x/y", true),
        ("*\n!a", "b", false),
        ("*\n!abc", "ab", false),
        ("**/x\n!a/b/x", "a/b", true),
    ] {
        assert_eq!(matcher(text).may_reinclude_below(directory), may, "{text:?} {directory}");
    }
}

#[test]
fn single_patterns_can_be_asked() {
    let matcher = matcher("a/*\n!b");
    assert!(matcher.fits(0, "a/x/y") && matcher.fits(1, "b/c"));
    assert!(!matcher.fits(0, "a") && !matcher.fits(2, "a"));
}

/// Two ways to the same verdict, and no way around an exception, on random patterns and paths.
#[test]
fn walks_and_single_verdicts_agree() {
    let mut seed = 7_u64;
    let mut below = move |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % limit as u64) as usize
    };
    let names = ["a", "b", "*", "**", "?", "a*", "[ab]", "**b", "c"];
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..=below(4) {
            text.push_str(if below(3) == 0 { "!" } else { "" });
            let parts: Vec<&str> = (0..=below(3)).map(|_| names[below(names.len())]).collect();
            text.push_str(&parts.join("/"));
            text.push('\n');
        }
        let matcher = matcher(&text);
        let parts: Vec<&str> = (0..=below(4)).map(|_| ["a", "b", "c", "ab"][below(4)]).collect();
        let path = parts.join("/");
        let verdict = matcher.walked(&path);
        let expected = matcher.verdict(&path);
        if verdict.is_excluded != expected.is_excluded {
            // The one difference: the walk knows fewer exceptions.
            assert!(text.contains('!'), "{text:?} {path}");
        }
        for (at, _) in path.match_indices('/') {
            let directory = &path[..at];
            if matcher.walked(directory).is_excluded && !verdict.is_excluded {
                assert!(matcher.may_reinclude(matcher.walked(directory), directory), "{text:?} {path} {directory}");
            }
        }
    }
}

#[test]
fn random_bytes_cost_nothing() {
    let mut seed = 99_u64;
    let letters: Vec<char> = "ab/*?[]^-!\\#. \t\r\n\u{feff}é{}()|+$dpQEx0:".chars().collect();
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..24 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            text.push(letters[(seed % letters.len() as u64) as usize]);
        }
        let parsed = parse(&text);
        for problem in &parsed.problems {
            assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some(), "{text:?}");
        }
        let matcher = Matcher::new(&parsed.tree);
        for path in ["a", "a/b", "é/[x]", "\n", "a\\b"] {
            matcher.verdict(path);
            matcher.may_reinclude_below(path);
        }
    }
}

#[test]
fn a_thousand_stars_take_no_exponential_time() {
    let path = "a".repeat(4000);
    for pattern in ["a*".repeat(1000), "**/a".repeat(1000), "*".repeat(1000), "[a]*?".repeat(500)] {
        let text = format!("{pattern}b");
        let start = std::time::Instant::now();
        assert!(!matcher(&text).verdict(&path).is_excluded);
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
