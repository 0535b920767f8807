package ioc.bench;

import ioc.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command of the README in a clean checkout of what is committed, with a Maven cache that knows all it needs. */
final class Readme {
    private static final Pattern RUN = Pattern.compile("<!-- run -->\\s*```\\s*(.*?)\\s*```", Pattern.DOTALL);

    private Readme() {}

    static void run(Ground ground, Figures figures) throws Exception {
        // beside the repository: below it, Maven would find the settings of the repository itself
        Path folder = Files.createTempDirectory("ioc-readme");
        sh(ground.root(), "git archive HEAD | tar -x -C " + folder).onExit().join();
        Matcher command = RUN.matcher(Files.readString(folder.resolve("README.md")));
        if (!command.find()) {
            throw new IOException("README.md: has no command behind <!-- run -->");
        }
        int port = Peer.freePort();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.group(1))
                .directory(folder.toFile())
                .inheritIO();
        builder.environment().put("IOC_SERVER_PORT", Integer.toString(port));
        builder.environment().put("IOC_BROKER_PORT", Integer.toString(Peer.freePort()));
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            boolean isThere = Clock.until(Duration.ofMinutes(5), Duration.ofMillis(20), () -> answers(port));
            double seconds = (System.nanoTime() - began) / 1e9;
            figures.add(
                    "README command on a warm Maven cache to the wall",
                    "< 60 s",
                    Figures.number(seconds) + " s",
                    isThere && seconds < 60);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            Folders.remove(folder);
        }
    }

    private static boolean answers(int port) throws InterruptedException {
        try {
            return Peer.listens(port)
                    && Product.get("http://127.0.0.1:" + port + "/wall").contains("<html");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Process sh(Path folder, String command) throws IOException {
        return new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
    }
}
