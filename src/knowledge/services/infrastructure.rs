//! Proxies, web servers, monitoring, object stores and consoles.

use super::{KnownService, SERVICE, ServiceKind};

/// The rows.
pub(super) const SERVICES: &[KnownService] = &[
    KnownService {
        names: &["nginx", "openresty/openresty"],
        kind: ServiceKind::WebServer,
        ports: &[80, 443],
        source: "https://hub.docker.com/_/nginx",
        ..SERVICE
    },
    KnownService {
        names: &["nginxinc/nginx-unprivileged", "ghcr.io/nginx/nginx-unprivileged"],
        kind: ServiceKind::WebServer,
        ports: &[8080],
        source: "https://github.com/nginx/docker-nginx-unprivileged",
        ..SERVICE
    },
    KnownService {
        names: &["httpd"],
        kind: ServiceKind::WebServer,
        ports: &[80],
        source: "https://hub.docker.com/_/httpd",
        ..SERVICE
    },
    KnownService {
        names: &["caddy"],
        kind: ServiceKind::Proxy,
        ports: &[80, 443, 2019],
        source: "https://hub.docker.com/_/caddy",
        ..SERVICE
    },
    KnownService {
        names: &["traefik"],
        kind: ServiceKind::Proxy,
        ports: &[80, 443, 8080],
        source: "https://doc.traefik.io/traefik/setup/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["haproxy"],
        kind: ServiceKind::Proxy,
        source: "https://hub.docker.com/_/haproxy",
        ..SERVICE
    },
    KnownService {
        names: &["varnish"],
        kind: ServiceKind::Proxy,
        ports: &[80, 8443],
        source: "https://hub.docker.com/_/varnish",
        ..SERVICE
    },
    KnownService {
        names: &["envoyproxy/envoy"],
        kind: ServiceKind::Proxy,
        ports: &[10000, 9901],
        source: "https://www.envoyproxy.io/docs/envoy/latest/start/docker",
        ..SERVICE
    },
    KnownService {
        names: &["nginxproxy/nginx-proxy", "jwilder/nginx-proxy"],
        kind: ServiceKind::Proxy,
        ports: &[80, 443],
        source: "https://github.com/nginx-proxy/nginx-proxy",
        ..SERVICE
    },
    KnownService {
        names: &["jc21/nginx-proxy-manager"],
        kind: ServiceKind::Proxy,
        ports: &[80, 81, 443],
        file_variables: &["DB_MYSQL_PASSWORD", "DB_MYSQL_USER"],
        file_suffix: "__FILE",
        source: "https://nginxproxymanager.com/advanced-config/",
        ..SERVICE
    },
    KnownService {
        names: &["kong", "kong/kong-gateway"],
        kind: ServiceKind::Proxy,
        ports: &[8000, 8001, 8443, 8444],
        source: "https://developer.konghq.com/gateway/install/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["cloudflare/cloudflared"],
        kind: ServiceKind::Proxy,
        source: "https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/",
        ..SERVICE
    },
    KnownService {
        names: &["minio/minio", "quay.io/minio/minio", "cgr.dev/chainguard/minio"],
        kind: ServiceKind::ObjectStore,
        ports: &[9000, 9001],
        file_variables: &["MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"],
        source: "https://github.com/minio/minio/tree/master/docs/docker",
        ..SERVICE
    },
    KnownService {
        names: &["registry"],
        kind: ServiceKind::ObjectStore,
        ports: &[5000],
        source: "https://hub.docker.com/_/registry",
        ..SERVICE
    },
    KnownService {
        names: &["localstack/localstack", "localstack/localstack-pro"],
        kind: ServiceKind::ObjectStore,
        ports: &[4566],
        source: "https://docs.localstack.cloud/aws/getting-started/installation/",
        ..SERVICE
    },
    KnownService {
        names: &["prom/prometheus", "quay.io/prometheus/prometheus"],
        kind: ServiceKind::Monitoring,
        ports: &[9090],
        health_command: &["wget", "-q", "--spider", "http://127.0.0.1:9090/-/healthy"],
        source: "https://prometheus.io/docs/prometheus/latest/management_api/",
        ..SERVICE
    },
    KnownService {
        names: &["prom/alertmanager", "quay.io/prometheus/alertmanager"],
        kind: ServiceKind::Monitoring,
        ports: &[9093],
        health_command: &["wget", "-q", "--spider", "http://127.0.0.1:9093/-/healthy"],
        source: "https://prometheus.io/docs/alerting/latest/management_api/",
        ..SERVICE
    },
    KnownService {
        names: &["grafana/grafana", "grafana/grafana-oss", "grafana/grafana-enterprise"],
        kind: ServiceKind::Monitoring,
        ports: &[3000],
        file_variables: &["GF_*"],
        file_suffix: "__FILE",
        source: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/",
        ..SERVICE
    },
    KnownService {
        names: &["grafana/loki"],
        kind: ServiceKind::Monitoring,
        ports: &[3100],
        source: "https://grafana.com/docs/loki/latest/setup/install/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["grafana/tempo", "grafana/mimir"],
        kind: ServiceKind::Monitoring,
        source: "https://grafana.com/docs/tempo/latest/",
        ..SERVICE
    },
    KnownService {
        names: &["jaegertracing/*", "openzipkin/zipkin"],
        kind: ServiceKind::Monitoring,
        source: "https://www.jaegertracing.io/docs/latest/",
        ..SERVICE
    },
    KnownService {
        names: &["kibana", "docker.elastic.co/kibana/kibana*"],
        kind: ServiceKind::Monitoring,
        ports: &[5601],
        source: "https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-kibana-with-docker",
        ..SERVICE
    },
    KnownService {
        names: &["opensearchproject/opensearch-dashboards"],
        kind: ServiceKind::Monitoring,
        ports: &[5601],
        source: "https://docs.opensearch.org/latest/install-and-configure/install-dashboards/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["louislam/uptime-kuma"],
        kind: ServiceKind::Monitoring,
        ports: &[3001],
        source: "https://github.com/louislam/uptime-kuma",
        ..SERVICE
    },
    KnownService {
        names: &["prom/node-exporter", "quay.io/prometheus/node-exporter"],
        kind: ServiceKind::MonitoringAgent,
        ports: &[9100],
        source: "https://github.com/prometheus/node_exporter#docker",
        ..SERVICE
    },
    KnownService {
        names: &["gcr.io/cadvisor/cadvisor", "ghcr.io/google/cadvisor", "google/cadvisor"],
        kind: ServiceKind::MonitoringAgent,
        ports: &[8080],
        source: "https://github.com/google/cadvisor",
        ..SERVICE
    },
    KnownService {
        names: &[
            "telegraf",
            "grafana/alloy",
            "grafana/promtail",
            "grafana/agent",
            "netdata/netdata",
            "datadog/agent",
            "gcr.io/datadoghq/agent",
            "newrelic/infrastructure",
            "zabbix/zabbix-agent*",
        ],
        kind: ServiceKind::MonitoringAgent,
        source: "https://hub.docker.com/_/telegraf",
        ..SERVICE
    },
    KnownService {
        names: &[
            "fluent/fluentd",
            "fluent/fluent-bit",
            "timberio/vector",
            "docker.elastic.co/beats/*",
            "logstash",
            "docker.elastic.co/logstash/logstash*",
            "otel/*",
        ],
        kind: ServiceKind::MonitoringAgent,
        source: "https://docs.fluentbit.io/manual/installation/downloads/docker",
        ..SERVICE
    },
    KnownService {
        names: &["prom/*", "oliver006/redis_exporter", "prometheuscommunity/*", "quay.io/prometheuscommunity/*"],
        kind: ServiceKind::MonitoringAgent,
        source: "https://prometheus.io/docs/instrumenting/exporters/",
        ..SERVICE
    },
    KnownService {
        names: &["adminer"],
        kind: ServiceKind::AdminTool,
        ports: &[8080],
        source: "https://hub.docker.com/_/adminer",
        ..SERVICE
    },
    KnownService {
        names: &["phpmyadmin", "phpmyadmin/phpmyadmin"],
        kind: ServiceKind::AdminTool,
        ports: &[80],
        file_variables: &[
            "PMA_PASSWORD",
            "PMA_USER",
            "PMA_HOST",
            "MYSQL_ROOT_PASSWORD",
            "MYSQL_PASSWORD",
            "MYSQL_USER",
        ],
        source: "https://hub.docker.com/_/phpmyadmin",
        ..SERVICE
    },
    KnownService {
        names: &["dpage/pgadmin4"],
        kind: ServiceKind::AdminTool,
        ports: &[80, 443],
        file_variables: &["PGADMIN_DEFAULT_PASSWORD"],
        source: "https://www.pgadmin.org/docs/pgadmin4/latest/container_deployment.html",
        ..SERVICE
    },
    KnownService {
        names: &["mongo-express"],
        kind: ServiceKind::AdminTool,
        ports: &[8081],
        file_variables: &[
            "ME_CONFIG_BASICAUTH_USERNAME",
            "ME_CONFIG_BASICAUTH_PASSWORD",
            "ME_CONFIG_MONGODB_ADMINUSERNAME",
            "ME_CONFIG_MONGODB_ADMINPASSWORD",
            "ME_CONFIG_MONGODB_URL",
        ],
        source: "https://hub.docker.com/_/mongo-express",
        ..SERVICE
    },
    KnownService {
        names: &["rediscommander/redis-commander", "ghcr.io/joeferner/redis-commander"],
        kind: ServiceKind::AdminTool,
        ports: &[8081],
        file_variables: &["REDIS_PASSWORD", "HTTP_PASSWORD"],
        source: "https://github.com/joeferner/redis-commander",
        ..SERVICE
    },
    KnownService {
        names: &["redis/redisinsight", "redislabs/redisinsight"],
        kind: ServiceKind::AdminTool,
        ports: &[5540],
        source: "https://redis.io/docs/latest/operate/redisinsight/install/install-on-docker/",
        ..SERVICE
    },
    KnownService {
        names: &[
            "provectuslabs/kafka-ui",
            "kafbat/kafka-ui",
            "ghcr.io/kafbat/kafka-ui",
            "docker.redpanda.com/redpandadata/console",
        ],
        kind: ServiceKind::AdminTool,
        ports: &[8080],
        source: "https://github.com/kafbat/kafka-ui",
        ..SERVICE
    },
    KnownService {
        names: &["portainer/portainer-ce", "portainer/portainer-ee", "portainer/portainer"],
        kind: ServiceKind::AdminTool,
        ports: &[9000, 9443, 8000],
        rules_engine: true,
        source: "https://docs.portainer.io/start/install-ce/server/docker/linux",
        ..SERVICE
    },
    KnownService {
        names: &["portainer/agent"],
        kind: ServiceKind::MonitoringAgent,
        ports: &[9001],
        rules_engine: true,
        source: "https://docs.portainer.io/admin/environments/add/docker/agent",
        ..SERVICE
    },
    KnownService {
        names: &["louislam/dockge"],
        kind: ServiceKind::AdminTool,
        ports: &[5001],
        rules_engine: true,
        source: "https://github.com/louislam/dockge",
        ..SERVICE
    },
    KnownService {
        names: &["ghcr.io/coollabsio/coolify"],
        kind: ServiceKind::AdminTool,
        ports: &[8080],
        rules_engine: true,
        source: "https://github.com/coollabsio/coolify",
        ..SERVICE
    },
    KnownService {
        names: &["rancher/rancher"],
        kind: ServiceKind::AdminTool,
        ports: &[443, 80],
        rules_engine: true,
        source: "https://github.com/rancher/rancher",
        ..SERVICE
    },
    KnownService {
        names: &["ghcr.io/moghtech/komodo-periphery"],
        kind: ServiceKind::MonitoringAgent,
        ports: &[8120],
        rules_engine: true,
        source: "https://github.com/moghtech/komodo",
        ..SERVICE
    },
    KnownService {
        names: &["amir20/dozzle"],
        kind: ServiceKind::AdminTool,
        ports: &[8080],
        source: "https://dozzle.dev/guide/getting-started",
        ..SERVICE
    },
    KnownService {
        names: &["containrrr/watchtower", "ghcr.io/containrrr/watchtower"],
        kind: ServiceKind::AdminTool,
        source: "https://containrrr.dev/watchtower/",
        ..SERVICE
    },
    KnownService {
        names: &[
            "tecnativa/docker-socket-proxy",
            "ghcr.io/tecnativa/docker-socket-proxy",
            "lscr.io/linuxserver/socket-proxy",
        ],
        kind: ServiceKind::Proxy,
        ports: &[2375],
        source: "https://github.com/Tecnativa/docker-socket-proxy",
        ..SERVICE
    },
    KnownService {
        names: &["hashicorp/vault", "vault"],
        kind: ServiceKind::Identity,
        ports: &[8200],
        source: "https://hub.docker.com/r/hashicorp/vault",
        ..SERVICE
    },
    KnownService {
        names: &["hashicorp/consul", "consul"],
        kind: ServiceKind::Identity,
        ports: &[8500, 8600, 8300],
        health_command: &["consul", "members"],
        source: "https://hub.docker.com/r/hashicorp/consul",
        ..SERVICE
    },
    KnownService {
        names: &["quay.io/keycloak/keycloak", "keycloak/keycloak"],
        kind: ServiceKind::Identity,
        ports: &[8080, 9000],
        source: "https://www.keycloak.org/server/containers",
        ..SERVICE
    },
];
