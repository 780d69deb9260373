//! Applications that people use, and browsers that tests use.

use super::{KnownService, SERVICE, ServiceKind};

/// The rows.
pub(super) const SERVICES: &[KnownService] = &[
    KnownService {
        names: &["wordpress"],
        kind: ServiceKind::Application,
        ports: &[80],
        file_variables: &["WORDPRESS_*"],
        source: "https://hub.docker.com/_/wordpress",
        ..SERVICE
    },
    KnownService {
        names: &["nextcloud"],
        kind: ServiceKind::Application,
        ports: &[80],
        file_variables: &[
            "MYSQL_DATABASE",
            "MYSQL_PASSWORD",
            "MYSQL_USER",
            "NEXTCLOUD_ADMIN_PASSWORD",
            "NEXTCLOUD_ADMIN_USER",
            "POSTGRES_DB",
            "POSTGRES_PASSWORD",
            "POSTGRES_USER",
            "REDIS_HOST_PASSWORD",
            "SMTP_PASSWORD",
        ],
        source: "https://hub.docker.com/_/nextcloud",
        ..SERVICE
    },
    KnownService {
        names: &["joomla"],
        kind: ServiceKind::Application,
        ports: &[80],
        file_variables: &["JOOMLA_DB_HOST", "JOOMLA_DB_USER", "JOOMLA_DB_PASSWORD", "JOOMLA_DB_NAME"],
        source: "https://hub.docker.com/_/joomla",
        ..SERVICE
    },
    KnownService {
        names: &["redmine"],
        kind: ServiceKind::Application,
        ports: &[3000],
        file_variables: &["REDMINE_DB_PASSWORD", "REDMINE_DB_USERNAME", "REDMINE_SECRET_KEY_BASE"],
        source: "https://hub.docker.com/_/redmine",
        ..SERVICE
    },
    KnownService {
        names: &["odoo"],
        kind: ServiceKind::Application,
        ports: &[8069],
        file_variables: &["PASSWORD"],
        source: "https://hub.docker.com/_/odoo",
        ..SERVICE
    },
    KnownService {
        names: &["ghost"],
        kind: ServiceKind::Application,
        ports: &[2368],
        source: "https://hub.docker.com/_/ghost",
        ..SERVICE
    },
    KnownService {
        names: &["drupal"],
        kind: ServiceKind::Application,
        ports: &[80],
        source: "https://hub.docker.com/_/drupal",
        ..SERVICE
    },
    KnownService {
        names: &["sonarqube"],
        kind: ServiceKind::Application,
        ports: &[9000],
        source: "https://hub.docker.com/_/sonarqube",
        ..SERVICE
    },
    KnownService {
        names: &["jenkins/jenkins"],
        kind: ServiceKind::Application,
        ports: &[8080, 50000],
        source: "https://github.com/jenkinsci/docker",
        ..SERVICE
    },
    KnownService {
        names: &["gitea/gitea", "codeberg.org/forgejo/forgejo"],
        kind: ServiceKind::Application,
        ports: &[3000, 22],
        file_variables: &["GITEA__*", "FORGEJO__*"],
        file_suffix: "__FILE",
        source: "https://docs.gitea.com/installation/install-with-docker",
        ..SERVICE
    },
    KnownService {
        names: &["gitlab/gitlab-ce", "gitlab/gitlab-ee"],
        kind: ServiceKind::Application,
        ports: &[80, 443, 22],
        shared_memory: "256m",
        source: "https://docs.gitlab.com/install/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["vaultwarden/server"],
        kind: ServiceKind::Identity,
        ports: &[80],
        file_variables: &["ADMIN_TOKEN", "DATABASE_URL", "SMTP_PASSWORD", "YUBICO_SECRET_KEY"],
        source: "https://github.com/dani-garcia/vaultwarden/wiki/Configuration-overview",
        ..SERVICE
    },
    KnownService {
        names: &["mailhog/mailhog"],
        kind: ServiceKind::AdminTool,
        ports: &[1025, 8025],
        source: "https://github.com/mailhog/MailHog",
        ..SERVICE
    },
    KnownService {
        names: &["axllent/mailpit"],
        kind: ServiceKind::AdminTool,
        ports: &[1025, 8025],
        source: "https://mailpit.axllent.org/docs/install/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["n8nio/n8n", "docker.n8n.io/n8nio/n8n"],
        kind: ServiceKind::Application,
        ports: &[5678],
        file_variables: &["DB_POSTGRESDB_PASSWORD", "N8N_ENCRYPTION_KEY"],
        source: "https://docs.n8n.io/hosting/configuration/configuration-methods/",
        ..SERVICE
    },
    KnownService {
        names: &["ollama/ollama"],
        kind: ServiceKind::Application,
        ports: &[11434],
        source: "https://github.com/ollama/ollama/blob/main/docs/docker.mdx",
        ..SERVICE
    },
    KnownService {
        names: &["selenium/standalone-*", "selenium/node-*", "browserless/chrome", "ghcr.io/browserless/*"],
        kind: ServiceKind::Application,
        shared_memory: "2g",
        source: "https://github.com/SeleniumHQ/docker-selenium#--shm-size2g",
        ..SERVICE
    },
    KnownService {
        names: &["selenium/*"],
        kind: ServiceKind::Application,
        source: "https://github.com/SeleniumHQ/docker-selenium",
        ..SERVICE
    },
    KnownService {
        names: &["pytorch/pytorch", "nvcr.io/nvidia/pytorch"],
        kind: ServiceKind::Application,
        shared_memory: "8g",
        source: "https://github.com/pytorch/pytorch#docker-image",
        ..SERVICE
    },
    KnownService {
        names: &["vllm/vllm-openai", "ghcr.io/huggingface/text-generation-inference"],
        kind: ServiceKind::Application,
        shared_memory: "2g",
        source: "https://docs.vllm.ai/en/stable/deployment/docker.html",
        ..SERVICE
    },
];
