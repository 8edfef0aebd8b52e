package headroom.model.workload.program;

/**
 * What steps send on channels.
 *
 * @param path of the sending, with which the draws of who receives it begin
 * @param traceRow the row of the request that sent it
 */
record Message(long path, int traceRow) {
  /** What {@code run} sends at {@code site}. */
  static Message of(ProgramRun run, Site site) {
    RunKeys keys = run.keys();
    return new Message(keys.ofExecution(site.key(), site.begin(run)), keys.traceRow());
  }
}
