import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Joins the overview, prints the snapshot's size, and ends well once five later frames changed it; fails after 30 s. */
class Live {
    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        AtomicInteger frames = new AtomicInteger();
        StringBuilder text = new StringBuilder();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("ioc.v1")
                .buildAsync(URI.create(arguments[0]), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                        text.append(part);
                        if (last) {
                            String message = text.toString();
                            text.setLength(0);
                            if (message.contains("\"type\":\"frame\"")) {
                                String seq = message.replaceAll("(?s).*?\"seq\":(\\d+).*", "$1");
                                from.sendText("{\"type\":\"drawn\",\"seq\":" + seq + "}", true);
                                if (frames.getAndIncrement() == 0) {
                                    System.out.println("snapshot: " + message.length() + " characters");
                                } else {
                                    System.out.println("frame " + seq + ": " + message.length() + " characters");
                                }
                                if (frames.get() > 5) {
                                    seen.complete(null);
                                }
                            }
                        }
                        from.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                        seen.completeExceptionally(new IllegalStateException("closed: " + code + " " + reason));
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"type\":\"join\",\"topics\":[\"overview\"]}", true);
        seen.get(30, TimeUnit.SECONDS);
        socket.abort();
    }
}
