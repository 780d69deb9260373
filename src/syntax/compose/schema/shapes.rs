//! Shapes that many keys share.

use super::shape::{
    Items, Key, Keys, Kind, Map, Names, Numbers, Range, Shape, Target, Texts, closed, deprecated, key, keys, required,
};

/// A text.
pub(super) const TEXT: Shape = Shape::Text;

/// A text; a date is taken as one.
pub(super) const TEXT_OR_DATE: Shape = Shape::Scalar(&[Kind::Text, Kind::Date]);

/// A boolean that may be a text, cast early.
pub(super) const SWITCH: Shape = Shape::Boolean(Texts::Cast(Target::Boolean));

/// A boolean that may be a text, read late.
pub(super) const LATE_SWITCH: Shape = Shape::Boolean(Texts::Read(Target::Boolean));

/// A whole number that may be a text, cast early.
pub(super) const COUNT: Shape = Shape::Integer(None, Texts::Cast(Target::Integer));

/// The same where Compose has no room for a sign.
pub(super) const UNSIGNED: Shape = Shape::Integer(NOT_NEGATIVE, Texts::Cast(Target::Integer));

/// A number whose text must be a whole one.
pub(super) const ROUND_NUMBER: Shape = Shape::Number(None, Texts::Cast(Target::Integer));

/// A number that may be a text, cast early.
pub(super) const FRACTION: Shape = Shape::Number(None, Texts::Cast(Target::Number));

/// A number that may be a text, read late.
pub(super) const LATE_FRACTION: Shape = Shape::Number(None, Texts::Read(Target::Number));

/// No sign.
pub(super) const NOT_NEGATIVE: Range = Some(0..=i64::MAX);

/// A number of bytes, as a text or a whole number.
pub(super) const BYTES: Shape = Shape::Bytes(Numbers::Whole);

/// A list of texts, each once.
pub(super) const TEXTS_ONCE: Shape = Shape::List(&TEXT, Items::Unique);

/// A list of texts.
pub(super) const TEXTS: Shape = Shape::List(&TEXT, Items::Any);

/// A text, or a list of texts, each once.
pub(super) const TEXT_OR_TEXTS_ONCE: Shape = Shape::OneOf(&[TEXT, TEXTS_ONCE]);

/// A text, or a list of texts.
pub(super) const TEXT_OR_TEXTS: Shape = Shape::OneOf(&[TEXT, TEXTS]);

/// A command line: a text that Compose splits into words, or the words.
pub(super) const COMMAND: Shape = Shape::OneOf(&[Shape::Nothing, TEXT_OR_DATE, TEXTS]);

/// Names with values, as a mapping or as a list of `NAME=value`.
pub(super) const LIST_OR_MAP: Shape = Shape::OneOf(&[Shape::Map(&SCALARS), TEXTS_ONCE]);

const SCALARS: Map = Map {
    names: Names::NotEmpty,
    value: Shape::Scalar(&[Kind::Text, Kind::Number, Kind::Boolean, Kind::Null, Kind::Date]),
};

/// Options that a driver understands.
pub(super) const DRIVER_OPTIONS: Shape =
    Shape::Map(&Map { names: Names::Any, value: Shape::Scalar(&[Kind::Text, Kind::Number, Kind::Date]) });

/// Host names with addresses.
pub(super) const EXTRA_HOSTS: Shape = Shape::OneOf(&[
    Shape::Map(&Map { names: Names::NotEmpty, value: TEXT_OR_TEXTS }),
    Shape::List(&TEXT_OR_DATE, Items::Unique),
]);

/// Secrets or configs that are granted.
pub(super) const GRANTS: Shape = Shape::List(&Shape::OneOf(&[TEXT, Shape::Object(&GRANT)]), Items::Any);

const GRANT: Keys = keys("a secret or config of a service", &[GRANT_KEYS]);

const GRANT_KEYS: &[Key] = &[
    key("gid", TEXT),
    key("mode", Shape::Integer(None, Texts::Read(Target::Mode))),
    key("source", TEXT),
    key("target", TEXT),
    key("uid", TEXT),
];

/// Limits of processes.
pub(super) const ULIMITS: Shape = Shape::Map(&Map {
    names: Names::LettersOrAnything,
    value: Shape::OneOf(&[COUNT, Shape::Object(&keys("an entry of `ulimits`", &[ULIMIT_KEYS]))]),
});

const ULIMIT_KEYS: &[Key] = &[required("hard", COUNT), required("soft", COUNT)];

/// Limits of the processes of a build: here Compose takes no text for a number.
pub(super) const BUILD_ULIMITS: Shape = Shape::Map(&Map {
    names: Names::LettersOrAnything,
    value: Shape::OneOf(&[WHOLE, Shape::Object(&keys("an entry of `ulimits`", &[BUILD_ULIMIT_KEYS]))]),
});

const BUILD_ULIMIT_KEYS: &[Key] = &[required("hard", WHOLE), required("soft", WHOLE)];

/// A whole number and no text.
pub(super) const WHOLE: Shape = Shape::Integer(None, Texts::Refused);

/// Devices that are asked for.
pub(super) const DEVICE_REQUEST_KEYS: &[Key] = &[
    key("capabilities", TEXTS_ONCE),
    key("count", Shape::Integer(None, Texts::Word("all"))),
    key("device_ids", TEXTS_ONCE),
    key("driver", TEXT),
    key("options", LIST_OR_MAP),
];

/// Limits of one device.
pub(super) const DEVICE_LIMITS: Shape = Shape::List(
    &Shape::Object(&closed("a limit of a device", &[&[key("path", TEXT), key("rate", BYTES)]])),
    Items::Any,
);

/// A weight, which has 16 bits.
pub(super) const WEIGHT: Shape = Shape::Integer(Some(0..=65535), Texts::Refused);

/// Weights of devices.
pub(super) const DEVICE_WEIGHTS: Shape = Shape::List(
    &Shape::Object(&closed("a weight of a device", &[&[key("path", TEXT), key("weight", WEIGHT)]])),
    Items::Any,
);

/// Whether something is made elsewhere; a mapping is the old way to give its name too.
pub(super) const EXTERNAL: Shape = Shape::OneOf(&[SWITCH, Shape::Object(&keys("`external`", &[EXTERNAL_KEYS]))]);

/// What the old way to give a name takes.
pub(super) const EXTERNAL_KEYS: &[Key] = &[deprecated("name", TEXT)];
