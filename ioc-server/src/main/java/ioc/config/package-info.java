/**
 * What the operator asked for: YAML files and the environment, read into records, with every problem named at once. Sees the
 * core; starts nothing. Start at {@link ioc.config.Config}.
 */
@NullMarked
package ioc.config;

import org.jspecify.annotations.NullMarked;
