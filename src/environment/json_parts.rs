//! Parsing the wanted parts of a large JSON document; everything else is skipped without being kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The parts that are kept: dotted names; everything below a name is kept with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keep<'a>(&'a [&'a str]);

impl<'a> Keep<'a> {
    /// Keeps these parts. No name of a key may hold a dot.
    pub(crate) const fn parts(names: &'a [&'a str]) -> Self {
        Self(names)
    }

    /// Parses a whole document, and keeps these parts of it.
    pub(crate) fn parse(&self, text: &str) -> serde_json::Result<Value> {
        let mut parser = serde_json::Deserializer::from_str(text);
        let value = Part { names: self.0, above: "" }.deserialize(&mut parser)?;
        parser.end()?;
        Ok(value)
    }
}

/// What is wanted at one place of the document: the names that begin with `above`.
#[derive(Clone, Copy)]
struct Part<'a> {
    names: &'a [&'a str],
    above: &'a str,
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Anything but an object holds no named parts, and becomes null.
impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let name = if self.above.is_empty() { key.clone() } else { format!("{}.{key}", self.above) };
            let below =
                |wanted: &&&str| wanted.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.'));
            if self.names.contains(&name.as_str()) {
                kept.insert(key, map.next_value()?);
            } else if self.names.iter().any(|wanted| below(&wanted)) {
                let part = map.next_value_seed(Part { names: self.names, above: &name })?;
                kept.insert(key, part);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Object(kept))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E>(self, _: &str) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_named_parts_are_kept() {
        let text = r#"{"a": {"b": {"x": [1, 2]}, "c": 3}, "d.e": 4, "d": {"e": "f"}, "g": [{"a": 1}]}"#;
        let keep = Keep::parts(&["a.b", "d", "missing.part"]);
        assert_eq!(keep.parse(text).unwrap(), json!({"a": {"b": {"x": [1, 2]}}, "d": {"e": "f"}}));
        assert_eq!(keep.parse("[1]").unwrap(), Value::Null);
        assert_eq!(keep.parse(r#"{"a": 1}"#).unwrap(), json!({"a": null}));
        assert!(keep.parse(r#"{"d": 1"#).is_err());
        assert!(keep.parse(r#"{"x": tru}"#).is_err());
        assert!(keep.parse("{} {}").is_err(), "one document");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[\\PC{}\\[\\]\",:]*") {
            Keep::parts(&["a.b"]).parse(&text).ok();
        }
    }
}
