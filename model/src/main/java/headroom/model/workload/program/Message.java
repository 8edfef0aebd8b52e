package headroom.model.workload.program;

/** What steps send on channels: the request that sent it, for the draws of who receives it. */
record Message(long request, int traceRow) {}
