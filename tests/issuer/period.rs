//! Periods, against a filter that knows nothing of ours; and moments, against another crate's.

use crate::estate::{Estate, award};
use crate::sheet::{options, sheet};
use badgepack::issuer::table::Options;
use badgepack::issuer::{Instant, Period};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Moments of three centuries, and often those near the ends of days, years and February.
fn moments() -> impl Strategy<Value = i64> {
    let near = prop_oneof![
        Just("2024-02-29T00:00:00Z"),
        Just("2023-03-01T00:00:00Z"),
        Just("2000-02-29T23:59:59Z"),
        Just("1900-03-01T00:00:00Z"),
        Just("2024-12-31T23:00:00Z"),
        Just("2024-03-31T01:00:00Z"),
        Just("2024-10-27T01:00:00Z"),
    ];
    let near = (near, -2_000i64..2_000).prop_map(|(at, ms)| at.parse::<Timestamp>().unwrap().as_millisecond() + ms);
    prop_oneof![near, -2_208_988_800_000i64..4_102_444_800_000]
}

/// A moment in one of the forms in which portals write it, with what it is worth then.
fn written(ms: i64, form: usize, zone: &str) -> (Value, i64) {
    let moment = Timestamp::from_millisecond(ms).unwrap();
    let zoned = moment.to_zoned(TimeZone::get(zone).unwrap());
    let second = ms.div_euclid(1_000) * 1_000;
    match form {
        0 => (json!(format!("{moment:.6}")), ms),
        1 => (json!(zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()), ms),
        2 => (json!(zoned.strftime("%Y-%m-%d %H:%M:%S%z").to_string()), second),
        3 => (json!(moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()), second),
        4 => (json!(second / 1_000), second),
        5 => (json!(moment.strftime("%Y-%m-%d").to_string()), ms.div_euclid(86_400_000) * 86_400_000),
        _ => (json!("at some time"), i64::MIN),
    }
}

/// Zones whose offsets are whole minutes at all times that matter here.
const ZONES: [&str; 5] = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"];

proptest! {
    #[test]
    fn moments_are_read_as_another_crate_writes_them(ms in 0i64..4_102_444_800_000, form in 0usize..6, zone in 0usize..5) {
        let (value, expected) = written(ms, form, ZONES[zone]);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // Unix seconds of before 1973 look like dates.
        prop_assume!(form != 4 || ms > 100_000_000_000);
        prop_assert_eq!(Instant::parse(&text), Some(Instant(expected)), "{}", text);
    }

    #[test]
    fn moments_are_written_as_another_crate_reads_them(ms in moments()) {
        let text = Instant(ms).to_string();
        prop_assert_eq!(text.parse::<Timestamp>().unwrap().as_millisecond(), ms, "{}", &text);
        prop_assert_eq!(Instant::parse(&text), Some(Instant(ms)));
    }

    #[test]
    fn dates_are_those_of_the_calendar(year in 0i16..=9999, month in 0i8..15, day in 0i8..34) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let expected = Date::new(year, month, day).ok().map(|date| date.to_zoned(TimeZone::UTC).unwrap().timestamp());
        prop_assert_eq!(Instant::parse(&text), expected.map(|at| Instant(at.as_millisecond())), "{}", &text);
        if let Some(moment) = Instant::parse(&text) {
            prop_assert_eq!(moment.day(), text);
        }
    }

    #[test]
    fn no_text_breaks_the_reading(text in "[-0-9TZ:.+ ]{0,30}|\\PC{0,20}") {
        let _ = Instant::parse(&text);
    }

    #[test]
    fn a_period_has_what_a_naive_filter_finds(
        dates in proptest::collection::vec((moments(), 0usize..7, 0usize..5), 1..20), from in proptest::option::of(moments()), until in proptest::option::of(moments())
    ) {
        let Ok(period) = Period::new(from.map(Instant), until.map(Instant)) else {
            return Ok(());
        };
        let mut all = Vec::new();
        let mut expected = Vec::new();
        let mut undated = 0;
        for (at, (ms, form, zone)) in dates.iter().enumerate() {
            // Zones were not whole minutes once; Unix seconds are positive in what portals write.
            let form = if *ms < 0 && *form != 6 { 0 } else { *form };
            let (value, worth) = written(*ms, form, ZONES[*zone]);
            let mut one = award(100 - at);
            one["issuedOn"] = value;
            all.push(one);
            let is_in = from.is_none_or(|from| worth >= from) && until.is_none_or(|until| worth < until);
            undated += u64::from(form == 6);
            if is_in || form == 6 {
                expected.push(format!("a{}", 100 - at));
            }
        }
        let found = sheet(&Estate::of(all), Options { period, ..options() });
        match found {
            Err(error) => {
                prop_assert!(expected.is_empty());
                prop_assert_eq!(error.code(), "empty-period");
            }
            Ok(sheet) => {
                prop_assert_eq!(sheet.column("Assertion ID"), expected);
                prop_assert_eq!(sheet.summary.tally.undated, undated);
            }
        }
    }
}

#[test]
fn what_is_no_moment_is_none() {
    for text in [
        "",
        "2024",
        "20240229",
        "-123456789",
        "2024-2-3",
        "2023-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-00",
        "2024-01-01T",
        "2024-01-01T24:00:00Z",
        "2024-01-01T10:60Z",
        "2024-01-01T10:00:61Z",
        "2024-01-01T10:00:00.Z",
        "2024-01-01T10:00:00+24:00",
        "2024-01-01T10:00:00+1",
        "2024-01-01T10:00:00Zx",
        "2024-01-01X10:00",
        "123456789012",
    ] {
        assert_eq!(Instant::parse(text), None, "{text}");
    }
    assert_eq!(Instant::parse("2016-12-31T23:59:60Z"), Instant::parse("2017-01-01"), "a leap second");
    assert_eq!(Instant::parse("2024-01-01T10:00"), Instant::parse("2024-01-01t10:00:00.000z"));
}
