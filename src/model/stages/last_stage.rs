//! The stage that could follow one which builds and runs in the same image: what it would take over.
//!
//! Knows where compilers leave what they make, as far as commands say so; guesses no more. Start with
//! [`Build::last_stage`].

use crate::knowledge::runtimes::runtime_of;
use crate::model::commands::directories::joined;
use crate::model::{Base, Build, Command, Compilation, Compiler, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// A stage that would run what another one makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastStage {
    /// The name for the stage above, which no other has.
    pub build_name: &'static str,
    /// The command to compile with in the place of the one that is there; `None` where that may stay.
    pub compile: Option<String>,
    /// Its instructions.
    pub lines: Vec<String>,
}

/// What a stage makes, and where it would run.
struct Product {
    image: String,
    /// The file or folder.
    path: String,
    /// Where it is looked for, where that is not the same path.
    destination: Option<String>,
    compile: Option<String>,
}

/// Programs that compile C and its kin.
const C_COMPILERS: &[&str] = &["make", "cmake", "ninja", "gcc", "g++", "cc", "c++", "clang", "clang++"];

/// Where `cargo install` puts programs in the official images.
const CARGO_FOLDER: &str = "/usr/local/cargo/bin";

/// Programs that build for Java.
const JAVA_BUILD_SYSTEMS: &[&str] = &["mvn", "mvnw", "gradle", "gradlew"];

/// Programs that build other things.
const BUILD_SYSTEMS: &[&str] = &["go", "cargo", "dotnet", "stack", "cabal", "sbt", "lein"];

impl Build {
    /// The stage that could follow a stage which starts from an image and makes what its containers run; `None` where
    /// it is not known what that is.
    pub fn last_stage(&self, target: &Stage) -> Option<LastStage> {
        let Base::Image(image) = &target.base else { return None };
        let start = self.start(target);
        let step = start.step()?;
        let [command] = self.commands_of(step) else { return None };
        let product = match image.value.normalized() {
            "golang" => self.go_product(target, step, command),
            "rust" => self.rust_product(target, step, command),
            "maven" | "gradle" => self.java_product(step, command),
            "mcr.microsoft.com/dotnet/sdk" => self.dotnet_product(target, command),
            "node" => self.node_product(target, step),
            _ => self.c_product(target, step, command),
        }?;
        let place = product.destination.as_ref().unwrap_or(&product.path);
        let build_name = ["build", "builder", "compile"].into_iter().find(|name| self.stage_called(name).is_none())?;
        let mut lines = vec![format!("FROM {}", product.image)];
        if step.before.workdir.is_some() {
            lines.push(format!("WORKDIR {}", self.directory_before(step)));
        }
        lines.push(format!("COPY --from={build_name} {} {place}", product.path));
        for step in start.entrypoint.into_iter().chain(start.command) {
            let instruction = self.instruction(step)?;
            lines.push(format!("{} {}", instruction.keyword_text, instruction.arguments.text()));
        }
        Some(LastStage { build_name, compile: product.compile, lines })
    }

    /// The image that is there to run what that of a stage makes.
    pub fn runtime_image(&self, stage: &Stage) -> Option<String> {
        match self.root_base(stage) {
            Base::Image(image) => runtime_of(image.value.normalized(), image.value.tag()),
            Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        }
    }

    /// Whether a stage runs a compiler or a build system itself.
    pub fn compiles(&self, stage: &Stage) -> bool {
        [BUILD_SYSTEMS, JAVA_BUILD_SYSTEMS, C_COMPILERS]
            .into_iter()
            .any(|programs| self.last_run(stage, programs, &[]).is_some())
    }

