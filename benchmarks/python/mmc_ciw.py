"""An M/M/c queue in Ciw, as its documentation writes one.

Arguments: servers, utilization, customers, seed. Prints customers, CPU time in ns and mean wait in ms; services take
1 ms on average.
"""
import sys
import time

import ciw


def main(servers, utilization, customers, seed):
    start = time.process_time_ns()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=utilization * servers)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[servers],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    waits = [record.waiting_time for record in simulation.get_all_records()]
    mean = sum(waits) / len(waits)
    print(len(waits), time.process_time_ns() - start, f"{mean:.6f}")


main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
