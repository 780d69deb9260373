//! Findings made by hand, for the tests of the reports.

use super::Gap;
use crate::lint::settings::{Policy, Settings};
use crate::lint::{Category, Check, Checked, Diagnostic, Fix, FixSupport, Label, Profile, Rule, Safety, Severity};
use crate::model::{FileId, NoContext, Project};
use crate::text::{Edit, EditSet, Source, Span};

static ROOT: Rule = Rule {
    name: "some-rule",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3002", "CKV_DOCKER_3"],
    options: &[],
    since: "0.1.0",
    page: "# some-rule\n\nThe image runs as root. Whoever breaks out of the program is root.\n\n## Why\n\nLeast privilege.\n\n## Cases\n\nHidden.\n",
    check: Check::File(|_, _| {}),
};

static RECOMMENDS: Rule = Rule {
    name: "apt-recommends",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["DL3015"],
    options: &[],
    since: "0.1.0",
    page: "# apt-recommends\n\n`apt-get install` without `--no-install-recommends` brings packages nobody asked for.\n\n## Why\n\nSize.\n",
    check: Check::File(|_, _| {}),
};

/// The registry of these tests.
pub fn rules() -> Vec<&'static Rule> {
    vec![&ROOT, &RECOMMENDS]
}

/// Settings that run both rules.
pub fn settings() -> Settings {
    Settings::of(&rules(), Policy::default())
}

/// A project of one file without findings.
pub fn checked(name: &str, text: &str) -> Checked {
    let source = Source::new(name, text.as_bytes().to_vec());
    Checked {
        project: Project::of_dockerfiles(vec![source], &NoContext),
        diagnostics: Vec::new(),
        hidden: 0,
        failures: Vec::new(),
    }
}

/// The span of the first occurrence of a text.
pub fn span(checked: &Checked, needle: &str) -> Span {
    let start = checked.project.files[0].source.text().find(needle).unwrap() as u32;
    Span::new(start, start + needle.len() as u32)
}

/// A bare finding of `some-rule`.
pub fn finding(span: Span, message: &str) -> Diagnostic {
    Diagnostic {
        rule: &ROOT,
        severity: ROOT.severity,
        profile: ROOT.profile,
        file: FileId(0),
        span,
        message: message.to_owned(),
        note: None,
        labels: Vec::new(),
        help: None,
        aliases: Vec::new(),
        parts: Vec::new(),
        fix: None,
    }
}

/// A label in the first file.
pub fn label(span: Span, text: &str) -> Label {
    Label { file: FileId(0), span, text: text.to_owned() }
}

/// A fix of the first file.
pub fn fix(checked: &Checked, title: &str, safety: Safety, edits: Vec<Edit>) -> Fix {
    let text = checked.project.files[0].source.text();
    Fix { title: title.to_owned(), safety, edits: EditSet::new(text, edits).unwrap() }
}

/// Two Dockerfiles with findings of every shape, and a gap.
pub fn shop() -> (Vec<Checked>, Settings, Vec<Gap>) {
    let mut api = checked(
        "shop/api/Dockerfile",
        "FROM python:3.12-slim\nRUN apt-get update \\\n    && apt-get install -y gcc\nRUN apt-get install -y make\nRUN apt-get install -y vim\nCMD [\"gunicorn\", \"app:app\"]\n",
    );
    let mut root = finding(span(&api, "CMD"), "the image runs as root");
    root.note = Some("this runs with uid 0".into());
    root.labels = vec![label(span(&api, "python:3.12-slim"), "starts as root, and no USER follows")];
    root.help = Some("create a user and switch to it before CMD".into());
    root.aliases = vec!["DL3002"];
    let user = Edit::insert(root.span.start, "RUN useradd --system --uid 10001 app\nUSER 10001:10001\n");
    root.fix = Some(fix(&api, "create the user `app` and switch to it", Safety::Unsafe, vec![user]));
    let installs = ["install -y gcc", "install -y make", "install -y vim"].map(|needle| {
        let span = span(&api, needle);
        let mut finding = finding(span, &format!("`{needle}` brings recommended packages too"));
        (finding.rule, finding.severity, finding.aliases) = (&RECOMMENDS, RECOMMENDS.severity, vec!["DL3015"]);
        let edit = Edit::insert(span.start + 7, " --no-install-recommends");
        finding.fix = Some(fix(&api, "add `--no-install-recommends`", Safety::Safe, vec![edit]));
        finding
    });
    api.diagnostics = installs.into_iter().chain([root]).collect();
    api.hidden = 2;
    let mut odd = checked("shop/web [1]/Dockerfile ñ", "FROM \"a\u{1b}b\"\r\n\tUSER 0");
    odd.diagnostics =
        vec![finding(span(&odd, "0"), "the last USER, `a\u{1b}b`, is root"), finding(Span::at(19), "no end")];
    odd.diagnostics[0].severity = Severity::Error;
    let gap = Gap {
        path: "shop/db/Dockerfile".into(),
        reason: "`shop/db/Dockerfile` is a binary file, not a Dockerfile".into(),
    };
    (vec![api, odd], settings(), vec![gap])
}
