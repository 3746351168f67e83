#!/usr/bin/env bash
# Replaces every replica of the compose set-up by one of the image that is there now, one after the other: ops/rolling-update.sh
# First that image brings the schema up to date, while the old ones go on; when it can't, none is replaced.
# A new one is ready before an old one is told to stop; the turns of that one end with their step, and others go on with its jobs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi

mapfile -t old < <("${compose[@]}" ps -q hitless)
[ ${#old[@]} -gt 0 ] || { echo "no replica runs" >&2; exit 1; }
healthy() {
  local id count=0
  for id in $("${compose[@]}" ps -q hitless); do
    if [ "$(docker inspect -f '{{.State.Health.Status}}' "$id")" = healthy ]; then count=$((count + 1)); fi
  done
  [ "$count" -gt "${#old[@]}" ]
}
"${compose[@]}" run --rm --no-deps migrate
for one in "${old[@]}"; do
  "${compose[@]}" up -d --no-deps --no-recreate --no-build --scale "hitless=$((${#old[@]} + 1))" hitless
  for ((try = 0; try < 300; try++)); do
    if healthy; then break; fi
    sleep 1
  done
  healthy || { echo "the new replica is not ready; $one goes on" >&2; exit 1; }
  began=$(date +%s)
  docker stop --time 60 "$one" >/dev/null
  echo "${one:0:12} left after $(($(date +%s) - began)) s with $(docker inspect -f '{{.State.ExitCode}}' "$one") (143: by SIGTERM)"
  docker rm -v "$one" >/dev/null
done
