//! Finds the files in a body: a serializer that knows [`Bytes`] and nothing else.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, SerializeSeq, SerializeTuple, Serializer};

use crate::Bytes;
use crate::bytes::NAME;

/// The files that a value is, if it is one, or a list of them: `None` for everything else.
pub(super) fn files<T: Serialize + ?Sized>(value: &T) -> Option<Vec<Bytes>> {
    value.serialize(Files).ok()
}

/// Methods that stop, for what is no file.
macro_rules! stops {
    ($($method:ident($($argument:ty),*);)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<Self::Ok, Stop> {
            Err(Stop)
        }
    )*};
}

/// What is no file.
#[derive(Debug)]
pub(super) struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no file")
    }
}

impl std::error::Error for Stop {}

impl ser::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Files;

impl Serializer for Files {
    type Ok = Vec<Bytes>;
    type Error = Stop;
    type SerializeSeq = List;
    type SerializeTuple = Impossible<Vec<Bytes>, Stop>;
    type SerializeTupleStruct = Impossible<Vec<Bytes>, Stop>;
    type SerializeTupleVariant = Impossible<Vec<Bytes>, Stop>;
    type SerializeMap = Impossible<Vec<Bytes>, Stop>;
    type SerializeStruct = Impossible<Vec<Bytes>, Stop>;
    type SerializeStructVariant = Impossible<Vec<Bytes>, Stop>;

    stops! {
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

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Vec<Bytes>, Stop> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Vec<Bytes>, Stop> {
        match name {
            NAME => value.serialize(OneFile).map(|file| vec![file]),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Vec<Bytes>, Stop> {
        Err(Stop)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Stop> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Stop> {
        Err(Stop)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTuple, Stop> {
        Err(Stop)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTuple, Stop> {
        Err(Stop)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Stop> {
        Err(Stop)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Stop> {
        Err(Stop)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Stop> {
        Err(Stop)
    }
}

/// A list of files; an empty list is none.
struct List(Vec<Bytes>);

impl SerializeSeq for List {
    type Ok = Vec<Bytes>;
    type Error = Stop;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        self.0.append(&mut value.serialize(Files)?);
        Ok(())
    }

    fn end(self) -> Result<Vec<Bytes>, Stop> {
        match self.0.is_empty() {
            true => Err(Stop),
            false => Ok(self.0),
        }
    }
}

/// Takes the three parts that stand under the name of [`Bytes`].
struct OneFile;

/// The parts, as they come: name, content type, bytes.
struct Parts {
    seen: usize,
    file: Bytes,
}

impl SerializeTuple for Parts {
    type Ok = Bytes;
    type Error = Stop;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        let file = std::mem::take(&mut self.file);
        let piece = value.serialize(PieceOf)?;
        self.file = match (self.seen, piece) {
            (0, Piece::Text(name)) => file.with_file_name(name),
            (1, Piece::Text(content_type)) => file.with_content_type(content_type),
            (2, Piece::Data(data)) => file.with_data(data),
            (_, Piece::None) => file,
            _ => return Err(Stop),
        };
        self.seen += 1;
        Ok(())
    }

    fn end(self) -> Result<Bytes, Stop> {
        Ok(self.file)
    }
}

enum Piece {
    None,
    Text(String),
    Data(Vec<u8>),
}

/// A serializer that takes text, bytes and `None`.
struct PieceOf;

/// The methods that neither of the two below takes.
macro_rules! stops_at_the_rest {
    ($ok:ty) => {
        type Error = Stop;
        type SerializeSeq = Impossible<$ok, Stop>;
        type SerializeTupleStruct = Impossible<$ok, Stop>;
        type SerializeTupleVariant = Impossible<$ok, Stop>;
        type SerializeMap = Impossible<$ok, Stop>;
        type SerializeStruct = Impossible<$ok, Stop>;
        type SerializeStructVariant = Impossible<$ok, Stop>;

        stops! {
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
            serialize_unit();
            serialize_unit_struct(&'static str);
            serialize_unit_variant(&'static str, u32, &'static str);
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Stop> {
            Err(Stop)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, Stop> {
            Err(Stop)
        }

        fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Stop> {
            Err(Stop)
        }

        fn serialize_tuple_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleStruct, Stop> {
            Err(Stop)
        }

        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, Stop> {
            Err(Stop)
        }

        fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Stop> {
            Err(Stop)
        }

        fn serialize_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStruct, Stop> {
            Err(Stop)
        }

        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, Stop> {
            Err(Stop)
        }
    };
}

impl Serializer for PieceOf {
    type Ok = Piece;
    type SerializeTuple = Impossible<Piece, Stop>;

    stops_at_the_rest!(Piece);

    fn serialize_str(self, text: &str) -> Result<Piece, Stop> {
        Ok(Piece::Text(text.to_owned()))
    }

    fn serialize_bytes(self, data: &[u8]) -> Result<Piece, Stop> {
        Ok(Piece::Data(data.to_vec()))
    }

    fn serialize_none(self) -> Result<Piece, Stop> {
        Ok(Piece::None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Piece, Stop> {
        value.serialize(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Stop> {
        Err(Stop)
    }
}

impl Serializer for OneFile {
    type Ok = Bytes;
    type SerializeTuple = Parts;

    stops_at_the_rest!(Bytes);

    stops! {
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Bytes, Stop> {
        Err(Stop)
    }

    /// Every part must be there: a name or a type of a file that is text would change its meaning.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, Stop> {
        Ok(Parts {
            seen: 0,
            file: Bytes::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_with_all_that_it_has() {
        let file = Bytes::from(vec![0xff, 0])
            .with_file_name("a.pdf")
            .with_content_type("application/pdf");
        assert_eq!(files(&file), Some(vec![file.clone()]));
        assert_eq!(files(&Some(file.clone())), Some(vec![file.clone()]));
        let plain = Bytes::from("text");
        assert_eq!(files(&vec![&file, &plain]), Some(vec![file, plain]));
    }

    #[test]
    fn everything_else_is_no_file() {
        assert_eq!(files("text"), None);
        assert_eq!(files(&[1, 2]), None);
        assert_eq!(files(&None::<Bytes>), None);
        assert_eq!(files(&Vec::<Bytes>::new()), None);
        assert_eq!(files(&crate::Json::default()), None);
        assert_eq!(files(&crate::Number::from(1)), None);
    }
}
