/** Why a push has no usable answer. Only `push_refused` is certain: the request never counted. */
export type CloudFaultKind =
  | 'unreachable' // no connection, or it broke
  | 'timed_out'
  | 'busy' // 5xx or 429
  | 'not_our_cloud' // another page answered: a captive portal, a proxy, a wrong address
  | 'token_refused'
  | 'address_invalid' // what is set as the cloud's address is none; nothing was sent
  | 'push_refused'; // our cloud read the request and would not take it as a whole

/** Thrown by a cloud link; after anything but `push_refused` nobody knows whether the facts arrived. */
export class CloudFault extends Error {
  readonly kind: CloudFaultKind;
  readonly retryAfterMs: number | null;
  constructor(kind: CloudFaultKind, detail: string, retryAfterMs: number | null = null) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
