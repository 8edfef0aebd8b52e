"""An M/M/c queue in SimPy, as its documentation writes one: a process a customer, a resource of c places.

Arguments: servers, utilization, customers, seed. Prints customers, CPU time in ns and mean wait in ms; services take
1 ms on average.
"""
import random
import sys
import time

import simpy


def customer(env, servers, draw, waits):
    arrived = env.now
    with servers.request() as place:
        yield place
        waits.append(env.now - arrived)
        yield env.timeout(draw.expovariate(1.0))


def arrivals(env, servers, rate, customers, draw, waits):
    for _ in range(customers):
        yield env.timeout(draw.expovariate(rate))
        env.process(customer(env, servers, draw, waits))


def main(servers, utilization, customers, seed):
    start = time.process_time_ns()
    env = simpy.Environment()
    waits = []
    places = simpy.Resource(env, capacity=servers)
    draw = random.Random(seed)
    env.process(arrivals(env, places, utilization * servers, customers, draw, waits))
    env.run()
    mean = sum(waits) / len(waits)
    print(len(waits), time.process_time_ns() - start, f"{mean:.6f}")


main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
