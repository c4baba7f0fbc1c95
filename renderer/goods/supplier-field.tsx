import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

/** Whose list it is; another name reads the list again with the columns remembered for that one. */
export function SupplierField(props: {
  readonly supplier: string;
  readonly isBusy: boolean;
  readonly onSupplier: (supplier: string) => void;
}) {
  const { t } = useWords();
  const suppliers = useQuery(reads.catalog.suppliers.queryOptions());
  const [text, setText] = useState(props.supplier);
  const id = useId();
  const settle = () => {
    const name = text.trim();
    if (name !== props.supplier) props.onSupplier(name);
  };
  return (
    <form
      className="field supplier"
      onSubmit={(event) => {
        event.preventDefault();
        settle();
      }}
    >
      <label htmlFor={id}>{t('goods.supplier')}</label>
      <input
        id={id}
        className="input"
        list={`${id}-known`}
        autoComplete="off"
        maxLength={40}
        data-testid={testIds.supplier}
        disabled={props.isBusy}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
      />
      <datalist id={`${id}-known`}>
        {(suppliers.data ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <span className="quiet-text">{t('goods.supplierHint')}</span>
    </form>
  );
}
