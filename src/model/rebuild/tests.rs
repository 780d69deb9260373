//! What is done again, and why, on small builds.

use super::{Change, ContextPath, Fate, Reason};
use crate::model::{NoContext, Project};
use crate::text::Source;

/// One line for each step: its line, `cached`, `perhaps` or `rebuilt`, and why.
fn told(text: &str, paths: &[&str], arguments: &[&str]) -> Vec<String> {
    let source = Source::new("Dockerfile", text.as_bytes().to_vec());
    let project = Project::of_dockerfiles(vec![source], &NoContext);
    let build = &project.builds[0];
    let source = &project.files[0].source;
    let change = Change {
        paths: paths.iter().map(|path| ContextPath::parse(path).unwrap()).collect(),
        arguments: arguments.iter().map(|name| (*name).to_owned()).collect(),
    };
    let line = |span: crate::text::Span| source.position(span.start).line;
    let line_of = |id| line(build.instruction(build.step(id).unwrap()).unwrap().span);
    let why = |reason: &Reason| match reason {
        Reason::Reads { path, written, .. } => format!("{written} sees {path}"),
        Reason::Variable(found) if found.is_environment => format!("{} is set on {}", found.name, line(found.defined)),
        Reason::Variable(found) => format!("{} is used, set on {}", found.name, line(found.defined)),
        Reason::Base(stage, name) => format!("{name} in the FROM of stage {}", stage.0),
        Reason::Follows(id) => format!("follows {}", line_of(*id)),
        Reason::Takes(stage, Some(id)) => format!("takes from stage {}, {}", stage.0, line_of(*id)),
        Reason::Takes(stage, None) => format!("takes from stage {}", stage.0),
    };
    let verdicts = build.rebuild(source.text(), build.target_stage().unwrap(), &change);
    let one = |verdict: &super::Verdict| {
        let line = line_of(verdict.step);
        match &verdict.fate {
            Fate::Cached => format!("{line} cached"),
            Fate::Perhaps(reason) => format!("{line} perhaps: {}", why(reason)),
            Fate::Rebuilt(reason) => format!("{line} rebuilt: {}", why(reason)),
        }
    };
    verdicts.iter().map(one).collect()
}

const WEB: &str = "FROM node:24 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
FROM nginx:1.29 AS unused
COPY . .
FROM nginx:1.29
COPY nginx.conf /etc/nginx/
COPY --from=build /app/dist /srv
RUN nginx -t
COPY --link robots.txt /srv/
";

#[test]
fn files_break_the_chain_where_they_are_seen() {
    assert_eq!(
        told(WEB, &["src/app.js"], &[]),
        [
            "2 cached",
            "3 cached",
            "4 cached",
            "5 rebuilt: . sees src/app.js",
            "6 rebuilt: follows 5",
            "10 cached",
            "11 perhaps: takes from stage 0, 5",
            "12 perhaps: follows 11",
            "13 cached",
        ]
    );
    let package = told(WEB, &["package.json"], &[]);
    assert_eq!(package[1..3], ["3 rebuilt: package.json sees package.json", "4 rebuilt: follows 3"]);
}

#[test]
fn what_is_sure_outweighs_what_may_be_the_same() {
    let text = "FROM a AS x\nCOPY . /x\nFROM b\nCOPY --from=x /x /x\nRUN one\nCOPY --link . /y\nRUN two\n";
    assert_eq!(
        told(text, &["f"], &[])[1..],
        ["4 perhaps: takes from stage 0, 2", "5 perhaps: follows 4", "6 rebuilt: . sees f", "7 rebuilt: follows 6",]
    );
}

#[test]
fn mounts_of_the_context_count_and_caches_do_not() {
    let text = "FROM a\nRUN --mount=type=bind,source=go.mod,target=go.mod go mod download\n\
                RUN --mount=type=cache,target=/c --mount=type=secret,id=s make\n";
    assert_eq!(told(text, &["main.go"], &[]), ["2 cached", "3 cached"]);
    assert_eq!(told(text, &["go.mod"], &[]), ["2 rebuilt: go.mod sees go.mod", "3 rebuilt: follows 2"]);
}

#[test]
fn stages_start_from_what_was_rebuilt() {
    let text = "FROM a AS x\nCOPY . /x\nFROM x AS y\nENV A=1\nRUN make\nFROM y\nWORKDIR /srv\n";
    assert_eq!(told(text, &["f"], &[]), ["2 rebuilt: . sees f", "5 rebuilt: follows 2", "7 rebuilt: follows 2"]);
}

#[test]
fn an_argument_counts_from_its_line_on() {
    let text = "FROM a\nRUN one\nARG V=1\nCOPY a b\nCOPY x-$V y\nRUN two\n";
    assert_eq!(told(text, &[], &["V"])[..3], ["2 cached", "4 cached", "5 rebuilt: V is used, set on 3"]);
    assert_eq!(told(text, &[], &["W"]), ["2 cached", "4 cached", "5 cached", "6 cached"]);
    let text = "FROM a\nARG V\nCOPY a b\nRUN two\n";
    assert_eq!(told(text, &[], &["V"]), ["3 cached", "4 rebuilt: V is set on 2"]);
}

#[test]
fn arguments_travel_through_definitions() {
    let text = "ARG BASE=1\nARG TAG=v$BASE\nFROM a:$TAG AS x\nRUN one\nFROM b\nARG TAG\nENV E=$TAG\nRUN two\n\
                COPY --from=x /a /a\n";
    assert_eq!(
        told(text, &[], &["BASE"]),
        ["4 rebuilt: TAG in the FROM of stage 0", "8 rebuilt: E is set on 7", "9 rebuilt: follows 8"]
    );
    let hidden = "FROM b\nENV V=1\nARG V\nRUN two\n";
    assert_eq!(told(hidden, &[], &["V"]), ["4 cached"]);
    let inherited = "FROM b AS x\nARG V\nFROM x\nRUN two\n";
    assert_eq!(told(inherited, &[], &["V"]), ["4 rebuilt: V is set on 2"]);
}

#[test]
fn documents_are_expanded_where_they_are_copied() {
    let text = "FROM b\nARG V\nCOPY <<EOF /a\nversion ${V:-1}\nEOF\n";
    assert_eq!(told(text, &[], &["V"]), ["3 rebuilt: V is used, set on 2"]);
    let text = "FROM b\nARG V\nCOPY <<'EOF' /a\nversion $V\nEOF\n";
    assert_eq!(told(text, &[], &["V"]), ["3 cached"]);
}
