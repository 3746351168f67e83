#!/usr/bin/env python3
"""Judges a simulated fleet by what its switches wrote down themselves: judge-fleet.py FOLDER

FOLDER has inventory.json, commands.jsonl and snapshots.json as the fleet wrote them. Each switch must have got add, activate and commit, once each,
each when it was ready for it, and must stand committed on its target with both units. The same rules as chaos/src/test/java/io/hitless/chaos/Judge.java.
"""
import collections
import json
import pathlib
import sys


def verb(line):
    if line.startswith("install add file ") and line.endswith(".bin"):
        return "add"
    return {"install activate issu": "activate", "install commit": "commit"}.get(line, line)


def allowed(change):
    before = change["before"]
    state, free, terminal = before["issuState"], before["engine"] == "free", before["terminal"]
    return {
        "add": state == "none" and terminal,
        "activate": state == "Added" and terminal and free,
        "commit": state == "Activated" and terminal and free,
    }.get(verb(change["line"]), False)


def stands(snapshot, target):
    return (
        snapshot["issuState"] == "none"
        and snapshot["terminal"]
        and len(snapshot["units"]) == 2
        and all(unit["version"] == target and unit["packages"] == {target: "C"} for unit in snapshot["units"])
    )


def main(folder):
    inventory = json.loads((folder / "inventory.json").read_text())
    snapshots = {each["hostname"]: each for each in json.loads((folder / "snapshots.json").read_text())}
    got = collections.defaultdict(list)
    for line in (folder / "commands.jsonl").read_text().splitlines():
        record = json.loads(line)
        if record["changing"]:
            got[record["device"]].append(record)
    complaints = []
    for switch in inventory:
        name, snapshot = switch["name"], snapshots[switch["name"]]
        changes = got[snapshot["device"]]
        verbs = [verb(change["line"]) for change in changes]
        if verbs != ["add", "activate", "commit"]:
            complaints.append(f"{name} got {verbs}")
        complaints += [f"{name} got {c['line']!r} in {c['before']['issuState']}" for c in changes if not allowed(c)]
        if not stands(snapshot, switch["image"]["version"]):
            complaints.append(f"{name} stands at {snapshot}")
    print(f"{len(inventory)} switches, {sum(map(len, got.values()))} changing commands, {len(complaints)} complaints")
    print(*complaints, sep="\n", end="\n" if complaints else "")
    return 1 if complaints or not inventory else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
