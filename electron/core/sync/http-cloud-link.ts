import {
  journalAnswer,
  journalPage,
  storeHoldings,
} from '../../../shared/contract/journal-copy.ts';
import { pushAnswer } from '../../../shared/contract/sync.ts';
import { SYNC_LIMITS } from '../limits.ts';
import type { CloudArchive, CloudLink } from '../ports.ts';
import { askCloud, type HttpCloudLinkOptions } from './cloud-request.ts';

/**
 * The cloud over HTTP. An address that is none shows as a fault of every request, never as a till that does
 * not start.
 */
export function createHttpCloudLink(options: HttpCloudLinkOptions): CloudLink & CloudArchive {
  return {
    push: (batch, signal) =>
      askCloud(options, { path: 'v1/push', body: batch, answer: pushAnswer, signal }),
    pushJournal: (run, signal) =>
      askCloud(options, { path: 'v1/journal', body: run, answer: journalAnswer, signal }),
    journalPage: ({ storeId, registerId, afterSeq }, signal) =>
      askCloud(options, {
        path: `v1/stores/${encodeURIComponent(storeId)}/journal/${encodeURIComponent(registerId)}?after=${afterSeq}`,
        body: undefined,
        answer: journalPage,
        answerBytes: SYNC_LIMITS.journalPageBytes,
        signal,
      }),
    holdings: (storeId, signal) =>
      askCloud(options, {
        path: `v1/stores/${encodeURIComponent(storeId)}/holdings`,
        body: undefined,
        answer: storeHoldings,
        signal,
      }),
  };
}
