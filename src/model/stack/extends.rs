//! Services that are made from others.
//!
//! Chains are followed from end to end without recursion, each service of a file is completed once, and a chain that
//! comes back to itself ends. Only this module knows `extends`.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::load::{Context, Loader, Opened, reason};
use super::paths::{anchor, clean, directory_of, is_remote};
use super::{FileError, resets};
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, ValueKind, merge};
use crate::text::Place;

/// The services of one file while they are being extended.
struct Table {
    /// As they are written, with variables replaced.
    written: Arc<Mapping>,
    /// Those that are complete.
    complete: HashMap<String, Option<Value>>,
}

/// What a service extends.
struct Reference<'a> {
    service: &'a Value,
    file: Option<&'a Value>,
}

impl Reference<'_> {
    /// With the name of the service.
    fn named(self) -> Option<(Self, String)> {
        let name = self.service.to_text()?;
        Some((self, name))
    }
}

/// A service of a file: the table and the name.
type Link = (usize, String);

/// Services of one document and of the files that they extend.
struct Extender<'l, 'd, 'c> {
    loader: &'l mut Loader<'d>,
    context: &'c Context,
    tables: Vec<Table>,
    /// Tables of files by the path that asks for them.
    by_path: HashMap<PathBuf, Option<usize>>,
}

impl Loader<'_> {
    /// Completes the services of a document that extend others.
    pub fn extend_services(&mut self, document: &mut Value, _file: &Opened, context: &Context) {
        let Some(services) = document.as_mapping_mut().and_then(|document| document.get_mut("services")) else {
            return;
        };
        let ValueKind::Mapping(mapping) = &mut services.kind else { return };
        if !mapping.iter().any(|(_, member)| member.value.get("extends").is_some()) {
            return;
        }
        let written = Arc::new(mapping.clone());
        let table = Table { written: Arc::clone(&written), complete: HashMap::new() };
        let mut extender = Extender { loader: self, context, tables: vec![table], by_path: HashMap::new() };
        for (name, member) in mapping.iter_mut().filter(|(_, member)| member.value.get("extends").is_some()) {
            let link = (0, name.to_owned());
            extender.complete(&link);
            if let Some(Some(complete)) = extender.tables.first_mut().and_then(|table| table.complete.get(name)) {
                member.value = complete.clone();
            }
            if let Some(service) = member.value.as_mapping_mut() {
                service.remove("extends");
            }
        }
    }
}

