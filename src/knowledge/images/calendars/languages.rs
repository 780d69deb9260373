//! Calendars of languages and runtimes; see the parent for what a date means.
//!
//! A bare major version is listed where it can only mean a cycle that is over (`python:2`).

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// Node.js.
pub const NODE: Calendar = Calendar {
    product: "Node.js",
    cycles: &[
        Cycle { names: &["5"], end: Date::new(2016, 6, 30) },
        Cycle { names: &["0.10"], end: Date::new(2016, 10, 31) },
        Cycle { names: &["0.12"], end: Date::new(2016, 12, 31) },
        Cycle { names: &["7"], end: Date::new(2017, 6, 30) },
        Cycle { names: &["4", "argon"], end: Date::new(2018, 4, 30) },
        Cycle { names: &["9"], end: Date::new(2018, 6, 30) },
        Cycle { names: &["6", "boron"], end: Date::new(2019, 4, 30) },
        Cycle { names: &["11"], end: Date::new(2019, 6, 1) },
        Cycle { names: &["8", "carbon"], end: Date::new(2019, 12, 31) },
        Cycle { names: &["13"], end: Date::new(2020, 6, 1) },
        Cycle { names: &["10", "dubnium"], end: Date::new(2021, 4, 30) },
        Cycle { names: &["15"], end: Date::new(2021, 6, 1) },
        Cycle { names: &["12", "erbium"], end: Date::new(2022, 4, 30) },
        Cycle { names: &["17"], end: Date::new(2022, 6, 1) },
        Cycle { names: &["14", "fermium"], end: Date::new(2023, 4, 30) },
        Cycle { names: &["19"], end: Date::new(2023, 6, 1) },
        Cycle { names: &["16", "gallium"], end: Date::new(2023, 9, 11) },
        Cycle { names: &["21"], end: Date::new(2024, 6, 1) },
        Cycle { names: &["18", "hydrogen"], end: Date::new(2025, 4, 30) },
        Cycle { names: &["23"], end: Date::new(2025, 6, 1) },
        Cycle { names: &["20", "iron"], end: Date::new(2026, 4, 30) },
        Cycle { names: &["25"], end: Date::new(2026, 6, 1) },
        Cycle { names: &["22", "jod"], end: Date::new(2027, 4, 30) },
        Cycle { names: &["24", "krypton"], end: Date::new(2028, 4, 30) },
        Cycle { names: &["26"], end: Date::new(2029, 4, 30) },
    ],
    current: &[],
    long_term: &["22", "24", "26"],
    source: "https://github.com/nodejs/Release#release-schedule",
};

