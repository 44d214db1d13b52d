//! How points in time are written in a note: as text that a person can read.

/// A [`jiff::Timestamp`] as `2026-11-21T00:34:00Z`.
pub(crate) mod timestamp {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(at)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// An optional [`jiff::civil::Date`] as `2026-11-21`.
pub(crate) mod date {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference to the field"
    )]
    pub(crate) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}

/// An optional [`jiff::Zoned`] as `2026-11-21T08:55:00+09:00[Asia/Tokyo]`.
pub(super) mod zoned {
    use jiff::{
        Zoned,
        fmt::temporal::{DateTimeParser, Pieces},
        tz::{OffsetConflict, TimeZone},
    };
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(in crate::case) fn serialize<S: Serializer>(
        at: &Option<Zoned>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        at.as_ref().map(ToString::to_string).serialize(serializer)
    }

    pub(in crate::case) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Zoned>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| parse(&text).map_err(D::Error::custom)).transpose()
    }

    /// Reads what any machine may have written. A zone that is unknown here, or whose rules have
    /// changed since, must not make a whole note unreadable: then the written offset decides.
    fn parse(text: &str) -> Result<Zoned, jiff::Error> {
        let exact = match text.parse() {
            Ok(zoned) => return Ok(zoned),
            Err(error) => error,
        };
        let by_offset = DateTimeParser::new().offset_conflict(OffsetConflict::AlwaysOffset);
        if let Ok(zoned) = by_offset.parse_zoned(text) {
            return Ok(zoned);
        }
        let pieces = Pieces::parse(text)?;
        match (pieces.time(), pieces.to_numeric_offset()) {
            (Some(time), Some(offset)) => pieces.date().to_datetime(time).to_zoned(TimeZone::fixed(offset)),
            _ => Err(exact),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::parse;

        #[test]
        fn an_unknown_zone_keeps_the_instant() {
            let known = parse("2026-11-21T08:55:00+09:00[Asia/Tokyo]").unwrap();
            let unknown = parse("2026-11-21T08:55:00+09:00[Asia/Nowhere]").unwrap();
            assert_eq!(known.timestamp(), unknown.timestamp());
        }

        #[test]
        fn rules_that_changed_since_keep_the_instant() {
            let odd = parse("2026-11-21T08:55:00+08:00[Asia/Tokyo]").unwrap();
            assert_eq!(odd.timestamp(), "2026-11-21T00:55:00Z".parse().unwrap());
            assert_eq!(odd.time_zone().iana_name(), Some("Asia/Tokyo"));
        }

        #[test]
        fn a_time_without_zone_and_offset_is_refused() {
            assert!(parse("2026-11-21T08:55:00").is_err());
            assert!(parse("今朝").is_err());
        }
    }
}
