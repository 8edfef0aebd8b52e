package headroom.model.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Switches off what the simulator's libraries log through Logback, which would print from DEBUG up.
 * A file that said the same took Logback 30 ms to read. Found by {@code META-INF/services}.
 */
public final class SilentLogging extends ContextAwareBase implements Configurator {
  /** A service needs a constructor that is public. */
  public SilentLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
