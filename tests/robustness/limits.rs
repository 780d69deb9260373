//! Sizes that nobody writes by hand end in time, without a panic, and in time that grows with length alone.
//!
//! Machines are noisy, so a time is never looked at by itself: the same text is run at one size and at four
//! times that size, and the second may take at most twelve times as long (a square would take sixteen).

use std::time::{Duration, Instant};

use plimsoll::lint::{Safety, engine, fix};
use plimsoll::model::NoContext;

use super::{broken, drill, support};

/// The size by which the longer text is longer.
const FACTOR: usize = 4;
/// How much longer the longer text may take.
const MOST: u32 = 12;
/// Times shorter than this say nothing.
const NOISE: Duration = Duration::from_millis(4);

/// The shortest of some runs.
fn time(text: &str, runs: usize, run: &dyn Fn(&str)) -> Duration {
    let once = |_| {
        let start = Instant::now();
        run(text);
        start.elapsed()
    };
    (0..runs).map(once).min().unwrap_or_default()
}

/// Whether the time of `run` grows faster than the size of the text.
fn grows_too_fast(make: &dyn Fn(usize) -> String, size: usize, run: &dyn Fn(&str)) -> Option<String> {
    let (small, large) = (make(size), make(size * FACTOR));
    // One run as a rule, more where it looks bad: a busy machine must not fail a test.
    let mut last = String::new();
    for runs in [1, 3, 5] {
        let (first, second) = (time(&small, runs, run), time(&large, runs, run));
        if second < NOISE * MOST || second <= first.max(NOISE) * MOST {
            return None;
        }
        last = format!("{size} takes {first:?}, {} takes {second:?}", size * FACTOR);
    }
    Some(last)
}

fn whole_pipeline(text: &str) {
    let project = support::project(text.as_bytes(), &NoContext);
    let checked = engine::run(project, &support::settings(plimsoll::rules::all()));
    assert!(checked.failures.is_empty(), "{:?}", checked.failures);
}

fn grows_with_length(name: &str, size: usize, make: &dyn Fn(usize) -> String) {
    let verdict = grows_too_fast(make, size, &whole_pipeline);
    assert!(verdict.is_none(), "{name}: {}", verdict.unwrap_or_default());
}

#[test]
fn many_instructions() {
    grows_with_length("steps", 2_000, &|count| {
        let steps =
            "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nENV A=$A:b\nCOPY a b\n";
        format!("FROM debian:12\n{}USER app\nCMD [\"x\"]\n", steps.repeat(count / 3))
    });
}

#[test]
fn many_variables_and_uses() {
    grows_with_length("variables", 2_000, &|count| {
        let lines = (0..count).map(|at| format!("ARG A{at}=$A{}\nENV B{at}=${{A{at}:-x}}\n", at.saturating_sub(1)));
        format!("FROM a\n{}", lines.collect::<String>())
    });
}

#[test]
fn one_variable_over_and_over() {
    grows_with_length("arguments", 2_000, &|count| format!("FROM a\n{}", "ARG A=$A\n".repeat(count)));
    grows_with_length("long values", 2_000, &|count| {
        format!("FROM a\nENV A={}\n{}", "x".repeat(8_000), "ENV B=$A\n".repeat(count))
    });
    grows_with_length("patterns", 250, &|count| {
        let (value, pattern) = ("a".repeat(100), "*a".repeat(50));
        format!("FROM a\nENV A={value} P={pattern}b\n{}", "ENV B=${A##$P}\n".repeat(count))
    });
}

#[test]
fn starts_that_do_not_hold() {
    grows_with_length("starts", 500, &|count| {
        format!("FROM a\n{}{}", "COPY a b\n".repeat(count), "CMD [\"/x.sh\"]\n".repeat(count))
    });
}

/// `ENV PATH=$PATH:...` over and over must not double the value each time.
#[test]
fn variables_that_grow() {
    let lines = (0..200).map(|_| "ENV A=$A$A$A\nENV B=${B}x\n".to_owned()).collect::<String>();
    assert_eq!(
        broken(format!("FROM a\nENV A=x B=y\n{lines}").as_bytes(), &plimsoll::rules::all()),
        Vec::<String>::new()
    );
}

#[test]
fn chains_of_stages() {
    grows_with_length("stages", 250, &|count| {
        let stages = (1..count).map(|at| format!("FROM s{} AS s{at}\nENV A{at}=x\nRUN echo $A0\nUSER u\n", at - 1));
        format!("FROM debian:12 AS s0\nENV A0=1\n{}", stages.collect::<String>())
    });
}

#[test]
fn stages_that_copy_from_all_before() {
    grows_with_length("copies", 500, &|count| {
        let stages = (1..count).map(|at| format!("FROM alpine:3 AS s{at}\nCOPY --from=s{} /a /b\nRUN x\n", at - 1));
        format!("FROM alpine:3 AS s0\n{}", stages.collect::<String>())
    });
}

