#!/bin/sh
# What each thread of a process takes in 2 s, by its schedstat: share of a core, stays on a core per second, CPU of a stay, share of the time in which it waited for a core.
set -eu
snapshot() {
  for task in /proc/"$1"/task/*; do
    echo "${task##*/} $(cat "$task/schedstat")"
  done
}
before=$(mktemp)
after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT
snapshot "$1" >"$before"
sleep 2
snapshot "$1" >"$after"
awk 'NR == FNR { ran[$1] = $2; waited[$1] = $3; stays[$1] = $4; next }
     ($1 in ran) && $4 > stays[$1] {
       n = $4 - stays[$1]
       printf "%s: %.4f of a core, %.0f stays/s of %.1f us, waits %.4f\n", $1, ($2 - ran[$1]) / 2e9, n / 2, ($2 - ran[$1]) / n / 1000, ($3 - waited[$1]) / 2e9
     }' "$before" "$after"
