//! Databases, caches, queues and search engines.

use super::{KnownService, SERVICE, ServiceKind};

const POSTGRES: &[&str] = &["POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"];

const MYSQL: &[&str] = &["MYSQL_ROOT_PASSWORD", "MYSQL_ROOT_HOST", "MYSQL_DATABASE", "MYSQL_USER", "MYSQL_PASSWORD"];

const MARIADB: &[&str] = &[
    "MARIADB_ROOT_PASSWORD",
    "MARIADB_ROOT_PASSWORD_HASH",
    "MARIADB_ROOT_HOST",
    "MARIADB_DATABASE",
    "MARIADB_USER",
    "MARIADB_PASSWORD",
    "MARIADB_PASSWORD_HASH",
    "MARIADB_REPLICATION_USER",
    "MARIADB_REPLICATION_PASSWORD",
    "MYSQL_ROOT_PASSWORD",
    "MYSQL_ROOT_HOST",
    "MYSQL_DATABASE",
    "MYSQL_USER",
    "MYSQL_PASSWORD",
];

/// The rows.
pub(super) const SERVICES: &[KnownService] = &[
    KnownService {
        names: &[
            "postgres",
            "postgis/postgis",
            "pgvector/pgvector",
            "timescale/timescaledb*",
            "ghcr.io/immich-app/postgres",
        ],
        kind: ServiceKind::Database,
        ports: &[5432],
        file_variables: POSTGRES,
        health_command: &["pg_isready", "-q"],
        shared_memory: "256m",
        source: "https://hub.docker.com/_/postgres",
        ..SERVICE
    },
    KnownService {
        names: &["mysql", "mysql/mysql-server", "percona", "percona/percona-server"],
        kind: ServiceKind::Database,
        ports: &[3306, 33060],
        file_variables: MYSQL,
        health_command: &["mysqladmin", "ping", "-h", "127.0.0.1", "--silent"],
        source: "https://hub.docker.com/_/mysql",
        ..SERVICE
    },
    KnownService {
        names: &["mariadb"],
        kind: ServiceKind::Database,
        ports: &[3306],
        file_variables: MARIADB,
        health_command: &["healthcheck.sh", "--connect", "--innodb_initialized"],
        source: "https://mariadb.org/mariadb-server-docker-official-images-healthcheck-without-mysqladmin/",
        ..SERVICE
    },
    KnownService {
        names: &["mongo"],
        kind: ServiceKind::Database,
        ports: &[27017],
        file_variables: &["MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_PASSWORD"],
        health_command: &["mongosh", "--quiet", "--eval", "db.adminCommand('ping')"],
        source: "https://hub.docker.com/_/mongo",
        ..SERVICE
    },
    KnownService {
        names: &[
            "mcr.microsoft.com/mssql/server",
            "mcr.microsoft.com/azure-sql-edge",
            "microsoft/mssql-server-linux",
            "microsoft/mssql-server-windows-express",
        ],
        kind: ServiceKind::Database,
        ports: &[1433],
        source: "https://learn.microsoft.com/sql/linux/quickstart-install-connect-docker",
        ..SERVICE
    },
    KnownService {
        names: &[
            "oracle/database",
            "container-registry.oracle.com/database/*",
            "gvenzl/oracle-xe",
            "gvenzl/oracle-free",
        ],
        kind: ServiceKind::Database,
        ports: &[1521],
        shared_memory: "1g",
        source: "https://github.com/gvenzl/oci-oracle-free",
        ..SERVICE
    },
    KnownService {
        names: &["cockroachdb/cockroach"],
        kind: ServiceKind::Database,
        ports: &[26257, 8080],
        source: "https://www.cockroachlabs.com/docs/stable/start-a-local-cluster-in-docker-linux",
        ..SERVICE
    },
    KnownService {
        names: &["cassandra", "scylladb/scylla"],
        kind: ServiceKind::Database,
        ports: &[9042, 7000],
        health_command: &["cqlsh", "-e", "describe cluster"],
        source: "https://hub.docker.com/_/cassandra",
        ..SERVICE
    },
    KnownService {
        names: &["couchdb", "apache/couchdb"],
        kind: ServiceKind::Database,
        ports: &[5984],
        health_command: &["curl", "-fsS", "http://127.0.0.1:5984/_up"],
        source: "https://hub.docker.com/_/couchdb",
        ..SERVICE
    },
    KnownService {
        names: &["neo4j"],
        kind: ServiceKind::Database,
        ports: &[7687, 7474, 7473],
        file_variables: &["NEO4J_AUTH"],
        health_command: &["wget", "-q", "--spider", "http://127.0.0.1:7474"],
        source: "https://neo4j.com/docs/operations-manual/current/docker/docker-secrets/",
        ..SERVICE
    },
    KnownService {
        names: &["influxdb"],
        kind: ServiceKind::Database,
        ports: &[8086],
        file_variables: &[
            "DOCKER_INFLUXDB_INIT_USERNAME",
            "DOCKER_INFLUXDB_INIT_PASSWORD",
            "DOCKER_INFLUXDB_INIT_ADMIN_TOKEN",
        ],
        source: "https://hub.docker.com/_/influxdb",
        ..SERVICE
    },
    KnownService {
        names: &["clickhouse", "clickhouse/clickhouse-server"],
        kind: ServiceKind::Database,
        ports: &[8123, 9000],
        health_command: &["wget", "-q", "--spider", "http://127.0.0.1:8123/ping"],
        source: "https://clickhouse.com/docs/install/docker",
        ..SERVICE
    },
    KnownService {
        names: &["dgraph/dgraph"],
        kind: ServiceKind::Database,
        ports: &[8080, 9080],
        source: "https://github.com/hypermodeinc/dgraph",
        ..SERVICE
    },
    KnownService {
        names: &["rethinkdb"],
        kind: ServiceKind::Database,
        ports: &[28015, 8080],
        source: "https://hub.docker.com/_/rethinkdb",
        ..SERVICE
    },
    KnownService {
        names: &["arangodb"],
        kind: ServiceKind::Database,
        ports: &[8529],
        file_variables: &["ARANGO_ROOT_PASSWORD"],
        source: "https://hub.docker.com/_/arangodb",
        ..SERVICE
    },
    KnownService {
        names: &["qdrant/qdrant"],
        kind: ServiceKind::Database,
        ports: &[6333, 6334],
        source: "https://qdrant.tech/documentation/guides/installation/",
        ..SERVICE
    },
    KnownService {
        names: &["quay.io/coreos/etcd", "gcr.io/etcd-development/etcd"],
        kind: ServiceKind::Database,
        ports: &[2379, 2380],
        health_command: &["etcdctl", "endpoint", "health"],
        source: "https://etcd.io/docs/latest/op-guide/container/",
        ..SERVICE
    },
    KnownService {
        names: &["supabase/postgres"],
        kind: ServiceKind::Database,
        ports: &[5432],
        health_command: &["pg_isready", "-q"],
        shared_memory: "256m",
        source: "https://github.com/supabase/postgres",
        ..SERVICE
    },
    KnownService {
        names: &["bitnami/postgresql", "bitnamilegacy/postgresql", "bitnamisecure/postgresql"],
        kind: ServiceKind::Database,
        ports: &[5432],
        file_variables: &[
            "POSTGRESQL_PASSWORD",
            "POSTGRESQL_POSTGRES_PASSWORD",
            "POSTGRES_PASSWORD",
            "POSTGRES_POSTGRES_PASSWORD",
        ],
        health_command: &["pg_isready", "-q"],
        shared_memory: "256m",
        source: "https://github.com/bitnami/containers/tree/main/bitnami/postgresql",
        ..SERVICE
    },
    KnownService {
        names: &["bitnami/mysql", "bitnamilegacy/mysql", "bitnami/mariadb", "bitnamilegacy/mariadb"],
        kind: ServiceKind::Database,
        ports: &[3306],
        file_variables: &["MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_PASSWORD", "MARIADB_ROOT_PASSWORD"],
        source: "https://github.com/bitnami/containers/tree/main/bitnami/mysql",
        ..SERVICE
    },
    KnownService {
        names: &["bitnami/mongodb", "bitnamilegacy/mongodb"],
        kind: ServiceKind::Database,
        ports: &[27017],
        file_variables: &["MONGODB_PASSWORD", "MONGODB_ROOT_PASSWORD"],
        source: "https://github.com/bitnami/containers/tree/main/bitnami/mongodb",
        ..SERVICE
    },
    KnownService {
        names: &["redis", "redis/redis-stack-server", "eqalpha/keydb"],
        kind: ServiceKind::Cache,
        ports: &[6379],
        health_command: &["redis-cli", "ping"],
        source: "https://hub.docker.com/_/redis",
        ..SERVICE
    },
    KnownService {
        names: &["redis/redis-stack"],
        kind: ServiceKind::Cache,
        ports: &[6379, 8001],
        health_command: &["redis-cli", "ping"],
        source: "https://hub.docker.com/r/redis/redis-stack",
        ..SERVICE
    },
    KnownService {
        names: &["valkey/valkey"],
        kind: ServiceKind::Cache,
        ports: &[6379],
        health_command: &["valkey-cli", "ping"],
        source: "https://hub.docker.com/r/valkey/valkey",
        ..SERVICE
    },
    KnownService {
        names: &["docker.dragonflydb.io/dragonflydb/dragonfly"],
        kind: ServiceKind::Cache,
        ports: &[6379],
        source: "https://www.dragonflydb.io/docs/getting-started/docker-compose",
        ..SERVICE
    },
    KnownService {
        names: &[
            "bitnami/redis",
            "bitnamilegacy/redis",
            "bitnami/valkey",
            "bitnamilegacy/valkey",
            "bitnami/redis-cluster",
            "bitnamilegacy/redis-cluster",
        ],
        kind: ServiceKind::Cache,
        ports: &[6379],
        file_variables: &["REDIS_PASSWORD", "VALKEY_PASSWORD"],
        source: "https://github.com/bitnami/containers/tree/main/bitnami/redis",
        ..SERVICE
    },
    KnownService {
        names: &["memcached"],
        kind: ServiceKind::Cache,
        ports: &[11211],
        source: "https://hub.docker.com/_/memcached",
        ..SERVICE
    },
    KnownService {
        names: &["rabbitmq"],
        kind: ServiceKind::Queue,
        ports: &[5672, 15672, 25672],
        health_command: &["rabbitmq-diagnostics", "-q", "ping"],
        source: "https://www.rabbitmq.com/docs/monitoring#health-checks",
        ..SERVICE
    },
    KnownService {
        names: &["bitnami/rabbitmq", "bitnamilegacy/rabbitmq"],
        kind: ServiceKind::Queue,
        ports: &[5672, 15672],
        file_variables: &["RABBITMQ_PASSWORD"],
        health_command: &["rabbitmq-diagnostics", "-q", "ping"],
        source: "https://github.com/bitnami/containers/tree/main/bitnami/rabbitmq",
        ..SERVICE
    },
    KnownService {
        names: &["apache/kafka", "apache/kafka-native"],
        kind: ServiceKind::Queue,
        ports: &[9092],
        source: "https://hub.docker.com/r/apache/kafka",
        ..SERVICE
    },
    KnownService {
        names: &[
            "confluentinc/cp-kafka",
            "confluentinc/confluent-local",
            "bitnami/kafka",
            "bitnamilegacy/kafka",
            "wurstmeister/kafka",
        ],
        kind: ServiceKind::Queue,
        ports: &[9092],
        source: "https://docs.confluent.io/platform/current/installation/docker/image-reference.html",
        ..SERVICE
    },
    KnownService {
        names: &[
            "docker.redpanda.com/redpandadata/redpanda",
            "redpandadata/redpanda",
            "docker.redpanda.com/vectorized/redpanda",
        ],
        kind: ServiceKind::Queue,
        ports: &[9092, 9644],
        health_command: &["rpk", "cluster", "health"],
        source: "https://docs.redpanda.com/current/get-started/quick-start/",
        ..SERVICE
    },
    KnownService {
        names: &["zookeeper", "confluentinc/cp-zookeeper", "bitnami/zookeeper", "bitnamilegacy/zookeeper"],
        kind: ServiceKind::Database,
        ports: &[2181],
        source: "https://hub.docker.com/_/zookeeper",
        ..SERVICE
    },
    KnownService {
        names: &["nats"],
        kind: ServiceKind::Queue,
        ports: &[4222, 8222, 6222],
        source: "https://hub.docker.com/_/nats",
        ..SERVICE
    },
    KnownService {
        names: &["eclipse-mosquitto"],
        kind: ServiceKind::Queue,
        ports: &[1883],
        source: "https://hub.docker.com/_/eclipse-mosquitto",
        ..SERVICE
    },
    KnownService {
        names: &["apache/activemq-classic", "apache/activemq-artemis"],
        kind: ServiceKind::Queue,
        ports: &[61616, 8161],
        source: "https://activemq.apache.org/components/classic/documentation/docker",
        ..SERVICE
    },
    KnownService {
        names: &["elasticsearch", "docker.elastic.co/elasticsearch/elasticsearch*"],
        kind: ServiceKind::SearchEngine,
        ports: &[9200, 9300],
        file_variables: &["ELASTIC_PASSWORD", "KEYSTORE_PASSWORD"],
        source: "https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-configure",
        ..SERVICE
    },
    KnownService {
        names: &["opensearchproject/opensearch"],
        kind: ServiceKind::SearchEngine,
        ports: &[9200, 9600],
        source: "https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/",
        ..SERVICE
    },
    KnownService {
        names: &["solr"],
        kind: ServiceKind::SearchEngine,
        ports: &[8983],
        source: "https://hub.docker.com/_/solr",
        ..SERVICE
    },
    KnownService {
        names: &["getmeili/meilisearch"],
        kind: ServiceKind::SearchEngine,
        ports: &[7700],
        source: "https://www.meilisearch.com/docs/guides/docker",
        ..SERVICE
    },
    KnownService {
        names: &["typesense/typesense"],
        kind: ServiceKind::SearchEngine,
        ports: &[8108],
        source: "https://typesense.org/docs/guide/install-typesense.html",
        ..SERVICE
    },
];
