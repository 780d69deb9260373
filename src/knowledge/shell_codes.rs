//! What ShellCheck's most frequent codes mean, in our words, and what to do.
//!
//! A message holds `{}` where the text that is meant goes, and `{shell}` where the shell goes. Codes that are
//! not here keep the words of the library that finds them. What each code stands for:
//! <https://www.shellcheck.net/wiki/>

/// What is said of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShellCode {
    /// ShellCheck's number.
    pub code: u16,
    /// What is wrong, as one clause.
    pub message: &'static str,
    /// What to do; may be empty.
    pub help: &'static str,
}

/// What is said of a code, where we have words of our own.
pub fn words_for(code: u16) -> Option<&'static ShellCode> {
    let at = WORDS.binary_search_by_key(&code, |words| words.code).ok()?;
    WORDS.get(at)
}

const fn say(code: u16, message: &'static str, help: &'static str) -> ShellCode {
    ShellCode { code, message, help }
}

/// In the order of the codes.
const WORDS: &[ShellCode] = &[
    say(1007, "nothing stands between `=` and the blank: the variable is empty", "write `NAME=''` where that is meant"),
    say(1012, "a backslash before a letter is lost, and the letter stays", "write `$(printf '\\t')` for the character"),
    say(1019, "there is no blank between the operator and its value", "write `[ -n \"$value\" ]`"),
    say(1020, "there is no blank before the bracket that closes the test", "write `[ ... ]`"),
    say(1035, "there is no blank behind the bracket that opens the test", "write `[ ... ]`"),
    say(1044, "the here-document has no end", "put its name alone on a line"),
    say(1046, "the `if` has no `fi`", "write `fi` where it ends"),
    say(1047, "the `if` has no `fi`", "write `fi` where it ends"),
    say(2005, "`echo` prints what the command prints already", "run the command alone"),
    say(2006, "backquotes are hard to nest and to quote", "write `$(...)`"),
    say(2010, "names that `ls` prints are taken apart by `grep`", "use a pattern such as `*.txt`, or `find`"),
    say(2012, "names that `ls` prints are not safe to read", "use a pattern such as `*.txt`, or `find`"),
    say(2014, "the shell expands {} before `find` runs", "put quotes round it"),
    say(
        2015,
        "what stands behind `||` also runs where the command behind `&&` fails",
        "write `if ...; then ...; else ...; fi`",
    ),
    say(2016, "nothing is expanded in single quotes", "use double quotes where a value is meant"),
    say(2028, "what `echo` makes of the backslashes in {} differs from shell to shell", "use `printf`"),
    say(2030, "{} is set in a subshell, and lost when that ends", "read a file or a here-document, not a pipe"),
    say(2031, "{} has the value from before the subshell", ""),
    say(2034, "{} is set and never read", "remove it, or `export` it where a program reads it"),
    say(2035, "a file whose name begins with `-` becomes an option", "write `./*`, or put `--` before the pattern"),
    say(
        2038,
        "`xargs` splits names at blanks and quotes",
        "write `find ... -print0 | xargs -0`, or `find ... -exec ... {} +`",
    ),
    say(2043, "the loop runs once: {} is one word", "quote nothing in the list, or do without the loop"),
    say(2045, "the loop goes over the words that `ls` prints, not over files", "write `for file in *.txt`"),
    say(
        2046,
        "{} is split into words, and patterns in its output are expanded",
        "put double quotes round it, unless several words are meant",
    ),
    say(2048, "{} is split into words", "write `\"$@\"`"),
    say(2050, "both sides are fixed: the answer is always the same", "put `$` before the name of a variable"),
    say(2059, "the format of `printf` comes out of a variable", "write `printf '%s' \"$value\"`"),
    say(2061, "the shell expands {} before `find` runs", "put quotes round it"),
    say(2064, "the variables are replaced when the trap is set, not when it runs", "write it in single quotes"),
    say(2066, "the loop runs once: {} is one word", "take the quotes away, or use `\"$@\"`"),
    say(2068, "the elements of {} are split into words", "put double quotes round it"),
    say(2069, "errors do not go to the file: `2>&1` stands before it", "put `2>&1` last"),
    say(2071, "`<` and `>` compare texts, or are redirections", "write `-lt` and `-gt`"),
    say(2077, "without blanks round the operator, {} is one text, and never empty", "write `[ \"$value\" = ... ]`"),
    say(2078, "the answer is always the same", "put `$` before the name of a variable"),
    say(
        2086,
        "{} is split into words, and patterns in it are expanded",
        "put double quotes round it, unless several words are meant",
    ),
    say(2088, "`~` is no home directory inside of quotes", "write `$HOME`"),
    say(2091, "what the command prints is run as a command", "take the `$(...)` away"),
    say(2094, "{} is read and written at once", "write to another file, and move it"),
    say(
        2097,
        "{} is set for the program alone, and read before it starts",
        "set it in a command of its own: `name=value;`",
    ),
    say(
        2098,
        "{} has its old value: the new one is the program's alone",
        "set it in a command of its own: `name=value;`",
    ),
    say(2102, "{} stands for one of these characters where a file is called so", "put quotes round the word"),
    say(2103, "the way back may lead elsewhere where the first `cd` failed", "write `(cd ... && ...)`"),
    say(2104, "{} stands in a function, outside of any loop", "write `return`"),
    say(2105, "{} stands outside of any loop", "write `exit`"),
    say(
        2115,
        "without a value, {} begins at the root directory",
        "write `\"${NAME:?}/\"`, which stops where there is none",
    ),
    say(2116, "`echo` in a substitution gives back what it is given", "write the text alone"),
    say(2140, "the quotes end before {} and begin again behind it", "escape the inner quotes"),
    say(2143, "the condition asks for `grep`'s output, not for its answer", "write `if ... | grep -q ...`"),
    say(2144, "the test fails where {} matches several files", "test them in a loop"),
    say(2153, "{} has no value, though one of nearly that name does", ""),
    say(2154, "{} has no value here", "set it in the same RUN, or with ENV or ARG above"),
    say(
        2155,
        "the assignment of {} succeeds even where the command in it fails",
        "assign first, then declare: `NAME=$(...)` and `export NAME`, joined by `&&`, or by `;` under `set -e`",
    ),
    say(2157, "the text is fixed: the answer is always the same", "put `$` before the name of a variable"),
    say(2162, "`read` swallows backslashes", "write `read -r`"),
    say(2163, "what is exported is the variable that {} names", "write the name without `$`"),
    say(2164, "what follows goes on where {} fails", "write `cd ... || exit`, or WORKDIR instead"),
    say(2166, "POSIX leaves open how `[` reads {}", "write `[ ... ] && [ ... ]`"),
    say(
        2174,
        "the mode holds for the last directory alone, not for those made on the way",
        "run `chmod`, or make them one by one",
    ),
    say(2181, "the status is asked for a command later", "write `if command; then`"),
    say(2194, "{} is fixed: the same branch is always taken", "put `$` before the name of a variable"),
    say(2196, "`egrep` is no part of POSIX", "write `grep -E`"),
    say(2197, "`fgrep` is no part of POSIX", "write `grep -F`"),
    say(
        2206,
        "{} is split into words, and patterns in it are expanded",
        "put double quotes round it, unless several elements are meant",
    ),
    say(
        2209,
        "a text is assigned that is the name of a command",
        "write `$(...)` for its output, or quotes round the text",
    ),
    say(2216, "{} does not read what is piped to it", "use `xargs`, or arguments"),
    say(2242, "a status is a number from 0 to 255", ""),
    say(2251, "`set -e` passes over a command behind `!`", "write `if command; then exit 1; fi`"),
    say(
        2261,
        "the output is sent to several places, and only the last one gets it",
        "quote the `>` where it is part of a word",
    ),
    say(2267, "`xargs -i` is out of date", "write `-I{}`"),
    say(2268, "no shell of today needs an `x` before the value", "write `[ \"$value\" = ... ]`"),
    say(2276, "this is run as a command: no name of a variable stands before `=`", ""),
    say(2282, "no name of a variable begins so", ""),
    say(2317, "nothing leads here", ""),
    say(3001, "{shell} has no process substitution", "use a file, or a pipe"),
    say(3003, "{shell} has no `$'...'`", "use `printf`"),
    say(3006, "{shell} has no `((...))`", "write `[ \"$value\" -gt 1 ]`"),
    say(3009, "{shell} does not expand the braces in {}", "write the words out"),
    say(3010, "{shell} has no `[[`", "write `[`, or set `SHELL [\"/bin/bash\", \"-c\"]`"),
    say(3011, "{shell} has no `<<<`", "write `printf '%s\\n' ... | command`"),
    say(3014, "{shell} does not know `==` in a test", "write `=`"),
    say(3020, "{shell} reads `&>` as `&` and `>`: the command runs in the background", "write `>file 2>&1`"),
    say(3024, "{shell} has no `+=`", "write `name=\"$name...\"`"),
    say(3030, "{shell} has no arrays", "use words, or set `SHELL [\"/bin/bash\", \"-c\"]`"),
    say(3037, "what `echo` makes of {} differs from shell to shell", "use `printf`"),
    say(3040, "{shell} has no option {}", "set `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]`, or do without"),
    say(3043, "`local` is no part of POSIX", ""),
    say(3044, "{shell} has no {}", ""),
    say(3046, "{shell} has no `source`", "write `.`"),
    say(3053, "{shell} has no {}", ""),
    say(3054, "{shell} has no arrays", "use words, or set `SHELL [\"/bin/bash\", \"-c\"]`"),
    say(3057, "{shell} has no {}", "use `cut`, or `${name#...}`"),
    say(3059, "{shell} has no {}", "use `tr`"),
    say(3060, "{shell} has no {}", "use `sed`, or `${name%...}`"),
];

#[cfg(test)]
mod tests {
    use super::{WORDS, words_for};

    #[test]
    fn codes_stand_in_order() {
        assert!(WORDS.is_sorted_by(|a, b| a.code < b.code));
        assert!(WORDS.iter().all(|words| words_for(words.code) == Some(words)));
    }
}
