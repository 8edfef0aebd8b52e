/**
 * What is seen of a replication: requests and where their time goes ({@link
 * headroom.model.observe.Recorder}), steps and resources ({@link
 * headroom.model.observe.ProgramAccounts}), and every figure of the table {@code
 * headroom.model.metrics} ({@link headroom.model.observe.Sampler}); together an {@link
 * headroom.model.observe.Observation}. No other layer knows this one.
 *
 * <p>Hot: the recorder and the accounts allocate nothing per event; the sampler is asked a few
 * hundred times in a run.
 */
@NullMarked
package headroom.model.observe;

import org.jspecify.annotations.NullMarked;
