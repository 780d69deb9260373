//! What is wrong with a text that is no YAML, in our words.
//!
//! The slips people make have a sentence of their own; what hardly ever happens shares one.

use granit_parser::ErrorKind;

/// The problem as one clause, and what to do about it.
pub fn explain(kind: &ErrorKind) -> (String, Option<String>) {
    let (message, help) = clauses(kind);
    (message.to_owned(), (!help.is_empty()).then(|| help.to_owned()))
}

fn clauses(kind: &ErrorKind) -> (&'static str, &'static str) {
    use ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => ("a tab stands where YAML takes blanks alone", "indent with blanks, not tabs"),
        Kind::UnclosedQuotedScalar
        | Kind::DocumentIndicatorInQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::UnexpectedEof => {
            ("a quote that opens before here is not closed", "close it on its line, or leave both quotes out")
        }
        Kind::UnclosedFlowCollection { .. } => ("the bracket that opens here is never closed", "close it"),
        Kind::UnexpectedEofFlowSequence | Kind::UnexpectedEofFlowMapping | Kind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket that opens before here is never closed", "close it")
        }
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket closes nothing that is open", "")
        }
        Kind::ExpectedFlowSequenceSeparator | Kind::ExpectedFlowMappingSeparator => {
            ("a `,` or the closing bracket is missing here", "quote values that hold brackets or braces")
        }
        Kind::InvalidIndentation | Kind::InvalidBlockScalarIndent | Kind::InvalidFlowScalarIndent => {
            ("this line is indented unlike the lines it belongs to", "indent what belongs together alike")
        }
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => {
            ("this line has no `:` where a key with its value belongs", "write `key: value`, or indent it alike")
        }
        Kind::ExpectedBlockMappingKey => {
            ("this line is no `key: value` of the mapping above it", "indent the keys of a mapping alike")
        }
        Kind::ExpectedBlockSequenceEntry => {
            ("this line is no `- item` of the list above it", "indent what belongs together alike")
        }
        Kind::BlockSequenceEntryNotAllowed | Kind::BlockEntryInFlowCollection => {
            ("a list item cannot stand here", "put each item on a line of its own, indented alike")
        }
        Kind::MappingValueNotAllowed | Kind::MappingKeyNotAllowed | Kind::InvalidColonPlacement => {
            ("a second `key:` cannot stand here", "quote the value if it is one text: it contains `: `")
        }
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape | Kind::InvalidUnicodeEscape => {
            ("double quotes do not know this `\\` escape", "write `\\\\`, or use single quotes")
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows the closing quote", "quote the whole value")
        }
        Kind::UnexpectedCharacter { .. } => ("a value cannot start with this character", "quote the value"),
        Kind::ExpectedDocumentStart | Kind::InvalidDocumentEnd => {
            ("nothing can follow the `...` that ends a document", "start another with `---`, or delete the `...`")
        }
        Kind::CommentNotSeparated | Kind::CommentInterceptedScalar => ("a comment cannot stand here", ""),
        Kind::RecursionLimitExceeded => ("lists and mappings are nested too deep to be read", ""),
        Kind::UndeclaredTagHandle => ("this tag starts with a handle that is not declared", ""),
        Kind::BomInsideDocument => ("a byte order mark stands in the middle of the file", "delete it"),
        _ => ("this is no YAML", ""),
    }
}
