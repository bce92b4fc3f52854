//! Dates: ISO 8601 as it is, and the Unix seconds of old badges and of JWTs as ISO 8601.

use super::fields::{Family, Field, Names, Pass, Shape, Way};
use serde_json::Value;

/// The first second behind the year 9999.
const END: u64 = 253_402_300_800;

/// Reads or writes a date.
pub(super) fn field<P: Pass>(pass: &mut P, names: Names, value: &mut Option<String>) {
    let mut date = Date(value.take());
    pass.field(names, &mut date);
    *value = date.0;
}

#[derive(Default, PartialEq)]
struct Date(Option<String>);

impl Shape for Date {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        let is_number = value.is_number();
        let rest = self.0.read(value.clone(), family);
        // Text of digits alone is seconds, unless it is so short that it is a year or a day like 20110101.
        let date = self.0.as_deref().and_then(|text| {
            let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
            let is_seconds = is_number || seconds.len() > 8;
            seconds
                .parse()
                .ok()
                .filter(|seconds| is_seconds && (0..END).contains(seconds))
                .map(|at| (iso(at), fraction))
        });
        match date {
            Some((date, fraction)) => {
                let is_whole = fraction.bytes().all(|digit| digit == b'0');
                self.0 = Some(date);
                if is_whole { rest } else { Some(value) }
            }
            None if is_number => {
                self.0 = None;
                Some(value)
            }
            None => rest,
        }
    }

    fn says(&self) -> bool {
        self.0.is_some()
    }
}

impl Field for Date {
    fn write(self, way: Way) -> Value {
        self.0.write(way)
    }
}

/// Seconds since 1970 as ISO 8601, in UTC.
fn iso(seconds: u64) -> String {
    let (mut days, of_day) = ((seconds / 86_400) as u32, (seconds % 86_400) as u32);
    let (mut year, mut month) = (1970, 1);
    loop {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + u32::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if days < length {
            break;
        }
        days -= length;
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    let mut out = b"0000-00-00T00:00:00Z".to_vec();
    for (mut number, end) in
        [(year, 4), (month, 7), (days + 1, 10), (of_day / 3600, 13), (of_day / 60 % 60, 16), (of_day % 60, 19)]
    {
        for digit in out.iter_mut().take(end).rev().take(if end == 4 { 4 } else { 2 }) {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_a_date() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_293_839_999, "2010-12-31T23:59:59Z"),
            (1_293_840_000, "2011-01-01T00:00:00Z"),
            (1_709_208_000, "2024-02-29T12:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (END - 1, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(iso(seconds), date);
        }
    }
}
