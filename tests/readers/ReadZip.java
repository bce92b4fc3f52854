import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Reads every byte of every entry of a ZIP: by its directory ("file") or from its start, as a stream ("stream"). */
class ReadZip {
    public static void main(String[] arguments) throws Exception {
        long[] read = arguments[0].equals("file") ? byDirectory(arguments[1]) : fromStart(arguments[1]);
        System.out.println(read[0] + " entries, " + read[1] + " bytes");
    }

    private static long[] byDirectory(String path) throws Exception {
        long entries = 0, bytes = 0;
        try (ZipFile zip = new ZipFile(path)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                CRC32 sum = new CRC32();
                try (InputStream body = new CheckedInputStream(zip.getInputStream(entry), sum)) {
                    bytes += body.transferTo(OutputStream.nullOutputStream());
                }
                // ZipFile, unlike ZipInputStream, leaves this check to its caller.
                if (sum.getValue() != entry.getCrc()) throw new ZipException(entry.getName() + ": bad CRC");
                entries++;
            }
        }
        return new long[] {entries, bytes};
    }

    private static long[] fromStart(String path) throws Exception {
        long entries = 0, bytes = 0;
        try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path))) {
            while (zip.getNextEntry() != null) {
                bytes += zip.transferTo(OutputStream.nullOutputStream());
                entries++;
            }
        }
        return new long[] {entries, bytes};
    }
}
