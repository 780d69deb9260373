//! Dates and times as Go's YAML library knows them: `2024-01-01`, `2024-01-01 10:00:00`, `2024-01-01T10:00:00Z`.
//!
//! Plain scalars that look so are no texts, which surprises wherever one is meant.

/// The date or time as Go prints it; `None` where the text is none.
pub(super) fn parse(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-').filter(|(year, _)| year.len() == 4)?;
    let year: u32 = number(year, 4)?;
    let (month, rest) = rest.split_once('-')?;
    let day_length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = rest.split_at_checked(day_length)?;
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    if !(1..=12).contains(&month) || !(1..=days(year, month)).contains(&day) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if rest.is_empty() {
        return Some(format!("{date} 00:00:00 +0000 UTC"));
    }
    if let Some(time) = rest.strip_prefix(' ') {
        let (time, rest) = clock(time.trim_start_matches(' '))?;
        return rest.is_empty().then(|| format!("{date} {time} +0000 UTC"));
    }
    let (time, rest) = clock(rest.strip_prefix(['T', 't'])?)?;
    Some(format!("{date} {time} {}", zone(rest)?))
}

/// Hours, minutes and seconds, and what follows them.
fn clock(text: &str) -> Option<(String, &str)> {
    let (hours, rest) = text.split_once(':')?;
    let (minutes, rest) = rest.split_once(':')?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (seconds, mut rest) = rest.split_at_checked(length)?;
    let (hours, minutes, seconds) = (number(hours, 2)?, number(minutes, 2)?, number(seconds, 2)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let mut time = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let digits = fraction.get(..length.min(9))?.trim_end_matches('0');
        if length == 0 {
            return None;
        }
        if !digits.is_empty() {
            time.push('.');
            time.push_str(digits);
        }
        rest = fraction.get(length..)?;
    }
    Some((time, rest))
}

/// `Z`, or `+02:00`.
fn zone(text: &str) -> Option<String> {
    if text == "Z" {
        return Some("+0000 UTC".to_owned());
    }
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 || number(hours, 2)? > 24 || number(minutes, 2)? > 59 {
        return None;
    }
    if (hours, minutes) == ("00", "00") {
        return Some("+0000 UTC".to_owned());
    }
    let offset = format!("{}{hours}{minutes}", text.get(..1)?);
    Some(format!("{offset} {offset}"))
}

/// A number of at least one and at most so many digits.
fn number(text: &str, most: usize) -> Option<u32> {
    let is_number = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// How many days a month has.
fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