#[test]
fn long_lines() {
    for (name, unit) in [
        ("words", "word "),
        ("commands", "echo $a \"b\" && "),
        ("quotes", "'\""),
        ("dollars", "$A${B}"),
        ("continued", "x \\\n"),
        ("comments inside", "x \\\n# c\n\n"),
    ] {
        for start in ["RUN ", "ENV A=", "COPY ", "LABEL ", "FROM ", "HEALTHCHECK CMD ", "ONBUILD RUN ", "JUNK "] {
            let size = 1_000;
            let make = |count: usize| format!("FROM a\n{start}{}\nUSER x\n", unit.repeat(count));
            grows_with_length(&format!("{start}of {name}"), size, &make);
        }
    }
}

#[test]
fn long_arrays_flags_and_mounts() {
    grows_with_length("elements", 2_000, &|count| format!("FROM a\nCMD [{}\"z\"]\n", "\"a\", ".repeat(count)));
    grows_with_length("open array", 2_000, &|count| format!("FROM a\nCMD [{}\n", "\"a\", ".repeat(count)));
    grows_with_length("flags", 500, &|count| {
        format!("FROM a\nRUN {}x\n", "--mount=type=cache,target=/x ".repeat(count))
    });
    grows_with_length("unknown flags", 1_000, &|count| {
        format!("FROM a\nCOPY {}{}a b\n", "--x ".repeat(count), "--link ".repeat(count))
    });
    grows_with_length("fields", 1_000, &|count| format!("FROM a\nRUN --mount=type=cache{} x\n", ",id=a".repeat(count)));
    grows_with_length("names", 1_000, &|count| format!("FROM a\nENV {}\n", "A=\"$B c\" ".repeat(count)));
}

#[test]
fn many_heredocs() {
    grows_with_length("heredocs", 1_000, &|count| {
        format!("FROM a\n{}", "RUN <<EOF\nset -e\necho $A\nEOF\n".repeat(count))
    });
    grows_with_length("heredocs on one line", 250, &|count| {
        let openers: String = (0..count).map(|at| format!(" <<E{at}")).collect();
        let bodies: String = (0..count).map(|at| format!("x\nE{at}\n")).collect();
        format!("FROM a\nCOPY{openers} /x/\n{bodies}")
    });
    grows_with_length("open heredocs", 1_000, &|count| format!("FROM a\n{}", "RUN <<E\n".repeat(count)));
}

#[test]
fn many_comments_problems_and_ignores() {
    grows_with_length("comments", 5_000, &|count| {
        format!("FROM a\n{}RUN x\n", "# hadolint ignore=DL3008\n".repeat(count))
    });
    grows_with_length("problems", 2_000, &|count| {
        format!("FROM a\n{}", "RUNN x {{\nENV lonely\nCOPY a\n".repeat(count))
    });
    grows_with_length("bad names", 2_000, &|count| format!("FROM a\n{}", "BOGUS\n@A\n%%A\n".repeat(count)));
}

/// Suppressing takes time that grows with findings and comments, not with their product; so does fixing.
#[test]
fn many_findings_ignores_and_fixes() {
    let run = |text: &str| {
        let project = support::project(text.as_bytes(), &NoContext);
        let settings = support::settings(vec![&drill::FIXES]);
        let fixed = fix::fix(project, &settings, Safety::Safe, &NoContext);
        assert!(fixed.files.len() == 1);
    };
    let make = |line: &'static str| move |count: usize| format!("FROM a\nRUN one\n{}USER x\n", line.repeat(count));
    for line in ["# plimsoll ignore=x\nRUN one\n", "RUN one\n# plimsoll global ignore=x\n", "RUN one\n"] {
        let verdict = grows_too_fast(&make(line), 1_000, &run);
        assert!(verdict.is_none(), "{line}: {}", verdict.unwrap_or_default());
    }
    let one_bad = |count: usize| format!("FROM a\nRUN two\n{}USER x\n", "RUN one\n".repeat(count));
    let verdict = grows_too_fast(&one_bad, 500, &run);
    assert!(verdict.is_none(), "one bad fix: {}", verdict.unwrap_or_default());
}

#[test]
fn ten_megabytes_on_one_line() {
    for text in [
        format!("FROM a\nRUN {}\nUSER x\n", "a".repeat(10_000_000)),
        format!("FROM a\n{}\nUSER x\n", "b".repeat(10_000_000)),
        format!("FROM {}\nUSER x\n", "é".repeat(5_000_000)),
        format!("FROM a\nENV A=\"{}\nUSER x\n", " ".repeat(10_000_000)),
    ] {
        whole_pipeline(&text);
    }
}

