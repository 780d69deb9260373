//! Calendars of applications that run as they are; see the parent for what a date means.
//!
//! A bare major version is listed where it can only mean a cycle that is over (`python:2`).

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// Drupal.
pub const DRUPAL: Calendar = Calendar {
    product: "Drupal",
    cycles: &[
        Cycle { names: &["8.8"], end: Date::new(2020, 12, 1) },
        Cycle { names: &["9.0"], end: Date::new(2021, 6, 16) },
        Cycle { names: &["8.9", "8"], end: Date::new(2021, 11, 2) },
        Cycle { names: &["9.1"], end: Date::new(2021, 12, 8) },
        Cycle { names: &["9.2"], end: Date::new(2022, 6, 15) },
        Cycle { names: &["9.3"], end: Date::new(2022, 12, 14) },
        Cycle { names: &["9.4"], end: Date::new(2023, 6, 21) },
        Cycle { names: &["9.5", "9"], end: Date::new(2023, 11, 1) },
        Cycle { names: &["10.0"], end: Date::new(2023, 12, 15) },
        Cycle { names: &["10.1"], end: Date::new(2024, 6, 20) },
        Cycle { names: &["10.2"], end: Date::new(2024, 12, 9) },
        Cycle { names: &["7"], end: Date::new(2025, 1, 5) },
        Cycle { names: &["10.3"], end: Date::new(2025, 6, 16) },
        Cycle { names: &["11.0"], end: Date::new(2025, 6, 16) },
    ],
    current: &["11"],
    long_term: &[],
    source: "https://www.drupal.org/about/core/policies/core-release-cycles/schedule",
};

/// Nextcloud.
pub const NEXTCLOUD: Calendar = Calendar {
    product: "Nextcloud",
    cycles: &[
        Cycle { names: &["16"], end: Date::new(2020, 6, 30) },
        Cycle { names: &["17"], end: Date::new(2020, 10, 31) },
        Cycle { names: &["18"], end: Date::new(2021, 1, 31) },
        Cycle { names: &["19"], end: Date::new(2021, 6, 30) },
        Cycle { names: &["20"], end: Date::new(2021, 11, 30) },
        Cycle { names: &["21"], end: Date::new(2022, 2, 28) },
        Cycle { names: &["22"], end: Date::new(2022, 7, 31) },
        Cycle { names: &["23"], end: Date::new(2022, 12, 31) },
        Cycle { names: &["24"], end: Date::new(2023, 4, 30) },
        Cycle { names: &["25"], end: Date::new(2023, 10, 31) },
        Cycle { names: &["26"], end: Date::new(2024, 3, 31) },
        Cycle { names: &["27"], end: Date::new(2024, 6, 30) },
        Cycle { names: &["28"], end: Date::new(2024, 12, 31) },
        Cycle { names: &["29"], end: Date::new(2025, 4, 30) },
        Cycle { names: &["30"], end: Date::new(2025, 9, 30) },
        Cycle { names: &["31"], end: Date::new(2026, 2, 28) },
        Cycle { names: &["32"], end: Date::new(2026, 9, 30) },
        Cycle { names: &["33"], end: Date::new(2027, 2, 28) },
    ],
    current: &["34", "35"],
    long_term: &[],
    source: "https://github.com/nextcloud/server/wiki/Maintenance-and-Release-Schedule",
};

/// Grafana, to the end of security fixes.
pub const GRAFANA: Calendar = Calendar {
    product: "Grafana",
    cycles: &[
        Cycle { names: &["6"], end: Date::new(2021, 6, 8) },
        Cycle { names: &["7"], end: Date::new(2022, 6, 14) },
        Cycle { names: &["9.0"], end: Date::new(2022, 10, 11) },
        Cycle { names: &["9.1"], end: Date::new(2022, 11, 29) },
        Cycle { names: &["9.2"], end: Date::new(2023, 2, 27) },
        Cycle { names: &["9.3"], end: Date::new(2023, 4, 6) },
        Cycle { names: &["8"], end: Date::new(2023, 6, 9) },
        Cycle { names: &["9.4"], end: Date::new(2023, 6, 9) },
        Cycle { names: &["10.0"], end: Date::new(2023, 10, 24) },
        Cycle { names: &["10.1"], end: Date::new(2024, 1, 23) },
        Cycle { names: &["9.5"], end: Date::new(2024, 5, 14) },
        Cycle { names: &["10.2"], end: Date::new(2024, 7, 24) },
        Cycle { names: &["10.3"], end: Date::new(2024, 10, 23) },
        Cycle { names: &["11.0"], end: Date::new(2025, 2, 14) },
        Cycle { names: &["11.1"], end: Date::new(2025, 4, 23) },
        Cycle { names: &["11.2"], end: Date::new(2025, 5, 27) },
        Cycle { names: &["10.4"], end: Date::new(2025, 6, 5) },
        Cycle { names: &["11.3"], end: Date::new(2025, 7, 22) },
        Cycle { names: &["11.4"], end: Date::new(2025, 9, 5) },
        Cycle { names: &["11.5"], end: Date::new(2025, 10, 28) },
        Cycle { names: &["12.0"], end: Date::new(2026, 2, 5) },
        Cycle { names: &["12.1"], end: Date::new(2026, 4, 22) },
        Cycle { names: &["12.2"], end: Date::new(2026, 6, 23) },
        Cycle { names: &["11.6"], end: Date::new(2026, 6, 25) },
        Cycle { names: &["12.3"], end: Date::new(2026, 8, 19) },
        Cycle { names: &["13.0"], end: Date::new(2027, 1, 9) },
        Cycle { names: &["13.1"], end: Date::new(2027, 3, 20) },
        Cycle { names: &["13.2"], end: Date::new(2027, 5, 18) },
        Cycle { names: &["12.4"], end: Date::new(2027, 5, 24) },
    ],
    current: &[],
    long_term: &[],
    source: "https://grafana.com/docs/grafana/latest/upgrade-guide/when-to-upgrade/",
};

