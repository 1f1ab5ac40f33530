//! The fields of which a row consists, asked of what reads it: also those that an example leaves out.

use std::{cell::RefCell, collections::BTreeSet};

use fulcrum::domain::{Kind, Row};
use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
        VariantAccess, Visitor,
        value::{Error, StrDeserializer},
    },
};

/// No enum within a row has more values than this; each is read with each of its own.
const TURNS: usize = 40;

/// The fields of the nth word, as paths: `details.name`.
pub fn fields(nth: usize) -> BTreeSet<String> {
    let found = RefCell::default();
    for turn in 0..TURNS {
        let whole = Asked {
            path: String::new(),
            nth,
            turn,
            found: &found,
        };
        let row = Row::deserialize(whole).unwrap();
        assert_eq!(row.key().kind, Kind::ALL[nth]);
    }
    found.into_inner()
}

/// Gives whatever is asked for, and notes what that was.
#[derive(Clone)]
struct Asked<'a> {
    path: String,
    /// Which word the row is of.
    nth: usize,
    /// Which of its values each enum has.
    turn: usize,
    found: &'a RefCell<BTreeSet<String>>,
}

impl Asked<'_> {
    fn field(&self, name: &str) -> Self {
        let path = match self.path.as_str() {
            "" => name.to_owned(),
            above => format!("{above}.{name}"),
        };
        Self { path, ..self.clone() }
    }

    fn note(&self) {
        self.found.borrow_mut().insert(self.path.clone());
    }
}

macro_rules! plain {
    ($($method:ident: $visit:ident($($value:expr)?);)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.note();
            visitor.$visit($($value)?)
        }
    )+};
}

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    plain! {
        deserialize_bool: visit_bool(true);
        deserialize_i8: visit_i8(1);
        deserialize_i16: visit_i16(1);
        deserialize_i32: visit_i32(1);
        deserialize_i64: visit_i64(1);
        deserialize_u8: visit_u8(1);
        deserialize_u16: visit_u16(1);
        deserialize_u32: visit_u32(1);
        deserialize_u64: visit_u64(1);
        deserialize_f32: visit_f32(1.0);
        deserialize_f64: visit_f64(1.0);
        deserialize_char: visit_char('a');
        deserialize_bytes: visit_bytes(&[]);
        deserialize_byte_buf: visit_bytes(&[]);
        deserialize_unit: visit_unit();
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.note();
        let expected = (&visitor as &dyn Expected).to_string();
        let text = if expected.contains("UUID") {
            "0190c0de-0000-7000-8000-000000000001"
        } else if expected.contains("time string") {
            "2026-11-19T09:38:00+01:00"
        } else if expected.contains("date string") {
            "2026-11-19"
        } else if expected.contains("Weekday") {
            "Mon"
        } else {
            "V"
        };
        visitor.visit_str(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(1, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Many { of: self, left })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(left, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Pairs { of: self, left: 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Fields {
            of: self,
            rest: names,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        values: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let at = if name == "Row" { self.nth } else { self.turn };
        let value = values[at % values.len()];
        visitor.visit_enum(Value { of: self, value })
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom(format!("{} does not say what it is", self.path)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// So many of one kind.
struct Many<'a> {
    of: Asked<'a>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Many<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.of.clone()).map(Some)
    }
}

/// A map of one pair.
struct Pairs<'a> {
    of: Asked<'a>,
    left: usize,
}

impl<'de> MapAccess<'de> for Pairs<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.of.clone()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.of.clone())
    }
}

/// What a struct consists of.
struct Fields<'a> {
    of: Asked<'a>,
    rest: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let name: Option<StrDeserializer<'_, Error>> = self.rest.first().map(|name| name.into_deserializer());
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, rest) = self
            .rest
            .split_first()
            .ok_or_else(|| Error::custom("no field is left"))?;
        self.rest = rest;
        seed.deserialize(self.of.field(name))
    }
}

/// One of an enum's values, with what it holds.
struct Value<'a> {
    of: Asked<'a>,
    value: &'static str,
}

impl<'de, 'a> EnumAccess<'de> for Value<'a> {
    type Error = Error;
    type Variant = Asked<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Asked<'a>), Error> {
        let name: StrDeserializer<'_, Error> = self.value.into_deserializer();
        Ok((seed.deserialize(name)?, self.of))
    }
}

impl<'de> VariantAccess<'de> for Asked<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.note();
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_tuple(left, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_struct("", names, visitor)
    }
}
