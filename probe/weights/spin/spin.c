// Threads that compute for a while; says how many cores they had, and each of them.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double end;
static volatile long sink;

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void *spin(void *used) {
  double begin = now(CLOCK_THREAD_CPUTIME_ID);
  while (now(CLOCK_MONOTONIC) < end)
    for (int i = 0; i < 100000; i++) sink += i;
  *(double *)used = now(CLOCK_THREAD_CPUTIME_ID) - begin;
  return 0;
}

int main(int argc, char **argv) {
  int threads = atoi(argv[1]);
  double seconds = atof(argv[2]);
  pthread_t thread[64];
  double used[64];
  double sum = 0;
  end = now(CLOCK_MONOTONIC) + seconds;
  for (int i = 0; i < threads; i++) pthread_create(thread + i, 0, spin, used + i);
  for (int i = 0; i < threads; i++) {
    pthread_join(thread[i], 0);
    sum += used[i];
  }
  printf("cores %.3f (", sum / seconds);
  for (int i = 0; i < threads; i++) printf(" %.3f", used[i] / seconds);
  printf(" )\n");
}
