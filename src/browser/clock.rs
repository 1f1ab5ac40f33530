//! The device's clock, zone and randomness.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::JsCast;

use crate::domain::time_of_day;

/// Milliseconds since 1970.
pub fn millis() -> u64 {
    // A clock before 1970 is broken in a way that ids need not reproduce.
    Date::now().max(0.0) as u64
}

pub fn utc() -> DateTime<Utc> {
    i64::try_from(millis())
        .ok()
        .and_then(DateTime::from_timestamp_millis)
        .unwrap_or_default()
}

/// Now, with the offset of the place where the device is.
pub fn now() -> DateTime<FixedOffset> {
    here(utc())
}

/// A moment with the offset that holds then at the place where the device is.
pub fn here(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let minutes = Date::new(&(at.timestamp_millis() as f64).into()).get_timezone_offset();
    let offset = FixedOffset::west_opt((minutes * 60.0) as i32);
    at.with_timezone(&offset.unwrap_or(chrono::Offset::fix(&Utc)))
}

/// When an id was drawn, by the clock of whoever drew it.
pub fn drawn(id: uuid::Uuid) -> Option<DateTime<FixedOffset>> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let seconds = i64::try_from(seconds).ok()?;
    DateTime::from_timestamp(seconds, nanos).map(here)
}

pub fn today() -> NaiveDate {
    now().date_naive()
}

/// `09:41`.
pub fn time() -> String {
    time_of_day(&now())
}

/// Day and time by the clock of a zone, or by this device's where the browser does not know that.
pub fn in_zone(zone: &str) -> NaiveDateTime {
    let here = now().naive_local();
    if !is_zone(zone) {
        return here;
    }
    wall(zone, utc()).unwrap_or(here)
}

/// The moment at which the clock of a zone says this; none where the browser does not know the zone.
pub fn zoned(zone: &str, said: NaiveDateTime) -> Option<DateTime<Utc>> {
    if !is_zone(zone) {
        return None;
    }
    let mut at = said.and_utc();
    // Once more, for the hours in which its offset changes.
    for _ in 0..2 {
        at = at.checked_add_signed(said.signed_duration_since(wall(zone, at)?))?;
    }
    Some(at)
}

/// How a field for a day and time writes a moment: `2026-11-24T09:41`.
pub fn field(at: DateTime<FixedOffset>) -> String {
    at.format(FIELD).to_string()
}

/// The moment that such a field names at this place.
pub fn parse_field(text: &str) -> Option<DateTime<FixedOffset>> {
    let local = NaiveDateTime::parse_from_str(text, FIELD).ok()?;
    // The offset that holds here on that day.
    let minutes = Date::new(&text.into()).get_timezone_offset();
    let offset = FixedOffset::west_opt((minutes * 60.0) as i32)?;
    local.and_local_timezone(offset).single()
}

/// What the clock of a zone shows at a moment; none where the browser does not know that zone.
fn wall(zone: &str, at: DateTime<Utc>) -> Option<NaiveDateTime> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    let date = Date::new(&(at.timestamp_millis() as f64).into());
    let there: String = date.to_locale_string("sv-SE", &options).into();
    NaiveDateTime::parse_from_str(&there, "%Y-%m-%d %H:%M:%S").ok()
}

/// The moment that a field for a day and time names by the clock of a zone; none where that clock skips it.
pub fn moment_in(zone: &str, text: &str) -> Option<DateTime<FixedOffset>> {
    if !is_zone(zone) {
        return parse_field(text);
    }
    let meant = NaiveDateTime::parse_from_str(text, FIELD).ok()?;
    let at = zoned(zone, meant)?;
    let there = wall(zone, at)?;
    let offset = FixedOffset::east_opt(i32::try_from((there - at.naive_utc()).num_seconds()).ok()?)?;
    (there == meant).then(|| at.with_timezone(&offset))
}

const FIELD: &str = "%Y-%m-%dT%H:%M";

/// IANA name of the device's zone.
pub fn zone() -> String {
    let options = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".into())
}

/// The zones that this browser knows; none where it does not say.
pub fn zones() -> Vec<String> {
    let list = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: js_sys::Function = Reflect::get(&intl, &"supportedValuesOf".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let zones = list.call1(&intl, &"timeZone".into()).ok()?;
        Some(
            js_sys::Array::from(&zones)
                .iter()
                .filter_map(|zone| zone.as_string())
                .collect(),
        )
    };
    list().unwrap_or_default()
}

/// Whether the browser can count days in a zone of this name.
pub fn is_zone(name: &str) -> bool {
    let options = Object::new();
    let set = Reflect::set(&options, &"timeZone".into(), &name.into());
    let arguments = js_sys::Array::of2(&"en".into(), &options);
    let make = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let format: js_sys::Function = Reflect::get(&intl, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
        Reflect::construct(&format, &arguments).ok()
    };
    !name.is_empty() && set.is_ok() && make().is_some()
}

/// Bytes from the browser's generator; zeros only where a browser has none, which none that runs this lacks.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let _ = getrandom::fill(&mut bytes);
    bytes
}

/// A fresh id.
pub fn fresh<T>(make: fn(u64, [u8; 10]) -> T) -> T {
    make(millis(), random())
}
