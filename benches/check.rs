//! Where the time goes: parsing, resolving, checking, on a typical file and on a long one.
//!
//! `cargo bench`; for the comparison with hadolint see `scripts/bench`.
#![allow(missing_docs, reason = "the names say what is timed")]

use divan::Bencher;
use divan::counter::BytesCount;
use plimsoll::lint::{Policy, Profile, Settings, engine};
use plimsoll::model::{NoContext, Project};
use plimsoll::syntax::dockerfile;
use plimsoll::text::Source;

const TYPICAL: &str = "\
# syntax=docker/dockerfile:1
ARG NODE=24.11
FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:${NODE}-slim
ENV NODE_ENV=production \\
    PORT=8080
RUN apt-get update \\
    && apt-get install -y --no-install-recommends tini \\
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s CMD node health.js || exit 1
ENTRYPOINT [\"tini\", \"--\"]
CMD [\"node\", \"dist/server.js\"]
";

fn main() {
    divan::main();
}

fn text(runs: usize) -> String {
    if runs == 0 {
        return TYPICAL.to_owned();
    }
    let lines = (0..runs).map(|run| format!("RUN echo {run} > /x{run} && ls -l /y | grep foo\n"));
    format!("FROM debian:13-slim\n{}", lines.collect::<String>())
}

fn project(text: &str) -> Project {
    Project::of_dockerfiles(vec![Source::new("Dockerfile", text.as_bytes().to_vec())], &NoContext)
}

/// 0 is the typical file, anything else a file of so many RUN lines.
const SIZES: [usize; 3] = [0, 100, 1000];

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, runs: usize) {
    let text = text(runs);
    bencher.counter(BytesCount::of_str(&text)).bench(|| dockerfile::parse(&text));
}

#[divan::bench(args = SIZES)]
fn parse_and_resolve(bencher: Bencher<'_, '_>, runs: usize) {
    let text = text(runs);
    bencher.counter(BytesCount::of_str(&text)).bench(|| project(&text));
}

#[divan::bench(args = SIZES)]
fn check_everything(bencher: Bencher<'_, '_>, runs: usize) {
    let text = text(runs);
    let rules = plimsoll::rules::all();
    let settings = Settings::of(&rules, Policy { profile: Profile::Strict, ..Policy::default() });
    bencher.counter(BytesCount::of_str(&text)).bench(|| engine::run(project(&text), &settings));
}
