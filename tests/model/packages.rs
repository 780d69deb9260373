//! Commands seen as orders to package managers: what is installed, flags and their values left out.

use plimsoll::model::packages::{Action, Manager};

use super::{build, project};

/// The manager, what it is told, and the operands as written; `None` where it is no order.
fn order(command: &str) -> Option<(Manager, Action, Vec<String>)> {
    let project = project(&format!("FROM a\nRUN {command}\n"));
    let order = build(&project).commands.first()?.order()?;
    let operands = order.operands.iter().map(|word| word.raw.clone()).collect();
    Some((order.manager, order.action, operands))
}

/// Orders to install, with what they install.
const INSTALLS: &[(&str, Manager, &[&str])] = &[
    ("apt-get install -y --no-install-recommends curl git=1:2.3", Manager::Apt, &["curl", "git=1:2.3"]),
    ("apt-get -o Acquire::Retries=3 install -qq -t bookworm-backports curl", Manager::Apt, &["curl"]),
    ("apt-get -yqq install curl", Manager::Apt, &["curl"]),
    ("DEBIAN_FRONTEND=noninteractive apt install --yes curl", Manager::Apt, &["curl"]),
    ("apt-get install -y $PACKAGES", Manager::Apt, &["$PACKAGES"]),
    ("apk add --no-cache --virtual .deps gcc", Manager::Apk, &["gcc"]),
    ("apk --no-cache add -t .deps curl~=8", Manager::Apk, &["curl~=8"]),
    ("apk add --repository=https://x --repository https://y curl", Manager::Apk, &["curl"]),
    ("dnf -y install --setopt=a=b --enablerepo x curl", Manager::Dnf, &["curl"]),
    ("microdnf install curl", Manager::Dnf, &["curl"]),
    ("yum install -y -c /x curl", Manager::Yum, &["curl"]),
    ("zypper --non-interactive in --from x curl", Manager::Zypper, &["curl"]),
    ("pacman -S --noconfirm curl", Manager::Pacman, &["curl"]),
    ("pip install -r requirements.txt", Manager::Pip, &[]),
    ("pip3 install --no-cache-dir -c x.txt --index-url https://x flask==3", Manager::Pip, &["flask==3"]),
    ("python3 -m pip install --upgrade pip", Manager::Pip, &["pip"]),
    ("/venv/bin/pip3.11 install x", Manager::Pip, &["x"]),
    ("uv pip install --system x", Manager::Pip, &["x"]),
    ("npm install -g --registry https://x yarn", Manager::Npm, &["yarn"]),
    ("npm --prefix web ci --omit dev", Manager::Npm, &[]),
    ("yarn install --frozen-lockfile", Manager::Yarn, &[]),
    ("yarn global add x", Manager::Yarn, &["x"]),
    ("pnpm --filter web install", Manager::Pnpm, &[]),
    ("gem install -v 2.3 bundler", Manager::Gem, &["bundler"]),
    ("bundle install --jobs 4 --retry 3", Manager::Gem, &[]),
    ("go install -ldflags x example.com/y@latest", Manager::Go, &["example.com/y@latest"]),
    ("cargo install --locked --version 1.2 ripgrep", Manager::Cargo, &["ripgrep"]),
    ("composer install --no-dev -d /app", Manager::Composer, &[]),
    ("conda install -y -c conda-forge -n base numpy", Manager::Conda, &["numpy"]),
];

#[test]
fn installs_name_their_packages() {
    let mut wrong = Vec::new();
    for (command, manager, packages) in INSTALLS {
        let packages: Vec<String> = packages.iter().map(|one| (*one).to_owned()).collect();
        let found = order(command);
        if found != Some((*manager, Action::Install, packages)) {
            wrong.push(format!("{command}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_orders_are_told_apart() {
    for (command, action) in [
        ("apt-get update", Action::Update),
        ("apt-get -qq update", Action::Update),
        ("apt-get dist-upgrade -y", Action::Upgrade),
        ("apt-get purge -y x", Action::Remove),
        ("apt-get clean", Action::Clean),
        ("apk del .deps", Action::Remove),
        ("apk update", Action::Update),
        ("yum clean all", Action::Clean),
        ("dnf makecache", Action::Update),
        ("pip uninstall -y x", Action::Remove),
        ("npm cache clean --force", Action::Clean),
        ("yarn cache clean", Action::Clean),
    ] {
        assert_eq!(order(command).map(|(_, action, _)| action), Some(action), "{command}");
    }
}

#[test]
fn what_orders_nothing_is_none() {
    for command in [
        "apt-get",
        "apt-get --version",
        "apt-cache search install",
        "pip --version",
        "python3 app.py install",
        "echo apt-get install x",
        "npm run install",
        "go build ./install",
        "cargo build",
    ] {
        assert_eq!(order(command), None, "{command}");
    }
}

#[test]
fn names_lose_their_versions() {
    let names = |command: &str| {
        let project = project(&format!("FROM a\nRUN {command}\n"));
        let order = build(&project).commands[0].order().unwrap();
        order.package_names().collect::<Vec<_>>()
    };
    assert_eq!(names("apt-get install -y curl=8.* libc6:i386 $X git"), ["curl", "libc6", "git"]);
    assert_eq!(names("apk add curl~=8 'git>2'"), ["curl", "git"]);
    assert_eq!(names("npm i -g typescript@5 @scope/x@1"), ["typescript", "@scope/x"]);
    assert_eq!(names("pip install 'flask[async]==3' x>=2"), ["flask", "x"]);
}
