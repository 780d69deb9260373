//! Calendars of Java, of its servers and its build tools; see the parent for what a date means.
//!
//! A bare major version is listed where it can only mean a cycle that is over (`python:2`).

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// Java as built by Eclipse Temurin; others look after long-term releases for longer.
pub const JAVA: Calendar = Calendar {
    product: "Java",
    cycles: &[
        Cycle { names: &["9"], end: Date::new(2018, 3, 31) },
        Cycle { names: &["10"], end: Date::new(2018, 9, 30) },
        Cycle { names: &["6"], end: Date::new(2018, 12, 31) },
        Cycle { names: &["12"], end: Date::new(2019, 9, 30) },
        Cycle { names: &["13"], end: Date::new(2020, 3, 31) },
        Cycle { names: &["14"], end: Date::new(2020, 9, 30) },
        Cycle { names: &["15"], end: Date::new(2021, 3, 31) },
        Cycle { names: &["16"], end: Date::new(2021, 9, 30) },
        Cycle { names: &["7"], end: Date::new(2022, 7, 31) },
        Cycle { names: &["18"], end: Date::new(2022, 9, 30) },
        Cycle { names: &["19"], end: Date::new(2023, 3, 31) },
        Cycle { names: &["20"], end: Date::new(2023, 9, 30) },
        Cycle { names: &["22"], end: Date::new(2024, 9, 30) },
        Cycle { names: &["23"], end: Date::new(2025, 3, 31) },
        Cycle { names: &["24"], end: Date::new(2025, 9, 30) },
        Cycle { names: &["17"], end: Date::new(2027, 10, 31) },
        Cycle { names: &["11"], end: Date::new(2027, 10, 31) },
        Cycle { names: &["21"], end: Date::new(2029, 12, 31) },
        Cycle { names: &["25"], end: Date::new(2031, 9, 30) },
    ],
    current: &["8"],
    long_term: &["8", "11", "17", "21", "25"],
    source: "https://adoptium.net/support/",
};

/// Java as built by Amazon; long-term releases are looked after for longer than elsewhere.
pub const CORRETTO: Calendar = Calendar {
    product: "Amazon Corretto",
    cycles: &[
        Cycle { names: &["15"], end: Date::new(2021, 3, 16) },
        Cycle { names: &["16"], end: Date::new(2021, 10, 19) },
        Cycle { names: &["18"], end: Date::new(2022, 10, 18) },
        Cycle { names: &["19"], end: Date::new(2023, 4, 1) },
        Cycle { names: &["20"], end: Date::new(2023, 9, 21) },
    ],
    current: &["8", "11", "17", "21", "25"],
    long_term: &[],
    source: "https://aws.amazon.com/corretto/faqs/",
};

/// Tomcat.
pub const TOMCAT: Calendar = Calendar {
    product: "Tomcat",
    cycles: &[
        Cycle { names: &["6"], end: Date::new(2016, 12, 31) },
        Cycle { names: &["8.0"], end: Date::new(2018, 6, 30) },
        Cycle { names: &["7"], end: Date::new(2021, 3, 31) },
        Cycle { names: &["10.0"], end: Date::new(2022, 10, 31) },
        Cycle { names: &["8.5", "8"], end: Date::new(2024, 3, 31) },
        Cycle { names: &["9.0"], end: Date::new(2027, 3, 31) },
    ],
    current: &["10.1", "11.0"],
    long_term: &[],
    source: "https://tomcat.apache.org/whichversion.html",
};

/// Jetty, to the end of free fixes.
pub const JETTY: Calendar = Calendar {
    product: "Jetty",
    cycles: &[
        Cycle { names: &["9.2"], end: Date::new(2018, 3, 8) },
        Cycle { names: &["9.3"], end: Date::new(2020, 12, 7) },
        Cycle { names: &["10"], end: Date::new(2025, 1, 1) },
        Cycle { names: &["11"], end: Date::new(2025, 1, 1) },
        Cycle { names: &["9.4", "9"], end: Date::new(2025, 2, 19) },
    ],
    current: &["12.0", "12.1"],
    long_term: &[],
    source: "https://jetty.org/download.html",
};

