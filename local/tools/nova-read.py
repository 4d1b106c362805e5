"""Lets the code of the installed Nova read configuration, and says what that Nova makes of it.

In:  [{"compute": "text of a nova-compute.conf", "site": "text of a nova.conf", "mdevs": ["0000:11:00.4"],
       "pci": [{"address", "vendor", "product", "type": "type-PF", "parent"}], "flavors": [{"pci_passthrough:alias": "gpu-v100-16:1"}]}]
Out: [{"nova": "34.0.0", "errors": [], "mdevs": {address: {"type", "class"}}, "most": {type: max_instances}, "assignable": [address],
       "providers": {name: {class: total}}, "filters": [name], "aliases": [name]}], in the same order
"""
import collections
import json
import logging
import os
import sys
import tempfile
import types
from importlib.metadata import version

# Nova starts no service here, so its threads may be plain ones.
os.environ["OS_NOVA_DISABLE_EVENTLET_PATCHING"] = "1"

import nova.conf
from nova import objects
from nova.api.validation.extra_specs import validators
from nova.compute import pci_placement_translator, provider_tree
from nova.pci import request, whitelist
from nova.scheduler import host_manager
from nova.virt.libvirt import driver

CONF = nova.conf.CONF
HYPERVISOR = "hv"


def read(folder, *texts):
    paths = []
    for i, text in enumerate(texts):
        paths.append(os.path.join(folder, "%d.conf" % i))
        with open(paths[-1], "w") as f:
            f.write(text)
    CONF.reset()
    CONF(["--config-file=" + p for p in paths], project="nova", default_config_files=[])


def libvirt():
    """As LibvirtDriver.__init__ does, without a libvirt to connect to."""
    d = object.__new__(driver.LibvirtDriver)
    d.pgpu_type_mapping = collections.defaultdict(str)
    d.mdev_class_mapping = collections.defaultdict(lambda: "VGPU")
    d.mdev_classes = set()
    d.mdev_type_max_mapping = collections.defaultdict(str)
    d.pgpu_type_default = None
    d.virtual_mdevs = set()
    d.supported_vgpu_types = d._get_supported_vgpu_types()
    return d


def mdevs(d, addresses):
    found = {}
    for address in addresses:
        name = "pci_" + address.replace(":", "_").replace(".", "_")
        kind = d._get_vgpu_type_per_pgpu(name)
        if kind:
            found[address] = {"type": kind, "class": d._get_resource_class_for_device(name)}
    return found


def devices(listed):
    return [
        objects.PciDevice(
            id=i, compute_node_id=1, address=p["address"], parent_addr=p.get("parent"), vendor_id=p["vendor"],
            product_id=p["product"], dev_type=p["type"], status="available", extra_info={}, numa_node=None,
            instance_uuid=None, request_id=None, uuid="00000000-0000-0000-0000-%012d" % i)
        for i, p in enumerate(listed)]


def providers(specs, assignable):
    if not CONF.pci.report_in_placement:
        return {}
    tree = provider_tree.ProviderTree()
    tree.new_root(HYPERVISOR, "00000000-0000-0000-0000-00000000ffff", generation=1)
    tracker = types.SimpleNamespace(
        dev_filter=specs, pci_devs=assignable,
        stats=types.SimpleNamespace(populate_pools_metadata_from_assigned_devices=lambda: None))
    pci_placement_translator.update_provider_tree_for_pci(tree, HYPERVISOR, tracker, {}, [])
    all_of_them = [tree.data(uuid) for uuid in tree.get_provider_uuids()]
    return {p.name: {c: i["total"] for c, i in p.inventory.items()} for p in all_of_them if p.name != HYPERVISOR}


def filters():
    handler = host_manager.filters.HostFilterHandler()
    classes = handler.get_matching_classes(CONF.filter_scheduler.available_filters)
    manager = types.SimpleNamespace(filter_cls_map={c.__name__: c for c in classes}, filter_obj_map={})
    chosen = host_manager.HostManager._choose_host_filters(manager, CONF.filter_scheduler.enabled_filters)
    return [f.__class__.__name__ for f in chosen]


def bookable(flavors):
    """As nova-api does when a flavor is given extra specs, and when a server is asked with it."""
    for specs in flavors:
        for key, value in specs.items():
            validators.validate(key, value)
        request.get_pci_requests_from_flavor(
            objects.Flavor(extra_specs=specs, vcpus=1, memory_mb=1, root_gb=1, ephemeral_gb=0))


def one(job):
    said = {"nova": version("nova"), "errors": [], "filters": [], "aliases": []}
    with tempfile.TemporaryDirectory() as folder:
        def told(what, work):
            try:
                return work()
            except Exception as e:
                said["errors"].append("%s: %s: %s" % (what, type(e).__name__, e))

        told("configuration", lambda: read(folder, job["site"], job["compute"]))
        d = told("devices", libvirt)
        if d is not None:
            said["mdevs"] = told("devices", lambda: mdevs(d, job["mdevs"]))
            said["most"] = {k: v for k, v in d.mdev_type_max_mapping.items() if v}
        specs = told("device_spec", lambda: whitelist.Whitelist(CONF.pci.device_spec))
        if specs is not None:
            assignable = [p for p in devices(job["pci"]) if specs.get_devspec(p)]
            said["assignable"] = [p.address for p in assignable]
            said["providers"] = told("report_in_placement", lambda: providers(specs, assignable))
        if job["site"]:
            told("configuration", lambda: read(folder, job["site"]))
            said["filters"] = told("enabled_filters", filters)
            aliases = getattr(request, "get_alias_from_config", None) or request._get_alias_from_config
            said["aliases"] = told("alias", lambda: sorted(aliases()))
        told("flavors", lambda: bookable(job["flavors"]))
    return said


def apart(job):
    """In a process of its own: options of one configuration stay registered in the next."""
    with tempfile.NamedTemporaryFile("r") as answer:
        child = os.fork()
        if child == 0:
            try:
                with open(answer.name, "w") as f:
                    json.dump(one(job), f)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return json.load(answer)


def main():
    logging.disable(logging.CRITICAL)
    objects.register_all()
    json.dump([apart(job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
