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

    /// Reads `2026-11-21`; `None` where it is no day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let date = Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        (parts.next().is_none() && date.exists()).then_some(date)
    }

    /// The day that many days after 1 January 1970; `None` beyond the year 9999.
    pub fn from_days(days: u64) -> Option<Self> {
        // The civil calendar counted from 1 March of the year 0, in eras of 400 years.
        let shifted = days.checked_add(719_468)?;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
        Some(Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
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
    fn days_are_read_and_counted() {
        assert_eq!(Date::parse("2026-11-21"), Some(Date::new(2026, 11, 21)));
        for text in ["2026-11-31", "2026-1-05", "26-01-05", "2026-11-21-1", "2026/11/21", "", "soon", "+026-01-01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::from_days(0), Some(Date::new(1970, 1, 1)));
        assert_eq!(Date::from_days(11_016), Some(Date::new(2000, 2, 29)));
        assert_eq!(Date::from_days(20_778), Some(Date::new(2026, 11, 21)));
        assert_eq!(Date::from_days(u64::MAX), None);
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
