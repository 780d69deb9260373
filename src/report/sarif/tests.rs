use super::*;
use crate::report::samples;

#[test]
fn the_log_is_complete() {
    let (mut checked, settings, gaps) = samples::shop();
    checked.truncate(1);
    checked[0].diagnostics.drain(..3);
    insta::assert_snapshot!(render(&Run { checked: &checked, settings: &settings, gaps: &gaps }), @r##"
    {
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "plimsoll",
              "version": "0.1.0",
              "semanticVersion": "0.1.0",
              "informationUri": "https://crates.io/crates/plimsoll",
              "rules": [
                {
                  "id": "some-rule",
                  "name": "SomeRule",
                  "shortDescription": {
                    "text": "The image runs as root."
                  },
                  "fullDescription": {
                    "text": "The image runs as root. Whoever breaks out of the program is root."
                  },
                  "help": {
                    "text": "# some-rule\n\nThe image runs as root. Whoever breaks out of the program is root.\n\n## Why\n\nLeast privilege.",
                    "markdown": "# some-rule\n\nThe image runs as root. Whoever breaks out of the program is root.\n\n## Why\n\nLeast privilege."
                  },
                  "defaultConfiguration": {
                    "level": "warning"
                  },
                  "properties": {
                    "tags": [
                      "security",
                      "container"
                    ],
                    "precision": "high",
                    "security-severity": "5.5",
                    "profile": "recommended",
                    "aliases": [
                      "DL3002",
                      "CKV_DOCKER_3"
                    ]
                  }
                },
                {
                  "id": "apt-recommends",
                  "name": "AptRecommends",
                  "shortDescription": {
                    "text": "`apt-get install` without `--no-install-recommends` brings packages nobody asked for."
                  },
                  "fullDescription": {
                    "text": "`apt-get install` without `--no-install-recommends` brings packages nobody asked for."
                  },
                  "help": {
                    "text": "# apt-recommends\n\n`apt-get install` without `--no-install-recommends` brings packages nobody asked for.\n\n## Why\n\nSize.",
                    "markdown": "# apt-recommends\n\n`apt-get install` without `--no-install-recommends` brings packages nobody asked for.\n\n## Why\n\nSize."
                  },
                  "defaultConfiguration": {
                    "level": "note"
                  },
                  "properties": {
                    "tags": [
                      "efficiency",
                      "container"
                    ],
                    "precision": "high",
                    "problem.severity": "recommendation",
                    "profile": "recommended",
                    "aliases": [
                      "DL3015"
                    ]
                  }
                }
              ]
            }
          },
          "automationDetails": {
            "id": "plimsoll/"
          },
          "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": {
            "%SRCROOT%": {
              "description": {
                "text": "The directory that plimsoll was run in."
              }
            }
          },
          "invocations": [
            {
              "executionSuccessful": false,
              "toolExecutionNotifications": [
                {
                  "level": "error",
                  "message": {
                    "text": "`shop/db/Dockerfile` is a binary file, not a Dockerfile"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "shop/db/Dockerfile",
                          "uriBaseId": "%SRCROOT%"
                        }
                      }
                    }
                  ]
                }
              ]
            }
          ],
          "results": [
            {
              "ruleId": "some-rule",
              "ruleIndex": 0,
              "level": "warning",
              "message": {
                "text": "the image runs as root.\nHere: this runs with uid 0.\nHelp: create a user and switch to it before CMD.\nSee [starts as root, and no USER follows](1)."
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "shop/api/Dockerfile",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 1,
                      "endLine": 6,
                      "endColumn": 4
                    }
                  },
                  "message": {
                    "text": "this runs with uid 0"
                  }
                }
              ],
              "relatedLocations": [
                {
                  "id": 1,
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "shop/api/Dockerfile",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 6,
                      "endLine": 1,
                      "endColumn": 22
                    }
                  },
                  "message": {
                    "text": "starts as root, and no USER follows"
                  }
                }
              ],
              "partialFingerprints": {
                "primaryLocationLineHash": "27c76aba650b3542:1"
              },
              "fixes": [
                {
                  "description": {
                    "text": "create the user `app` and switch to it."
                  },
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "shop/api/Dockerfile",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "startLine": 6,
                            "startColumn": 1,
                            "endLine": 6,
                            "endColumn": 1
                          },
                          "insertedContent": {
                            "text": "RUN useradd --system --uid 10001 app\nUSER 10001:10001\n"
                          }
                        }
                      ]
                    }
                  ]
                }
              ],
              "properties": {
                "help": "create a user and switch to it before CMD",
                "aliases": [
                  "DL3002"
                ]
              }
            }
          ]
        }
      ]
    }
    "##);
}

/// `scripts/check-sarif` validates what this writes.
#[test]
fn a_report_with_a_field_of_every_kind() {
    let (checked, settings, gaps) = samples::shop();
    let text = render(&Run { checked: &checked, settings: &settings, gaps: &gaps });
    assert_eq!(text.matches("primaryLocationLineHash").count(), 6);
    assert!(text.contains("shop/web%20%5B1%5D/Dockerfile%20%C3%B1"));
    if let Ok(path) = std::env::var("PLIMSOLL_SARIF_SAMPLE") {
        std::fs::write(path, &text).unwrap();
    }
}

#[test]
fn empty_spans_are_seen() {
    let source = Source::new("f", b"ab\n\nc".to_vec());
    let widened = |at: u32| widened(&source, Span::at(at));
    assert_eq!(widened(0), Span::new(0, 1));
    assert_eq!(widened(2), Span::new(1, 2));
    assert_eq!(widened(3), Span::at(3));
    assert_eq!(widened(5), Span::new(4, 5));
}

#[test]
fn descriptions_fit() {
    assert_eq!(sentence("ends already."), "ends already.");
    assert_eq!(sentence(&"x".repeat(3000)).chars().count(), MOST_CHARACTERS);
}
