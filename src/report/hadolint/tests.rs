//! Every format on the same findings.

use super::*;

fn finding(line: u32, column: u32, level: Level, code: &'static str, message: &str) -> Finding {
    Finding { line, column, level, code, message: message.to_owned() }
}

/// Every level, a parse error, a file without findings, and what has to be escaped.
fn files() -> Vec<FileReport> {
    let findings = vec![
        finding(1, 1, Level::Warning, "DL3006", "`debian` has no \"tag\" & moves <soon>"),
        finding(2, 1, Level::Error, "DL4000", "MAINTAINER is gone"),
        finding(3, 1, Level::Info, "SC2086", "quote `$x`, isn't it"),
        finding(4, 1, Level::Style, "DL3048", "one\ntwo\u{1b}[31m é"),
    ];
    let broken = vec![finding(2, 27, Level::Error, "DL1000", "`500ms` is <no> duration")];
    vec![
        FileReport { path: "a&\"<>'/Dockerfile".to_owned(), findings },
        FileReport { path: "clean".to_owned(), findings: Vec::new() },
        FileReport { path: "broken".to_owned(), findings: broken },
    ]
}

fn rendered(format: Format) -> String {
    render(format, &files(), &Manner { now: 951_782_399, ..Manner::default() })
}

/// XML and JSON on one line are hard to read: a line each element.
fn broken_up(text: &str) -> String {
    text.replace("><", ">\n<").replace("},{", "},\n{").replace("}{", "}\n{").replace('\0', "<NUL>\n")
}

