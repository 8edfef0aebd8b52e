package main

// description says what a constant is measured in, within what bounds the model accepts it, and how it is measured.
type description struct {
	key, unit string
	floor     float64 // an estimate from a difference may come out below what is possible
	how       string
}

// described lists the constants in the order of docs/model/costs.md.
var described = []description{
	{"os.wake", "ns", 0, "time.Sleep(1ms) in a process that only sleeps: how late it ends (median), less the timer slack"},
	{"os.wakeColdness", "ns", 0, "an exchange over loopback that the peer holds for 0.3 to 20 ms: slope of what it takes beyond the hold over the logarithm of the hold"},
	{"os.wakeMin", "ns", 0, "as os.wakeColdness, median with holds of 50 us"},
	{"os.wakeMax", "ns", 0, "as os.wakeColdness, p90 with holds of 20 ms"},
	{"os.wakeCv", "1", 0, "as os.wakeColdness, log-normal spread with holds of 1 ms, from p10 and p90"},
	{"os.wakeBusy", "ns", 0, "median wake-up after sleeps of 1 ms beside a spinning thread on the same core"},
	{"os.wakeCpu", "ns", 0, "what a thread in nanosleep(20us) takes each time from a spinning one on the same core"},
	{"os.wakeColdCpu", "ns", 0, "an exchange over loopback that the peer holds for 20 ms: its CPU beyond that with 0.3 ms, by the laws of os.coldAfter and net.coldAfter"},
	{"os.handOver", "ns", 0, "half a round trip between a goroutine and one that is locked to its thread, on one core after pauses of 1 ms (p10)"},
	{"os.sleepOverhead", "ns", 0, "what nanosleep(20us) takes beyond 20 us (median)"},
	{"os.tick", "ns", 0, "two spinning threads on one core: how long each runs (median), over the ticks that the kernel's coarse clock says that is"},
	{"cpu.stretch", "1", 1, "mean CPU time of a calibrated loop over the median of its stretches of 20 us"},
	{"op.scale", "1", 0, "slices.Sort/1k, map/get-string/1k and json.Valid/medium: their time over that in the catalogue, geometric mean"},
	{"go.switch", "ns", 0, "a channel hand-off on one P"},
	{"go.spawn", "ns", 0, "creating, running and ending a goroutine on one P, one after the other"},
	{"net.sendCpu", "ns", 0, "CPU of an exchange of 8 bytes over loopback in batches of 16; 17/27 of it"},
	{"net.receiveCpu", "ns", 0, "CPU of an exchange of 8 bytes over loopback in batches of 16; 10/27 of it"},
	{"net.coldRefill", "ns", 0, "as os.wakeColdCpu, 131/220 of that"},
	{"net.delivery", "ns", 0, "an exchange over loopback that the peer holds for 1 ms: half of what is left after the hold, a wake-up and the CPU"},
	{"go.alloc", "ns", 0, "requests of 1 MiB in objects of 32 B to 16 KiB, a quarter with pointers, caches cold, no page faults: ns an object at size 0"},
	{"go.allocByte", "1", 0, "requests of 1 MiB in objects of 32 B to 16 KiB, no page faults: ns for each further byte"},
	{"go.allocLargeByte", "1", 0, "requests of 1 MiB in objects of 256 KiB to 1 MiB, no page faults: ns a byte"},
	{"gc.markObject", "ns", 0, "CPU of marking 64 MiB in objects of 256 B without pointers in a process that serves requests, less that of an empty heap, for each object"},
	{"gc.markPointer", "ns", 0, "CPU of marking 64 MiB there of which a quarter are objects of 256 B with 8 pointers each, beyond that without pointers, for each pointer"},
	{"os.pageFault", "ns", 0, "touching new memory between requests, 4 KiB at a time, without huge pages"},
	{"os.tlbShootdown", "ns", 0, "how much longer writing to a page that was only read takes while another thread computes"},
}

// constantOf takes the median of the repeats that were disturbed least, and their range.
func (d description) constantOf(repeats []repeat) constant {
	values := sorted(leastDisturbed(repeats))
	for i := range values {
		values[i] = max(values[i], d.floor)
	}
	return constant{
		Key:   d.key,
		Value: rounded(quantile(values, 0.5)),
		Least: rounded(values[0]),
		Most:  rounded(values[len(values)-1]),
		Unit:  d.unit,
		How:   d.how,
	}
}
