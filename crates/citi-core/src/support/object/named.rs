//! Objects with members that the document names.

/// Gives a struct the serde traits of an object whose members are its fields. For generated code.
///
/// Each field has its kind and its name on the wire. The kinds are functions of `object::read`, `object::take` and
/// `object::write`:
///
/// | kind | absent when read | written |
/// | --- | --- | --- |
/// | `required` | an error | always |
/// | `optional` | `None` | if it is there |
/// | `nullable` | `None` | always, as `null` if it is not there |
///
/// With `_lenient` behind it, integers and booleans are read in any form that says the same. Members that no field
/// has are passed over.
///
/// It does what serde's derive does, and takes half of the compiler's time: no enum of the fields, no way to
/// read a struct from a list, no type of its own for each field that is read leniently. Its own names begin with two
/// underscores, which no generated type's does.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident { $($field:ident: $kind:ident $wire:literal,)* }) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<__D: serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                struct __Members;

                impl<'de> serde::de::Visitor<'de> for __Members {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("the object `", stringify!($name), "`"))
                    }

                    fn visit_map<__A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> Result<$name, __A::Error> {
                        $(let mut $field = None;)*
                        while let Some(key) = $crate::support::object::key(&mut map)? {
                            match key.as_str() {
                                $($wire => $crate::support::object::read::$kind(&mut $field, $wire, &mut map)?,)*
                                name => $crate::support::object::skip(stringify!($name), name, &mut map)?,
                            }
                        }
                        Ok($name {
                            $($field: $crate::support::object::take::$kind($field, $wire)?,)*
                        })
                    }
                }

                deserializer.deserialize_struct(stringify!($name), &[$($wire),*], __Members)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<__S: serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                let members: &[&str] = &[$($wire),*];
                #[allow(unused_mut, reason = "an object may have no members")]
                let mut object = serializer.serialize_struct(stringify!($name), members.len())?;
                $($crate::support::object::write::$kind(&mut object, $wire, &self.$field)?;)*
                serde::ser::SerializeStruct::end(object)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::Number;

    #[derive(Clone, Debug, PartialEq)]
    struct Payment {
        id: String,
        amount: Number,
        count: Option<i64>,
        flags: Option<Vec<bool>>,
        note: Option<String>,
        left: Option<String>,
        type_: bool,
    }

    object!(Payment {
        id: required "paymentId",
        amount: required "amount",
        count: optional_lenient "count",
        flags: nullable_lenient "flags",
        note: optional "note",
        left: nullable "left",
        type_: required_lenient "type",
    });

    fn read(text: &str) -> Result<Payment, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn each_kind_is_read_and_written() {
        let payment = read(
            r#"{"paymentId":"p\u002d1","new":{"a":[1]},"amount":0.10000000000000000000000000001,
                "count":"12","flags":["TRUE",false],"note":null,"type":"true"}"#,
        )
        .unwrap();
        assert_eq!(payment.id, "p-1");
        assert_eq!(payment.count, Some(12));
        assert_eq!(
            serde_json::to_string(&payment).unwrap(),
            r#"{"paymentId":"p-1","amount":0.10000000000000000000000000001,"count":12,"flags":[true,false],"left":null,"type":true}"#
        );
    }

    #[test]
    fn what_is_missing_or_there_twice_is_named() {
        let missing = read(r#"{"paymentId":"p","type":true}"#).unwrap_err();
        assert!(missing.starts_with("missing field `amount`"), "{missing}");
        let twice = read(r#"{"amount":1,"amount":2}"#).unwrap_err();
        assert!(twice.starts_with("duplicate field `amount`"), "{twice}");
        let other = read("[1]").unwrap_err();
        assert!(other.contains("the object `Payment`"), "{other}");
    }

    #[test]
    fn an_object_without_members_is_one() {
        #[derive(Debug, PartialEq)]
        struct Nothing {}
        object!(Nothing {});
        let read: Nothing = serde_json::from_str(r#"{"a":1}"#).unwrap();
        assert_eq!(read, Nothing {});
        assert_eq!(serde_json::to_string(&read).unwrap(), "{}");
    }

    #[test]
    fn a_type_may_be_called_like_anything_here() {
        #[derive(Debug, PartialEq)]
        struct Members {
            map: i64,
            key: Option<A>,
        }
        #[derive(Debug, PartialEq)]
        struct A {
            object: D,
        }
        #[derive(Debug, PartialEq)]
        struct D {
            members: Option<S>,
        }
        #[derive(Debug, PartialEq)]
        struct S {}
        object!(Members {
            map: required_lenient "map",
            key: optional "key",
        });
        object!(A { object: required "object", });
        object!(D { members: optional "members", });
        object!(S {});
        let text = r#"{"map":1,"key":{"object":{"members":{}}}}"#;
        let read: Members = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn keys_need_not_be_borrowed() {
        let value = serde_json::json!({"paymentId": "p", "amount": 1, "type": false});
        assert_eq!(serde_json::from_value::<Payment>(value).unwrap().id, "p");
    }
}
