//! Servers and watchers of the world of Node.js.

use super::{Channel, Host, SERVER, Server};

const BUILT: &str = "build in a stage of its own and let a web server serve what comes out:\nFROM nginx\nCOPY --from=build /app/dist /usr/share/nginx/html";
const WATCHED: &str = "start the program itself:\nCMD [\"node\", \"server.js\"]";
const COMPILED: &str = "compile in a stage of its own and start what comes out:\nCMD [\"node\", \"dist/server.js\"]";

/// A port by `-p` or `--port`, and in the environment.
const PORT: Channel = Channel { flags: &["-p", "--port"], variables: &["PORT"] };
/// An address by `--host`.
const HOST: Channel = Channel { flags: &["--host"], variables: &[] };

const VITE: Server = Server {
    name: "vite",
    calls: &[&["vite"], &["vite", "dev"], &["vite", "serve"]],
    development: Some(BUILT),
    port: Channel { flags: &["--port"], variables: &[] },
    host: HOST,
    default_port: Some(5173),
    default_host: Host::Loopback,
    configured: true,
    source: "https://vite.dev/config/server-options",
    ..SERVER
};

/// The rows.
pub(super) const SERVERS: &[Server] = &[
    VITE,
    // Words that start no server.
    Server {
        name: "vite build",
        calls: &[&["vite", "build"], &["vite", "optimize"]],
        source: "https://vite.dev/guide/cli.html",
        ..SERVER
    },
    Server { name: "vite preview", calls: &[&["vite", "preview"]], default_port: Some(4173), ..VITE },
    Server { name: "astro dev", calls: &[&["astro", "dev"]], default_port: Some(4321), ..VITE },
    Server {
        name: "nuxt dev",
        calls: &[&["nuxt", "dev"], &["nuxi", "dev"]],
        development: Some("build it and start the build:\nCMD [\"node\", \".output/server/index.mjs\"]"),
        port: Channel { flags: &["-p", "--port"], variables: &["NUXT_PORT", "PORT"] },
        host: Channel { flags: &["-h", "--host"], variables: &["NUXT_HOST", "HOST"] },
        default_port: Some(3000),
        default_host: Host::Loopback,
        configured: true,
        source: "https://nuxt.com/docs/api/commands/dev",
        ..SERVER
    },
    Server {
        name: "next dev",
        calls: &[&["next", "dev"]],
        development: Some("build it (`next build`) and start the build:\nCMD [\"next\", \"start\"]"),
        port: PORT,
        host: Channel { flags: &["-H", "--hostname"], variables: &[] },
        default_port: Some(3000),
        default_host: Host::All,
        open_words: "--hostname 0.0.0.0",
        source: "https://nextjs.org/docs/app/api-reference/cli/next",
        ..SERVER
    },
    Server {
        name: "next start",
        calls: &[&["next", "start"]],
        port: PORT,
        host: Channel { flags: &["-H", "--hostname"], variables: &[] },
        default_port: Some(3000),
        default_host: Host::All,
        open_words: "--hostname 0.0.0.0",
        source: "https://nextjs.org/docs/app/api-reference/cli/next",
        ..SERVER
    },
    Server {
        name: "ng serve",
        calls: &[&["ng", "serve"], &["ng", "s"], &["ng", "dev"]],
        development: Some(BUILT),
        port: Channel { flags: &["--port"], variables: &[] },
        host: HOST,
        default_port: Some(4200),
        default_host: Host::Loopback,
        configured: true,
        source: "https://angular.dev/cli/serve",
        ..SERVER
    },
    Server {
        name: "webpack serve",
        calls: &[&["webpack", "serve"], &["webpack-dev-server"], &["webpack-cli", "serve"]],
        development: Some(BUILT),
        port: Channel { flags: &["--port"], variables: &[] },
        host: HOST,
        default_port: Some(8080),
        default_host: Host::Loopback,
        configured: true,
        source: "https://webpack.js.org/configuration/dev-server/",
        ..SERVER
    },
    Server {
        name: "react-scripts start",
        calls: &[&["react-scripts", "start"], &["craco", "start"], &["react-app-rewired", "start"]],
        development: Some(BUILT),
        port: Channel { flags: &[], variables: &["PORT"] },
        host: Channel { flags: &[], variables: &["HOST"] },
        default_port: Some(3000),
        default_host: Host::All,
        source: "https://create-react-app.dev/docs/advanced-configuration/",
        ..SERVER
    },
    Server {
        name: "vue-cli-service serve",
        calls: &[&["vue-cli-service", "serve"]],
        development: Some(BUILT),
        port: Channel { flags: &["--port"], variables: &["PORT"] },
        host: HOST,
        default_port: Some(8080),
        default_host: Host::All,
        configured: true,
        source: "https://cli.vuejs.org/guide/cli-service.html",
        ..SERVER
    },
    Server {
        name: "gatsby develop",
        calls: &[&["gatsby", "develop"]],
        development: Some(BUILT),
        port: PORT,
        host: Channel { flags: &["-H", "--host"], variables: &["HOST"] },
        default_port: Some(8000),
        default_host: Host::Loopback,
        source: "https://www.gatsbyjs.com/docs/reference/gatsby-cli/#develop",
        ..SERVER
    },
    Server {
        name: "nodemon",
        calls: &[&["nodemon"]],
        development: Some(WATCHED),
        source: "https://github.com/remy/nodemon",
        ..SERVER
    },
    Server {
        name: "node --watch",
        calls: &[&["node"], &["bun"], &["bun", "run"], &["deno"], &["deno", "run"]],
        requires: &["--watch", "--watch-path", "--hot"],
        development: Some("leave the flag out"),
        source: "https://nodejs.org/api/cli.html#--watch",
        ..SERVER
    },
    Server {
        name: "ts-node-dev",
        calls: &[&["ts-node-dev"], &["tsnd"], &["tsx", "watch"], &["tsc-watch"]],
        development: Some(COMPILED),
        source: "https://github.com/wclr/ts-node-dev",
        ..SERVER
    },
    Server {
        name: "nest start --watch",
        calls: &[&["nest", "start"]],
        requires: &["--watch", "-w", "--debug", "-d"],
        development: Some(COMPILED),
        source: "https://docs.nestjs.com/cli/usages#nest-start",
        ..SERVER
    },
    Server {
        name: "strapi develop",
        calls: &[&["strapi", "develop"], &["strapi", "dev"]],
        development: Some("build it and start it for production:\nCMD [\"strapi\", \"start\"]"),
        source: "https://docs.strapi.io/cms/cli",
        ..SERVER
    },
    Server {
        name: "http-server",
        calls: &[&["http-server"]],
        port: PORT,
        host: Channel { flags: &["-a"], variables: &[] },
        default_port: Some(8080),
        default_host: Host::All,
        open_words: "-a 0.0.0.0",
        source: "https://github.com/http-party/http-server",
        ..SERVER
    },
    Server {
        name: "serve",
        calls: &[&["serve"]],
        // Others call a command of theirs so.
        requires: &["-s", "--single", "-l", "--listen", "-p", "-n", "--no-clipboard", "-d", "--debug"],
        port: PORT,
        bind: &["-l", "--listen"],
        default_port: Some(3000),
        default_host: Host::All,
        open_words: "--listen tcp://0.0.0.0:3000",
        source: "https://github.com/vercel/serve",
        ..SERVER
    },
    Server {
        name: "live-server",
        calls: &[&["live-server"], &["browser-sync", "start"], &["lite-server"]],
        development: Some(BUILT),
        source: "https://github.com/tapio/live-server",
        ..SERVER
    },
];

/// A script of a package.json that cannot be read, called like those to develop with. Nobody knows what it runs.
pub(super) static SCRIPT: Server = Server {
    name: "",
    calls: &[&["npm", "run", "dev"]],
    development: Some(
        "build in a stage of its own and start what comes out; a front end of static files needs a web server:\nFROM nginx\nCOPY --from=build /app/dist /usr/share/nginx/html",
    ),
    source: "https://docs.npmjs.com/cli/commands/npm-run",
    ..SERVER
};

/// Whether a script of that name is there to develop with.
pub(super) fn is_script_to_develop(name: &str) -> bool {
    let has = |words: &[&str]| name.split([':', '-', '_', '.']).any(|word| words.contains(&word));
    has(&["dev", "develop", "development", "watch", "hmr"]) && !has(&["build", "prod", "production"])
}
