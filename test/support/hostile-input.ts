import fc from 'fast-check';

/** What of JSON Schema our inputs use. */
type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
};

/** Texts that have broken somebody's program: SQL, markup, control bytes, paths, other scripts, too long. */
const TEXTS = [
  '',
  ' ',
  "' OR 1=1; DROP TABLE sale; --",
  '<img src=x onerror=alert(1)>',
  '\u0000\u0007\u001b[2J',
  '../../../../etc/passwd',
  '\u202e\u200b\ufeff',
  '𠮷🧊'.repeat(20),
  '%s%n{{constructor}}$[7*7]',
  '=cmd|calc!A1',
  'YQ1|R|0001-01-000001',
  'YQ1|T|T0001-000001|4F2A',
  '2026-02-31',
  '9'.repeat(64),
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(10_000),
];
const NUMBERS = [
  0,
  -1,
  1,
  0.5,
  1000,
  2 ** 31,
  -(2 ** 53),
  2 ** 53 - 1,
  1e12,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];

/**
 * Inputs of a schema's shape whose leaves are what an attacker would send; `known` are real ids of the
 * store, so that the rest of an input gets past the question whether the thing exists.
 */
export function hostileInput(
  schema: unknown,
  known: readonly string[] = [],
): fc.Arbitrary<unknown> {
  const text = fc.oneof(
    fc.constantFrom(...TEXTS),
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^\d{4,12}$/),
    ...(known.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...known) }] : []),
  );
  return arbitrary(schema as Schema, text); // made by zod, so the shape is JSON Schema's
}

function arbitrary(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitrary(one, text)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, text);
    case 'array':
      return fc.array(arbitrary(schema.items ?? {}, text), { maxLength: 5 });
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer(), fc.constantFrom(...NUMBERS));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text;
    default:
      return fc.constantFrom<unknown>(null, 1, 'x', {});
  }
}

function objectOf(schema: Schema, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const properties = schema.properties ?? {};
  const fields = Object.entries(properties).map(([name, field]) => [name, arbitrary(field, text)]);
  if (fields.length === 0) return fc.dictionary(text, fc.constantFrom(...NUMBERS));
  const required = (schema.required ?? []).filter((name) => name in properties);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...required],
  });
}
