//! Programs that are told to use more memory than their container has.

use crate::knowledge::heaps::{self, Heap, HeapSize, Runtime};
use crate::lint::compose_help::bytes;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Service;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "heap-above-limit",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("heap_above_limit.md"),
    check: Check::Service(check),
};

/// How much of the limit is a good heap, in hundredths: the rest is for threads, buffers and code.
const SHARE: u64 = 75;

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(limit) = stack.limits_of(service).memory.filter(Located::is_known) else { return };
    let variables = service.environment.iter().filter(|variable| variable.known().is_some());
    let variables = variables.filter_map(|variable| variable.value.as_ref());
    for value in variables {
        report(&heaps::told(value.value.split_whitespace()), |_| Some(value.place), &limit, checker);
    }
    for line in [&service.entrypoint, &service.command].into_iter().flatten() {
        let known: Vec<&Located<String>> = line.words.iter().filter(|word| word.is_known()).collect();
        let words = known.iter().flat_map(|word| word.value.split_whitespace());
        let place = |heap: &Heap<'_>| known.iter().find(|word| word.value.contains(heap.word)).map(|word| word.place);
        report(&heaps::told(words), place, &limit, checker);
    }
}

fn report(
    heaps: &[Heap<'_>],
    place: impl Fn(&Heap<'_>) -> Option<Place>,
    limit: &Located<u64>,
    checker: &mut Checker<'_>,
) {
    for heap in heaps {
        let is_too_large = match heap.size {
            HeapSize::Bytes(bytes) => bytes >= limit.value,
            HeapSize::Percent(percent) => percent >= 100.0,
        };
        let Some(place) = place(heap).filter(|_| is_too_large) else { continue };
        let most = (limit.value >> 20) * SHARE / 100;
        let advice = match heap.runtime {
            Runtime::Java => "-XX:MaxRAMPercentage=75".to_owned(),
            Runtime::Node => format!("--max-old-space-size={}", most),
            Runtime::Redis => format!("--maxmemory {}mb", most),
        };
        checker
            .report_at(
                place,
                format!("`{}` is no less than the `{}` that the container may use", heap.word, bytes(limit.value)),
            )
            .label_at(limit.place, "it is killed above this")
            .help(format!("raise the limit, or leave a quarter of it to the rest of the program:\n{advice}"));
    }
}
