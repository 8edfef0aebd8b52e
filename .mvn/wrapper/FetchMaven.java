import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Fetches, checks and unpacks one Maven distribution; run as a source file by {@code mvnw}. */
final class FetchMaven {
  private static final String ARCHIVE = "https://archive.apache.org/dist/maven/maven-3/%1$s/binaries/%2$s";
  private static final String IN_REPOSITORY = "%s/org/apache/maven/apache-maven/%s/%s";

  private FetchMaven() {}

  /** Arguments: version, SHA-512 of the zip file, target directory. */
  public static void main(String[] args) throws Exception {
    String version = args[0];
    Path target = Path.of(args[2]).toAbsolutePath();
    String file = "apache-maven-" + version + "-bin.zip";
    String repository = repository();
    String address =
        repository == null
            ? String.format(ARCHIVE, version, file)
            : String.format(IN_REPOSITORY, repository.replaceAll("/+$", ""), version, file);
    System.err.println("mvnw: fetching Maven " + version);
    try {
      Files.createDirectories(target.getParent());
      Path zip = Files.createTempFile(target.getParent(), "maven", ".zip");
      try {
        download(address, zip);
        check(zip, args[1]);
        unpack(zip, target);
      } finally {
        Files.deleteIfExists(zip);
      }
    } catch (IOException e) {
      System.err.println("mvnw: cannot fetch " + address + ": " + e);
      System.err.println("mvnw: install Maven 3.8 or later, or set MVNW_REPOURL to a Maven repository's address");
      System.exit(1);
    }
  }

  private static String repository() throws Exception {
    String given = System.getenv("MVNW_REPOURL");
    if (given != null && !given.isBlank()) {
      return given;
    }
    Path settings = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
    if (!Files.exists(settings)) {
      return null;
    }
    NodeList mirrors =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(settings.toFile())
            .getElementsByTagName("mirror");
    for (int i = 0; i < mirrors.getLength(); i++) {
      Element mirror = (Element) mirrors.item(i);
      String of = text(mirror, "mirrorOf");
      if (of.equals("*") || of.equals("external:*") || of.equals("central")) {
        return text(mirror, "url");
      }
    }
    return null;
  }

  private static String text(Element mirror, String tag) {
    NodeList found = mirror.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
  }

  private static void download(String address, Path zip) throws Exception {
    HttpClient.Builder client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL);
    String proxy = System.getenv("https_proxy") != null ? System.getenv("https_proxy") : System.getenv("HTTPS_PROXY");
    if (proxy != null && !proxy.isBlank()) {
      URI at = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      client.proxy(ProxySelector.of(new InetSocketAddress(at.getHost(), at.getPort() < 0 ? 80 : at.getPort())));
    }
    HttpResponse<Path> answer =
        client.build().send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofFile(zip));
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode());
    }
  }

  private static void check(Path zip, String expected) throws Exception {
    String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(zip)));
    if (!actual.equals(expected)) {
      throw new IOException("its SHA-512 is " + actual + ", not " + expected);
    }
  }

  /** Unpacks beside the target and renames, so that no other process ever sees half a Maven. */
  private static void unpack(Path zip, Path target) throws IOException {
    Path directory = Files.createTempDirectory(target.getParent(), "unpack");
    try (InputStream bytes = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(bytes)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
    Path maven = directory.resolve(target.getFileName());
    maven.resolve("bin/mvn").toFile().setExecutable(true);
    try {
      Files.move(maven, target);
      Files.deleteIfExists(directory);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      System.err.println("mvnw: another process was faster");
    }
  }
}
