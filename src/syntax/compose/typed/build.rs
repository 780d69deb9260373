//! How images are built.

use super::super::Value;
use super::super::ast::Build;
use super::objects::grant;
use super::read::{self, Keys};
use super::resources::ulimits;

/// `build:`; a text is the context.
pub(super) fn build(value: &Value) -> Option<Build> {
    let keys = Keys::of(value);
    let context = match value.as_mapping() {
        Some(_) => keys.text("context"),
        None => Some(read::text(value)?),
    };
    Some(Build {
        context,
        dockerfile: keys.text("dockerfile"),
        dockerfile_inline: keys.text("dockerfile_inline"),
        target: keys.text("target"),
        args: keys.pairs("args"),
        network: keys.text("network"),
        privileged: keys.flag("privileged"),
        entitlements: keys.texts("entitlements"),
        ssh: keys.pairs("ssh"),
        secrets: keys.items("secrets").iter().filter_map(grant).collect(),
        additional_contexts: keys.pairs("additional_contexts"),
        platforms: keys.texts("platforms"),
        provenance: keys.text("provenance"),
        sbom: keys.text("sbom"),
        tags: keys.texts("tags"),
        labels: keys.pairs("labels"),
        extra_hosts: keys.hosts("extra_hosts"),
        cache_from: keys.texts("cache_from"),
        cache_to: keys.texts("cache_to"),
        no_cache: keys.flag("no_cache"),
        pull: keys.flag("pull"),
        shm_size: keys.bytes("shm_size"),
        ulimits: ulimits(keys.value("ulimits")),
        isolation: keys.text("isolation"),
        place: value.place,
    })
}
