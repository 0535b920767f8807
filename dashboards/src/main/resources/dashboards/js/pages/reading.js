/** What one message of a device says, in words. */
import { faultWord, has, n, t } from '../words.js';
import { quantity } from './device.js';

/** `reading` as the server tells it, see Reading in openapi.yaml. */
export function readingWords(reading) {
  const part = reading.part ? ` (${reading.part})` : '';
  switch (reading.says) {
    case 'presence': return t(`reading.${reading.state}`);
    case 'health': return reading.fault ? `${t('reading.alive')} · ${faultWord(reading.fault)}` : t('reading.alive');
    case 'fault': return reading.active ? faultWord(reading.fault) : t('reading.fault-over', { fault: faultWord(reading.fault) });
    case 'ticket': return `${t(`reading.ticket-${reading.step}`)} ${reading.ticket ?? ''}`.trim();
    case 'counter': return t(`value.state.${reading.state}`);
    case 'rating': return t('reading.rating', { n: n(reading.score), of: n(reading.scale) });
    case 'tally': return t(`reading.${reading.direction}-${reading.cumulative ? 'total' : 'period'}`, { n: n(reading.count) }) + part;
    case 'level': return quantity(reading.quantity, reading.value) + part;
    default: return has(`reading.${reading.says}`) ? t(`reading.${reading.says}`) : reading.says;
  }
}
