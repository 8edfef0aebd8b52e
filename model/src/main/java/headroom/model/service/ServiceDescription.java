package headroom.model.service;

import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;
import java.util.List;

/**
 * What the modelled service is.
 *
 * @param classes of its requests; their index is a request's class
 * @param resources what its goroutines share
 */
public record ServiceDescription(
    ServerSettings server, List<RequestClass> classes, Resources resources) {
  public ServiceDescription {
    classes = List.copyOf(classes);
  }
}
