//! Moments, read in the forms in which portals write them.

use crate::json::Json;

const SECOND: i64 = 1_000;
const DAY: i64 = 86_400 * SECOND;

/// A moment: milliseconds since the beginning of 1970, UTC. What is finer is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Reads RFC 3339, also with a blank for the `T`, without seconds, without a zone (then it is
    /// UTC), or a date alone (its first moment in UTC); or Unix seconds, in 9 to 11 digits.
    ///
    /// ```
    /// use badgepack::issuer::Instant;
    /// assert_eq!(Instant::parse("2024-02-29T00:00:00+01:00"), Instant::parse("2024-02-28T23:00:00Z"));
    /// assert_eq!(Instant::parse("1709164800"), Instant::parse("2024-02-29"));
    /// assert_eq!(Instant::parse("yesterday"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let bytes = text.as_bytes();
        if bytes.get(4) != Some(&b'-') {
            // Fewer digits would be a year, or a date without its dashes.
            let seconds = digits(bytes, 0, bytes.len()).filter(|_| (9..=11).contains(&bytes.len()))?;
            return Some(Self(seconds * SECOND));
        }
        let (year, month, day) = (digits(bytes, 0, 4)?, digits(bytes, 5, 2)?, digits(bytes, 8, 2)?);
        let is_date = bytes.get(7) == Some(&b'-') && (1..=12).contains(&month);
        if !is_date || day < 1 || day > days_of(year, month) {
            return None;
        }
        let midnight = days_before(year, month, day) * DAY;
        match bytes.get(10) {
            None => Some(Self(midnight)),
            Some(b'T' | b't' | b' ') => time(bytes.get(11..)?).map(|ms| Self(midnight + ms)),
            Some(_) => None,
        }
    }

    /// Reads a text, as [`parse`](Self::parse) does, or a number of Unix seconds.
    pub(crate) fn of(value: &Json<'_>) -> Option<Self> {
        match value {
            Json::Text(text) => Self::parse(text),
            _ => Some(Self(value.number::<i64>()?.checked_mul(SECOND)?)),
        }
    }

    /// The days before it since the beginning of 1970, UTC.
    pub(crate) fn days(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The day on which it falls in UTC, as `2024-02-29`.
    pub fn day(self) -> String {
        let (year, month, day) = date(self.days());
        let mut out = String::new();
        for (number, width, after) in [(year, 4, "-"), (month, 2, "-"), (day, 2, "")] {
            padded(&mut out, number, width);
            out.push_str(after);
        }
        out
    }
}

impl std::fmt::Display for Instant {
    /// RFC 3339 in UTC; milliseconds only where there are any.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = self.day();
        let ms = self.0.rem_euclid(DAY);
        let parts = [("T", ms / (3_600 * SECOND), 2), (":", ms / (60 * SECOND) % 60, 2), (":", ms / SECOND % 60, 2)];
        for (before, number, width) in parts {
            out.push_str(before);
            padded(&mut out, number, width);
        }
        if ms % SECOND != 0 {
            out.push('.');
            padded(&mut out, ms % SECOND, 3);
        }
        out.push('Z');
        f.write_str(&out)
    }
}

/// `hh:mm[:ss[.fraction]]` and a zone, as milliseconds after midnight in UTC.
fn time(bytes: &[u8]) -> Option<i64> {
    let (hour, minute) = (digits(bytes, 0, 2)?, digits(bytes, 3, 2)?);
    let mut rest = bytes.get(5..)?;
    let (mut second, mut ms) = (0, 0);
    if rest.first() == Some(&b':') {
        second = digits(rest, 1, 2)?;
        rest = rest.get(3..)?;
        if let Some(b'.' | b',') = rest.first() {
            let len = rest.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
            let fraction = rest.get(1..1 + len).filter(|fraction| !fraction.is_empty())?;
            ms = (0..3).fold(0, |ms, at| ms * 10 + fraction.get(at).map_or(0, |digit| i64::from(digit - b'0')));
            rest = rest.get(1 + len..)?;
        }
    }
    // 60 is a leap second, and the next minute's beginning for all who do not count those.
    let is_time = bytes.get(2) == Some(&b':') && hour < 24 && minute < 60 && second <= 60;
    is_time.then_some(())?;
    Some(((hour * 60 + minute - zone(rest)?) * 60 + second) * SECOND + ms)
}

/// The minutes by which a zone is ahead of UTC: `Z`, `+hh:mm`, `+hhmm`, `+hh`, or nothing.
fn zone(bytes: &[u8]) -> Option<i64> {
    let sign = match bytes.first() {
        None => return Some(0),
        Some(b'Z' | b'z') => return (bytes.len() == 1).then_some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let minutes = match bytes.len() {
        3 => 0,
        5 => digits(bytes, 3, 2)?,
        6 if bytes.get(3) == Some(&b':') => digits(bytes, 4, 2)?,
        _ => return None,
    };
    let hours = digits(bytes, 1, 2)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// So many digits from this byte on.
fn digits(bytes: &[u8], at: usize, len: usize) -> Option<i64> {
    bytes.get(at..at + len)?.iter().try_fold(0, |number, byte| match byte {
        b'0'..=b'9' => Some(number * 10 + i64::from(byte - b'0')),
        _ => None,
    })
}

fn padded(out: &mut String, number: i64, width: usize) {
    let text = number.to_string();
    (text.len()..width).for_each(|_| out.push('0'));
    out.push_str(&text);
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date: years begin in March, so that leap days come last (Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// The date that is so many days after 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let (era, of_era) = ((days + 719_468).div_euclid(146_097), (days + 719_468).rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (era * 400 + year, month, day)
}
