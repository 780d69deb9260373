//! By which versions data has to go, where the newest one does not read it as it is.
//!
//! As of November 2026, each from the page of its makers that is named. Start with [`way_of_data`].

use super::calendars::EndOfLife;

/// A product and the versions that lie in the way.
struct Steps {
    product: &'static str,
    /// The version that data comes from; one that ends in a dot is the beginning of several.
    from: &'static str,
    /// What lies in the way, as the end of a sentence.
    way: &'static str,
}

const STEPS: &[Steps] = &[
    // <https://dev.mysql.com/doc/refman/8.4/en/upgrade-paths.html>
    Steps { product: "MySQL", from: "8.0", way: "its data goes through 8.4 first" },
    Steps { product: "MySQL", from: "5.7", way: "its data goes through 8.0 and 8.4 first, or by a dump" },
    Steps { product: "MySQL", from: "5.", way: "its data goes through 5.7, 8.0 and 8.4 first, or by a dump" },
    // <https://www.rabbitmq.com/docs/upgrade>
    Steps {
        product: "RabbitMQ",
        from: "3.",
        way: "its data goes through 3.13 first, with `rabbitmqctl enable_feature_flag all` there",
    },
    // <https://www.elastic.co/docs/deploy-manage/upgrade>
    Steps {
        product: "Elastic Stack",
        from: "7",
        way: "its data goes through 8.19 first, where old indices are made anew",
    },
];

/// What data of a version that is over has to go through; `None` where the next version reads it, or nothing is known.
pub fn way_of_data(end: &EndOfLife) -> Option<&'static str> {
    let fits = |from: &str| end.cycle == from || from.ends_with('.') && end.cycle.starts_with(from);
    STEPS.iter().find(|steps| steps.product == end.product && fits(steps.from)).map(|steps| steps.way)
}

#[cfg(test)]
mod tests {
    use super::way_of_data;
    use crate::knowledge::images::lookup;

    #[test]
    fn versions_that_are_over_have_their_ways() {
        let way = |name: &str, tag: &str| lookup(name, Some(tag)).and_then(|image| way_of_data(&image.end_of_life()?));
        assert!(way("mysql", "8.0").is_some_and(|way| way.contains("through 8.4")));
        assert!(way("mysql", "5.7").is_some_and(|way| way.contains("8.0 and 8.4")));
        assert!(way("mysql", "5.6").is_some_and(|way| way.contains("5.7, 8.0")));
        assert!(way("rabbitmq", "3.12-management").is_some_and(|way| way.contains("3.13")));
        assert!(way("elasticsearch", "7.17.8").is_some_and(|way| way.contains("8.19")));
        assert!(way("mysql", "8.4").is_none() && way("mongo", "4.4").is_none());
    }
}
