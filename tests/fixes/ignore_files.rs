//! The laws of fixes, over every ignore file of every page with the tree that it is for, under all rules at once.

use plimsoll::lint::{Safety, fix};
use plimsoll::model::Project;

use super::support::page::{Block, Page, ignored};
use super::support::{Texts, files_below, settings};
use super::{broken_text, variants};

/// Every example of an ignore file, with the files beside it.
fn examples() -> Vec<(String, Block, Texts)> {
    let mut found = Vec::new();
    for path in files_below("rules", ".md") {
        let page = Page::parse(&std::fs::read_to_string(&path).unwrap());
        for block in page.blocks.iter().filter(|block| block.is_ignore_file() && !block.is("fixed")) {
            let name = format!("{}:{}", path.display(), block.first_line + 1);
            found.push((name, block.clone(), page.context_of(block)));
        }
    }
    found
}

fn fixed(block: &Block, beside: &Texts, bytes: &[u8], level: Safety) -> (Vec<u8>, fix::Fixed) {
    let block = Block { body: String::from_utf8(bytes.to_vec()).unwrap(), ..block.clone() };
    let (request, texts) = ignored(&block, beside);
    let project = Project::of_ignore_file(&request, &texts);
    let fixed = fix::fix_ignore_file(project, &settings(plimsoll::rules::all()), level, (&request, &texts));
    let after = fixed.files.first().map_or_else(|| bytes.to_vec(), |file| file.after.clone());
    (after, fixed)
}

#[test]
fn all_rules_at_once_keep_the_laws_in_ignore_files() {
    let (mut complaints, mut changed) = (Vec::new(), 0);
    for (name, block, beside) in examples() {
        for (variant, bytes) in variants(block.body.as_bytes()) {
            for level in [Safety::Safe, Safety::Unsafe] {
                let (after, result) = fixed(&block, &beside, &bytes, level);
                let mut broken = broken_text(&super::IGNORE_FILE, &bytes, &after);
                broken.extend(result.refused.iter().map(|refused| format!("{}: {}", refused.rule, refused.reason)));
                let (again, second) = fixed(&block, &beside, &after, level);
                if again != after {
                    let rules = second.files.iter().flat_map(|file| &file.applied).map(|(rule, _)| *rule);
                    broken.push(format!("a second run changes it again: {:?}", rules.collect::<Vec<_>>()));
                }
                changed += usize::from(after != bytes);
                if !broken.is_empty() {
                    complaints.push(format!("{name} {variant}: {}", broken.join("; ")));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(changed > 0, "nothing was fixed");
}
