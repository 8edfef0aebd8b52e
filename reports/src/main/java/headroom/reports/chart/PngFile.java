package headroom.reports.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The bytes of a PNG file (ISO/IEC 15948): eight bits a colour, no filters. They are those of the
 * writer of {@code javax.imageio}, which takes each sample through four tables and so three times
 * as long.
 */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] END = {};

  /** RGB of eight bits each; deflate, adaptive filters, not interlaced. */
  private static final byte[] KIND = {8, 2, 0, 0, 0};

  private static final int BYTES_PER_PIXEL = 3;

  /** Of the compressor: above it pictures hardly get smaller. */
  private static final int COMPRESSION = 4;

  private static final int CHUNK_BYTES = 32_768;

  private PngFile() {}

  /** The file of an image of type {@link BufferedImage#TYPE_INT_RGB}. */
  static byte[] bytes(BufferedImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    byte[] head =
        ByteBuffer.allocate(2 * Integer.BYTES + KIND.length)
            .putInt(image.getWidth())
            .putInt(image.getHeight())
            .put(KIND)
            .array();
    chunk(file, "IHDR", head, head.length);
    pixels(file, image);
    chunk(file, "IEND", END, 0);
    return file.toByteArray();
  }

  private static void pixels(ByteArrayOutputStream file, BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] row = new byte[1 + width * BYTES_PER_PIXEL]; // the first byte says: no filter
    byte[] chunk = new byte[CHUNK_BYTES];
    int filled = 0;
    Deflater deflater = new Deflater(COMPRESSION);
    try {
      for (int first = 0; first <= pixels.length; first += width) {
        if (first == pixels.length) {
          deflater.finish();
        } else {
          unpack(pixels, first, row);
          deflater.setInput(row);
        }
        int count;
        while ((count = deflater.deflate(chunk, filled, CHUNK_BYTES - filled)) > 0) {
          filled += count;
          if (filled == CHUNK_BYTES) {
            chunk(file, "IDAT", chunk, filled);
            filled = 0;
          }
        }
      }
    } finally {
      deflater.end();
    }
    if (filled > 0) {
      chunk(file, "IDAT", chunk, filled);
    }
  }

  private static void unpack(int[] pixels, int first, byte[] row) {
    int at = 1;
    for (int i = first; at < row.length; i++) {
      int pixel = pixels[i];
      row[at++] = (byte) (pixel >> 16);
      row[at++] = (byte) (pixel >> 8);
      row[at++] = (byte) pixel;
    }
  }

  /** Length, name, data, and a checksum of name and data. */
  private static void chunk(ByteArrayOutputStream file, String name, byte[] data, int length) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    file.writeBytes(type);
    file.write(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }
}
