//! Servers of Python applications and notebooks.

use super::{Channel, Host, Operand, SERVER, Server};

const WSGI: &str = "start a server made for production, such as gunicorn:\nCMD [\"gunicorn\", \"--bind\", \"0.0.0.0:5000\", \"MODULE:APPLICATION\"]";
const DJANGO: &str = "start a server made for production, such as gunicorn:\nCMD [\"gunicorn\", \"--bind\", \"0.0.0.0:8000\", \"PROJECT.wsgi\"]";
const STATIC: &str = "let a web server such as nginx or Caddy serve the files";

/// The rows.
pub(super) const SERVERS: &[Server] = &[
    Server {
        name: "flask run",
        calls: &[&["flask", "run"]],
        development: Some(WSGI),
        port: Channel { flags: &["-p", "--port"], variables: &["FLASK_RUN_PORT"] },
        host: Channel { flags: &["-h", "--host"], variables: &["FLASK_RUN_HOST"] },
        default_port: Some(5000),
        default_host: Host::Loopback,
        debug: &["--debug", "--debugger", "--reload"],
        source: "https://flask.palletsprojects.com/en/stable/cli/",
        ..SERVER
    },
    Server {
        name: "manage.py runserver",
        calls: &[
            &["manage.py", "runserver"],
            &["manage.py", "runserver_plus"],
            &["django-admin", "runserver"],
            &["django", "runserver"],
        ],
        development: Some(DJANGO),
        operand: Operand::Address,
        default_port: Some(8000),
        default_host: Host::Loopback,
        open_words: "0.0.0.0:8000",
        source: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
        ..SERVER
    },
    Server {
        name: "uvicorn",
        calls: &[&["uvicorn"]],
        port: Channel { flags: &["--port"], variables: &["UVICORN_PORT"] },
        host: Channel { flags: &["--host"], variables: &["UVICORN_HOST"] },
        opens: &["--uds", "--fd"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        debug: &["--reload"],
        source: "https://www.uvicorn.org/settings/",
        ..SERVER
    },
    Server {
        name: "fastapi dev",
        calls: &[&["fastapi", "dev"]],
        development: Some("start it for production:\nCMD [\"fastapi\", \"run\"]"),
        port: Channel { flags: &["--port"], variables: &["PORT"] },
        host: Channel { flags: &["--host"], variables: &[] },
        default_port: Some(8000),
        default_host: Host::Loopback,
        source: "https://fastapi.tiangolo.com/fastapi-cli/",
        ..SERVER
    },
    Server {
        name: "fastapi run",
        calls: &[&["fastapi", "run"]],
        port: Channel { flags: &["--port"], variables: &["PORT"] },
        host: Channel { flags: &["--host"], variables: &[] },
        default_port: Some(8000),
        default_host: Host::All,
        debug: &["--reload"],
        source: "https://fastapi.tiangolo.com/fastapi-cli/",
        ..SERVER
    },
    Server {
        name: "gunicorn",
        calls: &[&["gunicorn"]],
        bind: &["-b", "--bind"],
        // With a port in the environment it is open to every address; `GUNICORN_CMD_ARGS` may hold any flag.
        port: Channel { flags: &[], variables: &["PORT"] },
        host: Channel { flags: &[], variables: &["PORT", "GUNICORN_CMD_ARGS"] },
        opens: &["-c", "--config", "--paste"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        configured: true,
        debug: &["--reload"],
        open_words: "--bind 0.0.0.0:8000",
        source: "https://docs.gunicorn.org/en/stable/settings.html#bind",
        ..SERVER
    },
    Server {
        name: "hypercorn",
        calls: &[&["hypercorn"]],
        bind: &["-b", "--bind", "--insecure-bind", "--quic-bind"],
        opens: &["-c", "--config"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        debug: &["--reload", "--debug"],
        open_words: "--bind 0.0.0.0:8000",
        source: "https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html",
        ..SERVER
    },
    Server {
        name: "daphne",
        calls: &[&["daphne"]],
        port: Channel { flags: &["-p", "--port"], variables: &[] },
        host: Channel { flags: &["-b", "--bind"], variables: &[] },
        opens: &["-e", "--endpoint", "-u", "--unix-socket", "--fd"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        open_words: "-b 0.0.0.0",
        source: "https://github.com/django/daphne",
        ..SERVER
    },
    Server {
        name: "granian",
        calls: &[&["granian"]],
        port: Channel { flags: &["--port"], variables: &["GRANIAN_PORT"] },
        host: Channel { flags: &["--host"], variables: &["GRANIAN_HOST"] },
        opens: &["--uds"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        debug: &["--reload"],
        source: "https://github.com/emmett-framework/granian",
        ..SERVER
    },
    Server {
        name: "waitress-serve",
        calls: &[&["waitress-serve"], &["waitress"]],
        port: Channel { flags: &["--port"], variables: &[] },
        host: Channel { flags: &["--host"], variables: &[] },
        bind: &["--listen"],
        default_port: Some(8080),
        default_host: Host::All,
        source: "https://docs.pylonsproject.org/projects/waitress/en/stable/runner.html",
        ..SERVER
    },
    Server {
        name: "streamlit run",
        calls: &[&["streamlit", "run"]],
        port: Channel { flags: &["--server.port"], variables: &["STREAMLIT_SERVER_PORT"] },
        host: Channel { flags: &["--server.address"], variables: &["STREAMLIT_SERVER_ADDRESS"] },
        default_port: Some(8501),
        default_host: Host::All,
        configured: true,
        open_words: "--server.address=0.0.0.0",
        source: "https://docs.streamlit.io/develop/api-reference/configuration/config.toml",
        ..SERVER
    },
    Server {
        name: "jupyter",
        calls: &[
            &["jupyter", "notebook"],
            &["jupyter", "lab"],
            &["jupyter", "server"],
            &["jupyter-lab"],
            &["jupyter-notebook"],
        ],
        port: Channel { flags: &["--port", "--ServerApp.port", "--NotebookApp.port"], variables: &["JUPYTER_PORT"] },
        host: Channel { flags: &["--ip", "--ServerApp.ip", "--NotebookApp.ip"], variables: &["JUPYTER_IP"] },
        opens: &["--config"],
        default_port: Some(8888),
        default_host: Host::Loopback,
        configured: true,
        open_words: "--ip=0.0.0.0",
        source: "https://jupyter-server.readthedocs.io/en/latest/other/full-config.html",
        ..SERVER
    },
    Server {
        name: "mlflow server",
        calls: &[&["mlflow", "server"], &["mlflow", "ui"]],
        port: Channel { flags: &["-p", "--port"], variables: &["MLFLOW_PORT"] },
        host: Channel { flags: &["-h", "--host"], variables: &["MLFLOW_HOST"] },
        default_port: Some(5000),
        default_host: Host::Loopback,
        source: "https://mlflow.org/docs/latest/cli.html#mlflow-server",
        ..SERVER
    },
    Server {
        name: "tensorboard",
        calls: &[&["tensorboard"]],
        port: Channel { flags: &["--port"], variables: &[] },
        host: Channel { flags: &["--host"], variables: &[] },
        opens: &["--bind_all"],
        default_port: Some(6006),
        default_host: Host::Loopback,
        open_words: "--bind_all",
        source: "https://github.com/tensorflow/tensorboard",
        ..SERVER
    },
    Server {
        name: "http.server",
        calls: &[&["http.server"], &["SimpleHTTPServer"]],
        development: Some(STATIC),
        host: Channel { flags: &["-b", "--bind"], variables: &[] },
        operand: Operand::Address,
        default_port: Some(8000),
        default_host: Host::All,
        open_words: "--bind 0.0.0.0",
        source: "https://docs.python.org/3/library/http.server.html",
        ..SERVER
    },
    Server {
        name: "mkdocs serve",
        calls: &[&["mkdocs", "serve"]],
        development: Some("build the pages (`mkdocs build`) and let a web server serve them"),
        bind: &["-a", "--dev-addr"],
        opens: &["-f", "--config-file"],
        default_port: Some(8000),
        default_host: Host::Loopback,
        configured: true,
        open_words: "--dev-addr=0.0.0.0:8000",
        source: "https://www.mkdocs.org/user-guide/cli/#mkdocs-serve",
        ..SERVER
    },
];
