//! Dockerfiles that hadolint 2.15.1 refuses, and mistakes of which tally 0.45.0 says nothing. Both were run on them.

use super::{folder, found, says};

/// hadolint: DL1000, or a crash for the last, and nothing else of the file. BuildKit builds them all.
#[test]
fn hadolint_refuses_what_buildkit_builds() {
    let bodies = [
        "RUN echo a && \\\n   \n    echo b\n",
        "HEALTHCHECK --interval=1m30s --timeout=500ms CMD [\"x\"]\n",
        "ONBUILD HEALTHCHECK none\n",
        "EXPOSE 80/sctp\n",
        "EXPOSE \"80\"\n",
        "RUN <<EOF\nset -e\necho a\nEOF\n",
        "RUN <<EOF\nset -e\necho a\nEOF\n# here\n",
        "RUN <<-EOF\n	set -e\n	echo a\n	EOF\n\n",
        "ADD <<EOF /x\nhello\nEOF\n\n",
        "RUN --mount=type=tmpfs,target=/x echo a\nRUN --mount=type=bind,from=busybox:1.37 echo\n",
        "RUN\n",
        "WORKDIR a\n",
    ];
    for body in bodies {
        let text = format!("FROM alpine:3.23\n{body}MAINTAINER me\nUSER 10001\n");
        let found = found(&[("Dockerfile", &text)]);
        let is_checked = found.iter().any(|one| one.ends_with(" maintainer"));
        let is_refused = found.iter().any(|one| REFUSALS.iter().any(|rule| one.ends_with(rule)));
        assert!(is_checked && !is_refused, "{text}{found:#?}");
    }
    says(&[("Dockerfile", "FROM localhost:5000/x:1\nMAINTAINER me\nUSER 10001\n")], &["Dockerfile:2 maintainer"]);
}

/// hadolint ends at the first of them, and the second is not looked at.
#[test]
fn hadolint_dies_of_a_path_of_one_letter() {
    let files =
        [("a/Dockerfile", "FROM alpine:3.23\nWORKDIR a\n"), ("b/Dockerfile", "FROM alpine:3.23\nMAINTAINER me\n")];
    says(&files, &["a/Dockerfile:2 relative-workdir", "b/Dockerfile:2 maintainer"]);
}

/// hadolint: nothing for the first line, though BuildKit refuses the whole file.
#[test]
fn hadolint_takes_a_comment_behind_from() {
    says(&[("Dockerfile", "FROM alpine:3.23 # the base\nUSER 10001\n")], &["Dockerfile:1 parse-error"]);
}

/// hadolint: SC3010 at `[[`, as ENV makes it forget which shell SHELL names.
#[test]
fn hadolint_forgets_the_shell_at_the_next_variable() {
    let text = "FROM debian:13\nSHELL [\"/bin/bash\", \"-c\"]\nENV A=1\nRUN source ./a && [[ -f x ]]\nUSER 10001\n";
    super::is_quiet(&[("Dockerfile", text)], &["unportable-shell", "shell-mistake"]);
}

/// The profile `recommended` has nothing to say where hadolint names a code of its own, each of them switched on by default.
#[test]
fn hadolint_reports_what_is_meant() {
    for (code, text) in MEANT {
        let folder = folder(&[("Dockerfile", text)]);
        let select = ["check", "--isolated", "--profile", "recommended", "--format", "json", "Dockerfile"];
        let said = folder.run(&select);
        assert!(!said.stdout.contains(&format!("\"{code}\"")), "{code}: {text}\n{}", said.stdout);
    }
}

/// tally finds none of these; what else it says of the files is left out of the comparison.
#[test]
fn tally_says_nothing_of_these_mistakes() {
    for (text, line, rule) in UNSAID {
        says(&[("Dockerfile", text)], &[&format!("Dockerfile:{line} {rule}")]);
    }
}

/// What is said of files that do not build.
const REFUSALS: &[&str] = &[" parse-error", " unknown-instruction", " unclosed-quote"];

