"""Starts the cloud of local/tools/openstack: openstack-run.py HOME RABBITMQ. With the word serve: one of its web applications, in a process of its own."""
import grp
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

VENV = os.path.dirname(sys.executable)
IMAGE = "5a3c60d4-0b1f-4a5e-9f5c-0d7b3f1e6a01"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve(name, port):
    """name: keystone, placement, nova or stub."""
    from werkzeug.serving import WSGIRequestHandler, run_simple

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_request(self, *args):
            pass

    sys.argv = [name]
    if name == "keystone":
        from keystone.wsgi.api import application
    elif name == "placement":
        from placement.wsgi.api import application
    elif name == "nova":
        from nova.wsgi.osapi_compute import application
    else:
        application = stub
    run_simple("127.0.0.1", int(port), application, threaded=True, request_handler=Quiet)


IMAGE_RECORD = {
    "id": IMAGE, "name": "small", "status": "active", "visibility": "public", "owner": "x", "size": 1, "min_disk": 0, "min_ram": 0,
    "container_format": "bare", "disk_format": "raw", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "tags": [],
    "protected": False, "checksum": "0" * 32, "file": "/v2/images/%s/file" % IMAGE, "schema": "/v2/schemas/image"}


def stub(environ, start_response):
    """Glance with one image, and a Neutron without networks."""
    path = environ["PATH_INFO"].rstrip("/")
    if path.startswith("/v2/schemas"):
        body = {"name": "image", "properties": {key: {} for key in IMAGE_RECORD}, "additionalProperties": {"type": "string"}}
    elif path.startswith("/v2/images"):
        body = IMAGE_RECORD
    elif path.startswith("/v2.0/"):
        body = {path.split("/")[2].replace("-", "_"): []}
    else:
        body = {"versions": [{"id": "v2.0", "status": "CURRENT", "links": [{"rel": "self", "href": "v2.0"}]}]}
    data = json.dumps(body).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    return [data]


# oslo.db begins every transaction so that SQLite refuses one that reads and then writes while another wrote ("database is locked", at once). These begin as
# writers and wait for each other. Python reads the file at its start, in every service.
SQLITE = """import sqlite3


class Cursor(sqlite3.Cursor):
    def execute(self, sql, *values):
        return super().execute("BEGIN IMMEDIATE" if sql == "BEGIN" else sql, *values)


class Connection(sqlite3.Connection):
    def __init__(self, *places, **options):
        super().__init__(*places, **options)
        super().execute("PRAGMA journal_mode=WAL").close()
        super().execute("PRAGMA synchronous=OFF").close()

    def cursor(self, factory=Cursor):
        return super().cursor(factory)


plain = sqlite3.connect
sqlite3.connect = sqlite3.dbapi2.connect = lambda *places, **options: plain(*places, **{"factory": Connection, **options})
"""


