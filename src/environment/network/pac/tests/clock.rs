//! Scripts that go by the clock. All at 10:30:15 on Tuesday, 3 March 2026 in Japan, which is 01:30:15 in Greenwich,
//! unless another time is given.

use super::*;

#[rustfmt::skip]
const USUAL: &[(&str, &str)] = &[
    ("weekdayRange('TUE')", "true"),
    ("weekdayRange('MON')", "false"),
    ("weekdayRange('MON', 'FRI')", "true"),
    ("weekdayRange('FRI', 'TUE')", "true"),
    ("weekdayRange('FRI', 'MON')", "false"),
    ("weekdayRange('TUE', 'GMT')", "true"),
    ("weekdayRange('WED', 'FRI', 'GMT')", "false"),
    ("weekdayRange('tue')", "false"),
    ("weekdayRange()", "false"),
    ("weekdayRange('GMT')", "false"),
    ("weekdayRange('toString')", "false"),
    ("dateRange(3)", "true"),
    ("dateRange('3')", "true"),
    ("dateRange(4)", "false"),
    ("dateRange('MAR')", "true"),
    ("dateRange('APR')", "false"),
    ("dateRange('MARCH')", "false"),
    ("dateRange(2026)", "true"),
    ("dateRange(2025)", "false"),
    ("dateRange(1, 15)", "true"),
    ("dateRange(4, 15)", "false"),
    ("dateRange(25, 5)", "true"),
    ("dateRange('JAN', 'APR')", "true"),
    ("dateRange('APR', 'JUN')", "false"),
    ("dateRange('NOV', 'APR')", "true"),
    ("dateRange('JAN', 'FEB')", "true"), // From 31 December, February ends on 3 March.
    ("dateRange(2025, 2027)", "true"),
    ("dateRange(2027, 2030)", "false"),
    ("dateRange(1, 'JAN', 3, 'MAR')", "true"),
    ("dateRange(1, 'JAN', 2, 'MAR')", "false"),
    ("dateRange(20, 'DEC', 5, 'MAR')", "true"),
    ("dateRange('JAN', 2026, 'MAR', 2026)", "true"),
    ("dateRange(4, 'MAR', 2025, 2, 'MAR', 2026)", "false"),
    ("dateRange(4, 'MAR', 2025, 3, 'MAR', 2026)", "true"),
    ("dateRange(1, 'MAR', 2026, 31, 'MAR', 2026, 'GMT')", "true"),
    ("dateRange(3, 'GMT')", "true"),
    ("dateRange()", "false"),
    ("dateRange('GMT')", "false"),
    ("timeRange(10)", "true"),
    ("timeRange('10')", "true"),
    ("timeRange(1, 'GMT')", "true"),
    ("timeRange(10, 'GMT')", "false"),
    ("timeRange(9, 10)", "true"),
    ("timeRange(11, 12)", "false"),
    ("timeRange(22, 11)", "false"), // Two hours never go past midnight.
    ("timeRange(0, 2, 'GMT')", "true"),
    ("timeRange(8, 30, 17, 0)", "true"),
    ("timeRange(10, 31, 17, 0)", "false"),
    ("timeRange(8, 0, 10, 30)", "true"), // To the end of the minute.
    ("timeRange(8, 0, 10, 29)", "false"),
    ("timeRange(22, 0, 11, 0)", "true"),
    ("timeRange(22, 0, 6, 0)", "false"),
    ("timeRange(10, 30, 15, 10, 30, 15)", "true"),
    ("timeRange(10, 30, 16, 11, 0, 0)", "false"),
    ("timeRange(1, 0, 2, 0, 'GMT')", "true"),
    ("timeRange(10, 0, 11, 0, 'GMT')", "false"),
    ("timeRange()", "false"),
    ("timeRange(1, 2, 3)", "Failed"),
];

