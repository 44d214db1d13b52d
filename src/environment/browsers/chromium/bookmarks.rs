//! The file `Bookmarks`: a tree of folders, of which only the addresses are looked at, one after the other.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Told of each bookmark: where it stands (`roots.bookmark_bar`), its address, and when it was last used in
/// microseconds since 1601.
pub(super) type See<'a> = dyn FnMut(&str, &str, Option<i64>) + 'a;

/// Tells of all bookmarks of a file. What is of an unexpected kind is skipped; folders that are nested deeper than
/// anybody's make the file unreadable.
pub(super) fn parse(text: &str, see: &mut See<'_>) -> serde_json::Result<()> {
    let mut parser = serde_json::Deserializer::from_str(text);
    Part { kind: Kind::File, root: "roots", see }.deserialize(&mut parser)?;
    parser.end()
}

/// The names of the folders that cannot be renamed. All others stay unknown.
const ROOTS: [(&str, &str); 3] =
    [("bookmark_bar", "roots.bookmark_bar"), ("other", "roots.other"), ("synced", "roots.synced")];

/// What is expected at one place of the file.
#[derive(Clone, Copy)]
enum Kind {
    File,
    Roots,
    Node,
    Nodes,
}

struct Part<'a, 'b> {
    kind: Kind,
    root: &'static str,
    see: &'a mut See<'b>,
}

impl<'b> Part<'_, 'b> {
    fn below(&mut self, kind: Kind) -> Part<'_, 'b> {
        Part { kind, root: self.root, see: &mut *self.see }
    }
}

