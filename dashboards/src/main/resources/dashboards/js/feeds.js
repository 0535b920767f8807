/** How fresh the sources are. */
import { live } from './live.js';
import { freshness, hm, span, t } from './words.js';

/** Shape and word of a source's freshness: what the server says, and what its own rhythm says, whichever is worse. */
export function feedState(feed) {
  if (feed.state === 'off') return ['nodata', t('feed.off')];
  if (feed.heardAt == null || feed.state === 'never') return ['nodata', t('feed.never')];
  if (feed.kind === 'csv') return ['ok', hm(feed.heardAt)];
  const own = freshness(feed.heardAt, feed.periodMs);
  const age = span(live.now() - feed.heardAt);
  if (feed.state === 'idle') return ['ok', t('feed.idle')];
  if (feed.state === 'lost' || own === 'silent') return ['nodata', t('feed.lost', { time: hm(feed.heardAt) })];
  return feed.state === 'stale' || own === 'late' ? ['warn', age] : ['ok', age];
}
