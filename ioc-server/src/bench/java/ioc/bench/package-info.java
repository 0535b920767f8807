/**
 * The benchmarks of {@code docs/benchmarks.md}: the server as a process of its own between real peers, under load, and
 * parts of it under JMH. Sees everything public of the server and the peers of the tests. Start reading at {@link ioc.bench.Bench}.
 */
@org.jspecify.annotations.NullMarked
package ioc.bench;
