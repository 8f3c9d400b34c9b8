//! Bodies of several parts (`multipart/form-data`, RFC 7578).

use reqwest::multipart::{Form, Part};
use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct, Serializer};

use super::file::files;
use super::flat::{level, text};
use super::form::style_of;
use super::query::pairs;
use super::{Refused, Style};
use crate::Bytes;
use crate::json::Shallow;

/// Writes a body as parts, one a property: a scalar as text, an object as JSON, [`Bytes`] as a file,
/// a list as parts of the same name; `styles` has (property, style, exploded) where the document
/// wants text in a row.
///
/// # Errors
/// If the body is no object, or cannot be written.
pub fn multipart<T: Serialize + ?Sized>(
    value: &T,
    styles: &[(&str, Style, bool)],
) -> Result<Form, Refused> {
    let mut form = Form::new();
    for (name, part) in parts(value, styles)? {
        form = form.part(name, part.into_part()?);
    }
    Ok(form)
}

/// A part before it is one of reqwest's, which cannot be looked into.
#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    Json(String),
    File(Bytes),
}

impl Piece {
    fn into_part(self) -> Result<Part, Refused> {
        let (part, content_type) = match self {
            Self::Text(text) => return Ok(Part::text(text)),
            Self::Json(text) => (Part::text(text), "application/json".to_owned()),
            Self::File(file) => {
                let content_type = file
                    .content_type()
                    .unwrap_or("application/octet-stream")
                    .to_owned();
                // A part is a file by its name alone (RFC 7578 §4.2).
                let name = file.file_name().unwrap_or("file").to_owned();
                let length = u64::try_from(file.len()).unwrap_or(u64::MAX);
                let data = reqwest::Body::from(file.into_inner());
                (
                    Part::stream_with_length(data, length).file_name(name),
                    content_type,
                )
            }
        };
        part.mime_str(&content_type)
            .map_err(|_| Refused::about("body", "has a file whose content type is none"))
    }
}

fn parts<T: Serialize + ?Sized>(
    value: &T,
    styles: &[(&str, Style, bool)],
) -> Result<Vec<(String, Piece)>, Refused> {
    value
        .serialize(Properties {
            styles,
            parts: Vec::new(),
            key: None,
        })
        .map_err(|Failed(refused)| refused)
}

/// The parts of one property.
fn property<T: Serialize + ?Sized>(
    name: &str,
    value: &T,
    styles: &[(&str, Style, bool)],
) -> Result<Vec<(String, Piece)>, Refused> {
    if let Some(files) = files(value) {
        return Ok(files
            .into_iter()
            .map(|file| (name.to_owned(), Piece::File(file)))
            .collect());
    }
    let json = text(name, value)?;
    if let Some((style, explode)) = style_of(name, styles) {
        let pairs = pairs(name, style, explode, false, &json)?;
        return Ok(pairs
            .into_plain()
            .into_iter()
            .map(|(name, text)| (name, Piece::Text(text)))
            .collect());
    }
    let items = match level(name, &json)? {
        Shallow::List(items) => items.into_iter().map(|item| item.get()).collect(),
        _ => vec![json.as_str()],
    };
    let mut parts = Vec::new();
    for item in items {
        let piece = match level(name, item)? {
            Shallow::Null => continue,
            Shallow::String(text) => Piece::Text(text),
            Shallow::Bool(_) | Shallow::Number(_) => Piece::Text(item.to_owned()),
            Shallow::List(_) | Shallow::Object(_) => Piece::Json(item.to_owned()),
        };
        parts.push((name.to_owned(), piece));
    }
    Ok(parts)
}

/// Takes an object apart into properties.
struct Properties<'a> {
    styles: &'a [(&'a str, Style, bool)],
    parts: Vec<(String, Piece)>,
    key: Option<String>,
}

/// Why it is not written.
#[derive(Debug)]
struct Failed(Refused);

impl Failed {
    fn no_object() -> Self {
        Self(Refused::about(
            "body",
            "is sent in parts and must be an object",
        ))
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(Refused::about(
            "body",
            format_args!("cannot be written: {message}"),
        ))
    }
}

