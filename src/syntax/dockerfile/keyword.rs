//! The names of instructions.

use super::ast::Keyword;

/// The length of `HEALTHCHECK`.
const LONGEST_NAME: usize = 11;

impl Keyword {
    /// Every instruction there is.
    pub const ALL: [Self; 18] = [
        Self::Add,
        Self::Arg,
        Self::Cmd,
        Self::Copy,
        Self::Entrypoint,
        Self::Env,
        Self::Expose,
        Self::From,
        Self::Healthcheck,
        Self::Label,
        Self::Maintainer,
        Self::Onbuild,
        Self::Run,
        Self::Shell,
        Self::StopSignal,
        Self::User,
        Self::Volume,
        Self::Workdir,
    ];

    /// The instruction of that name, in any case.
    pub fn from_text(text: &str) -> Self {
        let named = |keyword: &Self| keyword.name().eq_ignore_ascii_case(text);
        Self::ALL.into_iter().find(named).unwrap_or(Self::Unknown)
    }

    /// Its name in capitals; empty for [`Keyword::Unknown`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Arg => "ARG",
            Self::Cmd => "CMD",
            Self::Copy => "COPY",
            Self::Entrypoint => "ENTRYPOINT",
            Self::Env => "ENV",
            Self::Expose => "EXPOSE",
            Self::From => "FROM",
            Self::Healthcheck => "HEALTHCHECK",
            Self::Label => "LABEL",
            Self::Maintainer => "MAINTAINER",
            Self::Onbuild => "ONBUILD",
            Self::Run => "RUN",
            Self::Shell => "SHELL",
            Self::StopSignal => "STOPSIGNAL",
            Self::User => "USER",
            Self::Volume => "VOLUME",
            Self::Workdir => "WORKDIR",
            Self::Unknown => "",
        }
    }

    /// The instruction that was surely meant by a word that is none.
    pub fn nearest(text: &str) -> Option<Self> {
        // The distance to a long text costs time and is never small.
        if text.len() > LONGEST_NAME + 2 {
            return None;
        }
        let upper = text.to_ascii_uppercase();
        let allowed = if upper.len() <= 3 { 1 } else { 2 };
        Self::ALL
            .into_iter()
            .map(|keyword| (strsim::osa_distance(&upper, keyword.name()), keyword))
            .min()
            .filter(|(distance, keyword)| *distance <= allowed && *distance < keyword.name().len())
            .map(|(_, keyword)| keyword)
    }

    /// The flags BuildKit knows for it: name, whether it takes a value, whether it may be repeated.
    ///
    /// Source: <https://docs.docker.com/reference/dockerfile/>
    pub fn flags(self) -> &'static [FlagSpec] {
        match self {
            Self::From => const { &[FlagSpec::value("platform")] },
            Self::Run => {
                const {
                    &[
                        FlagSpec::list("mount"),
                        FlagSpec::value("network"),
                        FlagSpec::value("security"),
                        FlagSpec::list("device"),
                    ]
                }
            }
            Self::Copy => {
                const {
                    &[
                        FlagSpec::value("from"),
                        FlagSpec::value("chown"),
                        FlagSpec::value("chmod"),
                        FlagSpec::switch("link"),
                        FlagSpec::switch("parents"),
                        FlagSpec::list("exclude"),
                    ]
                }
            }
            Self::Add => {
                const {
                    &[
                        FlagSpec::value("chown"),
                        FlagSpec::value("chmod"),
                        FlagSpec::value("checksum"),
                        FlagSpec::switch("link"),
                        FlagSpec::switch("keep-git-dir"),
                        FlagSpec::switch("unpack"),
                        FlagSpec::list("exclude"),
                    ]
                }
            }
            Self::Healthcheck => {
                const {
                    &[
                        FlagSpec::value("interval"),
                        FlagSpec::value("timeout"),
                        FlagSpec::value("start-period"),
                        FlagSpec::value("start-interval"),
                        FlagSpec::value("retries"),
                    ]
                }
            }
            Self::Arg
            | Self::Cmd
            | Self::Entrypoint
            | Self::Env
            | Self::Expose
            | Self::Label
            | Self::Maintainer
            | Self::Onbuild
            | Self::Shell
            | Self::StopSignal
            | Self::User
            | Self::Volume
            | Self::Workdir
            | Self::Unknown => &[],
        }
    }
}

/// A flag that an instruction takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagSpec {
    /// What follows the dashes.
    pub name: &'static str,
    /// Whether `=value` must follow; others take `true` or `false`, or nothing.
    pub takes_value: bool,
    /// Whether it may be written more than once.
    pub repeats: bool,
}

impl FlagSpec {
    const fn value(name: &'static str) -> Self {
        Self { name, takes_value: true, repeats: false }
    }

    const fn list(name: &'static str) -> Self {
        Self { name, takes_value: true, repeats: true }
    }

    const fn switch(name: &'static str) -> Self {
        Self { name, takes_value: false, repeats: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::from_text(&keyword.name().to_lowercase()), keyword);
        }
    }

    #[test]
    fn typing_errors_have_a_nearest_instruction() {
        assert_eq!(Keyword::nearest("RUNN"), Some(Keyword::Run));
        assert_eq!(Keyword::nearest("form"), Some(Keyword::From));
        assert_eq!(Keyword::nearest("WORKDIRECTORY"), None);
        assert_eq!(Keyword::nearest("x"), None);
    }
}
