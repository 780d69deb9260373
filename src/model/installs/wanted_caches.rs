//! Which caches an install would take from one build to the next, if they were mounted.
//!
//! Knows where programs keep what they download, and that a home is the user's. Start with
//! [`Build::wanted_cache`].

use crate::model::installs::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Interpreter, Origin, Step};

/// The caches that a command of a step wants.
#[derive(Clone, Debug)]
pub struct WantedCache<'a> {
    /// The command.
    pub command: &'a Command,
    /// The command as people say it: `npm ci`.
    pub name: String,
    /// The flags that mount them.
    pub mounts: Vec<String>,
    /// What else has to change for the mount to be of use.
    pub cautions: Vec<String>,
}

/// A program that downloads, and its caches.
struct Downloader {
    programs: &'static [&'static str],
    /// The first words behind the program; none: any install.
    words: &'static [&'static str],
    /// Where its caches are, `~` for the home of whoever runs it.
    caches: &'static [&'static str],
    /// Whether two builds must not use them at once.
    locked: bool,
    /// The only image whose caches are known to be there.
    image: Option<&'static str>,
    caution: Option<&'static str>,
}

/// The mount hides the lists that a layer below has: only where the RUN fetches them itself, it is of use.
const APT_LISTS: &str = "/var/lib/apt";

/// What is downloaded stays in the mount alone.
const EVERYWHERE: Option<&str> = Some("the RUNs behind it that need what is downloaded take the same mounts");

const DOWNLOADERS: &[Downloader] = &[
    Downloader {
        locked: true,
        caution: Some(
            "in Debian's and Ubuntu's images it stays empty unless the RUN begins with `rm -f \
             /etc/apt/apt.conf.d/docker-clean`",
        ),
        ..downloader(&["apt-get", "apt"], &["install"], &["/var/cache/apt", APT_LISTS])
    },
    downloader(&["npm"], &["ci", "install", "i"], &["~/.npm"]),
    downloader(&["yarn"], &["install", ""], &["~/.cache/yarn"]),
    downloader(&["pnpm"], &["install", "i"], &["~/.local/share/pnpm/store"]),
    downloader(&["bun"], &["install"], &["~/.bun/install/cache"]),
    Downloader {
        caution: Some("leave `--no-cache-dir` out"),
        ..downloader(&["pip", "pip3"], &["install"], &["~/.cache/pip"])
    },
    downloader(&["uv"], &["sync", "pip"], &["~/.cache/uv"]),
    downloader(&["poetry"], &["install"], &["~/.cache/pypoetry"]),
    downloader(&["bundle"], &["install"], &["~/.bundle/cache"]),
    downloader(&["composer"], &["install"], &["~/.cache/composer"]),
    Downloader {
        image: Some("golang"),
        caution: EVERYWHERE,
        ..downloader(&["go"], &["build", "install", "mod"], &["/go/pkg/mod", "~/.cache/go-build"])
    },
    Downloader {
        image: Some("rust"),
        caution: EVERYWHERE,
        ..downloader(&["cargo"], &["build", "install", "fetch"], &["/usr/local/cargo/registry"])
    },
    Downloader {
        caution: EVERYWHERE,
        ..downloader(&["mvn"], &["package", "install", "verify", "dependency:go-offline"], &["~/.m2"])
    },
    Downloader {
        caution: EVERYWHERE,
        ..downloader(&["gradle", "gradlew"], &["build", "bootJar", "assemble"], &["~/.gradle"])
    },
];

const fn downloader(
    programs: &'static [&'static str],
    words: &'static [&'static str],
    caches: &'static [&'static str],
) -> Downloader {
    Downloader { programs, words, caches, locked: false, image: None, caution: None }
}

impl Downloader {
    fn fits(&self, command: &Command) -> bool {
        if !self.programs.contains(&command.program.value.as_str()) {
            return false;
        }
        let word = match command.order() {
            // `apt-get install --fix-broken` is for what is there already.
            Some(order) if order.manager == Manager::Apt && order.operands.is_empty() => return false,
            Some(order) if matches!(order.action, Action::Install) => order.verb.known(),
            Some(_) => return false,
            None => command.args.iter().filter(|word| !word.raw.starts_with('-')).find_map(|word| word.known()),
        };
        self.words.contains(&word.unwrap_or_default().as_str())
            && !command.has_flag(&["g", "global", "offline", "help", "version"])
    }
}

