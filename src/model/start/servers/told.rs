//! What a started server is told: port, address, flags that make it talk.
//!
//! Knows the words and variables that the search found, nothing of stages. Start with [`StartedServer::host`] and
//! [`StartedServer::port`].

use super::{Argument, StartedServer, Told};
use crate::knowledge::servers::{self, Channel, Host, Operand, host, split_address};
use crate::text::Span;

impl StartedServer {
    /// The port it listens on, as far as the file tells; what a file of the project may change is not told.
    pub fn port(&self) -> Option<Told<u16>> {
        let bound = self.values(self.server.bind);
        if let Some((value, span)) =
            bound.into_iter().next().or_else(|| self.operand()).or_else(|| self.bind_variable())
        {
            let text = &value.filter(|value| value.is_whole)?.text;
            let port = split_address(text.split(';').next()?).1;
            return port.map(|value| Told { value, span: Some(span) });
        }
        let (value, span) = match self.values(self.server.port.flags).into_iter().next() {
            Some((value, span)) => (value, Some(span)),
            None if self.may_hide_flags() => return None,
            None => match self.variable(self.server.port) {
                Some(value) => (Some(value), Some(value.span)),
                None => {
                    let is_certain = !self.server.configured && !self.has(self.server.opens);
                    return self.server.default_port.filter(|_| is_certain).map(|value| Told { value, span: None });
                }
            },
        };
        let port = value.filter(|value| value.is_whole)?.text.parse().ok()?;
        Some(Told { value: port, span })
    }

    /// Where it listens, as far as the file tells.
    pub fn host(&self) -> Told<Host> {
        let told = |host: Option<Host>, span| Told { value: host.unwrap_or(Host::Unknown), span: Some(span) };
        let mut addresses = self.addresses();
        // Who listens on several addresses is reached by the best of them.
        addresses.sort_by_key(|address| address.value == Host::Loopback);
        if let Some(address) = addresses.first() {
            return *address;
        }
        let unknown = Told { value: Host::Unknown, span: None };
        match self.values(self.server.host.flags).into_iter().next() {
            // Without a value it means every address.
            Some((None, span)) => return Told { value: Host::All, span: Some(span) },
            Some((Some(value), span)) => return told(host(&value.text).filter(|_| value.is_whole), span),
            None if self.may_hide_flags() || self.has(self.server.opens) => return unknown,
            None => {}
        }
        match self.variable(self.server.host) {
            Some(value) => told(host(&value.text).filter(|_| value.is_whole), value.span),
            None => Told { value: self.usual_host(), span: None },
        }
    }

    /// Where it listens unless it is told an address, as far as its mode tells.
    fn usual_host(&self) -> Host {
        let mode = self.server.mode;
        if mode.variables.is_empty() {
            return self.server.default_host;
        }
        let told = self.values(mode.flags).into_iter().next().map(|(value, _)| value);
        match told.unwrap_or_else(|| self.variable(mode)) {
            Some(value) if value.is_whole && value.text == "development" => Host::Loopback,
            Some(value) if value.is_whole => self.server.default_host,
            Some(_) => Host::Unknown,
            None if self.sees_environment => Host::Loopback,
            None => Host::Unknown,
        }
    }

    /// The variable that names addresses.
    fn bind_variable(&self) -> Option<(Option<&Argument>, Span)> {
        let channel = Channel { flags: &[], variables: self.server.bind_variables };
        self.variable(channel).map(|value| (Some(value), value.span))
    }

    /// The addresses that flags with address and port name; a first argument that is a port names none.
    fn addresses(&self) -> Vec<Told<Host>> {
        let by_flag = self.values(self.server.bind).into_iter().map(|(value, span)| (value, span, true));
        let by_operand = self.operand().into_iter().map(|(value, span)| (value, span, false));
        let by_flag: Vec<_> = by_flag.collect();
        // Arguments come before what the image says.
        let by_variable = self.bind_variable().filter(|_| by_flag.is_empty()).map(|(value, span)| (value, span, true));
        let meaning = |(value, span, is_flag): (Option<&Argument>, Span, bool)| {
            let value = value?;
            let mut parts = value.text.split(';').filter(|part| !part.is_empty());
            // One that is open, or not known, is enough.
            let is_shut = |part: &&str| split_address(part).0.and_then(host) == Some(Host::Loopback);
            let text = parts.clone().find(|part| !is_shut(part)).or_else(|| parts.next()).unwrap_or_default();
            let value = match split_address(text).0 {
                Some(address) => host(address).unwrap_or(Host::Unknown),
                None if text.starts_with(':') => Host::All,
                None if is_flag => Host::Unknown,
                None => return None,
            };
            Some(Told { value, span: Some(span) })
        };
        by_flag.into_iter().chain(by_operand).chain(by_variable).filter_map(meaning).collect()
    }

    /// The flag that makes it watch its files or show what it does.
    pub fn debug_flag(&self) -> Option<(&str, Span)> {
        let flags = self.server.debug;
        let found = self.arguments.iter().find(|word| word.is_whole && flags.contains(&word.text.as_str()))?;
        Some((&found.text, found.span))
    }

    /// The address written at a place, opened to every interface: `0.0.0.0:80` for `localhost:80`. `None` where
    /// more than the address stands there.
    pub fn opened(&self, place: Span) -> Option<String> {
        let word = self
            .arguments
            .iter()
            .find(|word| word.span == place && word.is_whole && word.is_exact() && !word.text.contains(';'))?;
        let address = match word.text.split_once("://") {
            Some((_, rest)) => rest,
            None => &word.text,
        };
        let address = split_address(address).0?;
        Some(word.text.replacen(address, "0.0.0.0", 1))
    }

    /// The values of flags, each with its place; `None` for a flag at the end or before another one.
    fn values(&self, flags: &[&str]) -> Vec<(Option<&Argument>, Span)> {
        let mut values = Vec::new();
        for (index, word) in self.arguments.iter().enumerate() {
            if flags.contains(&word.text.as_str()) && word.is_whole {
                let next = self.arguments.get(index + 1);
                let value = next.filter(|next| !next.text.starts_with('-') || next.text.is_empty());
                values.push((value, value.map_or(word.span, |value| value.span)));
            }
        }
        values
    }

    /// Whether one of the words is among what it is told, be it a flag or a value.
    pub fn has(&self, flags: &[&str]) -> bool {
        self.arguments.iter().any(|word| flags.contains(&servers::flag_name(&word.text)))
    }

    /// The first argument that is an address, where the server takes one.
    fn operand(&self) -> Option<(Option<&Argument>, Span)> {
        if self.server.operand != Operand::Address {
            return None;
        }
        let is_address = |word: &&Argument| {
            let (address, port) = split_address(&word.text);
            !word.text.starts_with('-') && (port.is_some() || address.and_then(host).is_some() || !word.is_whole)
        };
        self.arguments.iter().find(is_address).map(|word| (Some(word), word.span))
    }

    /// Whether a word of which nothing is known may be a flag; behind a flag it is its value.
    fn may_hide_flags(&self) -> bool {
        let before = std::iter::once(None).chain(self.arguments.iter().map(Some));
        self.arguments.iter().zip(before).any(|(word, before)| {
            !word.is_whole && word.text.is_empty() && !before.is_some_and(|before| before.text.starts_with('-'))
        })
    }

    fn variable(&self, channel: Channel) -> Option<&Argument> {
        let named = |name: &&str| self.environment.iter().find(|(known, _)| known == name);
        channel.variables.iter().find_map(named).map(|(_, value)| value)
    }
}
