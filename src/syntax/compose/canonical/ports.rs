//! Ports.

use crate::syntax::compose::parts::{Part, part_scalar, part_text};
use crate::syntax::compose::ports::{PortText, parse};
use crate::syntax::compose::{ComposeProblem, Data, Mapping, Value, ValueKind};

use super::put;

/// How many ports short forms may stand for in a project: a range is short to write.
///
/// A range that would be too much stays as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(1 << 17)
    }
}

impl Budget {
    fn take(&mut self, count: usize) -> bool {
        match self.0.checked_sub(count) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }
}

/// Brings ports into their long form: one entry may become several.
pub(super) fn ports(value: &mut Value, budget: &mut Budget, problems: &mut Vec<ComposeProblem>) {
    let ValueKind::Sequence(items) = &mut value.kind else { return };
    let mut made = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        match item.data() {
            Some(Data::Integer(_)) => made.push(number(&item)),
            Some(Data::Text(text)) => match parse(text) {
                Ok(port) if budget.take(port.count()) => made.extend(mappings(&item, &port)),
                Ok(_) => made.push(item),
                Err(flaw) => {
                    problems.push(flaw.problem(&item));
                    made.push(item);
                }
            },
            _ => made.push(published(item)),
        }
    }
    *items = made;
}

fn number(item: &Value) -> Value {
    let mut mapping = Mapping::new();
    put(&mut mapping, "target", item.clone());
    long(item, mapping)
}

fn long(item: &Value, mapping: Mapping) -> Value {
    Value { through: item.through, directive: item.directive, ..Value::new(ValueKind::Mapping(mapping), item.place) }
}

fn mappings(item: &Value, port: &PortText) -> Vec<Value> {
    let protocol = port.protocol.clone().unwrap_or_else(|| Part::new("tcp".to_owned(), 0..0));
    let one = |mapping: crate::syntax::compose::ports::PortMapping| {
        let mut made = Mapping::with_capacity(5);
        put(&mut made, "mode", Value::text("ingress", item.place));
        if let Some(ip) = &port.host_ip {
            put(&mut made, "host_ip", part_text(item, ip.range.clone(), ip.value.clone()));
        }
        put(&mut made, "target", part_scalar(item, port.target.range.clone(), Data::Integer(mapping.target.into())));
        if let (Some(text), Some(part)) = (mapping.published, &port.published) {
            put(&mut made, "published", part_text(item, part.range.clone(), text));
        }
        put(&mut made, "protocol", part_text(item, protocol.range.clone(), protocol.value.clone()));
        long(item, made)
    };
    port.mappings().into_iter().map(one).collect()
}

/// The port of the host is a text also where it is written as a number.
fn published(mut item: Value) -> Value {
    if let Some(published) = super::member(&mut item, "published") {
        super::texts::text(published);
    }
    item
}
