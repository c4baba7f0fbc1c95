import type { PaperBlock } from './paper-document.ts';

export type StoreHead = {
  readonly name: string;
  readonly branch: string; // '青山镇店', may be empty
  readonly address: string;
  readonly phone: string;
};

/** Name, address and telephone of the store, as every sheet begins. */
export function storeHead(store: StoreHead): readonly PaperBlock[] {
  const name = storeTitle(store);
  return [
    { kind: 'text', text: name, align: 'center', size: 'double', bold: true },
    {
      kind: 'pair',
      left: store.address,
      right: store.phone === '' ? '' : `电话 ${store.phone}`,
    },
  ];
}

/** The name of a store as papers bear it: `云桥家电(青山镇店)`. */
export function storeTitle(store: { readonly name: string; readonly branch: string }): string {
  return store.branch === '' ? store.name : `${store.name}(${store.branch})`;
}

/** The line with a store's name above the title of a slip; none in a store without a name yet. */
export function storeLine(text: string): readonly PaperBlock[] {
  return text === '' ? [] : [{ kind: 'text', text, align: 'center', bold: true }];
}
