type Named = { readonly brand: string; readonly name: string; readonly model: string };

/** A good in one line; what the name already says is not said twice. */
export function itemTitle({ brand, name, model }: Named): string {
  const parts = [says(name, brand) ? '' : brand, name, says(name, model) ? '' : model];
  return parts.filter((part) => part !== '').join(' ');
}

/** The name alone, for where the model stands on a line of its own. */
export function shortTitle(item: Named): string {
  const title = itemTitle({ ...item, model: '' });
  return title.replace(item.model, '').replace(/\s+/g, ' ').trim() || title;
}

function says(name: string, part: string): boolean {
  return part === '' || name.toLowerCase().includes(part.toLowerCase());
}
