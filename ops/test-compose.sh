#!/usr/bin/env bash
# Runs the compose set-up for real, all but Grafana, with two replicas: the first upgrade must be done within three minutes, Prometheus must have
# the metrics of both, both are replaced while upgrades run, and the switches' own log says in the end whether anything was lost or done twice.
#   ops/test-compose.sh           builds the image first
#   HITLESS_IMAGE=hitless:dev ops/test-compose.sh   takes one that is there
#   FIRST_WITHIN=600 ops/test-compose.sh            on a machine that is busy with other things
# Needs Docker, docker compose (or docker-compose 1.29), curl and python3. Leaves nothing behind; KEEP=1 leaves all of it running.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi

export COMPOSE_PROJECT_NAME=hitless-test HITLESS_BOOTSTRAP_API_KEY=compose-test-key-0123456789
export HITLESS_FLEET_COUNT=${HITLESS_FLEET_COUNT:-24} HITLESS_FLEET_STAGGER=${HITLESS_FLEET_STAGGER:-PT15S}
export HITLESS_PORTS=18080-18089 PROMETHEUS_PORT=19090
within=${FIRST_WITHIN:-180}
work=$(mktemp -d)
leave() {
  local code=$?
  if [ "$code" -ne 0 ]; then "${compose[@]}" logs --tail=40 --no-color >&2 || true; fi
  if [ -z "${KEEP:-}" ]; then "${compose[@]}" down -v -t 60 >"$work/down.log" 2>&1 || cat "$work/down.log" >&2; fi
  rm -rf "$work"
  exit "$code"
}
trap leave EXIT

api() { # path
  local id
  for id in $("${compose[@]}" ps -q hitless); do
    if curl -sS -f -m 10 -H "Authorization: Bearer $HITLESS_BOOTSTRAP_API_KEY" "http://$(docker port "$id" 8080 | head -n 1)/api/v1/$1" 2>/dev/null; then
      return 0
    fi
  done
  return 1
}
states() { api 'jobs?limit=500' | python3 -c 'import json,sys; print(*sorted(j["state"] for j in json.load(sys.stdin)["items"]))'; }
count() { tr ' ' '\n' | grep -c "$@" || true; }
seconds() { echo $(($(date +%s) - began)); }
await() { # seconds "what" command…
  local limit=$(($(date +%s) + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$(date +%s)" -lt "$limit" ] || { echo "not in time: $what (jobs: $(states || true))" >&2; return 1; }
    sleep 1
  done
}
prometheus() { curl -sS -f -m 10 -G "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query" --data-urlencode "query=$1" |
  python3 -c 'import json,sys; r=json.load(sys.stdin)["data"]["result"]; print(r[0]["value"][1] if r else "")'; }
prometheus_alerts() { curl -sS -f "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/alerts"; }
as_scraper() { # curl's options: asks for something that only an operator may do
  local id
  id=$("${compose[@]}" ps -q hitless | head -n 1)
  curl -sS -m 10 -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@" "http://$(docker port "$id" 8080 | head -n 1)/api/v1/devices"
}
one_succeeded() { [ "$(states | count '^SUCCEEDED$')" -ge 1 ]; }
both_scraped() { [ "$(prometheus 'sum(up{job="hitless"})')" = 2 ]; }
all_ended() { local s; s=$(states) && [ "$(count -vE '^(SUCCEEDED|FAILED|ROLLED_BACK|CANCELLED|NEEDS_OPERATOR)$' <<<"$s")" -eq 0 ]; }

if [ -z "${HITLESS_IMAGE:-}" ]; then
  "${compose[@]}" build migrate
fi
began=$(date +%s)
"${compose[@]}" up -d --no-build --scale hitless=2 postgres migrate hitless fleet reader prometheus
"${compose[@]}" up -d --no-build --no-recreate --scale hitless=2 scrape-key enrol
echo "up, the fleet is being enrolled: $(seconds) s"
await "$within" "the first upgrade" one_succeeded
echo "first upgrade SUCCEEDED: $(seconds) s after the start"
[ "$(seconds)" -le "$within" ]

await 60 "Prometheus scraping both replicas" both_scraped
# Every meter of the table in docs/operations.md, from both replicas, read with a key that may do nothing else.
meters=$(sed -n 's/^| `\(issu_[a-z_]*\)` |.*/\1/p' docs/operations.md)
[ "$(wc -w <<<"$meters")" -ge 21 ]
all_meters() {
  local meter
  for meter in $meters; do
    [ "$(prometheus "count(count by (instance) ({__name__=~\"${meter}(_count)?\"}))")" = 2 ] || { missing=$meter; return 1; }
  done
}
await 120 "every meter of every replica in Prometheus" all_meters || { echo "not there: $missing" >&2; exit 1; }
echo "Prometheus: 2 replicas up, all $(wc -w <<<"$meters") meters of both, $(prometheus 'count({job="hitless"})') series"
key=$(docker exec "$("${compose[@]}" ps -q prometheus)" cat /etc/prometheus/keys/hitless.key)
[ "$key" != "$HITLESS_BOOTSTRAP_API_KEY" ]
[ "$(as_scraper -o /dev/null -w '%{http_code}' -X POST -d '{}')" = 403 ]
[ "$(prometheus 'count(ALERTS{severity="critical"})')" = "" ] || { prometheus_alerts; exit 1; }

still_open() { states | count -vE '^SUCCEEDED$'; }
enough() { [ "$(still_open)" -gt 2 ] || { echo "too few upgrades are open for a rolling update to mean anything: $(still_open)" >&2; return 1; }; }
enough
echo "rolling update while $(still_open) upgrades are open"
ops/rolling-update.sh
enough # both were replaced while upgrades ran
echo "after it: $(states | tr ' ' '\n' | sort | uniq -c | tr -s ' \n' ' ')"
await 900 "the end of all upgrades" all_ended
echo "all ended after $(seconds) s: $(states | tr ' ' '\n' | sort | uniq -c | tr -s ' \n' ' ')"

# The switches are asked, not the service.
fleet=$("${compose[@]}" ps -q fleet)
docker stop --time 30 "$fleet" >/dev/null
for file in commands.jsonl snapshots.json inventory.json; do docker cp "$fleet:/data/$file" "$work/" >/dev/null; done
python3 ops/judge-fleet.py "$work"
[ "$(states | count '^SUCCEEDED$')" -eq "$HITLESS_FLEET_COUNT" ]
echo "nothing lost, nothing twice"
