//! A moment as people write it, in universal time.

use crate::lint::Date;

/// A moment of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    day: Date,
    hour: u64,
    minute: u64,
    second: u64,
}

impl Moment {
    /// Seconds since 1970; what no calendar of four digits has is its first day.
    pub fn of(seconds: u64) -> Self {
        let rest = seconds % 86_400;
        let day = Date::from_days(seconds / 86_400).unwrap_or(Date::new(1970, 1, 1));
        Self { day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }

    /// `20260131_235959`
    pub fn digits(self) -> String {
        let Self { day, hour, minute, second } = self;
        format!("{}_{hour:02}{minute:02}{second:02}", day.to_string().replace('-', ""))
    }

    /// `2026-01-31 23:59:59`
    pub fn words(self) -> String {
        let Self { day, hour, minute, second } = self;
        format!("{day} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn the_calendar_is_right() {
        for (seconds, words) in [
            (0, "1970-01-01 00:00:00"),
            (951_782_399, "2000-02-28 23:59:59"),
            (951_782_400, "2000-02-29 00:00:00"),
            (951_868_800, "2000-03-01 00:00:00"),
            (1_735_689_599, "2024-12-31 23:59:59"),
            (4_107_542_400, "2100-03-01 00:00:00"),
        ] {
            assert_eq!(Moment::of(seconds).words(), words);
        }
        assert_eq!(Moment::of(951_782_399).digits(), "20000228_235959");
    }
}
