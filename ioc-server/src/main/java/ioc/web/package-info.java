/**
 * HTTP: the REST contract of docs/openapi.yaml, pages and their assets, health and metrics, and what keeps strangers
 * out. May see Vert.x, Micrometer and Jackson; what is true it asks {@link ioc.web.Answers}, so it knows no journal, no
 * picture and no store. Start at {@link ioc.web.WebServer}.
 */
@NullMarked
package ioc.web;

import org.jspecify.annotations.NullMarked;
