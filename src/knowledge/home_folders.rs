//! Folders of people on their machines: `/home/ann/`, `/Users/ann/`, `C:\\Users\\ann\\`.

/// Names below `/home` and `/Users` that are those of programs, of machines in clouds or of everybody.
const SHARED: &[&str] = &[
    "admin",
    "app",
    "azureuser",
    "centos",
    "core",
    "debian",
    "deploy",
    "docker",
    "ec2-user",
    "git",
    "jenkins",
    "linuxbrew",
    "mysql",
    "node",
    "opc",
    "oracle",
    "pi",
    "postgres",
    "public",
    "runner",
    "shared",
    "ubuntu",
    "vagrant",
    "www",
];

/// Whether a path is one of Windows: it begins with a drive.
pub fn is_of_windows(path: &str) -> bool {
    path.get(1..2) == Some(":")
}

/// Who a path belongs to: the name in `/home/name/x`, `/Users/name/x`, `C:\Users\name\x`, with either slash. `None` for
/// folders of programs, and where a variable stands for the name.
pub fn owner(path: &str) -> Option<&str> {
    let rest = match path.get(1..2) {
        Some(":") => path.get(2..)?,
        Some(_) | None => path,
    };
    let mut parts = rest.split(['/', '\\']);
    if !parts.next()?.is_empty() || !matches!(parts.next()?, "home" | "Users" | "users") {
        return None;
    }
    let name = parts.next().filter(|name| !name.is_empty() && !name.contains(['$', '{', '<', '*', '%']))?;
    // `/home/data` alone is a folder that somebody made for a program.
    parts.next()?;
    (!SHARED.contains(&name.to_ascii_lowercase().as_str())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn people_are_found() {
        assert_eq!(owner("/home/ann/shop"), Some("ann"));
        assert_eq!(owner("/Users/ann/shop"), Some("ann"));
        assert_eq!(owner("C:\\Users\\ann\\shop"), Some("ann"));
        assert_eq!(owner("c:/Users/ann/shop"), Some("ann"));
        for path in
            ["/home/ubuntu/shop", "/home/${USER}/shop", "/home", "/home/data", "./home/ann/x", "/srv/home/ann/x"]
        {
            assert_eq!(owner(path), None, "{path}");
        }
    }
}
