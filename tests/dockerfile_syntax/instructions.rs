//! Every instruction in its type, every flag with its value.

use plimsoll::syntax::Word;
use plimsoll::syntax::dockerfile::ast::{CommandLine, Flag, Healthcheck, Instruction, Kind};

use super::{instruction, parse, tree};

fn raw(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.raw.as_str()).collect()
}

fn known(word: Option<&Word>) -> Option<String> {
    word.and_then(Word::known)
}

/// The program and arguments of an array, or the text for the shell in round brackets.
fn command(line: &CommandLine) -> Vec<String> {
    match line {
        CommandLine::Exec(exec) => exec.elements.iter().map(|element| element.value.clone()).collect(),
        CommandLine::Shell(shell) => vec![format!("({})", shell.script.text())],
        CommandLine::Empty => Vec::new(),
    }
}

#[test]
fn from() {
    let text = "FROM --platform=$BUILDPLATFORM ghcr.io/a/b:1 As Build\n";
    let tree = tree(text);
    let found = tree.instructions().next().expect("FROM");
    let Kind::From(from) = &found.kind else { panic!("{found:?}") };
    assert_eq!(from.image.as_ref().map(|word| word.raw.as_str()), Some("ghcr.io/a/b:1"));
    assert_eq!(from.as_keyword.as_ref().map(|word| word.value.as_str()), Some("As"));
    assert_eq!(from.name.as_ref().map(|name| name.span.of(text)), Some("Build"));
    assert_eq!(found.flag_value("platform").map(|word| word.raw.as_str()), Some("$BUILDPLATFORM"));
}

#[test]
fn arg_defines_several() {
    let (file, found) = instruction("ARG one two=2 three= four=\"a b\" five=$one");
    let Kind::Arg(arg) = found.kind else { panic!("no ARG") };
    let told: Vec<(&str, Option<String>)> = arg
        .definitions
        .iter()
        .map(|one| (one.name.span.of(&file), one.value.as_ref().map(|value| value.raw.clone())))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [("one", None), ("two", some("2")), ("three", some("")), ("four", some("\"a b\"")), ("five", some("$one"))]
    );
}

#[test]
fn env_and_label_take_pairs() {
    for keyword in ["ENV", "LABEL"] {
        let (_, found) = instruction(&format!("{keyword} a=1 \"b c\"=\"d e\" f=g\\ h i='j k' l="));
        let (Kind::Env(pairs) | Kind::Label(pairs)) = found.kind else { panic!("no {keyword}") };
        assert!(!pairs.legacy);
        let told: Vec<_> = pairs.pairs.iter().map(|one| (known(Some(&one.key)), known(Some(&one.value)))).collect();
        let pair = |key: &str, value: &str| (Some(key.to_owned()), Some(value.to_owned()));
        assert_eq!(told, [pair("a", "1"), pair("b c", "d e"), pair("f", "g h"), pair("i", "j k"), pair("l", "")]);
    }
}

#[test]
fn env_and_label_take_the_old_form() {
    for (text, key, value) in [
        ("ENV A b c", "A", "b c"),
        ("LABEL maintainer John Doe <j@x>", "maintainer", "John Doe <j@x>"),
        ("ENV A   b=c d", "A", "b=c d"),
        ("ENV\tA\tb", "A", "b"),
    ] {
        let (file, found) = instruction(text);
        let (Kind::Env(pairs) | Kind::Label(pairs)) = found.kind else { panic!("{text}") };
        assert!(pairs.legacy);
        assert_eq!((pairs.pairs[0].key.span.of(&file), pairs.pairs[0].value.span.of(&file)), (key, value));
    }
}

#[test]
fn commands_stand_in_two_forms() {
    for keyword in ["RUN", "CMD", "ENTRYPOINT"] {
        for (arguments, told) in [
            ("[\"a\", \"b c\"]", vec!["a", "b c"]),
            ("  [ \"a\" , \"\\\"\" ]  ", vec!["a", "\""]),
            ("a \"b c\" | d", vec!["(a \"b c\" | d)"]),
            ("[\"a\", \\\n \"b\"]", vec!["a", "b"]),
            ("[]", vec![]),
            ("", vec![]),
        ] {
            let (_, found) = instruction(&format!("{keyword} {arguments}"));
            let line = match &found.kind {
                Kind::Run(run) => &run.command,
                Kind::Cmd(line) | Kind::Entrypoint(line) => line,
                other => panic!("{other:?}"),
            };
            assert_eq!(command(line), told, "{keyword} {arguments}");
        }
    }
}

