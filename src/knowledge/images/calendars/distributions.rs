//! Calendars of distributions; see the parent for what a date means.
//!
//! Code names stand beside the numbers, because tags use either.

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// Debian, to the end of its long-term support.
pub const DEBIAN: Calendar = Calendar {
    product: "Debian",
    cycles: &[
        Cycle { names: &["6", "squeeze"], end: Date::new(2016, 2, 29) },
        Cycle { names: &["7", "wheezy"], end: Date::new(2018, 5, 31) },
        Cycle { names: &["8", "jessie"], end: Date::new(2020, 6, 30) },
        Cycle { names: &["9", "stretch"], end: Date::new(2022, 6, 30) },
        Cycle { names: &["10", "buster"], end: Date::new(2024, 6, 30) },
        Cycle { names: &["11", "bullseye"], end: Date::new(2026, 8, 31) },
        Cycle { names: &["12", "bookworm"], end: Date::new(2028, 6, 30) },
        Cycle { names: &["13", "trixie"], end: Date::new(2030, 6, 30) },
    ],
    current: &[],
    long_term: &[],
    source: "https://wiki.debian.org/LTS",
};

/// Ubuntu, to the end of its standard support.
pub const UBUNTU: Calendar = Calendar {
    product: "Ubuntu",
    cycles: &[
        Cycle { names: &["13.04", "raring"], end: Date::new(2014, 1, 27) },
        Cycle { names: &["12.10", "quantal"], end: Date::new(2014, 5, 16) },
        Cycle { names: &["13.10", "saucy"], end: Date::new(2014, 7, 17) },
        Cycle { names: &["10.04", "lucid"], end: Date::new(2015, 4, 30) },
        Cycle { names: &["14.10", "utopic"], end: Date::new(2015, 7, 23) },
        Cycle { names: &["15.04", "vivid"], end: Date::new(2016, 2, 4) },
        Cycle { names: &["15.10", "wily"], end: Date::new(2016, 7, 28) },
        Cycle { names: &["12.04", "precise"], end: Date::new(2017, 4, 28) },
        Cycle { names: &["16.10", "yakkety"], end: Date::new(2017, 7, 20) },
        Cycle { names: &["17.04", "zesty"], end: Date::new(2018, 1, 13) },
        Cycle { names: &["17.10", "artful"], end: Date::new(2018, 7, 19) },
        Cycle { names: &["14.04", "trusty"], end: Date::new(2019, 4, 30) },
        Cycle { names: &["18.10", "cosmic"], end: Date::new(2019, 7, 18) },
        Cycle { names: &["19.04", "disco"], end: Date::new(2020, 1, 23) },
        Cycle { names: &["19.10", "eoan"], end: Date::new(2020, 7, 17) },
        Cycle { names: &["16.04", "xenial"], end: Date::new(2021, 4, 30) },
        Cycle { names: &["20.10", "groovy"], end: Date::new(2021, 7, 22) },
        Cycle { names: &["21.04", "hirsute"], end: Date::new(2022, 1, 20) },
        Cycle { names: &["21.10", "impish"], end: Date::new(2022, 7, 14) },
        Cycle { names: &["18.04", "bionic"], end: Date::new(2023, 5, 31) },
        Cycle { names: &["22.10", "kinetic"], end: Date::new(2023, 7, 20) },
        Cycle { names: &["23.04", "lunar"], end: Date::new(2024, 1, 25) },
        Cycle { names: &["23.10", "mantic"], end: Date::new(2024, 7, 11) },
        Cycle { names: &["20.04", "focal"], end: Date::new(2025, 5, 31) },
        Cycle { names: &["24.10", "oracular"], end: Date::new(2025, 7, 10) },
        Cycle { names: &["25.04", "plucky"], end: Date::new(2026, 1, 15) },
        Cycle { names: &["25.10", "questing"], end: Date::new(2026, 7, 31) },
        Cycle { names: &["22.04", "jammy"], end: Date::new(2027, 4, 30) },
        Cycle { names: &["24.04", "noble"], end: Date::new(2029, 4, 30) },
        Cycle { names: &["26.04", "resolute"], end: Date::new(2031, 4, 30) },
    ],
    current: &[],
    long_term: &[],
    source: "https://ubuntu.com/about/release-cycle",
};

