package ioc.source;

/**
 * The last row of each key of a file: twelve bytes a key, so that a million keys fit a small heap. Keys are told apart by 64
 * bits of hash; among a million keys two fall together once in thirty million files.
 */
final class LastRows {
    private long[] hashes = new long[1024];
    private int[] rows = new int[1024];
    private int size;

    /** Remembers the row, and says which row had the key before; 0 for none. */
    int put(String key, int row) {
        if (size * 4L > hashes.length * 3L) {
            grow();
        }
        long hash = hash(key);
        int slot = slot(hash);
        int before = rows[slot];
        size += before == 0 ? 1 : 0;
        hashes[slot] = hash;
        rows[slot] = row;
        return before;
    }

    /** 0 when there is no such key. */
    int row(String key) {
        return rows[slot(hash(key))];
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash ^ (hash >>> 32)) & mask;
        while (rows[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldRows = rows;
        hashes = new long[oldHashes.length * 2];
        rows = new int[hashes.length];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                rows[slot] = oldRows[i];
            }
        }
    }

    /** FNV-1a over the characters, then mixed as SplitMix64 does. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
