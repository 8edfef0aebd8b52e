#!/usr/bin/env bash
# trace.sh NAME WORKERS STEPS RATE SECONDS: runs the server with GOMAXPROCS 2 under load and records the scheduler's events of
# SECONDS in NAME.trace; as root, on a machine that does nothing else, after the build of README.md.
set -euo pipefail
tracing=/sys/kernel/tracing
mountpoint -q $tracing || mount -t tracefs nodev $tracing
echo mono >$tracing/trace_clock
echo 40000 >$tracing/buffer_size_kb
events() { for e in sched_switch sched_waking sched_wakeup sched_migrate_task; do echo "$1" >$tracing/events/sched/$e/enable; done; }
./client open "$4" 0 $(($5 + 3)) 7 & client=$!
sleep 0.2
GOMAXPROCS=2 ./server.bin -w "$2" -s "$3" & server=$!
sleep 1.5
echo >$tracing/trace
events 1; echo 1 >$tracing/tracing_on
sleep "$5"
echo 0 >$tracing/tracing_on; events 0
wait $client $server || true
cat $tracing/trace >"$1.trace"