/// Keycloak: only the newest version gets fixes.
pub const KEYCLOAK: Calendar = Calendar {
    product: "Keycloak",
    cycles: &[
        Cycle { names: &["10.0", "10"], end: Date::new(2020, 7, 22) },
        Cycle { names: &["11.0", "11"], end: Date::new(2020, 12, 16) },
        Cycle { names: &["12.0", "12"], end: Date::new(2021, 5, 6) },
        Cycle { names: &["13.0", "13"], end: Date::new(2021, 6, 18) },
        Cycle { names: &["14.0", "14"], end: Date::new(2021, 7, 15) },
        Cycle { names: &["15.0"], end: Date::new(2021, 12, 10) },
        Cycle { names: &["15.1", "15"], end: Date::new(2021, 12, 17) },
        Cycle { names: &["16.0"], end: Date::new(2021, 12, 20) },
        Cycle { names: &["16.1", "16"], end: Date::new(2022, 3, 11) },
        Cycle { names: &["17.0", "17"], end: Date::new(2022, 4, 20) },
        Cycle { names: &["18.0", "18"], end: Date::new(2022, 7, 27) },
        Cycle { names: &["19.0", "19"], end: Date::new(2022, 11, 1) },
        Cycle { names: &["20.0", "20"], end: Date::new(2023, 2, 23) },
        Cycle { names: &["21.0"], end: Date::new(2023, 4, 19) },
        Cycle { names: &["21.1", "21"], end: Date::new(2023, 7, 11) },
        Cycle { names: &["22.0", "22"], end: Date::new(2023, 11, 23) },
        Cycle { names: &["23.0", "23"], end: Date::new(2024, 3, 4) },
        Cycle { names: &["24.0", "24"], end: Date::new(2024, 6, 10) },
        Cycle { names: &["25.0", "25"], end: Date::new(2024, 10, 4) },
        Cycle { names: &["26.0"], end: Date::new(2025, 1, 15) },
        Cycle { names: &["26.1"], end: Date::new(2025, 4, 11) },
        Cycle { names: &["26.2"], end: Date::new(2025, 7, 2) },
        Cycle { names: &["26.3"], end: Date::new(2025, 9, 30) },
        Cycle { names: &["26.4"], end: Date::new(2026, 1, 6) },
    ],
    current: &["26.7"],
    long_term: &[],
    source: "https://github.com/keycloak/keycloak/security/policy#supported-versions",
};

/// Docker Engine.
pub const DOCKER: Calendar = Calendar {
    product: "Docker Engine",
    cycles: &[
        Cycle { names: &["17.03"], end: Date::new(2017, 5, 5) },
        Cycle { names: &["17.06"], end: Date::new(2017, 9, 29) },
        Cycle { names: &["17.09"], end: Date::new(2017, 11, 17) },
        Cycle { names: &["17.12", "17"], end: Date::new(2018, 2, 10) },
        Cycle { names: &["18.03"], end: Date::new(2018, 5, 10) },
        Cycle { names: &["18.06"], end: Date::new(2018, 12, 8) },
        Cycle { names: &["18.09", "18"], end: Date::new(2019, 8, 22) },
        Cycle { names: &["19.03", "19"], end: Date::new(2021, 1, 8) },
        Cycle { names: &["20.10", "20"], end: Date::new(2023, 12, 10) },
        Cycle { names: &["24.0", "24"], end: Date::new(2024, 6, 8) },
        Cycle { names: &["26.0"], end: Date::new(2024, 6, 8) },
        Cycle { names: &["26.1", "26"], end: Date::new(2025, 2, 17) },
        Cycle { names: &["27"], end: Date::new(2025, 5, 3) },
        Cycle { names: &["23.0", "23"], end: Date::new(2025, 5, 19) },
    ],
    current: &["29"],
    long_term: &[],
    source: "https://github.com/moby/moby/blob/master/project/BRANCHES-AND-TAGS.md",
};
