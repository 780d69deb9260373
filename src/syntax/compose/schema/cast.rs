//! Booleans and numbers out of texts.
//!
//! Compose does this as soon as variables are replaced, to every text at a path whose type it knows, quoted or not.
//! What it cannot make anything of stays a text here, and `check` says so. Start with [`cast`].

use crate::syntax::compose::{Data, Value, ValueKind};

use super::check::fits;
use super::project::PROJECT;
use super::shape::{Keys, Shape, Target, Texts};

/// Makes booleans and numbers of the texts that Compose casts. Goes over a value that is cast already without effect.
pub fn cast(root: &mut Value) {
    object(root, &PROJECT);
}

fn object(value: &mut Value, keys: &'static Keys) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (name, member) in mapping.iter_mut() {
        if let Some(key) = keys.key(name) {
            shape(&mut member.value, &key.shape);
        }
    }
}

fn shape(value: &mut Value, of: &'static Shape) {
    match of {
        Shape::Boolean(Texts::Cast(target))
        | Shape::Integer(_, Texts::Cast(target))
        | Shape::Number(_, Texts::Cast(target)) => scalar(value, *target),
        Shape::List(item, _) => {
            if let ValueKind::Sequence(items) = &mut value.kind {
                items.iter_mut().for_each(|value| shape(value, item));
            }
        }
        Shape::Map(map) => {
            let Some(mapping) = value.as_mapping_mut() else { return };
            mapping.iter_mut().for_each(|(_, member)| shape(&mut member.value, &map.value));
        }
        Shape::Object(keys) => object(value, keys),
        Shape::OneOf(shapes) => {
            if let Some(chosen) = shapes.iter().find(|shape| fits(shape, value)) {
                shape(value, chosen);
            }
        }
        Shape::Nothing
        | Shape::Text
        | Shape::Pattern(_)
        | Shape::Enumeration(_)
        | Shape::Duration
        | Shape::Bytes(_)
        | Shape::Boolean(_)
        | Shape::Integer(..)
        | Shape::Number(..)
        | Shape::Scalar(_) => {}
    }
}

fn scalar(value: &mut Value, target: Target) {
    if let ValueKind::Scalar(scalar) = &mut value.kind
        && let Data::Text(text) = &scalar.data
        && let Some(data) = read(text, target)
    {
        scalar.data = data;
    }
}

/// What Compose makes of a text, where it can.
pub(super) fn read(text: &str, target: Target) -> Option<Data> {
    match target {
        Target::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some(Data::Boolean(true)),
            "false" | "no" | "off" | "n" => Some(Data::Boolean(false)),
            _ => None,
        },
        Target::Integer => text.parse().ok().map(Data::Integer),
        Target::Number => number(text).map(Data::Float),
        Target::Mode => i64::from_str_radix(text, 8).ok().map(Data::Integer),
    }
}

/// A number as Go reads one, but for infinity, which no configuration can hold.
fn number(text: &str) -> Option<f64> {
    let value = text.parse().ok().or_else(|| hexadecimal(text))?;
    f64::is_finite(value).then_some(value)
}

/// A number with hexadecimal digits and an exponent of two: `0x1p-2`.
fn hexadecimal(text: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    let (digits, exponent) = lower.strip_prefix("0x")?.split_once('p')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa = i64::from_str_radix(&format!("{whole}{fraction}"), 16).ok()? as f64;
    let exponent: i32 = exponent.parse().ok()?;
    let shift = i32::try_from(fraction.len()).ok()?.checked_mul(4)?;
    Some(mantissa * 2f64.powi(exponent.checked_sub(shift)?))
}
