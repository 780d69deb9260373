//! How large programs let their memory grow, by what they are told on the command line or in a variable.
//!
//! Knows words of Java, Node.js and Redis. Start with [`told`].
//! Sources: <https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html>,
//! <https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib>, <https://redis.io/docs/latest/operate/oss_and_stack/management/config/>

/// How large a program lets its memory grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap<'a> {
    /// The words that say so, without the value where it stands alone: `-Xmx2g`.
    pub word: &'a str,
    /// How much.
    pub size: HeapSize,
    /// Who reads it.
    pub runtime: Runtime,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HeapSize {
    /// Bytes.
    Bytes(u64),
    /// A share of what the container may use, in hundredths.
    Percent(f64),
}

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A Java virtual machine.
    Java,
    /// Node.js.
    Node,
    /// Redis and Valkey: how much data they keep.
    Redis,
}

/// What some words tell; of a runtime that is told twice, what it is told last.
pub fn told<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Heap<'a>> {
    let mut found: Vec<Heap<'a>> = Vec::new();
    let mut before = "";
    for word in words {
        if let Some(heap) = of_word(before, word) {
            found.retain(|other| other.runtime != heap.runtime);
            found.push(heap);
        }
        before = word;
    }
    found
}

fn of_word<'a>(before: &str, word: &'a str) -> Option<Heap<'a>> {
    let bare = word.trim_matches(['"', '\'']);
    let heap = |size, runtime| Some(Heap { word: bare, size, runtime });
    if let Some(size) = bare.strip_prefix("-Xmx").or_else(|| bare.strip_prefix("-XX:MaxHeapSize=")) {
        return heap(HeapSize::Bytes(java_bytes(size)?), Runtime::Java);
    }
    if let Some(share) = bare.strip_prefix("-XX:MaxRAMPercentage=") {
        return heap(HeapSize::Percent(share.parse().ok()?), Runtime::Java);
    }
    let megabytes = ["--max-old-space-size=", "--max_old_space_size="].iter().find_map(|flag| bare.strip_prefix(flag));
    if let Some(megabytes) = megabytes {
        return heap(HeapSize::Bytes(megabytes.parse::<u64>().ok()?.checked_mul(1 << 20)?), Runtime::Node);
    }
    if before == "--maxmemory" {
        return heap(HeapSize::Bytes(redis_bytes(bare)?), Runtime::Redis);
    }
    None
}

/// `512m`, `2G`, `1048576`; none at all is no limit.
fn java_bytes(text: &str) -> Option<u64> {
    sized(text, &[("k", 1 << 10), ("m", 1 << 20), ("g", 1 << 30), ("t", 1 << 40)])
}

/// `512mb`, `2gb`, and without the `b` in powers of ten.
fn redis_bytes(text: &str) -> Option<u64> {
    const UNITS: &[(&str, u64)] = &[
        ("kb", 1 << 10),
        ("mb", 1 << 20),
        ("gb", 1 << 30),
        ("k", 1_000),
        ("m", 1_000_000),
        ("g", 1_000_000_000),
        ("b", 1),
    ];
    sized(text, UNITS)
}

fn sized(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.to_ascii_lowercase();
    let with_unit = units.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)));
    let (number, factor) = with_unit.unwrap_or((&text, 1));
    number.parse::<u64>().ok()?.checked_mul(factor).filter(|bytes| *bytes > 0)
}

#[cfg(test)]
mod tests {
    use super::{HeapSize, told};

    #[test]
    fn sizes_are_read() {
        let bytes = |text: &str| match told(text.split(' ')).first().map(|heap| heap.size) {
            Some(HeapSize::Bytes(bytes)) => Some(bytes),
            Some(HeapSize::Percent(_)) | None => None,
        };
        assert_eq!(bytes("-Xms1g -Xmx2g"), Some(2 << 30));
        assert_eq!(bytes("-Xmx1g -Xmx512m"), Some(512 << 20));
        assert_eq!(bytes("java -XX:MaxHeapSize=1048576k -jar app.jar"), Some(1 << 30));
        assert_eq!(bytes("--max-old-space-size=4096"), Some(4 << 30));
        assert_eq!(bytes("redis-server --maxmemory 256mb"), Some(256 << 20));
        assert_eq!(bytes("redis-server --maxmemory 0"), None);
        assert_eq!(bytes("-Xmx$HEAP"), None);
        let share = told(["-XX:MaxRAMPercentage=75.0"]);
        assert_eq!(share.first().map(|heap| heap.size), Some(HeapSize::Percent(75.0)));
    }
}