/// A code of hadolint with a file for which it is wrong.
const MEANT: &[(&str, &str)] = &[
    ("DL3000", "FROM alpine:3.23\nWORKDIR /srv\nWORKDIR app\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3001", "FROM debian:13\nRUN --mount=type=ssh ssh -T git@github.com true\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3001", "FROM debian:13\nRUN ./server & pid=$!; ./load; kill $pid\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3002",
        "FROM golang:1.25 AS build\nUSER root\nRUN go build -o /app .\nFROM debian:13\nCOPY --from=build /app /app\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3002", "FROM debian:13\nUSER root\nENTRYPOINT [\"gosu\", \"app\", \"server\"]\n"),
    ("DL3003", "FROM debian:13\nRUN (cd /src && make) && echo done\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3003", "FROM debian:13\nRUN cd /src && make && cd - && ls\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3006", "FROM alpine:3.23 AS Base\nRUN x\nFROM base\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3010",
        "FROM alpine:3.23\nCOPY x.tar.gz /\nRUN tar -c --exclude=y -f out.tar x.tar.gz\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3020", "FROM debian:13\nADD git@github.com:example/x.git /x\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3020", "FROM debian:13\nADD git://example.com/x.git /x\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3020", "FROM debian:13\nARG URL=https://example.com/x.tar.gz\nADD $URL /x\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3020", "FROM debian:13\nADD x.tar.zst /x\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3021", "FROM debian:13\nWORKDIR /srv\nCOPY a b .\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3021", "FROM debian:13\nWORKDIR /srv/app\nCOPY a b ..\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3021", "FROM debian:13\nARG DIR=/srv/\nCOPY a b $DIR\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3022", "FROM alpine:3.23\nCOPY --from=busybox /bin/x /x\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3022",
        "FROM alpine:3.23 AS Build\nRUN x\nFROM alpine:3.23\nCOPY --from=build /x /x\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3025", "FROM alpine:3.23\nSHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]\nUSER 10001\nCMD echo a | cat\n"),
    (
        "DL3025",
        "FROM alpine:3.23\nHEALTHCHECK CMD wget -q -O - http://127.0.0.1/ | grep -q ok\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3025", "FROM alpine:3.23\nUSER 10001\nCMD exec app $PORT\n"),
    ("DL3029", "ARG P=linux/amd64\nFROM --platform=$P alpine:3.23\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3029", "FROM --platform=linux/amd64 alpine:3.23 AS build-amd64\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3044", "FROM alpine:3.23\nENV A=1 B='$A'\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3044", "FROM alpine:3.23\nENV A=1 B=\\$A\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3045", "FROM golang:1.25\nCOPY x y\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3048", "FROM alpine:3.23\nLABEL Name=x\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3059",
        "FROM alpine:3.23 AS build\nRUN apk add --no-cache go=1\nRUN go build -o /x .\nFROM scratch\nCOPY --from=build /x /x\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3064", "FROM alpine:3.23\nENV GOPRIVATE=example.com\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3064", "FROM alpine:3.23\nENV DB_PASSWORD_FILE=/run/secrets/p\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3064", "FROM alpine:3.23\nENV TOKENIZERS_PARALLELISM=false\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3064", "FROM alpine:3.23\nARG USERNAME=app\nRUN adduser -D $USERNAME\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3064", "FROM alpine:3.23\nENV TOKEN=\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3066", "FROM alpine:3.23\nENV APP_UID=10001\nUSER $APP_UID\nCMD [\"app\"]\n"),
    (
        "DL3066",
        "FROM alpine:3.23 AS build\nUSER nobody\nRUN x\nFROM scratch\nCOPY --from=build /x /x\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3066", "FROM alpine:3.23\nUSER root\nRUN x\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3067", "FROM debian:13 AS b\nRUN x\nFROM scratch\nCOPY --from=b / /\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL4005", "FROM debian:13\nRUN ln -s /bin/sh /usr/local/bin/x\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL4006",
        "FROM debian:13\nRUN set -eu; set -o pipefail; curl -fsSL https://example.com | tar x\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL4006",
        "FROM debian:13\nSHELL [\"/bin/bash\", \"-c\"]\nRUN set -euo pipefail; cat a | sort > b\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL4006",
        "FROM debian:13 AS base\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nFROM base\nRUN cat a | sort > b\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL4006",
        "FROM debian:13\nRUN <<EOF\n#!/bin/bash\nset -eo pipefail\ncat a | sort > b\nEOF\n\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL4006", "FROM debian:13\nRUN echo a | tee b\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL4006", "FROM debian:13\nRUN cat a | grep -q x\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3008",
        "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends -c apt.conf curl=8.14.1-2 && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3008",
        "FROM debian:13\nARG PACKAGES=curl=8.14.1-2\nRUN apt-get update && apt-get install -y --no-install-recommends $PACKAGES && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3008",
        "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends $(cat pkgs.txt) && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3008",
        "FROM debian:13\nRUN apt-get update && apt-get build-dep -y install && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3009",
        "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -fr /var/lib/apt/lists\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3009",
        "FROM debian:13\nRUN apt-get update && apt-get install -y curl\nFROM debian:13\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3013", "FROM alpine:3.23\nCOPY . .\nRUN pip install \".[dev]\"\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3013", "FROM alpine:3.23\nRUN pip install --timeout 60 flask==3.1.2\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3013",
        "FROM alpine:3.23\nRUN pip install --retries 5 --cert x --cache-dir y flask==3.1.2\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3014", "FROM debian:13\nRUN apt-get update && apt-get install -qqq curl\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3014", "FROM debian:13\nRUN apt-get update && apt-get install --force-yes curl\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3014",
        "FROM debian:13\nRUN apt-get update && apt-get -o APT::Get::Assume-Yes=true install curl\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3015",
        "FROM debian:13\nRUN apt-get update && apt-get install -y -o APT::Install-Recommends=0 curl\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3015",
        "FROM debian:13\nRUN echo 'APT::Install-Recommends \"false\";' > /etc/apt/apt.conf.d/99x\nRUN apt-get update && apt-get install -y curl\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3016", "FROM alpine:3.23\nRUN npm install .\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3016", "FROM alpine:3.23\nRUN npm install example/x#v1.2\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3018", "FROM alpine:3.23\nRUN apk add --no-cache foo@edge\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3018", "FROM alpine:3.23\nRUN apk add --no-cache --root /x foo=1.2-r0\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3018", "FROM alpine:3.23\nRUN apk add --no-cache -p /x foo=1.2-r0\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3018", "FROM php:8.4-alpine\nRUN apk add --no-cache $PHPIZE_DEPS\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3019", "FROM alpine:3.23\nRUN apk add curl && rm -rf /var/cache/apk/*\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3032",
        "FROM rockylinux:9\nRUN yum clean all && yum install -y curl-7.76.1 && yum clean all\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3033", "FROM rockylinux:9\nRUN yum install -y @development && yum clean all\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3037",
        "FROM opensuse/leap:15.6\nRUN zypper -n install --from repo curl=8.0 && zypper clean\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3037",
        "FROM opensuse/leap:15.6\nARG P=curl=8\nRUN zypper -n install $P && zypper clean\nUSER 10001\nCMD [\"app\"]\n",
    ),
    (
        "DL3040",
        "FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/dnf dnf install -y curl-8.15.0\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3042", "FROM python:3.14\nRUN pip install --no-cache flask==3.1.2\nUSER 10001\nCMD [\"app\"]\n"),
    (
        "DL3042",
        "FROM python:3.14 AS b\nRUN pip install --prefix /x flask==3.1.2\nFROM python:3.14-slim\nCOPY --from=b /x /usr/local\nUSER 10001\nCMD [\"app\"]\n",
    ),
    ("DL3042", "FROM python:3.14\nRUN pip install flask==3.1.2 && rm -rf ~/.cache\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3046", "FROM debian:13\nARG USER_ID=1000\nRUN useradd -u ${USER_ID} app\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3047", "FROM debian:13\nRUN wget --spider https://example.com/\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3062", "FROM golang:1.25 AS b\nWORKDIR /src\nRUN go run main.go\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3062", "FROM golang:1.25 AS b\nWORKDIR /src\nRUN go build install\nUSER 10001\nCMD [\"app\"]\n"),
    ("DL3062", "FROM golang:1.25 AS b\nWORKDIR /src\nRUN go install example.com/x/...\nUSER 10001\nCMD [\"app\"]\n"),
];