#[test]
fn ranges_are_as_in_browsers() {
    let wrong: Vec<String> = USUAL
        .iter()
        .map(|(expression, expected)| (expression, expected, value(expression)))
        .filter(|(_, expected, value)| value != *expected)
        .map(|(expression, expected, value)| format!("{expression}: {value} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_day_in_greenwich_is_another_in_the_morning() {
    let morning = || Small::at("2026-03-01T08:00:00+09:00[Asia/Tokyo]");
    for (expression, expected) in [
        ("weekdayRange('SUN')", "true"),
        ("weekdayRange('SAT', 'GMT')", "true"),
        ("dateRange(28, 'GMT')", "true"),
        ("dateRange('FEB', 'GMT')", "true"),
        ("dateRange(1)", "true"),
        ("timeRange(23, 'GMT')", "true"),
        ("dateRange(28, 'FEB', 28, 'FEB', 'GMT')", "true"),
        ("dateRange(28, 'FEB', 28, 'FEB')", "false"),
    ] {
        assert_eq!(value_in(morning(), expression), expected, "{expression}");
    }
}

#[test]
fn the_clock_of_the_language_is_the_machines() {
    let now = "tue mar 03 2026 10:30:15 gmt+0900";
    for (expression, expected) in [
        ("new Date().getTime()", "1772501415000"),
        ("Date.now()", "1772501415000"),
        ("new Date().getHours()", "10"),
        ("new Date().getUTCHours()", "1"),
        ("new Date().getDay()", "2"),
        ("new Date().getYear()", "126"),
        ("new Date().getTimezoneOffset()", "-540"),
        ("new Date()", now),
        ("Date()", now),
        ("typeof Date()", "string"),
        ("new Date().toTimeString()", "10:30:15 gmt+0900"),
        ("new Date().toDateString()", "tue mar 03 2026"),
        ("new Date().toISOString()", "2026-03-03t01:30:15.000z"),
        ("new Date(2026, 0, 1).getTime()", "1767193200000"),
        ("new Date(2026, 0).getHours()", "0"),
        ("new Date('2026/01/01 00:00').getTime()", "1767193200000"),
        ("new Date('2026-01-01T00:00:00').getTime()", "1767193200000"),
        ("new Date('2026-01-01').getTime()", "1767225600000"),
        ("new Date('Thu, 01 Jan 2026 00:00:00 GMT').getTime()", "1767225600000"),
        ("Date.parse('Thu Jan 01 2026 00:00:00 GMT+0900 (JST)')", "1767193200000"),
        ("Date.UTC(2026, 0, 1)", "1767225600000"),
        ("new Date(5).getTime()", "5"),
        ("new Date(new Date(5)).getTime()", "5"),
        ("new Date(NaN)", "invalid date"),
        ("new Date(NaN).getHours()", "nan"),
        ("new Date('x').getTimezoneOffset()", "nan"),
        ("(d => { d.setHours(0, 0, 0, 0); return d.getTime(); })(new Date())", "1772463600000"),
        ("(d => { d.setMonth(11, 31); return d.getDate() + '.' + d.getMonth(); })(new Date())", "31.11"),
        ("new Date() instanceof Date && Date.prototype.constructor === Date", "true"),
        ("new Date() - new Date(0)", "1772501415000"),
        ("typeof (new Date() + 1)", "string"),
        ("JSON.stringify(new Date(0))", "\"1970-01-01t00:00:00.000z\""),
        ("new (class extends Date {})().getHours()", "10"),
    ] {
        assert_eq!(value(expression), expected, "{expression}");
    }
    let west = Small::at("2026-03-03T10:30:15-03:30[-03:30]");
    assert_eq!(value_in(west, "new Date().toTimeString() + new Date().getHours()"), "10:30:15 gmt-033010");
}

#[test]
fn chances_are_the_same_in_every_run_and_for_every_host() {
    let source =
        "function FindProxyForURL() { return 'PROXY p' + Math.floor(Math.random() * 1000000) + ':1'; }";
    let script = Script::load(source, Limits::default(), Arc::new(Small::usual()), &|| false).unwrap();
    let roads: Vec<String> = ["a", "b", "a"].map(|host| told(&script.ask(host, &|| false).unwrap())).into();
    assert!(roads.iter().all(|road| *road == roads[0]), "{roads:?}");
    assert_eq!(value("Math.random() == Math.random()"), "false");
    let within = "(() => { for (let i = 0; i < 1e4; i++) { const r = Math.random(); if (!(r >= 0 && r < 1)) return r; } return true; })()";
    assert_eq!(value(within), "true");
}