    /// The runs of these programs in a stage, the last first.
    fn runs_of<'a>(&'a self, stage: &'a Stage, programs: &'a [&str]) -> impl Iterator<Item = (&'a Step, &'a Command)> {
        let steps = self.steps_of(stage).iter().rev();
        let all = steps.flat_map(|step| self.commands_of(step).iter().rev().map(move |command| (step, command)));
        all.filter(move |(_, command)| command.form.instruction == Origin::Run && command.is_any(programs))
    }

    /// The last of them with one of these words, or with any where none is named.
    fn last_run<'a>(
        &'a self,
        stage: &'a Stage,
        programs: &'a [&str],
        verbs: &[&str],
    ) -> Option<(&'a Step, &'a Command)> {
        let mut runs = self.runs_of(stage, programs);
        runs.find(|(_, command)| verbs.is_empty() || verbs.iter().any(|verb| command.has_arg(verb)))
    }

    fn go_product(&self, stage: &Stage, start: &Step, program: &Command) -> Option<Product> {
        let (step, command, path, destination) = self.runs_of(stage, &["go"]).find_map(|(step, command)| {
            let (path, destination) = self.started_by_go(step, command, start, program)?;
            Some((step, command, path, destination))
        })?;
        // Without C, unless somebody decided on it: then the program needs no library of the image.
        let made = Compilation { compiler: Compiler::Go, command, step };
        let is_decided = self.is_said_for(&made, &["CGO_ENABLED"]);
        let compile = (!is_decided).then(|| format!("CGO_ENABLED=0 {}", command.as_written()));
        let is_bare = compile.is_some() && program.form.exec;
        let image = if is_bare { "gcr.io/distroless/static-debian13".to_owned() } else { self.runtime_image(stage)? };
        Some(Product { image, path, destination, compile })
    }

    /// The program that a container starts, where this command of Go made it.
    fn started_by_go(
        &self,
        step: &Step,
        made: &Command,
        start: &Step,
        program: &Command,
    ) -> Option<(String, Option<String>)> {
        let (path, destination) = self.started_file(start, program, "/go/bin")?;
        let (folder, name) = path.rsplit_once('/')?;
        if made.has_arg("install") {
            return (folder == "/go/bin").then_some((path, destination));
        }
        let directory = self.directory_of(step, made).filter(|_| made.has_arg("build"))?;
        if made.has_flag(&["o"]) {
            let output = joined(&directory, &value_of(made, &["-o"])?);
            // A bare name is found where programs are.
            let is_found = destination.is_some() && output.ends_with(&format!("/bin/{name}"));
            return (is_found || output == path).then_some((output, None));
        }
        // It has the name of the package, or for the package here that of the module.
        let package = made.args.last().and_then(Word::known)?;
        let is_here = package == "." || package == "build";
        let is_named = is_here || package.rsplit('/').next() == Some(name);
        (destination.is_none() && folder == directory.trim_end_matches('/') && is_named).then_some((path, None))
    }

    fn rust_product(&self, stage: &Stage, start: &Step, program: &Command) -> Option<Product> {
        let (path, destination) = self.started_file(start, program, CARGO_FOLDER)?;
        let verb = if path.contains("/target/") { "build" } else { "install" };
        let is_made = self.last_run(stage, &["cargo"], &[verb]).is_some();
        (is_made && (verb == "build" || path.starts_with(CARGO_FOLDER))).then_some(Product {
            image: self.runtime_image(stage)?,
            path,
            destination,
            compile: None,
        })
    }

    fn java_product(&self, start: &Step, program: &Command) -> Option<Product> {
        let stage = self.stage(start.stage)?;
        self.last_run(stage, JAVA_BUILD_SYSTEMS, &[])?;
        let archive = value_of(program, &["-jar"]).filter(|_| program.is_any(&["java"]))?;
        let path = joined(&self.directory_before(start), &archive);
        Some(Product { image: self.runtime_image(stage)?, path, destination: None, compile: None })
    }

    fn dotnet_product(&self, stage: &Stage, program: &Command) -> Option<Product> {
        let (step, made) = self.last_run(stage, &["dotnet"], &["publish"])?;
        let output = value_of(made, &["-o", "--output"]).filter(|_| program.is_any(&["dotnet"]))?;
        let path = joined(&self.directory_of(step, made)?, &output);
        Some(Product { image: self.runtime_image(stage)?, path, destination: None, compile: None })
    }

    /// The whole project: what was built stands next to what it runs with.
    fn node_product(&self, stage: &Stage, start: &Step) -> Option<Product> {
        let (step, made) = self.last_run(stage, &["npm", "yarn", "pnpm"], &["build"])?;
        let path = self.directory_of(step, made)?;
        let is_own = path != "/" && path == self.directory_before(start);
        is_own.then_some(Product { image: self.runtime_image(stage)?, path, destination: None, compile: None })
    }

    fn c_product(&self, stage: &Stage, start: &Step, program: &Command) -> Option<Product> {
        let (step, made) = self.last_run(stage, C_COMPILERS, &[])?;
        let (path, _) = self.started_file(start, program, "/usr/local/bin")?;
        let output = value_of(made, &["-o"]).and_then(|path| Some(joined(&self.directory_of(step, made)?, &path)));
        let is_made = made.has_arg("install") || output.is_some_and(|output| output == path);
        let image = self.from_image(stage)?.raw.clone();
        is_made.then_some(Product { image, path, destination: None, compile: None })
    }

    /// The file that a container starts, in the build and in the last stage; a bare name is one of a folder that the
    /// last stage does not look into.
    fn started_file(&self, start: &Step, program: &Command, folder: &str) -> Option<(String, Option<String>)> {
        let path = program.program_path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_copied = |word: &Word| word.raw.trim_end_matches('/').rsplit('/').next() == Some(name);
        // What the context brings, and scripts.
        let comes_along = self.image_steps(self.stage(start.stage)?).into_iter().any(|step| {
            let kind = self.instruction(step).map(|instruction| &instruction.kind);
            matches!(kind, Some(Kind::Copy(it) | Kind::Add(it)) if it.sources.iter().chain(&it.destination).any(is_copied))
        });
        let is_script = name.contains('.') || name.contains("entrypoint");
        let is_own = !path.contains('$') && program.wrappers.is_empty() && !is_script && !comes_along;
        if !path.contains('/') {
            return (is_own && self.base_has(start, path) != Some(true))
                .then(|| (format!("{folder}/{path}"), Some(format!("/usr/local/bin/{path}"))));
        }
        let path = joined(&self.directory_before(start), path);
        (is_own && path.starts_with('/')).then_some((path, None))
    }

    /// Whether the program comes with the image that the stage of a step starts from.
    fn base_has(&self, step: &Step, program: &str) -> Option<bool> {
        self.base_image(self.stage(step.stage)?)?.has_tool(program)
    }
}

