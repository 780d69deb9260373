//! Which services mount which volume.
//!
//! Asked for each mount of each service, and so found once for all. Start with [`Stack::users_of_volume`].

use std::collections::HashMap;

use super::Stack;
use crate::syntax::compose::ast::Service;

/// The services that mount each volume, by their names, in their order.
pub(super) type VolumeUsers = HashMap<String, Vec<String>>;

impl Stack {
    /// The services that mount a volume with a name, each once and in their order.
    pub fn users_of_volume(&self, volume: &str) -> impl Iterator<Item = &Service> {
        let users = self.volume_users.get(|| {
            let mut users = VolumeUsers::new();
            for service in self.services() {
                for name in service.volumes.iter().filter_map(|mount| mount.volume()) {
                    let known = users.entry(name.value.clone()).or_default();
                    if known.last() != Some(&service.name.value) {
                        known.push(service.name.value.clone());
                    }
                }
            }
            users
        });
        users.get(volume).into_iter().flatten().filter_map(|name| self.service(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    #[test]
    fn services_share_volumes() {
        let mount = |source: &str| format!("{{type: volume, source: {source}, target: /{source}}}");
        let text = format!(
            "services: {{a: {{volumes: [{0}, {0}, {1}]}}, b: {{volumes: [{0}]}}, c: {{}}}}",
            mount("data"),
            mount("logs")
        );
        let stack = Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new());
        let users =
            |volume| stack.users_of_volume(volume).map(|service| service.name.value.as_str()).collect::<Vec<_>>();
        assert_eq!(users("data"), ["a", "b"]);
        assert_eq!(users("logs"), ["a"]);
        assert!(users("other").is_empty());
    }
}
