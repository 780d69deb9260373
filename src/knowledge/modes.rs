//! Permissions as `chmod` takes them: `0755`, `u+x,go-w`.
//!
//! Knows the notation and which bits it turns on, nothing of files and commands. Start with [`Mode::parse`].
//! Source: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/chmod.html>

/// Others may write.
const OTHERS_WRITE: u16 = 0o002;
/// In a directory, files are removed by their owners only.
const STICKY: u16 = 0o1000;
const SETGID: u16 = 0o2000;
const SETUID: u16 = 0o4000;
/// What `umask` keeps back from a clause without a name: `+w` is for the owner.
const UMASK: u16 = 0o022;

/// What a mode turns on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    on: u16,
}

impl Mode {
    /// Reads a mode; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let is_number = !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
        if is_number {
            return u16::from_str_radix(text, 8).ok().map(|on| Self { on });
        }
        let mut on = 0;
        for clause in text.split(',') {
            on = apply(clause, on)?;
        }
        Some(Self { on })
    }

    /// Whether everybody may read.
    pub fn lets_others_read(self) -> bool {
        self.on & 0o004 != 0
    }

    /// Whether everybody may write.
    pub fn lets_others_write(self) -> bool {
        self.on & OTHERS_WRITE != 0
    }

    /// Whether somebody may run a file with it.
    pub fn lets_run(self) -> bool {
        self.on & 0o111 != 0
    }

    /// Whether a directory with it is like `/tmp`: what is in it belongs to whoever made it.
    pub fn is_sticky(self) -> bool {
        self.on & STICKY != 0
    }

    /// Whether a program with it runs as the owner of its file, whoever starts it.
    pub fn is_setuid(self) -> bool {
        self.on & SETUID != 0
    }

    /// Whether a program with it runs with the group of its file, whoever starts it.
    pub fn is_setgid(self) -> bool {
        self.on & SETGID != 0
    }

    /// A mode, given as a number, of what nobody runs: `644` for `755`.
    pub fn without_running(text: &str) -> Option<String> {
        let on = u16::from_str_radix(text, 8).ok()?;
        Some(format!("{:0width$o}", on & !0o111, width = text.len()))
    }

    /// What is left of a mode, given as a number, when another is applied to it: `755` for `a+rx` on `644`. `None`
    /// where others may write then.
    pub fn applied(text: &str, to: &str) -> Option<String> {
        let before = u16::from_str_radix(to, 8).ok()?;
        let on = text.split(',').try_fold(before, |on, clause| apply(clause, on))?;
        (!Mode { on }.lets_others_write()).then(|| format!("{on:03o}"))
    }

    /// The same mode, as a number, without write access for others: `775` for `777`; `None` where it is written
    /// in letters, or gives nothing of the kind.
    pub fn without_others_writing(text: &str) -> Option<String> {
        number_without(text, OTHERS_WRITE)
    }

    /// The same mode, as a number, with write access for the owner alone: `755` for `777`; `None` where it is
    /// written in letters, or does not let others write.
    pub fn for_owner_alone(text: &str) -> Option<String> {
        number_without(text, UMASK)
    }
}

fn number_without(text: &str, bits: u16) -> Option<String> {
    let mode = Mode::parse(text).filter(|mode| mode.lets_others_write())?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("{:0width$o}", mode.on & !bits, width = text.len()))
}

/// The bits that are on after a clause: `u+x`, `g=u`, `a+rw-x`.
fn apply(clause: &str, before: u16) -> Option<u16> {
    let at = clause.find(['+', '-', '='])?;
    let (who, mut rest) = clause.split_at_checked(at)?;
    let mut named = 0;
    for letter in who.chars() {
        named |= match letter {
            'u' => 0o4700,
            'g' => 0o2070,
            'o' => 0o1007,
            'a' => 0o7777,
            _ => return None,
        };
    }
    let mask = if who.is_empty() { 0o7777 & !UMASK } else { named };
    let mut on = before;
    while let Some(operator) = rest.chars().next() {
        let after = rest.get(1..)?;
        let end = after.find(['+', '-', '=']).unwrap_or(after.len());
        let bits = bits_of(after.get(..end)?)? & mask;
        on = match operator {
            '+' => on | bits,
            '-' => on & !bits,
            _ => (on & !(mask & 0o777)) | bits,
        };
        rest = after.get(end..)?;
    }
    Some(on)
}

fn bits_of(letters: &str) -> Option<u16> {
    let mut bits = 0;
    for letter in letters.chars() {
        bits |= match letter {
            'r' => 0o444,
            'w' => 0o222,
            'x' | 'X' => 0o111,
            's' => SETUID | SETGID,
            't' => STICKY,
            // Copied from another class, whose bits are not known here.
            'u' | 'g' | 'o' => 0,
            _ => return None,
        };
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::Mode;

    #[test]
    fn others_write() {
        for text in ["777", "0777", "666", "0002", "a+w", "o+w", "ugo+rwx", "a=rw", "u+x,o+w", "go+w", "00777", "o=rwX"]
        {
            assert!(Mode::parse(text).unwrap().lets_others_write(), "{text}");
        }
        for text in ["755", "0775", "+w", "+x", "g+w", "a+rx", "o-w", "go-w", "a+w,o-w", "u=rwx,go=rx", "g=u", "+rwx"] {
            assert!(!Mode::parse(text).unwrap().lets_others_write(), "{text}");
        }
    }

    #[test]
    fn special_bits() {
        for (text, setuid, setgid, sticky) in [
            ("4755", true, false, false),
            ("2755", false, true, false),
            ("06755", true, true, false),
            ("1777", false, false, true),
            ("u+s", true, false, false),
            ("g+s", false, true, false),
            ("+s", true, true, false),
            ("ug+s", true, true, false),
            ("u+s,g+s", true, true, false),
            ("a+rwxt", false, false, true),
            ("+t", false, false, true),
            ("u-s", false, false, false),
            ("755", false, false, false),
        ] {
            let mode = Mode::parse(text).unwrap();
            assert_eq!((mode.is_setuid(), mode.is_setgid(), mode.is_sticky()), (setuid, setgid, sticky), "{text}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for text in ["", "-R", "/app", "888", "u", "z+w", "$MODE", "+q", "--reference=x", "rwx"] {
            assert_eq!(Mode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_lose_the_right_of_others() {
        for (text, other) in [("777", Some("775")), ("0666", Some("0664")), ("a+w", None), ("755", None)] {
            assert_eq!(Mode::without_others_writing(text).as_deref(), other, "{text}");
        }
        assert_eq!(Mode::for_owner_alone("0777").as_deref(), Some("0755"));
    }
}