#[test]
fn a_bad_array_is_shell_and_says_why() {
    for (text, why) in [
        ("CMD ['a']", "double quotes"),
        ("CMD [\"a\",]", "comma"),
        ("CMD [\"a\"", "never closed"),
        ("CMD [\"ok\"] trailing", "follows"),
        ("CMD [“a”]", "typographic"),
        ("CMD [\"a\" \"b\"]", "not valid"),
    ] {
        let (_, found) = instruction(text);
        let Kind::Cmd(CommandLine::Shell(shell)) = found.kind else { panic!("{text}") };
        let broken = shell.broken_json.expect(text);
        assert!(broken.value.contains(why), "{text}: {}", broken.value);
    }
    let (_, found) = instruction("RUN [ -f x ] && y");
    let Kind::Run(run) = found.kind else { panic!("no RUN") };
    assert!(matches!(run.command, CommandLine::Shell(shell) if shell.broken_json.is_none()));
}

#[test]
fn copy_and_add_take_words_or_an_array() {
    let (file, found) = instruction("COPY a* $B/ ./c d");
    let Kind::Copy(copy) = &found.kind else { panic!("no COPY") };
    assert_eq!((raw(&copy.sources), copy.json), (vec!["a*", "$B/", "./c"], false));
    assert_eq!(copy.destination.as_ref().map(|word| word.span.of(&file)), Some("d"));
    let (file, found) = instruction("ADD [\"a b\", \"c\", \"/e f/\"]");
    let Kind::Add(add) = &found.kind else { panic!("no ADD") };
    assert_eq!(
        (known(add.sources.first()), known(add.destination.as_ref())),
        (Some("a b".into()), Some("/e f/".into()))
    );
    assert!(add.json && add.sources[0].span.of(&file).contains("a b"));
    let (_, found) = instruction("COPY [\"a b\" \"c\"]");
    let Kind::Copy(copy) = &found.kind else { panic!("no COPY") };
    assert_eq!((raw(&copy.sources), copy.json), (vec!["[\"a", "b\""], false), "no array: words between blanks");
}

#[test]
fn the_simple_ones() {
    let user = |text: &str| match instruction(text).1.kind {
        Kind::User(word) | Kind::Workdir(word) | Kind::StopSignal(word) => word.map(|word| word.raw),
        other => panic!("{other:?}"),
    };
    assert_eq!(user("USER a:b").as_deref(), Some("a:b"));
    assert_eq!(user("WORKDIR /a b").as_deref(), Some("/a b"));
    assert_eq!(user("STOPSIGNAL SIGTERM").as_deref(), Some("SIGTERM"));
    assert!(
        matches!(instruction("EXPOSE 80 443/tcp $P").1.kind, Kind::Expose(ports) if raw(&ports) == ["80", "443/tcp", "$P"])
    );
    assert!(
        matches!(instruction("VOLUME /a /b").1.kind, Kind::Volume(paths) if raw(&paths.paths) == ["/a", "/b"] && !paths.json)
    );
    assert!(
        matches!(instruction("VOLUME [\"/a b\"]").1.kind, Kind::Volume(paths) if known(paths.paths.first()).as_deref() == Some("/a b") && paths.json)
    );
    assert!(
        matches!(instruction("SHELL [\"bash\", \"-c\"]").1.kind, Kind::Shell(line) if command(&line) == ["bash", "-c"])
    );
    assert!(
        matches!(instruction("MAINTAINER A <b@c>").1.kind, Kind::Maintainer(Some(name)) if name.value == "A <b@c>")
    );
}

#[test]
fn healthcheck() {
    let (file, found) = instruction("HEALTHCHECK --interval=5s --retries=3 CMD curl -f x || exit 1");
    let Kind::Healthcheck(Healthcheck::Command(span, line)) = &found.kind else { panic!("no check") };
    assert_eq!((span.of(&file), command(line)), ("CMD", vec!["(curl -f x || exit 1)".to_owned()]));
    assert_eq!(known(found.flag_value("interval")).as_deref(), Some("5s"));
    let (_, found) = instruction("healthcheck cmd [\"a\", \"b\"]");
    assert!(matches!(found.kind, Kind::Healthcheck(Healthcheck::Command(_, line)) if command(&line) == ["a", "b"]));
    let (file, found) = instruction("HEALTHCHECK none");
    assert!(matches!(found.kind, Kind::Healthcheck(Healthcheck::None(span)) if span.of(&file) == "none"));
}

