import type { PaperBlock } from './paper-document.ts';

export type StoreHead = {
  readonly name: string;
  readonly branch: string; // '青山镇店', may be empty
  readonly address: string;
  readonly phone: string;
};

/** Name, address and telephone of the store, as every sheet begins. */
export function storeHead(store: StoreHead): readonly PaperBlock[] {
  const name = store.branch === '' ? store.name : `${store.name}(${store.branch})`;
  return [
    { kind: 'text', text: name, align: 'center', size: 'double', bold: true },
    {
      kind: 'pair',
      left: store.address,
      right: store.phone === '' ? '' : `电话 ${store.phone}`,
    },
  ];
}
