//! The files of an image: what steps bring, write, change and remove, and what stays in a layer.
//!
//! Start with `Build::copied` for COPY, `writes` for RUN, `written` for what there is by the time of a step, and
//! `contents` for the programs of an image.

pub(super) mod absences;
pub(super) mod bind_mounts;
pub(super) mod contents;
pub(super) mod copies;
pub(super) mod copy_flags;
pub(super) mod late_changes;
pub(super) mod layers;
pub(super) mod permissions;
pub(super) mod recent_transfers;
pub(super) mod sure_writes;
pub(super) mod writes;
pub(super) mod written;
pub(super) mod written_texts;
