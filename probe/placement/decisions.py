"""decisions.py NAME.trace ...: where woken threads of the server go, by what ran where; see README.md."""
import re,sys,collections,math
rx=re.compile(r'^\s*(.+)-(\d+)\s+\[(\d+)\]\s+(\S+)\s+([\d.]+): (\w+): (.*)$')
kv=re.compile(r'(\w+)=(\S+)')
TAU=32/math.log(2)
class Avg:
    __slots__=('v','t','on')
    def __init__(s): s.v=0.0;s.t=None;s.on=0
    def upd(s,t,on=None):
        if s.t is not None:
            k=math.exp(-max(0,t-s.t)/TAU); s.v=s.v*k+(1-k)*s.on
        s.t=t
        if on is not None: s.on=on
def load(fn,keep='server.bin'):
    cur={0:None,1:None}; comm={}; state={}; core={}; sleepat={}; wokeat={}
    util={0:Avg(),1:Avg()}; tl=collections.defaultdict(Avg); tu=collections.defaultdict(Avg)
    idle_since={0:0,1:0}; pend={}; rows=[]; started=None; inwake={}   # cpu-> set of pids woken not yet run
    inwake={0:set(),1:set()}; sysm=None; wakes=collections.Counter(); lastpull=collections.Counter()
    def setcur(cpu,p,prio,t):
        if cur[cpu]==p: return
        old=cur[cpu]
        if old: tu[old].upd(t,0)
        if p:
            state[p]='R'; core[p]=cpu; tl[p].upd(t,1); tu[p].upd(t,1); inwake[0].discard(p); inwake[1].discard(p)
        if p==0: idle_since[cpu]=t
        util[cpu].upd(t,1 if p and prio>=100 else 0); cur[cpu]=p
    for line in open(fn):
        m=rx.match(line)
        if not m: continue
        tc,tp,cpu,fl,ts,ev,rest=m.groups(); cpu=int(cpu); t=float(ts)*1e3; d=dict(kv.findall(rest)); tp=int(tp); tc=tc.strip()
        if started is None: started=t
        if tp and not (ev=='sched_switch'): comm[tp]=tc
        if cur[cpu]!=tp: # a lost switch
            setcur(cpu,tp,49 if tc=='client' else 120,t)
        if ev=='sched_switch':
            pp=int(d['prev_pid']); np=int(d['next_pid']); ps=d['prev_state']; comm[pp]=d['prev_comm']; comm[np]=d['next_comm']
            if pp:
                q=ps[0]=='R'; state[pp]='Q' if q else 'S'; core[pp]=cpu; tl[pp].upd(t,1 if q else 0)
                if not q: sleepat[pp]=t
            setcur(cpu,np,int(d['next_prio']),t)
        elif ev=='sched_waking':
            p=int(d['pid']); comm[p]=d['comm']
            if cur[0] is not None and cur[1] is not None and t-started>200 and comm[p]==keep:
                prev=int(d['target_cpu']); o=1-prev
                for c in(0,1): util[c].upd(t)
                cl={0:0.0,1:0.0}
                for q in list(tl):
                    if q and comm.get(q)!='client' and q in core: tl[q].upd(t); cl[core[q]]+=tl[q].v
                tu[p].upd(t)
                w='client' if tc=='client' else 'server' if tc=='server.bin' else 'idle' if tp==0 else 'other'
                if fl[2] in 'hH': w+='/irq'
                def idle(c): return cur[c]==0 and not inwake[c]
                runn=lambda c: [q for q in state if core.get(q)==c and (state[q]=='R' and cur[c]==q or state[q]=='Q') and q!=p]
                pend[p]=dict(t=t,pid=p,w=w,wc=cpu,prev=prev,pidle=idle(prev),oidle=idle(o),opend=cur[o]==0 and bool(inwake[o]),
                  pcur=comm.get(cur[prev],'?'),ocur=comm.get(cur[o],'?'),
                  since_o=t-idle_since[o] if cur[o]==0 else -1,since_p=t-idle_since[prev] if cur[prev]==0 else -1,
                  up=util[prev].v,uo=util[o].v,um=(util[0].v+util[1].v)/2,lp=cl[prev],lo=cl[o],lt=tl[p].v,ut=tu[p].v,slept=t-sleepat.get(p,t),
                  np=len([q for q in runn(prev) if comm.get(q)!='client']),no=len([q for q in runn(o) if comm.get(q)!='client']))
        elif ev=='sched_wakeup':
            p=int(d['pid']); tgt=int(d['target_cpu'])
            if p in pend:
                r=pend.pop(p); r['moves']=int(tgt!=r['prev']); rows.append(r)
            if cur[tgt]!=p: inwake[tgt].add(p); inwake[1-tgt].discard(p)
            core[p]=tgt
            if state.get(p)!='R': state[p]='Q'
            tl[p].upd(t,1)
        elif ev=='sched_migrate_task':
            p=int(d['pid']); dst=int(d['dest_cpu'])
            if p in core: core[p]=dst
            if p in pend: inwake[dst].add(p)
            elif p in inwake[1-dst]: inwake[1-dst].discard(p); inwake[dst].add(p)
    return rows


def main():
    import pandas as pd
    all_rows = []
    for name in sys.argv[1:]:
        rows = pd.DataFrame(load(name))
        rows["run"] = name
        timers = rows.groupby("pid").w.agg(lambda s: s.str.contains("irq").sum())
        all_rows.append(rows[rows.pid != timers.idxmax()])  # without sysmon, which timers wake
    d = pd.concat(all_rows)
    d["waker"] = d.w + d.apply(lambda r: " on it" if r.wc == r.prev else " elsewhere", axis=1)
    d["previous core"] = d.apply(lambda r: "idle" if r.pidle else "%s, %d threads" % (r.pcur, min(r.np, 2)), axis=1)
    d["other core"] = d.apply(lambda r: "idle" if r.oidle else "waking" if r.opend else "busy", axis=1)
    d["used"] = pd.cut(d.um, [0, 0.2, 0.4, 0.5, 0.6, 0.7, 1])
    table = d.groupby(["waker", "previous core", "other core"]).moves.agg(["count", "mean"])
    print(table[table["count"] > 60].sort_values("count", ascending=False).to_string())
    print(d[d.oidle & ~d.pidle].groupby(["previous core", "used"], observed=True).moves.agg(["count", "mean"]).to_string())


if __name__ == "__main__":
    main()
