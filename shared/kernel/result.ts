/** A named, expected no. `params` fill the sentence that staff read. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** What a function answers that may say no: a value, or a refusal with a code from a closed union. */
export type Result<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal<Code> };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refuse<Code extends string>(
  code: Code,
  params?: Refusal['params'],
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: params === undefined ? { code } : { code, params } };
}