/// Alpine.
pub const ALPINE: Calendar = Calendar {
    product: "Alpine",
    cycles: &[
        Cycle { names: &["2.6"], end: Date::new(2015, 5, 1) },
        Cycle { names: &["2.7", "2"], end: Date::new(2015, 11, 1) },
        Cycle { names: &["3.1"], end: Date::new(2016, 11, 1) },
        Cycle { names: &["3.2"], end: Date::new(2017, 5, 1) },
        Cycle { names: &["3.3"], end: Date::new(2017, 11, 1) },
        Cycle { names: &["3.4"], end: Date::new(2018, 5, 1) },
        Cycle { names: &["3.5"], end: Date::new(2018, 11, 1) },
        Cycle { names: &["3.6"], end: Date::new(2019, 5, 1) },
        Cycle { names: &["3.7"], end: Date::new(2019, 11, 1) },
        Cycle { names: &["3.8"], end: Date::new(2020, 5, 1) },
        Cycle { names: &["3.9"], end: Date::new(2020, 11, 1) },
        Cycle { names: &["3.10"], end: Date::new(2021, 5, 1) },
        Cycle { names: &["3.11"], end: Date::new(2021, 11, 1) },
        Cycle { names: &["3.12"], end: Date::new(2022, 5, 1) },
        Cycle { names: &["3.13"], end: Date::new(2022, 11, 1) },
        Cycle { names: &["3.14"], end: Date::new(2023, 5, 1) },
        Cycle { names: &["3.15"], end: Date::new(2023, 11, 1) },
        Cycle { names: &["3.16"], end: Date::new(2024, 5, 23) },
        Cycle { names: &["3.17"], end: Date::new(2024, 11, 22) },
        Cycle { names: &["3.18"], end: Date::new(2025, 5, 9) },
        Cycle { names: &["3.19"], end: Date::new(2025, 11, 1) },
        Cycle { names: &["3.20"], end: Date::new(2026, 4, 1) },
        Cycle { names: &["3.21"], end: Date::new(2026, 11, 1) },
        Cycle { names: &["3.22"], end: Date::new(2027, 5, 1) },
        Cycle { names: &["3.23"], end: Date::new(2027, 11, 1) },
    ],
    current: &["3.24"],
    long_term: &[],
    source: "https://alpinelinux.org/releases/",
};

/// Fedora.
pub const FEDORA: Calendar = Calendar {
    product: "Fedora",
    cycles: &[
        Cycle { names: &["20"], end: Date::new(2015, 6, 23) },
        Cycle { names: &["21"], end: Date::new(2015, 12, 1) },
        Cycle { names: &["22"], end: Date::new(2016, 7, 19) },
        Cycle { names: &["23"], end: Date::new(2016, 12, 20) },
        Cycle { names: &["24"], end: Date::new(2017, 8, 8) },
        Cycle { names: &["25"], end: Date::new(2017, 12, 12) },
        Cycle { names: &["26"], end: Date::new(2018, 5, 29) },
        Cycle { names: &["27"], end: Date::new(2018, 11, 30) },
        Cycle { names: &["28"], end: Date::new(2019, 5, 28) },
        Cycle { names: &["29"], end: Date::new(2019, 11, 26) },
        Cycle { names: &["30"], end: Date::new(2020, 5, 26) },
        Cycle { names: &["31"], end: Date::new(2020, 11, 24) },
        Cycle { names: &["32"], end: Date::new(2021, 5, 25) },
        Cycle { names: &["33"], end: Date::new(2021, 11, 30) },
        Cycle { names: &["34"], end: Date::new(2022, 6, 7) },
        Cycle { names: &["35"], end: Date::new(2022, 12, 13) },
        Cycle { names: &["36"], end: Date::new(2023, 5, 16) },
        Cycle { names: &["37"], end: Date::new(2023, 12, 5) },
        Cycle { names: &["38"], end: Date::new(2024, 5, 21) },
        Cycle { names: &["39"], end: Date::new(2024, 11, 26) },
        Cycle { names: &["40"], end: Date::new(2025, 5, 13) },
        Cycle { names: &["41"], end: Date::new(2025, 12, 15) },
        Cycle { names: &["42"], end: Date::new(2026, 5, 27) },
        Cycle { names: &["43"], end: Date::new(2026, 12, 9) },
    ],
    current: &["44", "45"],
    long_term: &[],
    source: "https://docs.fedoraproject.org/en-US/releases/eol/",
};

