//! Servers of PHP and Ruby applications.

use super::{Channel, Host, SERVER, Server};

const PHP: &str = "start a server made for production: php-fpm behind a web server, `php:apache` or FrankenPHP";

const RAILS_PORT: Channel = Channel { flags: &["-p", "--port"], variables: &["PORT"] };

/// The rows.
pub(super) const SERVERS: &[Server] = &[
    Server {
        name: "php -S",
        calls: &[&["php"]],
        requires: &["-S"],
        development: Some(PHP),
        bind: &["-S"],
        open_words: "-S 0.0.0.0:8000",
        source: "https://www.php.net/manual/en/features.commandline.webserver.php",
        ..SERVER
    },
    Server {
        name: "artisan serve",
        calls: &[&["artisan", "serve"]],
        development: Some(PHP),
        port: Channel { flags: &["--port"], variables: &["SERVER_PORT"] },
        host: Channel { flags: &["--host"], variables: &["SERVER_HOST"] },
        default_port: Some(8000),
        default_host: Host::Loopback,
        source: "https://laravel.com/docs/artisan",
        ..SERVER
    },
    Server {
        name: "symfony serve",
        calls: &[
            &["symfony", "serve"],
            &["symfony", "server:start"],
            &["symfony", "local:server:start"],
            &["console", "server:run"],
        ],
        development: Some(PHP),
        port: Channel { flags: &["--port"], variables: &[] },
        host: Channel { flags: &["--listen-ip"], variables: &[] },
        opens: &["--allow-all-ip"],
        default_port: Some(8000),
        open_words: "--allow-all-ip",
        source: "https://symfony.com/doc/current/setup/symfony_cli.html",
        ..SERVER
    },
    Server {
        name: "rails server",
        calls: &[&["rails", "server"], &["rails", "s"]],
        port: RAILS_PORT,
        host: Channel { flags: &["-b", "--binding"], variables: &["BINDING", "HOST"] },
        mode: Channel { flags: &["-e", "--environment"], variables: &["RAILS_ENV", "RACK_ENV"] },
        default_port: Some(3000),
        default_host: Host::All,
        configured: true,
        open_words: "--binding 0.0.0.0",
        source: "https://guides.rubyonrails.org/command_line.html#bin-rails-server",
        ..SERVER
    },
    Server {
        name: "puma",
        calls: &[&["puma"]],
        port: RAILS_PORT,
        bind: &["-b", "--bind"],
        opens: &["-C", "--config"],
        default_port: Some(9292),
        default_host: Host::All,
        configured: true,
        open_words: "--bind tcp://0.0.0.0:9292",
        source: "https://puma.io/puma/Puma/DSL.html",
        ..SERVER
    },
    Server {
        name: "unicorn",
        calls: &[&["unicorn"], &["unicorn_rails"]],
        port: Channel { flags: &["-p", "--port"], variables: &[] },
        host: Channel { flags: &["-o", "--host"], variables: &[] },
        bind: &["-l", "--listen"],
        opens: &["-c", "--config-file"],
        default_port: Some(8080),
        default_host: Host::All,
        configured: true,
        source: "https://yhbt.net/unicorn/unicorn_1.html",
        ..SERVER
    },
    Server {
        name: "rackup",
        calls: &[&["rackup"]],
        port: Channel { flags: &["-p", "--port"], variables: &[] },
        host: Channel { flags: &["-o", "--host"], variables: &[] },
        mode: Channel { flags: &["-E", "--env"], variables: &["RACK_ENV"] },
        default_port: Some(9292),
        default_host: Host::All,
        configured: true,
        source: "https://github.com/rack/rackup",
        ..SERVER
    },
    Server {
        name: "jekyll serve",
        calls: &[&["jekyll", "serve"], &["jekyll", "server"], &["jekyll", "s"]],
        development: Some("build the pages (`jekyll build`) and let a web server serve them"),
        port: Channel { flags: &["-P", "--port"], variables: &[] },
        host: Channel { flags: &["-H", "--host"], variables: &[] },
        default_port: Some(4000),
        default_host: Host::Loopback,
        configured: true,
        source: "https://jekyllrb.com/docs/configuration/options/#serve-command-options",
        ..SERVER
    },
];
