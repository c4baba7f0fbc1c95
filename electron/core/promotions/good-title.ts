/** A good by its brand and model, or its name where it has no model. */
export function goodTitle(good: {
  readonly brand: string;
  readonly model: string;
  readonly name: string;
  readonly category: string;
}): string {
  const { brand, model, name, category } = good;
  return model === '' ? name : [brand, category, model].filter((text) => text !== '').join(' ');
}
