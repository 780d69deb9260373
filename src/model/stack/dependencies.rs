//! Which services need which: `depends_on`, and what needs another service without saying so there.
//!
//! Links, `volumes_from` and shared namespaces make Compose start the other service first too. Names that nothing
//! declares have no edge. Start with [`Stack::dependencies_of`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/05-services.md#depends_on>

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Condition, Dependency, Namespace, Project, Service};
use crate::text::Place;

/// A service that needs another.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// The one that waits.
    pub from: &'a Service,
    /// The one that it waits for.
    pub to: &'a Service,
    /// What makes it wait.
    pub kind: EdgeKind,
    /// Where the other one is named.
    pub place: Place,
}

/// What makes a service need another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// `depends_on`: the item of this number.
    DependsOn(usize),
    /// `links`
    Link,
    /// `volumes_from`
    VolumesFrom,
    /// `network_mode: service:name`
    Network,
    /// `pid`, `ipc`, `uts` and the like with `service:name`.
    Namespace,
}

impl<'a> Edge<'a> {
    /// The entry of `depends_on` that it is.
    pub fn dependency(&self) -> Option<&'a Dependency> {
        match self.kind {
            EdgeKind::DependsOn(index) => self.from.depends_on.get(index),
            EdgeKind::Link | EdgeKind::VolumesFrom | EdgeKind::Network | EdgeKind::Namespace => None,
        }
    }

    /// What has to be true of the other one first.
    pub fn condition(&self) -> &'a Condition {
        self.dependency().map_or(&Condition::Started, |dependency| &dependency.condition.value)
    }
}

/// An edge by the numbers of its services.
#[derive(Clone, Copy, Debug)]
struct Numbered {
    from: usize,
    to: usize,
    kind: EdgeKind,
    place: Place,
}

/// The edges of a project, by service in both directions.
#[derive(Debug, Default)]
pub(super) struct Edges {
    outgoing: Vec<Vec<Numbered>>,
    incoming: Vec<Vec<Numbered>>,
}

impl Edges {
    /// Collects them: one walk over the services.
    pub(super) fn of(project: &Project) -> Self {
        let outgoing: Vec<Vec<Numbered>> = project
            .services
            .values()
            .enumerate()
            .map(|(from, service)| {
                let number = |(kind, name, place): (EdgeKind, &str, Place)| {
                    let to = project.services.get_index_of(name)?;
                    Some(Numbered { from, to, kind, place })
                };
                needs(service).filter_map(number).collect()
            })
            .collect();
        let mut incoming = vec![Vec::new(); outgoing.len()];
        for edge in outgoing.iter().flatten() {
            if let Some(edges) = incoming.get_mut(edge.to) {
                edges.push(*edge);
            }
        }
        Self { outgoing, incoming }
    }
}

/// Everything that a service needs, with its name and where that stands.
fn needs(service: &Service) -> impl Iterator<Item = (EdgeKind, &str, Place)> {
    let depends_on = service.depends_on.iter().enumerate().map(|(index, dependency)| {
        (EdgeKind::DependsOn(index), dependency.service.value.as_str(), dependency.service.place)
    });
    let links = service.links.iter().map(|link| (EdgeKind::Link, link));
    let volumes_from = service.volumes_from.iter().map(|link| (EdgeKind::VolumesFrom, link));
    let of_project = links.chain(volumes_from).filter(|(_, link)| !link.is_container);
    let links = of_project.map(|(kind, link)| (kind, link.name.value.as_str(), link.name.place));
    let others = [&service.pid, &service.ipc, &service.uts, &service.userns_mode, &service.cgroup];
    let others = others.into_iter().filter_map(|it| Some((EdgeKind::Namespace, it.as_ref()?)));
    let network = service.network_mode.as_ref().map(|mode| (EdgeKind::Network, mode));
    let namespaces = network.into_iter().chain(others).filter_map(|(kind, mode)| of_service(kind, mode));
    depends_on.chain(links).chain(namespaces)
}

fn of_service(kind: EdgeKind, mode: &Located<Namespace>) -> Option<(EdgeKind, &str, Place)> {
    match &mode.value {
        Namespace::Service(name) => Some((kind, name, mode.place)),
        Namespace::Host | Namespace::Container(_) | Namespace::None | Namespace::Bridge | Namespace::Other(_) => None,
    }
}

impl Stack {
    /// What a service needs, in the order it is written; one that it needs twice is there twice.
    pub fn dependencies_of(&self, service: &Service) -> impl Iterator<Item = Edge<'_>> {
        self.edges_of(&self.edges.outgoing, service)
    }

    /// What needs a service.
    pub fn dependents_of(&self, service: &Service) -> impl Iterator<Item = Edge<'_>> {
        self.edges_of(&self.edges.incoming, service)
    }

    fn edges_of<'a>(&'a self, edges: &'a [Vec<Numbered>], service: &Service) -> impl Iterator<Item = Edge<'a>> {
        let services = &self.project.services;
        let edges = edges.get(service.number).map(Vec::as_slice).unwrap_or_default();
        edges.iter().filter_map(|edge| {
            let (_, from) = services.get_index(edge.from)?;
            let (_, to) = services.get_index(edge.to)?;
            Some(Edge { from, to, kind: edge.kind, place: edge.place })
        })
    }
}
