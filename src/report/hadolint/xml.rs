//! Text made fit for XML, with the escapes hadolint writes.

use crate::report::visible;

/// What an XML file starts with.
pub const PROLOGUE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// A text between the quotes of an attribute. What XML cannot hold is written out.
pub fn attribute(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A text between tags.
pub fn content(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
