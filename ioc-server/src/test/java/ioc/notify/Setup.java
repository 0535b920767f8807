package ioc.notify;

import ioc.alert.Priority;
import ioc.config.Config;
import ioc.config.ConfigException;
import ioc.config.NoticeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped configuration with another notify.yaml, and notices about it. */
public final class Setup {
    private static final Path SHIPPED = Path.of("..", "config");

    private Setup() {}

    /** {@code folder} is filled. */
    public static Config config(Path folder, String notify) {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
            Files.writeString(folder.resolve("notify.yaml"), notify);
            return Config.load(folder, Map.of("IOC_WEBHOOK_SECRET", "bí mật"), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public static Notice notice(String alert, int transition, NoticeKind kind, Priority priority, Instant at) {
        return notice(alert, transition, kind, priority, at, Notice.Call.ALL);
    }

    public static Notice notice(
            String alert, int transition, NoticeKind kind, Priority priority, Instant at, Notice.Call call) {
        return new Notice(
                alert,
                transition,
                new Notice.What(kind, priority),
                new Notice.Cause("longest-wait", "bau-don", "bau-don", "xa-truong-mit"),
                new Notice.Wording(
                        new Notice.Both("Bàu Đồn: chờ 32 phút, quá giới hạn <30> phút", "Bàu Đồn: wait of 32 min"),
                        List.of(new Notice.Detail("wait", new Notice.Both("Chờ lâu nhất", "Longest wait"), "32 phút")),
                        new Notice.Both("Mở thêm quầy 4.\nGọi trưởng điểm.", "Open counter 4."),
                        "/alerts/" + alert),
                new Notice.Times(at.minusSeconds(60L * Math.max(0, transition)), at),
                call);
    }
}
