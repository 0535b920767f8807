package ioc;

import ioc.access.Randoms;
import ioc.access.Seal;
import ioc.config.Config;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that secrets of people are sealed with: as configured, else made once and kept in the data folder. Blocks. */
final class SealKey {
    private static final Logger LOG = LoggerFactory.getLogger(SealKey.class);
    private static final String FILE = "access.key";
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private SealKey() {}

    static Seal of(Config config, Path data) throws IOException {
        Randoms randoms = new Randoms();
        if (config.access().mode() == Config.AccessMode.OPEN) {
            return new Seal(randoms.bytes(Seal.KEY_BYTES), randoms); // nobody has a secret
        }
        String configured = config.access().key().reveal();
        return new Seal(configured.isEmpty() ? kept(data.resolve(FILE), randoms) : bytes(configured, "key"), randoms);
    }

    private static byte[] kept(Path file, Randoms randoms) throws IOException {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                isPosix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)} : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
            Files.writeString(file, Base64.getEncoder().encodeToString(randoms.bytes(Seal.KEY_BYTES)) + "\n");
            LOG.info("access: made {}, the key that second factors are sealed with; back it up", file);
        } catch (FileAlreadyExistsException there) {
            if (isPosix && !OWN.containsAll(Files.getPosixFilePermissions(file))) {
                LOG.warn("access: {} may be read by others but must not (chmod 600)", file);
            }
        }
        return bytes(Files.readString(file).strip(), file.toString());
    }

    private static byte[] bytes(String text, String where) throws IOException {
        return Seal.key(text)
                .orElseThrow(() -> new IOException("access." + where
                        + ": was no key but must be 32 bytes in base 64 (put the old file back, or delete it for a new"
                        + " key: second factors must then be set up again)"));
    }
}
