//! A calendar day, and nothing else about time.

use std::fmt;

/// A day of the Gregorian calendar; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day; the tables' tests see to it that it exists.
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Whether the calendar has such a day.
    pub fn exists(self) -> bool {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=days).contains(&self.day)
    }
}

impl fmt::Display for Date {
    /// As `2026-11-21`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_ordered_and_shown_year_first() {
        assert!(Date::new(2025, 12, 31) < Date::new(2026, 1, 1));
        assert!(Date::new(2026, 2, 9) < Date::new(2026, 2, 10));
        assert_eq!(Date::new(2026, 1, 5).to_string(), "2026-01-05");
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told() {
        assert!(Date::new(2024, 2, 29).exists());
        assert!(!Date::new(2025, 2, 29).exists());
        assert!(!Date::new(2025, 4, 31).exists());
        assert!(!Date::new(2025, 13, 1).exists());
        assert!(!Date::new(2025, 0, 1).exists());
        assert!(!Date::new(2025, 1, 0).exists());
    }
}