/// A file, the line of the mistake and the rule.
const UNSAID: &[(&str, u32, &str)] = &[
    ("FROM node:24.11-slim\nCOPY . .\nEXPOSE 80\nCMD [\"node\",\"a.js\"]\n", 4, "root-user"),
    (
        "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "unpinned-system-package",
    ),
    ("FROM alpine:3.23\nRUN pip install flask\nUSER 10001\nCMD [\"app\"]\n", 2, "unpinned-language-package"),
    (
        "FROM debian:13\nRUN curl -fsSL https://example.com/x.sh | sh\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "download-piped-to-shell",
    ),
    (
        "FROM node:24.11-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nUSER node\nCMD [\"node\",\"a.js\"]\n",
        3,
        "sources-before-dependencies",
    ),
    ("FROM node:24.11-slim\nUSER node\nCMD [\"npm\",\"start\"]\n", 3, "package-manager-as-main-process"),
    (
        "FROM node:24.11-slim\nHEALTHCHECK CMD curl -f http://127.0.0.1/\nUSER node\nCMD [\"node\",\"a.js\"]\n",
        2,
        "missing-healthcheck-tool",
    ),
    ("FROM debian:13\nUSER app\nCMD [\"x\"]\n", 2, "unknown-user"),
    ("FROM debian:13\nEXPOSE 80\nUSER 10001\nCMD [\"app\"]\n", 2, "privileged-port"),
    (
        "FROM debian:13\nCOPY id_rsa /home/app/.ssh/id_rsa\nRUN git clone git@example.com:x/y.git && rm /home/app/.ssh/id_rsa\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "secret-file-copied",
    ),
    ("FROM debian:13\nCOPY .env /app/.env\nUSER 10001\nCMD [\"app\"]\n", 2, "secret-file-copied"),
    (
        "FROM debian:13\nCOPY app /app\nRUN chown -R 10001 /app\nUSER 10001\nCMD [\"app\"]\n",
        3,
        "ownership-in-later-layer",
    ),
    (
        "FROM debian:13\nRUN curl -fsSL https://example.com/x.tar.gz -o /x.tar.gz && tar xf /x.tar.gz\nRUN rm /x.tar.gz\nUSER 10001\nCMD [\"app\"]\n",
        3,
        "removal-in-later-layer",
    ),
    (
        "FROM debian:13\nRUN curl -fsSLk https://example.com/x -o x\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "disabled-tls-verification",
    ),
    ("FROM debian:13\nCOPY --from=9 /x /x\nUSER 10001\nCMD [\"app\"]\n", 2, "unknown-stage"),
    (
        "FROM debian:13\nRUN curl -fsSL https://example.com/x-linux-amd64 -o /x\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "hard-coded-architecture",
    ),
    ("FROM debian:13\nADD https://example.com/x-1.2.tar.gz /x\nUSER 10001\nCMD [\"app\"]\n", 2, "unverified-download"),
    (
        "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y x\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "update-without-install",
    ),
    (
        "FROM debian:13\nRUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "system-upgrade",
    ),
    ("FROM debian:13\nVOLUME /data\nRUN mkdir -p /data/x\nUSER 10001\nCMD [\"app\"]\n", 3, "write-below-volume"),
    (
        "FROM node:24.11-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm install\nUSER node\nCMD [\"node\",\"a.js\"]\n",
        4,
        "lock-file-not-enforced",
    ),
    ("FROM debian:13\nEXPOSE 22\nUSER 10001\nCMD [\"app\"]\n", 2, "ssh-server"),
    (
        "FROM debian:13\nRUN pip install --trusted-host example.com x==1\nUSER 10001\nCMD [\"app\"]\n",
        2,
        "disabled-tls-verification",
    ),
    ("FROM debian:13\nENV GIT_SSL_NO_VERIFY=1\nUSER 10001\nCMD [\"app\"]\n", 2, "disabled-tls-verification"),
    ("FROM debian:13\nRUN --security=insecure mount x\nUSER 10001\nCMD [\"app\"]\n", 2, "privileged-build-step"),
    ("FROM debian:13\nRUN chmod u+s /app\nUSER 10001\nCMD [\"app\"]\n", 2, "setuid-bit"),
    ("FROM debian:13\nENV DEBIAN_FRONTEND=noninteractive\nUSER 10001\nCMD [\"app\"]\n", 2, "frontend-in-environment"),
    ("FROM debian:13\nCOPY --from=busybox /bin/x /x\nUSER 10001\nCMD [\"app\"]\n", 2, "untagged-image"),
    ("ARG T=latest\nFROM debian:$T\nUSER 10001\nCMD [\"app\"]\n", 2, "latest-tag"),
    ("ARG B=debian\nFROM $B\nUSER 10001\nCMD [\"app\"]\n", 2, "untagged-image"),
    ("FROM debian:13\nUSER 10001\nENTRYPOINT app\nCMD [\"--x\"]\n", 4, "entrypoint-discards-command"),
];
