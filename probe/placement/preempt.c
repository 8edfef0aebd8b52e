// preempt WAKES MS: a thread that computes for MS each time it is woken, beside one that has run for so long since it slept: when does it run?
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
static double now(){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1e3+t.tv_nsec/1e6;}
static int fd[2]; static volatile double t0,first; static int n; static double compute;
static void*b(void*x){char c;for(int i=0;i<n;i++){read(fd[0],&c,1);first=now();while(now()-first<compute);}return 0;}
int cmp(const void*a,const void*b){double x=*(double*)a,y=*(double*)b;return x<y?-1:x>y;}
int main(int c,char**v){n=atoi(v[1]);compute=atof(v[2]);pipe(fd);cpu_set_t s;CPU_ZERO(&s);CPU_SET(1,&s);sched_setaffinity(0,sizeof s,&s);pthread_t p;pthread_create(&p,0,b,0);usleep(10000);double*r=malloc(8*n),*D=malloc(8*n);
 for(int i=0;i<n;i++){first=0;usleep(3000+rand()%5000);double q=(rand()%9000)/1000.;D[i]=q;double u=now()+q;while(now()<u);t0=now();write(fd[1],"x",1);while(first==0);r[i]=first-t0;}
 double e[]={0,.2,.4,.6,.7,.8,1,1.2,1.4,1.6,2,2.5,3,3.5,4,5,6,7,9};for(int b=0;b<18;b++){int m=0,k=0;double s=0,mx=0,mn=99;for(int i=0;i<n;i++)if(D[i]>=e[b]&&D[i]<e[b+1]){m++;if(r[i]<.3)k++;else{s+=r[i];if(r[i]>mx)mx=r[i];if(r[i]<mn)mn=r[i];}}printf("ran %.1f..%.1f n %d at once %.0f %%; others mean %.2f min %.2f max %.2f\n",e[b],e[b+1],m,100.*k/m,s/(m-k),mn,mx);}return 0;}