#[test]
fn formats_of_lines() {
    insta::assert_snapshot!(rendered(Format::Tty), @r#"
    a&"<>'/Dockerfile:1 DL3006 warning: `debian` has no "tag" & moves <soon>
    a&"<>'/Dockerfile:2 DL4000 error: MAINTAINER is gone
    a&"<>'/Dockerfile:3 SC2086 info: quote `$x`, isn't it
    a&"<>'/Dockerfile:4 DL3048 style: one\ntwo\x1b[31m é
    broken:2:27 `500ms` is <no> duration
    "#);
    insta::assert_snapshot!(rendered(Format::Gnu), @r#"
    hadolint:a&"<>'/Dockerfile:1: DL3006 warning: `debian` has no "tag" & moves <soon>
    hadolint:a&"<>'/Dockerfile:2: DL4000 error: MAINTAINER is gone
    hadolint:a&"<>'/Dockerfile:3: SC2086 info: quote `$x`, isn't it
    hadolint:a&"<>'/Dockerfile:4: DL3048 style: one\ntwo\x1b[31m é
    hadolint:broken:2:27: `500ms` is <no> duration
    "#);
    let colored = render(Format::Tty, &files(), &Manner { color: true, ..Manner::default() });
    insta::assert_snapshot!(colored.replace('\u{1b}', "ESC"), @r#"
    a&"<>'/Dockerfile:1 DL3006 ESC[1mESC[93mwarningESC[0m: `debian` has no "tag" & moves <soon>
    a&"<>'/Dockerfile:2 DL4000 ESC[1mESC[91merrorESC[0m: MAINTAINER is gone
    a&"<>'/Dockerfile:3 SC2086 ESC[92minfoESC[0m: quote `$x`, isn't it
    a&"<>'/Dockerfile:4 DL3048 ESC[96mstyleESC[0m: one\ntwo\x1b[31m é
    broken:2:27 `500ms` is <no> duration
    "#);
}

#[test]
fn formats_of_json() {
    insta::assert_snapshot!(broken_up(&rendered(Format::Json)), @r#"
    [{"code":"DL3006","column":1,"file":"a&\"<>'/Dockerfile","level":"warning","line":1,"message":"`debian` has no \"tag\" & moves <soon>"},
    {"code":"DL4000","column":1,"file":"a&\"<>'/Dockerfile","level":"error","line":2,"message":"MAINTAINER is gone"},
    {"code":"SC2086","column":1,"file":"a&\"<>'/Dockerfile","level":"info","line":3,"message":"quote `$x`, isn't it"},
    {"code":"DL3048","column":1,"file":"a&\"<>'/Dockerfile","level":"style","line":4,"message":"one\ntwo\u001b[31m é"},
    {"code":"DL1000","column":27,"file":"broken","level":"error","line":2,"message":"`500ms` is <no> duration"}]
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::CodeClimate)), @r#"
    {"categories":["Bug Risk"],"check_name":"DL3006","description":"`debian` has no \"tag\" & moves <soon>","location":{"lines":{"begin":1,"end":1},"path":"a&\"<>'/Dockerfile"},"severity":"major","type":"issue"}<NUL>
    {"categories":["Bug Risk"],"check_name":"DL4000","description":"MAINTAINER is gone","location":{"lines":{"begin":2,"end":2},"path":"a&\"<>'/Dockerfile"},"severity":"blocker","type":"issue"}<NUL>
    {"categories":["Bug Risk"],"check_name":"SC2086","description":"quote `$x`, isn't it","location":{"lines":{"begin":3,"end":3},"path":"a&\"<>'/Dockerfile"},"severity":"info","type":"issue"}<NUL>
    {"categories":["Bug Risk"],"check_name":"DL3048","description":"one\ntwo\u001b[31m é","location":{"lines":{"begin":4,"end":4},"path":"a&\"<>'/Dockerfile"},"severity":"minor","type":"issue"}<NUL>
    {"categories":["Bug Risk"],"check_name":"DL1000","description":"`500ms` is <no> duration","location":{"path":"broken","positions":{"begin":{"column":27,"line":2},"end":{"column":27,"line":2}}},"severity":"blocker","type":"issue"}<NUL>
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::GitlabCodeClimate)), @r#"
    [{"categories":["Bug Risk"],"check_name":"DL3006","description":"`debian` has no \"tag\" & moves <soon>","fingerprint":"94a1a37c154a77249d48bf04750d0d7969fb9c24","location":{"lines":{"begin":1,"end":1},"path":"a&\"<>'/Dockerfile"},"severity":"major","type":"issue"},
    {"categories":["Bug Risk"],"check_name":"DL4000","description":"MAINTAINER is gone","fingerprint":"7a39edf760a9e6cf2c33df7ed30ecad077938ec8","location":{"lines":{"begin":2,"end":2},"path":"a&\"<>'/Dockerfile"},"severity":"blocker","type":"issue"},
    {"categories":["Bug Risk"],"check_name":"SC2086","description":"quote `$x`, isn't it","fingerprint":"4413da162c7cbf70ddb7151004f23fd4bc9941f7","location":{"lines":{"begin":3,"end":3},"path":"a&\"<>'/Dockerfile"},"severity":"info","type":"issue"},
    {"categories":["Bug Risk"],"check_name":"DL3048","description":"one\ntwo\u001b[31m é","fingerprint":"2de38cb12f2d082ee1ff8d023a05d0af66bb3662","location":{"lines":{"begin":4,"end":4},"path":"a&\"<>'/Dockerfile"},"severity":"minor","type":"issue"},
    {"categories":["Bug Risk"],"check_name":"DL1000","description":"`500ms` is <no> duration","fingerprint":"eb8d85e8047a86d4797202159f617cbec603e3fa","location":{"path":"broken","positions":{"begin":{"column":27,"line":2},"end":{"column":27,"line":2}}},"severity":"blocker","type":"issue"}]
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::Codacy)), @r#"
    {"filename":"a&\"<>'/Dockerfile","line":1,"message":"`debian` has no \"tag\" & moves <soon>","patternId":"DL3006"}
    {"filename":"a&\"<>'/Dockerfile","line":2,"message":"MAINTAINER is gone","patternId":"DL4000"}
    {"filename":"a&\"<>'/Dockerfile","line":3,"message":"quote `$x`, isn't it","patternId":"SC2086"}
    {"filename":"a&\"<>'/Dockerfile","line":4,"message":"one\ntwo\u001b[31m é","patternId":"DL3048"}
    {"filename":"broken","line":2,"message":"`500ms` is <no> duration","patternId":"DL1000"}
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::SonarQube)), @r#"
    {"issues":[{"engineId":"Hadolint","primaryLocation":{"filePath":"a&\"<>'/Dockerfile","message":"`debian` has no \"tag\" & moves <soon>","textRange":{"endColumn":1,"endLine":1,"startColumn":0,"startLine":1}},"ruleId":"DL3006","severity":"MAJOR","type":"CODE_SMELL"},
    {"engineId":"Hadolint","primaryLocation":{"filePath":"a&\"<>'/Dockerfile","message":"MAINTAINER is gone","textRange":{"endColumn":1,"endLine":2,"startColumn":0,"startLine":2}},"ruleId":"DL4000","severity":"CRITICAL","type":"BUG"},
    {"engineId":"Hadolint","primaryLocation":{"filePath":"a&\"<>'/Dockerfile","message":"quote `$x`, isn't it","textRange":{"endColumn":1,"endLine":3,"startColumn":0,"startLine":3}},"ruleId":"SC2086","severity":"MINOR","type":"CODE_SMELL"},
    {"engineId":"Hadolint","primaryLocation":{"filePath":"a&\"<>'/Dockerfile","message":"one\ntwo\u001b[31m é","textRange":{"endColumn":1,"endLine":4,"startColumn":0,"startLine":4}},"ruleId":"DL3048","severity":"INFO","type":"CODE_SMELL"},
    {"engineId":"Hadolint","primaryLocation":{"filePath":"broken","message":"`500ms` is <no> duration","textRange":{"endColumn":27,"endLine":2,"startColumn":27,"startLine":2}},"ruleId":"DL1000","severity":"BLOCKER","type":"BUG"}]}
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::Sarif)), @r#"
    {"$schema":"http://json.schemastore.org/sarif-2.1.0","runs":[{"defaultSourceLanguage":"dockerfile","results":[{"level":"warning","locations":[{"physicalLocation":{"artifactLocation":{"uri":"a&\"<>'/Dockerfile"},"region":{"endColumn":1,"endLine":1,"sourceLanguage":"dockerfile","startColumn":1,"startLine":1}}}],"message":{"text":"`debian` has no \"tag\" & moves <soon>"},"ruleId":"DL3006"},
    {"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"a&\"<>'/Dockerfile"},"region":{"endColumn":1,"endLine":2,"sourceLanguage":"dockerfile","startColumn":1,"startLine":2}}}],"message":{"text":"MAINTAINER is gone"},"ruleId":"DL4000"},
    {"level":"note","locations":[{"physicalLocation":{"artifactLocation":{"uri":"a&\"<>'/Dockerfile"},"region":{"endColumn":1,"endLine":3,"sourceLanguage":"sh","startColumn":1,"startLine":3}}}],"message":{"text":"quote `$x`, isn't it"},"ruleId":"SC2086"},
    {"level":"note","locations":[{"physicalLocation":{"artifactLocation":{"uri":"a&\"<>'/Dockerfile"},"region":{"endColumn":1,"endLine":4,"sourceLanguage":"dockerfile","startColumn":1,"startLine":4}}}],"message":{"text":"one\ntwo\u001b[31m é"},"ruleId":"DL3048"},
    {"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"broken"},"region":{"endColumn":27,"endLine":2,"sourceLanguage":"dockerfile","startColumn":27,"startLine":2}}}],"message":{"text":"`500ms` is <no> duration"},"ruleId":"DL1000"}],"tool":{"driver":{"downloadUri":"https://crates.io/crates/plimsoll","fullName":"plimsoll 0.1.0 in place of Hadolint","name":"Hadolint","shortDescription":{"text":"A linter and production-readiness auditor for Dockerfiles, Compose files and .dockerignore"},"version":"2.15.1"}}}],"version":"2.1.0"}
    "#);
}

