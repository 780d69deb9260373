//! What BuildKit accepts has no problem, however strange it looks.

use super::parse;

/// Each stands behind `FROM a`.
const ACCEPTED: &[&str] = &[
    "RUN",
    "RUN ",
    "CMD",
    "ENTRYPOINT",
    "RUN []",
    "CMD []",
    "ENTRYPOINT [\"\"]",
    "RUN --mount=type=cache,target=/x",
    "LABEL foo=\"bar baz",
    "ENV A='open",
    "ENV A=\"b\\",
    "ENV A=b\\ c D=e",
    "ENV X=",
    "ENV A b=c d=e",
    "ENV \"a b\"=c",
    "ENV A=${B",
    "LABEL maintainer John Doe <j@x>",
    "LABEL a=b a=c",
    "ARG foo bar=baz",
    "ARG A=\"b c\" D",
    "ARG --platform=x A",
    "CMD [\"ok\"] trailing",
    "CMD ['a']",
    "COPY [\"a b\", \"c d\", \"/e f/\"]",
    "COPY [a, b]",
    "COPY a\tb\x0cc",
    "COPY --chown= a b",
    "COPY --from= a b",
    "COPY --from=99 a b",
    "COPY --from=$X a b",
    "COPY --chmod=nonsense a b",
    "ADD https://x/y z",
    "ADD --checksum=sha256:0 https://x/y z",
    "FROM php:%%TAG%%-alpine",
    "FROM {{x}}",
    "FROM scratch",
    "FROM a:b@sha256:c as d-e_f.g",
    "FROM A/B::C",
    "FROM $X",
    "FROM --platform=nonsense a",
    "FROM a AS a\nFROM b AS a",
    "USER a b c",
    "USER :",
    "WORKDIR a b",
    "WORKDIR C:\\x",
    "STOPSIGNAL $S",
    "EXPOSE $P/tcp",
    "EXPOSE 1-65535/udp",
    "EXPOSE [\"80\"]",
    "VOLUME /a,/b",
    "VOLUME [\"/a\", ]",
    "MAINTAINER \"x",
    "SHELL [\"\"]",
    "HEALTHCHECK NONE",
    "HEALTHCHECK --anything NONE",
    "HEALTHCHECK --interval=nonsense NONE",
    "HEALTHCHECK --interval= --retries= CMD x",
    "HEALTHCHECK --interval=$I CMD x",
    "HEALTHCHECK CMD exit 0",
    "ONBUILD HEALTHCHECK NONE",
    "ONBUILD RUN x",
    "onbuild copy a b",
    "RUN --mount=type=$T,target=/x y",
    "RUN --mount=type=CACHE,target=/x y",
    "RUN --mount=\"type=cache,target=/x\" y",
    "RUN --network=default --security=sandbox x",
    "RUN --mount=type=secret,id=a,env=B,required x",
    "RUN a \\\n\n b",
    "RUN a \\\n  # c\n\n b",
    "RUN if true; then",
    "RUN echo \"never closed",
    "RUN echo $(",
    "RUN ((",
    "RUN <<EOF\nEOF",
    "RUN <<\"\"\nx\n",
    "run x",
    "\tRUN x",
];

#[test]
fn nothing_is_refused() {
    let mut refused = Vec::new();
    for text in ACCEPTED {
        let unix = format!("FROM a\n{text}\n");
        for file in [unix.replace('\n', "\r\n"), unix] {
            refused.extend(parse(&file).problems.first().map(|problem| format!("{file:?}: {}", problem.message)));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}
