package ioc.series;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Turns a refused request into an exception with its status, which the client library does not hand out. */
final class RefusalTap implements Interceptor {
    private static final long MOST = 2_000;

    /** Carries a refusal through the client library, as the cause of its exception. */
    static final class Refused extends IOException {
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.status() + " " + refusal.reason());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful()) {
            return response;
        }
        try (response;
                ResponseBody start = response.peekBody(MOST)) {
            throw new Refused(new Refusal(response.code(), start.string().strip()));
        }
    }
}