/// The value behind a flag.
fn value_of(command: &Command, flags: &[&str]) -> Option<String> {
    let mut words = command.args.iter();
    words.find(|word| flags.iter().any(|flag| word.is(flag)))?;
    words.next().and_then(Word::known)
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The COPY of the last stage.
    fn copied(text: &str) -> Option<String> {
        let source = Source::new("Dockerfile", text.to_owned().into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let last = build.last_stage(build.target_stage().unwrap())?;
        last.lines.into_iter().find_map(|line| line.strip_prefix("COPY --from=build ").map(str::to_owned))
    }

    #[test]
    fn products_are_what_is_started() {
        for (text, expected) in [
            ("FROM golang\nRUN go build -o /a ./x\nCMD [\"/a\"]", Some("/a /a")),
            ("FROM golang\nRUN go build -o /usr/bin/a .\nCMD a", Some("/usr/bin/a /usr/bin/a")),
            ("FROM golang\nWORKDIR /s\nRUN go build ./cmd/a\nCMD ./a", Some("/s/a /s/a")),
            ("FROM golang\nWORKDIR /s\nRUN go build\nCMD ./a", Some("/s/a /s/a")),
            ("FROM golang\nRUN go install ./...\nCMD a", Some("/go/bin/a /usr/local/bin/a")),
            ("FROM golang\nRUN go build -o /a\nCMD [\"/run.sh\"]", None),
            ("FROM golang\nRUN go build ./cmd/a\nCOPY b /\nCMD [\"/b\"]", None),
            ("FROM golang\nRUN go build -o /a\nCMD [\"/b\"]", None),
            (
                "FROM rust\nRUN cargo build --release\nCMD [\"/target/release/a\"]",
                Some("/target/release/a /target/release/a"),
            ),
            ("FROM rust\nRUN cargo build --release\nCMD [\"/a\"]", None),
            ("FROM maven:3-eclipse-temurin-21\nRUN mvn package\nCMD java -jar t/a.jar", Some("/t/a.jar /t/a.jar")),
            ("FROM debian\nRUN make -C /s install\nCMD [\"/usr/bin/a\"]", Some("/usr/bin/a /usr/bin/a")),
            ("FROM debian\nRUN make -C /s\nCMD [\"/usr/bin/a\"]", None),
        ] {
            assert_eq!(copied(text).as_deref(), expected, "{text}");
        }
    }
}
