//! Nonsense made of scripts: nothing panics, and spans stay in their place.

use super::*;

const SCRIPTS: &[&str] = &[
    "set -eux; apt-get update && apt-get install -y --no-install-recommends curl=1.* && rm -rf /var/lib/apt/lists/*",
    "curl -fsSL https://x | sh -s -- -y",
    r#"FOO=1 BAR="$X" cmd"#,
    r#"sh -c "echo \"$HOME\"""#,
    "if ! x; then y; elif w; then v; else z; fi",
    "for f in a b; do rm $f; done",
    "cat <<EOF > /etc/x\nhi $X `date` ${A:-b}\nEOF\nls",
    "cat <<-'EOF' | sh\n\ta\n\tEOF\n",
    "a & b |& c &>> d",
    "wget https://x/y_$(dpkg --print-architecture).deb -O- <<< \"$z\"",
    "[ -f x ] && y || z",
    "bash <(curl -s u) > >(tee log)",
    "case \"$a\" in x|y*) b;; 'z') c;; [a-z]) ;; esac",
    "f() { a; return 1; }; function g { b; }",
    "foo # bar\n# baz\nqux",
    "export A=1 B=\"$C\" D; local -r e=(f g); declare -A h=([i]=j)",
    "x `a \\`b \\$c\\`` \"`d \\\"e\\\"`\"",
    "echo ${A##*/} ${B%%.*} ${C//a/b} ${D:1:2} ${#E} ${F[0]} ${!G} ${H^^} ${I:=j}",
    "echo $((1 + $(a) * 2)) $[3] {a,b}{1..3} ~/x *.txt",
    "[[ -f x && $a == b* || ( ! -d c && \"$d\" =~ ^e(f|g)$ ) ]] && exit 1",
    "while read -r l; do echo \"$l\"; done < f; until a; do b; done",
    "for ((i=0; i<3; i++)); do a; done; ((x++)); time b; select s in t; do u; done",
    "(cd x && make) || { echo no >&2; exit 1; }",
    "echo 'ñandú' \"día $ñ\" 日本 | grep é && echo 🐚",
    "a \\\n  b\\\r\n c\r\nd",
    "! a | b && ! c; coproc d { e; }",
    "echo \"$(a \"$(b 'c' \"d\")\" | e)\" $'f\\n' $\"g\"",
    "trap 'rm -f x' EXIT; eval \"$a\"; . ./b",
    "python3 - <<P && echo <<Q\nprint('a')\nP\n$(b)\nQ\n",
    "2>&1 >x <y exec {fd}>z 3<&-",
    "sudo -E env A=b nohup c --d=\"e f\" -- \"$@\" \"${g[@]}\"",
];

/// A small generator of numbers, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    fn script(&mut self) -> &'static str {
        SCRIPTS[self.below(SCRIPTS.len())]
    }

    fn mutated(&mut self) -> String {
        let mut text = self.script().to_owned();
        for _ in 0..=self.below(3) {
            let place = self.place(&text);
            match self.below(4) {
                0 => text.truncate(place),
                1 => {
                    let other = self.script();
                    let (from, to) = (self.place(other), self.place(other));
                    text.insert_str(place, &other[from.min(to)..from.max(to)]);
                }
                2 => {
                    let end = self.place(&text);
                    text.replace_range(place.min(end)..place.max(end), "");
                }
                _ => {
                    let tokens = b"'\"`$(){}[]<>|&;\n\\#!*?=%/:-\0\t ";
                    let flipped = tokens[self.below(tokens.len())] as char;
                    let end = text[place..].chars().next().map_or(place, |old| place + old.len_utf8());
                    text.replace_range(place..end, flipped.encode_utf8(&mut [0; 4]));
                }
            }
        }
        text
    }
}

/// The text as a file of lines that each end in a continuation, with the joined text.
fn continued(text: &str, numbers: &mut Numbers) -> (String, Joined) {
    let mut file = String::from("RUN ");
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.ceil_char_boundary(1 + numbers.below(20));
        pieces.push(Span::new(file.len() as u32, (file.len() + length) as u32));
        file.push_str(&rest[..length]);
        file.push_str("\\\n# é\n");
        rest = &rest[length..];
    }
    let mut joined = Joined::default();
    pieces.iter().for_each(|piece| joined.push(&file, *piece));
    (file, joined)
}

#[test]
fn whole_scripts_have_no_errors() {
    for text in SCRIPTS {
        let script = read(text);
        check_spans(text, &script);
        assert_eq!(script.error, None, "{text}");
    }
}

#[test]
fn nonsense_is_read_without_panic() {
    let mut numbers = Numbers(7);
    for round in 0..6_000 {
        let text = numbers.mutated();
        let dialect = if round % 2 == 0 { Dialect::Bash } else { Dialect::Sh };
        let script = parse(&Joined::from_span(&text, Span::new(0, text.len() as u32)), dialect);
        check_spans(&text, &script);
        let (file, joined) = continued(&text, &mut numbers);
        assert_eq!(joined.text(), text);
        let spread = parse(&joined, dialect);
        check_spans(&file, &spread);
        assert_eq!(show_list(&spread.body), show_list(&script.body), "{text:?}");
    }
}
