// What FUTEX_WAKE costs who calls it, by the time since the woken thread went to sleep.
// cc -O2 -pthread wake.c -o wake && ./wake CORE_OF_WAKER CORE_OF_WOKEN PAUSE_NS WAKES (a core of -1: wherever the kernel puts it)
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int word;
static int woken_core;

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void stay_on(int core) {
  if (core >= 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
  }
}

static void *sleeper(void *unused) {
  stay_on(woken_core);
  for (;;) {
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
  }
  return unused;
}

static int compare(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: wake CORE_OF_WAKER CORE_OF_WOKEN PAUSE_NS WAKES\n");
    return 2;
  }
  woken_core = atoi(argv[2]);
  long pause = atol(argv[3]);
  int n = atoi(argv[4]);
  pthread_t thread;
  pthread_create(&thread, NULL, sleeper, NULL);
  usleep(20000);
  stay_on(atoi(argv[1]));
  long *took = malloc(n * sizeof *took);
  for (int i = 0; i < n; i++) {
    long until = now() + pause;
    while (now() < until) {
    }
    long began = now();
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    took[i] = now() - began;
  }
  qsort(took, n, sizeof *took, compare);
  printf("p10 %.2f p50 %.2f p90 %.2f us\n", took[n / 10] / 1e3, took[n / 2] / 1e3, took[n * 9 / 10] / 1e3);
  return 0;
}