#[test]
fn onbuild_holds_an_instruction() {
    let (file, found) = instruction("ONBUILD COPY --chown=a b \\\n c");
    let Kind::OnBuild(Some(inner)) = found.kind else { panic!("no trigger") };
    assert_eq!(inner.keyword.span.of(&file), "COPY");
    assert_eq!(inner.flag_value("chown").map(|word| word.span.of(&file)), Some("a"));
    assert!(matches!(inner.kind, Kind::Copy(copy) if raw(&copy.sources) == ["b"]));
}

/// Every flag of the reference, with the value as the file has it.
#[test]
fn every_flag_is_known() {
    for (text, flags) in [
        ("COPY --from=a --chown=1:2 --chmod=755 --link --parents --exclude=*.a --exclude=b x y", 7),
        ("COPY --link=false --parents=TRUE x y", 2),
        ("ADD --chown=a --chmod=u+x --checksum=sha256:0 --link --keep-git-dir=true --unpack --exclude=b x y", 7),
        ("RUN --mount=type=cache,target=/x --network=none --security=insecure --device=a=b,required x", 4),
        ("HEALTHCHECK --interval=1m --timeout=1s --start-period=0 --start-interval=2s --retries=0 CMD x", 5),
        ("RUN --mount=type=secret,id=a --mount=type=ssh x", 2),
    ] {
        let (file, found) = instruction(text);
        assert_eq!(found.flags.len(), flags, "{text}");
        for Flag { name, span, value, .. } in &found.flags {
            assert!(span.of(&file).starts_with(&format!("--{}", name.value)));
            assert_eq!(value.is_some(), span.of(&file).contains('='), "{text}");
        }
    }
}

#[test]
fn flags_end_where_the_arguments_begin() {
    let (file, found) = instruction("COPY --link --chown=1:2 --from=b a --x /c/");
    assert_eq!(found.flags.len(), 3);
    assert_eq!(found.arguments.full_span().of(&file), "a --x /c/");
    let (_, found) = instruction("RUN -- --x");
    assert_eq!((found.flags.len(), found.arguments.text()), (0, "--x"));
    let (_, found) = instruction("RUN --mount=type=bind,source=\"a b\",target=/c x");
    assert_eq!((found.flags.len(), found.arguments.text()), (1, "x"));
}

fn mount(text: &str) -> (String, Instruction) {
    instruction(&format!("RUN --mount={text} x"))
}

#[test]
fn mounts_have_keys() {
    let (file, found) = mount("type=cache,id=a,dst=/x,src=y,RO,sharing=locked,mode=0755,from=$F");
    let mount = found.mounts().next().expect("a mount");
    let value = |key: &str| mount.mount_option(key).map(|one| one.value.as_ref().map(|word| word.raw.clone()));
    assert_eq!(mount.mount_type(), "cache");
    assert_eq!(value("target"), Some(Some("/x".to_owned())));
    assert_eq!(value("source"), Some(Some("y".to_owned())));
    assert_eq!(value("readonly"), Some(None));
    assert_eq!(value("from"), Some(Some("$F".to_owned())));
    assert_eq!(value("uid"), None);
    let spans: Vec<&str> = mount.mount.iter().map(|one| one.span.of(&file)).collect();
    assert_eq!(spans, ["type=cache", "id=a", "dst=/x", "src=y", "RO", "sharing=locked", "mode=0755", "from=$F"]);
    assert_eq!(self::mount("target=/x").1.mounts().next().map(Flag::mount_type).as_deref(), Some("bind"));
}

/// The instruction behind a bad one is read as usual, whatever the bad one is.
#[test]
fn a_bad_instruction_costs_nothing_else() {
    for bad in
        ["RUNN x", "COPY a", "ENV lonely", "CMD [1]", "@@", "{", "HEALTHCHECK x", "ONBUILD FROM x", "COPY --x a b"]
    {
        let text = format!("FROM a\n{bad}\nUSER me\n");
        let parsed = parse(&text);
        assert_eq!(parsed.problems.len(), 1, "{bad}: {:?}", parsed.problems);
        let last = parsed.tree.instructions().last().expect("USER");
        assert!(matches!(&last.kind, Kind::User(Some(word)) if word.raw == "me"), "{bad}");
    }
}
