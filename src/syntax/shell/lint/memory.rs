//! Findings of scripts that were looked at before: the same RUN stands in many files, and is read again after
//! each fix and each keystroke.
//!
//! Knows texts and how they are run. Bounded: when it is full it starts anew.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::{Finding, Runner};

/// How many bytes of scripts are kept.
const MOST_BYTES: usize = 1 << 22;

#[derive(Default)]
struct Memory {
    bytes: usize,
    known: HashMap<(Runner, Arc<str>), Arc<[Finding]>>,
}

static MEMORY: LazyLock<Mutex<Memory>> = LazyLock::new(Mutex::default);

/// What is known of a script, or what is found now.
pub(super) fn recall(text: &str, runner: Runner, find: impl Fn(&str, Runner) -> Vec<Finding>) -> Arc<[Finding]> {
    let key = (runner, Arc::from(text));
    let lock = || MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lock().known.get(&key) {
        return Arc::clone(known);
    }
    // Not under the lock: two threads may look at the same text, and find the same.
    let found: Arc<[Finding]> = find(text, runner).into();
    let mut memory = lock();
    if memory.bytes + text.len() > MOST_BYTES {
        *memory = Memory::default();
    }
    memory.bytes += text.len();
    memory.known.insert(key, Arc::clone(&found));
    found
}