/// WildFly: only the newest version gets fixes.
pub const WILDFLY: Calendar = Calendar {
    product: "WildFly",
    cycles: &[
        Cycle { names: &["8"], end: Date::new(2015, 7, 2) },
        Cycle { names: &["9"], end: Date::new(2016, 1, 29) },
        Cycle { names: &["10"], end: Date::new(2017, 10, 23) },
        Cycle { names: &["11"], end: Date::new(2018, 2, 28) },
        Cycle { names: &["12"], end: Date::new(2018, 5, 30) },
        Cycle { names: &["13"], end: Date::new(2018, 8, 30) },
        Cycle { names: &["14"], end: Date::new(2018, 11, 30) },
        Cycle { names: &["15"], end: Date::new(2019, 2, 27) },
        Cycle { names: &["16"], end: Date::new(2019, 6, 10) },
        Cycle { names: &["17"], end: Date::new(2019, 10, 3) },
        Cycle { names: &["18"], end: Date::new(2020, 3, 18) },
        Cycle { names: &["19"], end: Date::new(2020, 6, 8) },
        Cycle { names: &["20"], end: Date::new(2020, 10, 13) },
        Cycle { names: &["21"], end: Date::new(2021, 1, 13) },
        Cycle { names: &["22"], end: Date::new(2021, 3, 11) },
        Cycle { names: &["23"], end: Date::new(2021, 6, 17) },
        Cycle { names: &["24"], end: Date::new(2021, 10, 5) },
        Cycle { names: &["25"], end: Date::new(2021, 12, 16) },
        Cycle { names: &["26"], end: Date::new(2022, 11, 9) },
        Cycle { names: &["27"], end: Date::new(2023, 4, 20) },
        Cycle { names: &["28"], end: Date::new(2023, 7, 21) },
        Cycle { names: &["29"], end: Date::new(2023, 10, 18) },
        Cycle { names: &["30"], end: Date::new(2024, 1, 25) },
        Cycle { names: &["31"], end: Date::new(2024, 4, 25) },
        Cycle { names: &["32"], end: Date::new(2024, 7, 23) },
        Cycle { names: &["33"], end: Date::new(2024, 10, 17) },
        Cycle { names: &["34"], end: Date::new(2025, 1, 9) },
        Cycle { names: &["35"], end: Date::new(2025, 4, 10) },
        Cycle { names: &["36"], end: Date::new(2025, 8, 1) },
        Cycle { names: &["37"], end: Date::new(2025, 10, 16) },
        Cycle { names: &["38"], end: Date::new(2026, 1, 16) },
        Cycle { names: &["39"], end: Date::new(2026, 5, 21) },
        Cycle { names: &["40"], end: Date::new(2026, 7, 16) },
    ],
    current: &["41"],
    long_term: &[],
    source: "https://www.wildfly.org/security/",
};

/// Gradle: the last two major versions are looked after.
pub const GRADLE: Calendar = Calendar {
    product: "Gradle",
    cycles: &[
        Cycle { names: &["1"], end: Date::new(2014, 7, 1) },
        Cycle { names: &["2"], end: Date::new(2016, 8, 15) },
        Cycle { names: &["3"], end: Date::new(2017, 6, 14) },
        Cycle { names: &["4"], end: Date::new(2018, 11, 26) },
        Cycle { names: &["5"], end: Date::new(2019, 11, 8) },
        Cycle { names: &["6"], end: Date::new(2023, 2, 10) },
    ],
    current: &["8", "9"],
    long_term: &[],
    source: "https://docs.gradle.org/current/userguide/feature_lifecycle.html#eol_support",
};
