"""packing.py NAME.trace ...: where threads go that another thread of the server wakes, by the use of the cores; see README.md."""
import sys

import pandas as pd

import decisions


def main():
    runs = []
    for name in sys.argv[1:]:
        rows = pd.DataFrame(decisions.load(name))
        timers = rows.groupby("pid").w.agg(lambda s: s.str.contains("irq").sum())
        runs.append(rows[rows.pid != timers.idxmax()])  # without sysmon, which timers wake
    d = pd.concat(runs)
    d["cores used"] = pd.cut(2 * d.um + d["lt"], [0, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 3])
    d["own use"] = pd.cut(d["lt"], [-1, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 1])
    by_server = d.w == "server"
    cases = {
        "previous core idle, the waker alone on the other": by_server & (d.wc != d.prev) & d.pidle & ~d.oidle & (d.no == 1),
        "the waker alone on the previous core, the other idle": by_server & (d.wc == d.prev) & (d.np == 1) & d.oidle,
        "woken from an interrupt, one thread on the previous core, the other idle": d.w.str.contains("irq") & (d.np == 1) & ~d.pidle & d.oidle,
    }
    for name, chosen in cases.items():
        print(name + ": share that goes to the other core")
        print(d[chosen].pivot_table(index="cores used", columns="own use", values="moves", aggfunc=["count", "mean"], observed=True).round(2).to_string())


if __name__ == "__main__":
    main()
