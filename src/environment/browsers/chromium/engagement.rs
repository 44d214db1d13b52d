//! When Amazon was last used in a profile, from the browser's own measure of how much a site is used.
//!
//! Source: Chromium, `components/site_engagement/content/site_engagement_score.cc`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::environment::facts::HostUse;
use crate::environment::hosts::is_at_or_below;

/// 1970-01-01 in microseconds since 1601-01-01, where Chromium's time begins.
const UNIX_EPOCH: i64 = 11_644_473_600_000_000;

/// A time of Chromium: microseconds since 1601; none for 0, which means "never".
pub(in crate::environment::browsers) fn from_chromium_time(micros: i64) -> Option<Timestamp> {
    if micros <= 0 {
        return None;
    }
    Timestamp::from_microsecond(micros.checked_sub(UNIX_EPOCH)?).ok()
}

/// The last use of each host of Amazon in Japan and of its common domain.
pub(super) fn read(preferences: &Value) -> Vec<HostUse> {
    let measured = preferences.pointer("/profile/content_settings/exceptions/site_engagement");
    let mut last: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for (pattern, rule) in measured.and_then(Value::as_object).into_iter().flatten() {
        let Some(host) = host_of(pattern).filter(|host| is_amazon(host)) else {
            continue;
        };
        let Some(time) =
            rule.pointer("/setting/lastEngagementTime").and_then(micros).and_then(from_chromium_time)
        else {
            continue;
        };
        last.entry(host).and_modify(|known| *known = time.max(*known)).or_insert(time);
    }
    last.into_iter().map(|(host, last)| HostUse { host: host.to_owned(), last }).collect()
}

/// The time is written as a number with or without a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked; a fraction of a microsecond is nothing"
)]
fn micros(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        value.as_f64().filter(|micros| (0.0..9.0e18).contains(micros)).map(|micros| micros as i64)
    })
}

/// The host of a key such as `https://sellercentral.amazon.co.jp:443,*`.
fn host_of(pattern: &str) -> Option<&str> {
    let (_, rest) = pattern.split_once("://")?;
    rest.split([':', ',', '/']).next()
}

fn is_amazon(host: &str) -> bool {
    ["amazon.co.jp", "amazon.com"].iter().any(|domain| is_at_or_below(host, domain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn measured(hosts: &Value) -> Vec<HostUse> {
        read(&json!({"profile": {"content_settings": {"exceptions": {"site_engagement": hosts}}}}))
    }

    #[test]
    fn only_amazon_is_looked_at() {
        let found = measured(&json!({
            "https://sellercentral.amazon.co.jp:443,*": {"setting": {"lastEngagementTime": 13_408_000_000_000_000.0}},
            "http://sellercentral.amazon.co.jp:80,*": {"setting": {"lastEngagementTime": 13_400_000_000_000_000i64}},
            "https://www.amazon.co.jp:443,*": {"setting": {"lastEngagementTime": 0.0}},
            "https://notamazon.co.jp:443,*": {"setting": {"lastEngagementTime": 13_408_000_000_000_000i64}},
            "https://bank.example:443,*": {"setting": {"lastEngagementTime": 13_408_000_000_000_000i64}},
            "https://amazon.com:443,*": {"setting": "odd"},
            "https://aws.amazon.com:443,*": {"setting": {"lastEngagementTime": -1e300}},
            "nonsense": 1,
        }));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].host, "sellercentral.amazon.co.jp");
        assert_eq!(found[0].last.to_string(), "2025-11-19T04:26:40Z");
    }

    #[test]
    fn times_begin_in_1601() {
        assert_eq!(from_chromium_time(UNIX_EPOCH).unwrap().to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(from_chromium_time(0), None);
        assert_eq!(from_chromium_time(i64::MAX), None);
        assert_eq!(from_chromium_time(i64::MIN), None);
    }
}