impl Build {
    /// The caches that the first install of a RUN wants, where it has none of them.
    pub fn wanted_cache<'a>(&'a self, step: &Step) -> Option<WantedCache<'a>> {
        let run = self.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run);
        if matches!(step.interpreter, Interpreter::PowerShell | Interpreter::Cmd) {
            return None;
        }
        let image = self.base_image(self.stage(step.stage)?).map(|image| image.repository);
        let (command, downloader) = run
            .filter_map(|command| Some((command, DOWNLOADERS.iter().find(|it| it.fits(command))?)))
            .find(|(_, downloader)| downloader.image.is_none() || downloader.image == image)?;
        let has_cache =
            self.instruction(step)?.mounts().any(|mount| matches!(mount.mount_type().as_str(), "cache" | "tmpfs"));
        if has_cache {
            return None;
        }
        let home = match downloader.caches.iter().any(|cache| cache.starts_with('~')) {
            // A mount belongs to root unless it is told otherwise.
            true => self.home_of(step).filter(|home| home == "/root")?,
            false => String::new(),
        };
        let sharing = if downloader.locked { ",sharing=locked" } else { "" };
        let has_lists = self.orders_of(step).any(|order| order.manager == Manager::Apt && is_update(&order));
        let caches = downloader.caches.iter().filter(|cache| **cache != APT_LISTS || has_lists);
        let caches: Vec<&str> = caches.copied().collect();
        let mounts = caches.iter().map(|cache| {
            let target = cache.strip_prefix('~').map_or_else(|| (*cache).to_owned(), |inner| format!("{home}{inner}"));
            format!("--mount=type=cache,target={target}{sharing}")
        });
        let name = command.order().map_or_else(
            || {
                [command.program.value.as_str(), &command.subcommand().unwrap_or_default()]
                    .join(" ")
                    .trim_end()
                    .to_owned()
            },
            |order| order.name(),
        );
        let caution = downloader
            .caution
            .filter(|caution| !caution.contains("--no-cache-dir") || command.has_flag(&["no-cache-dir"]));
        let mut cautions: Vec<String> = caution.map(str::to_owned).into_iter().collect();
        let emptying = self.emptying_commands(step, command, &caches);
        if !emptying.is_empty() {
            cautions.push(format!("leave {} out, which would empty it", emptying.join(" and ")));
        }
        Some(WantedCache { command, name, mounts: mounts.collect(), cautions })
    }

    /// What a RUN does to empty the caches of a command, in backticks and each once.
    fn emptying_commands(&self, step: &Step, command: &Command, caches: &[&str]) -> Vec<String> {
        let manager = command.order().map(|order| order.manager);
        let mut found = Vec::new();
        for other in self.commands_of(step) {
            let cleaning =
                other.order().filter(|order| order.action == Action::Clean && Some(order.manager) == manager);
            let folder = caches.iter().find_map(|cache| {
                let inner = if *cache == APT_LISTS { "/var/lib/apt/lists" } else { *cache };
                other.removes(inner).then_some(inner)
            });
            let text = match (cleaning, folder) {
                (Some(order), _) => format!("`{}`", order.name()),
                (None, Some(folder)) => format!("the removal of `{folder}`"),
                (None, None) => continue,
            };
            if !found.contains(&text) {
                found.push(text);
            }
        }
        found
    }
}

/// Whether an order fetches the lists of packages.
fn is_update(order: &Order<'_>) -> bool {
    order.action == Action::Update
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn mounts(lines: &str) -> Option<Vec<String>> {
        let source = Source::new("Dockerfile", lines.as_bytes().to_vec());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        Some(build.wanted_cache(build.steps.last()?)?.mounts)
    }

    #[test]
    fn caches_are_in_the_home_of_root() {
        let npm = Some(vec!["--mount=type=cache,target=/root/.npm".to_owned()]);
        assert_eq!(mounts("FROM node:24\nRUN npm ci"), npm);
        assert_eq!(mounts("FROM node:24\nRUN --mount=type=cache,target=/x npm ci"), None);
        assert_eq!(mounts("FROM node:24\nUSER node\nRUN npm ci"), None);
        assert_eq!(mounts("FROM debian\nRUN go build"), None);
        assert_eq!(mounts("FROM debian\nRUN apt-get update && apt-get install -y a").map(|it| it.len()), Some(2));
        assert_eq!(mounts("FROM debian\nRUN apt-get install -y a").map(|it| it.len()), Some(1));
        assert_eq!(mounts("FROM debian\nRUN apt-get install -fy"), None);
    }
}