type Parts = Vec<(String, Piece)>;

macro_rules! no_object {
    ($($method:ident($($argument:ty),*);)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<Parts, Failed> {
            Err(Failed::no_object())
        }
    )*};
}

impl Serializer for Properties<'_> {
    type Ok = Parts;
    type Error = Failed;
    type SerializeSeq = Impossible<Parts, Failed>;
    type SerializeTuple = Impossible<Parts, Failed>;
    type SerializeTupleStruct = Impossible<Parts, Failed>;
    type SerializeTupleVariant = Impossible<Parts, Failed>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Parts, Failed>;

    no_object! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Parts, Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Parts, Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Parts, Failed> {
        property(variant, value, self.styles).map_err(Failed)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Failed> {
        Ok(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Failed> {
        Err(Failed::no_object())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Failed> {
        Err(Failed::no_object())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failed> {
        Err(Failed::no_object())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(Failed::no_object())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(Failed::no_object())
    }
}

impl SerializeStruct for Properties<'_> {
    type Ok = Parts;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.parts
            .append(&mut property(name, value, self.styles).map_err(Failed)?);
        Ok(())
    }

    fn end(self) -> Result<Parts, Failed> {
        Ok(self.parts)
    }
}

impl SerializeMap for Properties<'_> {
    type Ok = Parts;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = Some(super::json::text(key).map_err(Failed)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let key = self.key.take().unwrap_or_default();
        self.parts
            .append(&mut property(&key, value, self.styles).map_err(Failed)?);
        Ok(())
    }

    fn end(self) -> Result<Parts, Failed> {
        Ok(self.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Json, Number};

    #[derive(Serialize)]
    struct Dispute {
        amount: Number,
        note: Option<String>,
        details: Json,
        tags: Vec<String>,
        ids: Vec<u8>,
        evidence: Vec<Bytes>,
        letter: Option<Bytes>,
    }

    fn dispute() -> Dispute {
        Dispute {
            amount: "12.50".parse().unwrap(),
            note: None,
            details: r#"{"a":1.0}"#.parse().unwrap(),
            tags: vec!["x".to_owned(), "y".to_owned()],
            ids: vec![1, 2],
            evidence: vec![
                Bytes::from(vec![0xff]).with_file_name("a.pdf"),
                Bytes::from("b"),
            ],
            letter: None,
        }
    }

    #[test]
    fn every_kind_of_property_has_its_part() {
        let parts = parts(&dispute(), &[("ids", Style::Form, false)]).unwrap();
        let text = |text: &str| Piece::Text(text.to_owned());
        let want = [
            ("amount", text("12.50")),
            ("details", Piece::Json(r#"{"a":1.0}"#.to_owned())),
            ("tags", text("x")),
            ("tags", text("y")),
            ("ids", text("1,2")),
            (
                "evidence",
                Piece::File(Bytes::from(vec![0xff]).with_file_name("a.pdf")),
            ),
            ("evidence", Piece::File(Bytes::from("b"))),
        ];
        assert_eq!(parts.len(), want.len());
        for ((name, part), (want_name, want_part)) in parts.iter().zip(&want) {
            assert_eq!((name.as_str(), part), (*want_name, want_part));
        }
    }

    #[test]
    fn maps_and_wrappers_are_objects_too() {
        let map: crate::Map<Bytes> = [("scan", Bytes::from("a"))].into_iter().collect();
        assert_eq!(
            parts(&Some(&map), &[]).unwrap(),
            [("scan".to_owned(), Piece::File("a".into()))]
        );
    }

    #[test]
    fn only_an_object_has_parts() {
        for refused in [
            parts(&1, &[]),
            parts(&[1], &[]),
            parts(&Bytes::from("a"), &[]),
        ] {
            assert!(
                refused
                    .unwrap_err()
                    .to_string()
                    .contains("must be an object")
            );
        }
        let bad = Bytes::from("a").with_content_type("no type");
        let map: crate::Map<Bytes> = [("scan", bad)].into_iter().collect();
        assert!(multipart(&map, &[]).is_err());
        assert!(multipart(&dispute(), &[]).is_ok());
    }
}
