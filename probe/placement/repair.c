// gcc -O2 -pthread repair.c -o repair; ./repair MODE TRIALS IDLE_US
// MODE 0: both running and stacked on core 0, then set free. MODE 1: B woken by A on its own core.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
static double now(){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1e3+t.tv_nsec/1e6;}
static void pin(pid_t tid,int mask){cpu_set_t s;CPU_ZERO(&s);for(int i=0;i<2;i++)if(mask>>i&1)CPU_SET(i,&s);sched_setaffinity(tid,sizeof s,&s);}
static volatile int mode, go_b, stop; static volatile double t0; static pid_t tidb;
static volatile int cpu_of[2]; static volatile double sep; static volatile int switches;
static int pfd[2];
static volatile double firstb;
static void spin(int me,double until){
  double last=now();
  while(!stop){double t=now(); unsigned c; getcpu(&c,0); cpu_of[me]=c; 
    if(t-last>0.3){switches++;} last=t;
    if(sep==0&&cpu_of[1-me]>=0&&cpu_of[1-me]!=c&&t>t0){ sep=t-t0; }
    if(t>until){ if(me==0) stop=1; return;} }
}
static pthread_barrier_t bar;
static void*b(void*x){ tidb=syscall(SYS_gettid); pthread_barrier_wait(&bar);
  int n=*(int*)x; char ch;
  for(int i=0;i<n;i++){ pin(0,1); 
    if(mode==0){ while(!go_b){} spin(1,now()+1000);} 
    else { pin(0,1); /* sleep on core 0, free to move */ pthread_barrier_wait(&bar); pin(0,3); read(pfd[0],&ch,1); firstb=now()-t0; cpu_of[1]=-1; spin(1,now()+1000);} 
    pthread_barrier_wait(&bar); }
  return 0;}
int cmp(const void*a,const void*b){double x=*(double*)a,y=*(double*)b;return x<y?-1:x>y;}
int main(int c,char**v){ mode=atoi(v[1]); int n=atoi(v[2]); int idle=c>3?atoi(v[3]):5000; pipe(pfd);
  pthread_barrier_init(&bar,0,2); pthread_t p; pin(0,1); pthread_create(&p,0,b,&n); pthread_barrier_wait(&bar);
  double*r=malloc(n*8); double*f=malloc(n*8); int same=0;
  for(int i=0;i<n;i++){ sep=0; stop=0; cpu_of[0]=cpu_of[1]=-1; switches=0; pin(0,1);
    if(mode==0){ go_b=1; double t=now(); while(now()-t<9){} t0=now()+1e9; pin(tidb,3); pin(0,3); t0=now(); spin(0,t0+60);} 
    else { pthread_barrier_wait(&bar); usleep(idle); pin(0,3); double t=now(); while(now()-t<2+(rand()%4000)/1000.){unsigned k;getcpu(&k,0);cpu_of[0]=k;} 
      t0=now(); write(pfd[1],"x",1); spin(0,t0+60);} 
    go_b=0; pthread_barrier_wait(&bar); r[i]=sep==0?999:sep; f[i]=firstb; usleep(3000);} 
  if(getenv("RAW")){for(int i=0;i<n;i++)printf("%.2f ",r[i]);puts("");}
qsort(r,n,8,cmp); printf("mode %d idle %d: separate after ms: min %.2f P10 %.2f P25 %.2f P50 %.2f P75 %.2f P90 %.2f max %.2f\n",mode,idle,r[0],r[n/10],r[n/4],r[n/2],r[3*n/4],r[9*n/10],r[n-1]);
  if(mode){qsort(f,n,8,cmp);printf("  first run of B after ms: P10 %.2f P50 %.2f P90 %.2f\n",f[n/10],f[n/2],f[9*n/10]);}
}
