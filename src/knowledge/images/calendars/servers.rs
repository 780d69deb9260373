//! Calendars of web servers, proxies and brokers; see the parent for what a date means.
//!
//! A bare major version is listed where it can only mean a cycle that is over (`python:2`).

use super::{Calendar, Cycle};
use crate::knowledge::images::Date;

/// nginx: a stable branch is over when the next one appears, and so is a mainline branch.
pub const NGINX: Calendar = Calendar {
    product: "nginx",
    cycles: &[
        Cycle { names: &["1.6"], end: Date::new(2015, 4, 21) },
        Cycle { names: &["1.8"], end: Date::new(2016, 4, 26) },
        Cycle { names: &["1.9"], end: Date::new(2016, 5, 24) },
        Cycle { names: &["1.10"], end: Date::new(2017, 4, 12) },
        Cycle { names: &["1.11"], end: Date::new(2017, 4, 25) },
        Cycle { names: &["1.12"], end: Date::new(2018, 4, 17) },
        Cycle { names: &["1.13"], end: Date::new(2018, 6, 5) },
        Cycle { names: &["1.14"], end: Date::new(2019, 4, 23) },
        Cycle { names: &["1.15"], end: Date::new(2019, 5, 21) },
        Cycle { names: &["1.16"], end: Date::new(2020, 4, 20) },
        Cycle { names: &["1.17"], end: Date::new(2020, 5, 26) },
        Cycle { names: &["1.18"], end: Date::new(2021, 4, 20) },
        Cycle { names: &["1.19"], end: Date::new(2021, 5, 25) },
        Cycle { names: &["1.20"], end: Date::new(2022, 5, 24) },
        Cycle { names: &["1.21"], end: Date::new(2022, 6, 21) },
        Cycle { names: &["1.22"], end: Date::new(2023, 4, 11) },
        Cycle { names: &["1.23"], end: Date::new(2023, 5, 23) },
        Cycle { names: &["1.24"], end: Date::new(2024, 4, 23) },
        Cycle { names: &["1.25"], end: Date::new(2024, 5, 29) },
        Cycle { names: &["1.26"], end: Date::new(2025, 4, 23) },
        Cycle { names: &["1.27"], end: Date::new(2025, 6, 24) },
        Cycle { names: &["1.28"], end: Date::new(2026, 4, 14) },
        Cycle { names: &["1.29"], end: Date::new(2026, 5, 13) },
    ],
    current: &["1.30", "1.31"],
    long_term: &[],
    source: "https://endoflife.date/nginx",
};

/// The Apache HTTP Server.
pub const HTTPD: Calendar = Calendar {
    product: "Apache HTTP Server",
    cycles: &[Cycle { names: &["2.2"], end: Date::new(2017, 7, 11) }],
    current: &["2.4"],
    long_term: &[],
    source: "https://httpd.apache.org/dev/release.html",
};

/// HAProxy; where only the quarter is published, its last day stands here.
pub const HAPROXY: Calendar = Calendar {
    product: "HAProxy",
    cycles: &[
        Cycle { names: &["1.9"], end: Date::new(2020, 7, 31) },
        Cycle { names: &["2.1"], end: Date::new(2021, 3, 18) },
        Cycle { names: &["1.7"], end: Date::new(2021, 12, 31) },
        Cycle { names: &["2.3"], end: Date::new(2022, 7, 27) },
        Cycle { names: &["1.8"], end: Date::new(2022, 12, 9) },
        Cycle { names: &["2.5"], end: Date::new(2023, 5, 2) },
        Cycle { names: &["2.0"], end: Date::new(2024, 4, 5) },
        Cycle { names: &["2.7"], end: Date::new(2024, 4, 5) },
        Cycle { names: &["2.9"], end: Date::new(2025, 3, 21) },
        Cycle { names: &["2.2"], end: Date::new(2025, 4, 23) },
        Cycle { names: &["3.1"], end: Date::new(2026, 3, 31) },
        Cycle { names: &["2.4"], end: Date::new(2026, 6, 30) },
        Cycle { names: &["3.3"], end: Date::new(2027, 3, 31) },
        Cycle { names: &["2.6"], end: Date::new(2027, 6, 30) },
        Cycle { names: &["2.8"], end: Date::new(2028, 6, 30) },
        Cycle { names: &["3.0"], end: Date::new(2029, 6, 30) },
        Cycle { names: &["3.2"], end: Date::new(2030, 6, 30) },
        Cycle { names: &["3.4"], end: Date::new(2031, 6, 30) },
    ],
    current: &[],
    long_term: &["2.8", "3.0", "3.2", "3.4"],
    source: "https://www.haproxy.org/",
};

