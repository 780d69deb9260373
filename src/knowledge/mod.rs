//! Layer 2: what is known about the world outside the files.
//!
//! Dated tables as plain Rust constants: base images, secrets, programs. Every row that could be doubted
//! names its source. Questions whose answer is not known are answered with `None`, never with a guess.
//! Knows bytes and syntax; must never do IO, read a clock or format a message.
//! Start with [`images::lookup`].

pub mod accepted_values;
pub mod accounts;
pub mod addresses;
pub mod apt_keys;
pub mod browser_variables;
pub mod capabilities;
pub mod compose_files;
pub mod compose_variables;
pub mod connections;
pub mod container_names;
pub mod debconf;
pub mod debugging;
pub mod dependency_managers;
pub mod endpoints;
pub mod file_names;
pub mod heaps;
pub mod home_folders;
pub mod host_keys;
pub mod ignored_paths;
pub mod images;
pub mod installers;
pub mod labels;
pub mod log_drivers;
pub mod machine;
pub mod modes;
pub mod moving_tags;
mod name_index;
pub mod places;
pub mod ports;
pub mod programs;
pub mod python;
pub mod runtimes;
pub mod scratch;
pub mod secrets;
pub mod servers;
pub mod services;
pub mod shell_codes;
pub mod signals;
pub mod sockets;
pub mod volatile;
pub mod volumes;
