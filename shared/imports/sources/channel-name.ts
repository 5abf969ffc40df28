import { dictionaryItems } from '../../entities/dictionaries';
import type { Channel } from './define';

/** What a table calls a channel, in either language or by a usual other name; `undefined` for a word that is none. */
export function channelNamed(text: string): Channel | undefined {
  const name = text.trim().toUpperCase();
  const found = dictionaryItems('txnChannel').find(
    ({ zh, en, synonyms }) => zh === name || en.toUpperCase() === name || synonyms?.includes(name),
  );
  return found?.code as Channel | undefined;
}
