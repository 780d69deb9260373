//! The keys of `build`.

use super::shape::{Keys, Kind, Shape, key, keys};
use super::shapes::{
    BUILD_ULIMITS, BYTES, EXTRA_HOSTS, GRANTS, LATE_SWITCH, LIST_OR_MAP, TEXT, TEXT_OR_TEXTS_ONCE, TEXTS,
};

/// How an image is built.
pub(super) const BUILD: Keys = keys(
    "`build`",
    &[&[
        key("additional_contexts", LIST_OR_MAP),
        key("args", LIST_OR_MAP),
        key("cache_from", TEXTS),
        key("cache_to", TEXTS),
        key("context", TEXT),
        key("dockerfile", TEXT),
        key("dockerfile_inline", TEXT),
        key("entitlements", TEXTS),
        key("extra_hosts", EXTRA_HOSTS),
        key("isolation", TEXT),
        key("labels", LIST_OR_MAP),
        key("network", TEXT),
        key("no_cache", LATE_SWITCH),
        key("no_cache_filter", TEXT_OR_TEXTS_ONCE),
        key("platforms", TEXTS),
        key("privileged", LATE_SWITCH),
        key("provenance", ATTESTATION),
        key("pull", LATE_SWITCH),
        key("sbom", ATTESTATION),
        key("secrets", GRANTS),
        key("shm_size", BYTES),
        key("ssh", LIST_OR_MAP),
        key("tags", TEXTS),
        key("target", TEXT),
        key("ulimits", BUILD_ULIMITS),
    ]],
);

/// Whether there is an attestation, or what it is to say.
const ATTESTATION: Shape = Shape::Scalar(&[Kind::Text, Kind::Boolean, Kind::Date]);