/// The names of a node that are looked at.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Children,
    DateLastUsed,
    Url,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bookmarks")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        match self.kind {
            Kind::File => {
                while let Some(key) = map.next_key::<Text<'_>>()? {
                    if key.is("roots") {
                        map.next_value_seed(self.below(Kind::Roots))?;
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Kind::Roots => {
                while let Some(key) = map.next_key::<Text<'_>>()? {
                    let root = ROOTS.iter().find(|(name, _)| key.is(name)).map_or("roots", |(_, root)| root);
                    map.next_value_seed(Part { root, ..self.below(Kind::Node) })?;
                }
            }
            Kind::Node => self.node(map)?,
            Kind::Nodes => while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        match self.kind {
            Kind::Nodes => while seq.next_element_seed(self.below(Kind::Node))?.is_some() {},
            _ => while seq.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl Part<'_, '_> {
    fn node<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let (mut url, mut last_used) = (Text::default(), None);
        while let Some(field) = map.next_key::<Field>()? {
            match field {
                Field::Url => url = map.next_value()?,
                // Numbers of this size are written as text.
                Field::DateLastUsed => last_used = map.next_value::<Text<'_>>()?.number(),
                Field::Children => map.next_value_seed(self.below(Kind::Nodes))?,
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Some(url) = url.0 {
            (self.see)(self.root, &url, last_used);
        }
        Ok(())
    }
}

/// A text, borrowed where it can be; none where something else stands.
#[derive(Default)]
struct Text<'de>(Option<Cow<'de, str>>);

impl Text<'_> {
    fn is(&self, text: &str) -> bool {
        self.0.as_deref() == Some(text)
    }

    fn number(&self) -> Option<i64> {
        self.0.as_deref()?.parse().ok()
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Text<'de>, E> {
        Ok(Text(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Text<'de>, E> {
        Ok(Text(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Text<'de>, E> {
        Ok(Text(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Text<'de>, E> {
        Ok(Text(None))
    }

    fn visit_unit<E>(self) -> Result<Text<'de>, E> {
        Ok(Text(None))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    type Seen = (String, String, Option<i64>);

    fn seen(text: &str) -> serde_json::Result<Vec<Seen>> {
        let mut seen = Vec::new();
        parse(text, &mut |root, url, used| seen.push((root.to_owned(), url.to_owned(), used)))?;
        Ok(seen)
    }

    #[test]
    fn all_addresses_are_seen_wherever_they_stand() {
        let url =
            |url: &str, used: &str| json!({"date_last_used": used, "name": "n", "type": "url", "url": url});
        let folder = |children: Value| json!({"children": children, "name": "f", "type": "folder"});
        let file = json!({
            "checksum": "x",
            "roots": {
                "bookmark_bar": folder(json!([url("a", "5"), folder(json!([url("b", "0")]))])),
                "other": folder(json!([{"url": "c", "meta_info": {"x": [{}]}}])),
                "someone": folder(json!([url("d\u{3042}\"", "odd")])),
            },
            "sync_metadata": "x",
            "version": 1
        });
        let wanted = [
            ("roots.bookmark_bar", "a", Some(5)),
            ("roots.bookmark_bar", "b", Some(0)),
            ("roots.other", "c", None),
            ("roots", "d\u{3042}\"", None),
        ];
        let wanted: Vec<Seen> =
            wanted.into_iter().map(|(root, url, used)| (root.into(), url.into(), used)).collect();
        assert_eq!(seen(&file.to_string()).unwrap(), wanted);
    }

    #[test]
    fn what_is_of_an_odd_kind_is_skipped() {
        for odd in
            ["1", "-1", "1.5", "null", "true", "\"x\"", "[]", "{}", "[{\"url\": \"x\"}]", "{\"roots\": 1}"]
        {
            for text in [
                odd.to_owned(),
                format!("{{\"roots\": {odd}}}"),
                format!("{{\"roots\": {{\"other\": {odd}}}}}"),
                format!("{{\"roots\": {{\"other\": {{\"children\": [{odd}, {{\"children\": 1}}]}}}}}}"),
            ] {
                seen(&text).unwrap();
            }
            let node = format!("{{\"roots\": {{\"other\": {{\"date_last_used\": {odd}, \"url\": \"a\"}}}}}}");
            assert_eq!(seen(&node).unwrap(), [("roots.other".to_owned(), "a".to_owned(), None)]);
            let node = format!("{{\"roots\": {{\"other\": {{\"url\": {odd}}}}}}}");
            assert_eq!(seen(&node).unwrap().len(), usize::from(odd == "\"x\""));
        }
        assert!(seen("{\"roots\": {\"other\": {\"url\": \"a\"").is_err());
        assert!(seen("{} {}").is_err());
    }

    #[test]
    fn no_depth_brings_it_down() {
        let nested = |before: &str, after: &str| before.repeat(100_000) + &after.repeat(100_000);
        let in_folders = format!("{{\"roots\": {{\"other\": {}}}}}", nested("{\"children\": [", "]}"));
        assert!(seen(&in_folders).is_err());
        assert!(seen(&nested("[", "]")).is_ok(), "skipped without being nested into");
        let beside = format!("{{\"x\": {}, \"roots\": {{\"other\": {{\"url\": \"a\"}}}}}}", nested("[", "]"));
        assert_eq!(seen(&beside).unwrap().len(), 1);
        let depth = 50;
        let usual = format!(
            "{{\"roots\": {{\"other\": {}{{\"url\": \"a\"}}{}}}}}",
            "{\"children\": [".repeat(depth),
            "]}".repeat(depth)
        );
        assert_eq!(seen(&usual).unwrap().len(), 1);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 64, 6, |inner| {
            let key = prop_oneof![
                Just("roots".to_owned()),
                Just("other".to_owned()),
                Just("children".to_owned()),
                Just("url".to_owned()),
                Just("date_last_used".to_owned()),
                "[a-z]{0,4}",
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key, inner), 0..6)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_document_can_be_walked(value in any_json(), roots in any_json()) {
            prop_assert!(seen(&value.to_string()).is_ok());
            let file = json!({"roots": roots}).to_string();
            prop_assert!(seen(&file).is_ok());
        }

        #[test]
        fn nothing_panics(text in "[\\PC{}\\[\\]\",:]*") {
            seen(&text).ok();
        }
    }
}
