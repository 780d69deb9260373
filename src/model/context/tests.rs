//! Trees of lists of paths.

use super::*;
use crate::model::Project;
use crate::text::Source;

const PATHS: &str = "\
Dockerfile\t100
README.md\t50
docs/a.md\t10
docs/keep/b.md\t20
node_modules/a/index.js\t9000
src/app.js\t300
src/lib/util.js\t200
src/lib/util.test.js\t400
web/package.json\t30
../outside\t1
";

fn tree(ignored: &str) -> ContextTree {
    let file = IgnoreFile::new(".dockerignore".into(), ".dockerignore", IgnoreKind::General, ignored.into());
    ContextTree::new(&PathList::read(PATHS), Some(file))
}

fn paths(tree: &ContextTree, ids: impl IntoIterator<Item = EntryId>) -> Vec<String> {
    ids.into_iter().map(|id| tree.path(id)).collect()
}

#[test]
fn what_is_excluded_is_not_received() {
    let tree = tree("node_modules\ndocs\n!docs/keep\n**/*.test.js\nDockerfile\n");
    assert_eq!(
        paths(&tree, tree.files()),
        ["README.md", "docs/keep/b.md", "src/app.js", "src/lib/util.js", "web/package.json"]
    );
    assert_eq!(tree.totals(), Totals { files: 5, bytes: 600 });
    assert_eq!(tree.excluded(), Totals { files: 3, bytes: 510 });
    assert_eq!(tree.unlisted(), 1);
    let modules = tree.entry(tree.find("node_modules").unwrap()).unwrap();
    assert!(modules.verdict.is_excluded && modules.verdict.by == Some(0) && !modules.is_listed);
    assert_eq!(tree.find("node_modules/a"), None);
    assert!(tree.is_received(tree.find("docs").unwrap()));
    assert!(!tree.is_received(tree.find("docs/a.md").unwrap()));
    assert_eq!(paths(&tree, tree.largest(2)), ["src/app.js", "src/lib/util.js"]);
    assert_eq!(paths(&tree, tree.children(tree.find("./src/").unwrap())), ["src/app.js", "src/lib"]);
    assert_eq!(tree.ignore_file().unwrap().pattern(2), Some((3, "!docs/keep")));
    assert!(tree.has_sizes());
}

#[test]
fn entries_come_with_their_paths() {
    let tree = tree("node_modules\n");
    assert!(tree.paths().all(|(id, path)| tree.path(id) == path));
    assert_eq!(tree.paths().map(|(id, _)| id).collect::<Vec<_>>(), tree.entries().collect::<Vec<_>>());
    assert_eq!(tree.parent(tree.find("src/lib").unwrap()), tree.find("src").unwrap());
    assert_eq!(tree.parent(tree.root()), tree.root());
}

#[test]
fn checks_leave_environments_shut_and_look_into_what_is_called_so() {
    let list = PathList::read("a/venv/bin/python\na/venv/pyvenv.cfg\nb/venv/create.py\nnode_modules/x/y.js\n");
    let tree = ContextTree::within(&list, None, Limits::CHECK);
    assert_eq!(paths(&tree, tree.entries()), ["a", "a/venv", "b", "b/venv", "b/venv/create.py", "node_modules"]);
    assert_eq!(tree.unlisted(), 2);
}

#[test]
fn sources_match_names_part_by_part() {
    let tree = tree("docs/a.md\n");
    for (pattern, found) in [
        ("*.md", &["README.md"][..]),
        ("docs/*", &["docs/keep"]),
        ("*/package*.json", &["web/package.json"]),
        ("[!s]rc", &["src"]),
        ("[^s]rc", &[]),
        ("docs/a.md", &[]),
        ("./src/", &["src"]),
        ("missing", &[]),
        ("src/**/util.js", &["src/lib/util.js"]),
        (".", &[""]),
    ] {
        assert_eq!(paths(&tree, tree.matches(pattern)), found, "{pattern}");
    }
}

#[test]
fn a_copy_takes_what_it_names() {
    let tree = tree("node_modules\n");
    let taken = |line: &str| {
        let source = Source::new("Dockerfile", format!("FROM a\nARG X\n{line}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let reads = build.context_reads(build.steps.last().unwrap());
        reads.iter().map(|read| tree.taken(read).map(|taken| taken.totals.files)).collect::<Vec<_>>()
    };
    assert_eq!(taken("COPY . /app"), [Some(8)]);
    assert_eq!(taken("COPY src/lib *.md node_modules /app/"), [Some(2), Some(1), Some(0)]);
    assert_eq!(taken("COPY --exclude=**/*.test.js src /app"), [Some(2)]);
    assert_eq!(taken("COPY --parents **/*.md /app"), [Some(3)]);
    assert_eq!(taken("COPY $X /app"), [None]);
}

/// A context of texts.
#[derive(Debug)]
struct Texts(&'static [(&'static str, &'static str)]);

impl BuildContext for Texts {
    fn read(&self, path: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned())
    }
}

#[test]
fn the_dockerfiles_own_ignore_file_replaces_the_general_one() {
    let context = Texts(&[
        (".dockerignore", "a"),
        (".containerignore", "b"),
        ("docker/api.Dockerfile.dockerignore", ""),
        ("docker/.dockerignore", "c"),
    ]);
    let found = |dockerfile| ignore_file_for(&context, dockerfile).map(|file| (file.path, file.kind));
    let general = Some((".dockerignore".to_owned(), IgnoreKind::General));
    let specific = Some(("docker/api.Dockerfile.dockerignore".to_owned(), IgnoreKind::Specific));
    assert_eq!(found(Some("docker/api.Dockerfile")), specific);
    assert_eq!(found(Some("docker/web.Dockerfile")), general);
    assert_eq!(found(Some("Dockerfile")), general);
    assert_eq!(found(None), general);
    assert!(ignore_file_for(&Texts(&[]), Some("Dockerfile")).is_none());
}

#[test]
fn a_hundred_thousand_entries_are_small() {
    let lines: String = (0..100_000).map(|n| format!("dir{}/sub{}/file-{n}.rs\t{n}\n", n % 100, n % 7)).collect();
    let tree = ContextTree::new(&PathList::read(&lines), None);
    assert_eq!(tree.totals().files, 100_000);
    let bytes = tree.nodes.capacity() * size_of::<tree::Node>() + tree.names.capacity();
    assert!(bytes < 8 << 20, "{bytes}");
}