class Cloud:
    def __init__(self, home, rabbit):
        self.home = os.path.abspath(home)
        self.rabbit = os.path.abspath(rabbit)
        self.children = []
        self.password = secrets.token_urlsafe(18)
        self.amqp, self.keystone, self.placement, self.nova, self.stub = [free_port() for _ in range(5)]
        shutil.rmtree(self.home, ignore_errors=True)
        for folder in ("", "log", "nova", "keystone", "placement", "rabbitmq", "site"):
            os.makedirs(os.path.join(self.home, folder), exist_ok=True)

    def path(self, *parts):
        return os.path.join(self.home, *parts)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(self.path(name), 0o600)

    def environment(self, **more):
        return {**os.environ, "OS_NOVA_CONFIG_DIR": self.path("nova"), "OS_NOVA_CONFIG_FILES": "api-paste.ini;nova.conf",
                "OS_KEYSTONE_CONFIG_FILES": self.path("keystone", "keystone.conf"), "OS_PLACEMENT_CONFIG_DIR": self.path("placement"),
                "OS_NOVA_DISABLE_EVENTLET_PATCHING": "true", "PYTHONWARNINGS": "ignore", "PYTHONPATH": self.path("site"), **more}

    def sqlite(self, name):
        return "sqlite:///%s?timeout=60" % self.path(name + ".sqlite")

    def client(self, user="admin"):
        return ("auth_type = password\nauth_url = http://127.0.0.1:%d/v3\nusername = %s\npassword = %s\nproject_name = admin\n"
                "user_domain_id = default\nproject_domain_id = default\nregion_name = RegionOne\n" % (self.keystone, user, self.password))

    def settings(self):
        self.write("site/sitecustomize.py", SQLITE)
        self.write("keystone/keystone.conf", "[DEFAULT]\nlog_file = %s\n[database]\nconnection = %s\n[fernet_tokens]\nkey_repository = %s\n"
                   "[credential]\nkey_repository = %s\n[cache]\nenabled = false\n"
                   % (self.path("log", "keystone.log"), self.sqlite("keystone"), self.path("keystone", "fernet"), self.path("keystone", "credential")))
        self.write("placement/placement.conf", "[DEFAULT]\nlog_file = %s\n[placement_database]\nconnection = %s\n[api]\nauth_strategy = keystone\n"
                   "[keystone_authtoken]\nwww_authenticate_uri = http://127.0.0.1:%d\n%s"
                   % (self.path("log", "placement.log"), self.sqlite("placement"), self.keystone, self.client()))
        nova = ("[DEFAULT]\ntransport_url = rabbit://guest:guest@127.0.0.1:%d/\nlog_dir = %s\nstate_path = %s\nmy_ip = 127.0.0.1\n"
                "compute_driver = fake.FakeLiveMigrateDriver\nosapi_compute_workers = 1\nallow_resize_to_same_host = false\n"
                "shelved_offload_time = 0\nservice_down_time = 30\nreport_interval = 5\nupdate_resources_interval = 10\n"
                "running_deleted_instance_poll_interval = 0\nsync_power_state_interval = -1\nresize_confirm_window = 0\n"
                "[api]\nauth_strategy = keystone\n[scheduler]\nworkers = 1\ndiscover_hosts_in_cells_interval = 5\n[conductor]\nworkers = 1\n"
                "[api_database]\nconnection = %s\n[database]\nconnection = %s\nmax_pool_size = 20\n"
                "[oslo_concurrency]\nlock_path = %s\n[cache]\nenabled = false\n[vnc]\nenabled = false\n[workarounds]\n"
                "[glance]\nendpoint_override = http://127.0.0.1:%d\n%s[neutron]\nendpoint_override = http://127.0.0.1:%d\n%s"
                "[service_user]\nsend_service_user_token = false\n[cinder]\ncatalog_info = volumev3::publicURL\n"
                "[placement]\n%s[keystone_authtoken]\nwww_authenticate_uri = http://127.0.0.1:%d\n%s"
                % (self.amqp, self.path("log"), self.path("nova"), self.sqlite("nova_api"), self.sqlite("nova"), self.path("nova", "locks"),
                   self.stub, self.client(), self.stub, self.client(), self.client(), self.keystone, self.client()))
        self.write("nova/nova.conf", nova)
        shutil.copy(os.path.join(os.path.dirname(VENV), "etc", "nova", "api-paste.ini"), self.path("nova", "api-paste.ini"))

    def start(self, name, *command, **more):
        log = open(self.path("log", name + ".out"), "ab")
        self.children.append((name, subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                                                     env=self.environment(**more))))

    def run(self, *command, **more):
        with open(self.path("log", "setup.out"), "ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment(**more))

    def manage(self, tool, *words):
        self.run(os.path.join(VENV, tool + "-manage"), *words)

    def web(self, name, port):
        self.start(name, sys.executable, "-W", "ignore", os.path.abspath(__file__), "serve", name, str(port))

    def rabbitmq(self):
        lib = self.path("rabbitmq")
        erlang = os.path.join(self.rabbit, "usr", "lib", "erlang")
        root = os.path.join(self.rabbit, "usr", "lib", "rabbitmq", "lib")
        home = os.path.join(root, sorted(os.listdir(root))[-1])
        self.write("rabbitmq/rabbitmq.conf", "listeners.tcp.1 = 127.0.0.1:%d\nloopback_users = none\nlog.file = false\n" % self.amqp)
        names = str(free_port())
        self.start("epmd", os.path.join(erlang, "bin", "epmd"), "-port", names, "-address", "127.0.0.1")
        self.wait("epmd", self.listens(int(names)), 20)
        self.start("rabbitmq", os.path.join(home, "sbin", "rabbitmq-server"), RABBITMQ_HOME=home, ROOTDIR=erlang,
                   PATH=os.path.join(erlang, "bin") + ":" + os.environ["PATH"], HOME=lib, RABBITMQ_BASE=lib, RABBITMQ_NODENAME="gantry%d@localhost" % self.amqp,
                   RABBITMQ_CONF_ENV_FILE=os.devnull, RABBITMQ_CONFIG_FILE=self.path("rabbitmq", "rabbitmq"), RABBITMQ_MNESIA_BASE=lib,
                   RABBITMQ_LOG_BASE=lib, ERL_CRASH_DUMP=os.path.join(lib, "erl_crash.dump"), RABBITMQ_LOGS="-", RABBITMQ_DIST_PORT=str(free_port()), ERL_EPMD_PORT=names,
                   ERL_EPMD_ADDRESS="127.0.0.1", RABBITMQ_ENABLED_PLUGINS_FILE=os.path.join(lib, "enabled_plugins"))

    def wait(self, what, answers, seconds=300):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for name, child in self.children:
                if child.poll() is not None:
                    raise SystemExit("openstack: %s ended with %s; see %s" % (name, child.returncode, self.path("log", name + ".out")))
            try:
                if answers():
                    return
            except (OSError, urllib.error.URLError):
                pass
            time.sleep(0.3)
        raise SystemExit("openstack: %s does not answer within %d s; see %s" % (what, seconds, self.path("log")))

    def listens(self, port):
        def there():
            with socket.create_connection(("127.0.0.1", port), 1):
                return True
        return there

    def token(self):
        body = {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin", "domain": {"id": "default"},
                "password": self.password}}}, "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
        request = urllib.request.Request("http://127.0.0.1:%d/v3/auth/tokens" % self.keystone, json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.headers["X-Subject-Token"]

    def call(self, port, path, body=None, token=None, method=None):
        headers = {"X-Auth-Token": token or self.token(), "Content-Type": "application/json", "OpenStack-API-Version": "compute 2.93"}
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (port, path), json.dumps(body).encode() if body else None, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else {}

    def up(self, computes):
        self.settings()
        self.rabbitmq()
        self.manage("keystone", "--config-file", self.path("keystone", "keystone.conf"), "db_sync")
        for kind in ("fernet", "credential"):
            self.manage("keystone", "--config-file", self.path("keystone", "keystone.conf"), kind + "_setup",
                        "--keystone-user", pwd.getpwuid(os.getuid()).pw_name, "--keystone-group", grp.getgrgid(os.getgid()).gr_name)
        self.manage("keystone", "--config-file", self.path("keystone", "keystone.conf"), "bootstrap", "--bootstrap-password", self.password,
                    "--bootstrap-region-id", "RegionOne", *(word for interface in ("public", "internal") for word in ("--bootstrap-%s-url" % interface, "http://127.0.0.1:%d/v3" % self.keystone)))
        self.web("keystone", self.keystone)
        self.web("stub", self.stub)
        self.manage("placement", "--config-file", self.path("placement", "placement.conf"), "db", "sync")
        self.web("placement", self.placement)
        conf = ("--config-file", self.path("nova", "nova.conf"))
        self.manage("nova", *conf, "api_db", "sync")
        self.manage("nova", *conf, "cell_v2", "map_cell0", "--database_connection", self.sqlite("nova_cell0"))
        self.manage("nova", *conf, "db", "sync")
        self.manage("nova", *conf, "cell_v2", "create_cell", "--name=cell1")
        self.wait("keystone", self.listens(self.keystone))
        token = self.token()
        for name, kind, url in (("nova", "compute", "http://127.0.0.1:%d/v2.1" % self.nova), ("placement", "placement", "http://127.0.0.1:%d" % self.placement),
                                ("stub", "image", "http://127.0.0.1:%d" % self.stub), ("stub-network", "network", "http://127.0.0.1:%d" % self.stub)):
            service = self.call(self.keystone, "/v3/services", {"service": {"name": name, "type": kind}}, token)["service"]["id"]
            for interface in ("public", "internal"):
                self.call(self.keystone, "/v3/endpoints",
                          {"endpoint": {"service_id": service, "interface": interface, "region_id": "RegionOne", "url": url}}, token)
        self.wait("RabbitMQ", self.listens(self.amqp))
        self.wait("Placement", self.listens(self.placement))
        for service in ("conductor", "scheduler"):
            self.start("nova-" + service, os.path.join(VENV, "nova-" + service), *conf)
        for compute in computes:
            self.write("nova/%s.conf" % compute, "[DEFAULT]\nhost = %s\nstate_path = %s\n" % (compute, self.path(compute)))
            os.makedirs(self.path(compute), exist_ok=True)
            self.start("nova-compute-" + compute, os.path.join(VENV, "nova-compute"), *conf, "--config-file", self.path("nova", compute + ".conf"))
        self.web("nova", self.nova)
        self.wait("Nova", self.listens(self.nova))
        self.wait("nova-compute", lambda: self.mapped(token, computes))
        flavor = self.call(self.nova, "/v2.1/flavors", {"flavor": {"name": "small", "ram": 128, "vcpus": 1, "disk": 1, "id": "small"}}, token)
        return flavor["flavor"]["id"]

    def mapped(self, token, computes):
        services = self.call(self.nova, "/v2.1/os-services?binary=nova-compute", token=token)["services"]
        there = {s["host"] for s in services if s["state"] == "up"}
        hypervisors = self.call(self.nova, "/v2.1/os-hypervisors", token=token)["hypervisors"]
        return there >= set(computes) and len(hypervisors) >= len(computes)

    def down(self):
        for _, child in reversed(self.children):
            try:
                os.killpg(child.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        until = time.monotonic() + 10
        for _, child in self.children:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)


def main(home, rabbit):
    cloud = Cloud(home, rabbit)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        computes = os.environ["OPENSTACK_COMPUTES"].split()
        flavor = cloud.up(computes)
        print(json.dumps({"authUrl": "http://127.0.0.1:%d/v3" % cloud.keystone, "username": "admin", "password": cloud.password, "project": "admin",
                          "domain": "default", "region": "RegionOne", "computes": computes, "flavor": flavor, "image": IMAGE}), flush=True)
        signal.pause()
    except subprocess.CalledProcessError as e:
        sys.stderr.write("openstack: %s failed; see %s\n" % (os.path.basename(e.cmd[0]), cloud.path("log", "setup.out")))
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        cloud.down()


if __name__ == "__main__":
    serve(*sys.argv[2:]) if sys.argv[1] == "serve" else main(*sys.argv[1:])