/// Python.
pub const PYTHON: Calendar = Calendar {
    product: "Python",
    cycles: &[
        Cycle { names: &["2.6"], end: Date::new(2013, 10, 29) },
        Cycle { names: &["3.2"], end: Date::new(2016, 2, 20) },
        Cycle { names: &["3.3"], end: Date::new(2017, 9, 29) },
        Cycle { names: &["3.4"], end: Date::new(2019, 3, 18) },
        Cycle { names: &["2.7", "2"], end: Date::new(2020, 1, 1) },
        Cycle { names: &["3.5"], end: Date::new(2020, 9, 30) },
        Cycle { names: &["3.6"], end: Date::new(2021, 12, 23) },
        Cycle { names: &["3.7"], end: Date::new(2023, 6, 27) },
        Cycle { names: &["3.8"], end: Date::new(2024, 10, 7) },
        Cycle { names: &["3.9"], end: Date::new(2025, 10, 31) },
        Cycle { names: &["3.10"], end: Date::new(2026, 10, 31) },
        Cycle { names: &["3.11"], end: Date::new(2027, 10, 31) },
        Cycle { names: &["3.12"], end: Date::new(2028, 10, 31) },
        Cycle { names: &["3.13"], end: Date::new(2029, 10, 31) },
        Cycle { names: &["3.14"], end: Date::new(2030, 10, 31) },
        Cycle { names: &["3.15"], end: Date::new(2031, 10, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://devguide.python.org/versions/",
};

/// Go: a version is over when the second one after it appears.
pub const GO: Calendar = Calendar {
    product: "Go",
    cycles: &[
        Cycle { names: &["1.8"], end: Date::new(2018, 2, 16) },
        Cycle { names: &["1.9"], end: Date::new(2018, 8, 24) },
        Cycle { names: &["1.10"], end: Date::new(2019, 2, 25) },
        Cycle { names: &["1.11"], end: Date::new(2019, 9, 3) },
        Cycle { names: &["1.12"], end: Date::new(2020, 2, 25) },
        Cycle { names: &["1.13"], end: Date::new(2020, 8, 11) },
        Cycle { names: &["1.14"], end: Date::new(2021, 2, 16) },
        Cycle { names: &["1.15"], end: Date::new(2021, 8, 16) },
        Cycle { names: &["1.16"], end: Date::new(2022, 3, 15) },
        Cycle { names: &["1.17"], end: Date::new(2022, 8, 2) },
        Cycle { names: &["1.18"], end: Date::new(2023, 2, 1) },
        Cycle { names: &["1.19"], end: Date::new(2023, 8, 8) },
        Cycle { names: &["1.20"], end: Date::new(2024, 2, 6) },
        Cycle { names: &["1.21"], end: Date::new(2024, 8, 13) },
        Cycle { names: &["1.22"], end: Date::new(2025, 2, 11) },
        Cycle { names: &["1.23"], end: Date::new(2025, 8, 12) },
        Cycle { names: &["1.24"], end: Date::new(2026, 2, 10) },
        Cycle { names: &["1.25"], end: Date::new(2026, 8, 19) },
    ],
    current: &["1.26", "1.27"],
    long_term: &[],
    source: "https://go.dev/doc/devel/release",
};

/// Ruby.
pub const RUBY: Calendar = Calendar {
    product: "Ruby",
    cycles: &[
        Cycle { names: &["1.9", "1"], end: Date::new(2015, 2, 23) },
        Cycle { names: &["2.0"], end: Date::new(2016, 2, 24) },
        Cycle { names: &["2.1"], end: Date::new(2017, 3, 31) },
        Cycle { names: &["2.2"], end: Date::new(2018, 3, 31) },
        Cycle { names: &["2.3"], end: Date::new(2019, 3, 31) },
        Cycle { names: &["2.4"], end: Date::new(2020, 3, 31) },
        Cycle { names: &["2.5"], end: Date::new(2021, 3, 31) },
        Cycle { names: &["2.6"], end: Date::new(2022, 4, 12) },
        Cycle { names: &["2.7", "2"], end: Date::new(2023, 3, 31) },
        Cycle { names: &["3.0"], end: Date::new(2024, 4, 23) },
        Cycle { names: &["3.1"], end: Date::new(2025, 3, 31) },
        Cycle { names: &["3.2"], end: Date::new(2026, 3, 31) },
        Cycle { names: &["3.3"], end: Date::new(2027, 3, 31) },
        Cycle { names: &["3.4"], end: Date::new(2028, 3, 31) },
        Cycle { names: &["4.0"], end: Date::new(2029, 3, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://www.ruby-lang.org/en/downloads/branches/",
};

/// PHP, to the end of security support.
pub const PHP: Calendar = Calendar {
    product: "PHP",
    cycles: &[
        Cycle { names: &["5.3"], end: Date::new(2014, 8, 14) },
        Cycle { names: &["5.4"], end: Date::new(2015, 9, 3) },
        Cycle { names: &["5.5"], end: Date::new(2016, 7, 21) },
        Cycle { names: &["5.6", "5"], end: Date::new(2018, 12, 31) },
        Cycle { names: &["7.0"], end: Date::new(2019, 1, 10) },
        Cycle { names: &["7.1"], end: Date::new(2019, 12, 1) },
        Cycle { names: &["7.2"], end: Date::new(2020, 11, 30) },
        Cycle { names: &["7.3"], end: Date::new(2021, 12, 6) },
        Cycle { names: &["7.4", "7"], end: Date::new(2022, 11, 28) },
        Cycle { names: &["8.0"], end: Date::new(2023, 11, 26) },
        Cycle { names: &["8.1"], end: Date::new(2025, 12, 31) },
        Cycle { names: &["8.2"], end: Date::new(2026, 12, 31) },
        Cycle { names: &["8.3"], end: Date::new(2027, 12, 31) },
        Cycle { names: &["8.4"], end: Date::new(2028, 12, 31) },
        Cycle { names: &["8.5"], end: Date::new(2029, 12, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://www.php.net/supported-versions.php",
};

/// Perl, to the end of security patches.
pub const PERL: Calendar = Calendar {
    product: "Perl",
    cycles: &[
        Cycle { names: &["5.26"], end: Date::new(2020, 5, 30) },
        Cycle { names: &["5.28"], end: Date::new(2021, 6, 23) },
        Cycle { names: &["5.30"], end: Date::new(2022, 5, 22) },
        Cycle { names: &["5.32"], end: Date::new(2023, 6, 20) },
        Cycle { names: &["5.34"], end: Date::new(2024, 5, 20) },
        Cycle { names: &["5.36"], end: Date::new(2025, 5, 27) },
        Cycle { names: &["5.38"], end: Date::new(2026, 7, 2) },
        Cycle { names: &["5.40"], end: Date::new(2027, 6, 9) },
        Cycle { names: &["5.42"], end: Date::new(2028, 7, 3) },
    ],
    current: &[],
    long_term: &[],
    source: "https://perldoc.perl.org/perlpolicy#MAINTENANCE-AND-SUPPORT",
};

/// Elixir: security patches go to the last five minor versions.
pub const ELIXIR: Calendar = Calendar {
    product: "Elixir",
    cycles: &[
        Cycle { names: &["1.4"], end: Date::new(2019, 6, 24) },
        Cycle { names: &["1.5"], end: Date::new(2020, 1, 27) },
        Cycle { names: &["1.6"], end: Date::new(2020, 10, 6) },
        Cycle { names: &["1.7"], end: Date::new(2021, 5, 19) },
        Cycle { names: &["1.8"], end: Date::new(2021, 12, 3) },
        Cycle { names: &["1.9"], end: Date::new(2022, 9, 1) },
        Cycle { names: &["1.10"], end: Date::new(2023, 6, 19) },
        Cycle { names: &["1.11"], end: Date::new(2023, 12, 22) },
        Cycle { names: &["1.12"], end: Date::new(2024, 6, 12) },
        Cycle { names: &["1.13"], end: Date::new(2024, 12, 19) },
        Cycle { names: &["1.14"], end: Date::new(2025, 10, 16) },
    ],
    current: &["1.15", "1.16", "1.17", "1.18", "1.19"],
    long_term: &[],
    source: "https://hexdocs.pm/elixir/compatibility-and-deprecations.html",
};

/// Erlang/OTP: fixes go to the last three major versions.
pub const ERLANG: Calendar = Calendar {
    product: "Erlang/OTP",
    cycles: &[
        Cycle { names: &["17"], end: Date::new(2018, 10, 11) },
        Cycle { names: &["18"], end: Date::new(2018, 11, 9) },
        Cycle { names: &["19"], end: Date::new(2019, 6, 21) },
        Cycle { names: &["20"], end: Date::new(2020, 6, 21) },
        Cycle { names: &["21"], end: Date::new(2021, 6, 19) },
        Cycle { names: &["22"], end: Date::new(2022, 5, 10) },
        Cycle { names: &["23"], end: Date::new(2023, 6, 5) },
        Cycle { names: &["24"], end: Date::new(2024, 5, 10) },
        Cycle { names: &["25"], end: Date::new(2025, 5, 17) },
    ],
    current: &["26", "27", "28"],
    long_term: &[],
    source: "https://endoflife.date/erlang",
};

/// .NET and .NET Core.
pub const DOTNET: Calendar = Calendar {
    product: ".NET",
    cycles: &[
        Cycle { names: &["2.0"], end: Date::new(2018, 10, 1) },
        Cycle { names: &["1.0"], end: Date::new(2019, 6, 27) },
        Cycle { names: &["1.1", "1"], end: Date::new(2019, 6, 27) },
        Cycle { names: &["2.2", "2"], end: Date::new(2019, 12, 23) },
        Cycle { names: &["3.0"], end: Date::new(2020, 3, 3) },
        Cycle { names: &["2.1"], end: Date::new(2021, 8, 21) },
        Cycle { names: &["5.0"], end: Date::new(2022, 5, 10) },
        Cycle { names: &["3.1", "3"], end: Date::new(2022, 12, 13) },
        Cycle { names: &["7.0"], end: Date::new(2024, 5, 14) },
        Cycle { names: &["6.0"], end: Date::new(2024, 11, 12) },
        Cycle { names: &["8.0"], end: Date::new(2026, 11, 10) },
        Cycle { names: &["9.0"], end: Date::new(2026, 11, 10) },
        Cycle { names: &["10.0"], end: Date::new(2028, 11, 14) },
    ],
    current: &["11.0"],
    long_term: &["10.0"],
    source: "https://dotnet.microsoft.com/platform/support/policy/dotnet-core",
};