/// Traefik: a version is over when the next one appears. The last one of major version 2 still got fixes after its
/// published end, so it is not listed.
pub const TRAEFIK: Calendar = Calendar {
    product: "Traefik",
    cycles: &[
        Cycle { names: &["2.0"], end: Date::new(2019, 12, 11) },
        Cycle { names: &["2.1"], end: Date::new(2020, 3, 25) },
        Cycle { names: &["2.2"], end: Date::new(2020, 9, 23) },
        Cycle { names: &["2.3"], end: Date::new(2021, 1, 19) },
        Cycle { names: &["2.4"], end: Date::new(2021, 8, 17) },
        Cycle { names: &["1.7", "1"], end: Date::new(2021, 12, 31) },
        Cycle { names: &["2.5"], end: Date::new(2022, 1, 24) },
        Cycle { names: &["2.6"], end: Date::new(2022, 5, 24) },
        Cycle { names: &["2.7"], end: Date::new(2022, 6, 29) },
        Cycle { names: &["2.8"], end: Date::new(2022, 10, 3) },
        Cycle { names: &["2.9"], end: Date::new(2023, 4, 24) },
        Cycle { names: &["2.10"], end: Date::new(2024, 2, 12) },
        Cycle { names: &["3.0"], end: Date::new(2024, 7, 15) },
        Cycle { names: &["3.1"], end: Date::new(2024, 10, 28) },
        Cycle { names: &["3.2"], end: Date::new(2025, 1, 6) },
        Cycle { names: &["3.3"], end: Date::new(2025, 5, 5) },
        Cycle { names: &["3.4"], end: Date::new(2025, 7, 23) },
        Cycle { names: &["3.5"], end: Date::new(2025, 11, 7) },
        Cycle { names: &["3.6"], end: Date::new(2026, 8, 16) },
    ],
    current: &["3.7"],
    long_term: &[],
    source: "https://doc.traefik.io/traefik/deprecation/releases/",
};

/// Varnish.
pub const VARNISH: Calendar = Calendar {
    product: "Varnish",
    cycles: &[
        Cycle { names: &["7.0"], end: Date::new(2022, 9, 15) },
        Cycle { names: &["7.1"], end: Date::new(2023, 3, 15) },
        Cycle { names: &["7.2"], end: Date::new(2023, 9, 15) },
        Cycle { names: &["7.3"], end: Date::new(2024, 3, 15) },
        Cycle { names: &["7.4"], end: Date::new(2024, 9, 15) },
        Cycle { names: &["7.5"], end: Date::new(2025, 3, 15) },
        Cycle { names: &["7.6"], end: Date::new(2025, 9, 15) },
        Cycle { names: &["7.7", "7"], end: Date::new(2026, 3, 15) },
        Cycle { names: &["8.0"], end: Date::new(2026, 9, 15) },
    ],
    current: &["6.0", "9.0"],
    long_term: &[],
    source: "https://varnish-cache.org/releases/",
};

/// RabbitMQ, to the end of community support.
pub const RABBITMQ: Calendar = Calendar {
    product: "RabbitMQ",
    cycles: &[
        Cycle { names: &["3.6"], end: Date::new(2018, 5, 31) },
        Cycle { names: &["3.7"], end: Date::new(2020, 9, 30) },
        Cycle { names: &["3.8"], end: Date::new(2022, 7, 31) },
        Cycle { names: &["3.10"], end: Date::new(2022, 9, 28) },
        Cycle { names: &["3.9"], end: Date::new(2023, 1, 31) },
        Cycle { names: &["3.11"], end: Date::new(2023, 6, 1) },
        Cycle { names: &["3.12"], end: Date::new(2024, 2, 21) },
        Cycle { names: &["3.13", "3"], end: Date::new(2024, 9, 17) },
        Cycle { names: &["4.0"], end: Date::new(2025, 4, 15) },
        Cycle { names: &["4.1"], end: Date::new(2026, 1, 30) },
    ],
    current: &["4.2"],
    long_term: &[],
    source: "https://www.rabbitmq.com/release-information",
};
