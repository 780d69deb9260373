//! Flags of `bundle install` that Bundler 4 no longer knows.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "remembered-bundler-flag",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("remembered_bundler_flag.md"),
    check: Check::Command(check),
};

/// The flags that Bundler wrote down for the next time, with the setting that took the place of each.
///
/// Source: <https://bundler.io/doc/upgrading.html>
const FLAGS: &[(&str, &str)] = &[
    ("--clean", "clean true"),
    ("--deployment", "deployment true"),
    ("--frozen", "frozen true"),
    ("--no-prune", "no_prune true"),
    ("--path", "path"),
    ("--shebang", "shebang"),
    ("--system", "path.system true"),
    ("--with", "with"),
    ("--without", "without"),
];

fn check(_: &Build, command: &Command, checker: &mut Checker<'_>) {
    let is_flag = |word: &Word| FLAGS.iter().any(|(flag, _)| word.known_prefix().split('=').next() == Some(flag));
    // Without a command, Bundler installs.
    let is_install = command.subcommand().as_deref() == Some("install") || command.args.first().is_some_and(is_flag);
    if !is_install || !command.is_any(&["bundle", "bundler"]) || command.form.instruction != Origin::Run {
        return;
    }
    let mut words = command.args.iter().peekable();
    while let Some(word) = words.next() {
        let text = word.known_prefix();
        let flag = text.split('=').next().unwrap_or_default();
        let Some((flag, setting)) = FLAGS.iter().find(|(known, _)| *known == flag) else { continue };
        let inline = word.raw.split_once('=').map(|(_, value)| value.to_owned());
        let following = || {
            let is_value = |next: &&&Word| !next.raw.starts_with('-');
            std::iter::from_fn(|| words.next_if(|next| is_value(&next)))
                .map(|next| next.raw.clone())
                .collect::<Vec<_>>()
        };
        let value = match setting.contains(' ') {
            true => String::new(),
            false => format!(" {}", quoted(&inline.map_or_else(following, |value| vec![value]))),
        };
        checker
            .report(word.span, format!("`{flag}` ends the build from Bundler 4 on"))
            .help(format!("set it before the install:\nbundle config set --local {setting}{value}"));
    }
}

/// The values as one word of a shell.
fn quoted(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        several => format!("'{}'", several.join(" ")),
    }
}
