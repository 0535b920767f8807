package ioc.sensor.simulate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** A seeded source of chance for one purpose. Purposes do not disturb each other: one more draw here changes nothing there. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed, String purpose) {
        long hash = 0xcbf29ce484222325L ^ seed; // FNV-1a, 64 bit
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
        }
        random = new SplittableRandom(hash);
    }

    /** True with probability {@code p}. */
    boolean once(double p) {
        return random.nextDouble() < p;
    }

    /** Evenly from {@code least} to {@code most}, both possible. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    double fraction() {
        return random.nextDouble();
    }

    /** The time to the next of many independent happenings. */
    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Positive and skewed, as the time a piece of work takes. {@code spread} = standard deviation / mean. */
    double lognormal(double mean, double spread) {
        double variance = StrictMath.log(1 + spread * spread);
        double normal = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * Math.PI * random.nextDouble());
        return mean * StrictMath.exp(StrictMath.sqrt(variance) * normal - variance / 2);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Index drawn with the given weights. */
    int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** A random UUID (version 4) that is the same for the same seed. */
    UUID uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