#[test]
fn a_hundred_thousand_instructions() {
    let text = format!("FROM debian:12\n{}", "RUN echo a\n".repeat(100_000));
    let project = support::project(text.as_bytes(), &NoContext);
    assert_eq!(project.builds[0].steps.len(), 100_000);
    assert_eq!(project.builds[0].commands.len(), 100_000);
    whole_pipeline(&text);
}

#[test]
fn a_thousand_stages_in_a_chain() {
    let stages = (1..1_000).map(|at| format!("FROM s{} AS s{at}\nRUN x\n", at - 1));
    let text = format!("FROM debian:12 AS s0\n{}", stages.collect::<String>());
    let project = support::project(text.as_bytes(), &NoContext);
    let build = &project.builds[0];
    assert!(build.stages.iter().all(|stage| build.reaches_target(stage)));
    whole_pipeline(&text);
}

#[test]
fn twenty_thousand_heredocs() {
    let text = format!("FROM a\n{}", "COPY <<EOF /x\nhello\nEOF\n".repeat(20_000));
    let project = support::project(text.as_bytes(), &NoContext);
    assert_eq!(project.files[0].problems.len(), 0);
    whole_pipeline(&text);
}

/// Each way to nest, at a depth that would overflow a stack that grows with it.
#[test]
fn deep_nesting() {
    let nested = |open: &str, close: &str, depth: usize| format!("{}x{}", open.repeat(depth), close.repeat(depth));
    let rules = plimsoll::rules::all();
    for depth in [10, 150, 3_000] {
        for script in [
            nested("${a:-", "}", depth),
            nested("$(", ")", depth),
            nested("(", ")", depth),
            nested("{ ", "; }", depth),
            nested("if x; then ", "; fi", depth),
            nested("while x; do ", "; done", depth),
            nested("case x in y) ", ";; esac", depth),
            nested("\"$(", ")\"", depth),
            nested("$((", "))", depth),
            nested("sh -c '", "'", depth),
            nested("sudo ", "", depth),
            nested("env A=b ", "", depth),
            nested("! ", "", depth),
            nested("[[ ( ", " ) ]]", depth),
            nested("f() { ", "; }", depth),
            "`".repeat(depth),
            "\\".repeat(depth),
        ] {
            for start in ["RUN ", "ENV A=", "CMD ", "COPY a ", "FROM ", "LABEL a="] {
                let text = format!("FROM a\n{start}{script}\nUSER x\n");
                assert_eq!(broken(text.as_bytes(), &rules), Vec::<String>::new(), "{start}{depth}: {}", &script[..5]);
            }
        }
        let text = format!("FROM a\n{}RUN x\n", "ONBUILD ".repeat(depth));
        assert_eq!(broken(text.as_bytes(), &rules), Vec::<String>::new());
        let text = format!("FROM a\nCMD {}\n", nested("[", "]", depth));
        assert_eq!(broken(text.as_bytes(), &rules), Vec::<String>::new());
    }
}

/// Scripts of a thousand commands, each with what is hard to follow.
#[test]
fn large_scripts() {
    for unit in [
        "echo $a > /tmp/$b; x=$(cat /a/$c) && ",
        "for i in a b; do echo $i $(ls *); done; ",
        "f() { g; }; g() { f; }; ",
        "cd /a && cp $x /b || rm -rf \"$y/\"*; ",
    ] {
        let make = |count: usize| format!("FROM debian:13\nRUN {}true\n", unit.repeat(count));
        grows_with_length(unit, 250, &make);
    }
    // Put together, the value would have 2^200 bytes.
    whole_pipeline(&format!("FROM debian:13\nRUN a=bc; {}echo \"$a\"\n", "a=$a$a; ".repeat(200)));
}

/// `sh -c` in `sh -c`, each level quoted anew.
#[test]
fn deep_scripts_in_scripts() {
    let mut script = "apt-get update".to_owned();
    for _ in 0..12 {
        script = format!("sh -c \"{}\"", script.replace('\\', "\\\\").replace('"', "\\\""));
        if script.len() > 200_000 {
            break;
        }
    }
    whole_pipeline(&format!("FROM a\nRUN {script}\n"));
}

/// The measure itself: what takes the square of its length is seen, what takes its length is not.
#[test]
fn a_square_is_seen() {
    let make = |count: usize| "x".repeat(count);
    let work = |times: usize| {
        std::hint::black_box((0..times).fold(0_usize, |sum, at| sum ^ std::hint::black_box(at)));
    };
    // A busy machine can hide a square once, not five times.
    let mut tries = (0..5).map(|_| grows_too_fast(&make, 2_000, &|text| work(text.len() * text.len())));
    assert!(tries.any(|verdict| verdict.is_some()));
    assert_eq!(grows_too_fast(&make, 2_000, &|text| work(text.len() * 500)), None);
}
