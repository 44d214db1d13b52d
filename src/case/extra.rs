//! Fields that this program does not know, kept as they are written.
//!
//! Every part of a note is read through a [`Spy`], which lets serde's own code see only the fields that it knows and
//! takes the others down as RON text. Written back, they stand behind the known ones.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use ron::value::RawValue;
use serde::de::value::CowStrDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{Error as _, Serialize, Serializer};

/// Fields that a program of the same version wrote and this one does not know: names, and values as RON text. They
/// are written back, so that a colleague's program loses nothing by ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Name and value, in the order of the file.
    pub fields: Vec<(String, String)>,
}

impl Extra {
    /// Whether everything was known.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// A struct in RON, with the unknown fields behind the known ones. `between` stands before each, `behind` after
    /// the last. `None` where `text` does not end as a struct does.
    pub(crate) fn put_into(&self, text: &str, between: &str, behind: &str) -> Option<String> {
        let known = text.strip_suffix(')')?;
        let known = known.trim_end().trim_end_matches(',');
        let mut whole = known.to_owned();
        let mut first = known.ends_with('(');
        for (name, value) in &self.fields {
            if !std::mem::take(&mut first) {
                whole.push(',');
            }
            whole.push_str(between);
            whole.push_str(&identifier(name));
            whole.push_str(": ");
            whole.push_str(value);
        }
        whole.push_str(behind);
        whole.push(')');
        Some(whole)
    }
}

/// A field's name as RON reads it again: names with other characters than letters and digits are marked.
fn identifier(name: &str) -> Cow<'_, str> {
    let mut chars = name.chars();
    let begins = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    if begins && chars.all(|c| c == '_' || c.is_alphanumeric()) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("r#{name}"))
    }
}

/// A part without its unknown fields.
#[derive(Debug)]
pub(crate) struct Known<'a, T>(pub &'a T);

/// Writes a part with the fields that are not known here.
pub(crate) fn write<S: Serializer>(
    known: &impl Serialize,
    extra: &Extra,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if extra.is_empty() {
        return known.serialize(serializer);
    }
    // serde takes only names that are known when the program is built, so the text is put together by hand.
    let text = ron::to_string(known).map_err(S::Error::custom)?;
    let text = extra.put_into(&text, "", "").ok_or_else(|| S::Error::custom("not a struct"))?;
    RawValue::from_boxed_ron(text.into_boxed_str()).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads and writes parts together with the fields that are not known here. Each has a field `extra` and
/// `#[serde(remote = "Self")]`, by which serde makes functions of the part's own instead of the traits.
macro_rules! keep_unknown_fields {
    ($($part:ident),+ $(,)?) => {$(
        impl serde::Serialize for crate::case::extra::Known<'_, $part> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $part::serialize(self.0, serializer)
            }
        }

        impl serde::Serialize for $part {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::case::extra::write(&crate::case::extra::Known(self), &self.extra, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $part {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut extra = crate::case::extra::Extra::default();
                let mut part = $part::deserialize(crate::case::extra::Spy::new(deserializer, &mut extra))?;
                part.extra = extra;
                Ok(part)
            }
        }
    )+};
}
pub(crate) use keep_unknown_fields;

/// Reads any struct, and puts the fields that it does not know beside it, also if it fails later.
pub(super) struct Beside<'a, T>(&'a mut Extra, PhantomData<T>);

impl<'a, T> Beside<'a, T> {
    pub(super) fn new(extra: &'a mut Extra) -> Self {
        Self(extra, PhantomData)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Beside<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(Spy::new(deserializer, self.0))
    }
}

/// Reads a struct, or its visitor, or its fields, and takes down those that are not asked for.
#[derive(Debug)]
pub(crate) struct Spy<'a, T> {
    inner: T,
    known: &'static [&'static str],
    extra: &'a mut Extra,
}

impl<'a, T> Spy<'a, T> {
    /// Reads from `inner` and puts what is not known into `extra`, also if it fails later.
    pub(crate) fn new(inner: T, extra: &'a mut Extra) -> Self {
        Self { inner, known: &[], extra }
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Spy<'_, D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_struct(name, known, Spy { inner: visitor, known, extra: self.extra })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Spy<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Spy { inner: map, known: self.known, extra: self.extra })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Spy<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Name(name)) = self.inner.next_key()? {
            if self.known.iter().any(|known| *known == name) {
                return seed.deserialize(CowStrDeserializer::new(name)).map(Some);
            }
            let value: Box<RawValue> = self.inner.next_value()?;
            self.extra.fields.push((name.into_owned(), value.trim().get_ron().to_owned()));
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}

/// The name of a field, whatever it is.
#[derive(Debug)]
pub(super) struct Name<'a>(pub Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::Extra;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default, remote = "Self")]
    struct Part {
        id: String,
        list: Vec<Part>,
        #[serde(skip)]
        extra: Extra,
    }
    keep_unknown_fields!(Part);

    fn again(text: &str) -> String {
        let part: Part = ron::from_str(text).unwrap();
        let written = ron::to_string(&part).unwrap();
        assert_eq!(ron::from_str::<Part>(&written).unwrap(), part, "{written}");
        written
    }

    #[test]
    fn unknown_fields_come_back_at_every_level() {
        let written = again(
            "(mood: Some({\"a\": [(1, 2.5, 'x')]}), id: \"a\", list: [(id: \"b\", x: /* c */ Odd(1) , y: ())])",
        );
        assert_eq!(
            written,
            "(id:\"a\",list:[(id:\"b\",list:[],x: Odd(1),y: ())],mood: Some({\"a\": [(1, 2.5, 'x')]}))"
        );
    }

    #[test]
    fn odd_names_and_texts_come_back() {
        again("(r#a-b: 1, 名前: \"値\", r#type: r#\"a\"b\"#, list: [(x: [1, // one\n 2])])");
        assert_eq!(again("(id: \"a\")"), "(id:\"a\",list:[])");
    }

    #[test]
    fn what_is_unknown_must_be_whole_all_the_same() {
        for text in ["(x: )", "(x: (1)", "(x 1)", "(x: 1 y: 2)", "(x: @)"] {
            assert!(ron::from_str::<Part>(text).is_err(), "{text}");
        }
    }
}
