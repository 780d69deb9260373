//! Jupyter's notebooks, which moved from Docker Hub to Quay.

use super::base::{FAMILY, UBUNTU};
use super::{DefaultUser, Facts, Family, Kind};

/// The families.
pub const FAMILIES: &[Family] = &[
    Family {
        names: &[
            "jupyter/all-spark-notebook",
            "jupyter/base-notebook",
            "jupyter/datascience-notebook",
            "jupyter/docker-stacks-foundation",
            "jupyter/julia-notebook",
            "jupyter/minimal-notebook",
            "jupyter/pyspark-notebook",
            "jupyter/r-notebook",
            "jupyter/scipy-notebook",
            "jupyter/tensorflow-notebook",
        ],
        deprecated: Some(
            "the image of that name below `quay.io/jupyter`: those on Docker Hub are frozen since October 2023",
        ),
        ..NOTEBOOK
    },
    Family { names: &["jupyter/*"], ..NOTEBOOK },
    Family { names: &["quay.io/jupyter/*"], ..NOTEBOOK },
];

const NOTEBOOK: Family = Family {
    kind: Kind::Language,
    facts: Facts {
        user: DefaultUser::Named { name: "jovyan", uid: 1000 },
        users: &[("jovyan", 1000)],
        tools: &[&["bzip2", "conda", "mamba", "pip", "python", "python3", "sudo", "tini", "wget"]],
        exhaustive: false,
        healthcheck: true,
        service: true,
        command: true,
        workdir: "/home/jovyan",
        ..UBUNTU
    },
    source: "https://github.com/jupyter/docker-stacks",
    ..FAMILY
};