/// CentOS and CentOS Stream.
pub const CENTOS: Calendar = Calendar {
    product: "CentOS",
    cycles: &[
        Cycle { names: &["5", "centos5"], end: Date::new(2017, 3, 31) },
        Cycle { names: &["6", "centos6"], end: Date::new(2020, 11, 30) },
        Cycle { names: &["8", "centos8"], end: Date::new(2021, 12, 31) },
        Cycle { names: &["Stream 8", "stream8"], end: Date::new(2024, 5, 31) },
        Cycle { names: &["7", "centos7"], end: Date::new(2024, 6, 30) },
        Cycle { names: &["Stream 9", "stream9"], end: Date::new(2027, 5, 31) },
        Cycle { names: &["Stream 10", "stream10"], end: Date::new(2030, 1, 1) },
    ],
    current: &[],
    long_term: &[],
    source: "https://www.centos.org/cl-vs-cs/",
};

/// Rocky Linux, by major version.
pub const ROCKY_LINUX: Calendar = Calendar {
    product: "Rocky Linux",
    cycles: &[
        Cycle { names: &["8"], end: Date::new(2029, 5, 31) },
        Cycle { names: &["9"], end: Date::new(2032, 5, 31) },
        Cycle { names: &["10"], end: Date::new(2035, 5, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://wiki.rockylinux.org/rocky/version/",
};

/// AlmaLinux, by major version.
pub const ALMA_LINUX: Calendar = Calendar {
    product: "AlmaLinux",
    cycles: &[
        Cycle { names: &["8"], end: Date::new(2029, 3, 1) },
        Cycle { names: &["9"], end: Date::new(2032, 5, 31) },
        Cycle { names: &["10"], end: Date::new(2035, 5, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://wiki.almalinux.org/release-notes/",
};

/// Amazon Linux.
pub const AMAZON_LINUX: Calendar = Calendar {
    product: "Amazon Linux",
    cycles: &[
        Cycle { names: &["1", "2016.09", "2017.03", "2017.09", "2018.03"], end: Date::new(2023, 12, 31) },
        Cycle { names: &["2"], end: Date::new(2026, 6, 30) },
        Cycle { names: &["2023"], end: Date::new(2029, 6, 30) },
    ],
    current: &[],
    long_term: &[],
    source: "https://aws.amazon.com/amazon-linux-2/faqs/",
};

/// Oracle Linux, to the end of premier support.
pub const ORACLE_LINUX: Calendar = Calendar {
    product: "Oracle Linux",
    cycles: &[
        Cycle { names: &["5"], end: Date::new(2017, 6, 30) },
        Cycle { names: &["6"], end: Date::new(2021, 3, 31) },
        Cycle { names: &["7"], end: Date::new(2024, 12, 31) },
        Cycle { names: &["8"], end: Date::new(2029, 7, 31) },
        Cycle { names: &["9"], end: Date::new(2032, 6, 30) },
    ],
    current: &["10"],
    long_term: &[],
    source: "https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf",
};

/// Red Hat Enterprise Linux, for the universal base images.
pub const RED_HAT: Calendar = Calendar {
    product: "Red Hat Enterprise Linux",
    cycles: &[
        Cycle { names: &["7"], end: Date::new(2024, 6, 30) },
        Cycle { names: &["8"], end: Date::new(2029, 5, 31) },
        Cycle { names: &["9"], end: Date::new(2032, 5, 31) },
        Cycle { names: &["10"], end: Date::new(2035, 5, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://access.redhat.com/support/policy/updates/errata",
};

/// openSUSE Leap.
pub const OPENSUSE_LEAP: Calendar = Calendar {
    product: "openSUSE Leap",
    cycles: &[
        Cycle { names: &["42.1"], end: Date::new(2017, 5, 17) },
        Cycle { names: &["42.2"], end: Date::new(2018, 1, 26) },
        Cycle { names: &["42.3", "42"], end: Date::new(2019, 7, 1) },
        Cycle { names: &["15.0"], end: Date::new(2019, 12, 3) },
        Cycle { names: &["15.1"], end: Date::new(2021, 2, 2) },
        Cycle { names: &["15.2"], end: Date::new(2022, 1, 4) },
        Cycle { names: &["15.3"], end: Date::new(2022, 12, 31) },
        Cycle { names: &["15.4"], end: Date::new(2023, 12, 7) },
        Cycle { names: &["15.5"], end: Date::new(2024, 12, 31) },
        Cycle { names: &["15.6", "15"], end: Date::new(2026, 4, 30) },
        Cycle { names: &["16.0"], end: Date::new(2027, 10, 31) },
    ],
    current: &[],
    long_term: &[],
    source: "https://en.opensuse.org/Lifetime",
};
