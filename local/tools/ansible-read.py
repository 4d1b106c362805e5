"""Lets the code of the installed Ansible read folders of inventories, and says what counts for each host.

In:  [{"folder": path, "inventories": ["inventory"], "extra": ["vgpu.yml"]}]: paths within the folder, the later over the earlier; extra files
     are given as kayobe gives them to ansible-playbook (-e @file)
Out: [{"ansible": "2.18.19", "hosts": {host: {"groups": [name], "values": {name: value}, "errors": {name: text}}},
       "list": what ansible-inventory --list prints, "export": what it prints with --export}], in the same order
"""
import contextlib
import io
import json
import os
import sys
import tempfile

os.environ.update({"ANSIBLE_DEPRECATION_WARNINGS": "0", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0", "ANSIBLE_LOCALHOST_WARNING": "0"})

from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.release import __version__
from ansible.template import Templar
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager


def counting(job):
    os.chdir(job["folder"])
    extra = tuple("@" + os.path.join(job["folder"], f) for f in job["extra"])
    context.CLIARGS = ImmutableDict(extra_vars=extra, basedir=job["folder"])
    loader = DataLoader()
    inventory = InventoryManager(loader=loader, sources=[os.path.join(job["folder"], i) for i in job["inventories"]])
    manager = VariableManager(loader=loader, inventory=inventory)
    HostVars(inventory=inventory, variable_manager=manager, loader=loader)
    return {host.name: host_values(host, loader, manager) for host in inventory.get_hosts()}


def host_values(host, loader, manager):
    known = manager.get_vars(host=host, include_hostvars=True, include_delegate_to=False)
    # A play has this; its variables are asked for without one.
    known["vars"] = dict(known)
    templar = Templar(loader=loader, variables=known)
    said = {"groups": known["group_names"], "values": {}, "errors": {}}
    for name, raw in known.items():
        try:
            said["values"][name] = json.loads(json.dumps(templar.template(raw), cls=AnsibleJSONEncoder, preprocess_unsafe=True))
        except Exception as e:
            said["errors"][name] = "%s: %s" % (type(e).__name__, str(e)[:200])
    return said


def printed(job, *options):
    """As the command prints it."""
    words = ["ansible-inventory", "--list", *options]
    for inventory in job["inventories"]:
        words += ["-i", os.path.join(job["folder"], inventory)]
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        InventoryCLI(words).run()
    return json.loads(out.getvalue())


def apart(job):
    """In a process of its own: what Ansible is told on its command line stays with it."""
    said = {"ansible": __version__}
    parts = {"hosts": counting, "list": printed, "export": lambda of: printed(of, "--export")}
    for part, work in parts.items():
        with tempfile.NamedTemporaryFile("r") as answer:
            child = os.fork()
            if child == 0:
                try:
                    with open(answer.name, "w") as f:
                        json.dump(work(job), f)
                finally:
                    os._exit(0)
            os.waitpid(child, 0)
            said[part] = json.load(answer)
    return said


def main():
    init_plugin_loader()
    json.dump([apart(job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
