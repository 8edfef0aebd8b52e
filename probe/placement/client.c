// Client and downstream of server/: one thread, real-time priority, core 0. client open RATE 0 SECONDS [SEED]
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <math.h>
#include <time.h>
#include <unistd.h>
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/prctl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
static int64_t now(){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1000000000LL+t.tv_nsec;}
typedef struct{int64_t at;int kind,fd;int64_t val;}ev; static ev h[1<<16];static int hn;
static void push(ev e){int i=hn++;while(i&&h[(i-1)/2].at>e.at){h[i]=h[(i-1)/2];i=(i-1)/2;}h[i]=e;}
static ev pop(){ev r=h[0],e=h[--hn];int i=0;for(;;){int c=2*i+1;if(c>=hn)break;if(c+1<hn&&h[c+1].at<h[c].at)c++;if(h[c].at>=e.at)break;h[i]=h[c];i=c;}h[i]=e;return r;}
static double ex(double m){return -m*log(1-drand48());}
static double*lat;static int nlat;static int64_t started[1<<22];
int cmp(const void*a,const void*b){double x=*(double*)a,y=*(double*)b;return x<y?-1:x>y;}
int main(int c,char**v){int closed=v[1][0]=='c';double p1=atof(v[2]),think=atof(v[3]);double secs=atof(v[4]);srand48(c>5?atoi(v[5]):1);
 cpu_set_t s;CPU_ZERO(&s);CPU_SET(0,&s);sched_setaffinity(0,sizeof s,&s);struct sched_param sp={50};if(sched_setscheduler(0,SCHED_FIFO,&sp))perror("fifo");prctl(PR_SET_TIMERSLACK,1);
 lat=malloc(8<<22);int l=socket(AF_INET,SOCK_STREAM,0);int one=1;setsockopt(l,SOL_SOCKET,SO_REUSEADDR,&one,4);struct sockaddr_in a={AF_INET,htons(7001),{htonl(INADDR_LOOPBACK)}};if(bind(l,(void*)&a,sizeof a)){perror("bind");return 1;}listen(l,128);
 int ep=epoll_create1(0);int mainfd=accept(l,0,0);setsockopt(mainfd,IPPROTO_TCP,TCP_NODELAY,&one,4);int64_t hello;read(mainfd,&hello,8);int n=hello;
 struct epoll_event e;e.events=EPOLLIN;e.data.fd=mainfd;epoll_ctl(ep,EPOLL_CTL_ADD,mainfd,&e);
 for(int i=0;i<n;i++){int f=accept(l,0,0);setsockopt(f,IPPROTO_TCP,TCP_NODELAY,&one,4);e.data.fd=f;epoll_ctl(ep,EPOLL_CTL_ADD,f,&e);}
 int64_t t0=now();int64_t id=0;if(closed)for(int i=0;i<p1;i++)push((ev){t0+(int64_t)(ex(think)*1e6),0,0,0});else push((ev){t0+(int64_t)(ex(1e9/p1)),0,0,0});
 int64_t end=t0+(int64_t)(secs*1e9);
 for(;;){int64_t t=now();if(t>end)break;while(hn&&h[0].at<=t){ev x=pop();if(x.kind==0){int64_t m[2]={id++,x.at};started[m[0]]=x.at;write(mainfd,m,16);if(!closed)push((ev){x.at+(int64_t)(ex(1e9/p1)),0,0,0});}else write(x.fd,&x.val,8);}
  int64_t next=hn?h[0].at:end;if(next>end)next=end;int64_t d=next-now();if(d<0)d=0;struct timespec ts={d/1000000000,d%1000000000};struct epoll_event r[64];int k=epoll_pwait2(ep,r,64,&ts,0);t=now();
  for(int i=0;i<k;i++){int f=r[i].data.fd;int64_t b[256];int g=read(f,b,sizeof b);if(g<=0)goto out;for(int j=0;j<g/8;j++){if(f==mainfd){double L=(t-started[b[j]])/1e6;if(started[b[j]]-t0>1e9)lat[nlat++]=L;if(closed)push((ev){t+(int64_t)(ex(think)*1e6),0,0,0});}else push((ev){t+b[j]*1000,1,f,b[j]});}}}
 out:;
 int64_t q[2]={-1,-1};write(mainfd,q,16);usleep(20000);return 0;}
