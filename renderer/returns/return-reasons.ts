import { returnsZh } from '../../shared/i18n/return-words.ts';

const KEYS = ['unwanted', 'faulty', 'wrong', 'late', 'priced', 'other'] as const;

/** Why goods come back: kept in Chinese, because the slip prints it; the screen says it in its language. */
export const RETURN_REASONS = KEYS.map((key) => ({ key, kept: returnsZh.reasons[key] }));