impl Extender<'_, '_, '_> {
    /// Completes a service and all that it is made from.
    fn complete(&mut self, link: &Link) {
        let mut chain: Vec<Link> = Vec::new();
        let mut seen: HashSet<Link> = HashSet::new();
        let mut next = Some(link.clone());
        while let Some(link) = next.take() {
            if self.is_complete(&link) {
                chain.push(link);
                break;
            }
            if seen.contains(&link) {
                self.report_cycle(&chain, &link);
                break;
            }
            seen.insert(link.clone());
            next = self.base(&link);
            chain.push(link);
        }
        let mut base: Option<Value> = None;
        for (table, name) in chain.into_iter().rev() {
            base = self.put_together(table, name, base);
        }
    }

    /// Whether the service was completed before.
    fn is_complete(&self, (table, name): &Link) -> bool {
        self.tables.get(*table).is_some_and(|table| table.complete.contains_key(name))
    }

    /// What is written of a service.
    fn written(&self, (table, name): &Link) -> Option<Value> {
        self.tables.get(*table)?.written.get(name).cloned()
    }

    /// Merges a service onto what it extends, unless that was done before.
    fn put_together(&mut self, table: usize, name: String, base: Option<Value>) -> Option<Value> {
        let link = (table, name);
        if self.is_complete(&link) {
            return self.tables.get(table)?.complete.get(&link.1).cloned().flatten();
        }
        let mut service = self.written(&link)?;
        let is_resetting = base.is_some();
        if let Some(mapping) = service.as_mapping_mut() {
            mapping.remove("extends");
        }
        if base.as_ref().is_some_and(|base| base.as_mapping().is_none()) {
            self.leave_open(&link);
        }
        if let (Some(mut base), true) = (base, service.as_mapping().is_some()) {
            self.loader.copies = self.loader.copies.saturating_sub(count(&base));
            resets::apply(&mut base, &resets::paths(&service));
            merge::strip(&mut service);
            service = merge::merge_service(base, service, &mut self.loader.problems);
        }
        if !is_resetting && table != 0 {
            merge::strip(&mut service);
        }
        if let Some(table) = self.tables.get_mut(table) {
            table.complete.insert(link.1, Some(service.clone()));
        }
        Some(service)
    }

    /// The service that a service extends.
    fn base(&mut self, link: &Link) -> Option<Link> {
        let service = self.written(link)?;
        let extends = service.get("extends")?;
        let Some((reference, name)) = reference(extends).and_then(Reference::named) else {
            let message = "`extends` does not say which service";
            let problem = ComposeProblem::new(ComposeProblemKind::WrongType, extends.place, message);
            self.loader.report(problem.help("set `service:` to the name of a service"));
            self.leave_open(link);
            return None;
        };
        if self.loader.copies == 0 {
            let reason = "the services that extend each other are too many to be looked through";
            self.loader.gap(reference.service.place, name, reason);
            self.leave_open(link);
            return None;
        }
        let table = match reference.file.filter(|file| !file.is_null()) {
            Some(file) => self.table(file, link)?,
            None => link.0,
        };
        if self.tables.get(table).is_some_and(|table| table.written.has(&name)) {
            return Some((table, name));
        }
        let message = match reference.file.and_then(Value::as_text) {
            Some(file) => format!("`{file}` has no service `{name}`"),
            None => format!("there is no service `{name}` in this file"),
        };
        let problem = ComposeProblem::new(ComposeProblemKind::UndefinedReference, reference.service.place, message);
        let help = "`extends` takes a service of this file, or of the one that `file:` names";
        self.loader.report(problem.help(help));
        self.leave_open(link);
        None
    }

    /// What the service comes to is not known whole.
    fn leave_open(&mut self, (table, name): &Link) {
        if *table == 0 {
            self.loader.open_services.insert(name.clone());
        } else {
            self.loader.is_open = true;
        }
    }

    /// The services of the file that is extended.
    fn table(&mut self, file: &Value, link: &Link) -> Option<usize> {
        let text = file.as_text()?;
        let path = PathBuf::from(text);
        if let Some(known) = self.by_path.get(&path) {
            let known = *known;
            if known.is_none() {
                self.leave_open(link);
            }
            return known;
        }
        let table = self.read_table(text, file.place);
        self.by_path.insert(path, table);
        if table.is_none() {
            self.leave_open(link);
        }
        table
    }

    /// Reads the services of a file; what their paths start from is the project's folder afterwards.
    fn read_table(&mut self, text: &str, place: Place) -> Option<usize> {
        if is_remote(text) {
            self.loader.gap(place, text, "it is not on this disk");
            return None;
        }
        let opened = match self.loader.open_asked(text, place, self.context) {
            Ok(opened) => opened,
            Err(()) => return None,
        };
        let mut whole: Option<Value> = None;
        for document in opened.documents.iter() {
            let mut document = document.clone();
            let paths = resets::paths(&document);
            merge::strip(&mut document);
            self.loader.prepare(&mut document, self.context);
            whole = Some(match whole {
                Some(mut base) => {
                    resets::apply(&mut base, &paths);
                    merge::merge(base, document, &mut self.loader.problems)
                }
                None => document,
            });
        }
        let mut whole = whole?;
        if let Some(mapping) = whole.as_mapping_mut() {
            mapping.remove("include");
        }
        merge::unique(&mut whole);
        self.loader.lengthen(&mut whole);
        anchor(&mut whole, &directory_of(&PathBuf::from(text)));
        let written = whole.get("services").and_then(Value::as_mapping).cloned().unwrap_or_default();
        self.tables.push(Table { written: Arc::new(written), complete: HashMap::new() });
        Some(self.tables.len() - 1)
    }

    /// Reports services that extend each other.
    fn report_cycle(&mut self, chain: &[Link], closing: &Link) {
        let Some(last) = chain.last().and_then(|link| self.written(link)) else { return };
        let Some(reference) = last.get("extends").and_then(reference) else { return };
        let start = chain.iter().position(|link| link == closing).unwrap_or(0);
        let names: Vec<&str> = chain.iter().skip(start).map(|(_, name)| name.as_str()).take(10).collect();
        let message = match names.as_slice() {
            [name] => format!("`{name}` extends itself"),
            names => format!("these services extend each other: `{} -> {}`", names.join(" -> "), closing.1),
        };
        let problem = ComposeProblem::new(ComposeProblemKind::Cycle, reference.service.place, message);
        self.loader.report(problem.help("take one `extends` away; what they share can be a service of its own"));
        for link in chain {
            self.leave_open(link);
        }
    }
}

impl Loader<'_> {
    /// Reads a file that another asks for. What keeps it from being read is said.
    pub fn open_asked(&mut self, text: &str, place: Place, context: &Context) -> Result<Opened, ()> {
        if self.loads == 0 {
            self.gap(place, text, "the files that ask for each other are too many to be looked through");
            return Err(());
        }
        self.loads -= 1;
        let path = clean(&context.directory.join(text));
        let is_known = self.is_known(&path);
        match self.open(&path) {
            Ok(opened) => {
                if is_known {
                    let copied: usize = opened.documents.iter().map(count).sum();
                    self.copies = self.copies.saturating_sub(copied);
                    self.loads = if self.copies == 0 { 0 } else { self.loads };
                }
                Ok(opened)
            }
            Err(FileError::Missing) => {
                let message = format!("there is no file `{text}`");
                let problem = ComposeProblem::new(ComposeProblemKind::MissingFile, place, message);
                self.report(problem.help("paths start from the folder of the project"));
                Err(())
            }
            Err(error) => {
                self.gap(place, text, reason(error));
                Err(())
            }
        }
    }
}

/// What a service extends, as it is written.
fn reference(extends: &Value) -> Option<Reference<'_>> {
    match &extends.kind {
        ValueKind::Scalar(_) => Some(Reference { service: extends, file: None }),
        ValueKind::Mapping(mapping) => Some(Reference { service: mapping.get("service")?, file: mapping.get("file") }),
        ValueKind::Sequence(_) => None,
    }
}

/// How many values a value is.
pub(super) fn count(value: &Value) -> usize {
    match &value.kind {
        ValueKind::Scalar(_) => 1,
        ValueKind::Sequence(items) => items.iter().map(count).sum::<usize>() + 1,
        ValueKind::Mapping(mapping) => mapping.iter().map(|(_, member)| count(&member.value)).sum::<usize>() + 1,
    }
}