#[test]
fn formats_of_xml() {
    insta::assert_snapshot!(broken_up(&rendered(Format::Checkstyle)), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
    <file name="a&amp;&quot;&lt;>'/Dockerfile">
    <error column="1" line="1" message="`debian` has no &quot;tag&quot; &amp; moves &lt;soon>" severity="warning" source="DL3006"/>
    <error column="1" line="2" message="MAINTAINER is gone" severity="error" source="DL4000"/>
    <error column="1" line="3" message="quote `$x`, isn't it" severity="info" source="SC2086"/>
    <error column="1" line="4" message="one\ntwo\x1b[31m é" severity="style" source="DL3048"/>
    </file>
    <file name="clean"/>
    <file name="broken">
    <error column="27" line="2" message="`500ms` is &lt;no> duration" severity="error"/>
    </file>
    </checkstyle>
    "#);
    insta::assert_snapshot!(broken_up(&rendered(Format::Junit)), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites id="20000228_235959" name="Hadolint run at 2000-02-28 23:59:59" time="0.001">
    <testsuite errors="0" failures="4" id="hadolint" name="Hadolint 2.15.1" time="0.001">
    <testcase id="hadolint.rule.DL3006" time="0.001">
    <failure id="DL3006" message="`debian` has no &quot;tag&quot; &amp; moves &lt;soon>" type="warning">File: a&amp;"&lt;&gt;'/Dockerfile
    Line: 1
    Category: Dockerfile
    warning: `debian` has no "tag" &amp; moves &lt;soon&gt;
    </failure>
    </testcase>
    <testcase id="hadolint.rule.DL4000" time="0.001">
    <failure id="DL4000" message="MAINTAINER is gone" type="error">File: a&amp;"&lt;&gt;'/Dockerfile
    Line: 2
    Category: Dockerfile
    error: MAINTAINER is gone
    </failure>
    </testcase>
    <testcase id="hadolint.rule.SC2086" time="0.001">
    <failure id="SC2086" message="quote `$x`, isn't it" type="info">File: a&amp;"&lt;&gt;'/Dockerfile
    Line: 3
    Category: Dockerfile
    info: quote `$x`, isn't it
    </failure>
    </testcase>
    <testcase id="hadolint.rule.DL3048" time="0.001">
    <failure id="DL3048" message="one\ntwo\x1b[31m é" type="style">File: a&amp;"&lt;&gt;'/Dockerfile
    Line: 4
    Category: Dockerfile
    style: one\ntwo\x1b[31m é
    </failure>
    </testcase>
    </testsuite>
    <testsuite errors="0" failures="0" id="hadolint" name="Hadolint 2.15.1" time="0.001"/>
    <testsuite errors="1" failures="1" id="hadolint" name="Hadolint 2.15.1" time="0.001">
    <testcase id="hadolint.error" name="DL1000" time="0.001">
    <failure message="parse error at line 2, column 27" type="error">Parse Error in broken
    Line: 2
    Column: 27
    Parse Error: `500ms` is &lt;no&gt; duration
    </failure>
    </testcase>
    </testsuite>
    </testsuites>
    "#);
}

#[test]
fn nothing_found_is_told_as_well() {
    let nothing = [FileReport { path: "clean".to_owned(), findings: Vec::new() }];
    let all = Format::ALL
        .iter()
        .map(|format| format!("{}: {}\n", format.name(), render(*format, &nothing, &Manner::default())));
    insta::assert_snapshot!(all.collect::<String>(), @r#"
    tty: 
    json: []
    checkstyle: <?xml version="1.0" encoding="UTF-8"?><checkstyle version="4.3"><file name="clean"/></checkstyle>
    codeclimate: 
    gitlab_codeclimate: []
    gnu: 
    codacy: 
    sonarqube: {"issues":[]}
    sarif: {"$schema":"http://json.schemastore.org/sarif-2.1.0","runs":[{"defaultSourceLanguage":"dockerfile","results":[],"tool":{"driver":{"downloadUri":"https://crates.io/crates/plimsoll","fullName":"plimsoll 0.1.0 in place of Hadolint","name":"Hadolint","shortDescription":{"text":"A linter and production-readiness auditor for Dockerfiles, Compose files and .dockerignore"},"version":"2.15.1"}}}],"version":"2.1.0"}
    junit: <?xml version="1.0" encoding="UTF-8"?><testsuites id="19700101_000000" name="Hadolint run at 1970-01-01 00:00:00" time="0.001"><testsuite errors="0" failures="0" id="hadolint" name="Hadolint 2.15.1" time="0.001"/></testsuites>
    "#);
}

#[test]
fn a_path_is_replaced_where_hadolint_replaces_it() {
    let manner = Manner { path: Some("renamed".to_owned()), ..Manner::default() };
    for format in Format::ALL {
        let text = render(*format, &files(), &manner);
        assert_eq!(text.contains("renamed"), format.renames(), "{}", format.name());
        assert_eq!(text.contains("broken"), !format.renames(), "{}", format.name());
    }
}

#[test]
fn names_lead_to_formats() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(*format));
    }
    assert_eq!(Format::named("JSON"), None);
}
